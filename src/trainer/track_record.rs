//! How quizzes and topics have gone, in a few lines for the screen that one opens the program with.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::topics::{Sorter, TopicOrDeck};
use super::{Trainer, View};
use crate::readiness::Topic;
use crate::store;

/// Quizzes that are told of.
const QUIZZES: usize = 5;
/// Topics that are told of.
const TOPICS: usize = 6;
/// Questions that were studied before a topic can be called weak.
const ENOUGH: usize = 5;

/// How quizzes and topics have gone.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrackRecord {
    /// The last quizzes, newest first.
    pub quizzes: Vec<QuizLine>,
    /// The topics of which the least is remembered, the weakest first.
    pub weakest: Vec<TopicLine>,
    /// Whether those are the weakest on the day of the exam, by the plan, and not now.
    pub is_by_plan: bool,
}

/// A quiz that was sat.
#[derive(Debug, Clone, PartialEq)]
pub struct QuizLine {
    /// The day it began.
    pub day: Date,
    /// What it was of.
    pub title: String,
    /// Points earned of those there were, 0 to 1.
    pub share: f64,
    /// Whether that was enough; `None` where nothing is to be passed.
    pub passed: Option<bool>,
}

/// A topic of an exam that is studied, or a deck.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicLine {
    /// Its name.
    pub title: String,
    /// Whether it is a deck, of questions that no exam sorts.
    pub is_deck: bool,
    /// The share of what was studied that is remembered now, as the model expects it; by the plan, of all of it.
    pub recall: f64,
}

/// What is looked back by, cut off from the log: it may go to another thread.
#[derive(Debug)]
pub struct LookingBack {
    view: View,
    quizzes: Vec<QuizLine>,
    now: Timestamp,
}

impl LookingBack {
    /// How quizzes and topics have gone, of all questions that are studied.
    pub fn run(self) -> TrackRecord {
        let by_plan = self.view.weakest_by_plan(self.view.today(self.now));
        let is_by_plan = by_plan.is_some();
        let weakest = by_plan.unwrap_or_else(|| self.view.weakest_topics(self.now));
        TrackRecord { weakest, is_by_plan, quizzes: self.quizzes }
    }
}

impl Trainer {
    /// What tells how quizzes and topics have gone until `now`. Cheap: [`LookingBack::run`] looks at all questions.
    pub fn looking_back(&self, now: Timestamp) -> Result<LookingBack, store::Error> {
        let past = self.last_of_all(QUIZZES)?;
        let quizzes = past.iter().rev().map(|past| QuizLine {
            day: self.days().of(past.at),
            title: past.sitting.paper().title.clone(),
            share: past.report.share(),
            passed: past.report.passed,
        });
        Ok(LookingBack { view: self.view.clone(), quizzes: quizzes.collect(), now })
    }
}

impl View {
    /// The weakest topics of the nearest exam, as all screens tell them; `None` without a plan that can tell.
    fn weakest_by_plan(&self, today: Date) -> Option<Vec<TopicLine>> {
        let planned = self.planned().filter(|_| self.is_planned(today))?;
        let exam = planned.prospect().exams.iter().find(|exam| exam.expected.is_some())?;
        let line =
            |topic: &Topic| TopicLine { title: topic.title.clone(), is_deck: false, recall: topic.now };
        Some(exam.readiness.weakest_first().into_iter().take(TOPICS).map(line).collect())
    }

    /// The topics of which the least is remembered, the weakest first: of an exam that is studied its topics, of everything
    /// else the decks. One of which few questions were studied is none of them.
    fn weakest_topics(&self, now: Timestamp) -> Vec<TopicLine> {
        let today = self.today(now);
        let mut sorter = Sorter::new(self);
        let mut sums: HashMap<TopicOrDeck<'_>, (f64, usize)> = HashMap::new();
        for row in self.studied() {
            let Some(memory) = self.memories().of(row.number()) else { continue };
            let Some(name) = sorter.of(&row) else { continue };
            let (recall, count) = sums.entry(name).or_default();
            *recall += self.model().recalled_now(memory, today);
            *count += 1;
        }
        let enough = sums.into_iter().filter(|(_, (_, count))| *count >= ENOUGH);
        let topics = enough.map(|(name, (recall, count))| TopicLine {
            title: name.title().to_owned(),
            is_deck: name.is_deck(),
            recall: recall / count as f64,
        });
        let mut topics: Vec<_> = topics.collect();
        topics.sort_by(|one, other| {
            one.recall.total_cmp(&other.recall).then_with(|| one.title.cmp(&other.title))
        });
        topics.truncate(TOPICS);
        // One alone is weaker than no other.
        if topics.len() < 2 { Vec::new() } else { topics }
    }
}
