//! Answers that are rounded without a word.

use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("left-remainder", include_str!("left_remainder.md"), check);

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let count = Some(card.tried()?.rounded).filter(|count| *count > 0)?;
    let message = format!("in {count} of 200 draws the answer is a division that leaves a remainder out");
    Some(Finding::warning(
        message,
        "draw numbers that divide, or write `times_in(by, n)` where only whole times count",
    ))
}
