//! Quizzes that are being sat, and that were. Each step is one durable transaction.

use std::collections::HashSet;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::Offset;
use rusqlite::{Connection, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::activity::STANDS;
use super::cache::Change;
use super::carries::Carries;
use super::log::{bytes, insert, keep_time};
use super::reviews::{timestamp, unreadable};
use super::{Error, Store};
use crate::card::QuestionKey;
use crate::quiz::{Act, Paper, Sitting, SittingId, Step, Terms};
use crate::schedule::{Review, ReviewId};

/// A stored sitting.
#[derive(Debug, Clone, PartialEq)]
pub struct Sat {
    /// Its name.
    pub id: SittingId,
    /// When it began.
    pub at: Timestamp,
    /// The zone offset of the place and time it began in.
    pub offset: Offset,
    /// When its last step was taken.
    pub last: Timestamp,
    /// What it has come to.
    pub sitting: Sitting,
}

const COLUMNS: &str = "id, at_ms, offset_s, paper, terms";

impl Store {
    /// Stores a sitting that begins. As durable as [`Self::record`].
    pub fn begin_sitting(
        &self,
        paper: &Paper,
        terms: &Terms,
        now: Timestamp,
        offset: Offset,
    ) -> Result<SittingId, Error> {
        let at = self.stamp(now);
        let id = self.next_id(at);
        self.append("store the quiz in", Change::Nothing, |connection| {
            let sql = "INSERT INTO sitting (id, at_ms, offset_s, device, paper, terms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            let at = at.as_millisecond();
            connection.prepare_cached(sql)?.execute(params![
                bytes(id),
                at,
                offset.seconds(),
                self.device.0,
                json(paper)?,
                json(terms)?,
            ])?;
            keep_time(connection, at)
        })?;
        Ok(SittingId(id.0))
    }

    /// Stores a step of a sitting. As durable as [`Self::record`]. Gives whether it counts: one that has ended, perhaps by
    /// another instance, takes no more.
    pub fn take_step(&self, sitting: SittingId, step: &Step, now: Timestamp) -> Result<bool, Error> {
        self.hand_in(sitting, step, &[], now)
    }

    /// Stores the last step of a sitting and the reviews that come of it: all or nothing, and once. Gives whether it was
    /// this step that ended it.
    pub fn hand_in(
        &self,
        sitting: SittingId,
        step: &Step,
        reviews: &[Review],
        now: Timestamp,
    ) -> Result<bool, Error> {
        let at = self.stamp(now);
        let id = self.next_id(at);
        let change = if reviews.is_empty() { Change::Nothing } else { Change::Unknown };
        let mut counts = true;
        self.append("store the quiz in", change, |connection| {
            // Asked under the lock: two instances may hand in at the same moment.
            let sitting = bytes(ReviewId(sitting.0));
            if is_ended(connection, &sitting)? {
                counts = false;
                return Ok(0);
            }
            let sql = "INSERT INTO step (id, sitting, at_ms, used_ms, act) VALUES (?1, ?2, ?3, ?4, ?5)";
            let used = i64::try_from(step.used.as_millis()).unwrap_or(i64::MAX);
            let act = json(&step.act)?;
            connection.prepare_cached(sql)?.execute(params![
                bytes(id),
                sitting,
                at.as_millisecond(),
                used,
                act
            ])?;
            for review in reviews {
                insert(connection, self, review)?;
            }
            keep_time(connection, at.as_millisecond())
        })?;
        Ok(counts)
    }

    /// Every sitting, oldest first, those still going on too. One that another version wrote and this one cannot read is left
    /// out, and stays in the log.
    ///
    /// Questions bear their present names, as in [`Self::reviews_of`].
    pub fn sittings(&self) -> Result<Vec<Sat>, Error> {
        self.snapshot(|| self.read("read the quizzes in", |connection| sittings(connection, None)))
    }

    /// That sitting, if it is stored.
    pub fn sitting(&self, id: SittingId) -> Result<Option<Sat>, Error> {
        self.snapshot(|| {
            self.read("read the quiz in", |connection| Ok(sittings(connection, Some(id))?.pop()))
        })
    }

    /// The newest sitting that has not ended; `None` where all have.
    ///
    /// Looks for it without reading those that have ended.
    pub fn open_sitting(&self) -> Result<Option<Sat>, Error> {
        self.snapshot(|| {
            self.read("read the quizzes in", |connection| {
                let sql = "SELECT id FROM sitting WHERE NOT EXISTS
                    (SELECT 1 FROM step WHERE step.sitting = sitting.id AND act LIKE '{\"HandIn\"%') ORDER BY id DESC LIMIT 1";
                let mut statement = connection.prepare_cached(sql)?;
                let mut rows = statement.query([])?;
                let Some(row) = rows.next()? else { return Ok(None) };
                let id = sitting_id(row)?;
                Ok(sittings(connection, Some(id))?.pop())
            })
        })
    }

    /// Questions that were answered right in a quiz before they were ever studied.
    pub fn tried(&self) -> Result<HashSet<QuestionKey>, Error> {
        let sql = format!(
            "SELECT DISTINCT key FROM review JOIN question ON number = question WHERE mode = 'trial' AND {STANDS}"
        );
        self.read("read the reviews in", |connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let rows =
                statement.query_map([], |row| Ok(QuestionKey::from_stored(row.get_ref(0)?.as_str()?)))?;
            rows.collect()
        })
    }
}

