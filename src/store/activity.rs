//! What was reviewed when, counted by SQLite: for the heat map, the streak and the day's budget.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;

use jiff::civil::{Date, Time, date};
use jiff::{Timestamp, ToSpan};
use rusqlite::{Connection, params};

use super::log::id_in;
use super::redating::redated;
use super::reviews::{key, retracted, unreadable};
use super::{Error, Store, Tried};
use crate::card::QuestionKey;
use crate::schedule::Rating;

/// What happened on one study day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Today {
    /// Questions whose schedule was moved.
    pub seen: HashSet<QuestionKey>,
    /// How many of these had never been reviewed before.
    pub introduced: usize,
    /// The time spent on it.
    pub spent: Duration,
    /// The questions that were drilled, each with the chance of recall that was predicted when it was first asked on the day; none
    /// of a new one.
    pub drilled: HashMap<QuestionKey, Option<f64>>,
}

/// How a question was answered once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The question.
    pub key: QuestionKey,
    /// From the question to the rating.
    pub took: Duration,
    /// How it was rated, where that moved the schedule.
    pub rating: Option<Rating>,
    /// Whether nothing was known of the question before.
    pub is_first: bool,
    /// When it was rated, in milliseconds.
    pub at: i64,
}

/// Reviews not taken back. Of the marks of a review the one with the highest id counts; they are few, and looked over once.
pub(super) const STANDS: &str = "review.id NOT IN (SELECT review FROM
    (SELECT review, retracted, max(id) FROM mark GROUP BY review) WHERE retracted = 1)";

/// How long an answer took, in milliseconds: two minutes at most, since somebody went away. Where the clock stood still, as
/// long as such an answer takes in the mean.
const TOOK: &str = "CASE WHEN took_ms < 500 THEN CASE rating WHEN 1 THEN 19380 WHEN 2 THEN 17590 WHEN 3 THEN 12380 ELSE 8940 END
    ELSE min(took_ms, 120000) END";

/// The milliseconds that drilling took between two moments.
fn spent(connection: &Connection, since: i64, until: i64) -> rusqlite::Result<Duration> {
    let sql = format!(
        "SELECT coalesce(sum({TOOK}), 0) FROM review WHERE at_ms >= ?1 AND at_ms < ?2 AND mode = 'drill' AND {STANDS}"
    );
    let time: i64 = connection.prepare_cached(&sql)?.query_row([since, until], |row| row.get(0))?;
    Ok(Duration::from_millis(time.max(0).cast_unsigned()))
}

impl Store {
    /// Reviews on each study day, by the offset each was given in, for days that begin at `start`.
    pub fn activity(&self, start: Time) -> Result<BTreeMap<Date, u32>, Error> {
        let mut activity = BTreeMap::new();
        for (day, count) in self.days(start)? {
            let day = i32::try_from(day).ok().and_then(|day| date(1970, 1, 1).checked_add(day.days()).ok());
            let day =
                day.ok_or_else(|| unreadable(0, "no study day")).tried("count the reviews in", &self.path)?;
            activity.insert(day, count);
        }
        Ok(activity)
    }

    /// The time that drilling took from `since` until before `until`.
    pub fn spent(&self, since: Timestamp, until: Timestamp) -> Result<Duration, Error> {
        let (since, until) = (since.as_millisecond(), until.as_millisecond());
        self.read("read the reviews in", |connection| spent(connection, since, until))
    }

