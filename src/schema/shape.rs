//! Keys and what they take, as JSON Schema says it.

use serde_json::{Map, Value, json};

use crate::source::{Key, Takes};

/// The version of JSON Schema.
pub(super) const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema of a whole file with these `tables`, whose items `parts` define.
pub(super) fn rooted(title: &str, about: &str, needed: &[&str], tables: &Value, parts: &Value) -> Value {
    json!({
        "$schema": DRAFT,
        "title": title,
        "description": about,
        "type": "object",
        "properties": tables,
        "required": needed,
        "additionalProperties": false,
        "definitions": parts,
    })
}

/// A table with `keys` and no others.
pub(super) fn object<'a>(keys: impl IntoIterator<Item = &'a Key>) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for key in keys {
        let mut schema = takes(&key.takes);
        schema["description"] = key.about.into();
        properties.insert(key.name.to_owned(), schema);
        if key.is_needed {
            required.push(key.name);
        }
    }
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// A list of what the schema defines under `name`.
pub(super) fn list_of(name: &str) -> Value {
    json!({ "type": "array", "items": { "$ref": format!("#/definitions/{name}") } })
}

/// What a key takes.
pub(super) fn takes(takes: &Takes) -> Value {
    match *takes {
        Takes::Text => json!({ "type": ["string", "number"] }),
        // What an id may hold beyond ASCII is a matter of Unicode, which patterns of JSON Schema do not know.
        Takes::Id => json!({
            "type": ["string", "number"],
            "maxLength": 80,
            "pattern": "^[^\\s!-,/:-@\\[-^`{-~]+$",
        }),
        Takes::Word(words) => json!({ "enum": words }),
        Takes::Flag => json!({ "type": "boolean" }),
        Takes::Whole(i64::MIN, i64::MAX) => json!({ "type": "integer" }),
        Takes::Whole(from, i64::MAX) => json!({ "type": "integer", "minimum": from }),
        Takes::Whole(from, to) => json!({ "type": "integer", "minimum": from, "maximum": to }),
        Takes::Number => json!({ "type": "number" }),
        Takes::Between(from, to) => json!({ "type": "number", "minimum": from, "maximum": to }),
        Takes::Time => {
            json!({ "type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$" })
        }
        Takes::List(item) => json!({ "type": "array", "items": self::takes(item) }),
        Takes::Pair(item) => {
            json!({ "type": "array", "items": self::takes(item), "minItems": 2, "maxItems": 2 })
        }
        Takes::Map(value) => json!({ "type": "object", "additionalProperties": self::takes(value) }),
        Takes::Table(keys) => object(keys),
        Takes::Any(choices) => {
            json!({ "anyOf": choices.iter().map(self::takes).collect::<Vec<_>>() })
        }
    }
}
