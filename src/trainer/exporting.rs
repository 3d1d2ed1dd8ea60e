//! Cards that the learner picked out, written as a deck of their own.

use std::collections::HashSet;
use std::path::PathBuf;

use super::View;
use crate::author::id_of;
use crate::card::QuestionKey;
use crate::deck::Deck;
use crate::exchange::{Card, Head, Report, merged};
use crate::library::{WriteError, create};

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub path: PathBuf,
    /// Cards in it.
    pub cards: usize,
    /// What it does not hold of the cards that were picked, a sentence each.
    pub losses: Vec<String>,
}

impl View {
    /// Writes the cards of these questions, each once, as a deck to `path`, where no file may be. Cards of a table become
    /// cards, and a generator stays behind.
    pub fn export(&self, path: PathBuf, questions: &[QuestionKey]) -> Result<Exported, WriteError> {
        let (mut report, mut seen) = (Report::default(), HashSet::new());
        let mut cards = Vec::new();
        for question in self.library.questions_of(questions) {
            let card = (question.key.deck().to_owned(), question.key.card().to_owned());
            if seen.insert(card) {
                cards.extend(Card::of_deck(&question, &mut report));
            }
        }
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let head = Head {
            id: id_of(&stem),
            title: stem.replace(['-', '_'], " "),
            origin: "a selection in Browse".to_owned(),
        };
        let text = merged(&head.toml(), &Deck::default(), &cards, &mut report);
        create(&path, &text)?;
        let losses = report.losses().into_iter().map(ToString::to_string).collect();
        Ok(Exported { path, cards: report.cards, losses })
    }
}
