//! Options that are about the question, not about each other.

use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;
use crate::lint::lists::found;
use crate::lint::words::Words;

pub(super) const RULE: Rule = Rule::of_card("forbidden-option", include_str!("forbidden_option.md"), check);

fn check(card: &Card<'_>, lists: &Lists) -> Option<Finding> {
    if lists.forbidden.is_empty() {
        return None;
    }
    let option = card.options().find(|text| found(&lists.forbidden, &Words::of(text.as_str())).is_some())?;
    let message = format!("the option `{}` is about the other options", option.as_str());
    Some(Finding::warning(message, "for several right answers write `answer = [\"…\", \"…\"]`"))
}
