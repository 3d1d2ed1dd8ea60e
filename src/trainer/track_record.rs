//! How quizzes and topics have gone, in a few lines for the screen that one opens the program with.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::topics::{Sorter, TopicOrDeck};
use super::{Trainer, View};
use crate::store;

/// Quizzes that are told of.
const QUIZZES: usize = 5;
/// Topics that are told of.
const TOPICS: usize = 6;
/// A topic of which so much is remembered is not weak, however little the others are.
const KNOWN: f64 = 0.985;
/// Questions that were studied before a topic can be called weak.
const ENOUGH: usize = 5;

/// How quizzes and topics have gone.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrackRecord {
    /// The last quizzes, newest first.
    pub quizzes: Vec<QuizLine>,
    /// The topics of which the least is remembered, the weakest first.
    pub weakest: Vec<TopicLine>,
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
    /// The share of all its questions that is remembered now, as the model expects it: the figure that the list of decks has.
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
        TrackRecord { weakest: self.view.weakest_topics(self.now), quizzes: self.quizzes }
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
    /// The topics of which the least is remembered, the weakest first: of an exam that is studied its topics, of everything
    /// else the decks. One of which few questions were studied is none of them.
    fn weakest_topics(&self, now: Timestamp) -> Vec<TopicLine> {
        if self.memories().is_empty() {
            return Vec::new();
        }
        let today = self.today(now);
        let mut sorter = Sorter::new(self);
        let mut sums: HashMap<TopicOrDeck<'_>, (f64, usize, usize)> = HashMap::new();
        for row in self.studied() {
            let Some(name) = sorter.of(&row) else { continue };
            let (recall, seen, all) = sums.entry(name).or_default();
            *all += 1;
            if let Some(memory) = self.memories().of(row.number()) {
                *recall += self.model().recalled_now(memory, today);
                *seen += 1;
            }
        }
        let enough = sums.into_iter().filter(|(_, (_, seen, _))| *seen >= ENOUGH);
        let topics = enough.map(|(name, (recall, _, all))| TopicLine {
            title: name.title().to_owned(),
            is_deck: name.is_deck(),
            recall: recall / all as f64,
        });
        let mut topics: Vec<_> = topics.filter(|topic| topic.recall < KNOWN).collect();
        topics.sort_by(|one, other| {
            one.recall.total_cmp(&other.recall).then_with(|| one.title.cmp(&other.title))
        });
        topics.truncate(TOPICS);
        // One alone is weaker than no other.
        if topics.len() < 2 { Vec::new() } else { topics }
    }
}
