//! What is long about a learner's files, cut off from the log: it may go to another thread.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::View;
use crate::card::compare::Accents;
use crate::library::{Library, ListedDeck};
use crate::paths::Paths;

/// Where decks are read anew, and how they were before.
#[derive(Debug)]
pub struct Reading {
    home: Arc<Paths>,
    extra: Vec<PathBuf>,
    accents: Accents,
    before: Arc<Library>,
}

/// Decks that were read anew.
#[derive(Debug)]
pub struct Read {
    pub(super) library: Library,
    pub(super) before: Arc<Library>,
    pub(super) changes: Changes,
}

/// What two libraries differ in.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Ids of the decks that are not as they were, or that only one of the two has.
    pub(super) decks: HashSet<String>,
    /// Whether anything else differs, such as an exam.
    pub(super) others: bool,
}

impl Changes {
    /// What is not in `new` as it was in `old`.
    pub(super) fn between(old: &Library, new: &Library) -> Self {
        if new.reads_as(old) {
            return Self::default();
        }
        let (olds, news) = (by_id(old), by_id(new));
        let gone = old.decks.iter().filter(|deck| !is_among(deck, &news));
        let come = new.decks.iter().filter(|deck| !is_among(deck, &olds));
        Self { decks: gone.chain(come).map(|deck| deck.id().to_owned()).collect(), others: true }
    }

    /// Whether nothing differs.
    pub(super) fn is_empty(&self) -> bool {
        !self.others && self.decks.is_empty()
    }
}

fn by_id(library: &Library) -> HashMap<&str, &ListedDeck> {
    library.decks.iter().map(|deck| (deck.id(), deck)).collect()
}

/// Whether one of `others` reads word for word as `deck`.
fn is_among(deck: &ListedDeck, others: &HashMap<&str, &ListedDeck>) -> bool {
    others.get(deck.id()).is_some_and(|other| other.reads_as(deck))
}

impl View {
    /// What reads the decks anew, the learner's own and those at `extra`.
    pub fn reading(&self, extra: &[PathBuf]) -> Reading {
        Reading {
            home: Arc::clone(&self.paths),
            extra: extra.to_vec(),
            accents: self.config.accents,
            before: Arc::clone(&self.library),
        }
    }
}

impl Reading {
    /// Reads the decks, and looks what is not as it was.
    pub fn run(self) -> Read {
        let library = Library::open(&self.home, &self.extra);
        self.found(library)
    }

    /// What is read where `library` is found.
    pub fn found(self, mut library: Library) -> Read {
        let changes = Changes::between(&self.before, &library);
        library.judge_accents(self.accents);
        Read { library, before: self.before, changes }
    }
}
