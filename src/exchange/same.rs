//! Whether cards ask the same, however their texts are spelled.

use std::collections::BTreeSet;

use super::card::{Asks, Card};
use super::cloze::{Hole, MARK, Part};
use super::report::{Lost, Report};
use super::{prose, simpler};

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

/// Whether two cards of a deck ask the same.
pub(super) fn asks_same(one: &Asks, other: &Asks) -> bool {
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
    let is_kept = |key: &str| !told.keys.contains(key);
    let explains = card
        .explain
        .as_deref()
        .filter(|_| is_kept("explain") && card.explains.iter().all(|key| is_kept(key)));
    let has_notes = |back: &Card| {
        let tags: BTreeSet<&String> = back.tags.iter().collect();
        let explain = back.explain.as_deref().unwrap_or("");
        shows_same(explains.unwrap_or(""), explain)
            && (!is_kept("tags") || card.tags.iter().collect::<BTreeSet<_>>() == tags)
    };
    let expected = expected(card, told.is_changed);
    back.iter().all(has_notes)
        && expected.iter().any(|expected| {
            expected.len() == back.len()
                && expected
                    .iter()
                    .zip(back)
                    .all(|(one, other)| essence(one, &told) == essence(&other.asks, &told))
        })
}

/// The ways in which `card` may come back.
fn expected(card: &Card, is_changed: bool) -> Vec<Vec<Asks>> {
    if !is_changed {
        return vec![vec![card.asks.clone()], alone(&card.asks)];
    }
    let (front, back) = simpler::two_sides(card);
    let mut expected = vec![vec![Asks::Flip { front, back, both_ways: false }]];
    expected.extend(simpler::pairs(card).map(|(question, pairs)| {
        vec![Asks::Match { question: question.to_owned(), pairs, extra: Vec::new() }]
    }));
    expected
}

/// Each hole of a text as a card of its own, with the others filled.
fn alone(asks: &Asks) -> Vec<Asks> {
    let Asks::Cloze { question, parts } = asks else { return Vec::new() };
    let filled = |part: &Part| match part {
        Part::Hole(hole) => Part::Text(hole.answer.clone()),
        Part::Text(_) => part.clone(),
    };
    let holes = parts.iter().enumerate().filter(|(_, part)| matches!(part, Part::Hole(_)));
    let only = |at: usize| {
        let one = |(place, part): (usize, &Part)| match part {
            Part::Hole(hole) if place == at => Part::Hole(Hole { number: 1, ..hole.clone() }),
            _ => filled(part),
        };
        Asks::Cloze { question: question.clone(), parts: parts.iter().enumerate().map(one).collect() }
    };
    holes.map(|(at, _)| only(at)).collect()
}

/// What is asked: equal where two cards ask the same.
fn essence(asks: &Asks, told: &Told) -> String {
    let see = |text: &String| seen(text, told);
    let keeps = |key: &str| !told.keys.contains(key);
    match asks {
        Asks::Flip { front, back, both_ways } => {
            format!("flip {} {:?}", *both_ways && keeps("reverse"), [see(front), see(back)])
        }
        Asks::Typed { question, answers, tolerance, exact } => {
            let answers = if keeps("accept") { &answers[..] } else { answers.get(..1).unwrap_or_default() };
            let mut answers: Vec<String> = answers.iter().map(|answer| typed(answer)).collect();
            let mut known = BTreeSet::new();
            answers.retain(|answer| !answer.is_empty() && known.insert(answer.clone()));
            let tolerance = tolerance.filter(|_| keeps("tolerance"));
            format!("typed {} {answers:?} {tolerance:?} {}", see(question), *exact && keeps("exact"))
        }
        Asks::Choice(options) => {
            let why = |why: &Option<String>| why.as_ref().filter(|_| keeps("why")).map(see);
            let right: BTreeSet<String> = options.right.iter().map(see).collect();
            let mut wrong: BTreeSet<_> =
                options.wrong.iter().map(|(text, reason)| (see(text), why(reason))).collect();
            let last = options.last.as_ref().map(see).filter(|last| !right.contains(last));
            wrong.extend(last.map(|last| (last, None)));
            format!("choice {} {} {right:?} {wrong:?}", see(&options.question), options.many)
        }
        Asks::Truth { statement, holds } => format!("truth {} {holds}", see(statement)),
        Asks::Cloze { question, parts } => cloze(question, parts, told),
        Asks::Match { question, pairs, extra } => {
            let pairs: BTreeSet<_> = pairs.iter().map(|(left, right)| (see(left), see(right))).collect();
            let extra: BTreeSet<_> = extra.iter().map(see).collect();
            format!("match {} {pairs:?} {extra:?}", see(question))
        }
        Asks::Order { question, steps } => {
            format!("order {} {:?}", see(question), steps.iter().map(see).collect::<Vec<_>>())
        }
        Asks::Classify { question, bins } => {
            let bins: BTreeSet<_> = bins
                .iter()
                .map(|(bin, items)| (see(bin), items.iter().map(see).collect::<BTreeSet<_>>()))
                .collect();
            format!("classify {} {bins:?}", see(question))
        }
    }
}

/// A text with holes: what stands around them, whether above or between, and what belongs in each.
fn cloze(question: &str, parts: &[Part], told: &Told) -> String {
    let (mut marked, mut holes) = (String::new(), Vec::new());
    for part in parts {
        match part {
            Part::Text(text) => marked.push_str(text),
            Part::Hole(Hole { number, answer, accept, hint }) => {
                marked.push(MARK);
                let hint = hint.as_deref().filter(|_| !told.keys.contains(simpler::HOLE_HINT)).map(typed);
                let accept: BTreeSet<String> = accept.iter().map(|answer| typed(answer)).collect();
                let accept = Some(accept).filter(|_| !told.keys.contains("accept"));
                holes.push((*number, typed(answer), accept, hint));
            }
        }
    }
    // A dot behind the last hole is what makes it a hole in GIFT.
    let marked = marked.trim();
    let marked = marked.strip_suffix(" .").unwrap_or(marked);
    format!("cloze {} {holes:?}", seen(&format!("{question}\n\n{marked}"), told))
}

/// What a reader sees of a text.
fn seen(text: &str, told: &Told) -> String {
    if told.is_flat { typed(&prose::unmarked(text)) } else { prose::seen(text) }
}

/// An answer as it is compared: blanks in a row are one.
fn typed(answer: &str) -> String {
    answer.split_whitespace().collect::<Vec<_>>().join(" ")
}
