//! Starts the full-screen program.

use super::failure::Status;
use super::kit::Kit;
use super::plain;
use super::scope::Named;
use crate::schedule::Mode;
use crate::trainer::{Scope, Trainer};

/// Where the program begins.
#[derive(Debug)]
pub(super) enum Start {
    /// With what is due.
    Today,
    /// With a session.
    Study(Mode, Scope),
}

/// Runs the full-screen program until the learner leaves. `named` says which files were loaded for this run only.
pub(super) fn run(
    trainer: &mut Trainer,
    start: &Start,
    _named: &Named,
    kit: &mut Kit,
) -> anyhow::Result<Status> {
    plain::run(trainer, start, kit)
}
