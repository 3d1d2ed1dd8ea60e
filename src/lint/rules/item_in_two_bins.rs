//! One bin for each item.

use std::collections::HashSet;

use crate::card::{Body, Text};
use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("item-in-two-bins", include_str!("item_in_two_bins.md"), check);

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let Body::Classify(classify) = card.body() else { return None };
    let mut seen: HashSet<&Text> = HashSet::new();
    let twice = classify.bins.iter().flat_map(|(_, items)| items).find(|item| !seen.insert(item))?;
    let message = format!("`{}` is listed twice", twice.as_str());
    Some(Finding::warning(
        message,
        "give it one place; what belongs to both needs a bin of its own, or is left out",
    ))
}
