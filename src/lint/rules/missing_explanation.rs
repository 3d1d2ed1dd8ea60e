//! An explanation on every card.

use crate::lint::Rule;
use crate::lint::card::Cards;
use crate::lint::finding::Finding;

pub(super) const RULE: Rule =
    Rule::of_deck("missing-explanation", include_str!("missing_explanation.md"), check);

fn check(cards: &Cards<'_>) -> Vec<(Option<usize>, Finding)> {
    let help = "say in `explain` why it is so, or why the near miss is wrong";
    cards.lacking(
        |notes| notes.explain.is_none(),
        |which| Finding::note(format!("{which} an explanation"), help),
        || Finding::warning("this card has no explanation", help),
    )
}
