//! A paper being sat: answers, flags, and the time they took.
//!
//! A sitting is folded from its steps, as a memory is from its reviews. Each step is stored when it is taken, so what
//! was answered survives whatever happens next.

#[cfg(test)]
mod tests;

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::feed::Lesson;
use super::paper::Paper;
use super::terms::{Terms, Timing};
use crate::card::Answer;

/// While a quiz runs, a step is stored more often than that.
const AWAY: Duration = Duration::from_mins(1);

/// The name of a sitting: unique among all devices, in order of time on one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SittingId(pub u128);

/// Something the learner did, and when by the clock of the sitting.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Time used until then, pauses left out.
    pub used: Duration,
    /// What.
    pub act: Act,
}

/// What can be done in a sitting. Items are named by their place on the paper, from 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Act {
    /// Turn to an item.
    Go(usize),
    /// Answer an item, or take the answer away.
    Answer(usize, Option<Answer>),
    /// In practice: have the answer judged. It is final then.
    Tell(usize),
    /// Mark an item to come back to, or take the mark away.
    Flag(usize, bool),
    /// Say how sure the answer is, or take that back.
    Sure(usize, Option<Sureness>),
    /// Nothing, but time has passed.
    Beat,
    /// Stop the clock.
    Pause,
    /// Go on, after a pause or after the program had ended.
    Resume,
    /// Hand in, or have the time end it. With what each item says about memory, by its place.
    HandIn(End, Vec<Option<Lesson>>),
}

/// How sure the learner is of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sureness {
    /// Quite sure.
    Sure,
    /// Guessed, or nearly.
    Unsure,
}

/// How a sitting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum End {
    /// The learner handed it in.
    HandedIn,
    /// The time was over.
    TimeOver,
    /// The learner threw it away: it has no result and says nothing about memory.
    Discarded,
}

/// How far an item is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is answered.
    Open,
    /// A part is: some pairs of a matching, some places of an order.
    Begun,
    /// All of it is.
    Answered,
}

/// Where an item stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entry {
    /// The answer; `None` while it is open.
    pub answer: Option<Answer>,
    /// Whether it is marked to come back to.
    pub flagged: bool,
    /// How sure the learner is, where said.
    pub sure: Option<Sureness>,
    /// Whether it has been looked at.
    pub reached: bool,
    /// Whether the solution has been told.
    pub told: bool,
    /// Time spent on it, without that away from the quiz.
    pub spent: Duration,
    /// The time used when it was answered last; `None` while it is open.
    pub answered: Option<Duration>,
    /// What it says about memory, once handed in.
    pub lesson: Option<Lesson>,
}

/// How far a learner is, against the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pace {
    /// Items answered.
    pub answered: usize,
    /// Items that would be answered by now at an even pace; ordering, matching and the like count for four.
    pub expected: usize,
}

/// A paper being sat, or one that was.
#[derive(Debug, Clone, PartialEq)]
pub struct Sitting {
    paper: Paper,
    terms: Terms,
    entries: Vec<Entry>,
    at: usize,
    used: Duration,
    paused: bool,
    end: Option<End>,
    steps: Vec<Step>,
}

impl Sitting {
    /// A sitting that begins at the first item.
    pub fn new(paper: Paper, terms: Terms) -> Self {
        let mut entries = vec![Entry::default(); paper.items.len()];
        if let Some(first) = entries.first_mut() {
            first.reached = true;
        }
        let (used, paused, end) = (Duration::ZERO, false, None);
        Self { paper, terms, entries, at: 0, used, paused, end, steps: Vec::new() }
    }

    /// What is asked.
    pub const fn paper(&self) -> &Paper {
        &self.paper
    }

    /// The rules.
    pub const fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Where each item stands.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The place of the item before the learner.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Time used until the last step, pauses left out.
    pub const fn used(&self) -> Duration {
        self.used
    }

    /// Time spent on all items. What went by after the time of an item was over does not count, nor what was spent away.
    pub fn spent(&self) -> Duration {
        self.entries.iter().map(|entry| entry.spent).sum()
    }

    /// Whether the clock is stopped.
    pub const fn is_paused(&self) -> bool {
        self.paused
    }

    /// The steps it was folded from, so that it can be stored once more.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// How it ended; `None` while it lasts.
    pub const fn end(&self) -> Option<End> {
        self.end
    }

    /// Takes a step. Time never goes back, and what cannot be done any more is not done.
    pub fn apply(&mut self, step: &Step) {
        if self.end.is_some() {
            return;
        }
        self.steps.push(step.clone());
        match step.act {
            Act::Resume => self.pass(step.used),
            Act::HandIn(..) => self.end_at(step.used),
            _ => self.spend(step.used),
        }
        let is_late = matches!(self.terms.timing, Timing::Whole(all) if self.used >= all);
        match &step.act {
            act if is_late && !matches!(act, Act::HandIn(..)) => {}
            Act::Go(to) if *to < self.entries.len() => {
                self.at = *to;
                self.entries[*to].reached = true;
            }
            Act::Answer(at, answer) if !self.is_closed(*at) => {
                self.entries[*at].answer.clone_from(answer);
                self.entries[*at].answered = answer.as_ref().map(|_| self.used);
            }
            Act::Tell(at) if self.terms.practice && *at < self.entries.len() => self.entries[*at].told = true,
            Act::Flag(at, flagged) if *at < self.entries.len() => self.entries[*at].flagged = *flagged,
            Act::Sure(at, sure) if *at < self.entries.len() => self.entries[*at].sure = *sure,
            Act::Pause => self.paused = self.terms.pausable,
            Act::Resume => self.paused = false,
            Act::HandIn(end, lessons) => {
                self.end = Some(*end);
                for (entry, lesson) in self.entries.iter_mut().zip(lessons) {
                    entry.lesson = *lesson;
                }
            }
            _ => {}
        }
    }

