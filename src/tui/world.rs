//! The one place that performs what screens want.

use std::path::PathBuf;

use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::ask::told;
use super::screen::{Done, Effect, World};
use crate::schedule::Stamp;
use crate::store::Taken;
use crate::trainer::{Trainer, View};

/// A learner's trainer, as the screens act upon it.
#[derive(Debug)]
pub struct Desk {
    /// Everything the learner has.
    pub trainer: Trainer,
    /// Paths named on the command line, whose decks are studied beside the learner's own.
    pub paths: Vec<PathBuf>,
}

impl World for Desk {
    fn view(&self) -> &View {
        self.trainer.view()
    }

    fn stamp(&self, now: Timestamp) -> Option<Stamp> {
        Some(self.trainer.stamp(now))
    }

    fn catch_up(&mut self) -> bool {
        self.trainer.catch_up()
    }

    fn perform(&mut self, effect: Effect, now: Timestamp) -> Result<Done, String> {
        let trainer = &mut self.trainer;
        let done = match effect {
            Effect::Ask(ask) => told(trainer, ask, now).map(Done::Told),
            Effect::Draw(wish, chance) => {
                let paper = trainer.draw_quiz(&wish, now, &mut StdRng::seed_from_u64(chance));
                paper.map(|paper| Done::Drawn(Box::new(paper)))
            }
            Effect::Record(review) => trainer.record(&review).map(|()| Done::Stored),
            Effect::Retract(review) => trainer.retract(&review, now).map(|()| Done::Stored),
            Effect::Restore(review) => trainer.restore(&review, now).map(|()| Done::Stored),
            Effect::TakeBackLast => trainer.take_back_last(now).map(Done::TakenBack),
            Effect::Decide(key, decision) => {
                trainer.decide(&key, &decision, now).map(|()| Done::Decided(key))
            }
            Effect::Begin(quiz) => trainer.begin_quiz(&quiz.0, &quiz.1, now).map(Done::Begun),
            Effect::Step(id, step) => trainer.step_quiz(id, &step, now).map(|taken| match taken {
                Taken::Counts => Done::Stored,
                Taken::Over => Done::Over(id),
                Taken::Gone => Done::Gone,
            }),
            Effect::StoreQuizAnew(sitting) => trainer.store_quiz_anew(&sitting, now).map(Done::Begun),
            Effect::HandIn(id, used, end) => {
                let ended = trainer.hand_in(id, used, end, now);
                ended.map(|step| step.map_or(Done::Gone, |step| Done::HandedIn(id, step)))
            }
            Effect::Add(card) => {
                let added = trainer.add_card(&card, &self.paths, now);
                return added.map(Done::Added).map_err(|error| sentence(&error, error.help()));
            }
            Effect::CopyDeck(id) => {
                let copied = trainer.copy_deck(&id, &self.paths, now);
                return copied
                    .map(|name| Done::Copied { id, name })
                    .map_err(|error| sentence(&error, error.help()));
            }
            Effect::Reload => trainer.reload(&self.paths, now).map(|()| Done::Reloaded),
            Effect::Follow => trainer.follow(&self.paths, now).map(Done::Followed),
            Effect::BringBack(_) | Effect::BeginAnew => return Err("The log is there.".to_owned()),
            Effect::Edit(..) | Effect::Copy(_) => return Err("This needs the terminal.".to_owned()),
        };
        done.map_err(|error| sentence(&error, error.help()))
    }
}

/// An error as a sentence for the learner, with what to do about it.
pub(super) fn sentence(error: &impl std::fmt::Display, help: &str) -> String {
    let said = error.to_string();
    let mut letters = said.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}: {}.", letters.as_str(), help)
}
