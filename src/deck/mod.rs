//! From the text of a deck to its questions, with every finding of one run.

mod columns;
mod draft;
mod drawn;
mod format;
mod generate;
mod identity;
mod ids;
pub mod keys;
mod lint;
mod look_alikes;
pub(crate) mod notes;
mod reader;
mod recover;
mod sheet;
mod succession;
mod table;
mod top;
mod wordings;

#[cfg(test)]
mod limits_tests;
#[cfg(test)]
mod tests;

use crate::card::Question;
use crate::source::{Diagnostic, Located, SourceFile, Span};

pub use drawn::Lender;
pub use format::{Formatted, formatted};
pub use identity::{Carried, Fate, Seen, Unclear, carry, fate, is_successor, slug, without_replaced};
pub use ids::{LONGEST_ID, free_id, lacking_ids, numbered, with_deck_id, with_ids};
pub use lint::LintSettings;
pub use look_alikes::unknown_card;
pub use notes::is_id;
pub(crate) use recover::{add_clashes, syntax, without_broken_parts};
pub use sheet::{Excerpt, Row, Sheet};
pub use succession::{Succession, still_there, taken_twice};
pub use wordings::Wordings;

/// A deck: its questions in the author's order.
#[derive(Debug, Clone, Default)]
pub struct Deck {
    /// Half of every question's key.
    pub id: String,
    /// The name shown to people.
    pub title: String,
    /// What it teaches, in a sentence.
    pub about: String,
    /// The tags that every card inherits.
    pub tags: Vec<String>,
    /// Everything it asks.
    pub questions: Vec<Question>,
    /// Ids of the decks that are learned before this one.
    pub after: Vec<Located<String>>,
    /// Ids of the decks whose rows its tables ask, each where it is named first.
    pub draws: Vec<Located<String>>,
    /// Look-alikes that are no cards of this deck and may be those of another.
    pub elsewhere: Vec<Located<String>>,
    /// Which questions take the place of others, in the order of the deck.
    pub successions: Vec<Succession>,
    /// The patterns of further files, with their places.
    pub include: Vec<Located<String>>,
    /// Ids that `fmt` would write into the files.
    pub unwritten: Vec<Unwritten>,
    /// Where each card, table and generator begins, in the order of the files.
    pub parts: Vec<Span>,
    /// Where `[deck]` stands, for findings on the deck as a whole.
    pub at: Span,
    /// What the author says about the advice on writing.
    pub lint: LintSettings,
}

/// An id that follows from a prompt or a file's name and is not written in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwritten {
    /// Where the table begins that lacks it.
    pub at: Span,
    /// The id.
    pub id: String,
}

/// Reads a deck from its main file and the files it includes, in this order.
///
/// Never fails: a bad card is left out and reported, and its neighbours are still studied. All findings of all files
/// come back in one run, in the order of their places. A deck without id is named after its main file.
pub fn parse(files: &[SourceFile]) -> (Deck, Vec<Diagnostic>) {
    parse_drawing(files, &|_| None)
}

/// The same where tables may draw the rows of other decks, whose texts `lend` gives. Without such a deck the cards on its rows
/// are left out and told.
pub fn parse_drawing(files: &[SourceFile], lend: Lender<'_>) -> (Deck, Vec<Diagnostic>) {
    reader::Reader::new(lend).read(files)
}

/// The patterns that the deck in `text` includes, without reading its cards.
pub fn includes(text: &str) -> Vec<Located<String>> {
    reader::includes(text)
}

/// Whether a table in `text` may ask the rows of another deck, told without reading it.
pub fn may_draw(text: &str) -> bool {
    text.lines().any(|line| {
        let value =
            line.trim_start().strip_prefix("rows").and_then(|rest| rest.trim_start().strip_prefix('='));
        value.is_some_and(|value| value.trim_start().starts_with(['"', '\'']))
    })
}

/// Whether `text` has a `[deck]` table: without one a file is a part of a deck, or has no name of its own.
pub fn names_itself(text: &str) -> bool {
    reader::names_itself(text)
}
