//! What is long about a learner's files, cut off from the log: it may go to another thread.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::carrying::{Carrying, carrying};
use super::{Trainer, View};
use crate::library::{Library, ListedDeck};
use crate::store::Reader;

/// Where decks are read anew, and how they were before.
#[derive(Debug)]
pub struct Reading {
    extra: Vec<PathBuf>,
    view: View,
    /// What tells how the decks were remembered; `None` where that cannot be read beside the loop.
    log: Option<Reader>,
    heard: usize,
}

/// Decks that were read anew.
#[derive(Debug)]
pub struct Read {
    pub(super) library: Library,
    pub(super) before: Arc<Library>,
    pub(super) changes: Changes,
    /// What becomes of progress then, if that was found.
    pub(super) carrying: Option<Found>,
}

/// What becomes of progress, found beside the loop.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) carrying: Carrying,
    /// How often other windows had been heard of then.
    pub(super) heard: usize,
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

impl Trainer {
    /// What reads the decks anew, the learner's own and those at `extra`.
    pub fn reading(&self, extra: &[PathBuf]) -> Reading {
        // What was learned is known to the log before the files are read. Where it cannot be, that is told when they are
        // taken.
        let is_known =
            !self.store.is_read_only() && self.keep_all().is_ok() && self.remember_in(|_| false).is_ok();
        Reading {
            extra: extra.to_vec(),
            view: self.view().clone(),
            log: if is_known { self.store.reader().ok() } else { None },
            heard: self.heard,
        }
    }
}

impl Reading {
    /// Reads the decks, and looks what is not as it was.
    pub fn run(self) -> Read {
        let library = Library::open(&self.view.paths, &self.extra);
        self.found(library)
    }

    /// What is read where `library` is found.
    pub fn found(self, mut library: Library) -> Read {
        let changes = Changes::between(&self.view.library, &library);
        library.judge_accents(self.view.config.accents);
        let carrying = self.carrying(&library, &changes);
        Read { library, before: self.view.library, changes, carrying }
    }

    fn carrying(&self, library: &Library, changes: &Changes) -> Option<Found> {
        let log = self.log.as_ref().filter(|_| !changes.is_empty())?;
        let remembered = log.remembered().ok()?;
        let among = &changes.decks;
        let carrying =
            carrying(&self.view, library, |deck| among.contains(deck), &remembered, |deck| log.seen(deck));
        Some(Found { carrying: carrying.ok()?, heard: self.heard })
    }
}
