//! Bringing logs together: the rows that others need, and those that come from them.

use std::collections::HashSet;

use rusqlite::{Connection, Row, ToSql, params};

use super::cache::Change;
use super::columns::{self, insert};
use super::counted::Added;
use super::log::{bytes, id_in, keep_time, number};
use super::reviews::{keys, timestamp, unreadable};
use super::rows::{Device, Id, Line, LogRow, Time, line, review};
use super::{Error, Store, generation};
use crate::schedule::{DeviceId, RowId};

/// What a merge brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Merged {
    /// Rows that were not there.
    pub rows: usize,
    /// How many of them are reviews.
    pub reviews: usize,
}

/// How rows of a table are read: its name, its columns, and the row in them.
struct Table {
    name: &'static str,
    columns: &'static str,
    read: fn(&Row<'_>) -> rusqlite::Result<Line>,
}

/// All tables of the log but that of the reviews. **A new table of the log has its row here, and in [`insert_line`].**
const TABLES: &[Table] = &[
    Table { name: "parameters", columns: "id, device, model, value, at_ms", read: parameters_in },
    Table { name: "choice", columns: "id, device, subject, what, value, at_ms", read: choice_in },
    Table {
        name: "decision",
        columns: "id, (SELECT key FROM question WHERE number = question), sort, value, at_ms",
        read: decision_in,
    },
    Table { name: "mark", columns: "id, review, retracted, at_ms", read: mark_in },
    Table { name: "redating", columns: "id, review, at_ms, made_ms", read: move_in },
    Table { name: "sitting", columns: "id, at_ms, offset_s, device, paper, terms", read: sitting_in },
    Table { name: "step", columns: "id, sitting, at_ms, used_ms, act", read: step_in },
];

impl Store {
    /// The ids of all rows, and the generation of the log that has them.
    pub fn row_ids(&self) -> Result<(u64, HashSet<RowId>), Error> {
        self.snapshot(|| {
            self.read("read the rows in", |connection| {
                let mut ids = HashSet::new();
                for table in TABLES.iter().map(|table| table.name).chain(["review"]) {
                    let mut statement =
                        connection.prepare_cached(&format!("SELECT id FROM main.{table} ORDER BY id"))?;
                    let mut rows = statement.query([])?;
                    while let Some(row) = rows.next()? {
                        ids.insert(id_in(row, 0)?);
                    }
                }
                Ok((generation(connection)?, ids))
            })
        })
    }

