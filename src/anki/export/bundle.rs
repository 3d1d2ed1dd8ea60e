//! The zip that Anki takes.

use std::io::{self, BufWriter, Read, Seek, Write};
use std::path::Path;

use fs_err as fs;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use sha1::{Digest, Sha1};
use tempfile::NamedTempFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Packed, database};
use crate::anki::collection::{Card, Collection, Deck, Note};
use crate::library::{self, WriteError};
use crate::paths::litter;

/// How a package is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Packed by Zstandard, for Anki 2.1.50 and newer.
    New,
    /// For older versions, and for other programs.
    Legacy,
}

/// What programs show that are too old for the database beside it.
const STUB: &str = "Please update Anki, and import this package again; or export it with --legacy.";

/// Writes a package to a new file at `path`, whole or not at all; one that is there is never touched. What is needed for a
/// moment lies in `folder`.
pub fn create(packed: &Packed, layout: Layout, folder: &Path, path: &Path) -> Result<(), WriteError> {
    library::create_with(path, |file| write(packed, layout, folder, BufWriter::new(file)))
}

/// Writes a package to `into`.
pub(super) fn write(
    packed: &Packed,
    layout: Layout,
    folder: &Path,
    into: impl Write + Seek,
) -> io::Result<()> {
    let mut zip = ZipWriter::new(into);
    let database = database_of(&packed.collection, folder)?;
    match layout {
        Layout::New => {
            put(&mut zip, "meta", false, &[8, 3])?;
            put(&mut zip, "collection.anki21b", false, &squeezed(&database))?;
        }
        Layout::Legacy => {
            put(&mut zip, "meta", false, &[8, 2])?;
            put(&mut zip, "collection.anki21", true, &database)?;
        }
    }
    drop(database);
    put(&mut zip, "collection.anki2", true, &database_of(&stub(packed), folder)?)?;
    let mut list = serde_json::Map::new();
    let mut entries = Vec::new();
    for (nth, (name, path)) in packed.media.iter().enumerate() {
        let mut bytes = Vec::new();
        fs::File::open(path)?.read_to_end(&mut bytes)?;
        match layout {
            Layout::New => {
                entry(name, &bytes, &mut entries);
                put(&mut zip, &nth.to_string(), false, &squeezed(&bytes))?;
            }
            Layout::Legacy => {
                list.insert(nth.to_string(), name.clone().into());
                put(&mut zip, &nth.to_string(), true, &bytes)?;
            }
        }
    }
    match layout {
        Layout::New => put(&mut zip, "media", false, &squeezed(&entries))?,
        Layout::Legacy => {
            put(&mut zip, "media", true, serde_json::Value::Object(list).to_string().as_bytes())?
        }
    }
    zip.finish()?.flush()
}

fn put(zip: &mut ZipWriter<impl Write + Seek>, name: &str, deflates: bool, bytes: &[u8]) -> io::Result<()> {
    let method = if deflates { CompressionMethod::Deflated } else { CompressionMethod::Stored };
    let is_large = u32::try_from(bytes.len()).is_err();
    // The same cards give the same bytes whenever they are written.
    let options = SimpleFileOptions::default().compression_method(method).large_file(is_large);
    let options = options.last_modified_time(zip::DateTime::default());
    zip.start_file(name, options)?;
    zip.write_all(bytes)
}

fn squeezed(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

/// The bytes of the database that holds `collection`.
fn database_of(collection: &Collection, folder: &Path) -> io::Result<Vec<u8>> {
    let prefix = litter::name(litter::COPY);
    let file: NamedTempFile = tempfile::Builder::new().prefix(&prefix).tempfile_in(folder)?;
    database::write(collection, file.path()).map_err(io::Error::other)?;
    fs::read(file.path())
}

/// A collection of one card that says what to do.
fn stub(packed: &Packed) -> Collection {
    let kind = super::kinds::Sort::Basic.kind();
    let mut fields = vec![String::new(); kind.fields.len()];
    STUB.clone_into(&mut fields[0]);
    let note = Note { id: 1, guid: "examdrill".to_owned(), kind: kind.id, fields, ..Note::default() };
    Collection {
        created: packed.collection.created,
        kinds: [(kind.id, kind)].into(),
        decks: [(1, Deck { id: 1, name: "Default".to_owned(), ..Deck::default() })].into(),
        notes: vec![note],
        cards: vec![Card { id: 1, nid: 1, did: 1, data: "{}".to_owned(), ..Card::default() }],
        ..Collection::default()
    }
}

/// Adds a file to the list of media: name, size and hash, each after the number of its field.
fn entry(name: &str, bytes: &[u8], list: &mut Vec<u8>) {
    let mut message = Vec::new();
    field(1, name.as_bytes(), &mut message);
    message.push(2 << 3);
    variable(bytes.len() as u64, &mut message);
    field(3, &Sha1::digest(bytes), &mut message);
    field(1, &message, list);
}

fn field(number: u8, bytes: &[u8], out: &mut Vec<u8>) {
    out.push(number << 3 | 2);
    variable(bytes.len() as u64, out);
    out.extend_from_slice(bytes);
}

/// A number of variable length.
fn variable(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
