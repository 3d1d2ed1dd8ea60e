//! Decks that people hand on: a folder, a file or a zip, taken in without trusting it.
//!
//! A package is first copied into a folder of its own beside the learner's decks, by names that were checked one by
//! one. Only when it is there as a whole does it get its place, by a single renaming.

mod folder;
mod names;
mod refused;
mod trash;
mod zipped;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use fs_err as fs;
use jiff::Timestamp;
use tempfile::TempDir;

use super::LoadedDeck;
use super::files::read_deck;
use super::lending::file_beside;
use super::media::{files_in, open_within, pictures_in};
use crate::paths::litter;
use crate::picture::{folder_of, local};
use names::Names;

pub use refused::Refused;
pub use trash::set_aside;

/// Whether `name` can be the name of a file everywhere, in whatever folder it is put.
pub fn is_file_name(name: &str) -> bool {
    names::part(name).is_ok()
}

/// How the file beside that of a deck ends that keeps what its cards were in Anki.
pub const ORIGINALS: &str = "anki";
/// Files and folders in a package.
pub const MOST_ENTRIES: usize = 2000;
/// Bytes of all its files.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// A package that was copied beside the learner's decks and has no place among them yet. Dropped, it is gone.
#[derive(Debug)]
pub struct Staged {
    folder: TempDir,
    /// The folder it will have.
    place: PathBuf,
    /// What it is called.
    pub name: String,
}

/// Where a package is to lie among the decks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place<'a> {
    /// What it is called there; otherwise it keeps its name.
    pub name: Option<&'a str>,
    /// Names there that will be free when it comes.
    pub leaving: &'a [String],
    /// Ids of the decks that there are: those that a single deck draws rows from need not come along.
    pub known: &'a [&'a str],
}

/// Copies the package at `source` beside the decks in `own`, which is made where it is missing. What was begun so long before
/// `now` and never ended is cleared away. Its place must be
/// free.
pub fn stage(source: &Path, own: &Path, place: Place<'_>, now: Timestamp) -> Result<Staged, Refused> {
    let real = source.canonicalize().map_err(Refused::io("read", source))?;
    let meta = fs::metadata(&real).map_err(Refused::io("read", source))?;
    let name = match place.name {
        Some(name) if names::part(name).is_ok() && !name.starts_with('.') => name.to_owned(),
        _ => name_of(source, &real, meta.is_dir())?,
    };
    fs::create_dir_all(own).map_err(Refused::io("write", own))?;
    let home = own.canonicalize().map_err(Refused::io("write", own))?;
    if real.starts_with(&home) || (meta.is_dir() && home.starts_with(&real)) {
        return Err(Refused::AtHome { path: source.to_path_buf() });
    }
    litter::sweep_folder(&home, now);
    for known in names_in(&home).map_err(Refused::io("write", own))? {
        if known.to_lowercase() == name.to_lowercase() && !place.leaving.contains(&known) {
            return Err(Refused::Taken { name: known });
        }
    }
    // Hidden, so that a program that runs meanwhile does not find it.
    let folder = tempfile::Builder::new().prefix(&litter::name(litter::ADDING)).tempdir_in(&home);
    let folder = folder.map_err(Refused::io("write", own))?;
    let mut into = Into { root: folder.path().to_path_buf(), names: Names::default(), bytes: 0 };
    if meta.is_dir() {
        folder::copy(&real, &mut into)?;
    } else if !meta.is_file() {
        return Err(Refused::Special { entry: source.to_string_lossy().into_owned() });
    } else if has_ending(&real, "toml") {
        copy_deck(&real, place.known, &mut into)?;
    } else {
        zipped::extract(&real, &mut into)?;
    }
    Ok(Staged { place: home.join(&name), folder, name })
}

impl Staged {
    /// Where it lies meanwhile.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Gives it its place among the decks, whole.
    pub fn install(self) -> Result<PathBuf, Refused> {
        let Self { folder, place, name } = self;
        if place.symlink_metadata().is_ok() {
            return Err(Refused::Taken { name });
        }
        open_up(folder.path()).map_err(Refused::io("write", &place))?;
        // On the disk before it is in its place: a power cut must not leave half a deck.
        sync(folder.path()).map_err(Refused::io("write", &place))?;
        fs::rename(folder.path(), &place).map_err(Refused::io("write", &place))?;
        // There is nothing left to clear away.
        let _ = folder.keep();
        // It is in its place; that a power cut may still take it away again is no reason to say that it is not.
        let _ = sync_folder(place.parent().unwrap_or(Path::new(".")));
        Ok(place)
    }
}

/// Brings all files and folders in `folder`, and itself, to the disk.
fn sync(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            sync(&entry.path())?;
        } else if kind.is_file() {
            fs::File::open(entry.path())?.sync_all()?;
        }
    }
    sync_folder(folder)
}

/// Brings the names in `folder` to the disk.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened, and the system sees to it.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// A folder for a while is for its maker alone; a deck has the permissions of any other folder.
#[cfg(unix)]
fn open_up(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let like = fs::metadata(folder.parent().unwrap_or(folder))?.permissions().mode();
    fs::set_permissions(folder, std::fs::Permissions::from_mode(like & 0o777))
}

