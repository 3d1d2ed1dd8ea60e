//! A card as a deck has it: its lines of TOML, laid out as a person would.

use super::card::Card;
use crate::card::kinds::Written;

/// The keys and values of `card` under a `[[card]]` header, with `id` first where there is one.
pub(super) fn toml(card: &Card, id: Option<&str>) -> String {
    let id = id.map(|id| ("id", text(id)));
    laid_out(&id.into_iter().chain(keys(card)).collect::<Vec<_>>())
}

/// The keys of `card`, each with its value as it is written in TOML.
pub(super) fn keys(card: &Card) -> Vec<(&'static str, String)> {
    let own = card.body.written();
    let mut keys: Vec<_> = own.iter().map(|(key, written)| (*key, value(written))).collect();
    keys.extend(card.hint.as_deref().map(|hint| ("hint", text(hint))));
    keys.extend(card.explain.as_deref().map(|explain| ("explain", text(explain))));
    keys.extend(card.notes.iter().map(|(key, note)| (*key, text(note))));
    if !card.tags.is_empty() {
        keys.push(("tags", list(card.tags.iter().map(|tag| text(tag)))));
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

fn list(items: impl IntoIterator<Item = String>) -> String {
    format!("[{}]", items.into_iter().collect::<Vec<_>>().join(", "))
}

fn table(entries: impl IntoIterator<Item = (String, String)>) -> String {
    let entries = entries.into_iter().map(|(key, value)| format!("{key} = {value}"));
    format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
}

/// A value in TOML.
fn value(written: &Written) -> String {
    match written {
        Written::Typed(answer) => number_or_text(answer),
        other => member(other),
    }
}

/// The same inside of another value.
fn member(written: &Written) -> String {
    match written {
        Written::Text(markdown) => text(markdown.as_str()),
        Written::Typed(answer) => text(answer),
        Written::Flag(flag) => flag.to_string(),
        Written::Number(number) => number.to_string(),
        Written::List(items) | Written::Set(items) => list(items.iter().map(member)),
        Written::Map(entries) => table(entries.iter().map(|(name, value)| (key(name), member(value)))),
        Written::Table(keys) => table(keys.iter().map(|(key, value)| ((*key).to_owned(), member(value)))),
    }
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
    use crate::exchange::card::choice;

    #[test]
    fn a_card_is_laid_out_as_a_person_would() {
        let wrong = vec![("c".into(), Some("No.".into())), ("d".into(), None)];
        let choice = choice("Which?", &["a \"b\"".into()], wrong, Some("None of these".into()));
        let mut card = Card::new(choice, Place::Nowhere);
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
}
