//! Options that are about the question, not about each other.

use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("forbidden-option", include_str!("forbidden_option.md"), check);

fn check(card: &Card<'_>, lists: &Lists) -> Option<Finding> {
    if lists.forbidden.is_empty() {
        return None;
    }
    let mut said = card.options().zip(card.option_words());
    let option = said.find(|(_, words)| lists.forbidden.found(words).is_some())?.0;
    let message = format!("the option `{}` is about the other options", option.as_str());
    Some(Finding::warning(message, "for several right answers write `answer = [\"…\", \"…\"]`"))
}
