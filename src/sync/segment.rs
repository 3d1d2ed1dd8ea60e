//! A segment: rows of the log in one file, `v1/DEVICE/HASH.jsonl.gz`. It is written once and never changed.
//!
//! Its name holds the hash of its bytes, so that what is torn, or still on its way, is known for that. Each line is a JSON
//! object: first one about the segment, then a row each. A segment of a later format, or one that this version cannot
//! understand as a whole, is left for a later version.

use std::io::{BufRead, BufReader, Read, Take, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::place::Place;
use crate::schedule::DeviceId;
use crate::store::LogRow;

/// The folder of this format in a place; `/` ends it.
pub(super) const FOLDER: &str = "v1/";
/// What a segment's name ends in.
const ENDING: &str = ".jsonl.gz";
/// What the first line calls the format.
pub(super) const FORMAT: &str = "examdrill-log";
/// The version of the format that is written.
pub(super) const VERSION: u32 = 1;
/// How many bytes of text a segment is filled up to.
const FULL: usize = 8 << 20;
/// The most bytes of text that are unpacked.
const MOST_TEXT: u64 = 256 << 20;

/// Where a segment lies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentName {
    /// The device that wrote it.
    pub device: DeviceId,
    /// The [hash](Place::hash) of its bytes, 64 digits.
    pub hash: String,
}

/// Why a segment is left for later.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is not the file that was written.
    #[error("it is torn, or not all of it is there yet")]
    Torn,
    /// It is of a later version.
    #[error("it has format {0}, and this version knows format {VERSION}: update examdrill on this device")]
    Newer(u32),
    /// It unpacks to more than any segment holds.
    #[error("it unpacks to over {most} MB", most = MOST_TEXT >> 20)]
    TooLarge,
    /// A line is not understood.
    #[error("line {line} is not understood ({what}): a later version may have written it")]
    Unknown {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        what: String,
    },
}

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    format: String,
    version: u32,
    device: String,
    rows: usize,
}

impl SegmentName {
    /// The segment that a file of a place is; `None` for what is no segment.
    pub fn of(name: &str) -> Option<Self> {
        let (device, file) = name.strip_prefix(FOLDER)?.split_once('/')?;
        let hash = file.strip_suffix(ENDING)?;
        let device = device_of(device)?;
        is_hash(hash).then(|| Self { device, hash: hash.to_owned() })
    }

    /// Its path within the place.
    pub fn path(&self) -> String {
        format!("{FOLDER}{}/{}{ENDING}", self.device, self.hash)
    }
}

/// The device that a folder of a place is of.
pub(super) fn device_of(folder: &str) -> Option<DeviceId> {
    if !is_number(folder, 8) {
        return None;
    }
    u32::from_str_radix(folder, 16).ok().map(DeviceId)
}

/// Whether it is the hash in the name of a file of a place.
pub(super) fn is_hash(text: &str) -> bool {
    is_number(text, 64)
}

fn is_number(text: &str, digits: usize) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.len() == digits && text.bytes().all(is_digit)
}

/// A segment that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Where.
    pub name: SegmentName,
    /// What the file holds.
    pub bytes: Vec<u8>,
    /// How many rows.
    pub rows: usize,
}

/// Fills segments with rows, in the order in which they are added. The same rows give the same segments.
#[derive(Debug, Default)]
pub struct Filler {
    lines: Vec<u8>,
    rows: usize,
}

impl Filler {
    /// Adds a row.
    pub fn add(&mut self, row: &LogRow) {
        // Nothing in a row can fail to be written.
        if serde_json::to_writer(&mut self.lines, row).is_ok() {
            self.lines.push(b'\n');
            self.rows += 1;
        }
    }

    /// Whether a segment is full.
    pub const fn is_full(&self) -> bool {
        self.lines.len() >= FULL
    }

    /// The segment of `device` with what was added since the last, as `place` names it; `None` for nothing.
    pub fn take(&mut self, device: DeviceId, place: &dyn Place) -> Option<Segment> {
        let Self { lines, rows } = std::mem::take(self);
        if rows == 0 {
            return None;
        }
        let head = Head { format: FORMAT.to_owned(), version: VERSION, device: device.to_string(), rows };
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        // Writing to memory does not fail.
        let bytes = serde_json::to_writer(&mut packed, &head)
            .map_err(std::io::Error::from)
            .and_then(|()| packed.write_all(b"\n"))
            .and_then(|()| packed.write_all(&lines))
            .and_then(|()| packed.finish())
            .ok()?;
        let name = SegmentName { device, hash: place.hash(&bytes) };
        Some(Segment { name, bytes, rows })
    }
}

/// The rows of the segment `name` of `place` that holds `bytes`, in their order.
pub fn rows(name: &SegmentName, bytes: &[u8], place: &dyn Place) -> Result<Vec<LogRow>, Fault> {
    if place.hash(bytes) != name.hash {
        return Err(Fault::Torn);
    }
    let mut reader = BufReader::new(GzDecoder::new(bytes).take(MOST_TEXT + 1));
    let mut text = Vec::new();
    read_line(&mut reader, &mut text)?;
    let head = head(&text)?;
    let mut rows = Vec::with_capacity(head.rows.min(1 << 16));
    while read_line(&mut reader, &mut text)? {
        let unknown =
            |error: serde_json::Error| Fault::Unknown { line: rows.len() + 2, what: error.to_string() };
        rows.push(serde_json::from_slice(&text).map_err(unknown)?);
    }
    if rows.len() == head.rows { Ok(rows) } else { Err(Fault::Torn) }
}

/// Puts the next line into `text`; false where there is none.
fn read_line<R: Read>(reader: &mut BufReader<Take<R>>, text: &mut Vec<u8>) -> Result<bool, Fault> {
    text.clear();
    reader.read_until(b'\n', text).map_err(|_| Fault::Torn)?;
    if reader.get_ref().limit() == 0 { Err(Fault::TooLarge) } else { Ok(!text.is_empty()) }
}

fn head(line: &[u8]) -> Result<Head, Fault> {
    #[derive(Deserialize)]
    struct Version {
        version: u32,
    }
    let unknown = |error: serde_json::Error| Fault::Unknown { line: 1, what: error.to_string() };
    let Version { version } = serde_json::from_slice(line).map_err(unknown)?;
    if version > VERSION {
        return Err(Fault::Newer(version));
    }
    serde_json::from_slice(line).map_err(unknown)
}

/// SHA-256 in 64 digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    digits(&Sha256::digest(bytes))
}

/// Two hexadecimal digits for each byte.
pub(super) fn digits(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}
