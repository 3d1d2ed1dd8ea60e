//! A rule instead of facts: each asking draws afresh, and all of them share one schedule.

mod classes;
mod computed;

use rand::rngs::StdRng;

use super::question::{Notes, Posed};
use super::text::Text;

pub use classes::{Class, Classes};
pub use computed::{Computed, Reason, Tried, Unusable, Written};

/// A rule that draws.
#[derive(Debug, Clone, PartialEq)]
pub enum Generator {
    /// A number, and the class that it belongs to.
    Classes(Classes),
    /// Values, and a question and an answer that are computed from them.
    Computed(Box<Computed>),
}

/// What stands in a list for something that is drawn or computed.
const DRAWN: char = '…';

/// The text of a generator as people read it in lists: `…` for each formula in braces.
pub(super) fn without_formulas(text: &str) -> String {
    let mut readable = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            // Braces that are shown are written twice.
            '{' | '}' if letters.peek() == Some(&letter) => readable.extend(letters.next()),
            '{' => {
                skip_formula(&mut letters);
                readable.push(DRAWN);
            }
            letter => readable.push(letter),
        }
    }
    readable
}

/// Goes behind the brace that closes a formula; one in quotes does not.
fn skip_formula(letters: &mut impl Iterator<Item = char>) {
    let mut quote = None;
    for letter in letters {
        match (quote, letter) {
            (None, '}') => return,
            (None, '\'' | '"') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            _ => {}
        }
    }
}

impl Generator {
    /// The prompt with its braces, and the rule, as lists show them.
    pub fn summary(&self) -> (Text, String) {
        match self {
            Self::Classes(classes) => classes.summary(),
            Self::Computed(computed) => computed.summary(),
        }
    }

    /// Draws, and asks about what was drawn.
    pub fn pose(&self, notes: &Notes, rng: &mut StdRng) -> Posed {
        match self {
            Self::Classes(classes) => classes.pose(notes, rng),
            Self::Computed(computed) => computed.pose(rng),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_shows_no_formula() {
        let readable = [
            ("A cable of {n} metres, {100 - n} of it left?", "A cable of … metres, … of it left?"),
            ("{ip}/{prefix}", "…/…"),
            ("Port {number}?", "Port …?"),
            ("a {{set}} of {if n > 1 then '}' else \"}\"}", "a {set} of …"),
            ("never closed {n", "never closed …"),
            ("no brace", "no brace"),
        ];
        for (text, wanted) in readable {
            assert_eq!(without_formulas(text), wanted);
        }
    }
}
