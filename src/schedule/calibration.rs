//! How far the predicted recall can be believed: a line on the logit scale, from what was predicted of a learner's answers to
//! what came.

use rand::RngExt;
use rand::rngs::StdRng;

/// Predictions before anything is said.
pub const LEAST: usize = 100;
/// Predicted recall is held within this range: its logit would be without bounds.
const RANGE: (f64, f64) = (0.003, 0.997);
/// Rounds of Newton's method, and the longest step of one.
const ROUNDS: usize = 15;
/// How far the line may lie from (0, 1) as if nothing were known: standard deviations of its two numbers.
const PRIOR: [f64; 2] = [0.5, 0.25];
/// What the line cannot know, as a standard deviation on the logit scale; and where most answers of late were wrong.
const RESIDUAL: [f64; 2] = [0.4, 0.6];
/// Answers of late, and the share of them that has to be right for the smaller of the two.
const LATE: (usize, f64) = (300, 0.6);
/// So many standard deviations either side of the middle lie 90 of 100.
const NINETY: f64 = 1.645;

/// What was predicted of the first answer of a day, when it was given, and whether it was right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Predicted {
    /// The chance of recall, 0 to 1.
    pub recall: f64,
    /// Whether the answer was right.
    pub is_right: bool,
}

/// The line: a right answer has the logit θ₀ + θ₁ · logit(predicted recall).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// θ₀ and θ₁; (0, 1) where the predictions are right as they are.
    pub theta: [f64; 2],
    /// Their covariance.
    pub covariance: [[f64; 2]; 2],
    /// The standard deviation, on the logit scale, of what the line cannot know.
    pub residual_sd: f64,
}

impl Calibration {
    /// The line of these predictions, the oldest first; `None` below [`LEAST`] of them.
    pub fn of(predicted: &[Predicted]) -> Option<Self> {
        if predicted.len() < LEAST {
            return None;
        }
        let points: Vec<(f64, f64)> =
            predicted.iter().map(|one| (held_logit(one.recall), f64::from(u8::from(one.is_right)))).collect();
        let mut theta = [0.0, 1.0];
        for _ in 0..ROUNDS {
            let (gradient, curvature) = slope(&points, theta);
            let inverse = inverse(curvature);
            let steps = inverse.map(|row| row[0].mul_add(gradient[0], row[1] * gradient[1]));
            theta = [0, 1].map(|at| theta[at] + steps[at].clamp(-1.0, 1.0));
        }
        let covariance = inverse(slope(&points, theta).1);
        Some(Self { theta, covariance, residual_sd: residual(predicted) })
    }

    /// The chance of recall where the model says `recall`.
    pub fn chance(&self, recall: f64) -> f64 {
        sigmoid(self.theta[1].mul_add(held_logit(recall), self.theta[0]))
    }

    /// The 90 % interval of a share whose rolls have that `mean` and `deviation`.
    pub fn interval(&self, mean: f64, deviation: f64) -> (f64, f64) {
        interval(mean, deviation, self.residual_sd)
    }
}

/// The 90 % interval of a share, on the logit scale, with `residual` for what nothing accounts for. It holds the mean.
pub fn interval(mean: f64, deviation: f64, residual: f64) -> (f64, f64) {
    if !(mean.is_finite() && deviation.is_finite()) {
        return (0.0, 1.0);
    }
    if mean <= 0.0 || mean >= 1.0 {
        let mean = mean.clamp(0.0, 1.0);
        return (mean, mean);
    }
    let around = (deviation / (mean * (1.0 - mean))).hypot(residual) * NINETY;
    (sigmoid(logit(mean) - around), sigmoid(logit(mean) + around))
}

/// ln(p / (1 − p)).
pub fn logit(share: f64) -> f64 {
    (share / (1.0 - share)).ln()
}

/// A draw from the standard normal distribution, by Box and Muller.
pub fn normal(rng: &mut StdRng) -> f64 {
    let (radius, turn): (f64, f64) = (1.0 - rng.random::<f64>(), rng.random());
    (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * turn).cos()
}

