//! Questions that can be answered with the options covered.

use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("open-stem", include_str!("open_stem.md"), check);

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    card.choice()?;
    let prompt = card.prompt().as_str();
    let asks = prompt.contains(['?', '？', '؟']);
    // An instruction such as "(Choose TWO.)" or a gap to fill ends a task as well.
    let instructs = prompt.ends_with([')', ']', '）', '…', '_']);
    (!asks && !instructs).then(|| {
        Finding::warning(
            "this choice does not ask a question",
            "write a whole question: it can be answered with the options covered",
        )
    })
}
