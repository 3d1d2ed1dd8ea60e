//! What was sent to a place and taken from it, in `sync.db` beside the log.
//!
//! It spares reading what is known. If it is lost, everything is looked at again, with the same result.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::segment::SegmentName;
use crate::schedule::{DeviceId, RowId};
use crate::sqlite::rusqlite::{self, Connection, OptionalExtension, params};
use crate::sqlite::{self, Access, Durability};

/// How long another instance's writing is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// To be changed with the tables; what is of another number is made anew.
const VERSION: i64 = 2;
const TABLES: &str = "
DROP TABLE IF EXISTS about; DROP TABLE IF EXISTS segment; DROP TABLE IF EXISTS known;
CREATE TABLE about (one INTEGER PRIMARY KEY CHECK (one = 1), place TEXT NOT NULL, generation INTEGER, report TEXT, decks TEXT) STRICT;
CREATE TABLE segment (number INTEGER PRIMARY KEY, device INTEGER NOT NULL, hash TEXT NOT NULL, bytes INTEGER NOT NULL,
    rows INTEGER NOT NULL, UNIQUE (device, hash)) STRICT;
-- Which rows lie in the place, and in which segment.
CREATE TABLE known (id BLOB PRIMARY KEY, segment INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX known_in ON known (segment);";

/// The name of the file in the data folder.
const FILE: &str = "sync.db";

/// A segment whose rows are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) number: i64,
    pub(super) bytes: u64,
    pub(super) rows: u64,
}

/// The file.
#[derive(Debug)]
pub(super) struct State {
    connection: Connection,
}

/// Why `sync.db` could not be used.
#[derive(Debug, thiserror::Error)]
#[error("could not use `{}`", path.display())]
pub struct StateError {
    path: PathBuf,
    source: rusqlite::Error,
}

impl State {
    /// What is known of `place`; nothing where the file is not there, or is of another place, or cannot be read.
    pub(super) fn open(folder: &Path, place: &str) -> Result<Self, StateError> {
        let path = folder.join(FILE);
        let opened = Self::open_as_it_is(&path, place);
        let opened = match opened {
            Err(error) if sqlite::is_about_content(&error) => {
                for ending in ["", "-wal", "-shm", "-journal"] {
                    let _ = std::fs::remove_file(folder.join(format!("{FILE}{ending}")));
                }
                Self::open_as_it_is(&path, place)
            }
            other => other,
        };
        opened.map_err(|source| StateError { path, source })
    }

    fn open_as_it_is(path: &Path, place: &str) -> rusqlite::Result<Self> {
        sqlite::create_file(path).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        let connection = sqlite::open(path, Access::Write, Durability::Durable, PATIENCE)?;
        sqlite::use_wal(&connection, PATIENCE)?;
        let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let state = Self { connection };
        if version != VERSION || state.place()?.as_deref() != Some(place) {
            let transaction = state.connection.unchecked_transaction()?;
            transaction.execute_batch(TABLES)?;
            transaction.execute("INSERT INTO about (one, place) VALUES (1, ?1)", [place])?;
            transaction.pragma_update(None, "user_version", VERSION)?;
            transaction.commit()?;
        }
        Ok(state)
    }

    fn place(&self) -> rusqlite::Result<Option<String>> {
        self.connection.query_row("SELECT place FROM about", [], |row| row.get(0)).optional()
    }

    /// The generation of the log all of whose rows lie in the place; `None` where that is not known.
    pub(super) fn generation(&self) -> rusqlite::Result<Option<u64>> {
        let sql = "SELECT generation FROM about";
        let generation: Option<i64> = self.connection.query_row(sql, [], |row| row.get(0))?;
        Ok(generation.map(i64::cast_unsigned))
    }

    /// Keeps what the last sync came to, and the generation of the log that lies in the place as a whole.
    pub(super) fn finish(&self, generation: Option<u64>, report: &str) -> rusqlite::Result<()> {
        let sql = "UPDATE about SET generation = ?1, report = ?2";
        self.connection.execute(sql, params![generation.map(u64::cast_signed), report]).map(drop)
    }

