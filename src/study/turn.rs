//! What one rating or decision changed, so that it can be taken back and done again exactly.

use jiff::Timestamp;

use super::asked::{Asked, GivenRating};
use crate::card::QuestionKey;
use crate::schedule::{Decision, Memory, Review};

/// What has to be stored.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A review, given or taken back.
    Review(Review),
    /// A decision about a question; `before` takes it back.
    Decide {
        /// The question.
        key: QuestionKey,
        /// What was decided.
        now: Decision,
        /// What had been decided before.
        before: Decision,
    },
}

/// The place a session stands at, apart from the memories.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    /// How far the order has been asked.
    pub(super) next: usize,
    /// Items that will not be asked any more.
    pub(super) dropped: Vec<usize>,
    /// Items that come again at a time of this session, soonest first.
    pub(super) waiting: Vec<(Timestamp, usize)>,
    /// The question before the learner.
    pub(super) asked: Option<Asked>,
}

/// One step of a session: everything that undo and redo need.
#[derive(Debug, Clone)]
pub(super) struct Turn {
    pub(super) change: Change,
    pub(super) item: usize,
    pub(super) before: Place,
    /// The place that undo left, to which redo returns.
    pub(super) after: Option<Place>,
    pub(super) memory_before: Option<Memory>,
    pub(super) memory_after: Option<Memory>,
    /// What was added to the results; a decision adds nothing.
    pub(super) given: Option<GivenRating>,
}
