//! Decks that can be surveyed.

use crate::lint::Rule;
use crate::lint::card::Cards;
use crate::lint::finding::Finding;

pub(super) const RULE: Rule = Rule::of_deck("big-deck", include_str!("big_deck.md"), check);

const MOST: usize = 30;

fn check(cards: &Cards<'_>) -> Vec<(Option<usize>, Finding)> {
    let written = cards.cards.iter().filter(|card| !card.is_row()).count();
    if written <= MOST {
        return Vec::new();
    }
    let message = format!("this deck has {written} cards");
    vec![(
        None,
        Finding::warning(message, format!("make decks of at most {MOST}, one for each thing to be learned")),
    )]
}
