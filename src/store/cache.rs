//! The folded memories: a cache that spares the start-up a fold, and is given up whenever it could be wrong.
//!
//! It belongs to one generation of the log and to one fingerprint, which stands for all that the fold depends on
//! besides the log: the model, its parameters, the settings. An append counts the generation on; it takes the cache
//! along only when the appending instance folds by the same fingerprint and has read all that others appended.
//!
//! Nothing that is wrong here may keep a learner from their log. Each row has a checksum and the rows are counted; what
//! fails these tests counts as not stored, and what cannot be read at all is made anew.

use std::collections::HashMap;

use jiff::civil::Date;
use rusqlite::{Connection, ErrorCode, Row, params};

use super::log::number;
use super::reviews::{keys, timestamp, unreadable};
use super::{Error, Store, derived, generation};
use crate::card::QuestionKey;
use crate::schedule::{Memory, Step};

/// The columns of a memory, in the order of [`fields`].
const COLUMNS: &str = "question, stability, difficulty, last_ms, last_day, due, reps, lapses, step, relearning, step_ms, checksum";

/// The stored memories.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stored {
    /// Under the questions' present names.
    pub memories: HashMap<QuestionKey, Memory>,
    /// Whether they are all there. If not, those that are can be trusted, and the others have to be folded.
    pub is_whole: bool,
}

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
    /// These are others.
    Some(&'a [Folded<'a>]),
    /// Who appends cannot tell.
    Unknown,
}

impl<'a> From<&'a Option<Folded<'a>>> for Change<'a> {
    fn from(folded: &'a Option<Folded<'a>>) -> Self {
        folded.as_ref().map_or(Self::Unknown, |folded| Self::Some(std::slice::from_ref(folded)))
    }
}

