//! The memory model: FSRS-6 with the learner's parameters, and what it makes of reviews.
//!
//! The formulas are the `fsrs` crate's; the chance of recall is our own, being needed for every card of a library.
//! A memory is nothing but what a question's reviews fold to, one after the other, so undo is folding the rest.

use std::ops::RangeInclusive;
use std::time::Duration;

use fsrs::{FSRS, FSRSItem, FSRSReview, ItemState, MemoryState};
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use super::days::{days_after, study_day};
use super::hash::QuickMap;
use super::interval::{choose, fuzzed, seed};
use super::steps;
use super::{Memories, Memory, Mode, Parameters, Prediction, Rating, Review, RowId, Settings, Step};
use crate::card::QuestionKey;
use crate::source::fnv1a;

/// Raise this whenever the same reviews fold to something else: with the rules here, the fuzz, or the `fsrs` crate.
const FOLD_VERSION: u32 = 1;

/// FSRS-6 for one learner.
#[derive(Debug, Clone)]
pub struct Model {
    fsrs: FSRS,
    parameters: [f32; 21],
    /// The row of the log that holds the parameters; `None` for the standard ones.
    row: Option<RowId>,
    settings: Settings,
    day_start: Time,
    curve: Curve,
}

/// What a rating leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// The study day to store in the review.
    pub due: Date,
    /// What its key shows.
    pub wait: Wait,
}

/// When a question comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// After a learning step, in this session.
    Step(Duration),
    /// After so many study days, at least 1.
    Days(u32),
}

/// The forgetting curve R(t, S) = (1 + F·t/S)^(−w20), with F such that R(S, S) = 0.9.
#[derive(Debug, Clone, Copy)]
pub(super) struct Curve {
    decay: f64,
    factor: f64,
}

impl Model {
    /// The model with a learner's own parameters: 21 of them, or 17 or 19 of an older FSRS, each moved into the range
    /// FSRS allows it. `None` for any other number of them and where one is not finite. No parameters are the defaults.
    pub fn new(parameters: &[f32], settings: Settings, day_start: Time) -> Option<Self> {
        let parameters: [f32; 21] = fsrs::check_and_fill_parameters(parameters).ok()?.try_into().ok()?;
        Some(Self::with(FSRS::new(&parameters).ok()?, parameters, settings, day_start))
    }

    /// The model of a learner about whom nothing is known yet.
    pub fn standard(settings: Settings, day_start: Time) -> Self {
        Self::with(FSRS::default(), fsrs::DEFAULT_PARAMETERS, settings, day_start)
    }

    fn with(fsrs: FSRS, parameters: [f32; 21], settings: Settings, day_start: Time) -> Self {
        let settings = Settings { retention: settings.retention.clamp(0.7, 0.99), ..settings };
        Self { fsrs, curve: Curve::new(parameters[20]), parameters, row: None, settings, day_start }
    }

    /// The same model, whose parameters are those of that row of the log.
    #[must_use]
    pub fn of_row(self, row: RowId) -> Self {
        Self { row: Some(row), ..self }
    }

    /// The parameters it computes by.
    pub fn parameters(&self) -> Parameters {
        Parameters::new(&self.parameters).unwrap_or(Parameters::STANDARD)
    }

    /// The row of the log that holds them; `None` for the standard ones.
    pub const fn row(&self) -> Option<RowId> {
        self.row
    }

    /// The same model by other parameters, of which no row is known yet.
    #[must_use]
    pub fn by(&self, parameters: &Parameters) -> Self {
        let (settings, start) = (self.settings.clone(), self.day_start);
        if parameters.is_standard() {
            return Self::standard(settings, start);
        }
        Self::new(parameters.values(), settings.clone(), start)
            .unwrap_or_else(|| Self::standard(settings, start))
    }

    /// The settings it was made with.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// A name for everything that the fold depends on. Memories that were folded under another name are worthless.
    pub fn fingerprint(&self) -> String {
        let Settings { retention, learning, relearning, longest, leech_first: _, leech_every: _ } =
            &self.settings;
        let parameters = self.parameters.map(f32::to_bits);
        let retention = retention.to_bits();
        let all =
            format!("{parameters:?} {retention} {learning:?} {relearning:?} {longest} {}", self.day_start);
        format!("fsrs6-{FOLD_VERSION}-{:016x}", fnv1a(all.as_bytes()))
    }

    /// The chance, 0 to 1, that the question is remembered on that study day.
    pub fn retrievability(&self, memory: &Memory, today: Date) -> f64 {
        self.curve.at(f64::from(memory.elapsed(today)), f64::from(memory.stability))
    }

    /// The same as it is told of decks and topics: nothing of a question that was forgotten today and is still to come back,
    /// although it was shown just now. Otherwise a lost quiz would raise what is told.
    pub fn recalled_now(&self, memory: &Memory, today: Date) -> f64 {
        let is_forgotten = memory.waiting(today).is_some_and(|step| step.index == 0);
        if is_forgotten { 0.0 } else { self.retrievability(memory, today) }
    }

