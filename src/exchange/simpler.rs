//! Cards of many kinds as cards of few: for formats that know no more.

use super::card::{Asks, Card, Options};
use super::cloze;
use super::prose;
use super::report::{Lost, Report};

/// What is told where a hole loses its hint.
pub(super) const HOLE_HINT: &str = "hint of a hole";

/// Two sides that ask what `card` asks: options and items are listed on the front.
pub(super) fn two_sides(card: &Card) -> (String, String) {
    match &card.asks {
        Asks::Flip { front, back, .. } => (front.clone(), back.clone()),
        Asks::Typed { question, answers, .. } => {
            let answers: Vec<_> = answers.iter().map(|answer| prose::literal(answer)).collect();
            (question.clone(), answers.join("\n\n"))
        }
        Asks::Choice(options) => {
            let all: Vec<_> = options.arranged().into_iter().map(|(text, _, _)| text).collect();
            (format!("{}\n{}", options.question, list(&all)), options.right.join("\n\n"))
        }
        Asks::Truth { statement, holds } => {
            (format!("{statement}\n{}", list(&["True", "False"])), said(*holds).to_owned())
        }
        Asks::Cloze { question, parts } => {
            let blank = |part: &cloze::Part| match part {
                cloze::Part::Text(text) => text.clone(),
                cloze::Part::Hole(_) => "…".to_owned(),
            };
            let shown: String = parts.iter().map(blank).collect();
            (format!("{question}\n\n{shown}").trim().to_owned(), cloze::filled(parts))
        }
        Asks::Match { question, pairs, extra } => {
            let left: Vec<_> = pairs.iter().map(|(left, _)| left.as_str()).collect();
            let mut right: Vec<_> = pairs.iter().map(|(_, right)| right.as_str()).collect();
            right.extend(extra.iter().map(String::as_str));
            right.sort_unstable();
            right.dedup();
            let solved: Vec<_> = pairs.iter().map(|(left, right)| format!("{left} = {right}")).collect();
            let solved: Vec<_> = solved.iter().map(String::as_str).collect();
            (format!("{question}\n{}\n\n→\n{}", list(&left), list(&right)), list(&solved).trim().to_owned())
        }
        Asks::Order { question, steps } => {
            let mut shown: Vec<_> = steps.iter().map(String::as_str).collect();
            shown.sort_unstable();
            let solved: Vec<_> =
                steps.iter().zip(1..).map(|(step, nth)| format!("{nth}. {}", indented(step))).collect();
            (format!("{question}\n{}", list(&shown)), solved.join("\n"))
        }
        Asks::Classify { question, bins } => {
            let mut items: Vec<_> = bins.iter().flat_map(|(_, items)| items).map(String::as_str).collect();
            items.sort_unstable();
            let solved: Vec<_> =
                bins.iter().map(|(bin, items)| format!("**{bin}**: {}", items.join(", "))).collect();
            (format!("{question}\n{}", list(&items)), solved.join("\n\n"))
        }
    }
}

/// The pairs that classifying or ordering comes down to.
pub(super) fn pairs(card: &Card) -> Option<(&str, Vec<(String, String)>)> {
    match &card.asks {
        Asks::Order { question, steps } => Some((
            question,
            steps.iter().zip(1..).map(|(step, nth)| (nth.to_string(), step.clone())).collect(),
        )),
        Asks::Classify { question, bins } => {
            let of = |(bin, items): &(String, Vec<String>)| {
                items.iter().map(|item| (item.clone(), bin.clone())).collect::<Vec<_>>()
            };
            Some((question, bins.iter().flat_map(of).collect()))
        }
        _ => None,
    }
}

/// Tells that `card` is written as one of another kind.
pub(super) fn change(card: &Card, report: &mut Report) {
    report.lose(Lost::Changed, &card.place, Some(card.kind()));
}

/// Tells which keys of `card` a format has no place for. What became the explanation goes by the names it had.
pub(super) fn drop_keys(card: &Card, keys: &[(&str, bool)], report: &mut Report) {
    for (key, _) in keys.iter().filter(|(_, is_there)| *is_there) {
        let own = if *key == "explain" { card.explains.as_slice() } else { &[] };
        let written = [*key];
        for key in if own.is_empty() { &written[..] } else { own } {
            report.lose(Lost::Key, &card.place, Some(key));
        }
    }
}

/// The word for true or false.
pub(super) const fn said(holds: bool) -> &'static str {
    if holds { "True" } else { "False" }
}

/// Whether an option says true or false.
pub(super) fn truth(option: &str) -> Option<bool> {
    match option.to_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// A statement where the options are true and false, and otherwise a choice; `last` is the option that came last.
pub(super) fn truth_or_choice(
    question: String,
    right: Vec<String>,
    wrong: Vec<String>,
    last: Option<String>,
) -> Asks {
    if let ([right], [wrong]) = (right.as_slice(), wrong.as_slice())
        && let Some(holds) = truth(right).filter(|holds| truth(wrong) == Some(!holds))
    {
        return Asks::Truth { statement: question, holds };
    }
    Asks::Choice(Options::new(question, right, wrong.into_iter().map(|text| (text, None)).collect(), last))
}

/// Each item on a line of its own, with a line break before the first.
fn list(items: &[&str]) -> String {
    let lines: Vec<_> = items.iter().map(|item| format!("\n- {}", indented(item))).collect();
    lines.concat()
}

fn indented(item: &str) -> String {
    item.replace('\n', "\n  ")
}
