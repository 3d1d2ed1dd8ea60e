//! The zip that a collection comes in: which database counts, and that nothing of it gets out of hand.

use std::io::{self, Read};
use std::path::Path;

use fs_err as fs;
use ruzstd::decoding::StreamingDecoder;
use zip::ZipArchive;

use super::Error;
use super::wire::Fields;

/// Files in a package.
const MOST_ENTRIES: usize = 200_000;
/// Bytes of a database.
pub(super) const LARGEST_DATABASE: u64 = 2 * 1024 * 1024 * 1024;
/// Bytes of the list of media.
const LARGEST_LIST: u64 = 64 * 1024 * 1024;
/// Bytes of which it does not matter how well they were packed.
const SMALL: u64 = 16 * 1024 * 1024;
/// Bytes of all media together, and how many times larger than the package they may be beyond: hardly any of them can be
/// packed.
const MEDIA: u64 = 64 * 1024 * 1024;
const MEDIA_RATIO: u64 = 20;
/// How many times larger than its packing a large file may be. Collections come to 3 to 30.
const BEST_RATIO: u64 = 200;

/// How a package is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Generation {
    /// `collection.anki2`, with a list of media in JSON.
    First,
    /// `collection.anki21`, with the same list.
    Second,
    /// `collection.anki21b`, everything packed by Zstandard, with a list in Protocol Buffers.
    Third,
}

impl Generation {
    const ALL: [Self; 3] = [Self::Third, Self::Second, Self::First];

    const fn database(self) -> &'static str {
        match self {
            Self::First => "collection.anki2",
            Self::Second => "collection.anki21",
            Self::Third => "collection.anki21b",
        }
    }

    /// The number that the file `meta` has for it.
    const fn number(self) -> i64 {
        match self {
            Self::First => 1,
            Self::Second => 2,
            Self::Third => 3,
        }
    }
}

/// An open package.
#[derive(Debug)]
pub struct Package {
    archive: ZipArchive<fs::File>,
    pub(super) generation: Generation,
    /// Bytes of media that it may still come to.
    media_left: u64,
}

impl Package {
    /// Opens the package at `path`. Its files are looked at when they are asked for.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let file = fs::File::open(path).map_err(|error| Error::io(&error))?;
        let size = file.metadata().map_err(|error| Error::io(&error))?;
        if !size.is_file() {
            return Err(Error::NoPackage);
        }
        let media_left = MEDIA + MEDIA_RATIO * size.len();
        let archive = ZipArchive::new(file).map_err(|_| Error::NoPackage)?;
        if archive.len() > MOST_ENTRIES {
            return Err(Error::TooLarge { what: "its list of files".to_owned() });
        }
        let mut package = Self { archive, generation: Generation::First, media_left };
        package.generation = package.found_generation()?;
        Ok(package)
    }

    /// The newest database in it: older ones beside it are there to tell old programs that they are too old.
    fn found_generation(&mut self) -> Result<Generation, Error> {
        let found = Generation::ALL
            .into_iter()
            .find(|generation| self.archive.index_for_name(generation.database()).is_some());
        let told = match self.archive.index_for_name("meta") {
            Some(_) => {
                let meta = self.whole("meta", 1024, false)?;
                Fields::of(&meta).value(1).map_or(0, super::wire::Value::number)
            }
            None => 0,
        };
        match found {
            _ if told > Generation::Third.number() => Err(Error::Newer),
            None => Err(Error::NoPackage),
            Some(found) if found.number() < told => Err(Error::Stub),
            Some(found) => Ok(found),
        }
    }

    /// Writes the database to `into`.
    pub(super) fn database(&mut self, into: &mut impl io::Write) -> Result<(), Error> {
        let is_packed = self.generation == Generation::Third;
        self.copy(self.generation.database(), LARGEST_DATABASE, is_packed, into).map(drop)
    }

    /// The bytes of the list of media; `None` where there is none.
    pub(super) fn media_list(&mut self) -> Result<Option<Vec<u8>>, Error> {
        if self.archive.index_for_name("media").is_none() {
            return Ok(None);
        }
        self.whole("media", LARGEST_LIST, self.generation == Generation::Third).map(Some)
    }

    /// Writes the file that the package calls `entry` to `into`, at most `most` bytes of it.
    pub(super) fn medium(&mut self, entry: &str, most: u64, into: &mut impl io::Write) -> Result<(), Error> {
        let most = most.min(self.media_left);
        let copied = self.copy(entry, most, self.generation == Generation::Third, into);
        // What failed was unpacked as well.
        self.media_left -= copied.as_ref().map_or(most, |copied| *copied).min(self.media_left);
        copied.map(drop)
    }

    fn whole(&mut self, name: &str, most: u64, is_packed: bool) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        self.copy(name, most, is_packed, &mut bytes)?;
        Ok(bytes)
    }

    fn copy(
        &mut self,
        name: &str,
        most: u64,
        is_packed: bool,
        into: &mut impl io::Write,
    ) -> Result<u64, Error> {
        let entry = self.archive.by_name(name).map_err(|error| damaged(name, &error))?;
        if entry.encrypted() {
            return Err(damaged(name, &"it is encrypted"));
        }
        let packed = entry.compressed_size();
        if is_packed {
            let unpacked = StreamingDecoder::new(entry).map_err(|error| damaged(name, &error))?;
            return bounded(unpacked, into, name, packed, most);
        }
        bounded(entry, into, name, packed, most)
    }
}

fn damaged(name: &str, error: &dyn std::fmt::Display) -> Error {
    Error::Damaged { what: format!("its file `{name}` cannot be unpacked: {error}") }
}

/// Copies as long as it stays within `most` bytes, and within reason for what was `packed` into so many bytes. What is
/// declared counts for nothing.
fn bounded(
    mut from: impl Read,
    into: &mut impl io::Write,
    name: &str,
    packed: u64,
    most: u64,
) -> Result<u64, Error> {
    let most = most.min(SMALL.max(packed.saturating_mul(BEST_RATIO)));
    let mut buffer = vec![0; 64 * 1024];
    let mut done = 0;
    loop {
        let read = from.read(&mut buffer).map_err(|error| damaged(name, &error))?;
        if read == 0 {
            return Ok(done);
        }
        done += read as u64;
        if done > most {
            return Err(Error::TooLarge { what: format!("its file `{name}`") });
        }
        into.write_all(&buffer[..read]).map_err(|error| Error::io(&error))?;
    }
}
