//! Choices that are computed and have too little to choose from.

use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("few-wrong", include_str!("few_wrong.md"), check);

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let (computed, tried) = card.tried()?;
    let (count, _) = tried.few?;
    let message = format!("{count} of 200 draws have fewer than two wrong options");
    Some(
        Finding::warning(
            message,
            "add formulas to `wrong`: those that equal the answer or one another are left out",
        )
        .part(computed.span(("wrong", None), card.at())),
    )
}
