//! A log in memory, on its way between the database and a backup: taken, checked, and written in one piece.

use std::io::{self, BufReader, Read, Write};
use std::path::Path;
use std::thread;
use std::time::Duration;

use flate2::bufread::GzDecoder;
use flate2::{Compression, GzBuilder};
use fs_err as fs;
use rusqlite::backup::{Backup as Copying, StepResult};
use rusqlite::{Connection, MAIN_DB};
use tempfile::NamedTempFile;

use super::super::{Error, Tried, connect, derived, generation, schema};
use super::{blank, flaw};
use crate::schedule::DeviceId;

/// The first bytes of a compressed file.
const COMPRESSED: [u8; 2] = [0x1f, 0x8b];
/// The first bytes of a database.
const HEADER: &[u8; 16] = b"SQLite format 3\0";
/// What is found wrong with a file that lacks its end.
const CUT: &str = "it is cut short";
/// How hard a backup is compressed: half the time of the usual 6, for a few per cent more.
const LEVEL: Compression = Compression::new(4);

/// The log as of one moment. Nobody else knows it.
#[derive(Debug)]
pub(in super::super) struct Image {
    pub(in super::super) connection: Connection,
}

/// What a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Content {
    /// The number of the log's state that it is a copy of.
    pub generation: u64,
    /// Its reviews, those taken back too.
    pub reviews: u64,
    /// Its format.
    pub format: i64,
}

impl Image {
    /// Copies the database that `source` is connected to, `path`.
    pub(in super::super) fn of(source: &Connection, path: &Path, doing: &'static str) -> Result<Self, Error> {
        let mut connection = Connection::open_in_memory().tried(doing, path)?;
        let copying = Copying::new(source, &mut connection).tried(doing, path)?;
        let mut tries = 0;
        // All of it in one step, so that it is of one moment.
        while copying.step(-1).tried(doing, path)? != StepResult::Done {
            tries += 1;
            if tries > 500 {
                return Err(Error::Busy { doing, path: path.to_path_buf() });
            }
            thread::sleep(Duration::from_millis(10));
        }
        drop(copying);
        connect::prepare(&connection).tried(doing, path)?;
        Ok(Self { connection })
    }

    /// Reads a backup, compressed or not.
    pub(in super::super) fn read(path: &Path, doing: &'static str) -> Result<Self, Error> {
        if !is_compressed(path).tried(doing, path)? {
            let source = connect::connect_to_read(path)?;
            if is_cut(&source, path).tried(doing, path)? {
                return Err(Error::damaged(doing, path, CUT));
            }
            return Self::of(&source, path, doing);
        }
        let mut file = GzDecoder::new(BufReader::new(fs::File::open(path).tried(doing, path)?));
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => Error::damaged(doing, path, CUT),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                Error::damaged(doing, path, error.to_string())
            }
            _ => Error::io(doing, path, error),
        })?;
        if !bytes.starts_with(HEADER) {
            return Err(Error::Foreign { doing, path: path.to_path_buf() });
        }
        alone(&mut bytes);
        let mut connection = Connection::open_in_memory().tried(doing, path)?;
        connection.deserialize_read_exact(MAIN_DB, &bytes[..], bytes.len(), false).tried(doing, path)?;
        connect::prepare(&connection).tried(doing, path)?;
        Ok(Self { connection })
    }

    /// Looks all of it over, and refuses what is no log, of a newer program, or damaged. `path` is where it is from.
    pub(in super::super) fn check(&self, path: &Path, doing: &'static str) -> Result<Content, Error> {
        let format = schema::version(&self.connection, path, schema::MIGRATIONS, doing)?;
        if format == 0 {
            return Err(Error::Foreign { doing, path: path.to_path_buf() });
        }
        if let Some(what) = flaw(&self.connection).tried(doing, path)? {
            return Err(Error::damaged(doing, path, what));
        }
        let reviews =
            self.connection.query_row("SELECT count(*) FROM review", [], |row| row.get::<_, i64>(0));
        let reviews = reviews.tried(doing, path)?;
        let generation = generation(&self.connection).tried(doing, path)?;
        Ok(Content { generation, reviews: reviews.cast_unsigned(), format })
    }

    /// Brings it to the newest format.
    pub(in super::super) fn update(&self, path: &Path, device: DeviceId) -> Result<(), Error> {
        schema::migrate(&self.connection, path, schema::MIGRATIONS, device)?;
        derived::prepare(&self.connection).tried("prepare", path).map(drop)
    }

    /// Writes it to a new file in `folder`, on the disk when this returns, that is gone when it is dropped.
    ///
    /// With what was found in it, the file is `compressed`. Failures are told of `target`.
    pub(in super::super) fn write(
        &mut self,
        folder: &Path,
        compressed: Option<Content>,
        doing: &'static str,
        target: &Path,
    ) -> Result<NamedTempFile, Error> {
        let image = self.connection.serialize(MAIN_DB).tried(doing, target)?;
        let mut bytes = image.to_vec();
        alone(&mut bytes);
        let mut file = blank(folder).tried(doing, target)?;
        match compressed {
            None => file.write_all(&bytes).tried(doing, target)?,
            Some(content) => {
                let note = Note { content, bytes: bytes.len() as u64 }.written();
                let mut packed = GzBuilder::new().comment(note).write(file.as_file_mut(), LEVEL);
                packed.write_all(&bytes).and_then(|()| packed.finish().map(drop)).tried(doing, target)?;
            }
        }
        file.as_file().sync_all().tried(doing, target)?;
        // A backup that cannot be read is worse than none.
        if !reads_as(file.path(), compressed.is_some(), &bytes).tried(doing, target)? {
            return Err(Error::io(doing, target, io::Error::other("what was written reads differently")));
        }
        Ok(file)
    }
}

