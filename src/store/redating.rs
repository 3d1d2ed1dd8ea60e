//! Reviews that a wrong clock stamped, and the time they count for instead.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::cache::Change;
use super::counted::Added;
use super::log::{bytes, id_in, keep_time};
use super::reviews::timestamp;
use super::{Error, Store};
use crate::schedule::RowId;

/// How far a review may lie ahead of the clock without being odd: clocks are set by seconds now and then.
const AHEAD: i64 = 60_000;

/// A review whose time lies in the future.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ahead {
    /// Its name.
    pub id: RowId,
    /// The time it has.
    pub at: Timestamp,
    /// The time it was more likely given at.
    pub likely: Timestamp,
}

impl Store {
    /// The reviews whose time lies over a minute after `now`, in the order they were stored in.
    ///
    /// The likely time of each is that of the next review on its device whose time can be right, so that it comes just
    /// before that one; where there is none, it is `now`.
    pub fn ahead(&self, now: Timestamp) -> Result<Vec<Ahead>, Error> {
        let border = now.as_millisecond().saturating_add(AHEAD);
        self.read("read the reviews in", |connection| {
            let any = "SELECT EXISTS (SELECT 1 FROM dated WHERE at_ms > ?1)";
            if !connection.query_row(any, [border], |row| row.get(0))? {
                return Ok(Vec::new());
            }
            let mut statement = connection.prepare("SELECT id, at_ms, device FROM dated ORDER BY id DESC")?;
            let mut rows = statement.query([])?;
            let (mut found, mut later) = (Vec::new(), HashMap::<u32, Timestamp>::new());
            while let Some(row) = rows.next()? {
                let (id, at, device) = (id_in(row, 0)?, timestamp(row, 1)?, row.get(2)?);
                if at.as_millisecond() > border {
                    found.push(Ahead { id, at, likely: *later.get(&device).unwrap_or(&now) });
                } else {
                    later.insert(device, at);
                }
            }
            found.reverse();
            Ok(found)
        })
    }

    /// Lets these reviews count as given at another time, all or none. They stay in the log as they were stored.
    ///
    /// As durable as [`Self::record`]; the stored memories are given up.
    pub fn redate(&self, times: &[(RowId, Timestamp)], now: Timestamp) -> Result<(), Error> {
        let named: Vec<_> = times.iter().map(|time| (self.next_id(now), time)).collect();
        self.append("move the reviews in", Change::Unknown, |connection| {
            for (id, (review, at)) in &named {
                let sql = "INSERT INTO redating (id, review, at_ms, made_ms) VALUES (?1, ?2, ?3, ?4)";
                let row = params![bytes(*id), bytes(*review), at.as_millisecond(), now.as_millisecond()];
                connection.prepare_cached(sql)?.execute(row)?;
                keep_time(connection, *id)?;
            }
            Ok(Added::uncounted(named.len()))
        })
    }
}

/// The times, in milliseconds, of the reviews that count for another than they were stored with.
pub(super) fn redated(connection: &Connection) -> rusqlite::Result<HashMap<RowId, i64>> {
    let mut statement = connection.prepare_cached("SELECT review, at_ms FROM redating ORDER BY id")?;
    let rows = statement.query_map([], |row| Ok((id_in(row, 0)?, row.get(1)?)))?;
    rows.collect()
}
