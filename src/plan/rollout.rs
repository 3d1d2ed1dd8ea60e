//! Lives through a plan day by day, with answers by chance: what its days hold, and what is recalled in the end.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::forecast::Line;
use super::model::Fsrs;
use super::problem::{HORIZON, Question, Seen};
use super::real::Real;
use super::solution::Solution;
use crate::schedule::Rating;
use crate::schedule::pace::{FIRST_STUDY_SECONDS, Shares, review_seconds};

/// Questions that are rolled forward; of more, evenly spaced ones stand for all.
pub(super) const ROLLED_QUESTIONS: usize = 200;
/// Rolls of an outlook.
const OUTLOOK_ROLLS: u64 = 10;

/// One way in which a plan may go.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Roll {
    /// From today to the last exam.
    pub days: Vec<RolledDay>,
    /// The chance of recall of each question on its exam day; 0 for one that was never studied.
    pub recall: Vec<f64>,
    /// Questions that were never studied.
    pub unseen: usize,
}

/// A day of it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RolledDay {
    /// Seconds of study. A day may pass its own by one answer, which the next days make up for.
    pub seconds: f64,
    /// Questions studied again, counted in answers.
    pub reviews: f64,
    /// Questions studied for the first time.
    pub first_studies: f64,
}

/// What may be expected of a plan: the mean of a few rolls, for all its questions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outlook {
    /// From today to the last exam.
    pub days: Vec<RolledDay>,
    /// Questions that will not have been studied by their exam.
    pub unseen: f64,
    /// Expected recall by the model alone, weighted, 0 to 1. It is too sure; see [`super::Forecast`].
    pub recall: f64,
    /// The chance of recall on its exam day of each question, by place: of many questions some stand for those beside them.
    /// 0 for one that will mostly not have been studied.
    pub recalls: Vec<f64>,
}

/// Lives through a plan from its day 0, with `seconds` for each day. Chances of recall are those of the model, or those of
/// the model moved by `line`.
pub fn roll<F: Real>(
    solution: &Solution<F>,
    questions: &[Question],
    seconds: &[f64],
    line: Option<Line>,
    rng: &mut StdRng,
) -> Roll {
    let in_sight = |question: &Question| Question { exam_in: question.exam_in.min(HORIZON), ..*question };
    let mut roller = Roller {
        fsrs: &solution.learner().fsrs,
        shares: solution.learner().shares,
        line,
        questions: questions.iter().map(in_sight).collect(),
        debt: 0.0,
    };
    let days = roller.questions.iter().map(|question| question.exam_in).max().unwrap_or(0);
    let mut recall = vec![0.0; questions.len()];
    let mut lived = Vec::with_capacity(days);
    for day in 0..days {
        roller.sit_exams(&mut recall);
        lived.push(roller.study(solution, day, seconds.get(day).copied().unwrap_or(0.0), rng));
        roller.sleep();
    }
    roller.sit_exams(&mut recall);
    let unseen = roller.questions.iter().filter(|question| question.seen.is_none()).count();
    Roll { days: lived, recall, unseen }
}

struct Roller<'a> {
    fsrs: &'a Fsrs,
    shares: Shares,
    line: Option<Line>,
    /// As they stand on the day.
    questions: Vec<Question>,
    /// Seconds by which the days before were passed.
    debt: f64,
}

impl Roller<'_> {
    fn study<F: Real>(
        &mut self,
        solution: &Solution<F>,
        day: usize,
        seconds: f64,
        rng: &mut StdRng,
    ) -> RolledDay {
        let mut rolled = RolledDay::default();
        let left = seconds - self.debt;
        if seconds > 0.0 && left > 0.0 {
            let ahead: Vec<_> =
                (0..self.questions.len()).filter(|&i| self.questions[i].exam_in > 0).collect();
            let standing: Vec<_> = ahead.iter().map(|&i| self.questions[i]).collect();
            for place in solution.ranked(day, &standing) {
                let is_gain = solution.score(day, &standing[place]).is_none_or(|score| score > 0.0);
                if rolled.seconds >= left || !is_gain {
                    break;
                }
                let question = &mut self.questions[ahead[place]];
                let counted =
                    if question.seen.is_some() { &mut rolled.reviews } else { &mut rolled.first_studies };
                *counted += 1.0;
                rolled.seconds += answered(self.fsrs, &self.shares, self.line, question, rng);
            }
        }
        self.debt = (rolled.seconds - left).max(0.0);
        rolled
    }

    fn sit_exams(&self, recall: &mut [f64]) {
        for (question, recall) in self.questions.iter().zip(recall) {
            if let (0, Some(seen)) = (question.exam_in, question.seen) {
                let chance = self.fsrs.recall(seen.elapsed as f64, seen.state.stability);
                *recall = self.line.map_or(chance, |line| line.chance(chance));
            }
        }
    }

    /// What is past its exam stands still.
    fn sleep(&mut self) {
        for question in self.questions.iter_mut().filter(|question| question.exam_in > 0) {
            question.exam_in -= 1;
            if let Some(seen) = &mut question.seen {
                seen.elapsed += 1;
            }
        }
    }
}

