//! Questions that ask for what is true.

use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;
use crate::lint::words::{Words, last_sentence};

pub(super) const RULE: Rule = Rule::of_card("negative-stem", include_str!("negative_stem.md"), check);

fn check(card: &Card<'_>, lists: &Lists) -> Option<Finding> {
    if lists.negations.is_empty() || card.choice().is_none() {
        return None;
    }
    // A capital NOT cannot be overlooked, and in the situation told before the question it does no harm.
    let asked: String = last_sentence(card.prompt().as_str())
        .split_inclusive(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.trim_end_matches(|c: char| !c.is_alphanumeric()).chars().all(char::is_uppercase))
        .collect();
    let negation = lists.negations.found(&Words::of(&asked))?;
    let message = format!("this question is turned round by `{negation}`");
    Some(Finding::warning(message, "ask for what is true; where that cannot be, write the word in capitals"))
}
