//! What was reviewed when, counted by SQLite: for the heat map, the streak and the day's budget.

use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use jiff::civil::{Date, Time, date};
use jiff::{Timestamp, ToSpan};
use rusqlite::params;

use super::counted::DayCount;
use super::reviews::unreadable;
use super::{Error, Store};
use crate::card::QuestionKey;

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
        let sql = format!(
            "SELECT key, min(at_ms) < ?1 FROM dated AS review JOIN question ON number = question
             WHERE question IN (SELECT question FROM dated AS review
                                WHERE at_ms >= ?1 AND at_ms < ?2 AND mode IN ('drill', 'quiz') AND {STANDS})
             AND mode IN ('drill', 'quiz') AND {STANDS} GROUP BY question"
        );
        self.read("read the reviews in", |connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([since.as_millisecond(), until.as_millisecond()])?;
            let mut today = Today::default();
            while let Some(row) = rows.next()? {
                today.seen.insert(QuestionKey::from_stored(row.get_ref(0)?.as_str()?));
                today.introduced += usize::from(!row.get::<_, bool>(1)?);
            }
            Ok(today)
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

/// Milliseconds from midnight to `time`.
pub(super) fn millis(time: Time) -> i64 {
    i64::from(time.hour()) * 3_600_000 + i64::from(time.minute()) * 60_000 + i64::from(time.second()) * 1000
}
