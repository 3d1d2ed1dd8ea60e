//! The pictures and other media of a deck: files in its folder, opened without trusting them.

mod findings;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use fs_err as fs;
use rustix::fs::OFlags;

use crate::picture::{MOST_BYTES, Trouble, local};

pub use findings::media_findings;
pub(super) use findings::pictures_in;

/// Files of media of one deck that are looked at, and folders one inside the other.
const MOST_FILES: usize = 2000;
const DEEPEST: usize = 4;

/// The picture that a card of the deck file `deck` calls `name`: where it lies, without links, and its bytes.
pub fn picture(deck: &Path, name: &str) -> Result<(PathBuf, Vec<u8>), Trouble> {
    let path = within(deck, &local(name)?)?;
    let file = open(&path)?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unread)?;
    if bytes.len() as u64 > MOST_BYTES { Err(Trouble::Heavy) } else { Ok((path, bytes)) }
}

/// Opens the file that lies at `local`, seen from the folder of the deck file `deck`.
pub(super) fn open_within(deck: &Path, local: &Path) -> Result<File, Trouble> {
    open(&within(deck, local)?)
}

/// Where that file really lies: below the folder of the deck, or it is refused.
fn within(deck: &Path, local: &Path) -> Result<PathBuf, Trouble> {
    let deck = deck.canonicalize().map_err(|_| Trouble::Missing)?;
    let home = deck.parent().ok_or(Trouble::Missing)?;
    let path = home.join(local).canonicalize().map_err(|_| Trouble::Missing)?;
    if path.starts_with(home) { Ok(path) } else { Err(Trouble::Special) }
}

/// Opens a regular file. A pipe or a device is not waited for, and a link is not followed.
fn open(path: &Path) -> Result<File, Trouble> {
    // Asked first, since opening some devices does something.
    if !fs::symlink_metadata(path).map_err(unread)?.is_file() {
        return Err(Trouble::Special);
    }
    let flags = OFlags::NONBLOCK | OFlags::NOFOLLOW;
    let file = File::options().read(true).custom_flags(flags.bits() as i32).open(path).map_err(unread)?;
    if file.metadata().map_err(unread)?.is_file() { Ok(file) } else { Err(Trouble::Special) }
}

fn unread(error: io::Error) -> Trouble {
    Trouble::Unread(error.kind().to_string())
}

/// The regular files in `folder` and below, by their names from there, sorted; none where there is no such folder. Hidden ones
/// and what links lead to are left out.
pub(super) fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let is_folder = fs::symlink_metadata(folder).is_ok_and(|meta| meta.is_dir());
    if is_folder {
        walk(folder, Path::new(""), DEEPEST, &mut found);
    }
    found.sort();
    found
}

fn walk(folder: &Path, below: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let (name, Ok(kind)) = (entry.file_name(), entry.file_type()) else { continue };
        if found.len() >= MOST_FILES || name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let inside = below.join(&name);
        if kind.is_dir() && depth > 0 {
            walk(&entry.path(), &inside, depth - 1, found);
        } else if kind.is_file() {
            found.push(inside);
        }
    }
}
