//! Adding a card to a deck that is known, without reading the deck.

use std::path::{Path, PathBuf};

use super::catalog::keep_changed;
use super::files::read_text;
use super::writing::{WriteError, append};
use super::{Library, ListedDeck};
use crate::author::{Draft, behind, first_mistake, is_written};
use crate::card::QuestionKey;
use crate::deck::{self, Wordings};
use crate::source::SourceFile;

/// What the index is to know of a deck that got a card. Until then the next start reads that deck; it may be done on another
/// thread, and of several in their order.
#[derive(Debug)]
pub struct Keeping {
    path: PathBuf,
    text: String,
    deck: ListedDeck,
    /// The digest of the deck before.
    before: u64,
    added: Wordings,
}

impl Keeping {
    /// Keeps it in the index at `index`.
    pub fn keep(&self, index: &Path) {
        keep_changed(index, &self.path, &self.text, &self.deck, self.before, &self.added);
    }
}

impl Library {
    /// Writes `draft` at the end of the deck whose main file is `path`. Gives the questions it asks, and what is to be kept of
    /// it; `None` where the deck must be read as a whole for that: it changed, it has several files, or its cards do not stand
    /// under headers.
    pub fn add_card(
        &mut self,
        path: &Path,
        draft: &Draft,
    ) -> Result<Option<(Vec<QuestionKey>, Keeping)>, WriteError> {
        let Some(place) = self.decks.iter().position(|deck| deck.path() == Some(path)) else {
            return Ok(None);
        };
        let deck = &self.decks[place];
        let mut text = read_text(path)?;
        let (Some(head), true) = (deck.sheet().head(), deck.is_read_from(&text)) else { return Ok(None) };
        let id = deck::free_id(&draft.own_id(), |id| {
            !deck.rows().any(|row| row.is_of(id)) && !is_written(id, &text)
        });
        let more = behind(&text, &draft.toml(Some(&id)));
        let Some(header) = more.find("[[") else { return Ok(None) };
        // The card as the deck reader sees it behind all the others.
        let name = path.to_string_lossy().into_owned();
        let alone = format!("{head}{}", &more[header..]);
        let (card, findings) = deck::parse(&[SourceFile { name, text: alone }]);
        if let Some(mistake) = first_mistake(&findings, head.len()) {
            return Err(WriteError::Mistaken(mistake));
        }
        append(path, &text, &more)?;
        let start = text.len() + header;
        text.push_str(&more);
        let added = Wordings::of(card.questions.iter().map(Some));
        let before = deck.digest();
        let deck = deck.with_card(&card, &added, head.len(), start, &text);
        let keys = card.questions.into_iter().map(|question| question.key).collect();
        self.replace(place, deck.clone());
        Ok(Some((keys, Keeping { path: path.to_path_buf(), text, deck, before, added })))
    }
}
