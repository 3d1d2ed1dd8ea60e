//! A pinned last option that is right now and then.

use std::collections::HashSet;

use crate::card::Text;
use crate::lint::Rule;
use crate::lint::card::Cards;
use crate::lint::finding::Finding;

pub(super) const RULE: Rule = Rule::of_deck("idle-last-option", include_str!("idle_last_option.md"), check);

fn check(cards: &Cards<'_>) -> Vec<(Option<usize>, Finding)> {
    let choices = || cards.cards.iter().enumerate().filter_map(|(place, card)| Some((place, card.choice()?)));
    let pinned = || choices().filter_map(|(place, choice)| Some((place, choice, choice.last()?)));
    let used: HashSet<&Text> =
        pinned().filter(|(_, choice, last)| choice.right().contains(last)).map(|(.., last)| last).collect();
    let mut told = HashSet::new();
    let idle = pinned().filter(|(.., last)| !used.contains(last) && told.insert(*last));
    let finding = |last: &Text| {
        Finding::note(
            format!("the last option `{}` is right in no card of this deck", last.as_str()),
            "make it the answer of a card now and then, or leave it out: learners soon skip it",
        )
    };
    idle.map(|(place, _, last)| (Some(place), finding(last))).collect()
}
