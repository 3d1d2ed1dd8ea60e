//! Facts that can be looked up.

use crate::lint::Rule;
use crate::lint::card::{Cards, GROWN};
use crate::lint::finding::Finding;

pub(super) const RULE: Rule = Rule::of_deck("missing-source", include_str!("missing_source.md"), check);

fn check(cards: &Cards<'_>) -> Vec<(Option<usize>, Finding)> {
    let lacks = |place: &usize| cards.cards[*place].notes().source.is_none();
    let without: Vec<usize> = (0..cards.cards.len()).filter(lacks).collect();
    let help = "write `source = \"…\"`, on the card or for all of them in `[deck]`";
    // Where most cards lack it the deck has chosen so: once is enough, and a first deck of a few cards is left in peace.
    if without.len() * 2 > cards.cards.len() {
        let finding = Finding::note("this deck does not say where its facts come from", help);
        return if cards.cards.len() < GROWN { Vec::new() } else { vec![(None, finding)] };
    }
    let finding =
        |place| (Some(place), Finding::warning("this card does not say where its fact comes from", help));
    without.into_iter().map(finding).collect()
}
