//! Reading the reviews back, in the order of their time.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::types::{FromSqlError, Type};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::columns::{dated, review};
use super::log::{bytes, id_in};
use super::renames::Renames;
use super::{Error, Store};
use crate::card::QuestionKey;
use crate::schedule::{Review, RowId};

/// A review, and what it counts for.
#[derive(Debug, Clone, PartialEq)]
pub struct Logged {
    /// What was stored, under the name that the question had then.
    pub review: Review,
    /// The question it counts for: its present name, where the progress was carried over.
    pub owner: QuestionKey,
    /// Whether it was taken back, and counts for nothing.
    pub retracted: bool,
}

impl Store {
    /// Visits every review, those taken back too, in the order of time and id.
    pub fn reviews(&self, mut visit: impl FnMut(Logged)) -> Result<(), Error> {
        self.snapshot(|| {
            let generation = self.generation()?;
            self.read("read the reviews in", |connection| {
                let keys = keys(connection)?;
                let carries = Renames::read(connection)?;
                let retracted = retracted(connection)?;
                let sql = dated("ORDER BY at_ms, id");
                let mut statement = connection.prepare_cached(&sql)?;
                let mut rows = statement.query([])?;
                while let Some(row) = rows.next()? {
                    let review = review(row, |number| keys.get(number as usize).cloned().flatten())?;
                    let owner = carries.owner(&review.key, review.id).clone();
                    let retracted = !retracted.is_empty() && retracted.contains(&review.id);
                    visit(Logged { review, owner, retracted });
                }
                Ok(())
            })?;
            self.known.set(generation);
            Ok(())
        })
    }

    /// The reviews that count for these questions and were not taken back, in the order of time and id.
    ///
    /// Those given under an older name bear the present one here.
    pub fn reviews_of(&self, keys: &[QuestionKey]) -> Result<Vec<Review>, Error> {
        let mut found =
            self.snapshot(|| self.read("read the reviews in", |connection| reviews_of(connection, keys)))?;
        found.sort_by_key(|review| (review.at, review.id));
        Ok(found)
    }

    /// The review that was given last on this device, whatever its clock said, and not taken back: the one to undo first.
    ///
    /// It bears the present name of its question. What a quiz said of memory is not among them: nobody rated it, and its
    /// result stands; nor is what was set by hand.
    pub fn last_review(&self) -> Result<Option<Review>, Error> {
        self.snapshot(|| {
            self.read("read the reviews in", |connection| {
                let retracted = retracted(connection)?;
                let sql = "SELECT id FROM review WHERE device = ?1 AND mode IN ('drill', 'ahead', 'cram')
                           ORDER BY id DESC";
                let mut statement = connection.prepare_cached(sql)?;
                let mut rows = statement.query(params![self.device.0])?;
                while let Some(row) = rows.next()? {
                    let id = id_in(row, 0)?;
                    if !retracted.contains(&id) {
                        let sql = dated("WHERE id = ?1");
                        let mut review = connection.query_row(&sql, [bytes(id)], |row| {
                            review(row, |number| key(connection, number).ok().flatten())
                        })?;
                        review.key = Renames::read(connection)?.owner(&review.key, review.id).clone();
                        return Ok(Some(review));
                    }
                }
                Ok(None)
            })
        })
    }

    /// How many reviews the log holds, those taken back too.
    pub fn len(&self) -> Result<u64, Error> {
        let sql = "SELECT count(*) FROM review";
        let count = self.read("count the reviews in", |connection| {
            connection.query_row(sql, [], |row| row.get::<_, i64>(0))
        })?;
        Ok(count.cast_unsigned())
    }

    /// Whether nothing was ever reviewed.
    pub fn is_empty(&self) -> Result<bool, Error> {
        let sql = "SELECT NOT EXISTS (SELECT 1 FROM review)";
        self.read("read the reviews in", |connection| connection.query_row(sql, [], |row| row.get(0)))
    }

    /// Whether the log holds that review, taken back or not.
    pub fn contains(&self, id: RowId) -> Result<bool, Error> {
        self.read("read the reviews in", |connection| {
            let mut statement = connection.prepare_cached("SELECT 1 FROM review WHERE id = ?1")?;
            statement.exists([bytes(id)])
        })
    }
}

/// The keys by their numbers, so that a million reviews share them. Numbers are given out without gaps.
pub(super) fn keys(connection: &Connection) -> rusqlite::Result<Vec<Option<QuestionKey>>> {
    let mut keys = Vec::new();
    let mut statement = connection.prepare_cached("SELECT number, key FROM question ORDER BY number")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let number = row.get::<_, u32>(0)? as usize;
        // A damaged number must not ask for all the memory there is.
        if number > keys.len() + 1_000_000 {
            return Err(unreadable(0, "a question's number"));
        }
        keys.resize(number, None);
        keys.push(Some(QuestionKey::from_stored(row.get_ref(1)?.as_str()?)));
    }
    Ok(keys)
}

/// An error that says that a column holds what this program never wrote.
pub(super) fn unreadable(column: usize, what: &'static str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Null, Box::new(FromSqlError::Other(what.into())))
}

fn reviews_of(connection: &Connection, keys: &[QuestionKey]) -> rusqlite::Result<Vec<Review>> {
    let wanted: HashSet<_> = keys.iter().collect();
    let carries = Renames::read(connection)?;
    let retracted = retracted(connection)?;
    let older = carries.owners().filter(|(_, owners)| owners.iter().any(|owner| wanted.contains(owner)));
    let names: HashSet<_> = older.map(|(old, _)| old).chain(keys).collect();
    let sql = dated("WHERE question = (SELECT number FROM question WHERE key = ?1)");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = Vec::new();
    for name in names {
        let mut rows = statement.query([name.as_str()])?;
        while let Some(row) = rows.next()? {
            let mut review = review(row, |_| Some(name.clone()))?;
            let owner = carries.owner(name, review.id);
            if wanted.contains(owner) && !retracted.contains(&review.id) {
                review.key = owner.clone();
                found.push(review);
            }
        }
    }
    Ok(found)
}

pub(super) fn key(connection: &Connection, number: u32) -> rusqlite::Result<Option<QuestionKey>> {
    connection
        .prepare_cached("SELECT key FROM question WHERE number = ?1")?
        .query_row([number], |row| Ok(QuestionKey::from_stored(row.get_ref(0)?.as_str()?)))
        .optional()
}

/// The reviews that were taken back and not given again.
pub(super) fn retracted(connection: &Connection) -> rusqlite::Result<HashSet<RowId>> {
    let mut retracted = HashSet::new();
    let mut statement = connection.prepare_cached("SELECT review, retracted FROM mark ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id = id_in(row, 0)?;
        if row.get(1)? {
            retracted.insert(id);
        } else {
            retracted.remove(&id);
        }
    }
    Ok(retracted)
}

/// The time in a column of milliseconds.
pub(super) fn timestamp(row: &Row<'_>, column: usize) -> rusqlite::Result<Timestamp> {
    Timestamp::from_millisecond(row.get(column)?).map_err(|_| unreadable(column, "a time"))
}
