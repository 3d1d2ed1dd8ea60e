//! Whether there is a log where one should be, before anything is opened or made.

use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::{Error, FILE, Store, backup};

/// What SQLite writes beside a database. It must never be applied to another one.
pub(super) const COMPANIONS: [&str; 3] = ["-wal", "-journal", "-shm"];

/// What lies in a folder for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Neither a log nor a trace of one: a new learner.
    Nothing,
    /// A log, in whatever state.
    Log,
}

impl Store {
    /// What lies in `folder`. Nothing is opened, and nothing made.
    ///
    /// Where the log is gone or empty beside backups of it, or beside what was last written to it, that is an
    /// [`Error::Lost`]: to begin a new one there would hide the loss.
    pub fn find(folder: &Path) -> Result<Found, Error> {
        let path = folder.join(FILE);
        // In this order: whoever makes a log makes the database first, and the rest after it.
        let left = COMPANIONS[..2].iter().find(|companion| has_content(&beside(&path, companion)));
        let backups = backup::count(folder)?;
        let lost = |what: &str| {
            Err(Error::Lost { doing: "open", what: said(what, backups, left), path: path.clone() })
        };
        let meta = match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if path.symlink_metadata().is_ok() {
                    return lost("it is a link that leads nowhere");
                }
                return if backups > 0 || left.is_some() { lost("it is gone") } else { Ok(Found::Nothing) };
            }
            meta => meta.map_err(|source| Error::io("open", &path, source))?,
        };
        if !meta.is_file() {
            return lost("it is no file");
        }
        // SQLite takes a file of one byte for an empty one as well.
        let is_empty = meta.len() <= 1;
        let was_more = backups > 0 || has_content(&beside(&path, COMPANIONS[0]));
        match (is_empty, was_more) {
            (true, true) => lost("it is empty"),
            // Made by another instance this instant, or by one that was killed at it.
            (true, false) => Ok(Found::Nothing),
            (false, _) => Ok(Found::Log),
        }
    }

    /// Refuses the empty database `path`, which another program may have made, in the place of a log with backups.
    pub(super) fn refuse_empty(folder: &Path, path: &Path) -> Result<(), Error> {
        match backup::count(folder)? {
            0 => Ok(()),
            backups => {
                let what = said("it is an empty database", backups, None);
                Err(Error::Lost { doing: "open", path: path.to_path_buf(), what })
            }
        }
    }
}

/// The file that SQLite keeps beside a database.
pub(super) fn beside(path: &Path, companion: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(companion);
    PathBuf::from(name)
}

pub(super) fn has_content(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.len() > 0)
}

fn said(what: &str, backups: usize, left: Option<&&str>) -> String {
    match (backups, left) {
        (0, None) => what.to_owned(),
        (0, Some(left)) => format!("{what}, but `{FILE}{left}` is left of it"),
        (1, _) => format!("{what}, but there is a backup of it"),
        (backups, _) => format!("{what}, but there are {backups} backups of it"),
    }
}
