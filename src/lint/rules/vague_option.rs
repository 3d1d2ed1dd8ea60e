//! Options that say something definite.

use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("vague-option", include_str!("vague_option.md"), check);

fn check(card: &Card<'_>, lists: &Lists) -> Option<Finding> {
    if lists.vague.is_empty() {
        return None;
    }
    let word = card.option_words().iter().find_map(|words| lists.vague.found(words))?;
    let message = format!("`{word}` in an option says nothing definite");
    Some(Finding::note(message, "say what is so; how often belongs in `explain`"))
}
