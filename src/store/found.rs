//! Whether there is a log where one should be, before anything is opened or made.

use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::{Error, FILE, Store, Tried, backup};

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
        let backups = backup::count(folder);
        let meta = match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            meta => Some(meta.tried("open", &path)?),
        };
        if meta.as_ref().is_some_and(|meta| meta.is_file() && meta.len() > 1) {
            return Ok(Found::Log);
        }
        let backups = backups?;
        let what = match meta {
            // Another instance may have made the file this instant; that is no link.
            None if path.symlink_metadata().is_ok_and(|meta| meta.is_symlink()) => {
                "it is a link that leads nowhere"
            }
            None if backups > 0 || left.is_some() => "it is gone",
            Some(meta) if !meta.is_file() => "it is no file",
            // SQLite takes a file of one byte for an empty one as well.
            Some(_) if backups > 0 || left == Some(&COMPANIONS[0]) => "it is empty",
            // An empty file was made by another instance this instant, or by one that was killed at it.
            _ => return Ok(Found::Nothing),
        };
        Err(Error::Lost { doing: "open", what: said(what, backups, left), path })
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
