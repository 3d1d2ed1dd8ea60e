//! Where the topics stand: those of the exams that are studied, and the decks of everything else.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::View;
use crate::card::KeyNumber;
use crate::deck::Row;
use crate::library::ListedDeck;
use crate::quiz::{Exam, Topics};

/// Tells which topic or deck a question belongs to, for people.
pub(super) struct Sorter<'a> {
    view: &'a View,
    exams: Vec<(&'a Exam, Topics<'a, 'a>)>,
}

/// A topic of an exam that is studied, or a deck: its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TopicOrDeck<'a> {
    /// A topic.
    Topic(&'a str),
    /// A deck, of questions that no exam sorts.
    Deck(&'a str),
}

impl<'a> TopicOrDeck<'a> {
    /// Its title.
    pub const fn title(self) -> &'a str {
        match self {
            Self::Topic(title) | Self::Deck(title) => title,
        }
    }

    /// Whether it is a deck.
    pub const fn is_deck(self) -> bool {
        matches!(self, Self::Deck(_))
    }
}

/// Questions of one topic or deck, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Grouped {
    /// What it is called.
    pub title: String,
    /// Whether it is a deck, of questions that no exam sorts.
    pub is_deck: bool,
    /// The places of the questions among those that were asked for.
    pub places: Vec<usize>,
    /// Where all of it stands.
    pub standing: TopicProgress,
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

impl Grouped {
    fn new(group: TopicOrDeck<'_>) -> Self {
        let (title, is_deck) = (group.title().to_owned(), group.is_deck());
        Self { title, is_deck, places: Vec::new(), standing: TopicProgress::default() }
    }
}

impl<'a> Sorter<'a> {
    pub(super) fn new(view: &'a View) -> Self {
        let exams = view.exams().filter(|exam| view.selection().has_exam(&exam.id));
        Self { view, exams: exams.map(|exam| (exam, Topics::new(exam))).collect() }
    }

    /// The topic that a question belongs to, else its deck.
    pub(super) fn of(&mut self, row: &Row<'a>) -> Option<TopicOrDeck<'a>> {
        let topic = self
            .exams
            .iter_mut()
            .find_map(|(exam, topics)| topics.of(row).map(|topic| exam.topics[topic].title.as_str()));
        let deck = || self.view.library.deck(row.deck()).map(ListedDeck::title);
        topic.map(TopicOrDeck::Topic).or_else(|| deck().map(TopicOrDeck::Deck))
    }
}

impl View {
    /// The topics of these questions, each with the places of its own among them and where it stands on `today`, in the order
    /// in which they come: these questions, and what else is studied of it. A question that no deck has any more is left out.
    pub fn topics_of(&self, keys: &[&crate::card::QuestionKey], today: Date) -> Vec<Grouped> {
        let mut sorter = Sorter::new(self);
        let mut topics: Vec<Grouped> = Vec::new();
        let mut places: HashMap<TopicOrDeck<'_>, usize> = HashMap::new();
        for (nth, key) in keys.iter().enumerate() {
            let Some(name) = self.library.row(key).and_then(|row| sorter.of(&row)) else { continue };
            let place = *places.entry(name).or_insert_with(|| {
                topics.push(Grouped::new(name));
                topics.len() - 1
            });
            topics[place].places.push(nth);
        }
        let away = self.away(today);
        let named: HashSet<KeyNumber> = keys.iter().map(|key| key.number()).collect();
        let is_wanted = |row: &Row<'_>| self.selection().takes(row) || named.contains(&row.number());
        for row in self.library.rows().filter(is_wanted) {
            let place = sorter.of(&row).and_then(|name| places.get(&name));
            let Some(Grouped { standing, .. }) = place.and_then(|place| topics.get_mut(*place)) else {
                continue;
            };
            if row.is_suspended() || away.contains(&row.number()) {
                continue;
            }
            standing.questions += 1;
            if let Some(memory) = self.memories().of(row.number()) {
                standing.seen += 1;
                standing.recalled += self.model().retrievability(memory, today);
            }
        }
        topics
    }
}
