//! What is wrong with the order in which decks are learned: `after` of `[deck]`.

use crate::deck::Deck;
use crate::library::{Library, ListedDeck};
use crate::source::{Code, Diagnostic, Located, suggestion};

/// What is wrong with the decks that `deck` says it comes after, where `library` has all decks there are.
pub(super) fn findings(deck: &Deck, library: &Library) -> Vec<Diagnostic> {
    let sequence = library.sequence();
    let is_circle = |other: &str| other == deck.id || sequence.before(other).contains(deck.id.as_str());
    deck.after
        .iter()
        .filter_map(|other| match library.deck(&other.value) {
            _ if is_circle(&other.value) => Some(circle(other)),
            None => Some(unknown(other, library)),
            Some(_) => None,
        })
        .collect()
}

fn circle(other: &Located<String>) -> Diagnostic {
    let message = format!("`{}` comes after this deck as well, so neither waits for the other", other.value);
    Diagnostic::warning(Code::DECKS_IN_CIRCLE, other.span.clone(), message)
        .help("take one of them out of `after`")
}

fn unknown(other: &Located<String>, library: &Library) -> Diagnostic {
    let message = format!("there is no deck `{}`, so nothing waits for it", other.value);
    let help = suggestion(&other.value, library.decks.iter().map(ListedDeck::id));
    Diagnostic::warning(Code::UNKNOWN_DECK, other.span.clone(), message)
        .help(help.unwrap_or_else(|| "write the id of a deck".to_owned()))
}
