//! The rows of the log as they leave this file for another device: one JSON object each, with the names that
//! `log --json` has.

use rusqlite::types::Value as Stored;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Map, Value};

use super::log::id_of;
use super::tables::{TABLES, Table};
use crate::schedule::RowId;

/// A row of the log, whichever device wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct LogRow {
    id: RowId,
    /// The place of its table in [`TABLES`].
    pub(super) table: usize,
    /// The values of its fields as JSON, each of the shape of its field.
    values: Vec<Value>,
}

impl LogRow {
    /// Its name.
    pub const fn id(&self) -> RowId {
        self.id
    }

    /// Whether it is a review.
    pub fn is_review(&self) -> bool {
        TABLES[self.table].row == "review"
    }

    /// What is stored of it, a question as its key.
    pub(super) fn stored(&self) -> impl Iterator<Item = Stored> {
        let values = TABLES[self.table].fields.iter().zip(&self.values);
        values.map(|(field, value)| field.shape.stored(value).unwrap_or(Stored::Null))
    }

    /// The row of the table `table` with these values, each of the shape of its field.
    ///
    /// An error for what this version would not understand in its log.
    pub(super) fn new(table: usize, values: Vec<Value>) -> Result<Self, String> {
        let id = match TABLES[table].fields[0].shape.stored(&values[0]) {
            Some(Stored::Blob(id)) => id_of(&id).unwrap_or(RowId(0)),
            _ => RowId(0),
        };
        if id.millisecond() > LAST_SENSIBLE {
            return Err(format!("the id `{id}` is of no time"));
        }
        Ok(Self { id, table, values })
    }

    fn of(mut object: Map<String, Value>) -> Result<Self, String> {
        let row = object.remove("row").unwrap_or_default();
        let mut wrong = format!("{row} is no row");
        // Some tables share a name: what the fields hold decides.
        for (number, table) in TABLES.iter().enumerate().filter(|(_, table)| row == table.row) {
            match check(table, &object) {
                Ok(()) => {
                    let values = table.fields.iter().map(|field| object.remove(field.name));
                    return Self::new(number, values.map(Option::unwrap_or_default).collect());
                }
                Err(error) => wrong = error,
            }
        }
        Err(wrong)
    }
}

/// Whether a row of the table can be read from `object`.
fn check(table: &Table, object: &Map<String, Value>) -> Result<(), String> {
    let mut known = 0;
    for field in &table.fields {
        let value = object.get(field.name);
        known += usize::from(value.is_some());
        match value.unwrap_or(&Value::Null) {
            Value::Null if field.is_needed => return Err(format!("missing field `{}`", field.name)),
            value if field.shape.stored(value).is_none() => {
                return Err(format!("`{}` cannot be {value}", field.name));
            }
            _ => {}
        }
    }
    if known == object.len() { Ok(()) } else { Err("there is an unknown field".to_owned()) }
}

/// The last millisecond that an id may hold, in the year 6429: the logical clocks of all devices go on from the highest id, and
/// must have room.
const LAST_SENSIBLE: u64 = RowId::LAST_MILLISECOND / 2;

impl Serialize for LogRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("row", TABLES[self.table].row)?;
        for (field, value) in TABLES[self.table].fields.iter().zip(&self.values) {
            if !value.is_null() {
                map.serialize_entry(field.name, value)?;
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for LogRow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::of(Map::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
