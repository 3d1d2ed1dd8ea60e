//! The plan for an exam on a date: which questions to study today, so that most is recalled on the day.
//!
//! Every day's seconds have a price. Going backward from the exam, each question is worth its expected recall on the day
//! less the price of the time that is still spent on it, studied or left alone, whichever is better; prices are moved
//! until the use of each day comes to its minutes. Today's order is what a second of study gains. Why this and nothing
//! simpler stands in `docs/design.md`.
//!
//! A caller gives a [`Problem`] and gets a [`Solution`], which orders questions on its day and on the days after. Read
//! `model`, `tracks` and `table` in that order; the rest is around them.

mod effort;
mod forecast;
mod gain;
mod grid;
mod kept;
mod model;
mod order;
mod outcomes;
mod prices;
mod problem;
mod real;
mod rollout;
mod solution;
mod solver;
mod table;
#[cfg(test)]
mod tests;
mod tracks;

pub use effort::seconds_of;
pub use forecast::{Expected, Forecast, Line};
pub use gain::Gain;
pub use grid::Grid;
pub use kept::Kept;
pub use model::{Fsrs, State};
pub use prices::{CHANGED_ROUNDS, WARM_ROUNDS};
pub use problem::{HORIZON, Learner, Problem, Question, Seen, scale_weights};
pub use real::Real;
pub use rollout::{Outlook, Roll, RolledDay, roll};
pub use solution::{Precision, Solution};
pub use table::Softness;
