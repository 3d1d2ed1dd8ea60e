//! Numbers that are rounded without a word.

use crate::formula::Uneven;
use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("left-remainder", include_str!("left_remainder.md"), check);

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let (computed, tried) = card.tried()?;
    let (count, Uneven { place, number, by }) = tried.uneven.as_ref()?;
    let part = computed.words(*place);
    let message =
        format!("in {count} of 200 draws a division leaves a remainder out: {number} / {by} in {part}");
    let help = "draw numbers that divide, count in tenths and show them with `decimal(n, 1)`, or write `times_in(by, n)` where only whole times count";
    Some(Finding::warning(message, help).part(computed.span(*place, card.at())))
}
