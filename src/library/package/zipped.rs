//! A package that is a zip.

use std::collections::HashSet;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use fs_err as fs;
use zip::ZipArchive;
use zip::read::ZipFile;

use super::{Into, MOST_BYTES, MOST_ENTRIES, Refused, names};

/// What the mode of a Unix file says it is.
const KIND: u32 = 0o170_000;
const FOLDER: u32 = 0o040_000;
const FILE: u32 = 0o100_000;
const LINK: u32 = 0o120_000;

/// The end of a zip, which says how many entries it has, and its longest comment.
const END: [u8; 4] = *b"PK\x05\x06";
const LONGEST_END: u64 = 22 + 65_535;

/// What an entry of the list at the end begins with, and how long it is without its names.
const LISTED: [u8; 4] = *b"PK\x01\x02";
const LISTED_LENGTH: usize = 46;

/// Unpacks the zip at `path`. A folder that all of it lies in falls away.
pub(super) fn extract(path: &Path, into: &mut Into) -> Result<(), Refused> {
    let mut file = fs::File::open(path).map_err(Refused::io("read", path))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if file.metadata().map_err(Refused::io("read", path))?.len() > MOST_BYTES {
        return Err(Refused::TooLarge { entry: name.into_owned() });
    }
    if entries(&mut file).map_err(Refused::io("read", path))? > MOST_ENTRIES {
        return Err(Refused::TooMany { entry: name.into_owned() });
    }
    let mut archive = ZipArchive::new(file).map_err(|error| Refused::NotZip { what: error.to_string() })?;
    let listed = listed(path, archive.central_directory_start()).map_err(Refused::io("read", path))?;
    let mut names_seen = HashSet::new();
    for name in &listed {
        // A folder may come again, with another file in it.
        if !names_seen.insert(name) && !name.ends_with(b"/") {
            return Err(Refused::Twice { entry: String::from_utf8_lossy(name).into_owned() });
        }
    }
    if names_seen.len() != archive.len() {
        return Err(Refused::NotZip { what: "its list of entries contradicts itself".to_owned() });
    }
    let around = folder_around(&mut archive)?;
    for place in 0..archive.len() {
        let (raw, name) = packed(&mut archive, place)?;
        let kind = raw.unix_mode().unwrap_or(FILE) & KIND;
        let (is_folder, is_encrypted) = (raw.is_dir(), raw.encrypted());
        drop(raw);
        match kind {
            LINK => return Err(Refused::Link { entry: name }),
            0 | FILE | FOLDER => {}
            _ => return Err(Refused::Special { entry: name }),
        }
        if is_encrypted {
            return Err(Refused::Encrypted { entry: name });
        }
        // The whole name counts, also where its first part falls away.
        names::parts(&name)?;
        let inside = name.strip_prefix(&around).unwrap_or(&name);
        if is_folder {
            if !inside.is_empty() {
                into.folder(inside)?;
            }
            continue;
        }
        let mut content = archive.by_index(place).map_err(|error| Refused::damaged(&name, &error))?;
        into.file(inside, &mut content)?;
    }
    Ok(())
}

/// The entry at `place`, as it is packed, with its name.
fn packed<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    place: usize,
) -> Result<(ZipFile<'_, R>, String), Refused> {
    let named = archive.by_index_raw(place).and_then(|raw| {
        let name = raw.name()?.into_owned();
        Ok((raw, name))
    });
    named.map_err(|error| Refused::damaged(format!("number {place}"), &error))
}

/// The most entries that any end of the zip speaks of, so that a list of millions is not even read. Newer zips that
/// count beyond 65,535 write that number here.
fn entries(file: &mut (impl Read + Seek)) -> io::Result<usize> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(LONGEST_END)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    file.rewind()?;
    let counts = tail.windows(12).filter(|end| end.starts_with(&END));
    Ok(counts.map(|end| usize::from(u16::from_le_bytes([end[10], end[11]]))).max().unwrap_or(0))
}

/// The names in the list that begins at `start`. The unpacker keeps only the last of several entries of one name.
fn listed(path: &Path, start: u64) -> io::Result<Vec<Vec<u8>>> {
    let mut file = fs::File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let mut list = Vec::new();
    file.take(MOST_BYTES).read_to_end(&mut list)?;
    let (mut names, mut rest) = (Vec::new(), &list[..]);
    while let Some(entry) = rest.get(..LISTED_LENGTH).filter(|entry| entry.starts_with(&LISTED)) {
        let [name, extra, comment] =
            [28, 30, 32].map(|at| usize::from(u16::from_le_bytes([entry[at], entry[at + 1]])));
        let after = &rest[LISTED_LENGTH..];
        let Some(name_bytes) = after.get(..name) else { break };
        names.push(name_bytes.to_vec());
        rest = after.get(name + extra + comment..).unwrap_or_default();
    }
    Ok(names)
}

/// The folder, with a slash, that all entries lie in; empty where there is none.
fn folder_around<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<String, Refused> {
    let mut around: Option<String> = None;
    for place in 0..archive.len() {
        let (_, name) = packed(archive, place)?;
        let first = name.split_once('/').map(|(first, _)| format!("{first}/")).unwrap_or_default();
        if first == "__MACOSX/" {
            continue;
        }
        if first.is_empty() || first == "../" || around.as_ref().is_some_and(|known| *known != first) {
            return Ok(String::new());
        }
        around = Some(first);
    }
    // `/` alone would make an absolute name a harmless one.
    Ok(around.filter(|around| around != "/").unwrap_or_default())
}
