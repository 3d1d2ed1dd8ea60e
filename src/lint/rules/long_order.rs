//! Orders of a length that can be held in mind.

use crate::card::Body;
use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("long-order", include_str!("long_order.md"), check);

const MOST: usize = 6;

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let Body::Order(order) = card.body() else { return None };
    let steps = order.steps.len();
    (steps > MOST).then(|| {
        let message = format!("this order has {steps} steps");
        Finding::warning(message, format!("at most {MOST} can be held in mind; make two cards of it"))
    })
}
