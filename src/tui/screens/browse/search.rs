//! The search of Browse, as it is typed.

use super::keys::{SEARCHING, Searching};
use super::{Browse, Opening};
use crate::card::QuestionKey;
use crate::search::{Query, completions};
use crate::tui::event::Key;
use crate::tui::keys::lookup;
use crate::tui::screen::Ctx;
use crate::tui::widgets::Typing;

/// Ways to go on that are shown below the search.
const MOST_COMPLETIONS: usize = 6;

impl Browse {
    /// Writes the deck that it opens on into the search, where there are others. Gives the question it opens on.
    pub(super) fn open(&mut self, ctx: &Ctx<'_>) -> Option<QuestionKey> {
        let opening = self.opening.take()?;
        let id = match &opening {
            Opening::Deck(id) => id,
            Opening::Question(key) => key.deck(),
        };
        let decks = &ctx.view.library.decks;
        let mut others = decks.iter().filter(|deck| deck.id() != id).peekable();
        if others.peek().is_some() {
            // Only where another one begins so, it has to be told exactly.
            let begins = |name: &str| name.to_lowercase().starts_with(&id.to_lowercase());
            let exactly = others.any(|deck| begins(deck.id()) || begins(deck.title()));
            self.opened_with = format!("deck:{}{id} ", if exactly { "=" } else { "" });
            self.search = Typing::holding(&self.opened_with);
        }
        match opening {
            Opening::Deck(_) => None,
            Opening::Question(key) => Some(key),
        }
    }

    /// Applies search, filter and order.
    pub(super) fn sift(&mut self) {
        self.query = Query::parse(self.search.value());
        self.shown = self.rows.sifted(self.filter, self.order, &self.query);
    }

    /// The same after a change of them: from the first row on.
    pub(super) fn sift_anew(&mut self) {
        self.sift();
        self.go(0);
    }

    /// What the search may become, as far as it is typed.
    pub(super) fn completions(&self) -> Vec<String> {
        completions(self.search.value(), &self.rows.names(), MOST_COMPLETIONS)
    }

    /// Whether somebody typed what is searched for.
    pub(super) fn has_typed(&self) -> bool {
        let text = self.search.value().trim();
        !text.is_empty() && text != self.opened_with.trim()
    }

    pub(super) fn search(&mut self, key: Key) {
        match lookup(SEARCHING, key) {
            Some(Searching::ToTheList) => self.is_searching = false,
            Some(Searching::Complete) => {
                if let Some(whole) = self.completions().first() {
                    self.search = Typing::holding(whole);
                    self.sift_anew();
                }
            }
            None => {
                self.search.key(key);
                self.sift_anew();
            }
        }
    }
}
