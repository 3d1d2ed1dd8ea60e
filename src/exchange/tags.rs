//! Tags as decks have them: without spaces and commas.

use super::card::Card;
use crate::source::clean;

/// What parts tags.
const BETWEEN: [char; 4] = [' ', ',', '\n', '\t'];

/// The tags in `text`, each once.
pub(crate) fn listed(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split(BETWEEN).filter(|tag| !tag.is_empty()) {
        let tag = clean(tag).into_owned();
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// Adds the parts of a path of decks or categories as tags: `Networks::DNS`, `Networks/DNS`.
pub(super) fn add_path(card: &mut Card, path: &str, between: &str) {
    for part in path.split(between) {
        add(card, part);
    }
}

/// Adds one tag; its words are joined by hyphens.
pub(super) fn add(card: &mut Card, name: &str) {
    let words: Vec<_> = name.split(BETWEEN).filter(|word| !word.is_empty()).collect();
    let tag = clean(&words.join("-")).into_owned();
    if !tag.is_empty() && !card.tags.contains(&tag) {
        card.tags.push(tag);
    }
}
