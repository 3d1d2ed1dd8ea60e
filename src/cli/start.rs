//! Where a run of the program begins, on screens or line by line.

use crate::quiz::{Paper, Terms};
use crate::schedule::Mode;
use crate::trainer::{Scope, Waiting};

/// Where the program begins.
#[derive(Debug)]
pub(super) enum Start {
    /// With what is due.
    Today,
    /// With a session.
    Study(Mode, Scope),
    /// With the choice of an exam.
    Setup,
    /// With a paper that was drawn.
    Ready(Box<Paper>, Terms),
    /// With a quiz that has not ended.
    Resume(Box<Waiting>),
}
