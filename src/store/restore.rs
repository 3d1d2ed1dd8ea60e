//! Bringing a backup back, or beginning anew, also in place of a log that is lost or damaged.

use std::path::{Path, PathBuf};

use fs_err as fs;
use jiff::Timestamp;
use jiff::tz::Offset;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::backup::Image;
use super::found::{COMPANIONS, beside};
use super::{Error, FILE, Found, Store, Tried, backup, cache, connect, generation};
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
        let mut image = checked(path, self.device)?;
        let folder = self.folder.clone().unwrap_or_else(std::env::temp_dir);
        let copy = image.write(&folder, None, DOING, &folder)?;
        self.take_over(copy.path(), path, now)
    }

    /// Makes the log in `folder`, which is lost or cannot be opened, anew from the backup `path`.
    ///
    /// The backup is checked first. Returns the log, and where the old file was set aside to, if there was one. Killed
    /// at any point, the program finds the loss as it was, or the log as the backup has it.
    pub fn recover(
        folder: &Path,
        path: &Path,
        seed_for_device: u32,
        now: Timestamp,
    ) -> Result<(Self, Option<PathBuf>), Error> {
        connect::create_folder(folder)?;
        let mut image = checked(path, DeviceId(seed_for_device))?;
        // Beyond all backups, or one of another state would be taken for one of this.
        let known =
            Self::backups_in(folder)?.iter().filter_map(|backup| backup::generation_of(&backup.path)).max();
        let next = known.unwrap_or(0).max(generation(&image.connection).unwrap_or(0)).saturating_add(1);
        cache::clear(&image.connection)
            .and_then(|()| image.connection.execute("UPDATE head SET generation = ?1", [next.cast_signed()]))
            .tried(DOING, path)?;
        let aside = put(&mut image, folder, now)?;
        Ok((Self::open(folder, seed_for_device, now)?, aside))
    }

    /// Begins an empty log in `folder` in the place of what is there, which is set aside. Returns the log, and where the
    /// old file is now, if there was one.
    pub fn begin_anew(
        folder: &Path,
        seed_for_device: u32,
        now: Timestamp,
    ) -> Result<(Self, Option<PathBuf>), Error> {
        connect::create_folder(folder)?;
        // A log that can be opened takes in what was last written to it when it is closed.
        if matches!(Self::find(folder), Ok(Found::Log)) {
            drop(Self::open_to_write(folder, seed_for_device, now));
        }
        let path = folder.join(FILE);
        let mut image = Image { connection: Connection::open_in_memory().tried("begin", &path)? };
        image.update(&path, DeviceId(seed_for_device))?;
        let aside = put(&mut image, folder, now)?;
        Ok((Self::open(folder, seed_for_device, now)?, aside))
    }

    fn take_over(&self, copy: &Path, from: &Path, now: Timestamp) -> Result<Option<PathBuf>, Error> {
        self.ensure_in_place(DOING)?;
        let name = ToSqlOutput::Borrowed(ValueRef::Text(copy.as_os_str().as_encoded_bytes()));
        self.connection.execute("ATTACH ?1 AS copy", [name]).tried(DOING, from)?;
        let replaced = self.replace(now);
        self.connection.execute("DETACH copy", []).tried(DOING, &self.path)?;
        replaced
    }

    /// Replaces all rows by those of the database that is attached as `copy`. Returns the backup made before.
    fn replace(&self, now: Timestamp) -> Result<Option<PathBuf>, Error> {
        let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
            .tried(DOING, &self.path)?;
        // Nobody can append between this backup and the change: we hold the lock.
        let saved = self.save_before(now)?;
        cache::clear(&transaction)
            .and_then(|()| transaction.execute_batch(REPLACE))
            .and_then(|()| transaction.commit())
            .tried(DOING, &self.path)?;
        Ok(saved)
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

/// What the backup holds, whole, ours, and in the present format.
fn checked(path: &Path, device: DeviceId) -> Result<Image, Error> {
    let image = Image::read(path, DOING)?;
    image.check(path, DOING)?;
    image.update(path, device)?;
    Ok(image)
}

/// Makes the image the log in `folder`. Returns where the old file is now.
fn put(image: &mut Image, folder: &Path, now: Timestamp) -> Result<Option<PathBuf>, Error> {
    let path = folder.join(FILE);
    let file = image.write(folder, None, "write", &path)?;
    let aside = set_aside(folder, now)?;
    file.persist(&path).map_err(|failed| failed.error).tried("write", &path)?;
    connect::sync_folder(folder)?;
    Ok(aside)
}

/// Gives the database another name, with what SQLite keeps beside it, so that nothing of it is lost and nothing of it is
/// applied to another database.
///
/// Until something takes its place, the database keeps its old name as well where the file system can do that: a run
/// that is killed in between leaves it where it was.
fn set_aside(folder: &Path, now: Timestamp) -> Result<Option<PathBuf>, Error> {
    let path = folder.join(FILE);
    let new = free_name(&path, now);
    let mut kept = None;
    if path.symlink_metadata().is_ok() {
        fs::hard_link(&path, &new).or_else(|_| fs::rename(&path, &new)).tried("set aside", &path)?;
        kept = Some(new.clone());
    }
    for companion in COMPANIONS {
        let old = beside(&path, companion);
        if old.symlink_metadata().is_ok() {
            let new = beside(&new, companion);
            fs::rename(&old, &new).tried("set aside", &path)?;
            kept.get_or_insert(new);
        }
    }
    connect::sync_folder(folder)?;
    Ok(kept)
}

/// `progress.db.set-aside-2026-11-27T09-00-00Z`, or with a number where that is there.
fn free_name(path: &Path, now: Timestamp) -> PathBuf {
    let time = Offset::UTC.to_datetime(now).strftime("%Y-%m-%dT%H-%M-%SZ");
    let first = beside(path, &format!(".set-aside-{time}"));
    let others = (2..).map(|number| beside(path, &format!(".set-aside-{time}-{number}")));
    std::iter::once(first).chain(others).find(|name| is_free(name)).expect("the numbers don't end")
}

/// Whether neither a database has this name nor anything that SQLite would keep beside it.
fn is_free(name: &Path) -> bool {
    let mut names = COMPANIONS.iter().map(|companion| beside(name, companion)).chain([name.to_path_buf()]);
    names.all(|name| name.symlink_metadata().is_err())
}
