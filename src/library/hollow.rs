//! Files that are empty, gone or half there for a moment, because a program is slow to save them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::files::{part_files, read_text, toml_files};
use super::{Library, ListedDeck};

/// Files as they were when they were last whole.
#[derive(Debug, Default)]
pub(super) struct Whole {
    files: HashMap<PathBuf, Shape>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    length: u64,
    /// Whether its last line is ended.
    is_ended: bool,
}

impl Whole {
    /// The deck and exam files at `places` with the parts that they include, as they are now.
    pub(super) fn of(places: &[PathBuf]) -> Self {
        let mut files: Vec<PathBuf> = toml_files(places).0.into_iter().map(|(path, _)| path).collect();
        files.extend(part_files(&files));
        let shapes = files.into_iter().filter_map(|path| Some((shape(&path)?, path)));
        Self { files: shapes.map(|(shape, path)| (path, shape)).collect() }
    }

    /// Whether one of them is being saved, as it seems: it is empty or gone, or shorter and ends amid a line.
    pub(super) fn is_broken_off(&self) -> bool {
        self.files.iter().any(|(path, before)| match shape(path) {
            None => true,
            Some(now) => now.length < before.length && before.is_ended && !now.is_ended,
        })
    }
}

/// What a file with something in it looks like.
fn shape(path: &Path) -> Option<Shape> {
    let length = fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?.len();
    if length == 0 {
        return None;
    }
    let text = read_text(path).ok();
    Some(Shape { length, is_ended: text.is_none_or(|text| text.ends_with('\n')) })
}

/// Whether there is nothing to read in the file at `path`: no file, or an empty one.
pub fn is_hollow(path: &Path) -> bool {
    match read_text(path) {
        Ok(text) => text.trim().is_empty(),
        Err(_) => !path.is_file(),
    }
}

impl Library {
    /// Whether `deck`, which was read before from files with something in them, is there now only in part or not at all.
    pub fn lacks(&self, deck: &ListedDeck) -> bool {
        let Some(path) = deck.path() else { return false };
        match self.deck(deck.id()).filter(|own| own.path().is_some()) {
            Some(own) => own.files().any(|(now, is_blank)| {
                is_blank && deck.files().any(|(old, was_blank)| old == now && !was_blank)
            }),
            None => is_hollow(path),
        }
    }
}
