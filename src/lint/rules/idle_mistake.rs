//! Wrong answers that are never any.

use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("idle-mistake", include_str!("idle_mistake.md"), check);

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let (computed, tried) = card.tried()?;
    let place = tried.idle?;
    let message = format!(
        "{} is left out of every draw: it equals the answer or one before it, or is empty",
        computed.words(place)
    );
    Some(Finding::warning(message, "mend its formula, or remove it").part(computed.span(place, card.at())))
}
