//! What is kept of a solution from one start of the program to the next: its prices, and the scores of the coming days.

use serde::{Deserialize, Serialize};

use super::grid::Grid;
use super::model::Fsrs;
use super::outcomes::Outcomes;
use super::problem::Learner;
use super::solution::{Precision, Solution, Solved};
use super::solver::Evaluated;
use super::table::Table;
use super::tracks::Tracks;
use crate::schedule::pace::Shares;

/// Days of scores that are kept, the first among them: a plan that is older is solved before it is read.
const DAYS: usize = 4;

/// A solution as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    parameters: [f64; 21],
    shares: ([f64; 4], [f64; 3]),
    seconds: Vec<f64>,
    prices: Vec<f64>,
    tables: Vec<KeptTable>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct KeptTable {
    lines: Vec<usize>,
    days: usize,
    worth: f64,
    scores: Vec<f32>,
    new_scores: Vec<f64>,
}

impl Solution {
    /// What is worth keeping of it.
    pub fn kept(&self) -> Kept {
        let Solved { learner, tables, seconds, found, .. } = self.solved();
        Kept {
            parameters: *learner.fsrs.parameters(),
            shares: (learner.shares.first, learner.shares.success),
            seconds: seconds.clone(),
            prices: found.prices.clone(),
            tables: tables.iter().map(KeptTable::of).collect(),
        }
    }

    /// The solution of which that was kept: it orders questions on the first days, and begins another one. `None` where what
    /// was kept contradicts itself.
    pub fn of_kept(kept: Kept) -> Option<Self> {
        let (first, success) = kept.shares;
        let learner = Learner { fsrs: Fsrs::new(kept.parameters), shares: Shares { first, success } };
        let precision = Precision::default();
        let outcomes = Outcomes::new(precision.grid, learner.fsrs.clone(), learner.shares);
        let tables = kept.tables.into_iter().map(KeptTable::table).collect::<Option<Vec<_>>>()?;
        let is_whole = kept.prices.len() == kept.seconds.len();
        let found = Evaluated { prices: kept.prices, ..Evaluated::default() };
        let solved = Solved { precision, learner, outcomes, tables, seconds: kept.seconds, found };
        is_whole.then(|| Self::of(solved))
    }
}

impl KeptTable {
    fn of(table: &Table<f32>) -> Self {
        let days = DAYS.min(table.scored_days());
        Self {
            lines: table.tracks.lines.clone(),
            days: table.tracks.days,
            worth: table.worth,
            scores: table.scores()[..table.tracks.scores_from(days)].to_vec(),
            new_scores: (0..days).map(|day| table.new_score(day)).collect(),
        }
    }
    fn table(self) -> Option<Table<f32>> {
        let Self { lines, days, worth, scores, new_scores } = self;
        let tracks = Tracks { lines, days, nodes: Grid::FULL.nodes() };
        let is_whole = new_scores.len() <= days && scores.len() == tracks.scores_from(new_scores.len());
        let is_sound = worth > 0.0 && tracks.lines.is_sorted();
        (is_whole && is_sound).then(|| Table::of(tracks, worth, scores, new_scores))
    }
}
