//! From cards to GIFT.

use super::RULE;
use super::escape::escaped;
use crate::card::compare::Expected;
use crate::card::kinds::{Choice, Cloze, Keys, Matching, Piece, Written};
use crate::card::{Body, Text};
use crate::exchange::card::{Card, arranged};
use crate::exchange::report::{Lost, Place, Report};
use crate::exchange::{cloze, prose, simpler};

/// Writes all cards, each named after its card in the deck.
pub(super) fn write(cards: &[&Card], report: &mut Report) -> Vec<u8> {
    let mut out = String::new();
    for card in cards {
        for (question, answers, after) in questions(card, report) {
            if !out.is_empty() {
                out.push('\n');
            }
            let tags: Vec<_> = card.tags.iter().map(|tag| format!(" [tag:{tag}]")).collect();
            if !tags.is_empty() {
                out.push_str(&format!("//{}\n", tags.concat()));
            }
            let title = match &card.place {
                Place::Card(name) => format!("::{}:: ", escaped(name)),
                _ => String::new(),
            };
            // What stands at the beginning must not be taken for a comment, a category or the name of a markup.
            let is_plain = is_plain(card) && !question.trim_start().starts_with(['/', '$', '[']);
            let markup = if is_plain { "" } else { "[markdown]" };
            // A card to turn over has its back there, and what explains it below a line.
            let is_flip = matches!(card.body, Body::Flip(_));
            let mark = if is_flip { escaped(RULE) } else { "####".to_owned() };
            let feedback =
                card.explain.as_ref().map_or_else(String::new, |told| format!("{mark}{}", escaped(told)));
            // An empty line would end the question.
            let line = if is_flip || feedback.is_empty() || answers.ends_with('\n') { "" } else { "\n" };
            let gap = if after.is_empty() { " " } else { "" };
            out.push_str(&format!(
                "{title}{markup}{}{gap}{{{answers}{line}{feedback}}}{}\n",
                escaped(&question),
                escaped(&after)
            ));
        }
    }
    out.into_bytes()
}

/// Question, answers and what follows them. Several for a text with several holes: GIFT has one gap.
fn questions(card: &Card, report: &mut Report) -> Vec<(String, String, String)> {
    let reverse = matches!(&card.body, Body::Flip(flip) if flip.reverse);
    simpler::drop_keys(card, &[("hint", card.hint.is_some()), ("reverse", reverse)], report);
    let whole =
        |question: &Text, answers: String| vec![(question.as_str().to_owned(), answers, String::new())];
    let written = match &card.body {
        Body::Flip(flip) => whole(&flip.front, format!("####{}", escaped(flip.back.as_str()))),
        Body::Typed(card_typed) => {
            simpler::drop_keys(card, &[("exact", card_typed.expected.exact)], report);
            whole(&card_typed.question, typed(&card_typed.expected))
        }
        Body::Choice(options) => whole(&options.question, choice(options)),
        Body::Truth(truth) => whole(&truth.statement, if truth.holds { "TRUE" } else { "FALSE" }.to_owned()),
        Body::Matching(pairs) => whole(&pairs.question, matching(pairs)),
        Body::Cloze(text) => {
            let is_hinted = text.blanks().any(|blank| blank.hint.is_some());
            simpler::drop_keys(card, &[(simpler::HOLE_HINT, is_hinted)], report);
            gaps(text)
        }
        other => match simpler::matching(other) {
            Some(pairs) => {
                simpler::change(card, report);
                whole(&pairs.question, matching(&pairs))
            }
            None => Vec::new(),
        },
    };
    if written.is_empty() {
        report.lose(Lost::Kind, &card.place, Some(card.body.kind()));
    } else {
        report.cards += 1;
    }
    written
}

fn typed(expected: &Expected) -> String {
    let is_number = |text: &str| {
        text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && text.parse::<f64>().is_ok()
    };
    if let [number] = expected.answers.as_slice()
        && is_number(number)
    {
        let tolerance = expected.tolerance.map_or_else(String::new, |tolerance| format!(":{tolerance}"));
        return format!("#{number}{tolerance}");
    }
    short(&expected.answers)
}