/// Whether the file has fewer bytes than its pages need. SQLite would take what is missing of the last one for zeros.
fn is_cut(connection: &Connection, path: &Path) -> rusqlite::Result<bool> {
    let pages: i64 = connection.query_row("PRAGMA page_count", [], |row| row.get(0))?;
    let size: i64 = connection.query_row("PRAGMA page_size", [], |row| row.get(0))?;
    let there = fs::metadata(path).map_or(0, |file| file.len());
    // Pages may lie in the write-ahead log yet.
    Ok(!connect::has_wal(path) && there < (pages * size).cast_unsigned())
}

fn reads_as(path: &Path, compressed: bool, bytes: &[u8]) -> io::Result<bool> {
    let file = BufReader::new(fs::File::open(path)?);
    let mut file: Box<dyn Read> = if compressed { Box::new(GzDecoder::new(file)) } else { Box::new(file) };
    let mut read = Vec::with_capacity(bytes.len());
    file.read_to_end(&mut read)?;
    Ok(read == bytes)
}

/// Says in the database that it has no write-ahead log beside it.
fn alone(bytes: &mut [u8]) {
    if let Some(versions) = bytes.get_mut(18..20) {
        versions.copy_from_slice(&[1, 1]);
    }
}

fn is_compressed(path: &Path) -> io::Result<bool> {
    let mut start = Vec::new();
    fs::File::open(path)?.take(COMPRESSED.len() as u64).read_to_end(&mut start)?;
    Ok(start == COMPRESSED)
}

/// What stands in the head of a compressed backup, to be known without unpacking it.
struct Note {
    content: Content,
    /// Bytes of the database.
    bytes: u64,
}

impl Note {
    fn written(&self) -> String {
        let Content { generation, reviews, format } = self.content;
        format!("examdrill format {format} generation {generation} reviews {reviews} bytes {}", self.bytes)
    }

    fn read(comment: &str) -> Option<Self> {
        let mut words = comment.split(' ');
        let format = i64::try_from(number_after("format", &mut words)?).ok()?;
        let generation = number_after("generation", &mut words)?;
        let reviews = number_after("reviews", &mut words)?;
        let content = Content { generation, reviews, format };
        Some(Self { content, bytes: number_after("bytes", &mut words)? })
    }
}

/// The number that stands behind the next `name` among the words.
fn number_after<'a>(name: &str, words: &mut impl Iterator<Item = &'a str>) -> Option<u64> {
    words.find(|word| *word == name)?;
    words.next()?.parse().ok()
}

/// The generation of a backup, at a glance; `None` where it cannot be read, or can be seen to be cut short.
///
/// That the rest is whole too is known only by [`Image::check`].
pub(in super::super) fn generation_of(path: &Path) -> Option<u64> {
    let mut file = fs::File::open(path).ok()?;
    let size = file.metadata().ok()?.len();
    if !is_compressed(path).ok()? {
        return (stated_size(&mut file)? == size)
            .then_some(())
            .and_then(|()| generation(&connect::connect_to_read(path).ok()?).ok());
    }
    let packed = GzDecoder::new(BufReader::new(fs::File::open(path).ok()?));
    let note = Note::read(std::str::from_utf8(packed.header()?.comment()?).ok()?)?;
    // The last bytes say how long the content is.
    let mut end = [0; 4];
    io::Seek::seek(&mut file, io::SeekFrom::End(-4)).ok()?;
    file.read_exact(&mut end).ok()?;
    (u32::from_le_bytes(end) == note.bytes as u32).then_some(note.content.generation)
}

/// The size that the head of a database says it has.
fn stated_size(file: &mut fs::File) -> Option<u64> {
    let mut head = [0; 32];
    file.read_exact(&mut head).ok()?;
    let page = match u64::from(u16::from_be_bytes([head[16], head[17]])) {
        1 => 65536,
        page => page,
    };
    let pages = u32::from_be_bytes([head[28], head[29], head[30], head[31]]);
    head.starts_with(HEADER).then(|| page * u64::from(pages))
}
