//! A generator, which asks for the class of a number or computes its answer.

use serde_json::{Map, Value, json};

use super::shape::{object, takes};
use crate::card::Notes;
use crate::deck::keys::{COMPUTED, GENERATE};
use crate::source::Key;

/// A generator of either sort: which one follows from its keys.
pub(super) fn generator() -> Value {
    let mut generator = object(Notes::KEYS);
    for key in GENERATE.iter().chain(COMPUTED) {
        generator["properties"][key.name] = json!({ "description": key.about });
    }
    generator["if"] = json!({ "anyOf": [{ "required": ["number"] }, { "required": ["classes"] }] });
    generator["then"] = of_sort(GENERATE, COMPUTED);
    generator["else"] = of_sort(COMPUTED, GENERATE);
    generator
}

/// What makes a generator one with the keys `own`, and none of those of the `other` sort.
fn of_sort(own: &[Key], other: &[Key]) -> Value {
    let mut properties: Map<String, Value> =
        own.iter().map(|key| (key.name.to_owned(), takes(&key.takes))).collect();
    for key in other {
        properties.entry(key.name).or_insert(Value::Bool(false));
    }
    let needed: Vec<&str> = own.iter().filter(|key| key.is_needed).map(|key| key.name).collect();
    json!({ "properties": properties, "required": needed })
}
