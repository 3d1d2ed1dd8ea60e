//! Where the topics stand: those of the exams that are studied, and the decks of everything else.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::View;
use crate::card::KeyNumber;
use crate::deck::Row;
use crate::library::ListedDeck;
use crate::quiz::{Exam, Topics};

/// What a question belongs to, for people.
pub(super) struct Shelves<'a> {
    view: &'a View,
    exams: Vec<(&'a Exam, Topics<'a, 'a>)>,
}

/// How much of a topic is studied and recalled.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TopicProgress {
    /// Its questions, without those that are suspended.
    pub questions: usize,
    /// How many of them were asked at least once.
    pub seen: usize,
    /// How many of them are expected to be recalled today.
    pub recalled: f64,
}

impl<'a> Shelves<'a> {
    pub(super) fn new(view: &'a View) -> Self {
        let exams = view.exams().filter(|exam| view.selection().has_exam(&exam.id));
        Self { view, exams: exams.map(|exam| (exam, Topics::new(exam))).collect() }
    }

    /// The name of the topic that a question belongs to, else of its deck.
    pub(super) fn title(&mut self, row: &Row<'a>) -> Option<&'a str> {
        let topic = self
            .exams
            .iter_mut()
            .find_map(|(exam, topics)| topics.of(row).map(|topic| exam.topics[topic].title.as_str()));
        topic.or_else(|| self.view.library.deck(row.deck()).map(ListedDeck::title))
    }
}

impl View {
    /// Whether an exam that is studied sorts questions into topics.
    pub fn has_topics(&self) -> bool {
        self.exams().any(|exam| self.selection().has_exam(&exam.id) && !exam.topics.is_empty())
    }

    /// The topics of these questions, each with the places of its own among them and where it stands on `today`, in the order
    /// in which they come: these questions, and what else is studied of it. A question that no deck has any more is left out.
    pub fn topics_of(
        &self,
        keys: &[&crate::card::QuestionKey],
        today: Date,
    ) -> Vec<(String, Vec<usize>, TopicProgress)> {
        let mut shelves = Shelves::new(self);
        let mut topics: Vec<(&str, Vec<usize>, TopicProgress)> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (nth, key) in keys.iter().enumerate() {
            let Some(title) = self.library.row(key).and_then(|row| shelves.title(&row)) else { continue };
            let place = *places.entry(title).or_insert_with(|| {
                topics.push((title, Vec::new(), TopicProgress::default()));
                topics.len() - 1
            });
            topics[place].1.push(nth);
        }
        let away = self.away(today);
        let named: HashSet<KeyNumber> = keys.iter().map(|key| key.number()).collect();
        let is_wanted = |row: &Row<'_>| self.selection().takes(row) || named.contains(&row.number());
        for row in self.library.rows().filter(is_wanted) {
            let place = shelves.title(&row).and_then(|title| places.get(title));
            let Some((.., standing)) = place.and_then(|place| topics.get_mut(*place)) else { continue };
            if row.is_suspended() || away.contains(&row.number()) {
                continue;
            }
            standing.questions += 1;
            if let Some(memory) = self.memories().of(row.number()) {
                standing.seen += 1;
                standing.recalled += self.model().retrievability(memory, today);
            }
        }
        topics.into_iter().map(|(title, places, standing)| (title.to_owned(), places, standing)).collect()
    }
}
