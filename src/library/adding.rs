//! Adding a card to a deck that is known, without reading the deck.

use std::path::Path;

use super::Library;
use super::catalog::keep_changed;
use super::files::read_text;
use super::writing::{WriteError, replace};
use crate::author::{Draft, appended, first_mistake, is_written};
use crate::card::QuestionKey;
use crate::deck::{self, Wordings};
use crate::paths::Paths;
use crate::source::SourceFile;

impl Library {
    /// Writes `draft` at the end of the deck whose main file is `path`. Gives the questions it asks; `None` where the deck
    /// must be read as a whole for that: it changed, it has several files, or its cards do not stand under headers.
    pub fn add_card(
        &mut self,
        home: &Paths,
        path: &Path,
        draft: &Draft,
    ) -> Result<Option<Vec<QuestionKey>>, WriteError> {
        let Some(place) = self.decks.iter().position(|deck| deck.path() == Some(path)) else {
            return Ok(None);
        };
        let deck = &self.decks[place];
        let before = read_text(path)?;
        let (Some(head), true) = (deck.sheet().head(), deck.is_read_from(&before)) else { return Ok(None) };
        let id = deck::free_id(&draft.own_id(), |id| {
            !deck.rows().any(|row| row.is_of(id)) && !is_written(id, &before)
        });
        let text = appended(&before, &draft.toml(Some(&id)));
        let Some(start) = text[before.len()..].find("[[").map(|at| before.len() + at) else {
            return Ok(None);
        };
        // The card as the deck reader sees it behind all the others.
        let name = path.to_string_lossy().into_owned();
        let alone = format!("{head}{}", &text[start..]);
        let (card, findings) = deck::parse(&[SourceFile { name, text: alone }]);
        if let Some(mistake) = first_mistake(&findings, head.len()) {
            return Err(WriteError::Mistaken(mistake));
        }
        replace(path, &before, &text)?;
        let added = Wordings::of(card.questions.iter().map(Some));
        let (old, deck) = (deck.digest(), deck.with_card(&card, &added, head.len(), start, &text));
        let keys = card.questions.into_iter().map(|question| question.key).collect();
        keep_changed(home, path, &text, &deck, old, &added);
        self.replace(place, deck);
        Ok(Some(keys))
    }
}