    /// Days from the last review until the chance of recall has fallen to `recall`, which is above 0 and at most 1.
    pub fn days_until(&self, memory: &Memory, recall: f64) -> f64 {
        self.curve.days(recall, f64::from(memory.stability))
    }

    /// The whole days that will do for the next review where recall falls as far as is wanted after so many `days`.
    pub fn days_that_will_do(&self, days: f64) -> RangeInclusive<u32> {
        fuzzed(days, 1, self.settings.longest)
    }

    /// What is expected of an answer that is given at `at`, to be stored with it.
    pub fn predict(&self, memory: &Memory, at: Timestamp, offset: Offset) -> Prediction {
        let recall = self.retrievability(memory, study_day(at, offset, self.day_start));
        Prediction { recall: recall as f32, parameters: self.row }
    }

    /// What each rating, worst first, would lead to if it were given at `at`.
    ///
    /// `load` says how many questions are due on a day already; within the fuzz the day with the fewest is taken.
    pub fn outcomes(
        &self,
        memory: Option<&Memory>,
        key: &QuestionKey,
        at: Timestamp,
        offset: Offset,
        load: &dyn Fn(Date) -> u32,
    ) -> [Outcome; 4] {
        let day = study_day(at, offset, self.day_start);
        let states = self.next_states(memory, day);
        let days = self.intervals(&states, key, memory, Some(&|days| load(days_after(day, days))));
        Rating::ALL.map(|rating| {
            let days = days[rating as usize - 1];
            let step = self.step(memory, rating, at, offset, day);
            let wait = step.map_or(Wait::Days(days), |(_, wait)| Wait::Step(wait));
            Outcome { due: days_after(day, days), wait }
        })
    }

    /// What a memory becomes by one more review, which must be of a mode that schedules and later than all before.
    ///
    /// Elapsed days are counted in study days, those that run backwards as none; a review on the same day uses the
    /// short-term formula. Where the review does not say when the next one is due, the question's seed does. What was set
    /// by hand moves the due day alone, or leaves no memory.
    pub fn apply(&self, memory: Option<Memory>, review: &Review) -> Option<Memory> {
        if !review.mode.is_answer() {
            return by_hand(memory, review);
        }
        let mut after = self.learn(memory.as_ref(), review);
        if review.due.is_none() {
            let states = self.next_states(memory.as_ref(), after.last_day);
            let days = self.intervals(&states, &review.key, memory.as_ref(), None);
            after.due = days_after(after.last_day, days[review.rating as usize - 1]);
        }
        Some(after)
    }

