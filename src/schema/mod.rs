//! JSON Schemas of deck, exam and settings files, made from the tables that the readers go by: editors complete, explain and
//! check by them.

mod card;
mod generator;
mod reference;
mod shape;

pub use reference::reference;

use serde_json::{Value, json};

use crate::deck::keys::{DECK, LINT, TABLE, TEMPLATE};
use crate::quiz::keys::{EXAM, FORM, TOPIC};
use crate::source::Key;
use shape::{DRAFT, list_of, object, rooted};

/// What the schema of decks calls itself in its file.
pub const DECK_TITLE: &str = "\"title\": \"examdrill deck\"";

/// The same of the schema of exams.
pub const EXAM_TITLE: &str = "\"title\": \"examdrill exam\"";

/// The text of a schema file.
pub fn written(schema: &Value) -> String {
    format!("{schema:#}\n")
}

/// The schema of a deck file, and of a file that a deck includes.
pub fn deck() -> Value {
    let mut table = object(TABLE);
    table["properties"]["card"] = described(list_of("template"), "a template: every row is asked with it");
    rooted(
        "examdrill deck",
        "A deck of cards: `[deck]`, `[[card]]`, `[[table]]` and `[[generate]]`.",
        &[],
        &json!({
            "deck": described(object(DECK), "what the deck is called, and what its cards share"),
            "lint": described(object(LINT), "what the advice on writing is to know of this deck"),
            "card": described(list_of("card"), "a card; its kind follows from its keys"),
            "table": described(list_of("table"), "facts in rows, and templates that ask about each of them"),
            "generate": described(list_of("generate"), "a rule that draws numbers, or what a question is computed from"),
        }),
        &json!({
            "card": card::card(&[]),
            "template": card::card(TEMPLATE),
            "table": table,
            "generate": generator::generator(),
        }),
    )
}

/// The schema of an exam file.
pub fn exam() -> Value {
    let mut topic = object(TOPIC);
    topic["anyOf"] = json!([{ "required": ["tag"] }, { "required": ["tags"] }]);
    rooted(
        "examdrill exam",
        "An exam: `[exam]`, `[[form]]` and `[[topic]]`.",
        &["exam", "form", "topic"],
        &json!({
            "exam": described(object(EXAM), "what the exam is called, and how it is marked"),
            "form": described(list_of("form"), "a length that the exam can be sat in"),
            "topic": described(list_of("topic"), "a part of what the exam is about"),
        }),
        &json!({ "form": object(FORM), "topic": topic }),
    )
}

/// The schema of a settings file with these keys.
pub fn config<'a>(keys: impl IntoIterator<Item = &'a Key>) -> Value {
    let mut schema = object(keys);
    schema["$schema"] = DRAFT.into();
    schema["title"] = "examdrill settings".into();
    schema["description"] = "The settings of a learner; every line is optional.".into();
    schema
}

fn described(mut schema: Value, about: &str) -> Value {
    schema["description"] = about.into();
    schema
}
