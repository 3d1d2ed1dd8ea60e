//! Judges typed answers.
//!
//! An answer is read in the first form that fits what the author wrote. Addresses, ranges, ports and numbers are
//! exact: only their notation is free. Everything else is words, and a slip in a long word is forgiven. What is
//! missing (a transport, a unit, the slash of a prefix length) is forgiven too; what is given must be right.

mod address;
mod number;
mod port;
mod range;
mod words;

use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use self::address::Address;
use self::number::Number;
use self::port::Port;
use self::range::Range;
use self::words::Words;
use super::input::Verdict;
use super::kinds::Body;
use super::limits::is_too_long;
use crate::source::cost;

/// What counts as right for a typed answer.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Expected {
    /// The answer as the author wrote it, first the one that is shown.
    pub answers: Vec<String>,
    /// For a number: how far from the first answer still counts.
    pub tolerance: Option<f64>,
    /// Whether only what is written counts, apart from spaces around it and the way Unicode composes letters.
    pub exact: bool,
}

/// The normalised answers known in a deck. They are collected when a slip is first judged: nothing that only reads a deck
/// needs them.
pub struct Rivals {
    known: LazyLock<HashSet<String>, Box<dyn FnOnce() -> HashSet<String> + Send>>,
}

/// Judges what was typed.
///
/// An empty line is wrong. One that is too long to look for slips in is right only as it is written, and so is an expected
/// answer of that length.
pub fn judge(given: &str, expected: &Expected, rivals: &Rivals) -> Verdict {
    if given.trim().is_empty() {
        return Verdict::Wrong;
    }
    if expected.exact || is_too_long(given.trim()) || expected.answers.iter().any(|one| is_too_long(one)) {
        let is_same = |answer: &String| is_written_so(answer, given);
        if expected.answers.iter().any(is_same) {
            return Verdict::Right;
        }
    }
    if expected.exact || is_too_long(given.trim()) {
        return Verdict::Wrong;
    }
    let (given, forms) = (tidy(given), forms(&expected.answers));
    if forms.iter().any(|form| form.accepts(&given)) || expected.is_near(&given) {
        return Verdict::Right;
    }
    match meant(&Words::of(&given), &forms, rivals) {
        Some(place) => Verdict::Close(expected.answers[place].clone()),
        None => Verdict::Wrong,
    }
}

/// Whether `given` is `answer` letter for letter, however Unicode composes them.
fn is_written_so(answer: &str, given: &str) -> bool {
    cost::count(answer.len().min(given.len()));
    answer.trim().nfc().eq(given.trim().nfc())
}

/// Whether a slip in one of the answers can make the other, so that the slip cannot be forgiven.
pub fn are_a_slip_apart(left: &str, right: &str) -> bool {
    let (left, right) = (Words::of(&tidy(left)), Words::of(&tidy(right)));
    left.is_slipped_in(&right)
}

impl Expected {
    /// Expects `answer` alone, with the usual leniency.
    pub fn of(answer: impl Into<String>) -> Self {
        Self { answers: vec![answer.into()], ..Self::default() }
    }

    /// The answer as it is shown.
    pub fn written(&self) -> &str {
        self.answers.first().map_or("", String::as_str)
    }

    /// Whether `given` is within the tolerance of the first answer.
    fn is_near(&self, given: &str) -> bool {
        let numbers = Number::of(&tidy(self.written())).zip(Number::of(given));
        let near = self.tolerance.zip(numbers);
        near.is_some_and(|(tolerance, (center, given))| center.is_within(tolerance, &given))
    }
}

impl Rivals {
    /// The answers that `bodies` of a deck know; the expected ones may be among them.
    pub fn of(bodies: Vec<Arc<Body>>) -> Self {
        let key = |answer: &str| Words::of(&tidy(answer)).key().to_owned();
        // What is compared exactly is no slip of anything.
        let is_read = |answer: &&str| !is_too_long(answer);
        let known = move || bodies.iter().flat_map(|body| body.answers()).filter(is_read).map(key).collect();
        Self { known: LazyLock::new(Box::new(known)) }
    }