#[cfg(not(unix))]
fn open_up(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Where entries are copied to.
struct Into {
    root: PathBuf,
    names: Names,
    bytes: u64,
}

impl Into {
    /// Makes the folder that an entry calls `name`, if its name is fine.
    fn folder(&mut self, name: &str) -> Result<(), Refused> {
        let Some(path) = self.names.folder(name)? else { return Ok(()) };
        let path = self.root.join(path);
        fs::create_dir_all(&path).map_err(Refused::io("write", &path))
    }

    /// Writes the file that an entry calls `name`, if its name is fine and there is room.
    fn file(&mut self, name: &str, content: &mut dyn Read) -> Result<(), Refused> {
        let Some(path) = self.names.file(name)? else { return Ok(()) };
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&self.root)).map_err(Refused::io("write", &path))?;
        // Only a new file: nothing that is there already can lead elsewhere.
        let mut file = std::fs::File::create_new(&path).map_err(Refused::io("write", &path))?;
        let room = MOST_BYTES - self.bytes;
        let mut content = content.take(room + 1);
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let count = match content.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Refused::damaged(name, &error)),
            };
            self.bytes += count as u64;
            if self.bytes > MOST_BYTES {
                return Err(Refused::TooLarge { entry: name.to_owned() });
            }
            file.write_all(&buffer[..count]).map_err(Refused::io("write", &path))?;
        }
        Ok(())
    }
}

/// Copies a deck or exam file with the files it includes, and the decks beside it whose rows it asks, unless they are `known`.
fn copy_deck(main: &Path, known: &[&str], into: &mut Into) -> Result<(), Refused> {
    let (mut copied, mut open) = (Vec::new(), vec![main.to_path_buf()]);
    while let Some(path) = open.pop() {
        let deck = read_deck(&path).map_err(|error| Refused::Unreadable(error.to_string()))?;
        copy_files(main, &deck, into)?;
        copy_media(main, &path, &deck, into)?;
        copy_originals(main, &path, into)?;
        copied.push(deck.deck.id);
        let lacking = deck.deck.draws.iter().map(|id| &id.value).filter(|id| !known.contains(&id.as_str()));
        let beside = lacking.filter(|id| !copied.contains(id)).filter_map(|id| file_beside(main, id));
        open.extend(beside.collect::<Vec<_>>());
    }
    Ok(())
}

/// Copies the files of `deck`, which lie beside or below `main`.
fn copy_files(main: &Path, deck: &LoadedDeck, into: &mut Into) -> Result<(), Refused> {
    let folder = main.parent().unwrap_or(Path::new("/"));
    for file in &deck.files {
        let name = Path::new(&file.name).strip_prefix(folder).unwrap_or(Path::new(&file.name));
        into.file(&name.to_string_lossy(), &mut file.text.as_bytes())?;
    }
    Ok(())
}

/// Copies the media of `deck`, whose file is `path`: what lies in its `NAME.media`, and the pictures that its cards show. What
/// cannot be one is left, and told as a finding on the deck.
fn copy_media(main: &Path, path: &Path, deck: &LoadedDeck, into: &mut Into) -> Result<(), Refused> {
    let folder = folder_of(path);
    let called = folder.file_name().unwrap_or_default();
    let mut names: BTreeSet<PathBuf> =
        files_in(&folder).iter().map(|file| Path::new(called).join(file)).collect();
    names.extend(pictures_in(deck).keys().filter_map(|name| local(name).ok()));
    let home = main.parent().unwrap_or(Path::new("/"));
    let below = path.parent().and_then(|own| own.strip_prefix(home).ok()).unwrap_or(Path::new(""));
    for name in names {
        let Ok(mut file) = open_within(path, &name) else { continue };
        into.file(&below.join(&name).to_string_lossy(), &mut file)?;
    }
    Ok(())
}

/// Copies what the cards of the deck at `path` were in Anki, where that is kept beside it.
fn copy_originals(main: &Path, path: &Path, into: &mut Into) -> Result<(), Refused> {
    let kept = path.with_extension(ORIGINALS);
    let name = Path::new(kept.file_name().unwrap_or_default());
    let Ok(mut file) = open_within(path, name) else { return Ok(()) };
    let home = main.parent().unwrap_or(Path::new("/"));
    let inside = kept.strip_prefix(home).unwrap_or(name);
    into.file(&inside.to_string_lossy(), &mut file)
}

/// What a package is called: its folder, or its file without the ending.
fn name_of(source: &Path, real: &Path, is_folder: bool) -> Result<String, Refused> {
    // As the learner wrote it, unless that is `.` or the like.
    let named = if source.file_name().is_some() { source } else { real };
    let name = if is_folder { named.file_name() } else { named.file_stem() };
    let name = name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match names::part(&name) {
        Ok(()) if !name.starts_with('.') => Ok(name),
        _ => Err(Refused::BadName { entry: name }),
    }
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    let entries = fs::read_dir(folder)?;
    entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}