/// Studies a question: changes what is remembered of it and returns the seconds it took.
fn answered(
    fsrs: &Fsrs,
    shares: &Shares,
    line: Option<Line>,
    question: &mut Question,
    rng: &mut StdRng,
) -> f64 {
    let (state, seconds) = match question.seen {
        None => {
            let rating = Rating::ALL[drawn(&shares.first, rng)];
            (fsrs.learned(rating), FIRST_STUDY_SECONDS)
        }
        Some(Seen { state, elapsed }) => {
            let elapsed = elapsed.max(1) as f64;
            let chance = fsrs.recall(elapsed, state.stability);
            let is_recalled =
                rng.random_bool(line.map_or(chance, |line| line.chance(chance)).clamp(0.0, 1.0));
            let rating =
                if is_recalled { Rating::ALL[1 + drawn(&shares.success, rng)] } else { Rating::Again };
            (fsrs.restudied(state, elapsed, rating), review_seconds(rating))
        }
    };
    question.seen = Some(Seen { state, elapsed: 0 });
    seconds * question.time_factor
}

/// A place, drawn by the shares.
fn drawn(shares: &[f64], rng: &mut StdRng) -> usize {
    let mut at = rng.random_range(0.0..1.0);
    let place = shares.iter().position(|share| {
        at -= share;
        at < 0.0
    });
    place.unwrap_or(shares.len() - 1)
}

/// Evenly spaced questions that stand for all: their places, and how much of the minutes is theirs.
pub(super) fn sample(count: usize) -> (Vec<usize>, f64) {
    let rolled = count.min(ROLLED_QUESTIONS);
    let places: Vec<_> = (0..rolled).map(|nth| nth * count / rolled).collect();
    (places, rolled as f64 / count.max(1) as f64)
}

impl<F: Real> Solution<F> {
    /// Rolls the plan forward a few times from its day 0.
    pub fn outlook(&self, questions: &[Question], seed: u64) -> Outlook {
        let (places, part) = sample(questions.len());
        let sampled: Vec<_> = places.iter().map(|&place| questions[place]).collect();
        let seconds: Vec<_> = self.seconds().iter().map(|seconds| seconds * part).collect();
        let mut rng = StdRng::seed_from_u64(seed);
        let mut outlook = Outlook::default();
        let mut recalls = vec![0.0; places.len()];
        let scale = (OUTLOOK_ROLLS as f64 * part).recip();
        let weight: f64 = sampled.iter().map(|question| question.weight).sum();
        for _ in 0..OUTLOOK_ROLLS {
            let roll = roll(self, &sampled, &seconds, None, &mut rng);
            outlook.days.resize(roll.days.len(), RolledDay::default());
            for (mean, day) in outlook.days.iter_mut().zip(&roll.days) {
                mean.seconds += scale * day.seconds;
                mean.reviews += scale * day.reviews;
                mean.first_studies += scale * day.first_studies;
            }
            outlook.unseen += scale * roll.unseen as f64;
            recalls.iter_mut().zip(&roll.recall).for_each(|(sum, recall)| *sum += recall);
            let recalled: f64 = sampled.iter().zip(&roll.recall).map(|(q, recall)| q.weight * recall).sum();
            outlook.recall += recalled / weight.max(f64::MIN_POSITIVE) / OUTLOOK_ROLLS as f64;
        }
        // Each question is like the one that stands next before it.
        let of = |place: usize| places.partition_point(|&sampled| sampled <= place).saturating_sub(1);
        let mean = |place: usize| recalls.get(of(place)).map_or(0.0, |sum| sum / OUTLOOK_ROLLS as f64);
        outlook.recalls = (0..questions.len()).map(mean).collect();
        outlook
    }
}
