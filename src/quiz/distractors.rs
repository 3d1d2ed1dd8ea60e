//! Wrong options for a question that has none of its own: answers of other questions of its sort, or numbers near the
//! right one.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::number::{Number, digit};
use super::profile::Profile;
use crate::card::compare::Rivals;
use crate::card::kinds::{Wrong, answers};
use crate::card::{Answer, Input, Text};

/// A wrong option.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Distractor<'a> {
    text: Text,
    /// The question that it is the answer to.
    answers: Option<&'a Text>,
    /// How far from the question it was found; near ones tempt more.
    distance: u8,
    /// How far the number is from the right one; 0 for words.
    apart: f64,
}

impl Distractor<'_> {
    fn wrong(&self) -> Wrong {
        let why = self.answers.and_then(|question| answers(question.as_str()));
        Wrong { text: self.text.clone(), why: why.map(Text::new) }
    }
}

/// How far numbers are that no question has as its answer.
const MADE_UP: u8 = 4;
/// Of numbers that were found equally far from the question, three are drawn out of so many nearest ones.
const NEAREST: usize = 4;

/// Wrong options for `asked` out of the answers of `all`; no more than `most`, the first that are found.
pub(super) fn distractors<'a>(
    asked: &Profile<'_>,
    all: &'a [Profile<'_>],
    most: usize,
) -> Vec<Distractor<'a>> {
    let mut found: Vec<Distractor<'a>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    // What is computed was the answer to one draw only.
    let from_others =
        all.iter().filter(|other| !other.question.is_drawn()).filter_map(|other| match &asked.number {
            Some(own) => of_number(asked, own, other),
            None => of_words(asked, other),
        });
    for distractor in from_others.chain(shown_numbers(asked)).chain(near_numbers(asked)) {
        if found.len() >= most {
            break;
        }
        match places.entry(distractor.text.plain().to_lowercase()) {
            Entry::Occupied(place) => {
                let twin = &mut found[*place.get()];
                if distractor.distance < twin.distance {
                    (twin.distance, twin.answers) = (distractor.distance, distractor.answers);
                }
            }
            Entry::Vacant(place) => {
                place.insert(found.len());
                found.push(distractor);
            }
        }
    }
    found
}

/// Those of `all` that tempt most, of which `count` are drawn: first those that are always taken, then those of which some are.
pub(super) fn tempting(mut all: Vec<Distractor<'_>>, count: usize) -> [Vec<Wrong>; 2] {
    all.sort_by(|a, b| a.distance.cmp(&b.distance).then(a.apart.total_cmp(&b.apart)));
    let [mut always, mut some] = [Vec::new(), Vec::new()];
    for alike in all.chunk_by(|a, b| a.distance == b.distance) {
        let is_number = alike.last().is_some_and(|farthest| farthest.apart > 0.0);
        for alike in alike.chunks(if is_number { NEAREST } else { alike.len() }) {
            let wrong = alike.iter().map(Distractor::wrong);
            match count - always.len() {
                0 => return [always, some],
                room if alike.len() <= room => always.extend(wrong),
                _ => {
                    some.extend(wrong);
                    return [always, some];
                }
            }
        }
    }
    [always, some]
}

/// The number that answers another question, written like the `own` one. Where both have one label, be it in the answer or
/// asked for (*which article*), any question will do: it says what both are of. Else they have to answer the same sort of
/// question.
fn of_number<'a>(asked: &Profile<'_>, own: &Number, other: &'a Profile<'_>) -> Option<Distractor<'a>> {
    let theirs = other.number.as_ref().filter(|theirs| !own.is(theirs.value))?;
    let distance = match (&own.label, &theirs.label) {
        (Some(label), Some(other)) if label != other => return None,
        (Some(_), Some(_)) => closeness(asked, other),
        (Some(label), None) if other.asks_for(label) => closeness(asked, other),
        (None, Some(label)) if asked.asks_for(label) => closeness(asked, other),
        (None, None) if own.behind == theirs.behind && asked.asks == other.asks => sameness(asked, other)?,
        _ => return None,
    };
    let value = of_value(asked, own, theirs.value, distance)?;
    Some(Distractor { answers: Some(&other.posed.prompt), ..value })
}

