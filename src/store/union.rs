//! Bringing logs together: the rows that others need, and those that come from them.

use std::borrow::Cow;
use std::collections::HashSet;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row, params_from_iter};

use super::cache::Change;
use super::counted::Added;
use super::log::{id_in, keep_time, number};
use super::reviews::{keys, unreadable};
use super::rows::LogRow;
use super::shapes::Shape;
use super::tables::{TABLES, Table};
use super::{Error, Store, generation};
use crate::card::QuestionKey;
use crate::schedule::{DeviceId, RowId};

/// What a merge brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Merged {
    /// Rows that were not there.
    pub rows: usize,
    /// How many of them are reviews.
    pub reviews: usize,
}

impl Store {
    /// The ids of all rows, and the generation of the log that has them.
    pub fn row_ids(&self) -> Result<(u64, HashSet<RowId>), Error> {
        self.snapshot(|| {
            self.read("read the rows in", |connection| {
                let mut ids = HashSet::new();
                for table in TABLES.iter() {
                    let sql = format!("SELECT id FROM main.{} ORDER BY id", table.name);
                    let mut statement = connection.prepare_cached(&sql)?;
                    let mut rows = statement.query([])?;
                    while let Some(row) = rows.next()? {
                        ids.insert(id_in(row, 0)?);
                    }
                }
                Ok((generation(connection)?, ids))
            })
        })
    }

    /// Visits those rows that are wanted, always in the same order.
    pub fn rows(&self, wanted: &HashSet<RowId>, mut visit: impl FnMut(LogRow)) -> Result<(), Error> {
        self.snapshot(|| {
            self.read("read the rows in", |connection| {
                let keys = keys(connection)?;
                for number in 0..TABLES.len() {
                    let mut statement = connection.prepare_cached(&TABLES[number].select())?;
                    let mut rows = statement.query([])?;
                    while let Some(row) = rows.next()? {
                        if wanted.contains(&id_in(row, 0)?) {
                            visit(read(number, row, &keys)?);
                        }
                    }
                }
                Ok(())
            })
        })
    }

    /// Takes in the rows of other devices that are not there yet, all or none.
    ///
    /// In whatever order and however often rows come, the log is the same in the end. The stored memories are given up where
    /// anything new came.
    pub fn merge(&self, rows: &[LogRow]) -> Result<Merged, Error> {
        let mut merged = Merged::default();
        self.append("take in the rows of another device in", Change::Unknown, |connection| {
            merged = Merged::default();
            let inserts: Vec<String> = TABLES.iter().map(Table::insert).collect();
            for row in rows {
                let added = insert(connection, row, &inserts[row.table])?;
                if added > 0 {
                    keep_time(connection, row.id())?;
                }
                merged.rows += added;
                merged.reviews += added * usize::from(row.is_review());
            }
            Ok(Added::uncounted(merged.rows))
        })?;
        Ok(merged)
    }

    /// From now on this log is written on another device, `seed`, a random number: its own id is in use elsewhere. Rows keep
    /// their ids.
    pub fn become_another_device(&mut self, seed: u32) -> Result<(), Error> {
        self.write("name this device in", |connection| {
            connection.execute("UPDATE head SET device = ?1", [seed])
        })?;
        self.device = DeviceId(seed);
        Ok(())
    }
}

/// The row of the table `number` of [`TABLES`], as it is exchanged. `keys` are those of the questions, by their numbers.
fn read(number: usize, row: &Row<'_>, keys: &[Option<QuestionKey>]) -> rusqlite::Result<LogRow> {
    let mut values = Vec::new();
    for (at, field) in TABLES[number].fields.iter().enumerate() {
        let stored = match field.shape {
            Shape::Question => {
                let key = keys.get(row.get::<_, u32>(at)? as usize).and_then(Option::as_ref);
                key.map_or(ValueRef::Null, |key| ValueRef::from(key.as_str()))
            }
            _ => row.get_ref(at)?,
        };
        if !field.holds(stored) {
            return Err(unreadable(at, field.name));
        }
        values.push(Value::try_from(stored)?);
    }
    LogRow::new(number, values).map_err(|_| unreadable(0, TABLES[number].row))
}

/// Adds the row by `sql`, if it is not there. Gives how many rows that are.
fn insert(connection: &Connection, row: &LogRow, sql: &str) -> rusqlite::Result<usize> {
    let values =
        TABLES[row.table].fields.iter().zip(&row.values).map(|(field, value)| match (field.shape, value) {
            (Shape::Question, Value::Text(key)) => {
                number(connection, &QuestionKey::from_stored(key)).map(|number| Cow::Owned(number.into()))
            }
            _ => Ok(Cow::Borrowed(value)),
        });
    let values: Vec<Cow<'_, Value>> = values.collect::<rusqlite::Result<_>>()?;
    connection.prepare_cached(sql)?.execute(params_from_iter(values))
}