/// Answers of which any is right.
fn short(answers: &[String]) -> String {
    let answer = |answer: &String| format!("={}{}", share(answer, 100), escaped(answer));
    answers.iter().map(answer).collect::<Vec<_>>().join(" ")
}

/// A text that begins with `%` needs the share of points that it would be taken for.
fn share(text: &str, percent: u8) -> String {
    if text.starts_with('%') { format!("%{percent}%") } else { String::new() }
}

fn choice(options: &Choice) -> String {
    let lines = arranged(options).into_iter().map(|(text, is_right, why)| {
        let mark = mark(options, text, is_right);
        let why = why.map_or_else(String::new, |why| format!(" #{}", escaped(why)));
        format!("\n{mark}{}{why}", escaped(text))
    });
    lines.collect::<String>() + "\n"
}

/// What stands before one of `options`: whether it is right, and its share of the points.
fn mark(options: &Choice, text: &str, is_right: bool) -> String {
    match (is_right, options.many) {
        (true, false) => format!("={}", share(text, 100)),
        // Moodle knows shares with five decimals.
        (true, true) => {
            let percent = format!("{:.5}", 100.0 / options.right.len().max(1) as f64);
            format!("~%{}%", percent.trim_end_matches('0').trim_end_matches('.'))
        }
        (false, true) => "~%-100%".to_owned(),
        (false, false) => format!("~{}", share(text, 0)),
    }
}

fn matching(card: &Matching) -> String {
    let pairs = card.pairs.iter().map(|(left, right)| format!("\n={} -> {}", side(left), side(right)));
    let extra = card.extra.iter().map(|right| format!("\n= -> {}", side(right)));
    pairs.chain(extra).collect::<String>() + "\n"
}

/// A side of a pair: the arrow that parts two sides cannot be written inside one.
fn side(text: &Text) -> String {
    escaped(&text.as_str().replace("->", "→"))
}

fn gaps(card: &Cloze) -> Vec<(String, String, String)> {
    let is_alone = |number: u32| card.blanks().filter(|other| other.number == number).count() == 1;
    if !card.blanks().all(|blank| is_alone(blank.number)) {
        return Vec::new();
    }
    let above = card.question.as_str();
    let above = if above.is_empty() { String::new() } else { format!("{above}\n\n") };
    let mut gaps = Vec::new();
    for (at, piece) in card.pieces.iter().enumerate() {
        if let Piece::Hole(blank) = piece {
            let after = cloze::filled(&card.pieces[at + 1..]);
            // Without a text behind it, the gap would be no gap.
            let after = if after.trim().is_empty() { " .".to_owned() } else { after };
            gaps.push((above.clone() + &cloze::filled(&card.pieces[..at]), short(&blank.answers), after));
        }
    }
    gaps
}

/// Whether all texts mean the same with and without Markdown.
fn is_plain(card: &Card) -> bool {
    let has_plain_keys = match &card.body {
        Body::Flip(_) if card.explain.is_some() => false,
        Body::Cloze(cloze) => [cloze.question.as_str(), &cloze.filled()].into_iter().all(prose::is_unmarked),
        body => are_plain(&body.written()),
    };
    has_plain_keys && card.explain.as_deref().is_none_or(prose::is_unmarked)
}

fn are_plain(keys: &Keys) -> bool {
    keys.iter().all(|(_, written)| is_plain_value(written))
}

fn is_plain_value(written: &Written) -> bool {
    match written {
        Written::Text(text) => prose::is_unmarked(text.as_str()),
        // Answers are no Markdown, but they must not be taken for HTML.
        Written::Typed(answer) => !answer.contains(['<', '&']),
        Written::Flag(_) | Written::Number(_) => true,
        Written::List(values) | Written::Set(values) => values.iter().all(is_plain_value),
        Written::Map(entries) => {
            entries.iter().all(|(name, value)| prose::is_unmarked(name) && is_plain_value(value))
        }
        Written::Table(keys) => are_plain(keys),
    }
}
