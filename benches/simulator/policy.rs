//! In which order somebody studies: the plan, and what it is measured against.

use examdrill::plan::{CHANGED_ROUNDS, Gain, Learner, Precision, Problem, Question, Solution, WARM_ROUNDS};

use super::learner::uniform;

/// An order of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Policy {
    /// What is due at a retention of nine in ten, the riskiest first, then new questions, then nothing.
    Due,
    /// All questions in any order.
    Random,
    /// New questions, then the lowest chance of recall.
    LowestRecall,
    /// New questions, then those studied longest ago.
    Cycling,
    /// As `Due`, and on the last days by the lowest chance of recall, with new questions first or last.
    Cram {
        /// Last days.
        days: usize,
        /// Whether new questions come first then.
        new_first: bool,
    },
    /// What one study gains on the exam day for each second, if nothing else is done.
    Index,
    /// The plan.
    Plan,
}

impl Policy {
    /// All ways to cram that are tried.
    pub(crate) const CRAMS: [Self; 6] = [
        Self::Cram { days: 1, new_first: false },
        Self::Cram { days: 3, new_first: false },
        Self::Cram { days: 7, new_first: false },
        Self::Cram { days: 1, new_first: true },
        Self::Cram { days: 3, new_first: true },
        Self::Cram { days: 7, new_first: true },
    ];
}

/// What a policy sees of a day.
#[derive(Debug)]
pub(crate) struct Today<'a> {
    /// The day, from 0, and the seed of the run.
    pub(crate) day: usize,
    /// For an order that is random.
    pub(crate) seed: u64,
    /// All questions, as the program believes they stand.
    pub(crate) questions: &'a [Question],
    /// Seconds for study, by day from the first one.
    pub(crate) seconds: &'a [f64],
    /// The model that the program believes in.
    pub(crate) learner: &'a Learner,
    /// Whether that model changed since yesterday.
    pub(crate) is_refitted: bool,
}

/// Who follows a policy; the plan remembers its solution.
#[derive(Debug)]
pub(crate) struct Follower {
    policy: Policy,
    precision: Precision,
    solved: Option<(usize, Solution)>,
}

impl Follower {
    /// Somebody who begins.
    pub(crate) fn new(policy: Policy, precision: Precision) -> Self {
        Self { policy, precision, solved: None }
    }

    /// The order of the day, as places.
    pub(crate) fn order(&mut self, today: &Today<'_>) -> Vec<usize> {
        let left = today.seconds.len() - today.day;
        match self.policy {
            Policy::Due => due(today),
            Policy::Cram { days, .. } if left > days => due(today),
            Policy::Cram { new_first, .. } => by_recall(today, if new_first { -1.0 } else { 2.0 }),
            Policy::LowestRecall => by_recall(today, -1.0),
            Policy::Random => {
                sorted(today, |place, _| uniform(today.seed, place as u64, 77 + today.day as u64))
            }
            Policy::Cycling => sorted(today, |_, question| match question.seen {
                Some(seen) => -(seen.elapsed as f64),
                None => f64::NEG_INFINITY,
            }),
            Policy::Index => sorted(today, |_, question| -Gain::new(today.learner, question).per_second()),
            Policy::Plan => self.planned(today),
        }
    }

    fn planned(&mut self, today: &Today<'_>) -> Vec<usize> {
        let problem = Problem {
            questions: today.questions,
            seconds: &today.seconds[today.day..],
            learner: today.learner,
        };
        let next = match &self.solved {
            None => Some(Solution::first(&problem, self.precision)),
            Some((solved, former)) if today.is_refitted => {
                Some(former.again(&problem, today.day - solved, CHANGED_ROUNDS))
            }
            Some((solved, former)) if today.day - solved >= 3 => {
                Some(former.again(&problem, today.day - solved, WARM_ROUNDS))
            }
            Some(_) => None,
        };
        if let Some(next) = next {
            self.solved = Some((today.day, next));
        }
        let (solved, solution) = self.solved.as_ref().expect("it was solved on the first day");
        solution.order(today.day - solved, today.questions)
    }
}

fn due(today: &Today<'_>) -> Vec<usize> {
    let is_due = |question: &Question| match question.seen {
        Some(seen) => seen.elapsed as f64 >= seen.state.stability.round().max(1.0),
        None => true,
    };
    let mut order = by_recall(today, 2.0);
    order.retain(|&place| is_due(&today.questions[place]));
    order
}

/// By the lowest chance of recall, with `new` for that of a new question.
fn by_recall(today: &Today<'_>, new: f64) -> Vec<usize> {
    sorted(today, |_, question| match question.seen {
        Some(seen) => today.learner.fsrs.recall(seen.elapsed as f64, seen.state.stability),
        None => new,
    })
}

fn sorted(today: &Today<'_>, key: impl Fn(usize, &Question) -> f64) -> Vec<usize> {
    let keys: Vec<f64> = today.questions.iter().enumerate().map(|(i, question)| key(i, question)).collect();
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|&a, &b| keys[a].total_cmp(&keys[b]));
    order
}
