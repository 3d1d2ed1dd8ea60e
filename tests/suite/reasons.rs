//! Whoever chooses a wrong option of a built-in deck is told why it is wrong.

use std::collections::HashSet;
use std::path::Path;

use examdrill::card::{Body, QuestionKey};
use examdrill::library::{BUILT_IN, Library};

/// A list in a table of TOML.
fn list<'a>(table: &'a toml::Value, key: &str) -> impl Iterator<Item = &'a toml::Value> {
    table.get(key).and_then(toml::Value::as_array).into_iter().flatten()
}

/// The templates that draw their wrong options from other rows, as their questions begin and end: `ports/service/`, `#number`.
fn drawing() -> HashSet<(String, String)> {
    let text = |value: &toml::Value, key| {
        value.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
    };
    let mut found = HashSet::new();
    for (deck, written) in BUILT_IN {
        let file = toml::Value::Table(written.parse().expect("a built-in deck is TOML"));
        for table in list(&file, "table") {
            let templates =
                list(table, "card").filter(|card| card.get("wrong").is_some_and(toml::Value::is_table));
            let ends = templates.map(|card| format!("#{}", text(card, "id")));
            found.extend(ends.map(|end| (format!("{deck}/{}/", text(table, "id")), end)));
        }
    }
    found
}

/// Options drawn from the other rows of a table have no reason of their own: the row that is asked tells what sets it
/// apart from its look-alikes.
#[test]
fn every_wrong_option_of_a_built_in_choice_has_its_reason() {
    let library = Library::load(Path::new("/nowhere"));
    let drawing = drawing();
    let draws = |key: &QuestionKey| {
        let name = key.to_string();
        drawing.iter().any(|(start, end)| name.starts_with(start) && name.ends_with(end))
    };
    let (mut options, mut findings) = (0, Vec::new());
    for question in library.questions() {
        let Body::Choice(choice) = &*question.body else { continue };
        if draws(&question.key) {
            continue;
        }
        options += choice.wrong.len();
        let silent = choice.wrong.iter().filter(|wrong| wrong.why.is_none()).map(|wrong| &wrong.text);
        let last = choice.last.iter().filter(|last| !choice.right.contains(last));
        findings.extend(
            silent.chain(last).map(|text| format!("{}: “{}” has no `why`", question.key, text.as_str())),
        );
    }
    assert!(options > 400, "only {options} wrong options were looked at");
    assert!(findings.is_empty(), "{} findings:\n{}", findings.len(), findings.join("\n"));
}
