//! Values and use of time under given prices, for all tables of a plan.

use super::grid::Grid;
use super::model::State;
use super::outcomes::Outcomes;
use super::problem::{Group, Problem, Question, groups};
use super::real::Real;
use super::table::{Days, Softness, Start, Table};
use super::tracks::{Tracks, lines};

/// A plan as it is computed for one set of prices after the other.
#[derive(Debug)]
pub(super) struct Solver<F> {
    pub(super) outcomes: Outcomes<F>,
    pub(super) tables: Vec<Table<F>>,
    starts: Vec<Start<F>>,
    /// Seconds of each day until the last exam.
    pub(super) seconds: Vec<f64>,
    softness: Softness,
    values: Vec<F>,
    mass: Vec<F>,
}

/// What prices come to.
#[derive(Debug, Clone, Default)]
pub(super) struct Evaluated {
    pub(super) prices: Vec<f64>,
    /// Seconds that are used, by day.
    pub(super) used: Vec<f64>,
    /// What the questions are worth, and the price of all seconds that there are: no plan reaches more.
    pub(super) dual: f64,
    /// Time factors that have arrived at the exams.
    pub(super) arrived: f64,
}

impl<F: Real> Solver<F> {
    pub(super) fn new(problem: &Problem<'_>, mut outcomes: Outcomes<F>, softness: Softness) -> Self {
        let groups = groups(problem.questions);
        let days = groups.iter().map(|group| group.days).max().unwrap_or(0);
        let second = |day| problem.seconds.get(day).map_or(0.0, |&seconds: &f64| seconds.max(0.0));
        let seconds = (0..days).map(second).collect();
        let oldest = problem.questions.iter().filter_map(|question| Some(question.seen?.elapsed)).max();
        let lines = lines(oldest.unwrap_or(0));
        let (mut tables, mut starts) = (Vec::new(), Vec::new());
        for group in &groups {
            let tracks = tracks(problem.questions, group, &lines, outcomes.grid);
            prepare(&mut outcomes, &tracks);
            starts.push(start(problem.questions, group, &tracks, outcomes.grid));
            tables.push(Table::new(tracks, group.worth));
        }
        Self { outcomes, tables, starts, seconds, softness, values: Vec::new(), mass: Vec::new() }
    }

    /// Whether there is nothing to find prices for: no question, or no minute.
    pub(super) fn is_idle(&self) -> bool {
        self.tables.is_empty() || self.seconds.iter().all(|&seconds| seconds <= 0.0)
    }

    /// Computes what these prices come to. The tables hold the scores under them afterwards.
    pub(super) fn evaluate(&mut self, prices: &[f64]) -> Evaluated {
        let days = Days { seconds: &self.seconds, prices, softness: self.softness };
        let mut dual = self.seconds.iter().zip(prices).map(|(seconds, price)| seconds * price).sum();
        let mut used = vec![0.0; self.seconds.len()];
        let mut arrived = 0.0;
        for (table, start) in self.tables.iter_mut().zip(&self.starts) {
            dual += table.value(&self.outcomes, start, days, &mut self.values);
            arrived += table.carry(&self.outcomes, start, days, &mut self.mass, &mut used);
        }
        Evaluated { prices: prices.to_vec(), used, dual, arrived }
    }
}

/// The tracks that the questions of a group need: lines without any are left out, since lines do not touch each other.
fn tracks(questions: &[Question], group: &Group, lines: &[usize], grid: Grid) -> Tracks {
    let all = Tracks { lines: lines.to_vec(), days: group.days, nodes: grid.nodes() };
    let mut is_used = vec![false; lines.len()];
    for elapsed in group.members.iter().filter_map(|&place| Some(questions[place].seen?.elapsed)) {
        // On day 0 all tracks that have begun are lines.
        for (line, weight) in all.around(elapsed, 0).into_iter().flatten() {
            is_used[line] |= weight > 0.0;
        }
    }
    let used = lines.iter().zip(is_used).filter_map(|(&line, is_used)| is_used.then_some(line));
    Tracks { lines: used.collect(), ..all }
}

fn prepare<F: Real>(outcomes: &mut Outcomes<F>, tracks: &Tracks) {
    for elapsed in 1..=tracks.days {
        outcomes.prepare(elapsed);
    }
    for line in &tracks.lines {
        for day in 0..=tracks.days {
            outcomes.prepare(line + day);
        }
    }
}

fn start<F: Real>(questions: &[Question], group: &Group, tracks: &Tracks, grid: Grid) -> Start<F> {
    let mut start = Start::new(tracks.lines.len() * tracks.nodes);
    for question in group.members.iter().map(|&place| &questions[place]) {
        let around = question.seen.and_then(|seen| around(tracks, grid, seen.state, seen.elapsed, 0));
        let places = around.into_iter().flatten();
        start.add(question, places.map(|(track, node, weight)| (track * tracks.nodes + node, weight)));
    }
    start
}

/// The tracks and nodes around a known question on `day`, with their weights, which sum to 1.
pub(super) fn around(
    tracks: &Tracks,
    grid: Grid,
    state: State,
    elapsed: usize,
    day: usize,
) -> Option<[(usize, usize, f64); 8]> {
    let [early, late] = tracks.around(elapsed, day)?;
    let nodes = grid.around(state);
    Some(std::array::from_fn(|i| {
        let ((track, by_track), (node, by_node)) = (if i < 4 { early } else { late }, nodes[i % 4]);
        (track, node, by_track * by_node)
    }))
}
