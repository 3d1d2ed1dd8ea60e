//! Note types, decks and options as newer collections keep them: tables of their own, with messages of Protocol Buffers.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};

use super::Error;
use super::collection::{Collection, Deck, NoteType, Part, Preset, Raw, Template};
use super::database::{MOST_FIELDS, bytes, number, rows, text};
use super::schema11::zone;
use super::wire::{Fields, Value};
use crate::sqlite::rusqlite;

/// Rows of a table of a few.
const MOST: usize = 100_000;
/// What parts the names of a deck and those above it.
const BETWEEN: char = '\u{1f}';

/// Reads them into `collection`.
pub(super) fn read(connection: &Connection, collection: &mut Collection) -> Result<(), Error> {
    let read = |sql: &str| rows(connection, sql, MOST, Stored::of);
    settings(read("SELECT 0, 0, \"KEY\", val, 0 FROM config")?, collection);
    for row in read("SELECT id, mtime_secs, name, config, 0 FROM notetypes")? {
        collection.kinds.insert(row.id, note_type(row));
    }
    for row in read("SELECT ntid, ord, name, config, 0 FROM fields ORDER BY ntid, ord")? {
        if let Some(kind) = collection.kinds.get_mut(&row.id) {
            kind.fields.push(Part { name: row.name, raw: Raw::of(&row.config) });
        }
    }
    for row in read("SELECT ntid, mtime_secs, name, config, 0 FROM templates ORDER BY ntid, ord")? {
        if let Some(kind) = collection.kinds.get_mut(&row.id) {
            kind.templates.push(template(row));
        }
    }
    let is_sound = |kind: &NoteType| kind.fields.len() <= MOST_FIELDS && kind.templates.len() <= MOST_FIELDS;
    collection.kinds.retain(|_, kind| is_sound(kind));
    let decks = read("SELECT id, 0, name, common, kind FROM decks")?;
    collection.decks = decks.into_iter().map(|row| (row.id, deck(&row))).collect();
    let presets = read("SELECT id, 0, name, config, 0 FROM deck_config")?;
    collection.presets = presets.into_iter().map(|row| (row.id, preset(&row))).collect();
    Ok(())
}

/// A row of such a table: a name, one message or two, and two numbers.
struct Stored {
    id: i64,
    modified: i64,
    name: String,
    config: Vec<u8>,
    more: Vec<u8>,
}

impl Stored {
    fn of(row: &Row<'_>) -> Self {
        Self {
            id: number(row, 0),
            modified: number(row, 1),
            name: text(row, 2),
            config: bytes(row, 3),
            more: bytes(row, 4),
        }
    }
}

/// Takes what the settings of the collection, each in JSON, say of its days and its scheduler.
fn settings(rows: Vec<Stored>, collection: &mut Collection) {
    let values: BTreeMap<String, serde_json::Value> = rows
        .into_iter()
        .filter_map(|row| Some((row.name, serde_json::from_slice(&row.config).ok()?)))
        .collect();
    let whole = |key: &str| values.get(key).and_then(serde_json::Value::as_i64);
    collection.zone = ["localOffset", "creationOffset"].iter().find_map(|key| zone(whole(key)?));
    collection.day_start = whole("rollover").and_then(|hour| hour.try_into().ok());
    collection.has_three_buttons = whole("schedVer").is_some_and(|version| version < 2);
    collection.is_fsrs = values.get("fsrs").and_then(serde_json::Value::as_bool).unwrap_or(false);
}

fn note_type(row: Stored) -> NoteType {
    let config = Fields::of(&row.config);
    let whole = |field| config.value(field).map_or(0, Value::number);
    NoteType {
        id: row.id,
        cloze: whole(1) == 1,
        stock: whole(9),
        modified: row.modified,
        css: config.value(3).map(Value::text).unwrap_or_default(),
        raw: Raw::of(&row.config),
        name: row.name,
        ..NoteType::default()
    }
}

fn template(row: Stored) -> Template {
    let config = Fields::of(&row.config);
    let side = |field| config.value(field).map(Value::text).unwrap_or_default();
    Template {
        question: side(1),
        answer: side(2),
        modified: row.modified,
        raw: Raw::of(&row.config),
        name: row.name,
    }
}

fn deck(row: &Stored) -> Deck {
    let kind = Fields::of(&row.more);
    let normal = kind.value(1).map_or(Fields::of(&[]), |value| Fields::of(value.bytes()));
    let (Raw::Hex(common), Raw::Hex(own)) = (Raw::of(&row.config), Raw::of(&row.more)) else {
        return Deck::default();
    };
    Deck {
        id: row.id,
        name: row.name.replace(BETWEEN, "::"),
        filtered: kind.value(2).is_some(),
        preset: normal.value(1).map_or(0, Value::number),
        raw: Raw::Hex(format!("{common}-{own}")),
    }
}

fn preset(row: &Stored) -> Preset {
    let config = Fields::of(&row.config);
    // Those of version 6, of 5, of 4.
    let versions = [6, 5, 3].into_iter().map(|field| numbers(&config, field));
    let parameters = versions.into_iter().find(|numbers| !numbers.is_empty());
    Preset {
        name: row.name.clone(),
        parameters: parameters.unwrap_or_default(),
        retention: numbers(&config, 37).first().copied(),
        learning: Some(numbers(&config, 1)),
        relearning: Some(numbers(&config, 2)),
        longest: config.value(16).and_then(|value| value.number().try_into().ok()),
    }
}

/// What all fields of that number hold, 64 numbers at most.
fn numbers(fields: &Fields<'_>, number: u64) -> Vec<f32> {
    let own = fields.clone().filter(|(found, _)| *found == number);
    own.flat_map(|(_, value)| value.floats()).take(64).collect()
}
