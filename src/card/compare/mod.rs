//! Judges typed answers.
//!
//! An answer is read in the first form that fits what the author wrote. Addresses, ranges, ports and numbers are
//! exact: only their notation is free. A list is read part by part. Everything else is words, and a slip in a long word
//! is forgiven. What is missing (a transport, a unit, the slash of a prefix length) is forgiven too; what is given must be right.

mod address;
mod form;
mod list;
mod notation;
mod number;
mod port;
mod range;
mod unit;
mod words;

use std::cell::OnceCell;
use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use self::form::{Form, forms};
use self::list::List;
use self::number::Number;
use self::words::Words;
use super::answers::Verdict;
use super::kinds::Body;
use super::limits::is_too_long;
use super::text::Text;
use crate::source::cost;

pub use self::notation::Notation;

/// What counts as right for a typed answer.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Expected {
    /// The answer as the author wrote it, first the one that is shown.
    pub answers: Vec<String>,
    /// For a number: how far from the first answer still counts.
    pub tolerance: Option<f64>,
    /// Whether only what is written counts, apart from spaces around it and the way Unicode composes letters.
    pub exact: bool,
    /// Whether the parts of an answer that is a list may come in any order.
    #[serde(default)]
    pub any_order: bool,
    /// Whether accents tell words apart.
    #[serde(default)]
    pub accents: Accents,
    /// How it has to be written, where that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notation: Option<Notation>,
    /// Typical wrong answers. They are wrong even where they are only a slip away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mistakes: Vec<Slip>,
}

/// A typical wrong answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// What is answered.
    pub answer: String,
    /// Why it is wrong, where the author says so.
    pub why: Option<Text>,
}

/// Whether `Krakow` is right where `Kraków` is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Accents {
    /// It is not, though it may be a slip that is forgiven.
    #[default]
    Count,
    /// It is.
    Ignore,
}

impl Accents {
    /// As decks and settings write it: `count`, `ignore`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "count" => Some(Self::Count),
            "ignore" => Some(Self::Ignore),
            _ => None,
        }
    }
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
    match judge_answers(given, expected, rivals) {
        Verdict::Close(_) if expected.slip_of(given).is_some() => Verdict::Wrong,
        verdict => verdict,
    }
}

/// Judges what was typed by the right answers alone.
fn judge_answers(given: &str, expected: &Expected, rivals: &Rivals) -> Verdict {
    if let Some(is_right) = expected.settles(given) {
        return if is_right { Verdict::Right } else { Verdict::Wrong };
    }
    let (given, forms) = (tidy(given), forms(expected));
    if expected.takes(&given, &forms) {
        return Verdict::Right;
    }
    match meant(&given, &forms, expected, rivals) {
        Some(place) => Verdict::Close(expected.answers[place].clone()),
        None => Verdict::Wrong,
    }
}

/// An expected answer that is read once, when it is first compared, to be compared with many.
pub struct Known {
    expected: Expected,
    forms: OnceCell<Vec<Form>>,
}

impl Known {
    /// Knows `expected`.
    pub fn of(expected: Expected) -> Self {
        Self { expected, forms: OnceCell::new() }
    }

    /// Whether `given` is right, as [`judge`] finds it. A slip is not.
    pub fn accepts(&self, given: &str) -> bool {
        let settled = self.expected.settles(given);
        settled.unwrap_or_else(|| self.expected.takes(&tidy(given), self.forms()))
    }

    /// Whether `given` counts where no other answer is near: it is right, or a slip away.
    pub fn counts(&self, given: &str) -> bool {
        self.expected.settles(given).unwrap_or_else(|| {
            let (given, expected) = (tidy(given), &self.expected);
            let is_slip = |form: &Form| form.slip(&given, expected).is_some();
            expected.takes(&given, self.forms()) || self.forms().iter().any(is_slip)
        })
    }

    /// What was read.
    pub fn expected(&self) -> &Expected {
        &self.expected
    }

    fn forms(&self) -> &[Form] {
        self.forms.get_or_init(|| forms(&self.expected))
    }

    /// The same, given back.
    pub fn into_expected(self) -> Expected {
        self.expected
    }
}

/// Whether `given` is `answer` letter for letter, however Unicode composes them.
fn is_written_so(answer: &str, given: &str) -> bool {
    cost::count(answer.len().min(given.len()));
    answer.trim().nfc().eq(given.trim().nfc())
}

