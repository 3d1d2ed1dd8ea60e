//! Which folders to watch, and what in them matters.
//!
//! Folders are watched and never files: an editor that saves by putting a new file over the old one would take the watch
//! away with the old one. A place that is not there yet is waited for in the folder it will appear in.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::deck;
use crate::library::files::{DEEPEST, is_hidden, matches_pattern, read_text};

/// What to watch, by paths without links in them, as events have them.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// All folders to watch, without their sub-folders.
    pub(super) folders: BTreeSet<PathBuf>,
    /// Those of them in which everything is a deck, a part of one, or a folder of them.
    trees: HashSet<PathBuf>,
    /// Folder and name, or pattern, of files that matter wherever they lie.
    files: Vec<(PathBuf, String)>,
    /// The places, and everything on the way to one that is not there.
    places: Vec<PathBuf>,
}

impl Plan {
    pub(super) fn of(places: &[PathBuf]) -> Self {
        let mut plan = Self::default();
        for place in places {
            let real = real(place);
            if real.is_dir() {
                plan.tree(&real, 0);
            } else {
                plan.file(place, &real);
            }
            plan.way(&real);
            plan.places.push(real);
        }
        plan
    }

    /// Whether what happened at `path` may have changed a deck.
    pub(super) fn has(&self, path: &Path) -> bool {
        if self.places.iter().any(|place| place.starts_with(path)) {
            return true;
        }
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return false };
        let name = name.to_string_lossy();
        // What editors leave beside a file begins with a dot or ends with a tilde.
        let is_deck = self.trees.contains(folder) && !name.starts_with('.') && !name.ends_with('~');
        is_deck || self.files.iter().any(|(home, pattern)| home == folder && matches_pattern(&name, pattern))
    }

    /// The nearest folder above `place` that is there: `place` may appear in it, or be replaced.
    fn way(&mut self, place: &Path) {
        self.folders.extend(place.ancestors().skip(1).find(|folder| folder.is_dir()).map(Path::to_path_buf));
    }

    /// A folder of decks, as far down as decks are searched.
    fn tree(&mut self, folder: &Path, depth: usize) {
        self.folders.insert(folder.to_path_buf());
        self.trees.insert(folder.to_path_buf());
        // What cannot be read has no decks either.
        for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
            let (path, Ok(kind)) = (entry.path(), entry.file_type()) else { continue };
            if is_hidden(&path) {
                continue;
            }
            if kind.is_dir() && depth < DEEPEST {
                self.tree(&path, depth + 1);
            } else if kind.is_symlink() && path.is_file() {
                self.name(&real(&path));
            }
        }
    }

    /// A file that was named: where its name lies, where it really lies, and where its parts do.
    fn file(&mut self, place: &Path, real_path: &Path) {
        self.name(real_path);
        if let (Some(folder), Some(name)) = (place.parent(), place.file_name()) {
            self.name(&real(folder).join(name));
        }
        let Ok(text) = read_text(real_path) else { return };
        if deck::may_draw(&text) {
            self.name(&real_path.with_file_name("*.toml"));
        }
        for pattern in deck::includes(&text) {
            if let Some(folder) = place.parent() {
                self.name(&real(&folder.join(&pattern.value)));
            }
        }
    }

    fn name(&mut self, path: &Path) {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return };
        self.way(path);
        self.files.push((folder.to_path_buf(), name.to_string_lossy().into_owned()));
    }
}

/// `path` without links, as far as it is there.
fn real(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    path.canonicalize().unwrap_or_else(|_| match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => real(parent).join(name),
        _ => path.to_path_buf(),
    })
}
