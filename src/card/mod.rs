//! A card and the questions it asks.
//!
//! There are many kinds of card and few ways of answering. A kind ([`kinds`]) turns what an author wrote into one or
//! more [`Question`]s; a question, when it is asked, is [`Posed`]: a prompt and an [`Input`]. Screens know inputs only,
//! so a new kind of card touches no screen.

pub mod answers;
pub mod compare;
mod fold;
mod generator;
mod key;
pub mod kinds;
pub mod limits;
mod question;
mod text;

pub use answers::{Answer, Choice, Hole, Input, Part, Verdict};
pub use fold::folded;
pub use generator::{Class, Classes, Computed, Generator, Reason, Tried, Unusable};
pub use key::{KeyNumber, QuestionKey, cards_named, is_row_of_another};
pub use kinds::Body;
pub use question::{Notes, Posed, Question};
pub use text::{Block, Inline, Picture, Style, Text, listed};
