//! The parameters that a learner's memory is computed by.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::cache::Change;
use super::columns::MODEL;
use super::counted::Added;
use super::log::{bytes, id_in, keep_time};
use super::reviews::timestamp;
use super::{Error, Store};
use crate::schedule::{DeviceId, RowId};

/// A row of parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters {
    /// Its name, which reviews that were predicted by it hold.
    pub id: RowId,
    /// The parameters; whether they make sense is for the model to say. None stand for the standard ones, and so does what
    /// this version cannot read.
    pub values: Vec<f32>,
    /// When they were stored, by the clock of their device.
    pub at: Timestamp,
}

/// Adds parameters that `device` found.
pub(super) fn insert(
    connection: &Connection,
    id: RowId,
    device: DeviceId,
    values: &[f32],
    now: Timestamp,
) -> rusqlite::Result<usize> {
    let sql = "INSERT INTO parameters (id, device, model, value, at_ms) VALUES (?1, ?2, ?3, ?4, ?5)";
    let value = super::log::json(&values)?;
    let row = params![bytes(id), device.0, MODEL, value, now.as_millisecond()];
    connection.prepare_cached(sql)?.execute(row)?;
    keep_time(connection, id)
}

impl Store {
    /// Appends parameters, by which everything is folded from now on. As durable as [`Self::record`].
    ///
    /// The stored memories are of other parameters then, and are folded again when they are next asked for.
    pub fn set_parameters(&self, values: &[f32], now: Timestamp) -> Result<RowId, Error> {
        let id = self.next_id(now);
        self.append("store the parameters in", Change::Nothing, |connection| {
            insert(connection, id, self.device, values, now).map(Added::rows)
        })?;
        Ok(id)
    }

    /// The newest parameters for the model of this version, whichever device stored them; `None` for the standard ones.
    pub fn parameters(&self) -> Result<Option<Parameters>, Error> {
        Ok(self.read_parameters(1)?.pop())
    }

    /// All rows of parameters for the model of this version, the newest first. Each fit stores one, whether it found better
    /// ones or not, so that it is known when the next is due.
    pub fn all_parameters(&self) -> Result<Vec<Parameters>, Error> {
        self.read_parameters(-1)
    }

    /// The newest rows, at most so many; all where that is negative.
    fn read_parameters(&self, most: i64) -> Result<Vec<Parameters>, Error> {
        self.read("read the parameters in", |connection| {
            let sql = "SELECT id, value, at_ms FROM parameters WHERE model = ?1 ORDER BY id DESC LIMIT ?2";
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map(params![MODEL, most], |row| {
                let values = serde_json::from_str(row.get_ref(1)?.as_str()?).unwrap_or_default();
                Ok(Parameters { id: id_in(row, 0)?, values, at: timestamp(row, 2)? })
            })?;
            rows.collect()
        })
    }

    /// Whether the log has at least so many reviews.
    pub fn has_reviews(&self, least: usize) -> Result<bool, Error> {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM review LIMIT ?1)";
        let found: i64 = self.read("count the reviews in", |connection| {
            connection.prepare_cached(sql)?.query_row([least as i64], |row| row.get(0))
        })?;
        Ok(found >= least as i64)
    }
}
