//! The blueprint of an exam: its forms, its topics and their weights.

use std::collections::HashMap;

use crate::card::Question;
use crate::deck::Row;
use crate::source::{Located, Span};

/// An exam that can be sat.
#[derive(Debug, Clone, PartialEq)]
pub struct Exam {
    /// Its name in commands and in the history of sittings.
    pub id: String,
    /// The name shown to people.
    pub title: String,
    /// Where on the scale passing begins.
    pub pass: u32,
    /// What no point at all and all points are on the scale. The scale is the author's, not the examiner's.
    pub scale: (u32, u32),
    /// What a learner should know about this exam before sitting it.
    pub note: String,
    /// A question must have one of these tags; with none written, any question will do.
    pub tags: Vec<Located<String>>,
    /// A question must have none of these tags.
    pub without: Vec<Located<String>>,
    /// How long the exam can be; never empty.
    pub forms: Vec<Form>,
    /// What it is about; never empty.
    pub topics: Vec<Topic>,
}

/// One length of an exam.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Its name: `half`.
    pub id: String,
    /// How many questions it asks.
    pub questions: usize,
    /// The time for all of them; `None` for as long as it takes.
    pub minutes: Option<u32>,
    /// How many of the questions are performance-based: ordering, matching, classifying, labelling.
    pub performance: usize,
    /// How many of the questions may be of the sort "choose two".
    pub many: usize,
    /// Where it is written.
    pub at: Span,
}

/// Tells the topics of questions in short. Each list of tags in a deck is looked at once: there may be a hundred thousand
/// questions, and a thousand topics.
#[derive(Debug)]
pub struct Topics<'a, 'r> {
    exam: &'a Exam,
    known: HashMap<(&'r str, *const String), Option<usize>>,
}

/// A part of what the exam is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The name shown to people.
    pub title: String,
    /// A question that has one of these belongs to the topic; a topic without tags and deck takes every question.
    pub tags: Vec<Located<String>>,
    /// The deck whose questions belong to the topic, where a learner put the quiz together from decks.
    pub deck: Option<String>,
    /// Its share of a form, relative to the other topics.
    pub weight: u32,
    /// Where it is written.
    pub at: Span,
}

impl<'a, 'r> Topics<'a, 'r> {
    /// The topics of `exam`.
    pub fn new(exam: &'a Exam) -> Self {
        Self { exam, known: HashMap::new() }
    }

    /// As [`Exam::topic_of`].
    pub fn of(&mut self, row: &Row<'r>) -> Option<usize> {
        // Questions of a deck that have the same tags share one list.
        let key = (row.deck(), row.tags().as_ptr());
        *self.known.entry(key).or_insert_with(|| self.exam.topic_for(row.deck(), row.tags()))
    }
}

impl Topic {
    /// The questions of a deck, which weigh as much as any other topic.
    fn of_deck(id: &str, title: &str) -> Self {
        let (title, deck) = (title.to_owned(), Some(id.to_owned()));
        Self { title, tags: Vec::new(), deck, weight: 1, at: Span::default() }
    }

    /// The questions with a tag, as [`Topic::of_deck`].
    fn of_tag(tag: &str) -> Self {
        let tags = vec![Located { value: tag.to_owned(), span: Span::default() }];
        Self { title: tag.to_owned(), tags, deck: None, weight: 1, at: Span::default() }
    }
}

impl Exam {
    /// An exam of so many questions out of `decks`: of each its id, its title, and how much of the exam it makes.
    pub fn own(decks: &[(&str, &str, u32)], questions: usize) -> (Self, Form) {
        let titles: Vec<&str> = decks.iter().map(|(_, title, _)| *title).collect();
        let title = match titles.as_slice() {
            few @ ([_] | [_, _] | [_, _, _]) => few.join(", "),
            many => format!("{} decks", many.len()),
        };
        let form = Form {
            id: String::new(),
            questions,
            minutes: None,
            // Until it is known what there is to draw from.
            performance: 0,
            many: questions,
            at: Span::default(),
        };
        let exam = Self {
            id: String::new(),
            title,
            pass: 0,
            scale: (0, 100),
            note: String::new(),
            tags: Vec::new(),
            without: Vec::new(),
            forms: vec![form.clone()],
            topics: decks
                .iter()
                .map(|&(id, title, weight)| Topic { weight, ..Topic::of_deck(id, title) })
                .collect(),
        };
        (exam, form)
    }

    /// An exam without forms that asks what is in `decks` or has one of `tags`: each of these is a topic, the decks first.
    pub fn of_decks_and_tags(decks: &[String], tags: &[String]) -> Self {
        let decks = decks.iter().map(|deck| Topic::of_deck(deck, deck));
        let topics = decks.chain(tags.iter().map(|tag| Topic::of_tag(tag))).collect();
        Self { forms: Vec::new(), topics, ..Self::own(&[], 0).0 }
    }

    /// The form that is sat where none is chosen: the half one, or else the first.
    pub fn usual_form(&self) -> Option<&Form> {
        self.forms.iter().find(|form| form.id == "half").or(self.forms.first())
    }

    /// Whether a learner put it together from decks and tags, so that no exam's rules hold.
    pub const fn is_own(&self) -> bool {
        self.id.is_empty()
    }

    /// Whether a question with these tags is within what the exam says of itself, though perhaps in none of its topics. An
    /// exam that names no tags says nothing of itself.
    pub fn is_about(&self, tags: &[String]) -> bool {
        has_any(tags, &self.tags) && !has_any(tags, &self.without)
    }

    /// The topic that `question` belongs to: the first that fits. `None` when the exam does not ask it.
    pub fn topic_of(&self, question: &Question) -> Option<usize> {
        self.topic_for(question.key.deck(), &question.notes.tags)
    }

    pub(super) fn topic_for(&self, deck: &str, tags: &[String]) -> Option<usize> {
        if has_any(tags, &self.without) || !(self.tags.is_empty() || has_any(tags, &self.tags)) {
            return None;
        }
        self.topics.iter().position(|topic| match &topic.deck {
            Some(own) => own == deck,
            None => topic.tags.is_empty() || has_any(tags, &topic.tags),
        })
    }

    /// How many questions of each topic `form` asks.
    pub fn shares(&self, form: &Form) -> Vec<usize> {
        let weights: Vec<u32> = self.topics.iter().map(|topic| topic.weight).collect();
        super::shares(form.questions, &weights)
    }
}

/// Whether one of `wanted` is among `tags`.
fn has_any(tags: &[String], wanted: &[Located<String>]) -> bool {
    wanted.iter().any(|tag| tags.contains(&tag.value))
}
