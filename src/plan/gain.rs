//! Why this question now: what one review today changes, if nothing else is done until the exam.

use super::effort::Trial;
use super::problem::{Learner, Question};
use crate::schedule::Rating;
use crate::schedule::pace::FIRST_STUDY_SECONDS;

/// What studying a question today changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gain {
    /// The chance of recall now; `None` for a new question.
    pub recall: Option<f64>,
    /// The chance of recall on the exam day without a review, 0 for a new question.
    pub without: f64,
    /// The same with one review today, or with a first study.
    pub with: f64,
    /// Seconds that it takes, the time factor of its kind not counted.
    pub seconds: f64,
}

impl Gain {
    /// What studying `question` today changes.
    pub fn new(learner: &Learner, question: &Question) -> Self {
        let (fsrs, days) = (&learner.fsrs, question.exam_in as f64);
        let Some(seen) = question.seen else {
            let first = Rating::ALL.iter().zip(learner.shares.first);
            let with =
                first.map(|(&rating, share)| share * fsrs.recall(days, fsrs.learned(rating).stability));
            return Self { recall: None, without: 0.0, with: with.sum(), seconds: FIRST_STUDY_SECONDS };
        };
        let elapsed = seen.elapsed.max(1) as f64;
        let trial = Trial::new(fsrs, &learner.shares, seen.state, elapsed);
        let after = trial.chances.iter().zip(trial.after);
        let with = after.map(|(chance, after)| chance * fsrs.recall(days, after.stability));
        Self {
            recall: Some(trial.recall),
            without: fsrs.recall(elapsed + days, seen.state.stability),
            with: with.sum(),
            seconds: trial.seconds,
        }
    }

    /// What it gains for each second.
    pub fn per_second(&self) -> f64 {
        (self.with - self.without) / self.seconds
    }
}
