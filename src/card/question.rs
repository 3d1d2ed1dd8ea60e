//! One thing that is asked and scheduled.

use std::sync::Arc;

use rand::SeedableRng;
use rand::rngs::StdRng;
use serde::{Deserialize, Serialize};

use super::answers::{Input, Part};
use super::compare::{Accents, Rivals};
use super::key::{QuestionKey, cards_named};
use super::kinds::{Body, readable};
use super::text::{Picture, Text};
use crate::source::{Key, Located, Span, Takes};

/// What any card may carry besides its question and answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Notes {
    /// Why it is so; shown with the solution.
    pub explain: Option<Text>,
    /// Shown before the answer when the learner asks for it.
    pub hint: Option<Text>,
    /// Shown with the solution only: it may contain the answer.
    pub mnemonic: Option<Text>,
    /// What the field says where the exam simplifies; shown with the solution.
    pub practice: Option<Text>,
    /// Where the fact comes from.
    pub source: Option<Text>,
    /// The deck's tags and the card's own; cards without any of their own share those of the deck.
    pub tags: Arc<Vec<String>>,
    /// Cards that are easily confused with this one: ids within its deck, or names with that of another.
    pub look_alikes: Vec<String>,
    /// Whole names of the cards or questions whose place this card takes.
    pub was: Vec<Located<String>>,
    /// Rules of writing that this card breaks on purpose.
    pub allow: Vec<Located<String>>,
    /// Whether the author set the card aside.
    pub suspended: bool,
}

impl Notes {
    /// The keys that tell them, and the card's name.
    pub const KEYS: &'static [Key] = &[
        Key::optional(
            "id",
            Takes::Id,
            "the name that progress is kept under; up to 80 letters, digits, `-`, `_` and `.`",
        ),
        Key::optional("explain", Takes::Text, "why it is so; shown with the solution"),
        Key::optional("hint", Takes::Text, "shown before the answer, when the learner asks for it"),
        Key::optional(
            "mnemonic",
            Takes::Text,
            "a way to remember it; shown with the solution only, so it may contain the answer",
        ),
        Key::optional(
            "practice",
            Takes::Text,
            "what the field says where the exam simplifies; shown with the solution",
        ),
        Key::optional(
            "source",
            Takes::Text,
            "where the fact is from; otherwise that of the table or the deck",
        ),
        Key::optional(
            "tags",
            Takes::TEXTS,
            "topics and exams, added to those of the deck: a list, or one text parted by spaces",
        ),
        Key::optional(
            "look_alike",
            Takes::TEXTS,
            "ids of cards that are easily confused with this one; those of another deck as `deck/card`",
        ),
        Key::optional(
            "was",
            Takes::TEXTS,
            "whole names of cards that are gone, `deck/card`: this one takes their place, with their progress",
        ),
        Key::optional("suspended", Takes::Flag, "`true` sets the card aside"),
        Key::optional("allow", Takes::TEXTS, "rules of writing that this card breaks on purpose"),
    ];
}

/// One question: what the schedule knows and the learner sees.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its name for ever.
    pub key: QuestionKey,
    /// The kind of card it comes from: `flip`, `typed`, `order`, …
    pub kind: &'static str,
    /// The prompt as it is known by; what is drawn afresh each time is still in braces. See [`Self::line`].
    pub prompt: Text,
    /// The answer as lists show it.
    pub answer: String,
    /// What asks it.
    pub body: Arc<Body>,
    /// Which question of the body: the face of the body itself, without the template of a table.
    pub face: String,
    /// Hint, reason, source and the rest.
    pub notes: Arc<Notes>,
    /// Answers known in the same deck, for judging slips.
    pub rivals: Arc<Rivals>,
    /// Whether accents tell the words of its answers apart, where its deck or the learner says so.
    pub accents: Option<Accents>,
    /// Where the card begins, for editing it.
    pub at: Span,
}

/// A question as it is asked this once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Posed {
    /// What is asked; empty where the input itself is the prompt (a cloze).
    pub prompt: Text,
    /// How it is answered.
    pub input: Input,
    /// The reason, where it depends on what was drawn; otherwise the notes' own.
    pub explain: Option<Text>,
    /// The hint, in the same way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
}

