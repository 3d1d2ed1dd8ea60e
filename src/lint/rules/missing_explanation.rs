//! An explanation on every card.

use crate::lint::Rule;
use crate::lint::card::{Cards, GROWN};
use crate::lint::finding::Finding;

pub(super) const RULE: Rule =
    Rule::of_deck("missing-explanation", include_str!("missing_explanation.md"), check);

fn check(cards: &Cards<'_>) -> Vec<(Option<usize>, Finding)> {
    let lacks = |place: &usize| cards.cards[*place].notes().explain.is_none();
    let silent: Vec<usize> = (0..cards.cards.len()).filter(lacks).collect();
    let help = "say in `explain` why it is so, or why the near miss is wrong";
    // Where most cards lack it the deck has chosen so: once is enough, and a first deck of a few cards is left in peace.
    if silent.len() * 2 > cards.cards.len() {
        let finding = Finding::note("no card of this deck has an explanation", help);
        return if cards.cards.len() < GROWN { Vec::new() } else { vec![(None, finding)] };
    }
    let finding = |place| (Some(place), Finding::warning("this card has no explanation", help));
    silent.into_iter().map(finding).collect()
}
