//! Copies of the log: on demand, and by itself once a day, thinned as they age and kept within bounds.

mod image;
mod shelf;
mod thinning;

use std::io;
use std::iter;
use std::path::{Path, PathBuf};

use fs_err as fs;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use rusqlite::Connection;
use tempfile::NamedTempFile;

use super::{Error, Store, Tried, connect};
use crate::paths::litter;

pub use image::Content;
pub(super) use image::{Image, generation_of};
pub(super) use shelf::count;
pub use shelf::{Backup, Newest};
#[cfg(test)]
pub(super) use thinning::{kept, superfluous};

/// The folder for backups beside the database.
pub(super) const FOLDER: &str = "backups";
/// What the names of backups end in; those of earlier versions lack the second ending.
const ENDING: &str = ".db.gz";
const DOING: &str = "write the backup";

/// A backup of a day that is due. It knows the log by its path and nothing of the [`Store`], so that another thread can make
/// it while the program is in use.
#[derive(Debug, Clone)]
#[must_use = "nothing is made before it runs"]
pub struct BackupJob {
    folder: PathBuf,
    path: PathBuf,
    /// Which file the path led to.
    identity: Option<(u64, u64)>,
    today: Date,
}

impl BackupJob {
    /// Copies the log as it is at one moment from now on, then thins the older backups. Returns the file made. Killed at any
    /// point, it leaves the backups as they were, and perhaps litter.
    pub fn run(self) -> Result<PathBuf, Error> {
        if connect::identity(&self.path) != self.identity {
            return Err(Error::Moved { doing: DOING, path: self.path });
        }
        let target = self.folder.join(FOLDER).join(format!("{}{ENDING}", self.today));
        connect::create_folder(&self.folder.join(FOLDER))?;
        copy(&connect::connect_to_read(&self.path)?, &self.path, &target, true)?;
        for path in thinning::superfluous(&Store::backups_in(&self.folder)?) {
            // What cannot be removed today is tried again tomorrow; the backup was made.
            let _ = fs::remove_file(path);
        }
        Ok(target)
    }
}

impl Store {
    /// Writes a copy of the log to `target`, as of one moment, while the program may be in use. It is compressed where the
    /// name ends in `.gz`.
    ///
    /// The file appears whole, checked and durable or not at all, readable by its owner only. One that is there is
    /// replaced only by `force`, and the log itself never.
    pub fn backup_to(&self, target: &Path, force: bool) -> Result<(), Error> {
        // The folder of the daily backups is made with the first of them; this may be the first.
        if let Some(folder) = self.folder.as_ref().map(|folder| folder.join(FOLDER))
            && target.parent() == Some(&folder)
        {
            connect::create_folder(&folder)?;
        }
        copy(&self.connection, &self.path, target, force)
    }

    /// The file beside the log that a backup goes to that is asked for at `now`. A log in memory has none.
    pub fn backup_place(&self, now: Timestamp) -> Option<PathBuf> {
        Some(free_place(self.folder.as_deref()?, "manual", now))
    }

    /// The backup of this day, if it is due: there is none yet that can be read, and something was appended since the last.
    /// A log in memory has none.
    pub fn daily_backup(&self, now: Timestamp) -> Result<Option<BackupJob>, Error> {
        let Some(folder) = &self.folder else { return Ok(None) };
        let today = Offset::UTC.to_datetime(now).date();
        let backups = Self::backups_in(folder)?;
        let mut automatic = backups.iter().filter(|backup| backup.automatic);
        if automatic.clone().any(|backup| backup.day == today && generation_of(&backup.path).is_some()) {
            return Ok(None);
        }
        let generation = self.generation()?;
        let last = automatic.next().and_then(|last| generation_of(&last.path));
        if generation == 0 || last == Some(generation) {
            return Ok(None);
        }
        let (folder, path) = (folder.clone(), self.path.clone());
        Ok(Some(BackupJob { folder, path, identity: self.identity, today }))
    }

    /// Makes the backup of this day where it is due. Returns the file made.
    pub fn backup_daily(&self, now: Timestamp) -> Result<Option<PathBuf>, Error> {
        self.daily_backup(now)?.map(BackupJob::run).transpose()
    }

    /// The backups of this log, newest first.
    pub fn list_backups(&self) -> Result<Vec<Backup>, Error> {
        self.folder.as_deref().map_or(Ok(Vec::new()), Self::backups_in)
    }
}

/// Backs the log up before something risky, under a name that no backup has yet.
pub(super) fn save_before(
    occasion: &str,
    source: &Connection,
    path: &Path,
    folder: &Path,
    now: Timestamp,
) -> Result<PathBuf, Error> {
    connect::create_folder(&folder.join(FOLDER))?;
    let target = free_place(folder, &format!("before-{occasion}"), now);
    copy(source, path, &target, false)?;
    Ok(target)
}

/// A name for the backup of this moment that no backup has yet.
fn free_place(folder: &Path, occasion: &str, now: Timestamp) -> PathBuf {
    let folder = folder.join(FOLDER);
    let time = Offset::UTC.to_datetime(now).strftime("%Y-%m-%dT%H-%M-%SZ");
    let first = folder.join(format!("{time}-{occasion}{ENDING}"));
    let others = (2..).map(|number| folder.join(format!("{time}-{occasion}-{number}{ENDING}")));
    iter::once(first).chain(others).find(|path| !path.exists()).expect("the numbers don't end")
}

/// Copies the database that `source` is connected to, `path`, to the file `target`, and checks the copy.
fn copy(source: &Connection, path: &Path, target: &Path, force: bool) -> Result<(), Error> {
    let itself =
        fs::canonicalize(target).is_ok_and(|target| fs::canonicalize(path).is_ok_and(|path| path == target));
    if itself || (!force && target.exists()) {
        return Err(Error::Exists { doing: DOING, path: target.to_path_buf() });
    }
    let folder = match target.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let mut image = Image::of(source, path, DOING)?;
    // A copy of a damaged log must not push out the good ones.
    let content = image.check(path, DOING)?;
    let compressed = target.extension().is_some_and(|ending| ending == "gz").then_some(content);
    let file = image.write(folder, compressed, DOING, target)?;
    let placed = if force { file.persist(target) } else { file.persist_noclobber(target) };
    match placed.map_err(|failed| failed.error) {
        Err(error) if !force && error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Error::Exists { doing: DOING, path: target.to_path_buf() })
        }
        placed => placed.tried(DOING, target).and_then(|_| connect::sync_folder(folder)),
    }
}

/// A file of mode 0600 that is removed when it is dropped.
pub(super) fn blank(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(&litter::name(litter::COPY)).suffix(".db").tempfile_in(folder)
}

/// The first thing wrong with the content of the database.
pub(super) fn flaw(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let verdict: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Ok(Some(verdict));
    }
    let dangling = connection.prepare("PRAGMA foreign_key_check")?.exists([])?;
    Ok(dangling.then(|| "a review of no question".to_owned()))
}
