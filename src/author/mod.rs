//! Decks as they are written: templates that teach, cards made of what was typed, and their place in a deck's text.
//!
//! Everything here follows from the tables of the kinds and their keys, so a new kind has its template, its questions
//! in a terminal and its form without a line of its own.

mod addition;
mod draft;
mod head;
mod template;
mod value;

pub use addition::{
    Added, Addition, Refusal, added, appended, behind, first_mistake, is_written, with_line_ends_of,
};
pub use draft::{Draft, kind_named};
pub use head::{EXAM_SCHEMA, SCHEMA, deck, exam, head, id_of, words_of};
pub use template::{Entry, as_comment};
