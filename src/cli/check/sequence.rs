//! What is wrong with the order in which decks are learned: `after` of `[deck]`.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use crate::cli::context::CommandContext;
use crate::deck::Deck;
use crate::library::{Library, ListedDeck};
use crate::source::{Code, Diagnostic, did_you_mean};

/// Which decks come before a deck, by their ids.
pub(super) struct Sequence(HashMap<String, Vec<String>>);

impl Sequence {
    /// That of all decks a learner has with those at `places`.
    pub(super) fn of(places: &[PathBuf], context: &CommandContext) -> Self {
        let library = Library::load_with(&context.paths.decks(), places);
        let before = |deck: &ListedDeck| (deck.id().to_owned(), deck.after().to_vec());
        Self(library.decks.iter().map(before).collect())
    }

    /// What is wrong with the decks that `deck` says it comes after.
    pub(super) fn findings(&self, deck: &Deck) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for other in &deck.after {
            let id = &other.value;
            if !self.0.contains_key(id) && *id != deck.id {
                let message = format!("there is no deck `{id}`, so nothing waits for it");
                let help = match did_you_mean(id, self.0.keys().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write the id of a deck".to_owned(),
                };
                findings
                    .push(Diagnostic::warning(Code::UNKNOWN_DECK, other.span.clone(), message).help(help));
            } else if *id == deck.id || self.before(id).contains(deck.id.as_str()) {
                let message = format!("`{id}` comes after this deck as well, so neither waits for the other");
                findings.push(
                    Diagnostic::warning(Code::DECKS_IN_CIRCLE, other.span.clone(), message)
                        .help("take one of them out of `after`"),
                );
            }
        }
        findings
    }

    /// All decks that come before `deck`, over however many others.
    fn before<'a>(&'a self, deck: &'a str) -> HashSet<&'a str> {
        let (mut found, mut next) = (HashSet::new(), vec![deck]);
        while let Some(deck) = next.pop() {
            let others = self.0.get(deck).into_iter().flatten();
            next.extend(others.map(String::as_str).filter(|other| found.insert(*other)));
        }
        found
    }
}
