//! What a session is to ask, out of everything there is.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff::civil::Date;

use super::asked::Item;
use crate::card::{Question, QuestionKey};
use crate::schedule::{Budget, Candidate, Memory, Mode, Model, plan};

/// What the learner wants of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Drill what is due, work ahead, or cram.
    pub mode: Mode,
    /// At most so many questions.
    pub limit: Option<usize>,
    /// New questions that may still be shown today.
    pub new: usize,
    /// Questions already asked today, counted against `limit` of a day.
    pub done: usize,
}

/// What a session asks and what is left for the coming days.
#[derive(Debug, Clone, Default)]
pub struct Course<'a> {
    /// In the order they are asked; those from `waiting` on wait for a learning step.
    pub questions: Vec<&'a Question>,
    /// Where the questions begin that wait.
    pub waiting: usize,
    /// Reviews among them, learning steps included.
    pub due: usize,
    /// New questions among them.
    pub new: usize,
    /// Reviews that do not fit today.
    pub left_over: usize,
    /// Days over which these are spread.
    pub spread: usize,
    /// Due reviews that wait for another day because a card like them is asked today or was.
    pub held_back: usize,
}

/// What is known about the questions of a library.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// What their reviews fold to.
    pub memories: &'a HashMap<QuestionKey, Memory>,
    /// Questions not to be asked today: suspended or buried.
    pub away: &'a HashSet<QuestionKey>,
    /// Questions the learner marked.
    pub flagged: &'a HashSet<QuestionKey>,
    /// Questions answered right in a quiz before they were studied: the first among the new ones.
    pub tried: &'a HashSet<QuestionKey>,
    /// Questions whose schedule was moved today.
    pub seen_today: &'a HashSet<QuestionKey>,
}

impl Course<'_> {
    /// The items of the session, which are copies: whoever only counts does without.
    pub fn items(&self, known: Known<'_>) -> Vec<Item> {
        let item = |question: &&Question| Item {
            question: (*question).clone(),
            memory: known.memories.get(&question.key).copied(),
            flagged: known.flagged.contains(&question.key),
        };
        self.questions.iter().map(item).collect()
    }
}

/// Chooses and orders what a session asks.
///
/// A drill takes what is due and some new questions by [`plan`]. Working ahead takes what is known and not due,
/// soonest due first. Cramming takes everything, what is least likely to be remembered first and new questions last.
pub fn course<'a>(
    questions: impl Iterator<Item = &'a Question>,
    known: Known<'_>,
    wish: Wish,
    model: &Model,
    today: Date,
    now: Timestamp,
) -> Course<'a> {
    let questions: Vec<&Question> = questions.filter(|q| !q.notes.suspended).collect();
    if wish.mode != Mode::Drill {
        let mut picked = unscheduled(&questions, known, wish.mode, model, today);
        picked.truncate(wish.limit.unwrap_or(usize::MAX));
        return Course { waiting: picked.len(), due: picked.len(), questions: picked, ..Course::default() };
    }
    let candidates: Vec<Candidate<'_>> = questions
        .iter()
        .enumerate()
        .map(|(order, question)| Candidate {
            key: &question.key,
            look_alikes: &question.notes.look_alikes,
            memory: known.memories.get(&question.key),
            away: known.away.contains(&question.key),
            order: if known.tried.contains(&question.key) { order } else { order + questions.len() },
        })
        .collect();
    let budget = Budget { new: wish.new, daily: wish.limit, done: wish.done };
    let is_due = |c: &&Candidate<'_>| {
        !c.away && c.memory.is_some_and(|memory| memory.due <= today && memory.waiting(today).is_none())
    };
    let due = candidates.iter().filter(is_due).count();
    let plan = plan(&candidates, known.seen_today, &budget, today, now);
    Course {
        questions: plan.queue.iter().chain(&plan.waiting).map(|&index| questions[index]).collect(),
        waiting: plan.queue.len(),
        due: plan.steps + plan.due + plan.waiting.len(),
        new: plan.new,
        left_over: plan.left_over,
        spread: plan.spread.len(),
        held_back: due.saturating_sub(plan.due + plan.left_over),
    }
}

fn unscheduled<'q>(
    questions: &[&'q Question],
    known: Known<'_>,
    mode: Mode,
    model: &Model,
    today: Date,
) -> Vec<&'q Question> {
    let memory = |question: &Question| known.memories.get(&question.key);
    let mut picked: Vec<&Question> =
        questions.iter().copied().filter(|question| !known.away.contains(&question.key)).collect();
    if mode == Mode::Ahead {
        picked.retain(|question| memory(question).is_some_and(|memory| memory.due > today));
        picked.sort_by_key(|question| memory(question).map(|memory| memory.due));
    } else {
        let chance =
            |question: &Question| memory(question).map_or(2.0, |memory| model.retrievability(memory, today));
        picked.sort_by(|a, b| chance(a).total_cmp(&chance(b)));
    }
    picked
}
