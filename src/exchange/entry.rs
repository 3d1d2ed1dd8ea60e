//! A card as a deck has it: its lines of TOML, laid out as a person would.

use super::braces;
use super::card::{Asks, Card, Options};
use super::cloze::{Hole, Part};

/// The keys and values of `card` under a `[[card]]` header, with `id` first where there is one.
pub(super) fn toml(card: &Card, id: Option<&str>) -> String {
    let id = id.map(|id| ("id", text(id)));
    laid_out(&id.into_iter().chain(keys(card)).collect::<Vec<_>>())
}

/// The keys of `card`, each with its value as it is written in TOML.
pub(super) fn keys(card: &Card) -> Keys {
    let mut keys = Vec::new();
    asks(&card.asks, &mut keys);
    keys.extend(card.hint.as_deref().map(|hint| ("hint", text(hint))));
    keys.extend(card.explain.as_deref().map(|explain| ("explain", text(explain))));
    if !card.tags.is_empty() {
        keys.push(("tags", texts(&card.tags)));
    }
    keys
}

/// A `[[card]]` header and these keys, with the values one below the other.
pub(crate) fn laid_out(keys: &[(&str, String)]) -> String {
    let width = keys.iter().map(|(key, _)| key.len()).max().unwrap_or(0);
    let mut out = "[[card]]\n".to_owned();
    out.extend(keys.iter().map(|(key, value)| format!("{key:width$} = {value}\n")));
    out
}

/// A TOML string: over several lines where the text has several.
pub(crate) fn text(text: &str) -> String {
    let value = toml_edit::Value::from(text).to_string();
    // In one line, the string of a text is one that any reader of TOML 1.0 takes.
    value.trim().to_owned()
}

fn texts(items: &[String]) -> String {
    let items: Vec<_> = items.iter().map(|item| text(item)).collect();
    format!("[{}]", items.join(", "))
}

