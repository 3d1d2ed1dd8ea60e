//! One table of the plan: what it is worth to study, for questions of one exam that weigh and cost alike.

use super::grid::MOST_STABILITIES;
use super::outcomes::{Outcomes, columns_of, place};
use super::problem::Question;
use super::real::Real;
use super::tracks::Tracks;
use crate::schedule::pace::FIRST_STUDY_SECONDS;

/// How soft the share of questions that are studied follows the price: as soft as this part of the price of a review, at
/// most so many questions. Values are computed with none of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Softness {
    /// Part of the price of a review.
    pub of_price: f64,
    /// Questions.
    pub most: f64,
}

impl Default for Softness {
    fn default() -> Self {
        Self { of_price: 0.1, most: 0.004 }
    }
}

/// The days of a plan, as a table sees them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days<'a> {
    /// Seconds of each day. Nobody studies on a day without any.
    pub(super) seconds: &'a [f64],
    /// The price of a second, by day.
    pub(super) prices: &'a [f64],
    pub(super) softness: Softness,
}

/// The scores of questions of one exam and one worth, on each day until then.
#[derive(Debug, Clone)]
pub(super) struct Table<F> {
    pub(super) tracks: Tracks,
    /// Weight divided by time factor, in the mean of its questions.
    pub(super) worth: f64,
    /// Gain of a review in questions of weight 1 for each of its seconds, by day, track and node.
    scores: Vec<F>,
    /// The same for a first study, by day.
    new_scores: Vec<f64>,
}

/// Where the questions of a table stand on day 0.
#[derive(Debug, Clone, Default)]
pub(super) struct Start<F> {
    /// Time factors, summed by line and node, and weights likewise.
    pub(super) known: Vec<[F; 2]>,
    /// Time factors and weights of the new ones.
    pub(super) new: [f64; 2],
}

impl<F: Real> Start<F> {
    pub(super) fn new(nodes: usize) -> Self {
        Self { known: vec![[F::default(); 2]; nodes], new: [0.0; 2] }
    }

    pub(super) fn add(&mut self, question: &Question, places: impl Iterator<Item = (usize, f64)>) {
        let amounts = [question.time_factor, question.weight];
        if question.seen.is_none() {
            self.new = [self.new[0] + amounts[0], self.new[1] + amounts[1]];
            return;
        }
        for (place, weight) in places {
            for (known, amount) in self.known[place].iter_mut().zip(amounts) {
                *known += F::of(weight * amount);
            }
        }
    }
}

impl<F: Real> Table<F> {
    pub(super) fn new(tracks: Tracks, worth: f64) -> Self {
        let scores = vec![F::default(); tracks.scores_from(tracks.days)];
        let new_scores = vec![0.0; tracks.days];
        Self::of(tracks, worth, scores, new_scores)
    }

    /// The table with scores that were found before, of all its days or of the first ones.
    pub(super) const fn of(tracks: Tracks, worth: f64, scores: Vec<F>, new_scores: Vec<f64>) -> Self {
        Self { tracks, worth, scores, new_scores }
    }

    /// Days of which there are scores: all until the exam, unless it was kept.
    pub(super) const fn scored_days(&self) -> usize {
        self.new_scores.len()
    }

    /// The scores of all days, day by day.
    pub(super) fn scores(&self) -> &[F] {
        &self.scores
    }

    /// The score of a known question by its track and node, of weight 1.
    pub(super) fn score(&self, day: usize, track: usize, node: usize) -> f64 {
        self.scores[self.tracks.scores_from(day) + track * self.tracks.nodes + node].to_f64()
    }

    /// The score of a new question of weight 1.
    pub(super) fn new_score(&self, day: usize) -> f64 {
        self.new_scores[day]
    }

    /// Goes backward from the exam under these prices, keeps the scores, and returns what the questions are worth on day
    /// 0: the expected recall, weighted, less the price of the time it takes. `values` is room to work in.
    pub(super) fn value(
        &mut self,
        outcomes: &Outcomes<F>,
        start: &Start<F>,
        days: Days<'_>,
        values: &mut Vec<F>,
    ) -> f64 {
        let nodes = self.tracks.nodes;
        values.clear();
        for track in 0..self.tracks.len() {
            values.extend(&outcomes.after(self.tracks.elapsed(track, self.tracks.days)).recall);
        }
        let mut new = 0.0;
        for day in (0..self.tracks.days).rev() {
            // On a day off no study is worth its price.
            let price = if days.seconds[day] > 0.0 { days.prices[day] / self.worth } else { f64::INFINITY };
            let (begun, fresh) = values.split_at_mut(nodes * self.tracks.of_day(day));
            let fresh = &fresh[..nodes];
            let gain = outcomes.learned_value(fresh).to_f64() - new;
            self.new_scores[day] = gain / FIRST_STUDY_SECONDS;
            new += (gain - FIRST_STUDY_SECONDS * price).max(0.0);
            self.value_known(outcomes, day, F::of(price), fresh, begun);
        }
        let known =
            start.known.iter().zip(values).map(|(&[_, weight], &mut value)| (weight * value).to_f64());
        start.new[1] * new + known.sum::<f64>()
    }

