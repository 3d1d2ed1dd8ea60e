//! What lies in the place: for each device a shelf, which names its deck files, and files that hold what is in them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use super::names::{MOST_BYTES, MOST_BYTES_OF_ALL, MOST_FILES, goes_along};
use super::versions::DeckFile;
use crate::schedule::DeviceId;
use crate::sync::place::{Entry, Place, PlaceError};
use crate::sync::segment::{FOLDER, Fault, device_of, hash, is_hash};

/// What the names of shelves end in, and those of the files that hold what is in a deck file.
const SHELF: &str = ".decks.gz";
const FILE: &str = ".file.gz";
/// What a shelf calls its format, and the version that is written.
const FORMAT: &str = "examdrill-decks";
const VERSION: u32 = 1;
/// The most bytes of a shelf that are unpacked.
const MOST_TEXT: u64 = 64 << 20;

/// The deck files of a device.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shelf {
    format: String,
    version: u32,
    device: String,
    files: BTreeMap<String, DeckFile>,
}

/// The name of a shelf.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::sync) struct ShelfName {
    pub(super) device: DeviceId,
    pub(super) hash: String,
}

impl ShelfName {
    pub(super) fn path(&self) -> String {
        format!("{FOLDER}{}/{}{SHELF}", self.device, self.hash)
    }
}

/// What of decks lies in a place.
#[derive(Debug, Default)]
pub(in crate::sync) struct Listed {
    pub(super) shelves: BTreeSet<ShelfName>,
    /// The devices that have the file with this hash in its name.
    pub(super) files: BTreeMap<String, BTreeSet<DeviceId>>,
}

impl Listed {
    /// Takes in a file of the place. Gives whether it is about decks.
    pub(in crate::sync) fn take(&mut self, entry: &Entry) -> bool {
        let Some((device, file)) = entry.name.strip_prefix(FOLDER).and_then(|name| name.split_once('/'))
        else {
            return false;
        };
        let Some(device) = device_of(device) else { return false };
        let named = |ending| file.strip_suffix(ending).filter(|hash| is_hash(hash)).map(str::to_owned);
        if let Some(hash) = named(SHELF) {
            self.shelves.insert(ShelfName { device, hash })
        } else if let Some(hash) = named(FILE) {
            self.files.entry(hash).or_default().insert(device)
        } else {
            false
        }
    }

    /// The paths of all that `device` has there.
    pub(in crate::sync) fn paths_of(&self, device: DeviceId) -> Vec<String> {
        let shelves = self.shelves.iter().filter(|shelf| shelf.device == device).map(ShelfName::path);
        let files = self.files.iter().filter(|(_, devices)| devices.contains(&device));
        shelves.chain(files.map(|(hash, _)| path_of(device, hash))).collect()
    }
}

/// The path of what is in a deck file, in the folder of `device`.
pub(super) fn path_of(device: DeviceId, hash: &str) -> String {
    format!("{FOLDER}{device}/{hash}{FILE}")
}

/// A shelf to be written: its name and content.
pub(super) fn shelf(
    device: DeviceId,
    files: &BTreeMap<String, DeckFile>,
    place: &dyn Place,
) -> (ShelfName, Vec<u8>) {
    let files = files.clone();
    let shelf = Shelf { format: FORMAT.to_owned(), version: VERSION, device: device.to_string(), files };
    let bytes = packed(&serde_json::to_vec(&shelf).unwrap_or_default());
    (ShelfName { device, hash: place.hash(&bytes) }, bytes)
}

/// The files of the shelf `name`; `Err` with the reason where it is left for later.
pub(super) fn read(
    name: &ShelfName,
    place: &dyn Place,
) -> Result<Result<BTreeMap<String, DeckFile>, String>, PlaceError> {
    let bytes = match place.read(&name.path()) {
        Err(error) if error.is_about_one_file() => return Ok(Err(error.to_string())),
        bytes => bytes?,
    };
    Ok(parse(name, &bytes, place).map_err(|fault| format!("{}: {fault}", name.path())))
}

fn parse(name: &ShelfName, bytes: &[u8], place: &dyn Place) -> Result<BTreeMap<String, DeckFile>, Fault> {
    #[derive(Deserialize)]
    struct Version {
        version: u32,
    }
    if place.hash(bytes) != name.hash {
        return Err(Fault::Torn);
    }
    let text = unpacked(bytes, MOST_TEXT).ok_or(Fault::TooLarge)?;
    let unknown = |error: serde_json::Error| Fault::Unknown { line: error.line(), what: error.to_string() };
    let Version { version } = serde_json::from_slice(&text).map_err(unknown)?;
    if version > VERSION {
        return Err(Fault::Newer(version));
    }
    let Shelf { mut files, .. } = serde_json::from_slice(&text).map_err(unknown)?;
    let all: u64 = files.values().map(|file| file.bytes).fold(0, u64::saturating_add);
    if files.len() > MOST_FILES || all > MOST_BYTES_OF_ALL {
        return Err(Fault::TooLarge);
    }
    files.retain(|name, file| {
        goes_along(name) && file.bytes <= MOST_BYTES && file.file.as_deref().is_none_or(is_hash)
    });
    Ok(files)
}

/// What is in a deck file, read from the place, where it is whole; otherwise why not.
pub(super) fn fetch(
    file: &DeckFile,
    listed: &Listed,
    place: &dyn Place,
) -> Result<Result<Vec<u8>, String>, PlaceError> {
    let hash = file.file.as_deref().unwrap_or_default();
    let device = listed.files.get(hash).and_then(|devices| devices.first());
    let Some(device) = device else { return Ok(Err("it is not there yet".to_owned())) };
    let bytes = match place.read(&path_of(*device, hash)) {
        Err(error) if error.is_about_one_file() => return Ok(Err(error.to_string())),
        bytes => bytes?,
    };
    let is_whole = place.hash(&bytes) == hash;
    let content = Some(bytes).filter(|_| is_whole).and_then(|bytes| unpacked(&bytes, file.bytes));
    Ok(content
        .filter(|content| Some(self::hash(content)) == file.content)
        .ok_or_else(|| Fault::Torn.to_string()))
}

/// The bytes as they lie in the place.
pub(super) fn packed(content: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail.
    packed.write_all(content).and_then(|()| packed.finish()).unwrap_or_default()
}

/// The same unpacked; `None` where that is over `most` bytes, or nothing that was packed.
fn unpacked(bytes: &[u8], most: u64) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    GzDecoder::new(bytes).take(most + 1).read_to_end(&mut content).ok()?;
    (content.len() as u64 <= most).then_some(content)
}
