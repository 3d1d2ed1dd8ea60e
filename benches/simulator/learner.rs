//! Learners who forget as a model of memory says. The program under test sees their ratings only.

use examdrill::plan::{Fsrs, State};
use examdrill::schedule::Rating;
use examdrill::schedule::pace::Shares;

/// How somebody forgets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// By FSRS-6 with the parameters that the program begins with.
    Modelled,
    /// By FSRS-6 with other parameters, and questions that differ.
    OtherFsrs,
    /// By ACT-R: each study leaves a trace that decays by a power of time, the faster the fresher the others are.
    ActR,
    /// By a fast trace and a slow one.
    TwoTraces,
    /// By halves, after about two days at first.
    Exponential,
    /// As modelled, with slips, and one question in five hardly grows.
    Slips,
}

impl Kind {
    /// All of them, with the names that the table gives them.
    pub(crate) const ALL: [(Self, &'static str); 6] = [
        (Self::Modelled, "as modelled"),
        (Self::OtherFsrs, "another FSRS learner"),
        (Self::ActR, "ACT-R"),
        (Self::TwoTraces, "two traces"),
        (Self::Exponential, "exponential"),
        (Self::Slips, "slips + hopeless"),
    ];
}

/// Somebody with a seed. Luck is tied to the question and to how often it was asked, so every policy meets the same.
#[derive(Debug)]
pub(crate) struct Learner {
    kind: Kind,
    seed: u64,
    fsrs: Fsrs,
    traces: Vec<Option<Trace>>,
    asked: Vec<u64>,
}

#[derive(Debug, Clone)]
struct Trace {
    last: usize,
    memory: Memory,
}

#[derive(Debug, Clone)]
enum Memory {
    Fsrs(State),
    /// The day and the decay of each study.
    Studies(Vec<(usize, f64)>),
    /// Strength of the slow trace, 0 to 1; the fast one is renewed with each study.
    Slow(f64),
    HalfLife(f64),
}

/// What other FSRS learners begin with, against the standard, and how much their memories grow.
const OTHER_FIRST: f64 = 0.6;
const OTHER_GROWTH: f64 = 0.7;
/// What is recalled is answered right so often, by a learner with slips.
const NO_SLIP: f64 = 0.92;
/// How much a hopeless question grows, against others.
const HOPELESS_GROWTH: f64 = 0.05;
/// ACT-R: the least decay, how much fresher traces add to it, the threshold of recall and its noise.
const DECAY: f64 = 0.3;
const DECAY_BY_ACTIVATION: f64 = 0.25;
const THRESHOLD: f64 = -0.5;
const NOISE: f64 = 0.4;
/// Two traces: days in which each falls to a third, the strength of the fast one, and how much the slow one grows.
const FAST_DAYS: f64 = 1.5;
const SLOW_DAYS: f64 = 60.0;
const FAST: f64 = 0.9;
const SLOW_GROWTH: f64 = 0.15;
/// Half-lives: the first in days, and what an answer multiplies it by.
const HALF_LIFE: f64 = 2.0;
const HALF_LIFE_GROWTH: f64 = 1.6;

impl Learner {
    /// A learner who has not seen any of `count` questions.
    pub(crate) fn new(kind: Kind, seed: u64, count: usize) -> Self {
        let fsrs = Fsrs::new(Fsrs::STANDARD);
        Self { kind, seed, fsrs, traces: vec![None; count], asked: vec![0; count] }
    }

    /// Answers a question, new or known, and learns from it.
    pub(crate) fn answer(&mut self, question: usize, day: usize) -> Rating {
        let luck = [self.draw(question, 1), self.draw(question, 2)];
        self.asked[question] += 1;
        let Some(trace) = self.traces[question].clone() else {
            let rating = Rating::ALL[place(&Shares::standard(false).first, luck[0])];
            let memory = self.learned(question, rating, day);
            self.traces[question] = Some(Trace { last: day, memory });
            return rating;
        };
        let is_recalled = luck[0] < self.recall(question, day);
        let recalled = Rating::ALL[1 + place(&Shares::standard(false).success, luck[1])];
        let rating = if is_recalled { recalled } else { Rating::Again };
        let memory = self.restudied(question, trace, rating, day);
        self.traces[question] = Some(Trace { last: day, memory });
        rating
    }