    /// Lets the time go on to `used`, when the quiz ends. Where nothing was stored for long, nobody was there.
    pub fn end_at(&mut self, used: Duration) {
        if used.saturating_sub(self.used) > AWAY { self.pass(used) } else { self.spend(used) }
    }

    /// Lets the time go on to `used` while the learner was away: the item before them took none of it, unless it has a
    /// clock of its own, which ran on.
    fn pass(&mut self, used: Duration) {
        match self.terms.timing {
            Timing::Each(_) => self.spend(used),
            Timing::Whole(all) => self.used = self.used.max(used.min(all)),
            Timing::None => self.used = self.used.max(used),
        }
    }

    /// Lets the time go on to `used`.
    fn spend(&mut self, used: Duration) {
        let used = match self.terms.timing {
            Timing::Whole(all) => used.min(all),
            _ => used,
        };
        let passed = used.saturating_sub(self.used);
        self.used = self.used.max(used);
        if let Some(entry) = self.entries.get_mut(self.at) {
            entry.spent += passed;
            if let Timing::Each(each) = self.terms.timing {
                entry.spent = entry.spent.min(each);
            }
        }
    }

    /// Whether the item at `at` takes no answer any more: told, out of time, or not on the paper.
    pub fn is_closed(&self, at: usize) -> bool {
        let is_late = |entry: &Entry| matches!(self.terms.timing, Timing::Each(each) if entry.spent >= each);
        self.entries.get(at).is_none_or(|entry| entry.told || is_late(entry))
    }

    /// The time used after `away` without the program: the clock of an exam runs on, one that may be stopped stands.
    pub fn used_after(&self, away: Duration) -> Duration {
        if self.paused || !self.terms.runs_on() { self.used } else { self.used + away }
    }

    /// What is left, `used` into the sitting, on the clock that runs now: that of the paper, or of the item.
    pub fn left(&self, used: Duration) -> Option<Duration> {
        match self.terms.timing {
            Timing::None => None,
            Timing::Whole(all) => Some(all.saturating_sub(used)),
            Timing::Each(each) => {
                let entry = self.entries.get(self.at)?;
                Some(each.saturating_sub(entry.spent + used.saturating_sub(self.used)))
            }
        }
    }

    /// The next item after this one that can still be answered, `used` into the sitting; around the end to the first.
    pub fn next_open(&self, used: Duration) -> Option<usize> {
        let mut then = self.clone();
        then.spend(used);
        let count = self.entries.len();
        (1..=count).map(|step| (self.at + step) % count).find(|&at| !then.is_closed(at))
    }

    /// Whether no time is left for anything, `used` into the sitting.
    pub fn is_time_over(&self, used: Duration) -> bool {
        match self.terms.timing {
            Timing::None => false,
            Timing::Whole(all) => used >= all,
            Timing::Each(each) => {
                let mut then = self.clone();
                then.spend(used);
                then.entries.iter().all(|entry| entry.spent >= each)
            }
        }
    }

    /// How far the item at `at` is answered; open where there is none.
    pub fn progress(&self, at: usize) -> Progress {
        let entry = self.entries.get(at).and_then(|entry| entry.answer.as_ref());
        match entry.zip(self.paper.items.get(at)) {
            None => Progress::Open,
            Some((answer, item)) if item.posed.input.is_whole(answer) => Progress::Answered,
            Some(_) => Progress::Begun,
        }
    }

    /// How many items are answered as a whole.
    pub fn answered(&self) -> usize {
        self.entries.len() - self.open().len()
    }

    /// Places of the items that are not answered, or only in part.
    pub fn open(&self) -> Vec<usize> {
        (0..self.entries.len()).filter(|&at| self.progress(at) != Progress::Answered).collect()
    }

    /// Places of the items that are marked to come back to.
    pub fn flagged(&self) -> Vec<usize> {
        (0..self.entries.len()).filter(|&at| self.entries[at].flagged).collect()
    }

    /// How far the learner is, `used` into a sitting under one clock.
    pub fn pace(&self, used: Duration) -> Option<Pace> {
        let Timing::Whole(all) = self.terms.timing else { return None };
        let items = &self.paper.items;
        let budgets = items.iter().map(|item| if item.is_performance() { 4.0 } else { 1.0 });
        let whole: f64 = budgets.clone().sum();
        let passed = (used.as_secs_f64() / all.as_secs_f64().max(1.0)).min(1.0);
        // At an even pace, in the order of the paper.
        let mut room = whole * passed + 1e-9;
        let done = budgets.take_while(|budget| {
            room -= budget;
            room >= 0.0
        });
        let expected = done.count();
        Some(Pace { answered: self.answered(), expected })
    }

    /// Whether half of the time is over while fewer than 45 % are answered.
    pub fn is_slow_at_half(&self, used: Duration) -> bool {
        let Timing::Whole(all) = self.terms.timing else { return false };
        2 * used >= all && 100 * self.answered() < 45 * self.entries.len()
    }
}
