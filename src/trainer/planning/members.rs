//! Which questions the coming exams ask, and what each of them counts.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::card::KeyNumber;
use crate::plan::{Question, Seen, State};
use crate::quiz::Topics;
use crate::schedule::pace::Paces;
use crate::schedule::{Memory, days_between};
use crate::trainer::papers::is_performance;
use crate::trainer::{DatedExam, View};

/// A question that an exam with a date asks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::trainer) struct Member {
    /// The day of the nearest exam that asks it.
    pub(super) exam: Date,
    /// Which of the coming exams that is: two may be on one day.
    pub(super) nth: usize,
    /// What it counts in its exam; 1 in the mean.
    pub(super) weight: f64,
    /// The topic of that exam it belongs to, if to any.
    pub(super) topic: Option<usize>,
    /// Whether exams count it as performance-based.
    pub(super) is_performance: bool,
    /// How much longer than others its kind takes.
    pub(super) factor: f64,
}

/// All questions that exams with a date ask.
pub(in crate::trainer) type Members = HashMap<KeyNumber, Member>;

impl Member {
    /// The question as the plan sees it on `today`.
    pub(super) fn question(&self, memory: Option<&Memory>, today: Date) -> Question {
        Question {
            seen: memory.map(|memory| Seen {
                state: State { stability: memory.stability.into(), difficulty: memory.difficulty.into() },
                elapsed: memory.elapsed(today) as usize,
            }),
            weight: self.weight,
            time_factor: self.factor,
            exam_in: days_between(today, self.exam) as usize,
        }
    }
}

/// The questions that the coming exams ask and that are not suspended, each for the nearest of them.
pub(super) fn members(view: &View, paces: &Paces, today: Date) -> Members {
    let mut members = Members::new();
    for (nth, dated) in view.agenda().coming(today).enumerate() {
        let asked = asked_by(view, dated, &members, paces);
        let sum: f64 = asked.iter().map(|(_, member)| member.weight).sum();
        let mean = sum / asked.len().max(1) as f64;
        members.extend(
            asked
                .into_iter()
                .map(|(number, member)| (number, Member { weight: member.weight / mean, nth, ..member })),
        );
    }
    members
}

/// The questions that `dated` asks and no exam before it, with what each counts: the weight of its topic is shared among
/// the questions of the topic; one that is in no topic counts as little as the least.
fn asked_by(view: &View, dated: &DatedExam, before: &Members, paces: &Paces) -> Vec<(KeyNumber, Member)> {
    let exam = &dated.exam;
    let mut topics = Topics::new(exam);
    let mut sizes = vec![0_u32; exam.topics.len()];
    let mut asked = Vec::new();
    for row in view.library.rows().filter(|row| !row.is_suspended()) {
        let topic = topics.of(&row);
        let is_suspended =
            || view.has_decisions() && view.standing(&row.key()).is_some_and(|standing| standing.suspended);
        // What is in its field and in no topic is only asked where it is studied anyway.
        let is_asked = topic.is_some() || exam.is_about(row.tags()) && view.selection().takes(&row);
        if is_asked && !before.contains_key(&row.number()) && !is_suspended() {
            if let Some(topic) = topic {
                sizes[topic] += 1;
            }
            let member = Member {
                exam: dated.date,
                nth: 0,
                weight: 1.0,
                topic,
                is_performance: is_performance(&row),
                factor: paces.of_kind(row.kind()),
            };
            asked.push((row.number(), member));
        }
    }
    let weights = exam.topics.iter().map(|topic| f64::from(topic.weight.max(1)));
    let shares = weights.zip(&sizes).map(|(weight, &size)| weight / f64::from(size.max(1)));
    let shares: Vec<f64> = shares.collect();
    let asked_of = shares.iter().zip(&sizes).filter(|(_, size)| **size > 0);
    let least = asked_of.map(|(share, _)| *share).fold(f64::INFINITY, f64::min);
    let least = if least.is_finite() { least } else { 1.0 };
    for (_, member) in &mut asked {
        member.weight = member.topic.map_or(least, |topic| shares[topic]);
    }
    asked
}
