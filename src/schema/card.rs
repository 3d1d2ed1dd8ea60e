//! A card, whose kind follows from its keys.

use serde_json::{Map, Value, json};

use super::shape::{object, takes};
use crate::card::Notes;
use crate::card::kinds::{KINDS, KindInfo, Sign};
use crate::source::Key;

/// A card of any kind, with the keys of every card and `more`.
///
/// All keys stand side by side at first, so that an editor completes them before it is clear what kind the card will
/// be, and names one that no kind has; then comes what each kind makes of them.
pub(super) fn card(more: &[Key]) -> Value {
    let mut card = object(Notes::KEYS.iter().chain(more));
    for kind in KINDS {
        for key in kind.keys {
            let known = &mut card["properties"][key.name];
            if known.is_null() {
                *known = json!({ "description": about(key) });
            }
        }
    }
    // The first kind whose sign the card bears has it; a card of none is told what it lacks.
    let none = json!({ "required": ["question"] });
    let chain = KINDS.iter().rev().fold(none, |otherwise, kind| {
        let signs: Vec<Value> = kind.signs.iter().map(sign).collect();
        json!({ "if": { "anyOf": signs }, "then": of_kind(kind), "else": otherwise })
    });
    card["allOf"] = json!([chain]);
    card
}

fn sign(sign: &Sign) -> Value {
    match *sign {
        Sign::Has(key) => json!({ "required": [key] }),
        Sign::IsFlag(key) => json!({ "required": [key], "properties": { key: { "type": "boolean" } } }),
        Sign::IsList(key) => json!({ "required": [key], "properties": { key: { "type": "array" } } }),
    }
}

/// What `key` means in the kinds that have it.
fn about(key: &Key) -> String {
    let mut meanings: Vec<(&str, Vec<&str>)> = Vec::new();
    for kind in KINDS {
        for own in kind.keys.iter().filter(|own| own.name == key.name) {
            match meanings.iter_mut().find(|(about, _)| *about == own.about) {
                Some((_, kinds)) => kinds.push(kind.name),
                None => meanings.push((own.about, vec![kind.name])),
            }
        }
    }
    match meanings.as_slice() {
        [(about, _)] => (*about).to_owned(),
        several => {
            let told = |(about, kinds): &(&str, Vec<&str>)| format!("{}: {about}", kinds.join(", "));
            several.iter().map(told).collect::<Vec<_>>().join("\n")
        }
    }
}

/// What makes a card one of `kind`: its own keys, and none of another kind's.
fn of_kind(kind: &KindInfo) -> Value {
    let mut properties: Map<String, Value> =
        kind.keys.iter().map(|key| (key.name.to_owned(), takes(&key.takes))).collect();
    for other in KINDS.iter().flat_map(|other| other.keys) {
        properties.entry(other.name).or_insert(Value::Bool(false));
    }
    let needed: Vec<&str> = kind.keys.iter().filter(|key| key.is_needed).map(|key| key.name).collect();
    json!({ "title": kind.name, "description": kind.about, "properties": properties, "required": needed })
}
