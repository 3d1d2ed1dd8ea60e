//! The world of an author who looks at decks: they are read, again and again, and nothing is ever stored.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::screen::{Done, Effect, World};
use crate::card::compare::Accents;
use crate::library::{Inspected, Library, inspect};
use crate::store;
use crate::trainer::Trainer;

/// Decks and exams under an author's eyes.
#[derive(Debug)]
pub struct Bench {
    /// Has a log in memory that stays empty.
    trainer: Trainer,
    paths: Vec<PathBuf>,
    own: PathBuf,
    accents: Accents,
    inspected: Arc<[Inspected]>,
}

impl Bench {
    /// Begins with what was `inspected` at `paths`. The learner's own decks, in `own`, are what exams are held against.
    /// `accents` is the learner's setting.
    pub fn new(
        inspected: Vec<Inspected>,
        paths: Vec<PathBuf>,
        own: PathBuf,
        accents: Accents,
        now: Timestamp,
    ) -> Result<Self, store::Error> {
        let trainer = Trainer::rehearsal(Library::default(), now)?;
        Ok(Self { trainer, paths, own, accents, inspected: judging(inspected, accents).into() })
    }

    /// Reads everything anew. Gives whether anything has changed.
    fn look_again(&mut self) -> bool {
        let inspected = judging(inspect(&self.paths, &self.own), self.accents);
        let is_same = inspected.len() == self.inspected.len()
            && inspected.iter().zip(self.inspected.iter()).all(|(new, old)| new.reads_as(old));
        self.inspected = inspected.into();
        !is_same
    }
}

/// `inspected` with what the learner set in the decks that do not say.
fn judging(mut inspected: Vec<Inspected>, accents: Accents) -> Vec<Inspected> {
    for question in inspected.iter_mut().flat_map(|deck| &mut deck.questions) {
        question.accents.get_or_insert(accents);
    }
    inspected
}

impl World for Bench {
    fn trainer(&self) -> &Trainer {
        &self.trainer
    }

    fn inspected(&self) -> Arc<[Inspected]> {
        Arc::clone(&self.inspected)
    }

    fn perform(&mut self, effect: Effect, _: Timestamp) -> Result<Done, String> {
        match effect {
            Effect::Follow | Effect::Reload => Ok(Done::Followed(self.look_again())),
            _ => Err("Nothing is stored here.".to_owned()),
        }
    }
}
