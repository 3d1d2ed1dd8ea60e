//! Appending to the log. Each append is one transaction, and takes the cache of memories along with it.

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};
use serde::Serialize;

use super::cache::{Change, Folded};
use super::columns::insert;
use super::counted::Added;
use super::reviews::unreadable;
use super::{Error, Store, generation};
use crate::card::QuestionKey;
use crate::schedule::{Decision, Review, RowId};

impl Store {
    /// Appends a review. When this returns, the review survives a power cut.
    ///
    /// A review whose id is there already is not appended again, and that is no error. `folded` is what the
    /// question's reviews fold to with this one; without it the stored memories are given up until they are saved again.
    pub fn record(&self, review: &Review, folded: Option<Folded<'_>>) -> Result<(), Error> {
        self.append("store the review in", (&folded).into(), |connection| {
            Ok(Added::rows(insert(connection, review)?).with([review]))
        })
    }

    /// Appends many reviews, all or none: an import. Gives up the stored memories. Returns how many were new.
    pub fn append_all<'a>(&self, reviews: impl IntoIterator<Item = &'a Review>) -> Result<usize, Error> {
        let mut added = 0;
        self.append("store the reviews in", Change::Unknown, |connection| {
            for review in reviews {
                added += insert(connection, review)?;
            }
            Ok(Added::uncounted(added))
        })?;
        Ok(added)
    }

    /// Takes a review back: it stays in the log and counts no more. As durable as [`Self::record`].
    ///
    /// `folded` is what the question's reviews fold to without it.
    pub fn retract(&self, id: RowId, now: Timestamp, folded: Option<Folded<'_>>) -> Result<(), Error> {
        self.mark("take the review back in", id, true, now, folded)
    }

    /// Lets a review that was taken back count again.
    pub fn restore(&self, id: RowId, now: Timestamp, folded: Option<Folded<'_>>) -> Result<(), Error> {
        self.mark("give the review back in", id, false, now, folded)
    }

    /// Appends a decision about a question. As durable as [`Self::record`].
    ///
    /// [`Decision::Carry`] takes along what the key holds now: reviews and decisions, also what was carried to it
    /// before. What is stored under the old key later stays there. So carrying back undoes it.
    pub fn decide(&self, key: &QuestionKey, decision: &Decision, now: Timestamp) -> Result<(), Error> {
        self.decide_all(&[(key, decision.clone())], now)
    }

    /// Appends decisions, all or none, in their order.
    pub fn decide_all(&self, decisions: &[(&QuestionKey, Decision)], now: Timestamp) -> Result<(), Error> {
        let carries = decisions.iter().any(|(_, decision)| matches!(decision, Decision::Carry(_)));
        let change = if carries { Change::Unknown } else { Change::Nothing };
        let ids: Vec<RowId> = decisions.iter().map(|_| self.next_id(now)).collect();
        self.append("store the decision in", change, |connection| {
            for ((key, decision), &id) in decisions.iter().zip(&ids) {
                decide(connection, id, key, decision, now)?;
            }
            Ok(Added::rows(ids.len()))
        })
    }

    fn mark(
        &self,
        doing: &'static str,
        review: RowId,
        retracted: bool,
        now: Timestamp,
        folded: Option<Folded<'_>>,
    ) -> Result<(), Error> {
        let id = self.next_id(now);
        self.append(doing, (&folded).into(), |connection| {
            let added = Added::mark(connection, review, retracted)?;
            let sql = "INSERT INTO mark (id, review, retracted, at_ms) VALUES (?1, ?2, ?3, ?4)";
            let row = params![bytes(id), bytes(review), retracted, now.as_millisecond()];
            connection.prepare_cached(sql)?.execute(row)?;
            keep_time(connection, id)?;
            Ok(added)
        })
    }

    /// Runs `insert`, which returns what it added, and counts the generation on if there was anything.
    pub(super) fn append(
        &self,
        doing: &'static str,
        change: Change<'_>,
        insert: impl FnOnce(&Connection) -> rusqlite::Result<Added>,
    ) -> Result<(), Error> {
        let reached = self.write(doing, |connection| {
            let before = generation(connection)?;
            let added = insert(connection)?;
            if added.is_nothing() {
                return Ok(None);
            }
            connection.prepare_cached("UPDATE head SET generation = generation + 1")?.execute([])?;
            added.count(connection, before)?;
            // Who has not read what another instance appended folds without it, and must not touch the cache.
            let up_to_date = before == self.known.get();
            if up_to_date {
                self.follow(connection, before, change)?;
            }
            Ok(up_to_date.then_some(before + 1))
        })?;
        if let Some(reached) = reached {
            self.known.set(reached);
        }
        Ok(())
    }
}

pub(super) fn decide(
    connection: &Connection,
    id: RowId,
    key: &QuestionKey,
    decision: &Decision,
    now: Timestamp,
) -> rusqlite::Result<usize> {
    let word = |yes: bool| Some(if yes { "yes" } else { "no" }.to_owned());
    let (sort, value) = match decision {
        Decision::Suspend(yes) => ("suspend", word(*yes)),
        Decision::Flag(yes) => ("flag", word(*yes)),
        Decision::Bury(day) => ("bury", day.map(|day| day.to_string())),
        Decision::Carry(to) => ("carry", Some(to.as_str().to_owned())),
    };
    let sql = "INSERT INTO decision (id, question, sort, value, at_ms) VALUES (?1, ?2, ?3, ?4, ?5)";
    let row = params![bytes(id), number(connection, key)?, sort, value, now.as_millisecond()];
    connection.prepare_cached(sql)?.execute(row)?;
    keep_time(connection, id)
}

/// Remembers the time in the id of a row that was added, so that the next one is higher. Returns 1, the row above.
pub(super) fn keep_time(connection: &Connection, id: RowId) -> rusqlite::Result<usize> {
    let last = id.millisecond().cast_signed();
    connection.prepare_cached("UPDATE head SET last = max(last, ?1)")?.execute([last])
}

/// The number of the question in this file, a new one if need be.
pub(super) fn number(connection: &Connection, key: &QuestionKey) -> rusqlite::Result<i64> {
    let mut known = connection.prepare_cached("SELECT number FROM question WHERE key = ?1")?;
    match known.query_row([key.as_str()], |row| row.get(0)) {
        Err(rusqlite::Error::QueryReturnedNoRows) => connection
            .prepare_cached("INSERT INTO question (key) VALUES (?1) RETURNING number")?
            .query_row([key.as_str()], |row| row.get(0)),
        found => found,
    }
}

/// The id as it is stored: highest byte first, so that SQLite sorts ids as we do.
pub(super) fn bytes(id: RowId) -> [u8; 16] {
    id.0.to_be_bytes()
}

/// The id in a column.
pub(super) fn id_in(row: &Row<'_>, column: usize) -> rusqlite::Result<RowId> {
    id_of(row.get_ref(column)?.as_blob()?).ok_or_else(|| unreadable(column, "an id"))
}

/// The id that is stored as `bytes`.
pub(super) fn id_of(bytes: &[u8]) -> Option<RowId> {
    Some(RowId(u128::from_be_bytes(bytes.try_into().ok()?)))
}

/// A value as it is stored where its shape is not SQLite's business.
pub(super) fn json(value: &impl Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}
