//! The rows of the log as they leave this file for another device: one JSON object each, with the names that
//! `log --json` has.

use rusqlite::types::Value as Stored;
use serde::ser::{Error as _, SerializeMap};
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
    /// The values of its fields as they are stored, each of the shape of its field; questions as their keys.
    pub(super) values: Vec<Stored>,
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

    /// The row of the table `table` with these values, each of the shape of its field. An error where its name is of no time.
    pub(super) fn new(table: usize, values: Vec<Stored>) -> Result<Self, String> {
        let id = match &values[0] {
            Stored::Blob(id) => id_of(id).unwrap_or(RowId(0)),
            _ => RowId(0),
        };
        if id.millisecond() > LAST_SENSIBLE {
            return Err(format!("the id `{id}` is of no time"));
        }
        Ok(Self { id, table, values })
    }

    /// The row that `object` is; an error for what this version would not understand in its log.
    fn of(object: &Map<String, Value>) -> Result<Self, String> {
        let row = object.get("row").unwrap_or(&Value::Null);
        let mut wrong = format!("{row} is no row");
        // Some tables share a name: what the fields hold decides.
        for (number, table) in TABLES.iter().enumerate().filter(|(_, table)| row == table.row) {
            match values(table, object) {
                Ok(values) => return Self::new(number, values),
                Err(error) => wrong = error,
            }
        }
        Err(wrong)
    }
}

/// What is stored of `object` in the table.
fn values(table: &Table, object: &Map<String, Value>) -> Result<Vec<Stored>, String> {
    // `row` is no field.
    let (mut values, mut known) = (Vec::with_capacity(table.fields.len()), 1);
    for field in &table.fields {
        let value = object.get(field.name);
        known += usize::from(value.is_some());
        let value = value.unwrap_or(&Value::Null);
        if value.is_null() && field.is_needed {
            return Err(format!("missing field `{}`", field.name));
        }
        let stored = field.shape.stored(value);
        values.push(stored.ok_or_else(|| format!("`{}` cannot be {value}", field.name))?);
    }
    if known == object.len() { Ok(values) } else { Err("there is an unknown field".to_owned()) }
}

/// The last millisecond that an id may hold, in the year 6429: the logical clocks of all devices go on from the highest id, and
/// must have room.
const LAST_SENSIBLE: u64 = RowId::LAST_MILLISECOND / 2;

impl Serialize for LogRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("row", TABLES[self.table].row)?;
        for (field, value) in TABLES[self.table].fields.iter().zip(&self.values) {
            let value = field.shape.json(value.into()).ok_or_else(|| S::Error::custom(field.name))?;
            if !value.is_null() {
                map.serialize_entry(field.name, &value)?;
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for LogRow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::of(&Map::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
