//! How often what was forecast of a learner comes, within its interval.

use examdrill::plan::Expected;

use super::cell::{Cell, Fit, Run};
use super::learner::Kind;
use super::policy::Policy;

/// What was forecast of some learners, and what came.
#[derive(Debug, Clone, Default)]
pub(crate) struct Coverage(Vec<(Expected, f64)>);

impl Coverage {
    /// Of learners of a kind under the plan. The forecast is that of the morning after `day` days, or of the first one later
    /// on which there is one; learners without any before the exam do not count.
    pub(crate) fn of(
        cell: Cell,
        kind: Kind,
        day: usize,
        seeds: impl Iterator<Item = u64>,
        fit: Option<Fit<'_>>,
    ) -> Self {
        let lived = seeds.filter_map(|seed| {
            let mut run = Run::new(cell, kind, Policy::Plan, seed);
            let mut forecast = None;
            for lived in 0..cell.days {
                if lived >= day && forecast.is_none() {
                    forecast = run.forecast();
                }
                run.live(fit);
            }
            Some((forecast?, run.recall()))
        });
        Self(lived.collect())
    }

    /// Learners of whom there was a forecast.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// How many of them recalled what lies within the interval.
    pub(crate) fn held(&self) -> usize {
        self.0.iter().filter(|(told, came)| (told.low..=told.high).contains(came)).count()
    }

    /// In the mean: what was forecast, what came, and the width of the interval.
    pub(crate) fn means(&self) -> [f64; 3] {
        let count = self.0.len().max(1) as f64;
        let figures = self.0.iter().map(|(told, came)| [told.mean, *came, told.high - told.low]);
        let sums = figures.fold([0.0; 3], |sums, one| std::array::from_fn(|at| sums[at] + one[at]));
        sums.map(|sum| sum / count)
    }
}
