//! Facts that can be looked up.

use crate::lint::Rule;
use crate::lint::card::Cards;
use crate::lint::finding::Finding;

pub(super) const RULE: Rule = Rule::of_deck("missing-source", include_str!("missing_source.md"), check);

fn check(cards: &Cards<'_>) -> Vec<(Option<usize>, Finding)> {
    let help = "write `source = \"…\"`, on the card or for all of them in `[deck]`";
    cards.lacking(
        |notes| notes.source.is_none(),
        |which| Finding::note(format!("{which} a source"), help),
        || Finding::warning("this card does not say where its fact comes from", help),
    )
}
