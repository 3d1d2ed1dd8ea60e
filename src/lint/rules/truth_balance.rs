//! About as many true statements as false ones.

use crate::card::Body;
use crate::lint::Rule;
use crate::lint::card::Cards;
use crate::lint::finding::Finding;

pub(super) const RULE: Rule = Rule::of_deck("truth-balance", include_str!("truth_balance.md"), check);

/// With fewer statements a share says nothing.
const FEWEST: usize = 5;

fn check(cards: &Cards<'_>) -> Vec<(Option<usize>, Finding)> {
    let (mut all, mut holding) = (0, 0);
    for card in &cards.cards {
        if let Body::Truth(truth) = card.body() {
            all += 1;
            holding += usize::from(truth.holds);
        }
    }
    if all < FEWEST || (40 * all..=60 * all).contains(&(100 * holding)) {
        return Vec::new();
    }
    let message = format!("{holding} of {all} statements in this deck are true");
    vec![(None, Finding::note(message, "keep the share between 40 and 60 %, so that guessing does not pay"))]
}
