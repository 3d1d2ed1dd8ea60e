//! What will be recalled on the exam day, with an interval that does not promise more than the learner's answers bear out.

use rand::SeedableRng;
use rand::rngs::StdRng;

use super::problem::Question;
use super::real::Real;
use super::rollout::{Roll, roll, sample};
use super::solution::Solution;
use crate::schedule::Calibration;
use crate::schedule::calibration::{held_logit, interval, normal, sigmoid};

/// Rolls of a forecast.
const ROLLS: usize = 30;

/// Shift and slope on the logit scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line(pub [f64; 2]);

/// Rolls of a plan under lines that the learner's answers allow. It answers for any part of the questions.
#[derive(Debug, Clone)]
pub struct Forecast {
    /// Which questions were rolled.
    places: Vec<usize>,
    rolls: Vec<Roll>,
    residual_sd: f64,
}

/// Expected recall, 0 to 1, with the interval that holds nine in ten.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// In the mean.
    pub mean: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A line that might be the true one.
fn drawn(calibration: &Calibration, rng: &mut StdRng) -> Line {
    let [[shift, both], [_, slope]] = calibration.covariance;
    let (first, second) = (normal(rng), normal(rng));
    let spread = shift.max(0.0).sqrt();
    let shared = if spread > 0.0 { both / spread } else { 0.0 };
    let own = (slope - shared * shared).max(0.0).sqrt();
    Line([calibration.theta[0] + spread * first, calibration.theta[1] + shared * first + own * second])
}

impl Line {
    /// The chance of recall, where the model says `recall`.
    pub fn chance(self, recall: f64) -> f64 {
        let Self([shift, slope]) = self;
        sigmoid(shift + slope * held_logit(recall))
    }
}

impl Forecast {
    /// Rolls the plan of day 0 forward to the exams.
    pub fn new<F: Real>(
        solution: &Solution<F>,
        questions: &[Question],
        calibration: &Calibration,
        seed: u64,
    ) -> Self {
        let (places, part) = sample(questions.len());
        let sampled: Vec<_> = places.iter().map(|&place| questions[place]).collect();
        let seconds: Vec<_> = solution.seconds().iter().map(|seconds| seconds * part).collect();
        let mut rng = StdRng::seed_from_u64(seed);
        let rolls = (0..ROLLS).map(|_| {
            let line = drawn(calibration, &mut rng);
            roll(solution, &sampled, &seconds, Some(line), &mut rng)
        });
        Self { places, rolls: rolls.collect(), residual_sd: calibration.residual_sd }
    }

    /// What would be recalled today.
    pub fn today<F: Real>(
        solution: &Solution<F>,
        questions: &[Question],
        calibration: &Calibration,
        seed: u64,
    ) -> Self {
        let today: Vec<_> = questions.iter().map(|question| Question { exam_in: 0, ..*question }).collect();
        Self::new(solution, &today, calibration, seed)
    }

    /// The questions that were rolled, as places in the list that was given.
    pub fn places(&self) -> &[usize] {
        &self.places
    }

    /// The chances of recall on the exam day of those questions, in their order: once for each roll.
    pub fn recalls(&self) -> impl Iterator<Item = &[f64]> {
        self.rolls.iter().map(|roll| roll.recall.as_slice())
    }

    /// Expected recall, where each question weighs what `weight` says of its place; `None` where nothing weighs.
    pub fn expected(&self, weight: impl Fn(usize) -> f64) -> Option<Expected> {
        let weights: Vec<f64> = self.places.iter().map(|&place| weight(place)).collect();
        let sum: f64 = weights.iter().sum();
        let share = |recall: &[f64]| recall.iter().zip(&weights).map(|(r, w)| r * w).sum::<f64>() / sum;
        let shares: Vec<f64> = self.recalls().map(share).collect();
        (sum > 0.0).then(|| expected(&shares, self.residual_sd))
    }
}

/// The mean of some rolls, with the interval that their spread and the residual deviation give.
fn expected(shares: &[f64], residual_sd: f64) -> Expected {
    let count = shares.len() as f64;
    let mean = shares.iter().sum::<f64>() / count;
    let variance = shares.iter().map(|share| (share - mean).powi(2)).sum::<f64>() / count;
    let (low, high) = interval(mean, variance.sqrt(), residual_sd);
    Expected { mean, low, high }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::calibration::logit;

    /// A figure of a line, of which the mean is taken.
    type Moment = fn(&[f64; 2]) -> f64;

    #[test]
    fn lines_are_drawn_as_far_apart_as_their_covariance_says() {
        let calibration =
            Calibration { theta: [0.2, 0.9], covariance: [[0.04, -0.01], [-0.01, 0.02]], residual_sd: 0.4 };
        let mut rng = StdRng::seed_from_u64(1);
        let lines: Vec<_> = (0..20_000).map(|_| drawn(&calibration, &mut rng).0).collect();
        let moments: [(Moment, f64, f64); 4] = [
            (|line| line[0], 0.2, 0.01),
            (|line| (line[0] - 0.2).powi(2), 0.04, 0.002),
            (|line| (line[1] - 0.9).powi(2), 0.02, 0.002),
            (|line| (line[0] - 0.2) * (line[1] - 0.9), -0.01, 0.002),
        ];
        for (of, expected, off) in moments {
            let mean = lines.iter().map(of).sum::<f64>() / lines.len() as f64;
            assert!((mean - expected).abs() < off, "{mean}, not {expected}");
        }
    }

    #[test]
    fn an_interval_holds_its_mean_and_is_never_narrower_than_the_residual() {
        let told = super::expected(&[0.8; 30], 0.4);
        assert!((told.low - sigmoid(logit(0.8) - 0.658)).abs() < 1e-9, "{told:?}");
        assert!((told.high - sigmoid(logit(0.8) + 0.658)).abs() < 1e-9, "{told:?}");
        let none = expected(&[0.0; 30], 0.4);
        assert!(none.mean.abs() < 1e-12 && none.low.abs() < 1e-12 && none.high < 0.01, "{none:?}");
    }
}
