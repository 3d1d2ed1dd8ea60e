//! What the learner chose about decks, exams and the schedule.

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};

use super::cache::Change;
use super::counted::Added;
use super::log::{bytes, keep_time};
use super::{Error, Store};
use crate::schedule::{Choice, Choices, DeviceId, RowId};

/// Which rows of the table are asked for.
enum Whose {
    Everyone,
    Device(DeviceId),
}

impl Store {
    /// Appends choices, all or none. As durable as [`Self::record`]. No choices append nothing.
    ///
    /// Those that move the fold give the stored memories up by changing their fingerprint.
    pub fn choose(&self, choices: &[Choice], now: Timestamp) -> Result<(), Error> {
        let named: Vec<_> = choices.iter().map(|choice| (self.next_id(now), choice)).collect();
        self.append("store the choice in", Change::Nothing, |connection| {
            for (id, choice) in &named {
                insert(connection, *id, self.device, choice, now)?;
            }
            Ok(Added::rows(named.len()))
        })
    }

    /// The choices that count, whichever device made them.
    pub fn choices(&self) -> Result<Choices, Error> {
        self.chosen(&Whose::Everyone)
    }

    /// The choices that would count if there were only those of this device.
    pub fn own_choices(&self) -> Result<Choices, Error> {
        self.chosen(&Whose::Device(self.device))
    }

    fn chosen(&self, whose: &Whose) -> Result<Choices, Error> {
        let device = match whose {
            Whose::Everyone => None,
            Whose::Device(device) => Some(device.0),
        };
        self.read("read the choices in", |connection| {
            let sql = "SELECT subject, what, value FROM choice WHERE ?1 IS NULL OR device = ?1 ORDER BY id";
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query([device])?;
            let mut choices = Choices::default();
            while let Some(row) = rows.next()? {
                // A subject of a later version says nothing to this one, and stays in the log.
                if let Some(choice) = choice(row)? {
                    choices.apply(choice);
                }
            }
            Ok(choices)
        })
    }
}

/// Adds a choice that `device` made.
pub(super) fn insert(
    connection: &Connection,
    id: RowId,
    device: DeviceId,
    choice: &Choice,
    now: Timestamp,
) -> rusqlite::Result<usize> {
    let sql = "INSERT INTO choice (id, device, subject, what, value, at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    connection.prepare_cached(sql)?.execute(params![
        bytes(id),
        device.0,
        choice.subject.to_string(),
        choice.what,
        choice.value,
        now.as_millisecond(),
    ])?;
    keep_time(connection, id)
}

fn choice(row: &Row<'_>) -> rusqlite::Result<Option<Choice>> {
    let Ok(subject) = row.get_ref(0)?.as_str()?.parse() else { return Ok(None) };
    Ok(Some(Choice { subject, what: row.get(1)?, value: row.get(2)? }))
}
