//! What a plan is made for.

use super::model::{Fsrs, State};
use crate::schedule::pace::Shares;

/// No plan looks further ahead than so many days: a later exam is planned as if it were then.
pub const HORIZON: usize = 120;

/// A question that a dated exam asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Question {
    /// What is remembered of it; `None` before its first study.
    pub seen: Option<Seen>,
    /// How much its recall counts; 1 in the mean over all of a plan.
    pub weight: f64,
    /// How much longer than others its kind takes.
    pub time_factor: f64,
    /// Days until its exam; 0 on the day itself.
    pub exam_in: usize,
}

/// A question that was studied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// The memory after the last study.
    pub state: State,
    /// Study days since then; 0 for what was studied today.
    pub elapsed: usize,
}

/// The learner for whom it is planned.
#[derive(Debug, Clone, PartialEq)]
pub struct Learner {
    /// The model with the learner's parameters.
    pub fsrs: Fsrs,
    /// How they rate.
    pub shares: Shares,
}

impl Default for Learner {
    fn default() -> Self {
        Self { fsrs: Fsrs::new(Fsrs::STANDARD), shares: Shares::standard(false) }
    }
}

/// Days, minutes and questions.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem<'a> {
    /// The questions, as they stand today.
    pub questions: &'a [Question],
    /// Seconds for study, by day from today; days that are missing have none.
    pub seconds: &'a [f64],
    /// Who learns.
    pub learner: &'a Learner,
}

impl Question {
    /// Weight for each unit of time: all that matters of the two.
    pub(super) fn worth(&self) -> f64 {
        self.weight / self.time_factor
    }

    /// Whether it can be computed with: its numbers are finite and positive.
    pub(super) fn is_sound(&self) -> bool {
        [self.weight, self.time_factor].iter().all(|number| number.is_finite() && *number > 0.0)
    }
}

/// Makes the weights 1 in the mean, which prices are limited by.
pub fn scale_weights(questions: &mut [Question]) {
    let sum: f64 = questions.iter().map(|question| question.weight).sum();
    if sum > 0.0 {
        let scale = questions.len() as f64 / sum;
        for question in questions {
            question.weight *= scale;
        }
    }
}

/// By how much the logarithms of worths are rounded, so that few tables are enough.
const STEPS: [f64; 3] = [0.25, 0.5, 1.0];
/// Tables, if a coarser rounding can do it.
const MOST_TABLES: usize = 8;

/// Questions that share a table.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// Days until their exam, at most [`HORIZON`].
    pub(super) days: usize,
    /// Their worth in the mean.
    pub(super) worth: f64,
    /// Their places in the problem.
    pub(super) members: Vec<usize>,
}

/// The questions with an exam ahead, by exam and worth.
pub(super) fn groups(questions: &[Question]) -> Vec<Group> {
    let by_step = STEPS.map(|step| grouped(questions, step));
    let [fine, middle, coarse] = by_step;
    [fine, middle].into_iter().find(|groups| groups.len() <= MOST_TABLES).unwrap_or(coarse)
}

fn grouped(questions: &[Question], step: f64) -> Vec<Group> {
    let mut groups = std::collections::BTreeMap::<_, Vec<usize>>::new();
    for (place, question) in questions.iter().enumerate() {
        if question.exam_in > 0 && question.is_sound() {
            let key = (question.exam_in.min(HORIZON), (question.worth().ln() / step).round() as i64);
            groups.entry(key).or_default().push(place);
        }
    }
    let groups = groups.into_iter().map(|((days, _), members)| {
        let sum: f64 = members.iter().map(|&place| questions[place].worth()).sum();
        Group { days, worth: sum / members.len() as f64, members }
    });
    groups.collect()
}
