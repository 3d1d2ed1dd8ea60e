//! No more promised than is true.

use crate::card::Body;
use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("absolute-word", include_str!("absolute_word.md"), check);

fn check(card: &Card<'_>, lists: &Lists) -> Option<Finding> {
    if lists.absolutes.is_empty() {
        return None;
    }
    let word = match card.body() {
        Body::Flip(_) => card.answer_words().iter().find_map(|words| lists.absolutes.found(words)),
        // Who exaggerates says something false; that is what the false statements are for.
        Body::Truth(truth) if truth.holds => lists.absolutes.found(card.prompt_words()),
        Body::Choice(_) => card.option_words().iter().find_map(|words| lists.absolutes.found(words)),
        _ => None,
    }?;
    let message = format!("`{word}` promises much");
    Some(Finding::note(message, "is there no exception? in options it tells the wrong ones, too"))
}
