//! Two texts of a deck, card by card.

use serde::Serialize;

use crate::deck;
use crate::source::SourceFile;

/// A card, table or generator that two texts of a deck do not have alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardDifference {
    /// Its id; of a table or generator that of the first card it makes, and of what stands before all cards `[deck]`.
    pub card: String,
    /// How it is written here; `None` where it is not.
    pub here: Option<String>,
    /// How it is written there.
    pub there: Option<String>,
}

/// What two texts of a deck do not have alike, in the order of `here`, then what only `there` has.
pub fn compare(here: &str, there: &str) -> Vec<CardDifference> {
    let mut theirs = parts(there);
    let mut found = Vec::new();
    for (card, text) in parts(here) {
        let place = theirs.iter().position(|(other, _)| *other == card);
        let other = place.map(|place| theirs.remove(place).1);
        if other.as_ref() != Some(&text) {
            found.push(CardDifference { card, here: Some(text), there: other });
        }
    }
    let only_there = theirs.into_iter();
    found.extend(only_there.map(|(card, text)| CardDifference { card, here: None, there: Some(text) }));
    found
}

/// The cards, tables and generators of a deck, each with its text; first what stands before them.
fn parts(text: &str) -> Vec<(String, String)> {
    let file = SourceFile { name: "deck.toml".to_owned(), text: text.to_owned() };
    let (deck, _) = deck::parse(&[file]);
    let mut starts: Vec<usize> = deck.parts.iter().map(|part| part.range.start).collect();
    starts.sort_unstable();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let head = text.get(..starts.first().copied().unwrap_or(text.len())).unwrap_or_default().trim();
    let mut parts = Vec::new();
    if !head.is_empty() {
        parts.push(("[deck]".to_owned(), head.to_owned()));
    }
    for (start, end) in starts.iter().zip(ends) {
        let part = text.get(*start..end).unwrap_or_default().trim();
        let is_here = |at: usize| (*start..end).contains(&at);
        let question = deck.questions.iter().find(|question| is_here(question.at.range.start));
        // One that cannot be read has no id.
        let name = question.map_or_else(
            || part.lines().nth(1).unwrap_or_default().to_owned(),
            |question| question.key.card().to_owned(),
        );
        parts.push((name, part.to_owned()));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "[deck]\nid = 'd'\n\n[[card]]\nid = 'a'\nfront = 'A'\nback = '1'\n\n[[card]]\nid = 'b'\nfront = 'B'\nback = '2'\n";

    #[test]
    fn only_what_is_not_alike_is_told_card_by_card() {
        assert_eq!(compare(HERE, HERE), []);
        let there = HERE.replace("'1'", "'one'") + "\n[[card]]\nid = 'c'\nfront = 'C'\nback = '3'\n";
        let found = compare(HERE, &there);
        let cards: Vec<_> = found.iter().map(|found| found.card.as_str()).collect();
        assert_eq!(cards, ["a", "c"]);
        assert!(found[0].here.as_ref().unwrap().ends_with("back = '1'"));
        assert!(found[0].there.as_ref().unwrap().ends_with("back = 'one'"));
        assert_eq!((found[1].here.is_none(), found[1].there.is_some()), (true, true));
        assert_eq!(compare(&there, HERE)[1].there, None);
    }

    #[test]
    fn what_cannot_be_read_is_told_as_it_is() {
        assert_eq!(compare("[deck", HERE).first().map(|found| found.card.as_str()), Some("[deck]"));
        assert_eq!(compare("", HERE).len(), 3);
    }
}