    /// What [`Self::finish`] kept last.
    pub(super) fn report(&self) -> rusqlite::Result<Option<String>> {
        self.connection.query_row("SELECT report FROM about", [], |row| row.get(0))
    }

    /// What is remembered of decks, as it was kept.
    pub(super) fn decks(&self) -> rusqlite::Result<Option<String>> {
        self.connection.query_row("SELECT decks FROM about", [], |row| row.get(0))
    }

    /// Remembers it.
    pub(super) fn keep_decks(&self, text: &str) -> rusqlite::Result<()> {
        self.connection.execute("UPDATE about SET decks = ?1", [text]).map(drop)
    }

    /// All segments whose rows are known.
    pub(super) fn segments(&self) -> rusqlite::Result<HashMap<SegmentName, Kept>> {
        let mut statement =
            self.connection.prepare("SELECT device, hash, number, bytes, rows FROM segment")?;
        let rows = statement.query_map([], |row| {
            let name = SegmentName { device: DeviceId(row.get(0)?), hash: row.get(1)? };
            let number = |at| row.get::<_, i64>(at);
            let (bytes, rows) = (number(3)?.cast_unsigned(), number(4)?.cast_unsigned());
            Ok((name, Kept { number: number(2)?, bytes, rows }))
        })?;
        rows.collect()
    }

    /// The rows that lie in the place, and in which segment each.
    pub(super) fn known(&self) -> rusqlite::Result<HashMap<RowId, i64>> {
        let mut statement = self.connection.prepare("SELECT id, segment FROM known")?;
        let rows = statement.query_map([], |row| {
            let bytes = row.get_ref(0)?.as_blob()?.try_into();
            let bytes = bytes.map_err(|_| rusqlite::Error::QueryReturnedNoRows)?;
            Ok((RowId(u128::from_be_bytes(bytes)), row.get(1)?))
        })?;
        rows.collect()
    }

    /// Notes that the segment lies in the place with these rows. A row of several segments counts for the last that is
    /// noted, but for one of `own` if it lies in one.
    pub(super) fn keep(
        &self,
        name: &SegmentName,
        bytes: u64,
        ids: &[RowId],
        own: DeviceId,
    ) -> rusqlite::Result<()> {
        let transaction = self.connection.unchecked_transaction()?;
        let sql = "INSERT INTO segment (device, hash, bytes, rows) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT DO UPDATE SET bytes = excluded.bytes, rows = excluded.rows RETURNING number";
        let row = params![name.device.0, name.hash, bytes.cast_signed(), ids.len() as i64];
        let number: i64 = transaction.query_row(sql, row, |row| row.get(0))?;
        {
            let sql = "INSERT INTO known (id, segment) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET segment = excluded.segment
                       WHERE ?3 OR segment NOT IN (SELECT number FROM segment WHERE device = ?4)";
            let mut statement = transaction.prepare_cached(sql)?;
            for id in ids {
                let values = params![id.0.to_be_bytes(), number, name.device == own, own.0];
                statement.execute(values)?;
            }
        }
        transaction.commit()
    }

    /// Forgets these segments, and that their rows lie in the place.
    pub(super) fn forget(&self, segments: &HashSet<i64>) -> rusqlite::Result<()> {
        let transaction = self.connection.unchecked_transaction()?;
        for number in segments {
            transaction.prepare_cached("DELETE FROM known WHERE segment = ?1")?.execute([number])?;
            transaction.prepare_cached("DELETE FROM segment WHERE number = ?1")?.execute([number])?;
        }
        transaction.execute("UPDATE about SET generation = NULL WHERE ?1", [!segments.is_empty()])?;
        transaction.commit()
    }

    /// How many rows each segment of the device is needed for.
    pub(super) fn needed(&self, device: DeviceId) -> rusqlite::Result<HashMap<i64, u64>> {
        let sql = "SELECT number, (SELECT count(*) FROM known WHERE segment = number) FROM segment WHERE device = ?1";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement
            .query_map([device.0], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned())))?;
        rows.collect()
    }
}