    /// How long a usual study day is: the median of the newest `most` days with drills that were over `before` then, in days
    /// that begin at `start`; `None` where there is none.
    pub fn usual_time(&self, most: usize, start: Time, before: Timestamp) -> Result<Option<Duration>, Error> {
        let sql = format!(
            "SELECT sum({TOOK}) FROM review WHERE mode = 'drill' AND {STANDS} AND at_ms < ?3
             GROUP BY (at_ms + offset_s * 1000 - ?1) / 86400000 ORDER BY max(at_ms) DESC LIMIT ?2"
        );
        let start = i64::from(start.hour()) * 3_600_000 + i64::from(start.minute()) * 60_000;
        self.read("read the reviews in", |connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let times = statement.query_map(params![start, most as i64, before.as_millisecond()], |row| {
                row.get::<_, i64>(0)
            })?;
            let mut times = times.collect::<rusqlite::Result<Vec<_>>>()?;
            times.sort_unstable();
            let median = times.get(times.len() / 2).map(|time| time.max(&0).cast_unsigned());
            Ok(median.map(Duration::from_millis))
        })
    }

    /// What was studied since `since`, the moment at which the study day began, and before `until`, when it ends. What a
    /// clock that was ahead stamped is not of this day.
    pub fn today(&self, since: Timestamp, until: Timestamp) -> Result<Today, Error> {
        // All in one, since SQLite prepares a statement anew for each question that is bound to it.
        let sql = "SELECT review.question, key, review.id, review.at_ms, mode = 'drill', predicted
                   FROM (SELECT DISTINCT question FROM dated
                         WHERE at_ms >= ?1 AND at_ms < ?2 AND mode IN ('drill', 'quiz')) AS of_day
                   CROSS JOIN review ON review.question = of_day.question
                   CROSS JOIN question ON number = review.question
                   WHERE mode IN ('drill', 'quiz')";
        let (since, until) = (since.as_millisecond(), until.as_millisecond());
        self.snapshot(|| {
            self.read("read the reviews in", |connection| {
                let (retracted, moved) = (retracted(connection)?, redated(connection)?);
                let mut first: HashMap<u32, First> = HashMap::new();
                let mut statement = connection.prepare_cached(sql)?;
                let mut rows = statement.query([since, until])?;
                while let Some(row) = rows.next()? {
                    let id = id_in(row, 2)?;
                    if retracted.contains(&id) {
                        continue;
                    }
                    let at = moved.get(&id).copied().map_or_else(|| row.get(3), Ok)?;
                    let first = match first.entry(row.get(0)?) {
                        Entry::Occupied(known) => known.into_mut(),
                        Entry::Vacant(new) => new.insert(First::new(row.get_ref(1)?.as_str()?)),
                    };
                    let is_of_day = (since..until).contains(&at);
                    first.is_of_day |= is_of_day;
                    first.at = first.at.min(at);
                    if is_of_day && row.get(4)? && first.drilled.is_none_or(|(before, _)| at < before) {
                        first.drilled = Some((at, row.get(5)?));
                    }
                }
                let of_day: Vec<First> = first.into_values().filter(|first| first.is_of_day).collect();
                let introduced = of_day.iter().filter(|first| first.at >= since).count();
                let spent = spent(connection, since, until)?;
                let drilled = of_day.iter().filter_map(|first| Some((first.key.clone(), first.drilled?.1)));
                let drilled = drilled.collect();
                let seen = of_day.into_iter().map(|first| first.key).collect();
                Ok(Today { seen, introduced, spent, drilled })
            })
        })
    }

    /// Questions whose schedule was moved from `since` to before `until`.
    pub fn studied(&self, since: Timestamp, until: Timestamp) -> Result<HashSet<QuestionKey>, Error> {
        let sql =
            "SELECT id, question FROM dated WHERE at_ms >= ?1 AND at_ms < ?2 AND mode IN ('drill', 'quiz')";
        self.questions_of(sql, since, until)
    }

    /// Questions that were answered wrong at `since` or later.
    pub fn missed_since(&self, since: Timestamp) -> Result<HashSet<QuestionKey>, Error> {
        let sql = "SELECT id, question FROM dated WHERE at_ms >= ?1 AND at_ms <= ?2 AND rating = 1";
        self.questions_of(sql, since, Timestamp::MAX)
    }

    /// The questions of the reviews that `sql` selects, those taken back left out.
    fn questions_of(
        &self,
        sql: &str,
        since: Timestamp,
        until: Timestamp,
    ) -> Result<HashSet<QuestionKey>, Error> {
        self.snapshot(|| {
            self.read("read the reviews in", |connection| {
                let (retracted, mut numbers) = (retracted(connection)?, HashSet::new());
                let mut statement = connection.prepare_cached(sql)?;
                let mut rows = statement.query([since.as_millisecond(), until.as_millisecond()])?;
                while let Some(row) = rows.next()? {
                    if retracted.is_empty() || !retracted.contains(&id_in(row, 0)?) {
                        numbers.insert(row.get::<_, u32>(1)?);
                    }
                }
                let keys = numbers.into_iter().filter_map(|number| key(connection, number).transpose());
                keys.collect()
            })
        })
    }

    /// How the newest `most` reviews were answered. Those of quizzes are left out: there a question is
    /// asked in another way, and one may come back to it.
    pub fn times(&self, most: usize) -> Result<Vec<Answered>, Error> {
        let sql = "SELECT key, took_ms, rating, mode = 'drill', predicted IS NULL, at_ms
                   FROM (SELECT question, took_ms, rating, mode, predicted, at_ms FROM review WHERE mode IN ('drill', 'ahead', 'cram')
                   ORDER BY at_ms DESC, id DESC LIMIT ?1) JOIN question ON number = question";
        self.read("read the reviews in", |connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map(params![most as i64], |row| {
                let took = Duration::from_millis(row.get::<_, i64>(1)?.max(0).cast_unsigned());
                let rating = Rating::from_number(row.get(2)?).filter(|_| row.get(3).unwrap_or(false));
                let key = QuestionKey::from_stored(row.get_ref(0)?.as_str()?);
                Ok(Answered { key, took, rating, is_first: row.get(4)?, at: row.get(5)? })
            })?;
            rows.collect()
        })
    }
}

/// What is found of a question that was perhaps reviewed on the day.
struct First {
    key: QuestionKey,
    /// When it was first reviewed, in milliseconds.
    at: i64,
    is_of_day: bool,
    /// When it was first drilled on the day, and the chance of recall that was predicted then.
    drilled: Option<(i64, Option<f64>)>,
}

impl First {
    fn new(key: &str) -> Self {
        Self { key: QuestionKey::from_stored(key), at: i64::MAX, is_of_day: false, drilled: None }
    }
}

/// Milliseconds from midnight to `time`.
pub(super) fn millis(time: Time) -> i64 {
    i64::from(time.hour()) * 3_600_000 + i64::from(time.minute()) * 60_000 + i64::from(time.second()) * 1000
}
