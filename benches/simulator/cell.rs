//! One learner, one policy, from the first day to the exam, and what the program would forecast on the way.

use examdrill::plan::{
    Expected, Forecast, Fsrs, Learner, Precision, Problem, Question, Seen, Solution, State,
};
use examdrill::schedule::calibration::Predicted;
use examdrill::schedule::pace::{FIRST_STUDY_SECONDS, Shares, review_seconds};
use examdrill::schedule::{Calibration, Rating};

use super::learner::{self, Kind};
use super::policy::{Follower, Policy, Today};

/// The answers to one question: days and ratings, in order. Learning steps are not among them.
pub(crate) type History = Vec<(usize, Rating)>;
/// Parameters fitted to the answers to all questions.
pub(crate) type Fit<'a> = &'a dyn Fn(&[History]) -> [f64; 21];

/// Answers before the first fit, and how many more there must be at the next.
const FIRST_FIT: f64 = 100.0;
/// How much more, as a factor.
const NEXT_FIT: f64 = 1.25;
/// Days between two fits, at least.
const FIT_DAYS: usize = 2;

/// A setting in which policies meet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell {
    /// Questions, all new.
    pub(crate) questions: usize,
    /// Days until the exam.
    pub(crate) days: usize,
    /// Minutes for each day.
    pub(crate) minutes: usize,
    /// How exactly plans are solved.
    pub(crate) precision: Precision,
}

/// What the program believes about one learner.
#[derive(Debug)]
struct Believed {
    learner: Learner,
    histories: Vec<History>,
    states: Vec<Option<State>>,
    /// Reviews so far, and at the last fit with its day.
    reviews: usize,
    fitted: Option<(usize, usize)>,
}

/// One learner under one policy, day by day.
#[derive(Debug)]
pub(crate) struct Run {
    cell: Cell,
    seed: u64,
    truth: learner::Learner,
    believed: Believed,
    follower: Follower,
    /// Seconds of each day, and by how many the days before were passed.
    seconds: Vec<f64>,
    debt: f64,
    /// Days that were lived through.
    day: usize,
    predicted: Vec<Predicted>,
}

/// The true recall on the exam day, in the mean over all questions, of a learner with this seed.
pub(crate) fn recall(cell: Cell, kind: Kind, policy: Policy, seed: u64, fit: Option<Fit<'_>>) -> f64 {
    let mut run = Run::new(cell, kind, policy, seed);
    for _ in 0..cell.days {
        run.live(fit);
    }
    run.recall()
}

impl Run {
    /// Before the first day.
    pub(crate) fn new(cell: Cell, kind: Kind, policy: Policy, seed: u64) -> Self {
        Self {
            cell,
            seed,
            truth: learner::Learner::new(kind, seed, cell.questions),
            believed: Believed::new(cell.questions),
            follower: Follower::new(policy, cell.precision),
            seconds: vec![60.0 * cell.minutes as f64; cell.days],
            debt: 0.0,
            day: 0,
            predicted: Vec::new(),
        }
    }

    /// Studies for a day, after a fit where it is time for one.
    pub(crate) fn live(&mut self, fit: Option<Fit<'_>>) {
        let is_refitted = fit.is_some_and(|fit| self.believed.refit(self.day, fit));
        let questions = self.questions();
        let order = self.follower.order(&Today {
            day: self.day,
            seed: self.seed,
            questions: &questions,
            seconds: &self.seconds,
            learner: &self.believed.learner,
            is_refitted,
        });
        let mut left = self.seconds[self.day] - self.debt;
        for question in order {
            if left <= 0.0 {
                break;
            }
            left -= self.answer(question, questions[question].seen);
        }
        self.debt = (-left).max(0.0);
        self.day += 1;
    }

    /// One answer; returns the seconds it takes.
    fn answer(&mut self, question: usize, seen: Option<Seen>) -> f64 {
        let rating = self.truth.answer(question, self.day);
        let fsrs = &self.believed.learner.fsrs;
        self.predicted.extend(seen.map(|seen| Predicted {
            recall: fsrs.recall(seen.elapsed as f64, seen.state.stability),
            is_right: rating != Rating::Again,
        }));
        self.believed.learn(question, self.day, rating);
        if seen.is_none() { FIRST_STUDY_SECONDS } else { review_seconds(rating) }
    }

    /// The true recall on the exam day, in the mean over all questions, if nothing more is studied.
    pub(crate) fn recall(&self) -> f64 {
        let recalls = (0..self.cell.questions).map(|question| self.truth.recall(question, self.cell.days));
        recalls.sum::<f64>() / self.cell.questions as f64
    }

    /// What the program would say now of the recall on the exam day; `None` as long as it says nothing. By a plan that was
    /// solved today.
    pub(crate) fn forecast(&self) -> Option<Expected> {
        let calibration = Calibration::of(&self.predicted)?;
        let questions = self.questions();
        let problem = Problem {
            questions: &questions,
            seconds: &self.seconds[self.day..],
            learner: &self.believed.learner,
        };
        let solution = Solution::<f32>::first(&problem, self.cell.precision);
        Forecast::new(&solution, &questions, &calibration, self.seed).expected(|_| 1.0)
    }

    /// All questions, as the program believes they stand.
    fn questions(&self) -> Vec<Question> {
        self.believed.questions(self.day, self.cell.days)
    }
}

impl Believed {
    fn new(count: usize) -> Self {
        let (histories, states) = (vec![Vec::new(); count], vec![None; count]);
        Self { learner: Learner::default(), histories, states, reviews: 0, fitted: None }
    }

    fn questions(&self, day: usize, days: usize) -> Vec<Question> {
        let seen = |(state, history): (&Option<State>, &History)| {
            Some(Seen { state: (*state)?, elapsed: day - history.last()?.0 })
        };
        let question = |seen| Question { seen, weight: 1.0, time_factor: 1.0, exam_in: days - day };
        self.states.iter().zip(&self.histories).map(seen).map(question).collect()
    }

    fn learn(&mut self, question: usize, day: usize, rating: Rating) {
        self.reviews += usize::from(self.states[question].is_some());
        let last = self.histories[question].last().map(|&(day, _)| day);
        self.states[question] = Some(next(&self.learner.fsrs, self.states[question], last, day, rating));
        self.histories[question].push((day, rating));
    }

    /// Fits the model when it is time, and folds all memories again.
    fn refit(&mut self, day: usize, fit: Fit<'_>) -> bool {
        let (rows, since) = self.fitted.map_or((0.0, FIT_DAYS), |(rows, at)| (rows as f64, day - at));
        let wanted = if self.fitted.is_some() { NEXT_FIT * rows + 30.0 } else { FIRST_FIT };
        if (self.reviews as f64) < wanted || since < FIT_DAYS {
            return false;
        }
        self.fitted = Some((self.reviews, day));
        self.learner = Learner { fsrs: Fsrs::new(fit(&self.histories)), shares: Shares::standard(false) };
        for (state, history) in self.states.iter_mut().zip(&self.histories) {
            let mut last = None;
            *state = history.iter().fold(None, |state, &(day, rating)| {
                let next = next(&self.learner.fsrs, state, last, day, rating);
                last = Some(day);
                Some(next)
            });
        }
        true
    }
}

/// What is remembered after one more answer.
fn next(fsrs: &Fsrs, state: Option<State>, last: Option<usize>, day: usize, rating: Rating) -> State {
    match (state, last) {
        (Some(state), Some(last)) => fsrs.restudied(state, (day - last) as f64, rating),
        _ => fsrs.learned(rating),
    }
}
