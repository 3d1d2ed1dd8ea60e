//! No lists to recite.

use crate::card::Body;
use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("recited-list", include_str!("recited_list.md"), check);

const MOST: usize = 3;

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let answer = match card.body() {
        Body::Flip(flip) => flip.back.as_str(),
        Body::Typed(_) => card.first().answer.as_str(),
        _ => return None,
    };
    // A comma within a number parts nothing.
    (answer.matches(", ").count() > MOST).then(|| {
        Finding::warning(
            "this answer is a list to recite",
            "make a card of each member, or one that sorts, orders or matches them",
        )
    })
}
