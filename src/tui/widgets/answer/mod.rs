//! The ways of answering on a screen: one widget per [`Input`].
//!
//! A widget is a small machine: keys go in, an [`Outcome`] comes out, and [`Answering::sheet`] says how it looks now.
//! It lays out the judged answer too, so that a learner finds everything where it was before. Screens have it in an
//! [`AnswerField`], which keeps the law of Space and Enter for all.
//!
//! These keys belong to the screen around and are never taken, except by a field that is being typed in:
//! `?`, `u`, `U`, `q`, `h`, `e`, `s`, `b`, `m`, `o`, `w`, escape, and everything with control. So options have digits, not letters.

mod blanks;
mod choose;
mod cursor;
mod field;
mod matching;
mod order;
mod pairing;
mod reference;
mod reveal;
mod solved;
mod sort;
mod text;

use ratatui::text::Span;

use super::Sheet;
use crate::card::answers::{Blanks, Choose, Match, Order, Reveal, Sort};
use crate::card::compare::Rivals;
use crate::card::{Answer, Input};
use crate::tui::event::Key;
use crate::tui::keys::DIGITS;
use crate::tui::theme::Look;
use pairing::{Pairing, Way};

pub use field::{AnswerField, CHOOSE};
pub use reference::{is_taken, tables};

/// What came of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The key means nothing here; others may take it.
    Ignored,
    /// The widget took it.
    Changed,
    /// The learner has answered.
    Done(Answer),
}

/// A way of answering.
pub trait Answering: std::fmt::Debug {
    /// Takes a key that is neither Space nor Enter nor [`CHOOSE`]; where text is typed, each key but those that lead to
    /// the commands.
    fn press(&mut self, key: Key) -> Outcome;

    /// Chooses what is at the cursor.
    fn choose(&mut self) -> Outcome {
        Outcome::Ignored
    }

    /// What is given so far; `None` while nothing is. What is missing in it was not given yet.
    fn given(&self) -> Option<Answer>;

    /// What is missing before it can be handed in, as a short sentence. `wanted` is how many things are to be chosen,
    /// where the prompt tells it.
    fn missing(&self, _wanted: Option<usize>) -> Option<String> {
        None
    }

    /// Moves the cursor to what is missing.
    fn go_to_missing(&mut self) {}

    /// Shows `given` as what was answered before, and from then on keeps in sight what is chosen: it may be changed as
    /// often as one likes, as in an exam. An answer of another shape is none.
    fn keep(&mut self, given: Option<&Answer>);

    /// Takes pasted text, made safe and put on one line. Only what can be typed in takes any.
    fn paste(&mut self, _text: &str) -> Outcome {
        Outcome::Ignored
    }

    /// Whether letters are typed here, so that no letter means a command.
    fn types(&self) -> bool {
        false
    }

    /// How it looks while it waits for the answer, on lines of `width` columns.
    fn sheet(&self, width: u16, look: &Look) -> Sheet;

    /// How it looks when `given` was judged: what was right and what was wrong, by sign and by word, with the right
    /// answer and the reasons of wrong choices. An answer of another shape is shown as none.
    fn solved(&self, given: &Answer, rivals: &Rivals, width: u16, look: &Look) -> Sheet;

    /// The keys that mean something now: how they are written, and what they do. The most important first.
    fn keys(&self) -> Vec<(&'static str, &'static str)>;
}

/// The widget that asks for `input`.
///
/// **Add a way of answering here and in one new file.**
pub fn for_input(input: &Input) -> Box<dyn Answering> {
    match input.clone() {
        Input::Reveal(Reveal { back }) => Box::new(reveal::Reveal::new(back)),
        Input::Text(expected) => Box::new(text::Typed::new(expected)),
        Input::Choose(Choose { options, many }) => Box::new(choose::Choose::new(options, many)),
        Input::Order(Order { items, right }) => Box::new(order::Order::new(items, right)),
        Input::Match(Match { left, right, partner }) => {
            Box::new(Pairing::new(Way::Match, left, right, partner))
        }
        Input::Sort(Sort { items, bins, home }) => Box::new(Pairing::new(Way::Sort, items, bins, home)),
        Input::Blanks(Blanks { text, holes }) => Box::new(blanks::Blanks::new(text, holes)),
    }
}

/// The digit for place `index`, as it is shown; places beyond the ninth have none.
fn digit_for(index: usize) -> String {
    DIGITS.get(index).map_or(" ".to_owned(), |digit| digit.name())
}

/// What stands before a line that can be reached: the cursor, then the digit to press.
fn gutter(at_cursor: bool, index: Option<usize>, look: &Look) -> Vec<Span<'static>> {
    let mut spans = vec![Span::styled(format!("{} ", look.cursor(at_cursor)), look.theme.selected)];
    if let Some(index) = index {
        spans.push(Span::styled(format!("{} ", digit_for(index)), look.theme.key));
    }
    spans
}

#[cfg(test)]
mod tests;