impl Store {
    /// The stored memories, under the questions' present names; `None` when they must be folded: nothing is stored,
    /// or it is of another fingerprint, or something was appended since that they don't contain.
    ///
    /// From now on this instance counts as one that folds by `fingerprint`.
    pub fn memories(&self, fingerprint: &str) -> Result<Option<Stored>, Error> {
        *self.fingerprint.borrow_mut() = Some(fingerprint.to_owned());
        let (stored, is_broken) = self.snapshot(|| {
            let generation = self.generation()?;
            let keys = self.read("read the questions in", keys)?;
            let stored = stored(&self.connection, fingerprint, generation, &keys);
            if matches!(stored, Ok(Some(_))) {
                self.known.set(generation);
            }
            let is_broken = stored.is_err();
            Ok((stored.unwrap_or_default(), is_broken))
        })?;
        if is_broken {
            // Where that fails, as in a folder that may only be read, the log is folded at every start.
            let _ = self.write("clear the memories in", derived::remake_cache);
        }
        Ok(stored)
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
            // Whatever shape the tables were found in.
            derived::remake_cache(connection)?;
            for (key, memory) in memories {
                put(connection, number(connection, key)?, memory)?;
            }
            let sql = "INSERT INTO cache (one, fingerprint, generation, count) VALUES (1, ?1, ?2, ?3)";
            let known = self.known.get().cast_signed();
            connection.execute(sql, params![fingerprint, known, memories.len() as i64])?;
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

    /// Takes the cache along with an append that moved the log on from generation `before`. What is wrong with the cache
    /// does not hinder the append: the cache is of an older generation then, and is folded anew when it is next read.
    pub(super) fn follow(
        &self,
        connection: &Connection,
        before: u64,
        change: Change<'_>,
    ) -> rusqlite::Result<()> {
        connection.execute_batch("SAVEPOINT cache")?;
        match self.move_on(connection, before, change) {
            Err(error) if is_about_content(&error) => connection.execute_batch("ROLLBACK TO cache")?,
            other => other?,
        }
        connection.execute_batch("RELEASE cache")
    }

    fn move_on(&self, connection: &Connection, before: u64, change: Change<'_>) -> rusqlite::Result<()> {
        if matches!(change, Change::Unknown) {
            return Ok(());
        }
        let sql = "UPDATE cache SET generation = generation + 1 WHERE generation = ?1 AND fingerprint = ?2";
        let ours = params![before.cast_signed(), *self.fingerprint.borrow()];
        match (connection.prepare_cached(sql)?.execute(ours)?, change) {
            (1, Change::Some(folded)) => folded.iter().try_for_each(|one| keep(connection, *one)),
            _ => Ok(()),
        }
    }
}

/// Empties the cache.
pub(super) fn clear(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("DELETE FROM main.cache; DELETE FROM main.memory;")
}

fn keep(connection: &Connection, folded: Folded<'_>) -> rusqlite::Result<()> {
    let question = number(connection, folded.key)?;
    let removed = connection.prepare_cached("DELETE FROM memory WHERE question = ?1")?.execute([question])?;
    let added = usize::from(folded.memory.is_some());
    if let Some(memory) = folded.memory {
        put(connection, question, memory)?;
    }
    if added != removed {
        let sql = "UPDATE cache SET count = count + ?1";
        connection.prepare_cached(sql)?.execute([added as i64 - removed as i64])?;
    }
    Ok(())
}

fn put(connection: &Connection, question: i64, memory: &Memory) -> rusqlite::Result<()> {
    let fields = fields(question, memory);
    let sql =
        format!("INSERT INTO memory ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
    let [.., step, relearning, step_at] = fields;
    let in_step = |field: i64| memory.step.map(|_| field);
    connection.prepare_cached(&sql)?.execute(params![
        fields[0],
        fields[1],
        fields[2],
        fields[3],
        fields[4],
        fields[5],
        fields[6],
        fields[7],
        in_step(step),
        in_step(relearning),
        in_step(step_at),
        checksum(&fields),
    ])?;
    Ok(())
}

/// A row as the numbers it is stored as; those of a step are -1 where there is none.
fn fields(question: i64, memory: &Memory) -> [i64; 11] {
    let step = memory.step;
    [
        question,
        memory.stability.to_bits().into(),
        memory.difficulty.to_bits().into(),
        memory.last.as_millisecond(),
        packed(memory.last_day).into(),
        packed(memory.due).into(),
        memory.reps.into(),
        memory.lapses.into(),
        step.map_or(-1, |step| step.index.into()),
        step.map_or(-1, |step| step.relearning.into()),
        step.map_or(-1, |step| step.at.as_millisecond()),
    ]
}

/// A number that changes with each bit of the fields, for accidents and not against attacks.
fn checksum(fields: &[i64]) -> i64 {
    let mixed = fields.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |sum, field| {
        let sum = (sum.rotate_left(23) ^ field.cast_unsigned()).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        sum ^ (sum >> 29)
    });
    mixed.cast_signed()
}

/// What is stored of that fingerprint and generation; an error where the tables cannot be read as ours.
fn stored(
    connection: &Connection,
    fingerprint: &str,
    generation: u64,
    keys: &[Option<QuestionKey>],
) -> rusqlite::Result<Option<Stored>> {
    let sql = "SELECT count FROM cache WHERE fingerprint = ?1 AND generation = ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![fingerprint, generation.cast_signed()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let count: i64 = row.get(0)?;
    let mut memories = HashMap::with_capacity(keys.len());
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM memory"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Some((key, memory)) = sound(row, keys) {
            memories.insert(key, memory);
        }
    }
    let is_whole = memories.len() as i64 == count;
    Ok(Some(Stored { memories, is_whole }))
}

/// The memory in a row; `None` where its checksum says that it is not what was stored.
fn sound(row: &Row<'_>, keys: &[Option<QuestionKey>]) -> Option<(QuestionKey, Memory)> {
    let question: i64 = row.get(0).ok()?;
    let memory = memory(row).ok()?;
    let is_sound = row.get::<_, i64>(11).ok()? == checksum(&fields(question, &memory));
    let key = keys.get(usize::try_from(question).ok()?)?.clone()?;
    is_sound.then_some((key, memory))
}

/// Whether an error is about what the tables of the cache hold or lack, and not about the disk or a lock.
fn is_about_content(error: &rusqlite::Error) -> bool {
    !matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
                | ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::ReadOnly
                | ErrorCode::OutOfMemory
                | ErrorCode::OperationInterrupted
        )
    )
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
