//! What was reviewed when, counted by SQLite: for the heat map, the streak and the day's budget.

use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use jiff::civil::{Date, Time, date};
use jiff::{Timestamp, ToSpan};
use rusqlite::{Connection, params};

use super::counted::DayCount;
use super::log::id_in;
use super::reviews::{key, retracted, unreadable};
use super::{Error, Store};
use crate::card::QuestionKey;
use crate::schedule::RowId;

/// What happened on one study day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Today {
    /// Questions whose schedule was moved.
    pub seen: HashSet<QuestionKey>,
    /// How many of these had never been reviewed before.
    pub introduced: usize,
}

/// Reviews not taken back. Of the marks of a review the one with the highest id counts; they are few, and looked over once.
pub(super) const STANDS: &str = "review.id NOT IN (SELECT review FROM
    (SELECT review, retracted, max(id) FROM mark GROUP BY review) WHERE retracted = 1)";

impl Store {
    /// Reviews on each study day, by the offset each was given in, for days that begin at `start`.
    pub fn activity(&self, start: Time) -> Result<BTreeMap<Date, u32>, Error> {
        let epoch = date(1970, 1, 1);
        let day = |(day, count): DayCount| {
            let day = i32::try_from(day).ok().and_then(|day| epoch.checked_add(day.days()).ok());
            Ok((day.ok_or_else(|| unreadable(0, "no study day"))?, count))
        };
        let days: rusqlite::Result<_> = self.days(start)?.into_iter().map(day).collect();
        days.map_err(|source| Error::sqlite("count the reviews in", &self.path, source))
    }

    /// What was studied since `since`, the moment at which the study day began, and before `until`, when it ends. What a
    /// clock that was ahead stamped is not of this day.
    pub fn today(&self, since: Timestamp, until: Timestamp) -> Result<Today, Error> {
        let of_day = "SELECT DISTINCT question FROM dated AS review WHERE at_ms >= ?1 AND at_ms < ?2
                      AND mode IN ('drill', 'quiz')";
        let (since, until) = (since.as_millisecond(), until.as_millisecond());
        self.snapshot(|| {
            self.read("read the reviews in", |connection| {
                let retracted = retracted(connection)?;
                let mut statement = connection.prepare_cached(of_day)?;
                let mut rows = statement.query([since, until])?;
                let mut today = Today::default();
                while let Some(row) = rows.next()? {
                    let question = row.get(0)?;
                    let Some(first) = first_of_day(connection, question, [since, until], &retracted)? else {
                        continue;
                    };
                    today.introduced += usize::from(first >= since);
                    today.seen.extend(key(connection, question)?);
                }
                Ok(today)
            })
        })
    }

    /// How long the newest `most` reviews took, each with its question. Those of quizzes are left out: there a question is
    /// asked in another way, and one may come back to it.
    pub fn times(&self, most: usize) -> Result<Vec<(QuestionKey, Duration)>, Error> {
        let sql = "SELECT key, took_ms FROM (SELECT question, took_ms FROM review WHERE mode IN ('drill', 'ahead', 'cram')
                   ORDER BY at_ms DESC, id DESC LIMIT ?1) JOIN question ON number = question";
        self.read("read the reviews in", |connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map(params![most as i64], |row| {
                let took = Duration::from_millis(row.get::<_, i64>(1)?.max(0).cast_unsigned());
                Ok((QuestionKey::from_stored(row.get_ref(0)?.as_str()?), took))
            })?;
            rows.collect()
        })
    }
}

/// When a question was first reviewed, of the reviews that stand; `None` where none of them is of the day.
fn first_of_day(
    connection: &Connection,
    question: u32,
    [since, until]: [i64; 2],
    retracted: &HashSet<RowId>,
) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT id, at_ms FROM dated WHERE question = ?1 AND mode IN ('drill', 'quiz')";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([question])?;
    let (mut first, mut is_of_day) = (None, false);
    while let Some(row) = rows.next()? {
        let at: i64 = row.get(1)?;
        if retracted.is_empty() || !retracted.contains(&id_in(row, 0)?) {
            first = Some(first.map_or(at, |first: i64| first.min(at)));
            is_of_day |= (since..until).contains(&at);
        }
    }
    Ok(first.filter(|_| is_of_day))
}

/// Milliseconds from midnight to `time`.
pub(super) fn millis(time: Time) -> i64 {
    i64::from(time.hour()) * 3_600_000 + i64::from(time.minute()) * 60_000 + i64::from(time.second()) * 1000
}
