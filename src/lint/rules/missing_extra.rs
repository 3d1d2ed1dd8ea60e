//! Matching that cannot be solved by elimination.

use crate::card::Body;
use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("missing-extra", include_str!("missing_extra.md"), check);

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let Body::Matching(matching) = card.body() else { return None };
    let pairs = &matching.pairs;
    // Where two left sides share a partner, the last one is not what is left over.
    let shares =
        pairs.iter().enumerate().any(|(place, (_, right))| pairs[..place].iter().any(|(_, r)| r == right));
    (matching.extra.is_empty() && !shares).then(|| {
        Finding::warning(
            "the last pair needs no knowledge: it is what is left over",
            "add a right side that belongs to none: `extra = [\"…\"]`",
        )
    })
}
