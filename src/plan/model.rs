//! FSRS-6 in double precision, as small as the plan needs it.
//!
//! The log is folded by the `fsrs` crate, whose formulas are private and in single precision. The plan asks them
//! millions of times for memories that nobody has, so it keeps its own; both agree with the same reference values.

use crate::schedule::Rating;

/// The limits of stability, in days.
const STABILITY: (f64, f64) = (0.001, 36_500.0);
/// The limits of difficulty.
pub(super) const DIFFICULTY: (f64, f64) = (1.0, 10.0);

/// What is remembered of a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct State {
    /// Days until the chance of recall has fallen to nine in ten.
    pub stability: f64,
    /// From 1, easy, to 10.
    pub difficulty: f64,
}

/// FSRS-6 with the parameters of one learner.
#[derive(Debug, Clone, PartialEq)]
pub struct Fsrs {
    w: [f64; 21],
    /// F, with which the chance of recall after as many days as the stability is 0.9.
    factor: f64,
}

impl Fsrs {
    /// The parameters that hold for everybody until a learner's own are known.
    pub const STANDARD: [f64; 21] = [
        0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614,
        0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
    ];

    /// The model with these parameters; with the standard ones where nothing could be computed by these.
    pub fn new(parameters: [f64; 21]) -> Self {
        let is_usable = parameters.iter().all(|w| w.is_finite() && w.abs() <= 100.0)
            && parameters[..4].iter().all(|&first| first > 0.0)
            && (0.01..=5.0).contains(&parameters[20]);
        let w = if is_usable { parameters } else { Self::STANDARD };
        Self { w, factor: 0.9_f64.powf(-1.0 / w[20]) - 1.0 }
    }

    /// Its parameters.
    pub(super) const fn parameters(&self) -> &[f64; 21] {
        &self.w
    }

    /// The chance of recall so many days after the last study.
    pub fn recall(&self, elapsed: f64, stability: f64) -> f64 {
        (1.0 + self.factor * elapsed / stability).powf(-self.w[20])
    }

    /// The memory after the first rating, without learning steps.
    pub fn first(&self, rating: Rating) -> State {
        let stability = self.w[usize::from(rating.number()) - 1].clamp(STABILITY.0, STABILITY.1);
        State { stability, difficulty: self.first_difficulty(rating).clamp(DIFFICULTY.0, DIFFICULTY.1) }
    }

    /// The memory after a first study with its learning steps: two good ones after again, one after hard or good.
    pub fn learned(&self, rating: Rating) -> State {
        let steps = match rating {
            Rating::Again => 2,
            Rating::Hard | Rating::Good => 1,
            Rating::Easy => 0,
        };
        (0..steps).fold(self.first(rating), |state, _| self.same_day(state, Rating::Good))
    }

    /// The memory after a review so many days, at least 1, after the last study, without a step after a lapse.
    pub fn reviewed(&self, state: State, elapsed: f64, rating: Rating) -> State {
        let recall = self.recall(elapsed, state.stability);
        let stability = match rating {
            Rating::Again => self.lapsed(state, recall),
            _ => self.grown(state, recall, rating),
        };
        State { stability, difficulty: self.next_difficulty(state.difficulty, rating) }
    }

    /// As [`Self::reviewed`], and a lapse is followed by one good step on the same day, which the plan lets change the
    /// stability only.
    pub fn restudied(&self, state: State, elapsed: f64, rating: Rating) -> State {
        let after = self.reviewed(state, elapsed, rating);
        match rating {
            Rating::Again => State { difficulty: after.difficulty, ..self.same_day(after, Rating::Good) },
            _ => after,
        }
    }

    /// The memory after one more rating on the day of study.
    pub fn same_day(&self, state: State, rating: Rating) -> State {
        let w = &self.w;
        let grade = f64::from(rating.number());
        let growth = (w[17] * (grade - 3.0 + w[18])).exp() * state.stability.powf(-w[19]);
        let growth = if rating == Rating::Again { growth } else { growth.max(1.0) };
        State {
            stability: (state.stability * growth).clamp(STABILITY.0, STABILITY.1),
            difficulty: self.next_difficulty(state.difficulty, rating),
        }
    }

