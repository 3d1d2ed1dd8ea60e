//! Generators that have nothing to draw.

use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("same-draw", include_str!("same_draw.md"), check);

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let (computed, tried) = card.tried()?;
    let message = "all 200 draws ask the same question";
    let finding = Finding::warning(message, "let `draw` have more to draw from, or write a `[[card]]`");
    tried.is_one.then(|| finding.part(computed.span(("draw", None), card.at())))
}
