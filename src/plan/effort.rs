//! What a review of a question may come to, and how long it takes.

use super::model::{Fsrs, State};
use crate::schedule::Rating;
use crate::schedule::pace::{FIRST_STUDY_SECONDS, Shares, review_seconds};

/// One review of a known question: how likely each rating is, and what it leads to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trial {
    /// The chance of recall.
    pub(super) recall: f64,
    /// The chance of each rating, worst first.
    pub(super) chances: [f64; 4],
    /// The memory after each.
    pub(super) after: [State; 4],
    /// Seconds it takes, in the mean.
    pub(super) seconds: f64,
}

impl Trial {
    pub(super) fn new(fsrs: &Fsrs, shares: &Shares, state: State, elapsed: f64) -> Self {
        let recall = fsrs.recall(elapsed, state.stability);
        let chances = chances(shares, recall);
        Self {
            recall,
            chances,
            after: Rating::ALL.map(|rating| fsrs.restudied(state, elapsed, rating)),
            seconds: seconds(chances),
        }
    }
}

/// The chance of each rating of a question that is recalled with the chance `recall`, worst first.
fn chances(shares: &Shares, recall: f64) -> [f64; 4] {
    let [hard, good, easy] = shares.success;
    [1.0 - recall, recall * hard, recall * good, recall * easy]
}

fn seconds(chances: [f64; 4]) -> f64 {
    Rating::ALL.iter().zip(chances).map(|(&rating, chance)| chance * review_seconds(rating)).sum()
}

/// Seconds that a day is expected to spend on a question that is recalled with the chance `recall`, none for a new one: all its
/// steps, the time factor of its kind not counted.
pub fn seconds_of(shares: &Shares, recall: Option<f64>) -> f64 {
    recall.map_or(FIRST_STUDY_SECONDS, |recall| seconds(chances(shares, recall)))
}
