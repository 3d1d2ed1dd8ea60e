//! Under which rules a paper is sat.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What the clock counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Timing {
    /// It counts up, and ends nothing.
    #[default]
    None,
    /// One time for the whole paper.
    Whole(Duration),
    /// A time for each question; one whose time is used up is closed.
    Each(Duration),
}

/// The rules of a sitting; they never change once it has begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Terms {
    /// The clock.
    pub timing: Timing,
    /// Whether each answer is judged at once, and is final then. Otherwise nothing is told before the end.
    pub practice: bool,
    /// Whether the clock may be stopped, and stands while the program does not run.
    pub pausable: bool,
    /// Whether "choose two" gives part of its point for part of the answer.
    pub partial: bool,
    /// Whether the answers move the schedule.
    pub feeds: bool,
}

impl Terms {
    /// An exam under the clock of the form: nothing told before the end, no pause, and misses come back in the drill.
    pub const fn exam(timing: Timing) -> Self {
        Self { timing, practice: false, pausable: false, partial: false, feeds: true }
    }

    /// Whether the clock runs on while the program does not.
    pub const fn runs_on(&self) -> bool {
        !self.pausable && !matches!(self.timing, Timing::None)
    }
}
