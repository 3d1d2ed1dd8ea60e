//! Copies of the log: on demand, and by itself once a day, thinned as they age.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};
use std::hash::Hash;
use std::io;
use std::iter;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use fs_err as fs;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use rusqlite::backup::{Backup as Copying, StepResult};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use tempfile::NamedTempFile;

use super::{Error, Store, connect, generation};

/// The folder for backups beside the database.
const FOLDER: &str = "backups";

/// How many of the newest automatic backups stay, and of how many weeks and months the newest.
const KEPT: (usize, usize, usize) = (7, 4, 12);

/// A backup in the folder that the program keeps them in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// The day it was made on, in UTC.
    pub day: Date,
    /// Whether it is one of those made daily, which are thinned; the others were made before something risky.
    pub automatic: bool,
    /// Its size.
    pub bytes: u64,
}

impl Store {
    /// Writes a copy of the log to `target`, as of one moment, while the program may be in use.
    ///
    /// The file appears whole and durable or not at all, readable by its owner only. One that is there is replaced
    /// only by `force`, and the log itself never.
    pub fn backup_to(&self, target: &Path, force: bool) -> Result<(), Error> {
        // The folder of the daily backups is made with the first of them; this may be the first.
        if let Some(folder) = self.folder.as_ref().map(|folder| folder.join(FOLDER))
            && target.parent() == Some(&folder)
        {
            connect::create_folder(&folder)?;
        }
        copy(&self.connection, &self.path, target, force)
    }

    /// Makes the backup of this day, unless there is one, or nothing was appended since the last; then thins the
    /// older ones. Returns the file made. A log in memory has none.
    pub fn backup_daily(&self, now: Timestamp) -> Result<Option<PathBuf>, Error> {
        let Some(folder) = &self.folder else { return Ok(None) };
        let today = Offset::UTC.to_datetime(now).date();
        let mut automatic = Self::backups_in(folder)?;
        automatic.retain(|backup| backup.automatic);
        if automatic.iter().any(|backup| backup.day == today) {
            return Ok(None);
        }
        let generation = self.generation()?;
        if generation == 0 || automatic.first().and_then(|last| generation_of(&last.path)) == Some(generation)
        {
            return Ok(None);
        }
        let target = folder.join(FOLDER).join(format!("{today}.db"));
        connect::create_folder(&folder.join(FOLDER))?;
        copy(&self.connection, &self.path, &target, true)?;
        let days: Vec<_> = automatic.iter().map(|backup| backup.day).chain([today]).collect();
        let kept = kept(&days);
        for backup in automatic.iter().filter(|backup| !kept.contains(&backup.day)) {
            // What cannot be removed today is tried again tomorrow; the backup was made.
            let _ = fs::remove_file(&backup.path);
        }
        Ok(Some(target))
    }

    /// The backups of this log, newest first.
    pub fn list_backups(&self) -> Result<Vec<Backup>, Error> {
        self.folder.as_deref().map_or(Ok(Vec::new()), Self::backups_in)
    }

    /// The backups beside the log in `folder`, newest first, also when the log itself cannot be opened.
    pub fn backups_in(folder: &Path) -> Result<Vec<Backup>, Error> {
        let folder = folder.join(FOLDER);
        let fault = |source| Error::io("list the backups in", &folder, source);
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(fault)?,
        };
        let mut backups = Vec::new();
        for entry in entries {
            let entry = entry.map_err(fault)?;
            let name = entry.file_name();
            let Some(stem) = name.to_str().and_then(|name| name.strip_suffix(".db")) else { continue };
            let Some(day) = stem.get(..10).and_then(|day| day.parse().ok()) else { continue };
            let bytes = entry.metadata().map_err(fault)?.len();
            backups.push(Backup { path: entry.path(), day, automatic: stem.len() == 10, bytes });
        }
        backups.sort_by(|one, other| other.path.file_name().cmp(&one.path.file_name()));
        backups.sort_by_key(|backup| Reverse(backup.day));
        Ok(backups)
    }
}

/// Whether there is any backup beside the log in `folder`.
pub(super) fn any(folder: &Path) -> bool {
    Store::backups_in(folder).is_ok_and(|backups| !backups.is_empty())
}

