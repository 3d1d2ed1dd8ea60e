//! Quizzes that are being sat, and that were. Each step is one durable transaction.

use std::collections::HashSet;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::Offset;
use rusqlite::{Connection, Row, params};
use serde::de::DeserializeOwned;

use super::activity::STANDS;
use super::cache::{Change, Folded};
use super::columns::insert;
use super::counted::Added;
use super::log::{bytes, id_in, json, keep_time};
use super::renames::Renames;
use super::reviews::{timestamp, unreadable};
use super::{Error, Store};
use crate::card::QuestionKey;
use crate::quiz::{Act, End, Paper, Sitting, SittingId, Step, Terms};
use crate::schedule::{Review, RowId};

/// What became of a step that was to be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is stored, and counts.
    Counts,
    /// The sitting has ended before, perhaps by another instance, and takes no more.
    Over,
    /// There is no such sitting any more: a backup was restored, or another instance threw it away.
    Gone,
}

/// A quiz that stands in the log and cannot be read: another version wrote it, or the row is damaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Its name.
    pub id: SittingId,
    /// When it began.
    pub at: Timestamp,
    /// What cannot be read: `its paper`, say.
    pub what: &'static str,
}

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
        self.store_anew(&Sitting::new(paper.clone(), *terms), now, offset)
    }

    /// Stores a sitting with the steps it has come to so far, all or nothing, under a new name.
    pub fn store_anew(&self, sitting: &Sitting, now: Timestamp, offset: Offset) -> Result<SittingId, Error> {
        let id = self.next_id(now);
        let steps: Vec<_> = sitting.steps().iter().map(|step| (self.next_id(now), step)).collect();
        self.append("store the quiz in", Change::Nothing, |connection| {
            let sql = "INSERT INTO sitting (id, at_ms, offset_s, device, paper, terms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            connection.prepare_cached(sql)?.execute(params![
                bytes(id),
                now.as_millisecond(),
                offset.seconds(),
                self.device.0,
                json(sitting.paper())?,
                json(sitting.terms())?,
            ])?;
            keep_time(connection, id)?;
            for (step_id, step) in &steps {
                insert_step(connection, *step_id, SittingId(id.0), step, now)?;
            }
            Ok(Added::rows(1))
        })?;
        Ok(SittingId(id.0))
    }

    /// Stores a step of a sitting. As durable as [`Self::record`].
    pub fn take_step(&self, sitting: SittingId, step: &Step, now: Timestamp) -> Result<Taken, Error> {
        self.store_step(sitting, step, now, Change::Nothing, |_| Ok(Added::rows(1)))
    }

    /// Stores the last step of a sitting and the reviews that come of it: all or nothing, and once. `folded` is what the
    /// reviews of their questions fold to with them.
    pub fn hand_in(
        &self,
        sitting: SittingId,
        step: &Step,
        reviews: &[Review],
        folded: &[Folded<'_>],
        now: Timestamp,
    ) -> Result<Taken, Error> {
        self.store_step(sitting, step, now, Change::Some(folded), |connection| {
            for review in reviews {
                insert(connection, review)?;
            }
            Ok(Added::rows(1).with(reviews))
        })
    }

    /// Stores a step with what comes of it, if it counts.
    fn store_step(
        &self,
        sitting: SittingId,
        step: &Step,
        now: Timestamp,
        change: Change<'_>,
        more: impl FnOnce(&Connection) -> rusqlite::Result<Added>,
    ) -> Result<Taken, Error> {
        let id = self.next_id(now);
        let mut taken = Taken::Counts;
        self.append("store the quiz in", change, |connection| {
            // Asked under the lock: two instances may hand in at the same moment.
            taken = standing(connection, sitting)?;
            if taken != Taken::Counts {
                return Ok(Added::default());
            }
            insert_step(connection, id, sitting, step, now)?;
            more(connection)
        })?;
        Ok(taken)
    }

    /// Every sitting, oldest first, those still going on too. Those that cannot be read are told by [`Self::unreadable`].
    ///
    /// Questions bear their present names, as in [`Self::reviews_of`].
    pub fn sittings(&self) -> Result<Vec<Sat>, Error> {
        self.snapshot(|| self.read("read the quizzes in", |connection| sittings(connection, None)))
    }

    /// The last sittings of `exam` that have ended and count, oldest first and no more than `most`. Others are not read.
    pub fn last_sittings(&self, exam: &str, most: usize) -> Result<Vec<Sat>, Error> {
        self.last_ended(Some(exam), most)
    }

    /// The last sittings of all that have ended and count, oldest first and no more than `most`. Others are not read.
    pub fn newest_sittings(&self, most: usize) -> Result<Vec<Sat>, Error> {
        self.last_ended(None, most)
    }

    /// The last ones of `exam`; of all where none is named.
    fn last_ended(&self, exam: Option<&str>, most: usize) -> Result<Vec<Sat>, Error> {
        self.snapshot(|| {
            self.read("read the quizzes in", |connection| {
                // A paper is stored with the name of its exam first.
                let begins = match exam {
                    Some(exam) => format!("{{\"exam\":{},", json(&exam)?),
                    None => String::new(),
                };
                let sql = "SELECT id FROM sitting WHERE substr(paper, 1, length(?1)) = ?1 ORDER BY id DESC";
                let mut statement = connection.prepare_cached(sql)?;
                let mut rows = statement.query([begins])?;
                let mut found = Vec::new();
                while found.len() < most
                    && let Some(row) = rows.next()?
                {
                    let ended = sittings(connection, Some(sitting_id(row)?))?.pop();
                    let counts = |sat: &Sat| sat.sitting.end().is_some_and(|end| end != End::Discarded);
                    found.extend(ended.filter(counts));
                }
                found.reverse();
                Ok(found)
            })
        })
    }

    /// The sittings that stand in the log and cannot be read, oldest first.
    pub fn unreadable(&self) -> Result<Vec<Unreadable>, Error> {
        self.read("read the quizzes in", |connection| {
            let mut statement =
                connection.prepare_cached(&format!("SELECT {COLUMNS} FROM sitting ORDER BY id"))?;
            let mut rows = statement.query([])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let (id, at) = (sitting_id(row)?, timestamp(row, 1)?);
                let what = if parsed::<Paper>(row, 3)?.is_none() {
                    "its paper"
                } else if parsed::<Terms>(row, 4)?.is_none() {
                    "its terms"
                } else if steps(connection, id)?.is_none() {
                    "one of its steps"
                } else {
                    continue;
                };
                found.push(Unreadable { id, at, what });
            }
            Ok(found)
        })
    }

    /// How many steps belong to no sitting that is there.
    pub fn orphan_steps(&self) -> Result<u64, Error> {
        self.read("read the quizzes in", |connection| {
            let sql = "SELECT count(*) FROM step WHERE sitting NOT IN (SELECT id FROM sitting)";
            connection.query_row(sql, [], |row| row.get::<_, i64>(0)).map(i64::cast_unsigned)
        })
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
                Ok(sittings(connection, Some(sitting_id(row)?))?.pop())
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

/// Whether a step of that sitting counts now.
fn standing(connection: &Connection, sitting: SittingId) -> rusqlite::Result<Taken> {
    let sql = "SELECT EXISTS (SELECT 1 FROM sitting WHERE id = ?1),
        (SELECT act FROM step WHERE sitting = ?1 AND act LIKE '{\"HandIn\"%')";
    connection.prepare_cached(sql)?.query_row([bytes(RowId(sitting.0))], |row| {
        let end = if row.get_ref(1)?.as_str_or_null()?.is_some() { parsed::<Act>(row, 1)? } else { None };
        Ok(match end {
            _ if !row.get::<_, bool>(0)? => Taken::Gone,
            Some(Act::HandIn(End::Discarded, _)) => Taken::Gone,
            Some(_) => Taken::Over,
            None => Taken::Counts,
        })
    })
}

fn insert_step(
    connection: &Connection,
    id: RowId,
    sitting: SittingId,
    step: &Step,
    now: Timestamp,
) -> rusqlite::Result<usize> {
    let sql = "INSERT INTO step (id, sitting, at_ms, used_ms, act) VALUES (?1, ?2, ?3, ?4, ?5)";
    let used = i64::try_from(step.used.as_millis()).unwrap_or(i64::MAX);
    let (sitting, act) = (bytes(RowId(sitting.0)), json(&step.act)?);
    connection.prepare_cached(sql)?.execute(params![bytes(id), sitting, now.as_millisecond(), used, act])?;
    keep_time(connection, id)
}

fn sittings(connection: &Connection, only: Option<SittingId>) -> rusqlite::Result<Vec<Sat>> {
    let sql = format!("SELECT {COLUMNS} FROM sitting WHERE ?1 IS NULL OR id = ?1 ORDER BY id");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([only.map(|id| bytes(RowId(id.0)))])?;
    let (carries, mut found) = (Renames::read(connection)?, Vec::new());
    while let Some(row) = rows.next()? {
        let id = sitting_id(row)?;
        let (paper, terms): (Option<Paper>, Option<Terms>) = (parsed(row, 3)?, parsed(row, 4)?);
        let Some((mut paper, terms)) = paper.zip(terms) else { continue };
        let at = timestamp(row, 1)?;
        for item in &mut paper.items {
            // A card may have been reworded since.
            item.key = carries.owner(&item.key, RowId(id.0)).clone();
        }
        let offset = Offset::from_seconds(row.get(2)?).map_err(|_| unreadable(2, "a zone offset"))?;
        let mut sat = Sat { id, at, offset, last: at, sitting: Sitting::new(paper, terms) };
        let Some(steps) = steps(connection, id)? else { continue };
        for (at, step) in steps {
            sat.sitting.apply(&step);
            sat.last = at;
        }
        found.push(sat);
    }
    Ok(found)
}

/// The steps of a sitting with the time of day of each; `None` where this version cannot read all of them.
fn steps(connection: &Connection, sitting: SittingId) -> rusqlite::Result<Option<Vec<(Timestamp, Step)>>> {
    let sql = "SELECT at_ms, used_ms, act FROM step WHERE sitting = ?1 ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([bytes(RowId(sitting.0))])?;
    let mut steps = Vec::new();
    while let Some(row) = rows.next()? {
        let used = Duration::from_millis(row.get::<_, i64>(1)?.max(0).cast_unsigned());
        let Some(act) = parsed::<Act>(row, 2)? else { return Ok(None) };
        steps.push((timestamp(row, 0)?, Step { used, act }));
    }
    Ok(Some(steps))
}

fn sitting_id(row: &Row<'_>) -> rusqlite::Result<SittingId> {
    id_in(row, 0).map(|id| SittingId(id.0))
}

/// What stands in a column; `None` where this version cannot read it.
fn parsed<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    Ok(serde_json::from_str(row.get_ref(column)?.as_str()?).ok())
}
