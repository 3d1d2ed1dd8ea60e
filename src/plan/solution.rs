//! A plan that was solved: what may be asked of it, on the day itself and on the days after.

use std::sync::Arc;

use super::gain::Gain;
use super::grid::Grid;
use super::model::Fsrs;
use super::outcomes::Outcomes;
use super::prices::{self, Pace, WARM_ROUNDS};
use super::problem::{HORIZON, Learner, Problem, Question};
use super::real::Real;
use super::solver::{Evaluated, Solver, around};
use super::table::{Softness, Table};

/// How exactly a plan is solved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Precision {
    /// The memories that tables are computed for.
    pub grid: Grid,
    /// How softly use follows the prices.
    pub softness: Softness,
}

impl Default for Precision {
    fn default() -> Self {
        Self { grid: Grid::FULL, softness: Softness::default() }
    }
}

/// A solved plan: prices, and scores for each day until the exam. Cloning it is cheap.
///
/// Day 0 is the day for which it was solved. On later days the same tables are read; questions are then given as they stand
/// on that day.
#[derive(Debug, Clone)]
pub struct Solution<F = f32>(Arc<Solved<F>>);

/// What a solution consists of.
#[derive(Debug)]
pub(super) struct Solved<F> {
    pub(super) precision: Precision,
    pub(super) learner: Learner,
    pub(super) outcomes: Outcomes<F>,
    pub(super) tables: Vec<Table<F>>,
    pub(super) seconds: Vec<f64>,
    pub(super) found: Evaluated,
}

impl<F: Real> Solution<F> {
    /// Solves a plan for the first time.
    pub fn first(problem: &Problem<'_>, precision: Precision) -> Self {
        let rough = if precision.grid.nodes() < Grid::COARSE.nodes() { precision.grid } else { Grid::COARSE };
        let rough = Outcomes::new(rough, problem.learner.fsrs.clone(), problem.learner.shares);
        let mut rough = Solver::<F>::new(problem, rough, precision.softness);
        let mut start = vec![0.0; rough.seconds.len()];
        if !rough.is_idle() {
            let single = prices::single(&mut rough);
            start = prices::refined(&mut rough, single, Pace::Cold, prices::COLD_ROUNDS).prices;
        }
        Self::refined(problem, precision, start, WARM_ROUNDS, None)
    }

    /// Solves a plan again, so many days after this one, from its prices. [`WARM_ROUNDS`] are enough every third day, and
    /// [`super::CHANGED_ROUNDS`] after anything but the days has changed.
    #[must_use]
    pub fn again(&self, problem: &Problem<'_>, days_since: usize, rounds: usize) -> Self {
        if self.0.found.prices.is_empty() || self.0.seconds.iter().all(|&seconds| seconds <= 0.0) {
            return Self::first(problem, self.0.precision);
        }
        let days = problem.questions.iter().map(|question| question.exam_in.min(HORIZON)).max().unwrap_or(0);
        let start = prices::later(&self.0.found.prices, days_since, days);
        Self::refined(problem, self.0.precision, start, rounds, Some(&self.0))
    }

    /// What given prices, one a day until the last exam, come to.
    pub fn at_prices(problem: &Problem<'_>, precision: Precision, prices: Vec<f64>) -> Self {
        Self::refined(problem, precision, prices, 1, None)
    }

    fn refined(
        problem: &Problem<'_>,
        precision: Precision,
        start: Vec<f64>,
        rounds: usize,
        former: Option<&Solved<F>>,
    ) -> Self {
        let learner = problem.learner;
        let known = former.filter(|former| former.learner == *learner).map(|former| former.outcomes.clone());
        let outcomes =
            known.unwrap_or_else(|| Outcomes::new(precision.grid, learner.fsrs.clone(), learner.shares));
        let mut solver = Solver::new(problem, outcomes, precision.softness);
        let rounds = if solver.is_idle() { 1 } else { rounds };
        let found = prices::refined(&mut solver, start, Pace::Warm, rounds);
        let Solver { outcomes, tables, seconds, .. } = solver;
        Self(Arc::new(Solved { precision, learner: learner.clone(), outcomes, tables, seconds, found }))
    }

    /// The solution that consists of this.
    pub(super) fn of(solved: Solved<F>) -> Self {
        Self(Arc::new(solved))
    }

    /// What it consists of.
    pub(super) fn solved(&self) -> &Solved<F> {
        &self.0
    }

    /// Who it was made for.
    pub fn learner(&self) -> &Learner {
        &self.0.learner
    }

    /// The model that it was calculated by.
    pub(super) fn fsrs(&self) -> &Fsrs {
        &self.0.learner.fsrs
    }

    /// Seconds for study, by day until the last exam.
    pub fn seconds(&self) -> &[f64] {
        &self.0.seconds
    }

    /// The price of a second, by day, in questions: sixty times that of today is what one minute more today gains.
    pub fn prices(&self) -> &[f64] {
        &self.0.found.prices
    }

    /// Seconds that the plan means to use, by day: those that there are, as nearly as prices can say it.
    pub fn used(&self) -> &[f64] {
        &self.0.found.used
    }

    /// What no plan can exceed, in questions of weight 1, for a learner like the model.
    pub fn bound(&self) -> f64 {
        self.0.found.dual
    }

    /// Time factors of the questions that arrived at the exams when they were carried forward: all of them.
    pub fn arrived(&self) -> f64 {
        self.0.found.arrived
    }

    /// Questions that so many more seconds on every day with minutes gain, at most: more is worth ever less.
    pub fn gained_by(&self, seconds: f64) -> f64 {
        let days = self.0.seconds.iter().zip(self.prices()).filter(|&(&there, _)| there > 0.0);
        days.map(|(_, price)| price * seconds).sum()
    }

    /// Whether there are scores for `day`.
    pub fn has_scores(&self, day: usize) -> bool {
        self.0.tables.iter().any(|table| day < table.scored_days())
    }

    /// What a second of study of this question on `day` gains on its exam day, the price of the second not taken off.
    /// Before the exam day only; `None` on it, or where nothing was planned for it, and where that was not [kept](Self::kept).
    pub fn score(&self, day: usize, question: &Question) -> Option<f64> {
        let table = self.table(day, question)?;
        let Some(seen) = question.seen else {
            return Some(question.worth() * table.new_score(day));
        };
        match around(&table.tracks, self.0.precision.grid, seen.state, seen.elapsed, day) {
            Some(around) => {
                let scores = around.map(|(track, node, weight)| weight * table.score(day, track, node));
                Some(question.worth() * scores.iter().sum::<f64>())
            }
            // It was not there when the plan was solved.
            None => Some(question.worth() * Gain::new(&self.0.learner, question).per_second()),
        }
    }

    /// The table with the exam day and the worth nearest to those of the question. A plan that is out of date is still
    /// better than none.
    fn table(&self, day: usize, question: &Question) -> Option<&Table<F>> {
        let exam_day = (day + question.exam_in).min(HORIZON);
        let worth = question.worth().ln();
        let tables = self.0.tables.iter().filter(|table| day < table.scored_days() && question.exam_in > 0);
        tables.min_by(|a, b| {
            let far =
                |table: &Table<F>| (table.tracks.days.abs_diff(exam_day), (table.worth.ln() - worth).abs());
            let (a, b) = (far(a), far(b));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
        })
    }
}
