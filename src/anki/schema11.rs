//! Note types, decks and options as older collections keep them: JSON in the one row of the table `col`.

use jiff::tz::Offset;
use rusqlite::Connection;
use serde_json::{Map, Value};

use super::Error;
use super::collection::{Collection, Deck, NoteType, Part, Preset, Raw, Template};
use super::database::{MOST_FIELDS, text};
use crate::sqlite::rusqlite;

/// Reads them into `collection`.
pub(super) fn read(connection: &Connection, collection: &mut Collection) -> Result<(), Error> {
    let columns = connection
        .query_row("SELECT conf, models, decks, dconf FROM col LIMIT 1", [], |row| {
            Ok([0, 1, 2, 3].map(|column| text(row, column)))
        })
        .map_err(|_| Error::NoDatabase)?;
    let [conf, kinds, decks, presets] = columns.map(|text| object(&text));
    collection.zone =
        ["localOffset", "creationOffset"].iter().find_map(|key| zone(conf.get(*key)?.as_i64()?));
    collection.day_start = conf.get("rollover").and_then(Value::as_i64).and_then(|hour| hour.try_into().ok());
    collection.has_three_buttons = conf.get("schedVer").and_then(Value::as_i64).unwrap_or(1) < 2;
    collection.is_fsrs = conf.get("fsrs").and_then(Value::as_bool).unwrap_or(false);
    collection.kinds = by_id(kinds, note_type);
    collection.decks = by_id(decks, |id, value| Some(deck(id, value)));
    collection.presets = by_id(presets, |_, preset| Some(self::preset(&preset)));
    Ok(())
}

/// The zone of what Anki stores: minutes west of Greenwich.
pub(super) fn zone(minutes_west: i64) -> Option<Offset> {
    let seconds = i32::try_from(minutes_west.checked_mul(-60)?).ok()?;
    Offset::from_seconds(seconds).ok()
}

fn object(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}

fn by_id<T>(
    objects: Map<String, Value>,
    read: fn(i64, Value) -> Option<T>,
) -> std::collections::BTreeMap<i64, T> {
    let read = objects.into_iter().filter_map(|(id, value)| {
        let id = id.parse().ok()?;
        Some((id, read(id, value)?))
    });
    read.collect()
}

fn note_type(id: i64, value: Value) -> Option<NoteType> {
    let list = |key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let (fields, templates) = (list("flds"), list("tmpls"));
    if fields.len() > MOST_FIELDS || templates.len() > MOST_FIELDS {
        return None;
    }
    let mut fields: Vec<_> =
        fields.iter().map(|field| (whole(field, "ord"), text_of(field, "name"))).collect();
    fields.sort_by_key(|(place, _)| *place);
    let mut templates: Vec<_> = templates.iter().map(|one| (whole(one, "ord"), template(one))).collect();
    templates.sort_by_key(|(place, _)| *place);
    Some(NoteType {
        id,
        name: text_of(&value, "name"),
        cloze: whole(&value, "type") == 1,
        stock: whole(&value, "originalStockKind"),
        modified: whole(&value, "mod"),
        css: text_of(&value, "css"),
        fields: fields.into_iter().map(|(_, name)| Part { name, raw: Raw::None }).collect(),
        templates: templates.into_iter().map(|(_, template)| template).collect(),
        raw: Raw::Json(value),
    })
}

fn template(value: &Value) -> Template {
    Template {
        name: text_of(value, "name"),
        question: text_of(value, "qfmt"),
        answer: text_of(value, "afmt"),
        modified: 0,
        raw: Raw::None,
    }
}

fn deck(id: i64, value: Value) -> Deck {
    Deck {
        id,
        name: text_of(&value, "name"),
        filtered: whole(&value, "dyn") != 0,
        preset: whole(&value, "conf"),
        raw: Raw::Json(value),
    }
}

fn preset(value: &Value) -> Preset {
    let numbers = |value: &Value| -> Option<Vec<f32>> {
        Some(value.as_array()?.iter().filter_map(|number| Some(number.as_f64()? as f32)).collect())
    };
    let parameters = ["fsrsParams6", "fsrsParams5", "fsrsWeights"]
        .iter()
        .find_map(|key| value.get(key).and_then(numbers).filter(|numbers| !numbers.is_empty()));
    let within = |part: &str, key: &str| value.get(part).and_then(|part| part.get(key));
    Preset {
        name: text_of(value, "name"),
        parameters: parameters.unwrap_or_default(),
        retention: value.get("desiredRetention").and_then(Value::as_f64).map(|share| share as f32),
        learning: within("new", "delays").and_then(numbers),
        relearning: within("lapse", "delays").and_then(numbers),
        longest: within("rev", "maxIvl").and_then(Value::as_u64).and_then(|days| days.try_into().ok()),
    }
}

/// A whole number, also one in quotes.
fn whole(value: &Value, key: &str) -> i64 {
    match value.get(key) {
        Some(Value::Number(number)) => number.as_i64().unwrap_or(0),
        Some(Value::String(text)) => text.parse().unwrap_or(0),
        Some(Value::Bool(yes)) => (*yes).into(),
        _ => 0,
    }
}

fn text_of(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}