    /// These answers.
    pub fn named<'a>(answers: impl IntoIterator<Item = &'a str>) -> Self {
        let known = answers.into_iter().map(|answer| Words::of(&tidy(answer)).key().to_owned()).collect();
        Self { known: LazyLock::new(Box::new(|| known)) }
    }

    /// Whether `typed` is a known answer that is not expected, or only one slip away from one.
    fn claim(&self, typed: &Words, expected: &[&Words]) -> bool {
        let is_near = |known: &String| {
            cost::count(1);
            known == typed.key() || words::is_one_slip(known, typed.key())
        };
        let is_other = |known: &String| expected.iter().all(|words| words.key() != known);
        self.known.iter().any(|known| is_near(known) && is_other(known))
    }
}

impl Default for Rivals {
    fn default() -> Self {
        Self::named([])
    }
}

impl fmt::Debug for Rivals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rivals").finish_non_exhaustive()
    }
}

/// How an answer is read.
enum Form {
    Address(Address),
    Range(Range),
    Port(Port),
    Number(Number),
    Words(Words),
}

impl Form {
    fn of(answer: &str) -> Self {
        // From the strictest reading to the loosest: `/9` is no port, and `0-1023` is not the word `01023`.
        Address::of(answer)
            .map(Self::Address)
            .or_else(|| Range::of(answer).map(Self::Range))
            .or_else(|| Port::of(answer).map(Self::Port))
            .or_else(|| Number::of(answer).map(Self::Number))
            .unwrap_or_else(|| Self::Words(Words::of(answer)))
    }

    fn words(&self) -> Option<&Words> {
        if let Self::Words(words) = self { Some(words) } else { None }
    }

    fn accepts(&self, given: &str) -> bool {
        match self {
            Self::Address(address) => address.accepts(given),
            Self::Range(range) => Range::of(given).is_some_and(|given| range.accepts(&given)),
            Self::Port(port) => Port::of(given).is_some_and(|given| port.accepts(&given)),
            Self::Number(number) => Number::of(given).is_some_and(|given| number.accepts(&given)),
            Self::Words(words) => words.key() == Words::of(given).key(),
        }
    }
}

/// Reads all answers. Ports of one number share their transports: where `udp 53` and `tcp 53` are right,
/// `udp/tcp 53` is right as well.
fn forms(answers: &[String]) -> Vec<Form> {
    // One that is too long has no other reading than its letters; it keeps its place.
    let read = |answer: &String| if is_too_long(answer) { String::new() } else { tidy(answer) };
    let answers: Vec<_> = answers.iter().map(read).collect();
    let ports: Vec<_> = answers.iter().filter_map(|answer| Port::of(answer)).collect();
    let merged = |form| match form {
        Form::Port(port) => Form::Port(port.merged(&ports)),
        other => other,
    };
    answers.iter().map(|answer| merged(Form::of(answer))).collect()
}

/// The place of the answer that `given` is a slip of, unless it could as well be meant for a rival.
fn meant(given: &Words, forms: &[Form], rivals: &Rivals) -> Option<usize> {
    let place = forms.iter().position(|form| form.words().is_some_and(|words| words.is_slipped_in(given)))?;
    let expected: Vec<_> = forms.iter().filter_map(Form::words).collect();
    (!rivals.claim(given, &expected)).then_some(place)
}

/// `text` without the differences that never count: compatibility forms, kinds of dashes and quotes, spaces around
/// it, and the full stop of a sentence.
fn tidy(text: &str) -> String {
    let plain = |c| match c {
        '‐' | '‒' | '–' | '—' | '―' | '−' => '-',
        '‘' | '’' | '‚' | '‛' | '′' | '`' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        _ => c,
    };
    // ASCII is its own compatibility form.
    let text: String = if text.is_ascii() {
        text.chars().map(plain).collect()
    } else {
        raised(text).nfkc().map(plain).collect()
    };
    let text = text.trim();
    text.strip_suffix('.').map(str::trim_end).filter(|rest| !rest.is_empty()).unwrap_or(text).to_owned()
}

/// `text` with a `^` before each exponent: its compatibility form alone would make `216` of `2¹⁶`.
fn raised(text: &str) -> String {
    let is_exponent = |c| matches!(c, '⁰'..='⁹' | '¹' | '²' | '³');
    let mut raised = String::with_capacity(text.len());
    for c in text.chars() {
        if is_exponent(c) && !raised.ends_with(is_exponent) {
            raised.push('^');
        }
        raised.push(c);
    }
    raised
}

#[cfg(test)]
mod tests;
