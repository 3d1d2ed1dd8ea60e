//! All decks there are, read when something is asked of them for the first time.

use std::cell::OnceCell;
use std::path::PathBuf;

use crate::library::Library;

/// The built-in decks, a learner's own and those that are checked.
pub(super) struct AllDecks {
    own: PathBuf,
    places: Vec<PathBuf>,
    read: OnceCell<Library>,
}

impl AllDecks {
    /// Those in the folder `own`, and at `places`.
    pub(super) const fn new(own: PathBuf, places: Vec<PathBuf>) -> Self {
        Self { own, places, read: OnceCell::new() }
    }

    pub(super) fn library(&self) -> &Library {
        self.read.get_or_init(|| Library::load_with(&self.own, &self.places))
    }
}
