//! What screens may want done beside the loop.

use crate::schedule::Choice;
use crate::trainer::QuizWish;
use crate::tui::pictures::Request;

/// Something long that a screen wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// Read all decks again, because the learner asked for it or edited one.
    Reload,
    /// Read all decks again, because something happened on disk.
    Follow,
    /// Draw the paper of a quiz, by this number as far as chance has a say.
    Draw(Box<QuizWish>, u64),
    /// Read how all questions read, so that the first letter of a search finds them there.
    Wordings,
    /// Make the plan of the exams that have a date.
    Plan,
    /// Make the plan that there would be if the learner chose so.
    WhatIf(Vec<Choice>),
    /// Count what the whole log tells.
    Statistics,
    /// Make the backup of this day.
    Backup,
    /// Fit the memory model to the learner, if that is due.
    Fit,
    /// Read and decode a picture. No screen asks for it, but a drawing that lacks it.
    Picture(Box<Request>),
    /// Bring together what the devices have logged.
    Sync {
        /// Whether the learner wants to know what came of it, also if that is nothing.
        was_asked: bool,
    },
}

/// What sort of job it is. The last ones are no wish of a screen, but come of what it asks for or does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "see `Job`")]
pub enum Kind {
    Reload,
    Follow,
    Draw,
    Wordings,
    Plan,
    WhatIf,
    Statistics,
    Backup,
    Fit,
    Picture,
    Sync,
    Overview,
    TrackRecord,
    Keep,
}

impl Job {
    /// What sort of job it is.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Reload => Kind::Reload,
            Self::Follow => Kind::Follow,
            Self::Draw(..) => Kind::Draw,
            Self::Wordings => Kind::Wordings,
            Self::Plan => Kind::Plan,
            Self::WhatIf(_) => Kind::WhatIf,
            Self::Statistics => Kind::Statistics,
            Self::Backup => Kind::Backup,
            Self::Fit => Kind::Fit,
            Self::Picture(_) => Kind::Picture,
            Self::Sync { .. } => Kind::Sync,
        }
    }
}

impl Kind {
    /// What it does: `draw the paper`.
    pub const fn doing(self) -> &'static str {
        match self {
            Self::Reload | Self::Follow => "read the decks",
            Self::Draw => "draw the paper",
            Self::Wordings => "read how the questions read",
            Self::Plan | Self::WhatIf => "make the plan",
            Self::Statistics => "read the log",
            Self::Backup => "make the backup of today",
            Self::Fit => "fit the schedule to your answers",
            Self::Picture => "show a picture",
            Self::Sync => "sync",
            Self::Overview | Self::TrackRecord => "look over your questions",
            Self::Keep => "keep how the questions read",
        }
    }

    /// Whether a job that waits is no longer needed once one of this kind waits behind it.
    pub(super) fn replaces(self, waiting: Self) -> bool {
        // What is to be kept is kept, all of it and in order.
        (self == waiting && self != Self::Keep) || (self == Self::Reload && waiting == Self::Follow)
    }

    /// Whether one of this kind is not needed while that job waits, which does the same and more.
    pub(super) fn is_met_by(self, waiting: Self) -> bool {
        self == Self::Follow && waiting == Self::Reload
    }
}
