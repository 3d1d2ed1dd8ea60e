//! About as many true statements as false ones.

use crate::card::Body;
use crate::lint::Rule;
use crate::lint::card::Cards;
use crate::lint::finding::Finding;

pub(super) const RULE: Rule = Rule::of_deck("truth-balance", include_str!("truth_balance.md"), check);

/// With fewer statements a share says nothing.
const FEWEST: usize = 5;

fn check(cards: &Cards<'_>) -> Vec<(Option<usize>, Finding)> {
    let holds = |body: &Body| if let Body::Truth(truth) = body { Some(truth.holds) } else { None };
    let truths: Vec<bool> = cards.cards.iter().filter_map(|card| holds(card.body())).collect();
    let (all, holding) = (truths.len(), truths.iter().filter(|holds| **holds).count());
    if all < FEWEST || (40 * all..=60 * all).contains(&(100 * holding)) {
        return Vec::new();
    }
    let message = format!("{holding} of {all} statements in this deck are true");
    vec![(None, Finding::note(message, "keep the share between 40 and 60 %, so that guessing does not pay"))]
}
