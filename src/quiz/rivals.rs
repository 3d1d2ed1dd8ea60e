//! Answers of other cards that a slip in a typed one makes.

use super::paper::Item;
use super::profile::Profile;
use crate::card::Input;
use crate::card::compare::{Expected, are_a_slip_apart};

impl Item {
    /// Adds those of `answers`, which are all of its deck, that a slip in its own would make. They are asked for only where
    /// the answer is typed.
    pub fn avoid<'a>(&mut self, answers: impl FnOnce() -> &'a [String]) {
        let expected = expected(&self.posed.input);
        if expected.is_empty() {
            return;
        }
        let rivals = answers().iter().filter(|other| {
            expected.iter().any(|own| {
                own != *other && are_nearly_written_alike(own, other) && are_a_slip_apart(own, other)
            })
        });
        let rivals: Vec<String> = rivals.cloned().collect();
        self.rivals.extend(rivals);
        self.rivals.sort_unstable();
        self.rivals.dedup();
    }
}

/// Answers of the same deck that a slip in a typed answer to `asked` makes, so that it is not forgiven.
pub(super) fn rivals(asked: &Profile<'_>, all: &[Profile<'_>]) -> Vec<String> {
    let expected = expected(&asked.posed.input);
    if expected.is_empty() {
        return Vec::new();
    }
    let rivals = all.iter().filter(|other| {
        other.question.key.deck() == asked.question.key.deck()
            && expected.iter().any(|own| *own != other.answer && are_a_slip_apart(own, &other.answer))
    });
    rivals.map(|other| other.answer.clone()).collect()
}

/// The answers that have to be typed.
fn expected(input: &Input) -> Vec<&str> {
    input.expected().into_iter().map(Expected::written).collect()
}

/// Whether the texts are alike but for a letter or two in one place: told much sooner than whether a slip is between them.
fn are_nearly_written_alike(left: &str, right: &str) -> bool {
    // A letter beyond ASCII has up to four bytes, and two letters can change places.
    let (most, apart) = if left.is_ascii() && right.is_ascii() { (2, 1) } else { (8, 4) };
    let (left, right) = (left.trim().as_bytes(), right.trim().as_bytes());
    if left.len().abs_diff(right.len()) > apart {
        return false;
    }
    let before = left.iter().zip(right).take_while(|(left, right)| left.eq_ignore_ascii_case(right)).count();
    let (left, right) = (&left[before..], &right[before..]);
    let ends = left.iter().rev().zip(right.iter().rev());
    let behind = ends.take_while(|(left, right)| left.eq_ignore_ascii_case(right)).count();
    left.len().max(right.len()) - behind <= most
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_a_slip_makes_is_nearly_written_alike(word in "[a-zäé0-9]{4,9}", at in 0_usize..9, slip in 0..4) {
            let mut slipped: Vec<char> = word.chars().collect();
            let at = at % (slipped.len() - 1);
            match slip {
                0 => slipped[at] = 'x',
                1 => slipped.insert(at, 'ö'),
                2 => drop(slipped.remove(at)),
                _ => slipped.swap(at, at + 1),
            }
            let slipped: String = slipped.into_iter().collect();
            prop_assert!(are_nearly_written_alike(&word, &slipped), "{word} {slipped}");
        }
    }

    #[test]
    fn other_words_are_not() {
        for (left, right) in [("443", "8080"), ("SMTP", "POP3"), ("DHCPOFFER", "DHCPACK")] {
            assert!(!are_nearly_written_alike(left, right), "{left} {right}");
        }
    }
}