/// The share whose logit that is.
pub fn sigmoid(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

/// The logit of a chance of recall, which is held where it has bounds.
pub fn held_logit(recall: f64) -> f64 {
    logit(if recall.is_nan() { 0.5 } else { recall.clamp(RANGE.0, RANGE.1) })
}

/// The gradient of the log likelihood with the ridge in it, and the negative of its second derivative.
fn slope(points: &[(f64, f64)], theta: [f64; 2]) -> ([f64; 2], [[f64; 2]; 2]) {
    let weights = PRIOR.map(|deviation| 1.0 / (deviation * deviation));
    let mut gradient = [-theta[0] * weights[0], -(theta[1] - 1.0) * weights[1]];
    let mut curvature = [[weights[0], 0.0], [0.0, weights[1]]];
    for (x, right) in points {
        let chance = sigmoid(theta[1].mul_add(*x, theta[0]));
        let (miss, weight) = (right - chance, chance * (1.0 - chance));
        gradient[0] += miss;
        gradient[1] += miss * x;
        curvature[0][0] += weight;
        curvature[0][1] += weight * x;
        curvature[1][1] += weight * x * x;
    }
    curvature[1][0] = curvature[0][1];
    (gradient, curvature)
}

/// The inverse of a symmetric matrix, which the ridge keeps from being none.
fn inverse([[a, b], [_, d]]: [[f64; 2]; 2]) -> [[f64; 2]; 2] {
    let determinant = a.mul_add(d, -b * b);
    [[d / determinant, -b / determinant], [-b / determinant, a / determinant]]
}

fn residual(predicted: &[Predicted]) -> f64 {
    let late = &predicted[predicted.len().saturating_sub(LATE.0)..];
    let right = late.iter().filter(|one| one.is_right).count();
    if (right as f64) < LATE.1 * late.len() as f64 { RESIDUAL[1] } else { RESIDUAL[0] }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::rngs::StdRng;
    use rand::{RngExt, SeedableRng};

    use super::*;

    /// Answers of a learner for whom that line holds.
    fn answers(theta: [f64; 2], count: usize) -> Vec<Predicted> {
        let mut rng = StdRng::seed_from_u64(3);
        let answers = (0..count).map(|_| {
            let recall = rng.random_range(0.5..0.99);
            let chance = sigmoid(theta[1].mul_add(logit(recall), theta[0]));
            Predicted { recall, is_right: rng.random::<f64>() < chance }
        });
        answers.collect()
    }

    #[test]
    fn the_line_that_holds_is_found() {
        for theta in [[0.0, 1.0], [-0.8, 0.7], [0.5, 1.2]] {
            let line = Calibration::of(&answers(theta, 20_000)).unwrap();
            for at in 0..2 {
                let error = line.covariance[at][at].sqrt();
                assert!((line.theta[at] - theta[at]).abs() < 4.0 * error, "{theta:?} {line:?}");
                assert!(error < 0.1);
            }
        }
    }

    #[test]
    fn nothing_is_said_below_a_hundred_answers() {
        assert_eq!(Calibration::of(&answers([0.0, 1.0], 99)), None);
        assert!(Calibration::of(&answers([0.0, 1.0], 100)).is_some());
    }

    #[test]
    fn who_is_mostly_wrong_of_late_is_believed_less() {
        let mut all = answers([0.0, 1.0], 400);
        assert!((Calibration::of(&all).unwrap().residual_sd - 0.4).abs() < 1e-12);
        all.iter_mut().rev().take(299).for_each(|one| one.is_right = false);
        assert!((Calibration::of(&all).unwrap().residual_sd - 0.6).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn nonsense_gives_finite_numbers(rows in prop::collection::vec((any::<f64>(), any::<bool>()), 100..150)) {
            let rows: Vec<Predicted> =
                rows.into_iter().map(|(recall, is_right)| Predicted { recall, is_right }).collect();
            let line = Calibration::of(&rows).unwrap();
            prop_assert!(line.theta.iter().chain(line.covariance.iter().flatten()).all(|n| n.is_finite()));
        }

        #[test]
        fn an_interval_holds_its_mean(mean in 0.001_f64..0.999, deviation in 0.0_f64..0.3) {
            let (low, high) = interval(mean, deviation, 0.4);
            prop_assert!(0.0 <= low && low < mean && mean < high && high <= 1.0);
        }
    }
}
