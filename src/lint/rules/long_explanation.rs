//! Explanations that are read to the end.

use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;
use crate::lint::words::{count, is_longer_than};

pub(super) const RULE: Rule = Rule::of_card("long-explanation", include_str!("long_explanation.md"), check);

const MOST: usize = 40;

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let explain = card.notes().explain.as_ref()?.as_str();
    is_longer_than(explain, MOST).then(|| {
        let message = format!("this explanation has {} words", count(explain));
        Finding::warning(
            message,
            format!("{MOST} are read to the end; a new fact deserves a card of its own"),
        )
    })
}
