//! Whether cards ask the same, however their texts are spelled.

use std::collections::BTreeSet;

use super::card::Card;
use super::cloze::MARK;
use super::report::{Lost, Report};
use super::{prose, simpler};
use crate::card::kinds::{Blank, Cloze, Flip, Keys, Piece, Written};
use crate::card::{Body, Text};

/// What may differ, because it was told to be lost.
#[derive(Debug, Default)]
struct Told {
    /// Keys that were not carried.
    keys: BTreeSet<String>,
    /// Whether the card was written as one of another kind.
    is_changed: bool,
    /// Whether lines and marks of texts are gone.
    is_flat: bool,
}

impl Told {
    /// Whether nothing was said of `key` being lost.
    fn keeps(&self, key: &str) -> bool {
        !self.keys.contains(key)
    }
}

/// Whether two cards of a deck ask the same.
pub(super) fn asks_same(one: &Body, other: &Body) -> bool {
    one == other || essence(one, &Told::default()) == essence(other, &Told::default())
}

/// Whether two texts show the same.
pub(super) fn shows_same(one: &str, other: &str) -> bool {
    one.trim() == other.trim() || prose::seen(one) == prose::seen(other)
}

/// Whether `back`, read from what was written of `card`, is that card but for what the report says.
pub(super) fn came_back(card: &Card, back: &[Card], report: &Report) -> bool {
    let told = Told {
        keys: report.keys().clone(),
        is_changed: report.count(Lost::Changed) > 0,
        is_flat: report.count(Lost::Marks) + report.count(Lost::Lines) > 0,
    };
    let explains = card
        .explain
        .as_deref()
        .filter(|_| told.keeps("explain") && card.explains.iter().all(|key| told.keeps(key)));
    let tags: BTreeSet<&String> = card.tags.iter().collect();
    let have_notes = back.iter().all(|back| {
        shows_same(explains.unwrap_or(""), back.explain.as_deref().unwrap_or(""))
            && (!told.keeps("tags") || back.tags.iter().collect::<BTreeSet<_>>() == tags)
    });
    have_notes
        && expected(card, told.is_changed).iter().any(|expected| {
            expected.len() == back.len()
                && expected
                    .iter()
                    .zip(back)
                    .all(|(one, other)| essence(one, &told) == essence(&other.body, &told))
        })
}

/// The ways in which `card` may come back.
fn expected(card: &Card, is_changed: bool) -> Vec<Vec<Body>> {
    if !is_changed {
        return vec![vec![card.body.clone()], alone(&card.body)];
    }
    let (front, back) = simpler::two_sides(card);
    let sides = Flip { front: Text::new(front), back: Text::new(back), reverse: false };
    let mut expected = vec![vec![sides.into()]];
    expected.extend(simpler::matching(&card.body).map(|matching| vec![matching.into()]));
    expected
}

/// Each hole of a text as a card of its own, with the others filled.
fn alone(body: &Body) -> Vec<Body> {
    let Body::Cloze(Cloze { question, pieces, .. }) = body else { return Vec::new() };
    let holes = pieces.iter().enumerate().filter(|(_, piece)| matches!(piece, Piece::Hole(_)));
    holes.map(|(at, _)| Cloze::new(question.clone(), with_one_hole(pieces, at)).into()).collect()
}

/// The pieces with the hole at `kept`, and the others filled.
fn with_one_hole(pieces: &[Piece], kept: usize) -> Vec<Piece> {
    let pieces = pieces.iter().enumerate().map(|(at, piece)| match piece {
        Piece::Hole(blank) if at == kept => Piece::Hole(Blank { number: 1, ..blank.clone() }),
        Piece::Hole(blank) => Piece::Text(blank.answer().to_owned()),
        Piece::Text(_) => piece.clone(),
    });
    pieces.collect()
}

