//! The language in which questions are searched for: words, and terms such as `deck:`, `is:due` and `lapses:>3`.
//!
//! Browse and the command line speak it. A question is found when all terms hold. What is not understood is reported, with
//! its place, and searched for as a word.

mod complete;
mod order;
mod reference;
mod terms;

#[cfg(test)]
mod tests;

use std::ops::Range;

use jiff::civil::Date;

pub use complete::{Names, completions};
pub use order::Order;
pub use reference::reference;
pub use terms::{MISSED_DAYS, TERMS, TermHelp};

use crate::card::folded;
use crate::deck::Row;
use crate::schedule::Memory;
use terms::{Condition, condition};

/// What is searched for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
    /// What was not understood, in the order of the text.
    pub mistakes: Vec<Mistake>,
}

/// One of the things that must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    /// Whether it must not hold.
    is_excluded: bool,
    condition: Condition,
}

/// A part of a search that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// What is wrong: lowercase, no full stop.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What a search looks at of a question.
#[derive(Debug, Clone, Copy)]
pub struct Searchable<'a> {
    /// The question in short.
    pub row: Row<'a>,
    /// The title of its deck.
    pub deck_title: &'a str,
    /// How it reads, folded as by [`folded`].
    pub text: &'a str,
    /// What its reviews fold to; `None` while it is new.
    pub memory: Option<&'a Memory>,
    /// The study day on which is searched.
    pub today: Date,
    /// What is so of it besides.
    pub marks: Marks,
}

/// What is so of a question beside its memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct Marks {
    /// Marked by the learner.
    pub is_marked: bool,
    /// Set aside by the author or the learner.
    pub is_suspended: bool,
    /// Forgotten so often that it is called a leech.
    pub is_leech: bool,
    /// Answered wrong lately.
    pub is_missed: bool,
}

impl Query {
    /// Reads a search. Words are parted by blanks; quotes hold several together and keep their signs.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for word in words(text) {
            let condition = match word.key {
                Some(key) => condition(key, &word.value).unwrap_or_else(|(message, help)| {
                    query.mistakes.push(Mistake { at: word.at.clone(), message, help });
                    Condition::Text(folded(&text[word.at.clone()]))
                }),
                None => Condition::Text(folded(&word.value)),
            };
            query.terms.push(Term { is_excluded: word.is_excluded, condition });
        }
        query
    }

    /// Whether everything is found.
    pub const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// A text, folded, that everything has which is found; `None` where the search has none. To look for it first spares
    /// looking at each question.
    pub fn text(&self) -> Option<&str> {
        let texts = self.terms.iter().filter(|term| !term.is_excluded);
        let texts = texts.filter_map(|term| match &term.condition {
            Condition::Text(text) => Some(text.as_str()),
            _ => None,
        });
        texts.max_by_key(|text| text.len())
    }

    /// Whether nothing is asked for but [`Self::text`], if that.
    pub fn is_text_alone(&self) -> bool {
        self.terms.len() == usize::from(self.text().is_some())
    }

    /// Whether it asks for how questions read, and not only for their decks, tags and memories.
    pub fn reads_text(&self) -> bool {
        self.terms.iter().any(|term| matches!(term.condition, Condition::Text(_)))
    }

    /// Whether the question is found.
    pub fn finds(&self, subject: &Searchable<'_>) -> bool {
        self.terms.iter().all(|term| term.condition.holds(subject) != term.is_excluded)
    }

    /// Whether it asks for a deck or a tag by name, so that what is switched off is looked through as well.
    pub fn has_names(&self) -> bool {
        let mut wanted = self.terms.iter().filter(|term| !term.is_excluded);
        wanted.any(|term| matches!(term.condition, Condition::Deck(_) | Condition::Tag(_)))
    }

    /// The names of decks and of tags that are asked for, or how they begin.
    pub fn names(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.terms.iter().filter_map(|term| match &term.condition {
            Condition::Deck(name) => Some(("deck", name.trim_start_matches('='))),
            Condition::Tag(name) => Some(("tag", name.as_str())),
            _ => None,
        })
    }
}

/// A word of a search as it is written.
#[derive(Debug, Default)]
struct Word<'a> {
    at: Range<usize>,
    is_excluded: bool,
    /// What stands before the colon.
    key: Option<&'a str>,
    /// What stands behind it, or the whole; without quotes.
    value: String,
}

/// The words of `text`; those that say nothing are left out.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = 0;
    while let Some(found) = text[start..].find(|c: char| !c.is_whitespace()) {
        start += found;
        let (word, end) = word(text, start);
        if !word.value.is_empty() || word.key.is_some() {
            words.push(word);
        }
        start = end;
    }
    words
}

/// The word that begins at `start`, and where it ends.
fn word(text: &str, start: usize) -> (Word<'_>, usize) {
    let mut word = Word { at: start..text.len(), ..Word::default() };
    let (mut is_quoted, mut was_quoted, mut value_from) = (false, false, start);
    for (at, letter) in text[start..].char_indices().map(|(at, letter)| (start + at, letter)) {
        match letter {
            '-' if at == start => {
                word.is_excluded = true;
                value_from = at + 1;
            }
            '"' => {
                is_quoted = !is_quoted;
                was_quoted = true;
            }
            _ if letter.is_whitespace() && !is_quoted => {
                word.at.end = at;
                break;
            }
            ':' if !was_quoted && word.key.is_none() && at > value_from => {
                word.key = Some(&text[value_from..at]);
                word.value.clear();
            }
            _ => word.value.push(letter),
        }
    }
    let end = word.at.end;
    (word, end)
}
