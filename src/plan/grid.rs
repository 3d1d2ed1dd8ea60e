//! The memories that tables are computed for, and how any other lies between them.

use super::model::{DIFFICULTY, State};

/// The least and the largest logarithm of a stability.
const LN_STABILITY: (f64, f64) = (-4.6, 8.0);
/// No grid has as many stabilities.
pub(super) const MOST_STABILITIES: usize = 64;

/// Memories in even steps of the logarithm of stability and of difficulty. Node `j * stabilities + i` has the `i`th
/// stability and the `j`th difficulty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    pub(super) stabilities: usize,
    pub(super) difficulties: usize,
}

/// Between which two points of a row a number lies: the lower one, and how far it is on the way to the next, 0 to 1.
pub(super) type Cell = (usize, f64);

impl Grid {
    /// What plans are made on.
    pub const FULL: Self = Self { stabilities: 36, difficulties: 4 };
    /// Four times smaller: where prices are looked for first, and for tests.
    pub const COARSE: Self = Self { stabilities: 18, difficulties: 3 };

    pub(super) const fn nodes(self) -> usize {
        self.stabilities * self.difficulties
    }

    /// The memory at a node.
    pub(super) fn state(self, node: usize) -> State {
        State {
            stability: spread(LN_STABILITY, self.stabilities, node % self.stabilities).exp(),
            difficulty: spread(DIFFICULTY, self.difficulties, node / self.stabilities),
        }
    }

    pub(super) fn stability_cell(self, stability: f64) -> Cell {
        cell(stability.ln(), LN_STABILITY, self.stabilities)
    }

    pub(super) fn difficulty_cell(self, difficulty: f64) -> Cell {
        cell(difficulty, DIFFICULTY, self.difficulties)
    }

    /// The four nodes around a memory, with their weights, which sum to 1.
    pub(super) fn around(self, state: State) -> [(usize, f64); 4] {
        let (i, right) = self.stability_cell(state.stability);
        let (j, up) = self.difficulty_cell(state.difficulty);
        let node = j * self.stabilities + i;
        [
            (node, (1.0 - right) * (1.0 - up)),
            (node + 1, right * (1.0 - up)),
            (node + self.stabilities, (1.0 - right) * up),
            (node + self.stabilities + 1, right * up),
        ]
    }
}

/// The `nth` of `points` that lie evenly from the least to the most, both of which are among them.
fn spread((least, most): (f64, f64), points: usize, nth: usize) -> f64 {
    least + (most - least) * nth as f64 / (points - 1) as f64
}

/// Where `number` lies among `points` even ones; what lies outside counts as the end.
fn cell(number: f64, (least, most): (f64, f64), points: usize) -> Cell {
    let steps = (points - 1) as f64;
    let at = ((number - least) / (most - least) * steps).clamp(0.0, steps);
    // Not a number ends at the lower end, too.
    let lower = (at as usize).min(points - 2);
    (lower, if at.is_nan() { 0.0 } else { at - lower as f64 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_lies_on_itself_and_what_is_outside_on_the_border() {
        for grid in [Grid::FULL, Grid::COARSE] {
            for node in 0..grid.nodes() {
                let around = grid.around(grid.state(node));
                let on: f64 = around.iter().filter(|near| near.0 == node).map(|near| near.1).sum();
                assert!((on - 1.0).abs() < 1e-9, "{node}: {around:?}");
            }
            let far = grid.around(State { stability: 1e9, difficulty: f64::NAN });
            assert_eq!(far[1], (grid.stabilities - 1, 1.0));
        }
    }
}
