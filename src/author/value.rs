//! What is typed becomes a value of TOML, by what its key takes.

use crate::exchange::entry;
use crate::source::Takes;

/// Parts a left side from a right side, and a bin from its items.
pub(super) const PAIR: &str = "=";
/// Parts a wrong option from the reason.
pub(super) const REASON: &str = " :: ";

/// `entries`, as they were typed, as a value that a key takes which is `needed` or not.
///
/// Never fails: what does not fit is written as the text it is, and the deck reader says what is wrong with it.
pub(super) fn value(takes: &Takes, entries: &[String], needed: bool) -> String {
    let whole = entries.join("\n");
    let whole = whole.trim();
    match takes {
        Takes::Flag => flag(whole).map_or_else(|| entry::text(whole), |flag| flag.to_string()),
        Takes::Whole(..) | Takes::Number | Takes::Between(..) => number(whole),
        Takes::Text | Takes::Id | Takes::Time | Takes::Word(_) if entries.len() < 2 => {
            entry::number_or_text(whole)
        }
        Takes::Text | Takes::Id | Takes::Time | Takes::Word(_) => list(entries, entry::number_or_text),
        Takes::List(item) => list(&parts(entries), |part| one(item, part)),
        Takes::Pair(item) => pair(whole, item),
        Takes::Map(items) => {
            let bins = entries.iter().map(|line| {
                let (name, members) = line.split_once(PAIR).unwrap_or((line, ""));
                format!("{} = {}", entry::key(name.trim()), value(items, &[members.trim().to_owned()], false))
            });
            format!("{{ {} }}", bins.collect::<Vec<_>>().join(", "))
        }
        Takes::Table(_) => reasoned(whole),
        Takes::Any(choices) => {
            let listed = choices.iter().find(|choice| matches!(choice, Takes::List(_)));
            let single = choices.iter().find(|choice| matches!(choice, Takes::Text));
            let named = choices.iter().find(|choice| matches!(choice, Takes::Map(_)));
            if let Some(named) = named.filter(|_| entries.iter().all(|entry| entry.contains(PAIR))) {
                return value(named, entries, needed);
            }
            match (parts(entries).as_slice(), listed, single) {
                // One text counts as a list of one; it is written as a list where there are usually several.
                ([only], Some(_), Some(single)) if needed => one(single, only),
                (_, Some(listed), _) => value(listed, entries, needed),
                _ => {
                    choices.first().map_or_else(|| entry::text(whole), |first| value(first, entries, needed))
                }
            }
        }
    }
}

/// Whether several values can be typed for it.
pub(super) fn takes_several(takes: &Takes) -> bool {
    match takes {
        Takes::List(_) | Takes::Map(_) => true,
        Takes::Any(choices) => choices.iter().any(takes_several),
        _ => false,
    }
}

/// Whether what a key takes can be typed on one line.
pub(super) fn fits_a_line(takes: &Takes) -> bool {
    match takes {
        Takes::Map(_) | Takes::Table(_) => false,
        Takes::List(item) => !matches!(**item, Takes::Map(_) | Takes::List(_)),
        Takes::Any(choices) => choices.iter().any(fits_a_line),
        _ => true,
    }
}

/// How it is typed, in a few words; nothing for plain text.
pub(super) fn manner(takes: &Takes) -> &'static str {
    match takes {
        Takes::Flag => "true or false",
        Takes::Whole(..) | Takes::Number | Takes::Between(..) => "a number",
        Takes::List(Takes::Pair(_)) => "left = right; left = right",
        Takes::List(Takes::Any(_)) => "one; another :: why it is wrong",
        Takes::List(_) => "one; another",
        Takes::Map(_) => "bin = item; item",
        Takes::Any([.., Takes::Map(_)]) => "one; another. Of several holes: hole = one; another",
        Takes::Any(choices) => choices.iter().map(manner).find(|words| !words.is_empty()).unwrap_or_default(),
        _ => "",
    }
}

/// A value as it could be, for a template.
pub(super) fn sample(takes: &Takes) -> String {
    match takes {
        Takes::Text | Takes::Id => "\"…\"".to_owned(),
        Takes::Word(words) => format!("\"{}\"", words.last().copied().unwrap_or_default()),
        Takes::Flag => "true".to_owned(),
        Takes::Whole(..) => "6".to_owned(),
        Takes::Number => "0.5".to_owned(),
        Takes::Between(from, _) => from.to_string(),
        Takes::Time => "\"04:00\"".to_owned(),
        Takes::List(item) => format!("[{}]", sample(item)),
        Takes::Pair(item) => format!("[{}, {}]", sample(item), sample(item)),
        Takes::Map(item) => format!("{{ name = {} }}", sample(item)),
        Takes::Table(keys) => {
            let keys: Vec<_> =
                keys.iter().map(|key| format!("{} = {}", key.name, sample(&key.takes))).collect();
            format!("{{ {} }}", keys.join(", "))
        }
        Takes::Any(choices) => {
            let listed = choices.iter().find(|choice| matches!(choice, Takes::List(_)));
            listed.or(choices.first()).map(sample).unwrap_or_default()
        }
    }
}

/// `true` and `false`, and how people say it.
pub(super) fn flag(typed: &str) -> Option<bool> {
    match typed.to_lowercase().as_str() {
        "true" | "t" | "yes" | "y" => Some(true),
        "false" | "f" | "no" | "n" => Some(false),
        _ => None,
    }
}

/// The entries of a list: those that were typed apart, and those that a semicolon parts. `\;` is a semicolon.
pub(super) fn parts(entries: &[String]) -> Vec<String> {
    let mut parts = Vec::new();
    for entry in entries {
        let hidden = entry.replace("\\;", "\u{1}");
        parts.extend(hidden.split(';').map(|part| part.replace('\u{1}', ";").trim().to_owned()));
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn list(parts: &[String], write: impl Fn(&str) -> String) -> String {
    format!("[{}]", parts.iter().map(|part| write(part)).collect::<Vec<_>>().join(", "))
}

/// One entry of a list.
fn one(takes: &Takes, part: &str) -> String {
    match takes {
        Takes::Pair(item) => pair(part, item),
        Takes::Any(choices) if choices.iter().any(|choice| matches!(choice, Takes::Table(_))) => {
            reasoned(part)
        }
        Takes::Whole(..) | Takes::Number | Takes::Between(..) => number(part),
        _ => entry::number_or_text(part),
    }
}

fn pair(typed: &str, item: &Takes) -> String {
    let spaced = format!(" {PAIR} ");
    match typed.split_once(&spaced).or_else(|| typed.split_once(PAIR)) {
        Some((left, right)) => format!("[{}, {}]", one(item, left.trim()), one(item, right.trim())),
        None => entry::number_or_text(typed),
    }
}

/// An option, with the reason where one is given.
fn reasoned(typed: &str) -> String {
    match typed.split_once(REASON) {
        Some((option, why)) => {
            format!(
                "{{ text = {}, why = {} }}",
                entry::number_or_text(option.trim()),
                entry::text(why.trim())
            )
        }
        None => entry::number_or_text(typed),
    }
}

fn number(typed: &str) -> String {
    match typed.parse::<f64>() {
        Ok(number) if number.is_finite() && typed.parse::<i64>().is_ok() => {
            typed.parse::<i64>().unwrap_or_default().to_string()
        }
        Ok(number) if number.is_finite() => toml::Value::Float(number).to_string(),
        _ => entry::text(typed),
    }
}
