//! The deck that `new` writes: it works, and explains how to go on.

/// The file, beside the decks, that tells editors what a deck may hold.
pub(super) const SCHEMA: &str = "deck.schema.json";

/// A first deck, named after its file.
pub(super) fn deck(stem: &str, title: Option<&str>) -> String {
    let id = id(stem);
    let title = title.map_or_else(|| stem.replace(['-', '_'], " "), str::to_owned);
    format!(
        r#"#:schema ./{SCHEMA}
# The line above lets your editor explain and complete the keys of a deck, if it knows TOML schemas.

# A deck is a list of cards. The lines that begin with `#` are for you; delete them as you like.
# After a change, `examdrill check` shows mistakes where they stand.

[deck]
id    = "{id}"  # half of every card's identity: never change it
title = {title}
# about  = "What it teaches, in a sentence."
# tags   = ["geography"]               # every card has them
# source = "Where the facts are from"  # for every card that names none

# The shortest card has two lines: turn it over and rate yourself.
[[card]]
id    = "capital-of-france"  # optional: `examdrill fmt` writes the ids that are missing
front = "What is the capital of France?"
back  = "Paris"

# With `answer`, you type and the program compares. Any card may explain itself.
[[card]]
id       = "capital-of-portugal"
question = "What is the capital of **Portugal**?"
answer   = "Lisbon"
accept   = ["Lisboa"]
hint     = "It lies on the Tagus."
explain  = "The court moved there from Coimbra in 1255."

# With `wrong` as well, you choose; a list of answers means: choose all that apply.
[[card]]
id       = "capital-of-australia"
question = "Which city is the capital of Australia?"
answer   = "Canberra"
wrong    = [{{ text = "Sydney", why = "The largest city, but not the capital." }}, "Melbourne", "Perth"]

# More kinds: `examdrill new card FILE --kind cloze`, or order, match, classify, truth.
"#,
        title = quoted(&title),
    )
}

/// What is left of a file's name when only letters, digits, `-`, `_` and `.` stay.
pub(in crate::cli) fn id(stem: &str) -> String {
    let id: String = stem
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '_' | '.') { c } else { '-' })
        .take(80)
        .collect();
    let id = id.trim_matches('-').to_lowercase();
    if id.is_empty() { "deck".to_owned() } else { id }
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// `card` with the line ends of `text`.
pub(super) fn with_endings_of(text: &str, card: &str) -> String {
    if text.contains("\r\n") { card.replace('\n', "\r\n") } else { card.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::LoadedDeck;
    use crate::source::SourceFile;

    #[test]
    fn the_first_deck_is_clean_whatever_it_is_called() {
        for (stem, title) in [
            ("capitals", None),
            ("Été 2026 / \u{1b}[2J", Some("A \"title\"\nwith \\ everything \u{1b}")),
            ("", Some("")),
            ("---", Some("'")),
        ] {
            let file = SourceFile { name: format!("{stem}.toml"), text: deck(stem, title) };
            let loaded = LoadedDeck::new(None, vec![file.clone()], Vec::new());
            assert_eq!(loaded.findings, [], "{}", file.text);
            assert_eq!(loaded.deck.questions.len(), 3);
            assert_eq!(loaded.deck.unwritten, []);
        }
    }
}
