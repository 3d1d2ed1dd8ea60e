//! The folded memories: a cache that spares the start-up a fold, and is given up whenever it could be wrong.
//!
//! It belongs to one generation of the log and to one fingerprint, which stands for all that the fold depends on
//! besides the log: the model, its parameters, the settings. An append counts the generation on; it takes the cache
//! along only when the appending instance folds by the same fingerprint and has read all that others appended.

use std::collections::HashMap;

use jiff::civil::Date;
use rusqlite::{Connection, Row, params};

use super::log::number;
use super::reviews::{keys, timestamp, unreadable};
use super::{Error, Store, generation};
use crate::card::QuestionKey;
use crate::schedule::{Memory, Step};

/// What a question's reviews fold to after an append.
#[derive(Debug, Clone, Copy)]
pub struct Folded<'a> {
    /// The question, under its present name.
    pub key: &'a QuestionKey,
    /// Its memory; `None` when no review is left that moves the schedule.
    pub memory: Option<&'a Memory>,
}

/// What an append does to the memories.
pub(super) enum Change<'a> {
    /// They stay as they are.
    Nothing,
    /// One is another.
    One(Folded<'a>),
    /// Who appends cannot tell.
    Unknown,
}

impl<'a> From<Option<Folded<'a>>> for Change<'a> {
    fn from(folded: Option<Folded<'a>>) -> Self {
        folded.map_or(Self::Unknown, Self::One)
    }
}

impl Store {
    /// The stored memories, under the questions' present names; `None` when they must be folded: nothing is stored,
    /// or it is of another fingerprint, or something was appended since that they don't contain.
    ///
    /// From now on this instance counts as one that folds by `fingerprint`.
    pub fn memories(&self, fingerprint: &str) -> Result<Option<HashMap<QuestionKey, Memory>>, Error> {
        *self.fingerprint.borrow_mut() = Some(fingerprint.to_owned());
        self.snapshot(|| {
            let generation = self.generation()?;
            let memories = self.read("read the memories in", |connection| {
                let sql = "SELECT 1 FROM cache WHERE fingerprint = ?1 AND generation = ?2";
                if !connection.prepare_cached(sql)?.exists(params![fingerprint, generation.cast_signed()])? {
                    return Ok(None);
                }
                all(connection).map(Some)
            })?;
            if memories.is_some() {
                self.known.set(generation);
            }
            Ok(memories)
        })
    }

    /// Stores what the reviews that [`Self::reviews`] gave fold to by `fingerprint`, instead of all that was stored.
    ///
    /// Does nothing when another instance has appended something since they were read.
    pub fn save_memories(
        &self,
        fingerprint: &str,
        memories: &HashMap<QuestionKey, Memory>,
    ) -> Result<(), Error> {
        *self.fingerprint.borrow_mut() = Some(fingerprint.to_owned());
        self.write("store the memories in", |connection| {
            if generation(connection)? != self.known.get() {
                return Ok(());
            }
            clear(connection)?;
            for (key, memory) in memories {
                put(connection, key, memory)?;
            }
            let sql = "INSERT INTO cache (one, fingerprint, generation) VALUES (1, ?1, ?2)";
            connection.execute(sql, params![fingerprint, self.known.get().cast_signed()])?;
            Ok(())
        })
    }

    /// Stores one memory anew, without an append. Does nothing when the stored memories are not this instance's.
    pub fn save_memory(&self, folded: Folded<'_>) -> Result<(), Error> {
        self.write("store the memories in", |connection| {
            let sql =
                "SELECT 1 FROM head JOIN cache USING (generation) WHERE generation = ?1 AND fingerprint = ?2";
            let fingerprint = self.fingerprint.borrow();
            let known = params![self.known.get().cast_signed(), *fingerprint];
            if connection.prepare_cached(sql)?.exists(known)? { keep(connection, folded) } else { Ok(()) }
        })
    }

    /// Throws the stored memories away; they are folded again when they are next asked for.
    pub fn forget_memories(&self) -> Result<(), Error> {
        self.write("clear the memories in", clear)
    }

    /// Takes the cache along with an append that moved the log on from generation `before`.
    pub(super) fn follow(
        &self,
        connection: &Connection,
        before: u64,
        change: Change<'_>,
    ) -> rusqlite::Result<()> {
        if matches!(change, Change::Unknown) {
            return Ok(());
        }
        let sql = "UPDATE cache SET generation = generation + 1 WHERE generation = ?1 AND fingerprint = ?2";
        let ours = params![before.cast_signed(), *self.fingerprint.borrow()];
        match (connection.prepare_cached(sql)?.execute(ours)?, change) {
            (1, Change::One(folded)) => keep(connection, folded),
            _ => Ok(()),
        }
    }
}

/// Empties the cache.
pub(super) fn clear(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("DELETE FROM main.cache; DELETE FROM main.memory;")
}

fn keep(connection: &Connection, folded: Folded<'_>) -> rusqlite::Result<()> {
    if let Some(memory) = folded.memory {
        return put(connection, folded.key, memory);
    }
    let sql = "DELETE FROM memory WHERE question = (SELECT number FROM question WHERE key = ?1)";
    connection.prepare_cached(sql)?.execute([folded.key.as_str()])?;
    Ok(())
}

fn put(connection: &Connection, key: &QuestionKey, memory: &Memory) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO memory VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            number(connection, key)?,
            memory.stability.to_bits(),
            memory.difficulty.to_bits(),
            memory.last.as_millisecond(),
            packed(memory.last_day),
            packed(memory.due),
            memory.reps,
            memory.lapses,
            memory.step.map(|step| step.index),
            memory.step.map(|step| step.relearning),
            memory.step.map(|step| step.at.as_millisecond()),
        ])?;
    Ok(())
}

fn all(connection: &Connection) -> rusqlite::Result<HashMap<QuestionKey, Memory>> {
    let keys = keys(connection)?;
    let mut memories = HashMap::with_capacity(keys.len());
    let mut statement = connection.prepare_cached("SELECT * FROM memory")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key = keys.get(row.get::<_, u32>(0)? as usize).cloned().flatten();
        memories.insert(key.ok_or_else(|| unreadable(0, "a question's number"))?, memory(row)?);
    }
    Ok(memories)
}

fn memory(row: &Row<'_>) -> rusqlite::Result<Memory> {
    let step = match row.get(8)? {
        Some(index) => Some(Step { index, relearning: row.get(9)?, at: timestamp(row, 10)? }),
        None => None,
    };
    Ok(Memory {
        stability: f32::from_bits(row.get(1)?),
        difficulty: f32::from_bits(row.get(2)?),
        last: timestamp(row, 3)?,
        last_day: day(row, 4)?,
        due: day(row, 5)?,
        step,
        reps: row.get(6)?,
        lapses: row.get(7)?,
    })
}

/// The day as the number 20261123: read back ten times as fast as a text.
fn packed(day: Date) -> i32 {
    i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day())
}

fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Date> {
    let packed: i32 = row.get(column)?;
    let part = |number: i32| i8::try_from(number).ok();
    i16::try_from(packed.div_euclid(10_000))
        .ok()
        .zip(part(packed.rem_euclid(10_000) / 100))
        .zip(part(packed.rem_euclid(100)))
        .and_then(|((year, month), day)| Date::new(year, month, day).ok())
        .ok_or_else(|| unreadable(column, "a day"))
}
