//! Lists: answers of two or more parts, as in `20 and 21`. Comma, semicolon, slash, `&` and `and` part them alike.

use super::Expected;
use super::form::Form;
use super::words::Words;

/// An answer of several parts.
pub(super) struct List {
    parts: Vec<Form>,
    /// All of it as words: what differs in blanks, hyphens and slashes only was always the same.
    words: Words,
    /// Whether every part is one word, so that blanks alone part them.
    is_of_words: bool,
}

/// The signs that part a list, those that stand for nothing else before those that may be a part of one thing.
const SIGNS: [&[char]; 3] = [&['&', ';'], &[','], &['/']];

/// More parts than this are a text, not a list.
const MOST_PARTS: usize = 64;

impl List {
    /// Reads a tidy answer that is not as a whole one thing.
    pub(super) fn of(answer: &str, expected: &Expected) -> Option<Self> {
        let texts = Some(parts(answer)).filter(|parts| parts.len() > 1 || !expected.any_order);
        let texts = texts.unwrap_or_else(|| all_parts(answer));
        if !(2..=MOST_PARTS).contains(&texts.len()) {
            return None;
        }
        let forms = texts
            .iter()
            .map(|text| Form::strict(text).unwrap_or_else(|| Form::Words(Words::of(text, expected.accents))));
        let mut forms: Vec<Form> = forms.collect();
        share_transports(&mut forms);
        share_unit(&mut forms, &texts);
        let is_of_words = texts.iter().all(|text| !text.contains(' '));
        Some(Self { parts: forms, words: Words::of(answer, expected.accents), is_of_words })
    }

    /// Whether `given` has just these parts, in this order unless any will do.
    pub(super) fn accepts(&self, given: &str, expected: &Expected) -> bool {
        let is_same = || self.words.key() == Words::of(given, expected.accents).key();
        is_same() || self.readings(given).iter().any(|given| self.has_parts(given, expected))
    }

    fn has_parts(&self, given: &[&str], expected: &Expected) -> bool {
        if expected.any_order {
            return self.unmatched(given, expected).is_empty();
        }
        // The first that differs is enough.
        self.parts.iter().zip(given).all(|(part, given)| part.accepts(given, expected))
    }

    /// The part of `given` that holds a slip, if the other parts are right; all of it, where it is parted in another way.
    pub(super) fn slip<'a>(&self, given: &'a str, expected: &Expected) -> Option<&'a str> {
        if self.words.is_slipped_in(&Words::of(given, expected.accents)) {
            return Some(given);
        }
        self.readings(given).into_iter().find_map(|given| match *self.unmatched(&given, expected) {
            [(part, other)] => self.parts[part].slip(given[other], expected),
            _ => None,
        })
    }

    /// The ways to part `given` that make as many parts.
    fn readings<'a>(&self, given: &'a str) -> Vec<Vec<&'a str>> {
        let mut readings = vec![parts(given), all_parts(given)];
        if self.is_of_words {
            readings.push(given.split_whitespace().collect());
        }
        readings.retain(|reading| reading.len() == self.parts.len());
        readings.dedup();
        readings
    }

    /// The parts that have no match in `given`, each with one of `given` that has none either.
    fn unmatched(&self, given: &[&str], expected: &Expected) -> Vec<(usize, usize)> {
        let all = 0..self.parts.len();
        if !expected.any_order {
            let wrong = all.filter(|&place| !self.parts[place].accepts(given[place], expected));
            return wrong.map(|place| (place, place)).collect();
        }
        let right =
            self.parts.iter().map(|part| given.iter().map(|one| part.accepts(one, expected)).collect());
        let right: Vec<Vec<bool>> = right.collect();
        // `taken[other]` is the part that `given[other]` is taken for.
        let mut taken = vec![None; given.len()];
        let left =
            all.clone().filter(|&part| !place(part, &right, &mut taken, &mut vec![false; given.len()]));
        let left: Vec<usize> = left.collect();
        let free = all.filter(|&other| taken[other].is_none());
        left.into_iter().zip(free).collect()
    }
}

/// Finds `part` a place among the given ones, and those in its way another. Whether there was one.
fn place(part: usize, right: &[Vec<bool>], taken: &mut [Option<usize>], tried: &mut [bool]) -> bool {
    for other in 0..taken.len() {
        if !right[part][other] || std::mem::replace(&mut tried[other], true) {
            continue;
        }
        if taken[other].is_none_or(|before| place(before, right, taken, tried)) {
            taken[other] = Some(part);
            return true;
        }
    }
    false
}

/// The parts of `text`. What as a whole is a number, a range, a port or an address is not parted: `1,000 and 10.0.0.0/8`.
pub(super) fn parts(text: &str) -> Vec<&str> {
    let mut parts = around_and(text);
    for signs in SIGNS {
        let pieces = parts.into_iter().flat_map(|part| {
            let is_one = !part.contains(signs) || Form::strict(part).is_some();
            if is_one { vec![part] } else { part.split(signs).collect() }
        });
        parts = pieces.map(str::trim).filter(|part| !part.is_empty()).collect();
    }
    parts
}

/// The parts between all signs, whatever stands between them.
fn all_parts(text: &str) -> Vec<&str> {
    let pieces = around_and(text)
        .into_iter()
        .flat_map(|part| part.split(SIGNS.concat().as_slice()).collect::<Vec<_>>());
    pieces.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// What stands around each word `and`.
fn around_and(text: &str) -> Vec<&str> {
    const AND: &str = "and";
    let (mut parts, mut start) = (Vec::new(), 0);
    for (at, found) in text.match_indices(|c: char| c.is_whitespace() || ",;".contains(c)) {
        let after = at + found.len();
        let is_word = text.get(after..after + AND.len()).is_some_and(|word| word.eq_ignore_ascii_case(AND))
            && text[after + AND.len()..].starts_with(char::is_whitespace);
        if is_word {
            parts.push(text[start..at].trim());
            start = after + AND.len();
        }
    }
    parts.push(text[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// Gives ports the transport that is written once for several: `UDP 67 and 68`, `20, 21 (TCP)`.
fn share_transports(parts: &mut [Form]) {
    for is_back in [false, true] {
        let mut last: Option<Vec<&'static str>> = None;
        let count = parts.len();
        for step in 0..count {
            let Form::Port(port) = &mut parts[if is_back { count - 1 - step } else { step }] else { return };
            last = port.with_transports_of(last.as_deref());
        }
    }
}

/// Gives numbers the unit that is written once for several: `2.4 and 5 GHz`.
fn share_unit(parts: &mut [Form], texts: &[&str]) {
    for at in (1..parts.len()).rev() {
        let (before, after) = parts.split_at_mut(at);
        let (Some(before), Some(Form::Number(next))) = (before.last_mut(), after.first()) else { continue };
        if next.unit().is_some()
            && let Some(number) = super::number::Number::of(texts[at - 1])
        {
            *before = Form::Number(number.with_unit_of(next));
        }
    }
}
