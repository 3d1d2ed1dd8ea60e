//! One learner, one policy, from the first day to the exam.

use examdrill::plan::{Fsrs, Learner, Precision, Question, Seen, State};
use examdrill::schedule::Rating;
use examdrill::schedule::pace::{FIRST_STUDY_SECONDS, Shares, review_seconds};

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
struct Believed {
    learner: Learner,
    histories: Vec<History>,
    states: Vec<Option<State>>,
    /// Reviews so far, and at the last fit with its day.
    reviews: usize,
    fitted: Option<(usize, usize)>,
}

/// The true recall on the exam day, in the mean over all questions, of a learner with this seed.
pub(crate) fn recall(cell: Cell, kind: Kind, policy: Policy, seed: u64, fit: Option<Fit<'_>>) -> f64 {
    let mut truth = learner::Learner::new(kind, seed, cell.questions);
    let mut believed = Believed::new(cell.questions);
    let mut follower = Follower::new(policy, cell.precision);
    let seconds = vec![60.0 * cell.minutes as f64; cell.days];
    let mut debt = 0.0;
    for day in 0..cell.days {
        let is_refitted = fit.is_some_and(|fit| believed.refit(day, fit));
        let questions = believed.questions(day, cell.days);
        let learner = &believed.learner;
        let today = Today { day, seed, questions: &questions, seconds: &seconds, learner, is_refitted };
        let order = follower.order(&today);
        let mut left = seconds[day] - debt;
        for question in order {
            if left <= 0.0 {
                break;
            }
            let is_new = questions[question].seen.is_none();
            let rating = truth.answer(question, day);
            believed.learn(question, day, rating);
            left -= if is_new { FIRST_STUDY_SECONDS } else { review_seconds(rating) };
        }
        debt = (-left).max(0.0);
    }
    (0..cell.questions).map(|question| truth.recall(question, cell.days)).sum::<f64>() / cell.questions as f64
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
