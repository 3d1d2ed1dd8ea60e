//! What an answer is read as.

use super::address::Address;
use super::list::List;
use super::number::Number;
use super::port::Port;
use super::range::Range;
use super::words::Words;
use super::{Expected, tidy};
use crate::card::limits::is_too_long;

/// How an answer is read.
pub(super) enum Form {
    Address(Address),
    Range(Range),
    Port(Port),
    Number(Number),
    List(List),
    Words(Words),
}

impl Form {
    /// Reads one thing that is no list, and no words: an address, a range, a port or a number.
    pub(super) fn strict(text: &str) -> Option<Self> {
        // From the strictest reading to the loosest: `/9` is no port, and `0-1023` is not the word `01023`.
        Address::of(text)
            .map(Self::Address)
            .or_else(|| Range::of(text).map(Self::Range))
            .or_else(|| Port::of(text).map(Self::Port))
            .or_else(|| Number::of(text).map(Self::Number))
    }

    /// Reads a tidy answer of `expected`. A list in any order is one even where it looks like one number: `20,21`.
    fn of(answer: &str, expected: &Expected) -> Self {
        let form = if expected.any_order {
            List::of(answer, expected).map(Self::List).or_else(|| Self::strict(answer))
        } else {
            Self::strict(answer).or_else(|| List::of(answer, expected).map(Self::List))
        };
        form.unwrap_or_else(|| Self::Words(Words::of(answer, expected.accents)))
    }

    /// Whether `given`, a tidy text, is this answer.
    pub(super) fn accepts(&self, given: &str, expected: &Expected) -> bool {
        match self {
            Self::Address(address) => address.accepts(given),
            Self::Range(range) => Range::of(given).is_some_and(|given| range.accepts(&given)),
            Self::Port(port) => Port::of(given).is_some_and(|given| port.accepts(&given)),
            Self::Number(number) => Number::of(given).is_some_and(|given| number.accepts(&given)),
            Self::List(list) => list.accepts(given, expected),
            Self::Words(words) => words.key() == Words::of(given, expected.accents).key(),
        }
    }

    /// The words of `given` that hold a slip, if they are this answer but for that slip.
    pub(super) fn slip<'a>(&self, given: &'a str, expected: &Expected) -> Option<&'a str> {
        match self {
            Self::Words(words) => words.is_slipped_in(&Words::of(given, expected.accents)).then_some(given),
            Self::List(list) => list.slip(given, expected),
            _ => None,
        }
    }

    /// Whether it is read as words, so that another answer of the deck can be near it.
    pub(super) const fn is_words(&self) -> bool {
        matches!(self, Self::Words(_) | Self::List(_))
    }
}

/// Reads all answers. Ports of one number share their transports: where `udp 53` and `tcp 53` are right,
/// `udp/tcp 53` is right as well.
pub(super) fn forms(expected: &Expected) -> Vec<Form> {
    // One that is too long has no other reading than its letters; it keeps its place.
    let read = |answer: &String| if is_too_long(answer) { String::new() } else { tidy(answer) };
    let answers: Vec<_> = expected.answers.iter().map(read).collect();
    let ports: Vec<_> = answers.iter().filter_map(|answer| Port::of(answer)).collect();
    let forms = answers.iter().map(|answer| match Form::of(answer, expected) {
        Form::Port(port) => Form::Port(port.merged(&ports)),
        other => other,
    });
    forms.collect()
}