/// The answer of a question that asks for the same sort of thing: a look-alike, the same question about something
/// else, or one of the same deck that begins alike.
fn of_words<'a>(asked: &Profile<'_>, other: &'a Profile<'_>) -> Option<Distractor<'a>> {
    // First what is told at once: this is asked for every two questions.
    let (own, theirs) = (&asked.plain, &other.plain);
    if own == theirs || theirs.is_empty() || own.len().max(theirs.len()) > 3 * own.len().min(theirs.len()) {
        return None;
    }
    let distance = sameness(asked, other)?;
    let is_of_sort = other.number.is_none() && own.starts_with(digit) == theirs.starts_with(digit);
    let is_right =
        || asked.posed.input.judge(&Answer::Text(other.answer.clone()), &Rivals::default()).counts();
    // A part of the right answer could be right too.
    let is_part =
        || !asks_the_same(asked, other) && (own.contains(theirs.as_str()) || theirs.contains(own.as_str()));
    (is_of_sort && !is_part() && !is_right()).then(|| Distractor {
        text: Text::new(&other.answer),
        answers: Some(&other.posed.prompt),
        distance,
        apart: 0.0,
    })
}

/// The other numbers that stand in the prompt beside the right one: it asks to choose between them.
fn shown_numbers<'a>(asked: &Profile<'_>) -> Vec<Distractor<'a>> {
    let Some(own) = &asked.number else { return Vec::new() };
    let shown = Number::all_in(&asked.posed.prompt.plain());
    let is_choice = shown.iter().any(|number| own.is(number.value));
    let others = shown.iter().filter(|number| is_choice && !own.is(number.value));
    others.filter_map(|number| of_value(asked, own, number.value, 0)).collect()
}

/// Numbers that a learner could take for the right one, where it is a quantity and not a name.
fn near_numbers<'a>(asked: &Profile<'_>) -> Vec<Distractor<'a>> {
    let Some(own) = asked.number.as_ref().filter(|own| own.label.is_none()) else { return Vec::new() };
    let (value, whole) = (own.value, own.value as u64);
    let others = if own.behind.contains('%') || asked.asks_for("percent") {
        vec![25.0, 50.0, 75.0, 100.0]
    } else if value.fract() != 0.0 || whole < 2 || value >= 1e6 {
        return Vec::new();
    } else if whole >= 8 && whole.is_power_of_two() {
        vec![value / 2.0, value * 2.0, value * 4.0]
    } else if whole.is_multiple_of(10) {
        vec![value / 2.0, value + 10.0, value * 2.0]
    } else {
        vec![value - 1.0, value + 1.0, value + 2.0]
    };
    let apart = others.into_iter().filter(|other| (other - value).abs() > 0.1);
    apart.filter_map(|other| of_value(asked, own, other, MADE_UP)).collect()
}

/// `value` written as the `own` number, unless it is right too.
fn of_value<'a>(asked: &Profile<'_>, own: &Number, value: f64, distance: u8) -> Option<Distractor<'a>> {
    let apart = (own.value - value).abs();
    let tolerance = match &asked.posed.input {
        Input::Text(expected) => expected.tolerance.unwrap_or(0.0),
        _ => 0.0,
    };
    let is_right = apart <= tolerance || asked.accepted.contains(&value);
    (!is_right).then(|| Distractor { text: Text::new(own.with(value)), answers: None, distance, apart })
}

/// How far a question is that asks for the same sort of thing: 0 for a look-alike, 1 for a row of the same table, 2 for the
/// same question about something else, 3 for one of the same deck that asks with the same words.
fn sameness(asked: &Profile<'_>, other: &Profile<'_>) -> Option<u8> {
    let distance = match closeness(asked, other) {
        near @ 0..=1 => near,
        _ if asks_the_same(asked, other) => 2,
        2 if !asked.asks.is_empty() && asked.asks == other.asks => 3,
        _ => return None,
    };
    let same_side = asked.question.kind == other.question.kind && asked.question.face == other.question.face;
    (same_side && asked.posed.prompt != other.posed.prompt).then_some(distance)
}

fn asks_the_same(asked: &Profile<'_>, other: &Profile<'_>) -> bool {
    asked.is_telling && asked.skeleton == other.skeleton
}

/// 0 for look-alikes, of whatever deck, 1 for rows of one table under one template, 2 for the same deck, 3 for the rest.
fn closeness(asked: &Profile<'_>, other: &Profile<'_>) -> u8 {
    let (own, theirs) = (&asked.question.key, &other.question.key);
    let (own_table, _) = own.card().split_once('/').unwrap_or_default();
    let (their_table, _) = theirs.card().split_once('/').unwrap_or_default();
    let same_table = !own_table.is_empty() && own_table == their_table;
    if own.deck() != theirs.deck() {
        if asked.question.resembles(other.question) { 0 } else { 3 }
    } else if same_table && own.face() != theirs.face() {
        2
    } else if asked.question.resembles(other.question) {
        0
    } else if same_table {
        1
    } else {
        2
    }
}
