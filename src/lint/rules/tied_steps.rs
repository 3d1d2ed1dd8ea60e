//! Steps that have one order.

use crate::card::Body;
use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("tied-steps", include_str!("tied_steps.md"), check);

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let Body::Order(order) = card.body() else { return None };
    let steps = &order.steps;
    let tied = steps.iter().enumerate().find(|(place, step)| steps[..*place].contains(step))?.1;
    let message = format!("the step `{}` comes twice", tied.as_str());
    Some(Finding::note(message, "say what tells the two apart: `ACK of the client`, `ACK of the server`"))
}
