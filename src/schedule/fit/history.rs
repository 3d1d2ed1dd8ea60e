//! A learner's answers as a fit takes them: each question's history, in study days.

use fsrs::{ComputeParametersInput, FSRS, FSRSItem, FSRSReview, MemoryState, compute_parameters};
use jiff::Timestamp;
use jiff::civil::{Date, Time, date};

use super::Score;
use crate::card::KeyNumber;
use crate::schedule::days::study_day;
use crate::schedule::hash::QuickMap;
use crate::schedule::model::Curve;
use crate::schedule::{Mode, Parameters, Rating, Review};

/// Longer histories than this are of no use to the fit, and their beginnings would take all the room.
const LONGEST: usize = 256;

/// The answers that move the schedule, in the order in which they were given.
#[derive(Debug, Clone)]
pub struct History {
    day_start: Time,
    now: Timestamp,
    /// Where the history of a question lies that was not made new again since.
    places: QuickMap<KeyNumber, usize>,
    questions: Vec<Vec<Answer>>,
    rows: usize,
}

/// One answer.
#[derive(Debug, Clone, Copy)]
struct Answer {
    /// How many answers were given before it, to any question.
    nth: usize,
    day: Date,
    /// Study days since the one before it to the same question; 0 for the first.
    elapsed: u32,
    rating: Rating,
}

impl History {
    /// No answers yet. Study days begin at `day_start`; what is stamped later than `now` is left out.
    pub fn new(day_start: Time, now: Timestamp) -> Self {
        Self { day_start, now, places: QuickMap::default(), questions: Vec::new(), rows: 0 }
    }

    /// Adds a review to `question`, which must not be earlier than those before. One that moves no schedule is left out.
    pub fn add(&mut self, question: KeyNumber, review: &Review) {
        if review.mode == Mode::Forgotten {
            self.places.remove(&question);
        }
        if !review.mode.schedules() || !review.mode.is_answer() || review.at > self.now {
            return;
        }
        let day = study_day(review.at, review.offset, self.day_start);
        let place = *self.places.entry(question).or_insert_with(|| {
            self.questions.push(Vec::new());
            self.questions.len() - 1
        });
        let answers = &mut self.questions[place];
        let elapsed = answers.last().map_or(0, |last| number(day).saturating_sub(number(last.day)));
        answers.push(Answer { nth: self.rows, day, elapsed, rating: review.rating });
        self.rows += 1;
    }

    /// How many answers there are.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// Whether every answer was rated alike, which says nothing of what is forgotten.
    pub fn is_uniform(&self) -> bool {
        let mut ratings = self.questions.iter().flatten().map(|answer| answer.rating);
        let first = ratings.next();
        ratings.all(|rating| Some(rating) == first)
    }

    /// The parameters that the `fsrs` crate finds in the first `rows` answers; `None` where it finds none.
    pub(super) fn fitted(&self, rows: usize) -> Option<Parameters> {
        let train_set = self.items(rows);
        if train_set.is_empty() {
            return None;
        }
        let found = compute_parameters(ComputeParametersInput { train_set, ..Default::default() }).ok()?;
        Parameters::new(&found).filter(|parameters| FSRS::new(parameters.values()).is_ok())
    }

    /// The beginnings of histories that end at an answer of another day, in the order of those answers.
    fn items(&self, rows: usize) -> Vec<FSRSItem> {
        let mut items = Vec::new();
        for answers in &self.questions {
            let mut reviews = Vec::new();
            for answer in answers.iter().take(LONGEST).take_while(|answer| answer.nth < rows) {
                reviews.push(FSRSReview { rating: answer.rating.number().into(), delta_t: answer.elapsed });
                if answer.elapsed > 0 {
                    items.push((answer.nth, FSRSItem { reviews: reviews.clone() }));
                }
            }
        }
        items.sort_by_key(|(nth, _)| *nth);
        items.into_iter().map(|(_, item)| item).collect()
    }

    /// Adds to `score` how `parameters` predict the answers of the rows `from` to before `to`, each from all before it.
    pub fn score(&self, parameters: &Parameters, from: usize, to: usize, score: &mut Score) {
        let Ok(fsrs) = FSRS::new(parameters.values()) else { return };
        let curve = Curve::new(parameters.values()[20]);
        for answers in &self.questions {
            let mut state: Option<MemoryState> = None;
            if answers.last().is_none_or(|last| last.nth < from) {
                continue;
            }
            for answer in answers.iter().take_while(|answer| answer.nth < to) {
                if let Some(before) = state.filter(|_| answer.elapsed > 0 && answer.nth >= from) {
                    let recall = curve.at(answer.elapsed.into(), before.stability.into());
                    score.add(recall, answer.rating != Rating::Again);
                }
                let review = FSRSReview { rating: answer.rating.number().into(), delta_t: answer.elapsed };
                state = fsrs.memory_state(FSRSItem { reviews: vec![review] }, state).ok();
            }
        }
    }
}

/// The number of a day.
fn number(day: Date) -> u32 {
    super::super::days::days_between(date(0, 1, 1), day)
}