/// Keys and what they hold.
type Keys = Vec<(&'static str, String)>;

fn asks(asks: &Asks, keys: &mut Keys) {
    match asks {
        Asks::Flip { front, back, both_ways } => {
            keys.extend([("front", text(front)), ("back", text(back))]);
            keys.extend(both_ways.then(|| ("reverse", "true".to_owned())));
        }
        Asks::Typed { question, answers, tolerance, exact } => {
            keys.push(("question", text(question)));
            let (answer, accept) = answers.split_first().map_or(("", &[][..]), |(first, rest)| (first, rest));
            keys.push(("answer", number_or_text(answer)));
            keys.extend((!accept.is_empty()).then(|| ("accept", texts(accept))));
            keys.extend(tolerance.map(|tolerance| ("tolerance", tolerance.to_string())));
            keys.extend(exact.then(|| ("exact", "true".to_owned())));
        }
        Asks::Choice(options) => choice(options, keys),
        Asks::Truth { statement, holds } => {
            keys.extend([("question", text(statement)), ("answer", holds.to_string())]);
        }
        Asks::Cloze { question, parts } => {
            keys.extend((!question.is_empty()).then(|| ("question", text(question))));
            let together = is_together(parts);
            keys.push(("cloze", text(&holes(parts, together))));
            keys.extend(further(parts).map(|accept| ("accept", accept)));
            keys.extend(together.then(|| ("holes", text("together"))));
        }
        Asks::Match { question, pairs, extra } => {
            let pair = |(left, right): &(String, String)| texts(&[left.clone(), right.clone()]);
            let pairs: Vec<_> = pairs.iter().map(pair).collect();
            keys.extend([("question", text(question)), ("match", format!("[{}]", pairs.join(", ")))]);
            keys.extend((!extra.is_empty()).then(|| ("extra", texts(extra))));
        }
        Asks::Order { question, steps } => {
            keys.extend([("question", text(question)), ("order", texts(steps))]);
        }
        Asks::Classify { question, bins } => {
            let bin = |(name, items): &(String, Vec<String>)| format!("{} = {}", key(name), texts(items));
            let bins: Vec<_> = bins.iter().map(bin).collect();
            keys.extend([("question", text(question)), ("classify", format!("{{ {} }}", bins.join(", ")))]);
        }
    }
}

fn choice(options: &Options, keys: &mut Keys) {
    let Options { question, right, many, wrong, last } = options;
    keys.push(("question", text(question)));
    keys.push((
        "answer",
        match right.as_slice() {
            [only] if !many => text(only),
            right => texts(right),
        },
    ));
    let option = |(option, why): &(String, Option<String>)| match why {
        None => text(option),
        Some(why) => format!("{{ text = {}, why = {} }}", text(option), text(why)),
    };
    let wrong: Vec<_> = wrong.iter().map(option).collect();
    keys.extend((!wrong.is_empty()).then(|| ("wrong", format!("[{}]", wrong.join(", ")))));
    keys.extend(last.as_deref().map(|last| ("last", text(last))));
}

/// Whether all holes, of several, have one number: then all are asked at once.
fn is_together(parts: &[Part]) -> bool {
    let mut numbers = numbers(parts);
    let first = numbers.next();
    let mut others = numbers.peekable();
    others.peek().is_some() && others.all(|number| Some(number) == first)
}

/// The text with its holes: in our notation where the numbers only count, otherwise in Anki's. Braces that are only text
/// are kept from opening one.
fn holes(parts: &[Part], together: bool) -> String {
    let (mut out, mut place) = (String::new(), 0);
    let counts = together || numbers(parts).zip(1..).all(|(number, place)| number == place);
    let mut texts = braces::texts(parts).into_iter();
    for part in parts {
        match part {
            Part::Text(_) => out.extend(texts.next()),
            Part::Hole(hole) => {
                place += 1;
                let number = if together { place } else { hole.number };
                out.push_str(&written(hole, number, counts, place));
            }
        }
    }
    out
}

/// What else is right in the holes: a list where there is one, and otherwise by their answers.
fn further(parts: &[Part]) -> Option<String> {
    let holes = || {
        parts.iter().filter_map(|part| match part {
            Part::Hole(hole) => Some(hole),
            Part::Text(_) => None,
        })
    };
    let mut named: Vec<&Hole> = Vec::new();
    for hole in holes().filter(|hole| !hole.accept.is_empty()) {
        if !named.iter().any(|known| known.answer == hole.answer) {
            named.push(hole);
        }
    }
    match named.as_slice() {
        [] => None,
        [one] if holes().count() == 1 => Some(texts(&one.accept)),
        several => {
            let keys = several.iter().map(|hole| format!("{} = {}", key(&hole.answer), texts(&hole.accept)));
            Some(format!("{{ {} }}", keys.collect::<Vec<_>>().join(", ")))
        }
    }
}

/// One hole, the `place`th of its text, from 1. What begins a hint in one of the two notations may stand in an answer of
/// the other.
fn written(Hole { answer, hint, .. }: &Hole, number: u32, counts: bool, place: u32) -> String {
    let is_ankis = answer.strip_prefix('c').and_then(|rest| rest.split_once("::"));
    let is_ankis = is_ankis.is_some_and(|(number, _)| number.parse::<u32>().is_ok());
    let fits_ours = number == place && !answer.contains('|') && !is_ankis;
    let ours = fits_ours && (counts || answer.contains("::"));
    let hint =
        hint.as_ref().map_or_else(String::new, |hint| format!("{}{hint}", if ours { "|" } else { "::" }));
    let number = if ours { String::new() } else { format!("c{number}::") };
    format!("{{{{{number}{answer}{hint}}}}}")
}

fn numbers(parts: &[Part]) -> impl Iterator<Item = u32> {
    parts.iter().filter_map(|part| match part {
        Part::Hole(hole) => Some(hole.number),
        Part::Text(_) => None,
    })
}

/// A number as a person would write it, and everything else as a text.
pub(crate) fn number_or_text(answer: &str) -> String {
    let is_number = answer.len() <= 15
        && !answer.is_empty()
        && answer.bytes().all(|byte| byte.is_ascii_digit())
        && (answer == "0" || !answer.starts_with('0'));
    if is_number { answer.to_owned() } else { text(answer) }
}

/// A key, in quotes where it needs them.
pub(crate) fn key(name: &str) -> String {
    let is_bare =
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if is_bare { name.to_owned() } else { toml::Value::String(name.replace('\n', " ")).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Place;

    #[test]
    fn a_card_is_laid_out_as_a_person_would() {
        let options = Options {
            question: "Which?".into(),
            right: vec!["a \"b\"".into()],
            many: false,
            wrong: vec![("c".into(), Some("No.".into())), ("d".into(), None)],
            last: Some("None of these".into()),
        };
        let mut card = Card::new(Asks::Choice(options), Place::Nowhere);
        card.explain = Some("One.\n\nTwo.".into());
        card.tags = vec!["x".into(), "y".into()];
        assert_eq!(
            toml(&card, Some("which")),
            r#"[[card]]
id       = "which"
question = "Which?"
answer   = 'a "b"'
wrong    = [{ text = "c", why = "No." }, "d"]
last     = "None of these"
explain  = """
One.

Two."""
tags     = ["x", "y"]
"#
        );
    }

    #[test]
    fn holes_are_written_in_the_shortest_way_that_says_the_same() {
        let written = |holes: &[(u32, &str, Option<&str>)]| {
            let hole = |(number, answer, hint): &(u32, &str, Option<&str>)| {
                let (number, answer) = (*number, (*answer).into());
                Part::Hole(Hole { number, answer, accept: Vec::new(), hint: hint.map(Into::into) })
            };
            let parts = holes.iter().map(hole).collect();
            toml(&Card::new(Asks::Cloze { question: String::new(), parts }, Place::Nowhere), None)
        };
        assert_eq!(written(&[(1, "a", None), (2, "b", Some("c"))]), "[[card]]\ncloze = \"{{a}}{{b|c}}\"\n");
        let together = "[[card]]\ncloze = \"{{a}}{{b}}\"\nholes = \"together\"\n";
        assert_eq!(written(&[(1, "a", None), (1, "b", None)]), together);
        let numbered = "[[card]]\ncloze = \"{{c2::a::h}}{{c1::b}}{{c1::c}}\"\n";
        assert_eq!(written(&[(2, "a", Some("h")), (1, "b", None), (1, "c", None)]), numbered);
        assert_eq!(written(&[(1, "a|b", None)]), "[[card]]\ncloze = \"{{c1::a|b}}\"\n");
    }
}