    /// Visits those rows that are wanted, always in the same order: each table by its ids.
    pub fn rows(&self, wanted: &HashSet<RowId>, mut visit: impl FnMut(LogRow)) -> Result<(), Error> {
        self.snapshot(|| {
            self.read("read the rows in", |connection| {
                for table in TABLES {
                    let sql = format!("SELECT {} FROM main.{} ORDER BY id", table.columns, table.name);
                    let mut statement = connection.prepare_cached(&sql)?;
                    let mut rows = statement.query([])?;
                    while let Some(row) = rows.next()? {
                        if wanted.contains(&id_in(row, 0)?) {
                            visit(LogRow((table.read)(row)?));
                        }
                    }
                }
                wanted_reviews(connection, wanted, visit)
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
            for row in rows {
                let added = insert_line(connection, &row.0)?;
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

fn wanted_reviews(
    connection: &Connection,
    wanted: &HashSet<RowId>,
    mut visit: impl FnMut(LogRow),
) -> rusqlite::Result<()> {
    let keys = keys(connection)?;
    let mut statement = connection.prepare_cached(&columns::stored("ORDER BY at_ms, id"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if wanted.contains(&id_in(row, 0)?) {
            let found = columns::review(row, |number| keys.get(number as usize).cloned().flatten())?;
            visit(LogRow(line(&found)));
        }
    }
    Ok(())
}

/// Adds the row, if it is not there. Gives how many rows that are.
fn insert_line(connection: &Connection, line: &Line) -> rusqlite::Result<usize> {
    let key_number = |key: &str| number(connection, &crate::card::QuestionKey::from_stored(key));
    let add = |table: &str, values: &[&dyn ToSql]| add(connection, table, values);
    match line {
        Line::Review { .. } => {
            let found = review(line).map_err(|_| unreadable(0, "a review"))?;
            insert(connection, &found)
        }
        Line::Mark { id, review, retracted, at } => add(
            "mark (id, review, retracted, at_ms)",
            params![bytes(id.0), bytes(review.0), retracted, at.0.as_millisecond()],
        ),
        Line::Move { id, review, at, made } => add(
            "redating (id, review, at_ms, made_ms)",
            params![bytes(id.0), bytes(review.0), at.0.as_millisecond(), made.0.as_millisecond()],
        ),
        Line::Decision { id, key, decision, value, at } => add(
            "decision (id, question, sort, value, at_ms)",
            params![bytes(id.0), key_number(key)?, decision, value, at.0.as_millisecond()],
        ),
        Line::Choice { id, device, subject, what, value, at } => add(
            "choice (id, device, subject, what, value, at_ms)",
            params![bytes(id.0), device.0.0, subject, what, value, at.0.as_millisecond()],
        ),
        Line::Parameters { id, device, model, value, at } => add(
            "parameters (id, device, model, value, at_ms)",
            params![bytes(id.0), device.0.0, model, value, at.0.as_millisecond()],
        ),
        Line::Sitting { id, at, offset_s, device, paper, terms } => add(
            "sitting (id, at_ms, offset_s, device, paper, terms)",
            params![bytes(id.0), at.0.as_millisecond(), offset_s, device.0.0, paper, terms],
        ),
        Line::Step { id, sitting, at, used_ms, act } => add(
            "step (id, sitting, at_ms, used_ms, act)",
            params![bytes(id.0), bytes(sitting.0), at.0.as_millisecond(), used_ms.cast_signed(), act],
        ),
    }
}

/// Adds a row of `values` to the table and columns that `table` names, if it is not there. Gives how many rows that are.
fn add(connection: &Connection, table: &str, values: &[&dyn ToSql]) -> rusqlite::Result<usize> {
    let places = vec!["?"; values.len()].join(", ");
    let sql = format!("INSERT INTO {table} VALUES ({places}) ON CONFLICT DO NOTHING");
    connection.prepare_cached(&sql)?.execute(values)
}

fn id_of(row: &Row<'_>, column: usize) -> rusqlite::Result<Id> {
    id_in(row, column).map(Id)
}

fn device_of(row: &Row<'_>, column: usize) -> rusqlite::Result<Device> {
    row.get(column).map(|device| Device(DeviceId(device)))
}

fn time_of(row: &Row<'_>, column: usize) -> rusqlite::Result<Time> {
    timestamp(row, column).map(Time)
}

fn parameters_in(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line::Parameters {
        id: id_of(row, 0)?,
        device: device_of(row, 1)?,
        model: row.get(2)?,
        value: row.get(3)?,
        at: time_of(row, 4)?,
    })
}

fn choice_in(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line::Choice {
        id: id_of(row, 0)?,
        device: device_of(row, 1)?,
        subject: row.get(2)?,
        what: row.get(3)?,
        value: row.get(4)?,
        at: time_of(row, 5)?,
    })
}

fn decision_in(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line::Decision {
        id: id_of(row, 0)?,
        key: row.get(1)?,
        decision: row.get(2)?,
        value: row.get(3)?,
        at: time_of(row, 4)?,
    })
}

fn mark_in(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line::Mark {
        id: id_of(row, 0)?,
        review: id_of(row, 1)?,
        retracted: row.get(2)?,
        at: time_of(row, 3)?,
    })
}

fn move_in(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line::Move {
        id: id_of(row, 0)?,
        review: id_of(row, 1)?,
        at: time_of(row, 2)?,
        made: time_of(row, 3)?,
    })
}

fn sitting_in(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line::Sitting {
        id: id_of(row, 0)?,
        at: time_of(row, 1)?,
        offset_s: row.get(2)?,
        device: device_of(row, 3)?,
        paper: row.get(4)?,
        terms: row.get(5)?,
    })
}

fn step_in(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line::Step {
        id: id_of(row, 0)?,
        sitting: id_of(row, 1)?,
        at: time_of(row, 2)?,
        used_ms: row.get::<_, i64>(3)?.max(0).cast_unsigned(),
        act: row.get(4)?,
    })
}
