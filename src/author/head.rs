//! The beginnings of a deck and of an exam.

use super::template::{Entry, as_comment, commented};
use crate::deck::LONGEST_ID;
use crate::deck::keys::DECK;
use crate::exchange::entry;
use crate::quiz::keys::{EXAM, EXAMPLE, FORM, TOPIC};
use crate::source::{Key, clean};

/// The file, beside a deck, that tells editors what a deck may hold.
pub const SCHEMA: &str = "deck.schema.json";
/// The same for an exam.
pub const EXAM_SCHEMA: &str = "exam.schema.json";

/// The examples of a first deck: they work, once they are no comments any more, and explain themselves.
const CARDS: &str = r#"# The shortest card has two lines: turn it over and rate yourself.
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
wrong    = [{ text = "Sydney", why = "The largest city, but not the capital." }, "Melbourne", "Perth"]
"#;

/// The head of a deck that is named after its file, with what each line means.
pub fn head(stem: &str, title: Option<&str>) -> String {
    let more: Vec<&Key> = DECK.iter().filter(|key| !matches!(key.name, "id" | "title")).collect();
    format!(
        r#"#:schema ./{SCHEMA}
# The line above lets your editor explain and complete the keys of a deck, if it knows TOML schemas.

# A deck is a list of cards. The lines that begin with `#` are for you; delete them as you like.
# After a change, `examdrill check` shows mistakes where they stand.

[deck]
id    = "{id}"  # half of every card's identity: never change it
title = {title}
{more}"#,
        id = id_of(stem),
        title = title_of(stem, title),
        more = commented(&more),
    )
}

/// A first deck, with three examples that explain themselves and are no cards yet.
pub fn deck(stem: &str, title: Option<&str>) -> String {
    let kinds: Vec<_> = Entry::all().map(Entry::name).collect();
    let kinds = kinds.join(", ");
    format!(
        "{}\n# Examples: take the `# ` away before the lines of one, from `[[card]]` on, and it is asked.\n\n{}\n# More: `examdrill new card FILE --kind KIND`, for any of {kinds}.\n",
        head(stem, title),
        as_comment(CARDS)
    )
}

/// An exam that is named after its file, with what each key means.
pub fn exam(stem: &str, title: Option<&str>) -> String {
    let mut text = format!(
        "#:schema ./{EXAM_SCHEMA}\n\
         # The line above lets your editor explain and complete the keys of an exam, if it knows TOML schemas.\n\n\
         # An exam draws its questions from all your decks, by their tags.\n\
         # After a change, `examdrill check` shows mistakes and what your decks do not hold.\n\n"
    );
    let (id, title) = (id_of(stem), title_of(stem, title));
    for line in EXAMPLE.lines() {
        let keys = match line {
            "[exam]" => EXAM,
            "[[form]]" => FORM,
            // The second topic needs no word.
            "[[topic]]" if !text.contains("[[topic]]") => TOPIC,
            _ => &[],
        };
        let width = keys.iter().map(|key| key.name.len()).max().unwrap_or(0);
        text.extend(keys.iter().map(|key| format!("#   {:width$}  {}\n", key.name, key.about)));
        let in_head = !text.contains("[[form]]");
        match line.split_once('=') {
            Some((key, _)) if in_head && key.trim_end() == "id" => {
                text.push_str(&format!("{key}= \"{id}\"\n"));
            }
            Some((key, _)) if in_head && key.trim_end() == "title" => {
                text.push_str(&format!("{key}= {title}\n"));
            }
            _ => text.extend([line, "\n"]),
        }
    }
    text
}

/// What is left of a file's name when only letters, digits, `-`, `_` and `.` stay. A file of that name is not hidden.
pub fn id_of(stem: &str) -> String {
    let id: String = stem
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '_' | '.') { c } else { '-' })
        .take(LONGEST_ID)
        .collect();
    let id = id.trim_matches(['-', '.']).to_lowercase();
    if id.is_empty() { "deck".to_owned() } else { id }
}

/// The words of a file's name.
pub fn words_of(stem: &str) -> String {
    stem.replace(['-', '_'], " ")
}

/// The title as a TOML string; without one, the words of the file's name.
fn title_of(stem: &str, title: Option<&str>) -> String {
    let title = title.map_or_else(|| words_of(stem), str::to_owned);
    entry::text(&clean(&title).replace('\n', " "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    const NAMES: [(&str, Option<&str>); 6] = [
        ("capitals", None),
        ("Été 2026 / \u{1b}[2J", Some("A \"title\"\nwith \\ everything \u{1b}")),
        ("", Some("")),
        ("---", Some("'")),
        (".NET", None),
        ("-.-", None),
    ];

    #[test]
    fn the_first_deck_is_clean_whatever_it_is_called() {
        for (stem, title) in NAMES {
            let file = SourceFile { name: format!("{stem}.toml"), text: deck(stem, title) };
            let (deck, findings) = crate::deck::parse(std::slice::from_ref(&file));
            assert_eq!(findings, [], "{}", file.text);
            assert_eq!((deck.questions.len(), deck.unwritten.len()), (0, 0), "an example is never due");
            let lines = file.text.lines().map(|line| match line.strip_prefix("# ") {
                Some(code)
                    if code.starts_with("[[")
                        || code.split_once(" = ").is_some_and(|(key, _)| !key.trim_end().contains(' ')) =>
                {
                    code
                }
                _ => line,
            });
            let text = lines.skip_while(|line| !line.starts_with("[[")).collect::<Vec<_>>().join("\n");
            let file = SourceFile { name: String::new(), text };
            assert_eq!(crate::deck::parse(&[file]).0.questions.len(), 3, "each works");
        }
    }

    #[test]
    fn the_first_exam_is_clean_whatever_it_is_called() {
        for (stem, title) in NAMES {
            let file = SourceFile { name: format!("{stem}.toml"), text: exam(stem, title) };
            assert!(crate::quiz::is_exam(&file.text), "{}", file.text);
            let (exam, findings) = crate::quiz::read(&file);
            assert_eq!(findings, [], "{}", file.text);
            assert_eq!(exam.map(|exam| exam.id), Some(id_of(stem)));
        }
    }

    #[test]
    fn no_id_makes_a_file_that_is_hidden() {
        for (stem, _) in NAMES {
            assert!(!id_of(stem).starts_with('.'), "{stem:?}");
        }
        assert_eq!(
            (id_of(".NET"), id_of("-.-"), id_of("802.11")),
            ("net".into(), "deck".into(), "802.11".into())
        );
    }
}