/// Backs the log up before something risky, under a name that no backup has yet.
pub(super) fn save_before(
    occasion: &str,
    source: &Connection,
    path: &Path,
    folder: &Path,
    now: Timestamp,
) -> Result<PathBuf, Error> {
    let folder = folder.join(FOLDER);
    connect::create_folder(&folder)?;
    let time = Offset::UTC.to_datetime(now).strftime("%Y-%m-%dT%H-%M-%SZ");
    let first = folder.join(format!("{time}-before-{occasion}.db"));
    let others = (2..).map(|number| folder.join(format!("{time}-before-{occasion}-{number}.db")));
    let mut names = iter::once(first).chain(others);
    let target = names.find(|path| !path.exists()).expect("the numbers don't end");
    copy(source, path, &target, false)?;
    Ok(target)
}

/// Copies the database that `source` is connected to, `path`, to the file `target`, and checks the copy.
pub(super) fn copy(source: &Connection, path: &Path, target: &Path, force: bool) -> Result<(), Error> {
    let doing = "write the backup";
    let itself =
        fs::canonicalize(target).is_ok_and(|target| fs::canonicalize(path).is_ok_and(|path| path == target));
    if itself || (!force && target.exists()) {
        return Err(Error::Exists { doing, path: target.to_path_buf() });
    }
    let folder = match target.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let fault = |source| Error::io(doing, target, source);
    let file = blank(folder).map_err(fault)?;
    duplicate(source, path, file.path(), doing, target)?;
    file.as_file().sync_all().map_err(fault)?;
    if force {
        file.persist(target).map_err(|failed| fault(failed.error))?;
    } else {
        file.persist_noclobber(target).map_err(|failed| match failed.error.kind() {
            io::ErrorKind::AlreadyExists => Error::Exists { doing, path: target.to_path_buf() },
            _ => fault(failed.error),
        })?;
    }
    connect::sync_folder(folder)
}

/// A file of mode 0600 that is removed when it is dropped.
pub(super) fn blank(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(".copy-").suffix(".db").tempfile_in(folder)
}

/// Copies the database `path` into the empty file `blank`, as one file without a write-ahead log, and checks it.
///
/// Failures to write are told of `target`, what the copying is for.
pub(super) fn duplicate(
    source: &Connection,
    path: &Path,
    blank: &Path,
    doing: &'static str,
    target: &Path,
) -> Result<(), Error> {
    let fault = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Error::sqlite(doing, path, error),
        _ => Error::sqlite(doing, target, error),
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut copy = Connection::open_with_flags(blank, flags).map_err(fault)?;
    // Nobody else knows the file, and it is synced at the end.
    copy.execute_batch("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;").map_err(fault)?;
    let copying = Copying::new(source, &mut copy).map_err(fault)?;
    let mut tries = 0;
    while copying.step(-1).map_err(fault)? != StepResult::Done {
        tries += 1;
        if tries > 500 {
            return Err(Error::Busy { doing, path: path.to_path_buf() });
        }
        thread::sleep(Duration::from_millis(10));
    }
    drop(copying);
    copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).map_err(fault)?;
    match flaw(&copy).map_err(fault)? {
        // A copy of a damaged log must not push out the good ones.
        Some(what) => Err(Error::Damaged { doing, path: path.to_path_buf(), what }),
        None => Ok(()),
    }
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

pub(super) fn generation_of(path: &Path) -> Option<u64> {
    generation(&connect::connect_to_read(path).ok()?).ok()
}

/// Which of the days' backups stay.
pub(super) fn kept(days: &[Date]) -> BTreeSet<Date> {
    let mut newest_first = days.to_vec();
    newest_first.sort_by(|one, other| other.cmp(one));
    let (newest, weeks, months) = KEPT;
    let week = |day: &Date| (day.iso_week_date().year(), day.iso_week_date().week());
    let month = |day: &Date| (day.year(), day.month());
    let mut kept: BTreeSet<_> = newest_first.iter().take(newest).copied().collect();
    kept.extend(first_of_each(&newest_first, week).take(weeks));
    kept.extend(first_of_each(&newest_first, month).take(months));
    kept
}

fn first_of_each<T: Hash + Eq>(days: &[Date], period: impl Fn(&Date) -> T) -> impl Iterator<Item = Date> {
    let mut met = HashSet::new();
    days.iter().copied().filter(move |day| met.insert(period(day)))
}