fn is_ended(connection: &Connection, sitting: &[u8; 16]) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM step WHERE sitting = ?1 AND act LIKE '{\"HandIn\"%')";
    connection.prepare_cached(sql)?.query_row([sitting], |row| row.get(0))
}

fn sittings(connection: &Connection, only: Option<SittingId>) -> rusqlite::Result<Vec<Sat>> {
    let sql = format!("SELECT {COLUMNS} FROM sitting WHERE ?1 IS NULL OR id = ?1 ORDER BY id");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([only.map(|id| bytes(ReviewId(id.0)))])?;
    let (carries, mut found) = (Carries::read(connection)?, Vec::new());
    while let Some(row) = rows.next()? {
        let id = sitting_id(row)?;
        let (paper, terms): (Option<Paper>, Option<Terms>) = (parsed(row, 3)?, parsed(row, 4)?);
        let Some((mut paper, terms)) = paper.zip(terms) else { continue };
        let at = timestamp(row, 1)?;
        for item in &mut paper.items {
            // A card may have been reworded since.
            item.key = carries.owner(&item.key, at).clone();
        }
        let offset = Offset::from_seconds(row.get(2)?).map_err(|_| unreadable(2, "a zone offset"))?;
        let mut sat = Sat { id, at, offset, last: at, sitting: Sitting::new(paper, terms) };
        if fold_steps(connection, &mut sat)? {
            found.push(sat);
        }
    }
    Ok(found)
}

/// Folds the steps; whether this version can read all of them.
fn fold_steps(connection: &Connection, sat: &mut Sat) -> rusqlite::Result<bool> {
    let sql = "SELECT at_ms, used_ms, act FROM step WHERE sitting = ?1 ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([bytes(ReviewId(sat.id.0))])?;
    while let Some(row) = rows.next()? {
        let used = Duration::from_millis(row.get::<_, i64>(1)?.max(0).cast_unsigned());
        let Some(act) = parsed::<Act>(row, 2)? else { return Ok(false) };
        sat.sitting.apply(&Step { used, act });
        sat.last = timestamp(row, 0)?;
    }
    Ok(true)
}

fn sitting_id(row: &Row<'_>) -> rusqlite::Result<SittingId> {
    let bytes = row.get_ref(0)?.as_blob()?.try_into().map_err(|_| unreadable(0, "an id"))?;
    Ok(SittingId(u128::from_be_bytes(bytes)))
}

fn json(value: &impl Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

/// What stands in a column; `None` where this version cannot read it.
fn parsed<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    Ok(serde_json::from_str(row.get_ref(column)?.as_str()?).ok())
}