    /// The part of [`Self::value`] for known questions on one day: `begun` has the values of the day after, and gets those
    /// of this day.
    fn value_known(&mut self, outcomes: &Outcomes<F>, day: usize, price: F, fresh: &[F], begun: &mut [F]) {
        let grid = outcomes.grid;
        let columns = outcomes.columns(fresh);
        let scores = &mut self.scores[self.tracks.scores_from(day)..];
        let tracks = begun.chunks_exact_mut(grid.nodes()).zip(scores.chunks_exact_mut(grid.nodes()));
        for (track, (values, scores)) in tracks.enumerate() {
            let steps = &outcomes.after(self.tracks.elapsed(track, day)).steps;
            let rows =
                values.chunks_exact_mut(grid.stabilities).zip(scores.chunks_exact_mut(grid.stabilities));
            for (row, ((values, scores), steps)) in rows.zip(steps.chunks_exact(grid.stabilities)).enumerate()
            {
                let columns = columns_of(&columns, row, grid.difficulties);
                for ((value, score), step) in values.iter_mut().zip(scores).zip(steps) {
                    let mut study = F::default();
                    for rating in 0..4 {
                        let [lower, rise] = columns[rating][place(step.below[rating])];
                        study += step.chance[rating] * lower + step.toward[rating] * rise;
                    }
                    let gain = study - *value;
                    *score = gain * step.per_second;
                    let net = gain - price * step.seconds;
                    *value += if net > F::default() { net } else { F::default() };
                }
            }
        }
    }

    /// Carries the questions forward by the scores under these prices, and adds the seconds they take to `used`, by day.
    /// Returns the time factors that have arrived at the exam: what was there at the start. `mass` is room to work in.
    pub(super) fn carry(
        &self,
        outcomes: &Outcomes<F>,
        start: &Start<F>,
        days: Days<'_>,
        mass: &mut Vec<F>,
        used: &mut [f64],
    ) -> f64 {
        let nodes = self.tracks.nodes;
        mass.clear();
        mass.extend(start.known.iter().map(|known| known[0]));
        mass.resize(nodes * self.tracks.len(), F::default());
        let mut new = start.new[0];
        for day in (0..self.tracks.days).filter(|&day| days.seconds[day] > 0.0) {
            let price = days.prices[day] / self.worth;
            let (begun, fresh) = mass.split_at_mut(nodes * self.tracks.of_day(day));
            let fresh = &mut fresh[..nodes];
            used[day] += self.carry_known(outcomes, day, (price, days.softness), begun, fresh);
            let cost = FIRST_STUDY_SECONDS * price;
            let over = self.new_scores[day] * FIRST_STUDY_SECONDS - cost;
            let studied = new * (over / softness(days.softness, cost)).logistic();
            used[day] += studied * FIRST_STUDY_SECONDS;
            new -= studied;
            for &(node, weight) in &outcomes.learned {
                fresh[node] += F::of(studied) * weight;
            }
        }
        new + mass.iter().map(|&mass| mass.to_f64()).sum::<f64>()
    }

    /// The part of [`Self::carry`] for known questions on one day: moves what is studied from `begun` to `fresh`, and
    /// returns its seconds.
    fn carry_known(
        &self,
        outcomes: &Outcomes<F>,
        day: usize,
        (price, softness): (f64, Softness),
        begun: &mut [F],
        fresh: &mut [F],
    ) -> f64 {
        let grid = outcomes.grid;
        let mut arrived = vec![[F::default(); MOST_STABILITIES]; 4 * grid.difficulties];
        // (study - wait - price x seconds) / softness, with the seconds taken out of the brackets.
        let (by_price, by_most) = (F::of((softness.of_price * price).recip()), F::of(softness.most.recip()));
        let price = F::of(price);
        let scores = &self.scores[self.tracks.scores_from(day)..];
        let tracks = begun.chunks_exact_mut(grid.nodes()).zip(scores.chunks_exact(grid.nodes()));
        let mut seconds = 0.0;
        for (track, (mass, scores)) in tracks.enumerate() {
            let steps = &outcomes.after(self.tracks.elapsed(track, day)).steps;
            let mut on_track = F::default();
            for (node, ((mass, &score), step)) in mass.iter_mut().zip(scores).zip(steps).enumerate() {
                if *mass <= F::NEGLIGIBLE {
                    continue;
                }
                let by_most = by_most * step.seconds;
                let sharpness = if by_price > by_most { by_price } else { by_most };
                let inclination = (score - price) * sharpness;
                if inclination < F::FAINT {
                    continue;
                }
                let studied = *mass * inclination.logistic();
                *mass -= studied;
                on_track += studied * step.seconds;
                let row = node / grid.stabilities;
                for rating in 0..4 {
                    let column = &mut arrived[rating * grid.difficulties + row];
                    let (below, upper) = (place(step.below[rating]), studied * step.toward[rating]);
                    column[below] += studied * step.chance[rating] - upper;
                    column[(below + 1) % MOST_STABILITIES] += upper;
                }
            }
            seconds += on_track.to_f64();
        }
        outcomes.spread(&arrived, fresh);
        seconds
    }
}

/// The softness where a review costs so much, in questions.
fn softness(softness: Softness, cost: f64) -> f64 {
    (softness.of_price * cost).min(softness.most)
}
