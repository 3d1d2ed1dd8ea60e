//! What a review leads to from each node of the grid: computed once for parameters and shares, read millions of times.

use std::sync::Arc;

use super::effort::Trial;
use super::grid::{Cell, Grid, MOST_STABILITIES};
use super::model::Fsrs;
use super::real::Real;
use crate::schedule::Rating;
use crate::schedule::pace::Shares;

/// Ratings.
const RATINGS: usize = Rating::ALL.len();

/// What reviews lead to, for one learner.
#[derive(Debug, Clone)]
pub(super) struct Outcomes<F> {
    pub(super) grid: Grid,
    pub(super) fsrs: Fsrs,
    pub(super) shares: Shares,
    /// Where difficulty goes, by rating and then by the difficulties of the grid.
    difficulty: Vec<Cell>,
    /// Where a new question goes: nodes and their weights, which sum to 1.
    pub(super) learned: Vec<(usize, F)>,
    /// By days since the last study, as far as they were asked for.
    by_elapsed: Vec<Option<Arc<Reviews<F>>>>,
}

/// Reviews so many days after the last study, by node.
#[derive(Debug)]
pub(super) struct Reviews<F> {
    /// The chance of recall.
    pub(super) recall: Vec<F>,
    pub(super) steps: Vec<Step<F>>,
}

/// A review from one node. Where difficulty goes depends on its row only and is left to [`Outcomes::spread`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Step<F> {
    /// The chance of each rating, worst first.
    pub(super) chance: [F; RATINGS],
    /// That chance times how far the new stability lies on the way from `below` to the next of the grid.
    pub(super) toward: [F; RATINGS],
    pub(super) below: [u8; RATINGS],
    /// Seconds it takes, in the mean, and one divided by them.
    pub(super) seconds: F,
    pub(super) per_second: F,
}

/// The values of one layer, interpolated in difficulty: for a rating and a row of difficulties, the value at each
/// stability and the step to the next. As long as a byte with its two highest bits cut off can point.
pub(super) type Column<F> = [[F; 2]; MOST_STABILITIES];

impl<F: Real> Outcomes<F> {
    pub(super) fn new(grid: Grid, fsrs: Fsrs, shares: Shares) -> Self {
        debug_assert!(grid.stabilities <= MOST_STABILITIES);
        let rows = |rating| {
            (0..grid.difficulties).map(move |row| (rating, grid.state(row * grid.stabilities).difficulty))
        };
        let difficulty = Rating::ALL.into_iter().flat_map(rows);
        let difficulty = difficulty.map(|(rating, d)| grid.difficulty_cell(fsrs.next_difficulty(d, rating)));
        let difficulty = difficulty.collect();
        let first = Rating::ALL.into_iter().zip(shares.first);
        let learned = first.flat_map(|(rating, share)| {
            grid.around(fsrs.learned(rating)).map(|(node, weight)| (node, F::of(share * weight)))
        });
        let learned = learned.collect();
        Self { grid, fsrs, shares, difficulty, learned, by_elapsed: Vec::new() }
    }

    /// Makes ready for questions that were last studied so many days ago.
    pub(super) fn prepare(&mut self, elapsed: usize) {
        if self.by_elapsed.len() <= elapsed {
            self.by_elapsed.resize(elapsed + 1, None);
        }
        if self.by_elapsed[elapsed].is_none() {
            self.by_elapsed[elapsed] = Some(Arc::new(self.reviews(elapsed)));
        }
    }

    /// Reviews so many days after the last study, which were made ready.
    pub(super) fn after(&self, elapsed: usize) -> &Reviews<F> {
        self.by_elapsed[elapsed]
            .as_ref()
            .expect("the days were made ready before the tables are gone through")
    }

    fn reviews(&self, elapsed: usize) -> Reviews<F> {
        let trials = (0..self.grid.nodes())
            .map(|node| Trial::new(&self.fsrs, &self.shares, self.grid.state(node), elapsed as f64));
        let (recall, steps) = trials.map(|trial| (F::of(trial.recall), self.step(&trial))).unzip();
        Reviews { recall, steps }
    }

    fn step(&self, trial: &Trial) -> Step<F> {
        let cells = trial.after.map(|after| self.grid.stability_cell(after.stability));
        Step {
            chance: trial.chances.map(F::of),
            toward: std::array::from_fn(|rating| F::of(trial.chances[rating] * cells[rating].1)),
            below: cells.map(|(below, _)| below as u8),
            seconds: F::of(trial.seconds),
            per_second: F::of(trial.seconds.recip()),
        }
    }

    /// The value of a new question that is studied today, when `fresh` are the values of what was studied.
    pub(super) fn learned_value(&self, fresh: &[F]) -> F {
        self.learned.iter().fold(F::default(), |sum, &(node, weight)| sum + weight * fresh[node])
    }

    /// Interpolates the values of what was studied today to where difficulty goes: a column for each rating and row.
    pub(super) fn columns(&self, fresh: &[F]) -> Vec<Column<F>> {
        let n = self.grid.stabilities;
        let mut columns = vec![[[F::default(); 2]; MOST_STABILITIES]; self.difficulty.len()];
        for (column, &(row, up)) in columns.iter_mut().zip(&self.difficulty) {
            let (lower, upper) = fresh[row * n..(row + 2) * n].split_at(n);
            let (down, up) = (F::of(1.0 - up), F::of(up));
            for (value, (&lower, &upper)) in column.iter_mut().zip(lower.iter().zip(upper)) {
                value[0] = down * lower + up * upper;
            }
            for i in 0..n - 1 {
                column[i][1] = column[i + 1][0] - column[i][0];
            }
        }
        columns
    }

    /// The other way: spreads what arrived at a rating, a row and a stability over the nodes of what was studied today.
    pub(super) fn spread(&self, arrived: &[[F; MOST_STABILITIES]], fresh: &mut [F]) {
        let n = self.grid.stabilities;
        for (column, &(row, up)) in arrived.iter().zip(&self.difficulty) {
            let (down, up) = (F::of(1.0 - up), F::of(up));
            for i in 0..n {
                fresh[row * n + i] += down * column[i];
                fresh[(row + 1) * n + i] += up * column[i];
            }
        }
    }
}

/// Where the columns of a row of difficulties begin, by rating.
pub(super) fn columns_of<C>(columns: &[C], row: usize, rows: usize) -> [&C; RATINGS] {
    std::array::from_fn(|rating| &columns[rating * rows + row])
}

/// The place in a column; a column is as long as any of them can be.
pub(super) const fn place(below: u8) -> usize {
    below as usize % MOST_STABILITIES
}
