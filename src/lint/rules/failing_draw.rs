//! Draws that have no answer.

use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("failing-draw", include_str!("failing_draw.md"), check);

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let (computed, tried) = card.tried()?;
    let (count, why, drawn) = tried.failed.as_ref()?;
    let message = format!("{count} of 200 draws cannot be asked: {} ({drawn})", computed.message(why));
    Some(Finding::warning(message, why.help()).part(computed.span(why.place(), card.at())))
}
