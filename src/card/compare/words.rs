//! Words, and the slips that are forgiven in them.

use super::Accents;
use crate::card::fold::{folded, without_accents};

/// An answer in words.
#[derive(Debug)]
pub(super) struct Words {
    words: Vec<String>,
    key: String,
}

/// How many letters make a word long. In shorter ones, most abbreviations among them, a letter is too much of the
/// meaning: `SFTP` is not `TFTP`.
const LONG: usize = 6;

impl Words {
    /// Reads a tidy answer.
    pub(super) fn of(text: &str, accents: Accents) -> Self {
        let text = match accents {
            Accents::Count => folded(text),
            Accents::Ignore => without_accents(&folded(text)),
        };
        let mut words = split(&text);
        // Not `a`: an `A record` is not just any record.
        if words.len() > 1 && ["the", "an"].contains(&words[0].as_str()) {
            words.remove(0);
        }
        let key = if words.is_empty() { text } else { joined(&words) };
        Self { words, key }
    }

    /// The same for all answers that differ only in what does not count, and empty only for an empty answer.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// Whether `given` are these words but for one slip in one long word.
    pub(super) fn is_slipped_in(&self, given: &Self) -> bool {
        let mut different = self.words.iter().zip(&given.words).filter(|(word, given)| word != given);
        let (first, second) = (different.next(), different.next());
        self.words.len() == given.words.len()
            && second.is_none()
            && first.is_some_and(|(word, given)| is_forgiven(word, given))
    }
}

fn is_forgiven(word: &str, given: &str) -> bool {
    // A letter more or less in front is a prefix rather than a slip: `asymmetric` is the opposite of `symmetric`.
    let is_prefixed = word.ends_with(given) || given.ends_with(word);
    word.chars().count() >= LONG
        && word.chars().chain(given.chars()).all(char::is_alphabetic)
        && !is_prefixed
        && is_one_slip(word, given)
}

/// Whether the texts differ by one letter too many, missing or wrong, or by two neighbours that changed places
/// (a Damerau distance of one). Takes time in proportion to the length, however the texts differ.
pub(super) fn is_one_slip(left: &str, right: &str) -> bool {
    let start = common(left.chars(), right.chars());
    let (left, right) = (&left[start..], &right[start..]);
    let end = common(left.chars().rev(), right.chars().rev());
    let (left, right) = (&left[..left.len() - end], &right[..right.len() - end]);
    let [left, right] = [left, right].map(|text| {
        let mut letters = text.chars();
        [letters.next(), letters.next(), letters.next()]
    });
    match (left, right) {
        ([Some(_), None, _], [_, None, _]) | ([None, ..], [Some(_), None, _]) => true,
        ([Some(a), Some(b), None], [Some(c), Some(d), None]) => (a, b) == (d, c),
        _ => false,
    }
}

/// How many bytes of `left` agree with `right`.
fn common(left: impl Iterator<Item = char>, right: impl Iterator<Item = char>) -> usize {
    left.zip(right).take_while(|(left, right)| left == right).map(|(letter, _)| letter.len_utf8()).sum()
}

/// The words between spaces, hyphens, slashes and the like. Quotes are left out, a minus sign stays.
fn split(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let is_minus = c == '-' && !before.is_alphanumeric() && rest.peek().is_some_and(char::is_ascii_digit);
        if is_minus || !(c.is_whitespace() || "-/_,;()\"'".contains(c)) {
            words.last_mut().expect("the list starts with a word").push(c);
        } else if !"\"'".contains(c) {
            words.push(String::new());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The words as one, except that two numbers stay apart: `1 23` is not `12 3`.
fn joined(words: &[String]) -> String {
    words.iter().fold(String::new(), |mut joined, word| {
        if joined.ends_with(char::is_numeric) && word.starts_with(char::is_numeric) {
            joined.push(' ');
        }
        joined + word
    })
}