    /// The true chance that a question is answered right on a day.
    pub(crate) fn recall(&self, question: usize, day: usize) -> f64 {
        let Some(trace) = &self.traces[question] else { return 0.0 };
        let elapsed = (day - trace.last) as f64;
        let recall = match &trace.memory {
            Memory::Fsrs(state) => self.fsrs.recall(elapsed, state.stability),
            Memory::Studies(studies) => {
                let threshold = THRESHOLD + 0.3 * self.trait_of(question);
                1.0 / (1.0 + ((threshold - activation(studies, day)) / NOISE).exp())
            }
            Memory::Slow(slow) => {
                let fast = FAST * (-elapsed / FAST_DAYS).exp();
                1.0 - (1.0 - fast) * (1.0 - slow * (-elapsed / SLOW_DAYS).exp())
            }
            Memory::HalfLife(days) => (-elapsed / days).exp2(),
        };
        if self.kind == Kind::Slips { NO_SLIP * recall } else { recall }
    }

    fn learned(&self, question: usize, rating: Rating, day: usize) -> Memory {
        let by_trait = (0.4 * self.trait_of(question)).exp();
        match self.kind {
            Kind::Modelled | Kind::Slips => Memory::Fsrs(self.fsrs.learned(rating)),
            Kind::OtherFsrs => {
                let state = self.fsrs.learned(rating);
                let stability = state.stability * OTHER_FIRST * by_trait;
                Memory::Fsrs(State { stability, ..state })
            }
            Kind::ActR => Memory::Studies(vec![(day, DECAY)]),
            Kind::TwoTraces => Memory::Slow(SLOW_GROWTH),
            Kind::Exponential => Memory::HalfLife(HALF_LIFE * by_trait),
        }
    }

    fn restudied(&self, question: usize, trace: Trace, rating: Rating, day: usize) -> Memory {
        match trace.memory {
            Memory::Fsrs(state) => {
                let after = self.fsrs.restudied(state, (day - trace.last) as f64, rating);
                let growth = if rating == Rating::Again { 1.0 } else { self.growth(question) };
                let stability = state.stability + growth * (after.stability - state.stability);
                Memory::Fsrs(State { stability, ..after })
            }
            Memory::Studies(mut studies) => {
                let decay = DECAY + DECAY_BY_ACTIVATION * activation(&studies, day).exp().min(2.0);
                studies.push((day, decay));
                Memory::Studies(studies)
            }
            Memory::Slow(slow) => {
                let growth = if rating == Rating::Again { SLOW_GROWTH / 2.0 } else { SLOW_GROWTH };
                Memory::Slow(slow + growth * (1.0 - slow))
            }
            Memory::HalfLife(days) if rating == Rating::Again => Memory::HalfLife((days / 2.0).max(1.0)),
            Memory::HalfLife(days) => Memory::HalfLife(days * HALF_LIFE_GROWTH),
        }
    }

    /// How much the stability of a question grows, against the model.
    fn growth(&self, question: usize) -> f64 {
        match self.kind {
            Kind::OtherFsrs => OTHER_GROWTH * (0.4 * self.trait_of(question)).exp(),
            Kind::Slips if self.uniform(question, 3) < 0.2 => HOPELESS_GROWTH,
            _ => 1.0,
        }
    }

    /// What is easy or hard about a question: about normal, with a standard deviation of 1.
    fn trait_of(&self, question: usize) -> f64 {
        (4..16).map(|salt| self.uniform(question, salt)).sum::<f64>() - 6.0
    }

    fn draw(&self, question: usize, salt: u64) -> f64 {
        self.uniform(question, salt + 1_000 * (1 + self.asked[question]))
    }

    fn uniform(&self, question: usize, salt: u64) -> f64 {
        uniform(self.seed, question as u64, salt)
    }
}

/// A number from 0 to 1 that depends on three others and on nothing else.
pub(crate) fn uniform(seed: u64, place: u64, salt: u64) -> f64 {
    let mixed = [place, salt].into_iter().fold(mix(seed), |state, number| mix(state ^ mix(number)));
    (mixed >> 11) as f64 / (1_u64 << 53) as f64
}

/// The finisher of `SplitMix64`.
const fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

fn activation(studies: &[(usize, f64)], day: usize) -> f64 {
    let traces = studies.iter().map(|&(studied, decay)| ((day - studied) as f64).max(0.3).powf(-decay));
    traces.sum::<f64>().ln()
}

fn place(shares: &[f64], luck: f64) -> usize {
    let mut left = luck;
    let place = shares.iter().position(|share| {
        left -= share;
        left < 0.0
    });
    place.unwrap_or(shares.len() - 1)
}