    /// What one question's reviews fold to, given in order of time and id and without the retracted ones. Reviews of
    /// modes that do not schedule are passed over.
    pub fn fold<'a>(&self, reviews: impl IntoIterator<Item = &'a Review>) -> Option<Memory> {
        let reviews = reviews.into_iter().filter(|review| review.mode.schedules());
        reviews.fold(None, |memory, review| self.apply(memory, review))
    }

    /// What a whole log folds to, question by question; the order as for [`Self::fold`].
    pub fn fold_all<'a>(&self, reviews: impl IntoIterator<Item = &'a Review>) -> Memories {
        let reviews: Vec<&Review> = reviews.into_iter().filter(|review| review.mode.schedules()).collect();
        // All keys are looked up before anything is folded: the processor then fetches several at once, which takes
        // a quarter off the whole.
        let mut places: QuickMap<&QuestionKey, usize> = QuickMap::default();
        let mut last: Vec<usize> = Vec::new();
        let mut place_of: Vec<usize> = Vec::with_capacity(reviews.len());
        for (nth, review) in reviews.iter().enumerate() {
            let place = *places.entry(&review.key).or_insert(last.len());
            match last.get_mut(place) {
                Some(last) if review.mode.is_answer() => *last = nth,
                Some(_) => {}
                None => last.push(nth),
            }
            place_of.push(place);
        }
        let mut memories: Vec<Option<Memory>> = vec![None; last.len()];
        for (nth, (review, place)) in reviews.iter().zip(place_of).enumerate() {
            let memory = memories[place];
            // Only the last answer's choice of a day is still to be seen.
            let is_seen = last[place] == nth || !review.mode.is_answer();
            memories[place] =
                if is_seen { self.apply(memory, review) } else { Some(self.learn(memory.as_ref(), review)) };
        }
        places.into_iter().filter_map(|(key, place)| Some((key.number(), memories[place]?))).collect()
    }

    /// Whether its number of lapses makes the question a leech: to be asked when it has just been forgotten.
    pub const fn is_leech(&self, memory: &Memory) -> bool {
        let Settings { leech_first: first, leech_every: every, .. } = self.settings;
        match memory.lapses.checked_sub(first) {
            _ if memory.lapses == 0 => false,
            Some(0) => true,
            Some(more) => every > 0 && more % every == 0,
            None => false,
        }
    }

    /// The step after `rating`, and its wait. A step that would lie in the next study day is none.
    fn step(
        &self,
        memory: Option<&Memory>,
        rating: Rating,
        at: Timestamp,
        offset: Offset,
        day: Date,
    ) -> Option<(Step, Duration)> {
        let steps::Next { index, relearning, wait } = steps::next(memory, day, rating, &self.settings)?;
        let then = at.checked_add(SignedDuration::try_from(wait).ok()?).ok()?;
        let is_today = study_day(then, offset, self.day_start) == day;
        is_today.then_some((Step { index, relearning, at: then.into() }, wait))
    }

    /// What [`Self::apply`] gives, but for the day of the next review where `review` does not say it.
    fn learn(&self, before: Option<&Memory>, review: &Review) -> Memory {
        let day = study_day(review.at, review.offset, self.day_start);
        let now = FSRSReview { rating: review.rating.number().into(), delta_t: elapsed(before, day) };
        let next = self.fsrs.memory_state(FSRSItem { reviews: vec![now] }, before.and_then(state));
        let MemoryState { stability, difficulty } = next.expect("FSRS keeps finite numbers finite");
        let lapsed =
            review.rating == Rating::Again && before.is_some_and(|memory| memory.waiting(day).is_none());
        Memory {
            stability,
            difficulty,
            last: review.at.into(),
            last_day: day,
            due: review.due.unwrap_or(day),
            step: self.step(before, review.rating, review.at, review.offset, day).map(|(step, _)| step),
            reps: before.map_or(0, |memory| memory.reps).saturating_add(1),
            lapses: before.map_or(0, |memory| memory.lapses).saturating_add(u32::from(lapsed)),
        }
    }

    /// The states after each rating, with the intervals wished.
    fn next_states(&self, memory: Option<&Memory>, day: Date) -> [ItemState; 4] {
        let state = memory.and_then(state);
        let next = self.fsrs.next_states(state, self.settings.retention, elapsed(memory, day));
        let next = next.expect("FSRS keeps finite numbers finite");
        [next.again, next.hard, next.good, next.easy]
    }

    /// The days from each rating to the next review: hard below good below easy, and again not above hard.
    fn intervals(
        &self,
        states: &[ItemState; 4],
        key: &QuestionKey,
        memory: Option<&Memory>,
        load: Option<&dyn Fn(u32) -> u32>,
    ) -> [u32; 4] {
        let seed = seed(key, memory.map_or(0, |memory| memory.reps));
        let longest = self.settings.longest;
        let [again, hard, good, easy] = states.each_ref().map(|state| f64::from(state.interval));
        // The better ratings keep a day each below the longest interval, so that they can differ even there.
        let hard = choose(fuzzed(hard, 1, longest.saturating_sub(2)), seed, load);
        let good = choose(fuzzed(good, hard + 1, longest.saturating_sub(1)), seed, load);
        let easy = choose(fuzzed(easy, good + 1, longest), seed, load);
        [choose(fuzzed(again, 1, hard), seed, load), hard, good, easy]
    }
}

impl Curve {
    /// The curve of a parameter w20, within the range FSRS allows it.
    pub(super) fn new(w20: f32) -> Self {
        let decay = -f64::from(w20).clamp(0.1, 0.8);
        Self { decay, factor: 0.9_f64.powf(1.0 / decay) - 1.0 }
    }

    /// The chance of recall after `days` at `stability`.
    pub(super) fn at(self, days: f64, stability: f64) -> f64 {
        (1.0 + self.factor * days / stability).powf(self.decay)
    }

    /// The days after which the chance of recall is `recall`.
    fn days(self, recall: f64, stability: f64) -> f64 {
        stability / self.factor * (recall.powf(1.0 / self.decay) - 1.0)
    }
}

/// What a review that is no answer makes of a memory.
fn by_hand(memory: Option<Memory>, review: &Review) -> Option<Memory> {
    let memory = memory.filter(|_| review.mode != Mode::Forgotten)?;
    Some(Memory { due: review.due.unwrap_or(memory.due), step: None, ..memory })
}

/// A memory as FSRS takes it. One that is no number, which no fold gives, counts as none.
fn state(memory: &Memory) -> Option<MemoryState> {
    let Memory { stability, difficulty, .. } = *memory;
    (stability.is_finite() && difficulty.is_finite()).then_some(MemoryState { stability, difficulty })
}

/// Study days from the last review to `day`.
fn elapsed(memory: Option<&Memory>, day: Date) -> u32 {
    memory.map_or(0, |memory| memory.elapsed(day))
}

#[cfg(test)]
mod tests;