/// Whether an answer is read as a number, with decimals and a unit or without.
pub fn is_number(answer: &str) -> bool {
    Number::of(&tidy(answer)).is_some()
}

/// Whether a slip in one of the answers can make the other, so that the slip cannot be forgiven.
pub fn are_a_slip_apart(left: &str, right: &str) -> bool {
    let (left, right) = (Words::of(&tidy(left), Accents::Count), Words::of(&tidy(right), Accents::Count));
    left.is_slipped_in(&right)
}

impl Expected {
    /// Whether one of the answers is a list, whose parts can come in any order.
    pub fn has_list(&self) -> bool {
        let any_order = Self { any_order: true, ..Self::default() };
        self.answers.iter().any(|answer| List::of(&tidy(answer), &any_order).is_some())
    }

    /// Expects `answer` alone, with the usual leniency.
    pub fn of(answer: impl Into<String>) -> Self {
        Self { answers: vec![answer.into()], ..Self::default() }
    }

    /// Whether `given` is right, where its letters or its notation alone decide.
    fn settles(&self, given: &str) -> Option<bool> {
        if given.trim().is_empty() {
            return Some(false);
        }
        if let Some(notation) = self.notation {
            return Some(self.is_any(given, |given, answer| notation.accepts(given, answer)));
        }
        let is_long = is_too_long(given.trim());
        if self.exact || is_long || self.answers.iter().any(|one| is_too_long(one)) {
            let is_same = |answer: &String| is_written_so(answer, given);
            if self.answers.iter().any(is_same) {
                return Some(true);
            }
        }
        (self.exact || is_long).then_some(false)
    }

    /// Whether `given`, made tidy, is right by what the answers were read as.
    fn takes(&self, given: &str, forms: &[Form]) -> bool {
        forms.iter().any(|form| form.accepts(given, self)) || self.is_near(given)
    }

    /// The answer as it is shown.
    pub fn written(&self) -> &str {
        self.answers.first().map_or("", String::as_str)
    }

    /// Why `given` is wrong, where that is known: it is a typical mistake, or the right value written otherwise.
    pub fn why(&self, given: &str, rivals: &Rivals) -> Option<Text> {
        if judge(given, self, rivals) != Verdict::Wrong {
            return None;
        }
        let is_otherwise =
            |notation: &Notation| self.is_any(given, |given, answer| notation.is_otherwise(given, answer));
        let otherwise = self.notation.filter(is_otherwise);
        otherwise
            .map(|notation| Text::new(notation.otherwise(given)))
            .or_else(|| self.slip_of(given).and_then(|slip| slip.why.clone()))
            .or_else(|| {
                self.has_other_unit(given).then(|| Text::new("The number is right, its unit is not."))
            })
    }

    /// Whether `given` is the number that is expected, and only its unit is not, or is one too much.
    fn has_other_unit(&self, given: &str) -> bool {
        !self.exact
            && self.is_any(given, |given, answer| {
                let numbers = Number::of(given).zip(Number::of(answer));
                numbers.is_some_and(|(given, answer)| given.unit().is_some() && given.is_as_many(&answer))
            })
    }

    /// The typical mistake that `given` is.
    fn slip_of(&self, given: &str) -> Option<&Slip> {
        self.mistakes.iter().find(|slip| {
            let mistake = Self { notation: self.notation, accents: self.accents, ..Self::of(&slip.answer) };
            judge_answers(given, &mistake, &Rivals::default()) == Verdict::Right
        })
    }

    /// Whether `given` is to any of the answers as `compare` says of both, made tidy.
    fn is_any(&self, given: &str, compare: impl Fn(&str, &str) -> bool) -> bool {
        if is_too_long(given.trim()) {
            return false;
        }
        let given = tidy(given);
        self.answers.iter().any(|answer| compare(&given, &tidy(answer)))
    }

    /// Whether `given` is within the tolerance of the first answer.
    fn is_near(&self, given: &str) -> bool {
        // Both are read as numbers only where that decides something.
        let Some(tolerance) = self.tolerance else { return false };
        let numbers = Number::of(&tidy(self.written())).zip(Number::of(given));
        numbers.is_some_and(|(center, given)| center.is_within(tolerance, &given))
    }
}