    /// The difficulty after a rating; it does not depend on the time since the last one.
    pub(super) fn next_difficulty(&self, difficulty: f64, rating: Rating) -> f64 {
        let w = &self.w;
        let moved = difficulty - w[6] * (f64::from(rating.number()) - 3.0) * (10.0 - difficulty) / 9.0;
        let next = w[7] * self.first_difficulty(Rating::Easy) + (1.0 - w[7]) * moved;
        next.clamp(DIFFICULTY.0, DIFFICULTY.1)
    }

    fn first_difficulty(&self, rating: Rating) -> f64 {
        self.w[4] - (self.w[5] * (f64::from(rating.number()) - 1.0)).exp() + 1.0
    }

    fn grown(&self, state: State, recall: f64, rating: Rating) -> f64 {
        let w = &self.w;
        let by_rating = match rating {
            Rating::Hard => w[15],
            Rating::Easy => w[16],
            _ => 1.0,
        };
        let growth = w[8].exp()
            * (11.0 - state.difficulty)
            * state.stability.powf(-w[9])
            * ((w[10] * (1.0 - recall)).exp() - 1.0);
        (state.stability * (1.0 + growth * by_rating)).clamp(STABILITY.0, STABILITY.1)
    }

    fn lapsed(&self, state: State, recall: f64) -> f64 {
        let w = &self.w;
        let left = w[11]
            * state.difficulty.powf(-w[12])
            * ((state.stability + 1.0).powf(w[13]) - 1.0)
            * (w[14] * (1.0 - recall)).exp();
        left.min(state.stability / (w[17] * w[18]).exp()).clamp(STABILITY.0, STABILITY.1)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Fixture {
        parameters: HashMap<String, Vec<f64>>,
        sequences: Vec<Sequence>,
    }

    #[derive(Deserialize)]
    struct Sequence {
        parameters: String,
        kind: String,
        /// Rating, days since the last, chance of recall before, stability and difficulty after, interval.
        steps: Vec<(u8, u32, Option<f64>, f64, f64, f64)>,
    }

    #[test]
    fn the_small_model_agrees_with_the_reference() {
        let fixture: Fixture = serde_json::from_str(include_str!("../../tests/fixtures/fsrs6.json")).unwrap();
        let mut checked = 0;
        for sequence in &fixture.sequences {
            let model = Fsrs::new(fixture.parameters[&sequence.parameters].clone().try_into().unwrap());
            let mut state: Option<State> = None;
            let mut tolerance = 1e-9;
            for &(rating, elapsed, chance, stability, difficulty, _) in &sequence.steps {
                let rating = Rating::from_number(rating).unwrap();
                let place = format!("{} {}", sequence.kind, sequence.parameters);
                if stability >= STABILITY.1 {
                    // From here on the reference is one in single precision: the other has no upper limit.
                    tolerance = 5e-5;
                }
                if let (Some(state), Some(chance)) = (state, chance) {
                    let got = model.recall(f64::from(elapsed), state.stability);
                    assert!((got - chance).abs() <= tolerance, "{place}: recall {got}, not {chance}");
                }
                let next = match state {
                    None => model.first(rating),
                    Some(state) if elapsed == 0 => model.same_day(state, rating),
                    Some(state) => model.reviewed(state, f64::from(elapsed), rating),
                };
                let (s, d) = (next.stability / stability, next.difficulty / difficulty);
                assert!((s - 1.0).abs() <= tolerance, "{place}: {next:?}, not {stability}");
                assert!((d - 1.0).abs() <= tolerance, "{place}: {next:?}, not {difficulty}");
                checked += 1;
                state = Some(next);
            }
        }
        assert!(checked > 1_500, "{checked}");
    }

    #[test]
    fn parameters_that_are_nonsense_give_way_to_the_standard_ones() {
        for (at, value) in [(3, f64::NAN), (20, 0.0), (8, f64::INFINITY), (0, -1.0)] {
            let mut parameters = Fsrs::STANDARD;
            parameters[at] = value;
            assert_eq!(Fsrs::new(parameters), Fsrs::new(Fsrs::STANDARD));
        }
    }
}
