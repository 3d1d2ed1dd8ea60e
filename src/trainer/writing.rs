//! Cards that the learner adds while the program runs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::Trainer;
use crate::author::{Added, Addition, Draft, Entry, added, head, id_of};
use crate::card::QuestionKey;
use crate::library::{
    Keeping, ListedDeck, WriteError, copy_built_in, create, file_in, name_among, with_addition,
    write_addition, write_schema,
};
use crate::source::SourceFile;

/// A card, and the deck that gets it.
#[derive(Debug, Clone, PartialEq)]
pub struct NewCard {
    /// The deck.
    pub home: Home,
    /// The card.
    pub draft: Draft,
}

/// A deck of the learner's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Home {
    /// The one whose main file this is.
    File(PathBuf),
    /// A new one in the decks folder, with this title.
    New(String),
}

/// Why no card was added. Nothing is changed then.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct AddError(#[from] WriteError);

impl AddError {
    /// What the learner can do about it.
    pub const fn help(&self) -> &'static str {
        self.0.help()
    }
}

impl Trainer {
    /// Writes a card at the end of its deck and reads all decks anew, those at `extra` too. Gives the questions it asks.
    pub fn add_card(
        &mut self,
        card: &NewCard,
        extra: &[PathBuf],
        now: Timestamp,
    ) -> Result<Vec<QuestionKey>, AddError> {
        if let Home::File(path) = &card.home
            && let Some(keys) = self.add_to_known(path, card)?
        {
            Arc::make_mut(&mut self.view.added).extend(keys.iter().cloned());
            return Ok(keys);
        }
        let added = self.write(&card.home, Addition::Card(&card.draft))?;
        let keys: Vec<_> = added.questions().map(|question| question.key.clone()).collect();
        // The card is written: failing now would only make the learner write it again.
        if let Err(error) = self.reload(extra, now) {
            self.tell([format!("The card is written, but {error}: {}.", error.help())]);
        }
        Arc::make_mut(&mut self.view.added).extend(keys.iter().cloned());
        Ok(keys)
    }

    /// Writes an example at the end of a deck, as a comment. Gives the file, and the line from 1 at which it begins.
    pub fn add_template(&self, home: &Home, entry: Entry) -> Result<(PathBuf, usize), AddError> {
        let added = self.write(home, Addition::Template(entry))?;
        let path = added.files.first().map_or_else(PathBuf::new, |file| PathBuf::from(&file.name));
        Ok((path, added.line))
    }

    fn write(&self, home: &Home, addition: Addition<'_>) -> Result<Added, WriteError> {
        match home {
            Home::File(path) => {
                let added = with_addition(path, addition)?;
                write_addition(path, &added).map(|()| added)
            }
            Home::New(title) => self.begin(title, addition),
        }
    }

    /// The same for a deck that is known and has not changed: nothing is read.
    fn add_to_known(&mut self, path: &Path, card: &NewCard) -> Result<Option<Vec<QuestionKey>>, AddError> {
        let before = self.library.deck_at(path).map(|deck| (deck.id().to_owned(), deck.digest()));
        let added = Arc::make_mut(&mut self.view.library).add_card(path, &card.draft)?;
        let Some((keys, keeping)) = added else { return Ok(None) };
        self.keepings.push(keeping);
        if let Some((id, digest)) = before {
            // Nothing in it was reworded. Where that cannot be noted, the deck is looked through at the next start.
            let now = self.library.deck(&id).map_or(0, ListedDeck::digest);
            let _ = self.store.renew_deck(&id, digest, now);
        }
        Ok(Some(keys))
    }

    /// What the index is to know of the decks that got cards; it takes longer than a key may.
    pub fn take_keepings(&mut self) -> Vec<Keeping> {
        std::mem::take(&mut self.keepings)
    }

    /// Copies the built-in deck `id` to the learner's decks, where it replaces that one, and reads all decks anew.
    /// Gives the name that `decks remove` takes the copy away by.
    pub fn copy_deck(&mut self, id: &str, extra: &[PathBuf], now: Timestamp) -> Result<String, AddError> {
        let own = self.paths.decks();
        let path = copy_built_in(id, &own)?;
        let name = name_among(&path, &own).unwrap_or_else(|| id.to_owned());
        let title = self.library.deck(id).map_or(id, ListedDeck::title);
        let back = format!("`examdrill decks remove {name}` brings that back.");
        let told = format!("Your copy of “{title}” replaces the built-in one; {back}");
        self.tell([told]);
        if let Err(error) = self.reload(extra, now) {
            self.tell([format!("The deck is copied, but {error}: {}.", error.help())]);
        }
        Ok(name)
    }

    /// Begins a deck called `title` with its first card, under an id that no deck has.
    fn begin(&self, title: &str, addition: Addition<'_>) -> Result<Added, WriteError> {
        let folder = self.paths.decks();
        let id = self.library.free_id(&id_of(title), |id| file_in(&folder, id).symlink_metadata().is_err());
        let path = file_in(&folder, &id);
        let name = path.to_string_lossy().into_owned();
        let added = added(&[SourceFile { name, text: head(&id, Some(title)) }], addition)?;
        if let Some(mistake) = added.mistake() {
            return Err(WriteError::Mistaken(mistake.to_owned()));
        }
        create(&path, added.files.first().map_or("", |file| &file.text))?;
        // The deck is as good without it.
        let _ = write_schema(&path);
        Ok(added)
    }
}