impl Rivals {
    /// The answers that `bodies` of a deck know; the expected ones may be among them.
    pub fn of(bodies: Vec<Arc<Body>>) -> Self {
        Self {
            known: LazyLock::new(Box::new(move || all_known(bodies.iter().flat_map(|body| body.answers())))),
        }
    }

    /// The answers that `all` gives when a slip is first judged.
    pub fn later(all: impl FnOnce() -> Vec<String> + Send + 'static) -> Self {
        Self { known: LazyLock::new(Box::new(move || all_known(all().iter().map(String::as_str)))) }
    }

    /// These answers.
    pub fn named<'a>(answers: impl IntoIterator<Item = &'a str>) -> Self {
        let known = answers.into_iter().map(known_as).collect();
        Self { known: LazyLock::new(Box::new(|| known)) }
    }

    /// Whether `typed` is a known answer that is not expected, or only one slip away from one.
    fn claim(&self, typed: &Words, expected: &[Words]) -> bool {
        self.known.iter().any(|known| {
            cost::count(1);
            let is_near = known == typed.key() || words::is_one_slip(known, typed.key());
            is_near && expected.iter().all(|words| words.key() != known)
        })
    }
}

/// What the answers of a deck are known by. Accents count: another answer may differ in them alone.
fn known_as(answer: &str) -> String {
    Words::of(&tidy(answer), Accents::Count).key().to_owned()
}

/// What those of `answers` that are read at all are known by: a longer one is compared exactly, and no slip of anything.
fn all_known<'a>(answers: impl Iterator<Item = &'a str>) -> HashSet<String> {
    answers.filter(|answer| !is_too_long(answer)).map(known_as).collect()
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

/// The place of the answer that `given` is a slip of, unless it could as well be meant for a rival.
fn meant(given: &str, forms: &[Form], expected: &Expected, rivals: &Rivals) -> Option<usize> {
    let mut slips = forms.iter().map(|form| form.slip(given, expected)).enumerate();
    let (place, slip) = slips.find_map(|(place, slip)| Some((place, slip?)))?;
    let answers = expected.answers.iter().zip(forms).filter(|(_, form)| form.is_words());
    let answers = answers.filter(|(answer, _)| !is_too_long(answer));
    let answers: Vec<String> = answers.map(|(answer, _)| tidy(answer)).collect();
    // What is a part of the answer is no rival to it.
    let meant = answers.iter().flat_map(|answer| list::parts(answer).into_iter().chain([answer.as_str()]));
    let meant: Vec<Words> = meant.map(|answer| Words::of(answer, Accents::Count)).collect();
    (!rivals.claim(&Words::of(slip, Accents::Count), &meant)).then_some(place)
}

/// `text` without the differences that never count: compatibility forms, kinds of dashes and quotes, spaces around
/// it, and the full stop of a sentence.
fn tidy(text: &str) -> String {
    // ASCII is its own compatibility form.
    let text: String = if text.is_ascii() {
        text.chars().map(plain_mark).collect()
    } else {
        raised(text).nfkc().map(plain_mark).collect()
    };
    let text = text.trim();
    text.strip_suffix('.').map(str::trim_end).filter(|rest| !rest.is_empty()).unwrap_or(text).to_owned()
}

/// The dash or quote of ASCII for one of another kind; any other letter as it is.
const fn plain_mark(c: char) -> char {
    match c {
        '‐' | '‒' | '–' | '—' | '―' | '−' => '-',
        '‘' | '’' | '‚' | '‛' | '′' | '`' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        _ => c,
    }
}

/// `text` with a `^` before each exponent, and with one sign for degrees: the compatibility form alone would make `216` of
/// `2¹⁶`, and a letter of what looks like a degree.
fn raised(text: &str) -> String {
    let mut raised = String::with_capacity(text.len());
    for c in text.chars() {
        if is_exponent(c) && !raised.ends_with(is_exponent) {
            raised.push('^');
        }
        raised.push(if matches!(c, 'º' | '˚') { '°' } else { c });
    }
    raised
}

/// Whether `c` is a digit set high: `²`.
const fn is_exponent(c: char) -> bool {
    matches!(c, '⁰'..='⁹' | '¹' | '²' | '³')
}

#[cfg(test)]
mod tests;
