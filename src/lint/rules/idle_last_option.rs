//! A pinned last option that is right now and then.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::card::Text;
use crate::lint::Rule;
use crate::lint::card::Cards;
use crate::lint::finding::Finding;

pub(super) const RULE: Rule = Rule::of_deck("idle-last-option", include_str!("idle_last_option.md"), check);

/// What the cards of a deck do with one pinned text.
struct Pinned<'a> {
    text: &'a Text,
    first: usize,
    cards: usize,
    is_right: bool,
}

fn check(cards: &Cards<'_>) -> Vec<(Option<usize>, Finding)> {
    let mut pinned: Vec<Pinned<'_>> = Vec::new();
    let mut places: HashMap<&Text, usize> = HashMap::new();
    for (place, card) in cards.cards.iter().enumerate() {
        let Some((choice, text)) = card.choice().and_then(|choice| Some((choice, choice.last.as_ref()?)))
        else {
            continue;
        };
        let is_right = choice.right.contains(text);
        match places.entry(text) {
            Entry::Occupied(known) => {
                let known = &mut pinned[*known.get()];
                known.cards += 1;
                known.is_right |= is_right;
            }
            Entry::Vacant(free) => {
                free.insert(pinned.len());
                pinned.push(Pinned { text, first: place, cards: 1, is_right });
            }
        }
    }
    // Of a single card nobody learns that its last option is never right.
    pinned.retain(|pinned| pinned.cards > 1 && !pinned.is_right);
    pinned.into_iter().map(|Pinned { text, first, cards, .. }| (Some(first), finding(text, cards))).collect()
}

fn finding(text: &Text, cards: usize) -> Finding {
    let message = format!("the last option `{}` of {cards} cards is right in none of them", text.as_str());
    let help = "make it the answer of a card now and then, or leave it out: learners soon skip it";
    Finding::note(message, help)
}
