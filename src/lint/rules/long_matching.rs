//! Few pairs to match.

use crate::card::Body;
use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("long-matching", include_str!("long_matching.md"), check);

const MOST: usize = 6;

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let Body::Matching(matching) = card.body() else { return None };
    let pairs = matching.pairs.len();
    (pairs > MOST).then(|| {
        let message = format!("there are {pairs} pairs to match");
        Finding::warning(message, format!("at most {MOST} fit a screen and a head; make two cards of it"))
    })
}
