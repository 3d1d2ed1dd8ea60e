//! How well answers were predicted: log loss, and calibration in 20 bins.

/// Bins of predicted recall, all of the same width.
const BINS: usize = 20;
/// Predictions are held this far from 0 and 1, where a single miss would outweigh everything.
const EDGE: f64 = 1e-6;

/// How well answers were predicted.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Score {
    answers: usize,
    loss: f64,
    bins: [Bin; BINS],
}

/// Answers whose predicted recall lies close together.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Bin {
    answers: f64,
    predicted: f64,
    right: f64,
}

impl Score {
    /// One more answer, whose chance of being right was `recall`.
    pub fn add(&mut self, recall: f64, is_right: bool) {
        let recall = if recall.is_nan() { 0.5 } else { recall.clamp(EDGE, 1.0 - EDGE) };
        self.answers += 1;
        self.loss -= if is_right { recall.ln() } else { (1.0 - recall).ln() };
        let bin = &mut self.bins[((recall * BINS as f64) as usize).min(BINS - 1)];
        bin.answers += 1.0;
        bin.predicted += recall;
        bin.right += f64::from(u8::from(is_right));
    }

    /// Answers that were predicted.
    pub const fn answers(&self) -> usize {
        self.answers
    }

    /// The mean of -ln of the chance given to what happened; 0 without answers.
    pub fn log_loss(&self) -> f64 {
        if self.answers == 0 { 0.0 } else { self.loss / self.answers as f64 }
    }

    /// The root of the mean square by which the share right of a bin differs from what was predicted; 0 without answers.
    pub fn calibration(&self) -> f64 {
        let filled = self.bins.iter().filter(|bin| bin.answers > 0.0);
        let squares: f64 = filled.map(|bin| (bin.predicted - bin.right).powi(2) / bin.answers).sum();
        if self.answers == 0 { 0.0 } else { (squares / self.answers as f64).sqrt() }
    }

    /// Whether neither log loss nor calibration is worse than the other's.
    pub(super) fn is_no_worse(&self, other: &Self) -> bool {
        self.log_loss() <= other.log_loss() && self.calibration() <= other.calibration()
    }

    /// The share by which its log loss is lower than the other's; negative where it is higher.
    pub fn gain(&self, other: &Self) -> f64 {
        if other.log_loss() > 0.0 { 1.0 - self.log_loss() / other.log_loss() } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coin_that_is_called_a_coin_is_calibrated() {
        let mut score = Score::default();
        score.add(0.5, true);
        score.add(0.5, false);
        assert!((score.log_loss() - 2.0_f64.ln()).abs() < 1e-12);
        assert!(score.calibration() < 1e-12);
        score.add(f64::NAN, true);
        assert!(score.log_loss().is_finite());
    }

    #[test]
    fn calibration_is_weighed_by_answers() {
        let mut score = Score::default();
        for _ in 0..3 {
            score.add(0.9, true);
        }
        score.add(0.2, false);
        assert!((score.calibration() - ((3.0 * 0.01 + 0.04) / 4.0_f64).sqrt()).abs() < 1e-9);
        assert!(Score::default().calibration() < f64::EPSILON);
    }
}
