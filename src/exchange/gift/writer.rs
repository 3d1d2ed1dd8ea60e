//! From cards to GIFT.

use super::RULE;
use super::escape::escaped;
use crate::exchange::card::{Asks, Card, Options};
use crate::exchange::cloze::{self, Part};
use crate::exchange::report::{Lost, Place, Report};
use crate::exchange::{prose, simpler};

/// Writes all cards, each named after its card in the deck.
pub(super) fn write(cards: &[&Card], report: &mut Report) -> String {
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
            let is_flip = matches!(card.asks, Asks::Flip { .. });
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
    out
}

/// Question, answers and what follows them. Several for a text with several holes: GIFT has one gap.
fn questions(card: &Card, report: &mut Report) -> Vec<(String, String, String)> {
    let both_ways = matches!(card.asks, Asks::Flip { both_ways: true, .. });
    simpler::drop_keys(card, &[("hint", card.hint.is_some()), ("reverse", both_ways)], report);
    let whole = |question: &str, answers: String| vec![(question.to_owned(), answers, String::new())];
    let written = match &card.asks {
        Asks::Flip { front, back, .. } => whole(front, format!("####{}", escaped(back))),
        Asks::Typed { question, answers, tolerance, exact } => {
            simpler::drop_keys(card, &[("exact", *exact)], report);
            whole(question, typed(answers, *tolerance))
        }
        Asks::Choice(options) => whole(&options.question, choice(options)),
        Asks::Truth { statement, holds } => {
            whole(statement, if *holds { "TRUE" } else { "FALSE" }.to_owned())
        }
        Asks::Match { question, pairs, extra } => whole(question, matching(pairs, extra)),
        Asks::Order { .. } | Asks::Classify { .. } => match simpler::pairs(card) {
            Some((question, pairs)) => {
                simpler::change(card, report);
                whole(question, matching(&pairs, &[]))
            }
            None => Vec::new(),
        },
        Asks::Cloze { question, parts } => {
            let is_hinted = |part: &Part| matches!(part, Part::Hole(hole) if hole.hint.is_some());
            simpler::drop_keys(card, &[(simpler::HOLE_HINT, parts.iter().any(is_hinted))], report);
            gaps(question, parts)
        }
    };
    if written.is_empty() {
        report.lose(Lost::Kind, &card.place, Some(card.kind()));
    } else {
        report.cards += 1;
    }
    written
}

fn typed(answers: &[String], tolerance: Option<f64>) -> String {
    let is_number = |text: &str| {
        text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && text.parse::<f64>().is_ok()
    };
    if let [number] = answers
        && is_number(number)
    {
        return tolerance.map_or_else(|| format!("#{number}"), |tolerance| format!("#{number}:{tolerance}"));
    }
    let answer = |answer: &String| format!("={}{}", share(answer, 100), escaped(answer));
    answers.iter().map(answer).collect::<Vec<_>>().join(" ")
}

/// A text that begins with `%` needs the share of points that it would be taken for.
fn share(text: &str, percent: u8) -> String {
    if text.starts_with('%') { format!("%{percent}%") } else { String::new() }
}

fn choice(options: &Options) -> String {
    let right = options.right.len().max(1) as f64;
    let line = |(text, is_right, why): (&str, bool, Option<&str>)| {
        let mark = match (is_right, options.many) {
            (true, false) => format!("={}", share(text, 100)),
            // Moodle knows shares with five decimals.
            (true, true) => {
                format!("~%{}%", format!("{:.5}", 100.0 / right).trim_end_matches('0').trim_end_matches('.'))
            }
            (false, true) => "~%-100%".to_owned(),
            (false, false) => format!("~{}", share(text, 0)),
        };
        let why = why.map_or_else(String::new, |why| format!(" #{}", escaped(why)));
        format!("\n{mark}{}{why}", escaped(text))
    };
    options.arranged().into_iter().map(line).collect::<String>() + "\n"
}

fn matching(pairs: &[(String, String)], extra: &[String]) -> String {
    // What parts the sides cannot be written inside of them.
    let side = |text: &str| escaped(&text.replace("->", "→"));
    let pairs = pairs.iter().map(|(left, right)| format!("\n={} -> {}", side(left), side(right)));
    let extra = extra.iter().map(|right| format!("\n= -> {}", side(right)));
    pairs.chain(extra).collect::<String>() + "\n"
}

fn gaps(above: &str, parts: &[Part]) -> Vec<(String, String, String)> {
    let numbers: Vec<_> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Hole(hole) => Some(hole.number),
            Part::Text(_) => None,
        })
        .collect();
    let is_alone = |number: &u32| numbers.iter().filter(|other| *other == number).count() == 1;
    if !numbers.iter().all(is_alone) {
        return Vec::new();
    }
    let above = if above.is_empty() { String::new() } else { format!("{above}\n\n") };
    let gap = |(at, part): (usize, &Part)| match part {
        Part::Hole(hole) => {
            let after = cloze::filled(&parts[at + 1..]);
            // Without a text behind it, the gap would be no gap.
            let after = if after.trim().is_empty() { " .".to_owned() } else { after };
            let answers = std::iter::once(&hole.answer).chain(&hole.accept);
            let answers = answers.map(|answer| format!("={}{}", share(answer, 100), escaped(answer)));
            let answer = answers.collect::<Vec<_>>().join(" ");
            Some((above.clone() + &cloze::filled(&parts[..at]), answer, after))
        }
        Part::Text(_) => None,
    };
    parts.iter().enumerate().filter_map(gap).collect()
}

/// Whether all texts mean the same with and without Markdown.
fn is_plain(card: &Card) -> bool {
    let mut texts: Vec<&str> = card.explain.iter().map(String::as_str).collect();
    match &card.asks {
        Asks::Flip { .. } if card.explain.is_some() => return false,
        Asks::Flip { front, back, .. } => texts.extend([front.as_str(), back]),
        Asks::Typed { question, answers, .. } => {
            // Answers are no Markdown, but they must not be taken for HTML.
            texts.push(question);
            if answers.iter().any(|answer| answer.contains(['<', '&'])) {
                return false;
            }
        }
        Asks::Choice(options) => {
            texts.push(&options.question);
            texts.extend(options.right.iter().map(String::as_str));
            texts.extend(options.last.as_deref());
            texts.extend(
                options
                    .wrong
                    .iter()
                    .flat_map(|(text, why)| [Some(text), why.as_ref()])
                    .flatten()
                    .map(String::as_str),
            );
        }
        Asks::Truth { statement, .. } => texts.push(statement),
        Asks::Cloze { question, parts } => {
            texts.push(question);
            let text = cloze::filled(parts);
            return prose::is_unmarked(question)
                && prose::is_unmarked(&text)
                && texts.iter().all(|t| prose::is_unmarked(t));
        }
        Asks::Match { question, pairs, extra } => {
            texts.push(question);
            texts.extend(pairs.iter().flat_map(|(left, right)| [left.as_str(), right]));
            texts.extend(extra.iter().map(String::as_str));
        }
        Asks::Order { question, steps } => {
            texts.push(question);
            texts.extend(steps.iter().map(String::as_str));
        }
        Asks::Classify { question, bins } => {
            texts.push(question);
            texts.extend(
                bins.iter().flat_map(|(bin, items)| std::iter::once(bin).chain(items)).map(String::as_str),
            );
        }
    }
    texts.into_iter().all(prose::is_unmarked)
}
