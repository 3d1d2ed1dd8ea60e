//! How learners answer, and the seconds it takes them.

use super::model::{Fsrs, State};
use crate::schedule::Rating;

/// Seconds that a first study takes with its learning steps, whatever the rating.
pub const FIRST_STUDY_SECONDS: f64 = 38.3;
/// Seconds that a review takes, by rating, worst first; what a lapse is learned anew in comes on top.
const REVIEW_SECONDS: [f64; 4] = [19.38, 17.59, 12.38, 8.94];
/// Seconds that learning anew after a lapse takes.
const RELEARNING_SECONDS: f64 = 19.0;
/// As many answers of one's own as this weigh as much as the standard ones.
const STANDARD_ANSWERS: f64 = 5.0;
/// Seconds of an expected answer that the time factor of a kind is drawn to 1 by.
const STANDARD_SECONDS: f64 = 75.0;
/// No answer counts for more seconds than this: somebody went away.
const LONGEST_ANSWER: f64 = 120.0;

/// How often each rating is given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    /// At the first study: again, hard, good, easy; they sum to 1.
    pub first: [f64; 4],
    /// Where a known question was recalled: hard, good, easy; they sum to 1.
    pub recalled: [f64; 3],
}

impl Shares {
    /// Until the learner's own are known.
    pub const STANDARD: Self = Self { first: [0.24, 0.094, 0.495, 0.171], recalled: [0.224, 0.631, 0.145] };
    /// The same for learners who rate again or good only.
    pub const TWO_BUTTONS: Self = Self { first: [0.327, 0.0, 0.673, 0.0], recalled: [0.0, 1.0, 0.0] };

    /// The learner's own, out of what the newest answers were rated: first ratings (again, hard, good, easy) and those
    /// of recalled questions (hard, good, easy). Few answers hardly move them.
    #[must_use]
    pub fn learned(self, first: [u32; 4], recalled: [u32; 3]) -> Self {
        Self { first: blended(self.first, first), recalled: blended(self.recalled, recalled) }
    }
}

impl Default for Shares {
    fn default() -> Self {
        Self::STANDARD
    }
}

fn blended<const N: usize>(standard: [f64; N], counts: [u32; N]) -> [f64; N] {
    let all = STANDARD_ANSWERS + counts.iter().copied().map(f64::from).sum::<f64>();
    std::array::from_fn(|i| (STANDARD_ANSWERS * standard[i] + f64::from(counts[i])) / all)
}

/// How much longer than expected a kind of question takes, from pairs of seconds taken and seconds expected. Few answers
/// hardly move it from 1.
pub fn time_factor(answers: impl IntoIterator<Item = (f64, f64)>) -> f64 {
    let (mut taken, mut expected) = (STANDARD_SECONDS, STANDARD_SECONDS);
    for (seconds, usual) in answers {
        taken += seconds.clamp(0.0, LONGEST_ANSWER);
        expected += usual;
    }
    taken / expected
}

/// Seconds that a review with this rating takes, learning anew after a lapse included.
pub fn review_seconds(rating: Rating) -> f64 {
    let seconds = REVIEW_SECONDS[usize::from(rating.number()) - 1];
    if rating == Rating::Again { seconds + RELEARNING_SECONDS } else { seconds }
}

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
        let [hard, good, easy] = shares.recalled;
        let chances = [1.0 - recall, recall * hard, recall * good, recall * easy];
        let seconds =
            Rating::ALL.iter().zip(chances).map(|(&rating, chance)| chance * review_seconds(rating));
        Self {
            recall,
            chances,
            after: Rating::ALL.map(|rating| fsrs.restudied(state, elapsed, rating)),
            seconds: seconds.sum(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_answers_of_ones_own_weigh_as_much_as_the_standard() {
        let learned = Shares::STANDARD.learned([5, 0, 0, 0], [0, 0, 0]);
        assert!((learned.first[0] - 0.62).abs() < 1e-12, "{learned:?}");
        assert!((learned.first.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((learned.recalled[1] - Shares::STANDARD.recalled[1]).abs() < 1e-12);
    }

    #[test]
    fn a_kind_that_takes_twice_the_time_comes_near_to_two_and_a_nap_counts_two_minutes() {
        assert!((time_factor([]) - 1.0).abs() < 1e-12);
        assert!((time_factor([(25.0, 12.5); 100]) - 1.943).abs() < 0.001);
        assert!((time_factor([(9e9, 75.0)]) - 1.3).abs() < 1e-12);
    }
}