impl Posed {
    /// A question whose reason and hint are those of the notes.
    pub const fn new(prompt: Text, input: Input) -> Self {
        Self { prompt, input, explain: None, hint: None }
    }

    /// The question on one line. A text with holes is its own question.
    pub fn line(&self) -> String {
        self.input.text().filter(|_| self.prompt.is_empty()).unwrap_or(&self.prompt).line()
    }

    /// How many options are right, where several are and the prompt tells it: `(Choose TWO.)`
    pub fn told_number(&self) -> Option<usize> {
        let word = self.number_word()?;
        let plain = self.prompt.plain().to_lowercase();
        // Whole words: there is a two in `network`.
        plain.split(|c: char| !c.is_alphabetic()).any(|told| told == word).then(|| self.input.size())
    }

    /// The same posed with the number of right options in its prompt, where the author has not told it.
    #[must_use]
    pub fn telling_number(mut self) -> Self {
        if let (Some(word), None) = (self.number_word(), self.told_number()) {
            let told = format!("{} (Choose {}.)", self.prompt.as_str(), word.to_uppercase());
            self.prompt = Text::new(told);
        }
        self
    }

    /// The number of right options, where several are.
    fn number_word(&self) -> Option<&'static str> {
        const NUMBERS: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
        let right = Some(self.input.size()).filter(|_| self.input.part() == Part::Many)?;
        NUMBERS.get(right.checked_sub(1)?).copied()
    }
}

impl Question {
    /// The prompt on one line, as people read it: what is drawn afresh each time is left open.
    pub fn line(&self) -> String {
        readable(&self.prompt, self.kind).line()
    }

    /// Draws and shuffles what the body leaves to chance.
    pub fn pose(&self, rng: &mut StdRng) -> Posed {
        let mut posed = self.body.pose(&self.face, &self.notes, rng);
        posed.input.judge_accents(self.accents.unwrap_or_default());
        posed
    }

    /// The right answer to it as it was `posed`, on one line.
    pub fn answer_to(&self, posed: &Posed) -> String {
        match posed.input.right_option() {
            Some((_, right)) => right.text.line(),
            None if self.is_drawn() => posed.input.words(&posed.input.solution()).join(", "),
            None => self.answer.clone(),
        }
    }

    /// The pictures in all that it says, as one draw of it comes out.
    pub fn pictures(&self) -> Vec<Picture> {
        let posed = self.pose(&mut StdRng::seed_from_u64(1));
        let Notes { explain, hint, mnemonic, practice, source, .. } = &*self.notes;
        let notes = [explain, hint, mnemonic, practice, source].into_iter().flatten();
        let mut found: Vec<_> = [&self.prompt].into_iter().chain(notes).flat_map(Text::pictures).collect();
        // Whatever the way of answering is, its texts are there as it is stored.
        let stored = serde_json::to_value(&posed).unwrap_or_default();
        texts_in(&stored, &mut |text| found.extend(Text::new(text).pictures()));
        found
    }

    /// Whether it asks just what `other` does, so that an answer begun to one is one to the other.
    pub fn asks_as(&self, other: &Self) -> bool {
        // A generator draws its explanation with its numbers.
        self.body == other.body && self.face == other.face && (!self.is_drawn() || self.notes == other.notes)
    }

    /// Whether what is asked, and its answer, are others at each asking.
    pub fn is_drawn(&self) -> bool {
        matches!(*self.body, Body::Generate(_))
    }

    /// Whether `other` is easily confused with this question.
    pub fn resembles(&self, other: &Self) -> bool {
        self.names(&other.key) || other.names(&self.key)
    }

    /// Whether it names the card of `other` as a look-alike.
    fn names(&self, other: &QuestionKey) -> bool {
        let own = self.key.deck();
        let mut named = self.notes.look_alikes.iter().flat_map(|name| cards_named(own, name));
        named.any(|(deck, card)| card == other.card() && deck == other.deck())
    }
}

/// Shows each text in `value` that may have a picture.
fn texts_in(value: &serde_json::Value, see: &mut dyn FnMut(&str)) {
    match value {
        serde_json::Value::String(text) if text.contains("![") => see(text),
        serde_json::Value::Array(values) => values.iter().for_each(|value| texts_in(value, see)),
        serde_json::Value::Object(values) => values.values().for_each(|value| texts_in(value, see)),
        _ => {}
    }
}
