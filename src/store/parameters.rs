//! The parameters that a learner's memory is reckoned by.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};

use super::cache::Change;
use super::columns::MODEL;
use super::counted::Added;
use super::log::{bytes, id_in, keep_time};
use super::{Error, Store};
use crate::schedule::RowId;

/// A row of parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters {
    /// Its name, which reviews that were predicted by it hold.
    pub id: RowId,
    /// The parameters; whether they make sense is for the model to say. None where this version cannot read them.
    pub values: Vec<f32>,
}

impl Store {
    /// Appends parameters, by which everything is folded from now on. As durable as [`Self::record`].
    ///
    /// The stored memories are of other parameters then, and are folded again when they are next asked for.
    pub fn set_parameters(&self, values: &[f32], now: Timestamp) -> Result<RowId, Error> {
        let id = self.next_id(now);
        self.append("store the parameters in", Change::Nothing, |connection| {
            let sql = "INSERT INTO parameters (id, device, model, value, at_ms) VALUES (?1, ?2, ?3, ?4, ?5)";
            let value = super::log::json(&values)?;
            let row = params![bytes(id), self.device.0, MODEL, value, now.as_millisecond()];
            connection.prepare_cached(sql)?.execute(row)?;
            keep_time(connection, id).map(Added::rows)
        })?;
        Ok(id)
    }

    /// The newest parameters for the model of this version, whichever device stored them; `None` for the standard ones.
    pub fn parameters(&self) -> Result<Option<Parameters>, Error> {
        self.read("read the parameters in", |connection| {
            let sql = "SELECT id, value FROM parameters WHERE model = ?1 ORDER BY id DESC LIMIT 1";
            connection
                .prepare_cached(sql)?
                .query_row([MODEL], |row| {
                    let values = serde_json::from_str(row.get_ref(1)?.as_str()?).unwrap_or_default();
                    Ok(Parameters { id: id_in(row, 0)?, values })
                })
                .optional()
        })
    }
}
