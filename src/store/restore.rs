//! Bringing a backup back, also in place of a log that is damaged.

use std::path::{Path, PathBuf};

use fs_err as fs;
use jiff::Timestamp;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use tempfile::NamedTempFile;

use super::{Error, FILE, Store, backup, cache, connect, derived, schema};
use crate::schedule::DeviceId;

const DOING: &str = "restore the backup";

/// All rows of the log as they stand in the copy. The log stays this device's, its generation goes on, and times and
/// numbers are never given out again.
const REPLACE: &str = "
    DELETE FROM main.choice; DELETE FROM main.parameters; DELETE FROM main.redating; DELETE FROM main.step; DELETE FROM main.sitting; DELETE FROM main.seen; DELETE FROM main.decision; DELETE FROM main.mark; DELETE FROM main.review;
    DELETE FROM main.question;
    INSERT INTO main.question SELECT * FROM copy.question;
    INSERT INTO main.review SELECT * FROM copy.review ORDER BY at_ms, id;
    INSERT INTO main.mark SELECT * FROM copy.mark;
    INSERT INTO main.decision SELECT * FROM copy.decision;
    INSERT INTO main.seen SELECT * FROM copy.seen;
    INSERT INTO main.sitting SELECT * FROM copy.sitting;
    INSERT INTO main.step SELECT * FROM copy.step;
    INSERT INTO main.redating SELECT * FROM copy.redating;
    INSERT INTO main.parameters SELECT * FROM copy.parameters;
    INSERT INTO main.choice SELECT * FROM copy.choice;
    UPDATE main.head SET generation = generation + 1, last = max(last, (SELECT last FROM copy.head)),
        serial = max(serial, (SELECT serial FROM copy.head));";

impl Store {
    /// Replaces what the log holds by what the backup `path` holds, in one step also for other instances at work.
    ///
    /// The backup is checked first, and brought to the present format where it is older; if anything is wrong with
    /// it, nothing is changed. Returns the backup that was made of the state before; a log in memory has none.
    pub fn restore_from(&self, path: &Path, now: Timestamp) -> Result<Option<PathBuf>, Error> {
        let copy = checked_copy(path, self.folder.as_deref(), self.device)?;
        self.take_over(copy.path(), path, now)
    }

    /// Makes the log in `folder`, which cannot be opened, anew from the backup `path`.
    ///
    /// The backup is checked first. Returns the log, and where the old file was set aside to, if there was one.
    pub fn recover(
        folder: &Path,
        path: &Path,
        seed_for_device: u32,
        now: Timestamp,
    ) -> Result<(Self, Option<PathBuf>), Error> {
        connect::create_folder(folder)?;
        let copy = checked_copy(path, Some(folder), DeviceId(seed_for_device))?;
        let device = device_of(copy.path()).map_err(|source| Error::sqlite(DOING, path, source))?;
        let aside = set_aside(folder, now)?;
        connect::create_file(&folder.join(FILE))?;
        // Over the empty file rather than by `open`, which takes an empty log beside backups for damage.
        let connection = connect::connect(&folder.join(FILE))?;
        schema::migrate(&connection, &folder.join(FILE), schema::MIGRATIONS, device)?;
        drop(connection);
        let store = Self::open(folder, device.0, now)?;
        store.take_over(copy.path(), path, now)?;
        Ok((store, aside))
    }

    fn take_over(&self, copy: &Path, from: &Path, now: Timestamp) -> Result<Option<PathBuf>, Error> {
        self.in_place(DOING)?;
        let fault = |source| Error::sqlite(DOING, &self.path, source);
        let name = ToSqlOutput::Borrowed(ValueRef::Text(copy.as_os_str().as_encoded_bytes()));
        self.connection
            .execute("ATTACH ?1 AS copy", [name])
            .map_err(|source| Error::sqlite(DOING, from, source))?;
        let replace = || {
            let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
                .map_err(fault)?;
            // Nobody can append between this backup and the change: we hold the lock.
            let saved = self.save_before(now)?;
            cache::clear(&transaction).map_err(fault)?;
            transaction.execute_batch(REPLACE).map_err(fault)?;
            transaction.commit().map_err(fault)?;
            Ok(saved)
        };
        let replaced = replace();
        self.connection.execute("DETACH copy", []).map_err(fault)?;
        replaced
    }

    fn save_before(&self, now: Timestamp) -> Result<Option<PathBuf>, Error> {
        let Some(folder) = &self.folder else { return Ok(None) };
        if self.generation()? == 0 {
            return Ok(None);
        }
        // A connection of its own, since the one that holds the lock cannot be copied from.
        let source = connect::connect_to_read(&self.path)?;
        backup::save_before("restore", &source, &self.path, folder, now).map(Some)
    }
}

/// A copy of the backup that is whole, ours, and in the present format.
fn checked_copy(path: &Path, folder: Option<&Path>, device: DeviceId) -> Result<NamedTempFile, Error> {
    let source = connect::connect_to_read(path)?;
    if schema::version(&source, path, schema::MIGRATIONS, DOING)? == 0 {
        return Err(Error::Foreign { doing: DOING, path: path.to_path_buf() });
    }
    let folder = folder.map_or_else(std::env::temp_dir, Path::to_path_buf);
    let copy = backup::blank(&folder).map_err(|source| Error::io(DOING, &folder, source))?;
    backup::duplicate(&source, path, copy.path(), DOING, &folder)?;
    let connection = connect::connect(copy.path())?;
    schema::migrate(&connection, path, schema::MIGRATIONS, device)?;
    derived::prepare(&connection).map_err(|source| Error::sqlite(DOING, path, source))?;
    Ok(copy)
}

fn device_of(copy: &Path) -> rusqlite::Result<DeviceId> {
    Connection::open(copy)?.query_row("SELECT device FROM head", [], |row| row.get(0)).map(DeviceId)
}

/// Renames the database and its two companions, so that nothing of it is lost.
fn set_aside(folder: &Path, now: Timestamp) -> Result<Option<PathBuf>, Error> {
    let path = folder.join(FILE);
    let mut aside = None;
    for (number, companion) in ["", "-wal", "-shm"].into_iter().enumerate() {
        let old = folder.join(format!("{FILE}{companion}"));
        if !old.exists() {
            continue;
        }
        let new = folder.join(format!("{FILE}.damaged-{}{companion}", now.as_millisecond()));
        fs::rename(&old, &new).map_err(|source| Error::io("set aside", &path, source))?;
        if number == 0 {
            aside = Some(new);
        }
    }
    connect::sync_folder(folder)?;
    Ok(aside)
}
