//! A study session: what is asked next, what an answer and a rating lead to, and how to take it back.
//!
//! A session is a value. It gives out the reviews and decisions that have to be stored and never stores them itself;
//! whoever drives it stores each one before the next question is shown.

mod asked;
mod course;
mod session;
mod turn;
mod turns;

#[cfg(test)]
mod tests;

pub use asked::{Asked, GivenRating, Item, Phase};
pub use course::{Course, Knowledge, Offers, Outlook, Wish, course};
pub use session::Session;
pub use turn::Change;
pub use turns::Sequence;
