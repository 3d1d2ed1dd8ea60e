//! What jobs do on their thread, and what comes of it.

use std::path::PathBuf;
use std::sync::Arc;

use super::sentence;
use crate::library::{Keeping, Library};
use crate::quiz::Paper;
use crate::schedule::Choice;
use crate::stats::Statistics;
use crate::store::{self, BackupJob};
use crate::sync;
use crate::trainer::{Counting, Fitted, Fitting, Planned, Planning, Read, Reading};
use crate::tui::ask::Told;
use crate::tui::jobs::Task;

/// What comes of a job.
#[derive(Debug)]
pub(super) enum Outcome {
    /// Decks, read after so many edits.
    Decks(usize, Box<Read>),
    Paper(Box<Result<Paper, String>>),
    Plan(Box<Planned>),
    /// The plan that there would be by these choices.
    WhatIf(Vec<Choice>, Box<Planned>),
    Fit(Box<Fitted>),
    /// What a sync came to, and whether the learner asked for it.
    Synced(Box<Result<sync::Report, String>>, bool),
    /// What the whole log tells.
    Statistics(Box<Statistics>),
    /// What the log told, computed.
    Told(Told),
    /// Nothing: it is time to keep more of what was left to be kept.
    Turn,
    /// Something that no screen waits for.
    Quiet,
}

pub(super) fn reading(reading: Reading, edits: usize) -> Task<Outcome> {
    Box::new(move |_| Ok(Outcome::Decks(edits, Box::new(reading.run()))))
}

pub(super) fn keep(keeping: Keeping, index: PathBuf) -> Task<Outcome> {
    Box::new(move |_| {
        keeping.keep(&index);
        Ok(Outcome::Quiet)
    })
}

pub(super) fn wordings(library: Arc<Library>) -> Task<Outcome> {
    Box::new(move |_| {
        for deck in &library.decks {
            deck.wordings();
        }
        Ok(Outcome::Quiet)
    })
}

pub(super) fn solving(
    planning: Result<Option<Planning>, store::Error>,
    outcome: impl FnOnce(Box<Planned>) -> Outcome + Send + 'static,
) -> Task<Outcome> {
    Box::new(move |_| {
        let planning = planning.map_err(|error| sentence(&error, error.help()))?;
        let Some(planning) = planning else { return Ok(Outcome::Quiet) };
        let planned = planning.run().map_err(|error| sentence(&error, error.help()))?;
        Ok(outcome(Box::new(planned)))
    })
}

pub(super) fn counting(counting: Result<Counting, store::Error>) -> Task<Outcome> {
    Box::new(move |_| {
        let statistics = counting.and_then(Counting::run);
        let statistics = statistics.map_err(|error| sentence(&error, error.help()))?;
        Ok(Outcome::Statistics(Box::new(statistics)))
    })
}

pub(super) fn fitting(due: Fitting) -> Task<Outcome> {
    Box::new(move |_| {
        let fitted = due.run().map_err(|error| sentence(&error, error.help()))?;
        Ok(fitted.map_or(Outcome::Quiet, |fitted| Outcome::Fit(Box::new(fitted))))
    })
}

pub(super) fn backup(due: Result<BackupJob, store::Error>) -> Task<Outcome> {
    Box::new(move |_| {
        let made = due.and_then(BackupJob::run);
        made.map_err(|error| format!("The backup of today could not be made: {error}."))?;
        Ok(Outcome::Quiet)
    })
}