/// What is asked: equal where two cards ask the same.
fn essence(body: &Body, told: &Told) -> String {
    if let Body::Cloze(card) = body {
        return cloze(card, told);
    }
    let keys = with_last_among_wrong(body.written(), told);
    let keys = keys.iter().filter(|(key, _)| told.keeps(key));
    let keys: Vec<_> = keys.map(|(key, written)| (key, meant(written, told))).collect();
    format!("{} {:?}", body.kind(), keys.iter().filter(|(_, value)| value != NONE).collect::<Vec<_>>())
}

/// Options in any order are the same, also where one of them is pinned to the end.
fn with_last_among_wrong(mut keys: Keys, told: &Told) -> Keys {
    let Some(place) = keys.iter().position(|(key, _)| *key == "last") else { return keys };
    let (_, last) = keys.remove(place);
    let is_right = keys.iter().filter(|(key, _)| *key == "answer").any(|(_, written)| match written {
        Written::Set(right) => right.iter().any(|right| meant(right, told) == meant(&last, told)),
        only => meant(only, told) == meant(&last, told),
    });
    if is_right {
        return keys;
    }
    match keys.iter_mut().find(|(key, _)| *key == "wrong") {
        Some((_, Written::Set(wrong))) => wrong.push(last),
        _ => keys.push(("wrong", Written::Set(vec![last]))),
    }
    keys
}

/// What values in any order come to where there are none.
const NONE: &str = "{}";

/// What a value means: equal where two mean the same.
fn meant(written: &Written, told: &Told) -> String {
    match written {
        Written::Text(text) => format!("{:?}", seen(text.as_str(), told)),
        Written::Typed(answer) => format!("{:?}", typed(answer)),
        Written::Flag(flag) => flag.to_string(),
        Written::Number(number) => number.to_string(),
        Written::List(values) => format!("{:?}", all_meant(values, told)),
        Written::Set(values) => {
            let values = all_meant(values, told).into_iter().filter(|value| value != "\"\"");
            let values: BTreeSet<_> = values.collect();
            format!("{values:?}")
        }
        Written::Map(entries) => {
            let entry = |(name, value): &(String, Written)| (seen(name, told), meant(value, told));
            format!("{:?}", entries.iter().map(entry).collect::<BTreeSet<_>>())
        }
        // One text says the same whether it stands alone or in a table.
        Written::Table(keys) => {
            let kept: Vec<_> = keys.iter().filter(|(key, _)| told.keeps(key)).collect();
            match kept.as_slice() {
                [(_, only)] => meant(only, told),
                kept => format!(
                    "{:?}",
                    kept.iter().map(|(key, value)| (key, meant(value, told))).collect::<Vec<_>>()
                ),
            }
        }
    }
}

/// What each of a list of values means.
fn all_meant(values: &[Written], told: &Told) -> Vec<String> {
    values.iter().map(|value| meant(value, told)).collect()
}

/// A text with holes: what stands around them, whether above or between, and what belongs in each.
fn cloze(card: &Cloze, told: &Told) -> String {
    let holes = card.blanks().map(|blank| {
        let hint = blank.hint.as_deref().filter(|_| told.keeps(simpler::HOLE_HINT)).map(typed);
        let accept: BTreeSet<String> = blank.accept().iter().map(|answer| typed(answer)).collect();
        let accept = Some(accept).filter(|_| told.keeps("accept"));
        (blank.number, typed(blank.answer()), accept, hint)
    });
    let holes: Vec<_> = holes.collect();
    let marked = card.shown_with(|_| MARK.to_string().into());
    // A dot behind the last hole is what makes it a hole in GIFT.
    let marked = marked.trim();
    let marked = marked.strip_suffix(" .").unwrap_or(marked);
    format!("cloze {holes:?} {}", seen(&format!("{}\n\n{marked}", card.question.as_str()), told))
}

/// What a reader sees of a text.
fn seen(text: &str, told: &Told) -> String {
    if told.is_flat { typed(&prose::unmarked(text)) } else { prose::seen(text) }
}

/// An answer as it is compared: blanks in a row are one.
fn typed(answer: &str) -> String {
    answer.split_whitespace().collect::<Vec<_>>().join(" ")
}
