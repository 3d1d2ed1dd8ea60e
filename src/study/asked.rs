//! What a session holds: its questions, the one before the learner, and what was given.

use std::time::Duration;

use jiff::Timestamp;

use crate::card::{Answer, Posed, Question, Verdict};
use crate::schedule::{Memory, Rating};

/// A question of the session.
#[derive(Debug, Clone)]
pub struct Item {
    /// What is asked.
    pub question: Question,
    /// What the learner's reviews of it fold to; `None` while it is new.
    pub memory: Option<Memory>,
    /// Whether the learner marked it.
    pub flagged: bool,
}

/// The question before the learner.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// Which of the session's items.
    pub item: usize,
    /// As it was drawn.
    pub posed: Posed,
    /// Since when it is shown.
    pub since: Timestamp,
    /// Whether the learner looked at the hint.
    pub hinted: bool,
    /// Whether it has been answered.
    pub phase: Phase,
}

/// Before and after the answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Phase {
    /// Waiting for the answer.
    Asking,
    /// Answered, waiting for the rating.
    Answered {
        /// What was answered; `None` if the learner gave up.
        answer: Option<Answer>,
        /// What came of it.
        verdict: Verdict,
        /// From the question to the answer.
        took: Duration,
    },
}

/// One rating of this session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenRating {
    /// Which of the session's items.
    pub item: usize,
    /// How it was rated.
    pub rating: Rating,
    /// From the question to the rating.
    pub took: Duration,
    /// Whether the question was new before.
    pub was_new: bool,
}
