//! The reviews of each study day, counted once and kept with each append: to count them all would cost each start more
//! than all else that is asked of the log.
//!
//! The counts belong to one generation of the log and one start of the day, as the memories do, and are thrown away and
//! made anew where either is another, or their sum is not what was noted.

use jiff::civil::Time;
use jiff::tz::Offset;
use rusqlite::{Connection, OptionalExtension, params};

use super::activity::{STANDS, millis};
use super::cache::sheltered;
use super::log::bytes;
use super::{Error, Store, derived, generation};
use crate::schedule::{Mode, Review, RowId};

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// A study day, in days after 1970 began, and how many reviews it has.
pub(super) type DayCount = (i64, u32);

/// What an append adds to the log.
#[derive(Debug, Default)]
pub(super) struct Added {
    /// How many rows.
    rows: usize,
    /// The times of reviews that count from now on, or no more, as the clocks on the wall had them, in milliseconds. `None`
    /// where that is not known.
    counts: Option<Vec<(i64, i64)>>,
}

impl Added {
    /// So many rows by which no review comes or goes.
    pub(super) const fn rows(rows: usize) -> Self {
        Self { rows, counts: Some(Vec::new()) }
    }

    /// So many rows by which reviews come or go that nobody has counted.
    pub(super) const fn uncounted(rows: usize) -> Self {
        Self { rows, counts: None }
    }

    /// And these reviews come.
    pub(super) fn with<'a>(self, reviews: impl IntoIterator<Item = &'a Review>) -> Self {
        let answers = reviews.into_iter().filter(|review| review.mode.is_answer());
        let times = answers.map(|review| (wall(review.at.as_millisecond(), review.offset), 1));
        Self { counts: Some(times.collect()), ..self }
    }

    /// A row that takes a review back, or gives it again; before it is added.
    pub(super) fn mark(connection: &Connection, review: RowId, retracted: bool) -> rusqlite::Result<Self> {
        let sql = "SELECT at_ms + 1000 * offset_s, mode FROM dated WHERE id = ?1";
        let found = connection
            .prepare_cached(sql)?
            .query_row([bytes(review)], |row| Ok((row.get(0)?, Mode::from_name(row.get_ref(1)?.as_str()?))))
            .optional()?;
        let sql = "SELECT retracted FROM mark WHERE review = ?1 ORDER BY id DESC LIMIT 1";
        let was_retracted =
            connection.prepare_cached(sql)?.query_row([bytes(review)], |row| row.get(0)).optional()?;
        let change = i64::from(was_retracted.unwrap_or(false)) - i64::from(retracted);
        let counted = found.filter(|(_, mode)| mode.is_some_and(Mode::is_answer));
        Ok(Self { rows: 1, counts: Some(counted.map(|(wall, _)| (wall, change)).into_iter().collect()) })
    }

    pub(super) const fn is_nothing(&self) -> bool {
        self.rows == 0
    }

    /// Takes the counts along with an append that moved the log on from generation `before`.
    pub(super) fn count(&self, connection: &Connection, before: u64) -> rusqlite::Result<()> {
        let Some(counts) = &self.counts else { return Ok(()) };
        sheltered(connection, || {
            let sql =
                "UPDATE counted SET generation = generation + 1 WHERE generation = ?1 RETURNING start_ms";
            let mut statement = connection.prepare_cached(sql)?;
            let start: Option<i64> =
                statement.query_row([before.cast_signed()], |row| row.get(0)).optional()?;
            let Some(start) = start else { return Ok(()) };
            for (wall, change) in counts.iter().filter(|(_, change)| *change != 0) {
                let sql = "INSERT INTO study_day (day, reviews) VALUES (?1, ?2)
                           ON CONFLICT DO UPDATE SET reviews = reviews + excluded.reviews";
                connection.prepare_cached(sql)?.execute([(wall - start) / DAY, *change])?;
                connection.prepare_cached("UPDATE counted SET total = total + ?1")?.execute([change])?;
            }
            Ok(())
        })
    }
}

impl Store {
    /// Reviews of each study day, for days that begin at `start`: as they were kept, or counted now and kept.
    pub(super) fn days(&self, start: Time) -> Result<Vec<DayCount>, Error> {
        let doing = "count the reviews in";
        let start = millis(start);
        let kept = self.snapshot(|| self.read(doing, |connection| kept(connection, start)));
        if let Ok(Some(days)) = kept {
            return Ok(days);
        }
        let (generation, days) = self.snapshot(|| {
            self.read(doing, |connection| Ok((generation(connection)?, counted(connection, start)?)))
        })?;
        if !self.is_read_only() {
            // Where there is no room, they are counted again at the next start.
            let _ = self.write(doing, |connection| keep(connection, start, generation, &days));
        }
        Ok(days)
    }
}

fn kept(connection: &Connection, start: i64) -> rusqlite::Result<Option<Vec<DayCount>>> {
    let sql = "SELECT total FROM counted JOIN head USING (generation) WHERE start_ms = ?1";
    let total: Option<i64> =
        connection.prepare_cached(sql)?.query_row([start], |row| row.get(0)).optional()?;
    let Some(total) = total else { return Ok(None) };
    let mut statement = connection.prepare_cached("SELECT day, reviews FROM study_day WHERE reviews <> 0")?;
    let days = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let days: Vec<DayCount> = days.collect::<rusqlite::Result<_>>()?;
    let is_sound = days.iter().map(|(_, reviews)| i64::from(*reviews)).sum::<i64>() == total;
    Ok(is_sound.then_some(days))
}

fn counted(connection: &Connection, start: i64) -> rusqlite::Result<Vec<DayCount>> {
    let sql = format!(
        "SELECT (at_ms + 1000 * offset_s - ?1) / {DAY} AS day, count(*) FROM dated AS review
         WHERE mode NOT IN ('rescheduled', 'forgotten') AND {STANDS} GROUP BY day"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let days = statement.query_map([start], |row| Ok((row.get(0)?, row.get(1)?)))?;
    days.collect()
}

fn keep(connection: &Connection, start: i64, known: u64, days: &[DayCount]) -> rusqlite::Result<()> {
    if generation(connection)? != known {
        return Ok(());
    }
    // Whatever shape the tables were found in.
    derived::remake_counts(connection)?;
    let mut statement = connection.prepare("INSERT INTO study_day (day, reviews) VALUES (?1, ?2)")?;
    for (day, reviews) in days {
        statement.execute(params![day, reviews])?;
    }
    let total: i64 = days.iter().map(|(_, reviews)| i64::from(*reviews)).sum();
    let sql = "INSERT INTO counted (one, generation, start_ms, total) VALUES (1, ?1, ?2, ?3)";
    connection.execute(sql, params![known.cast_signed(), start, total])?;
    Ok(())
}

/// The milliseconds that the clocks on the wall were ahead of 1970.
fn wall(at: i64, offset: Offset) -> i64 {
    at + 1000 * i64::from(offset.seconds())
}
