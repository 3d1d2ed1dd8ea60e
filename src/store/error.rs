//! What can go wrong between the program and the learner's log.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_IOERR_SHMSIZE;

/// A failure, with what was attempted on which file.
///
/// `doing` completes "could not … `path`". Whatever happened, the log is as it was before the attempt.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file's format is of a later version of this program.
    #[error("could not {doing} `{}`: it has format {found}, and this version knows formats up to {known}", path.display())]
    Newer {
        /// What was attempted.
        doing: &'static str,
        /// The database.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The highest format this program reads.
        known: i64,
    },
    /// The file is a database of another program.
    #[error("could not {doing} `{}`: it is not a log of examdrill", path.display())]
    Foreign {
        /// What was attempted.
        doing: &'static str,
        /// The database.
        path: PathBuf,
    },
    /// The file's content contradicts itself, or is no database at all.
    #[error("could not {doing} `{}`: the file is damaged ({what})", path.display())]
    Damaged {
        /// What was attempted.
        doing: &'static str,
        /// The database.
        path: PathBuf,
        /// The first thing found wrong.
        what: String,
    },
    /// There was a log, and in its place is nothing or something else.
    #[error("could not {doing} `{}`: {what}", path.display())]
    Lost {
        /// What was attempted.
        doing: &'static str,
        /// Where the database was.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// The file or its folder may not be written.
    #[error("could not {doing} `{}`: it cannot be written to", path.display())]
    ReadOnly {
        /// What was attempted.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
    },
    /// No room is left.
    #[error("could not {doing} `{}`: the disk is full", path.display())]
    Full {
        /// What was attempted.
        doing: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// Another program kept the file locked for longer than it is waited for.
    #[error("could not {doing} `{}`: another program is using it", path.display())]
    Busy {
        /// What was attempted.
        doing: &'static str,
        /// The database.
        path: PathBuf,
    },
    /// The file is not where it was when it was opened, so that what is written to it would be lost.
    #[error("could not {doing} `{}`: the file was moved, removed or replaced while in use", path.display())]
    Moved {
        /// What was attempted.
        doing: &'static str,
        /// Where the database was.
        path: PathBuf,
    },
    /// A backup would replace a file that is there.
    #[error("could not {doing} `{}`: the file exists", path.display())]
    Exists {
        /// What was attempted.
        doing: &'static str,
        /// The file that was spared.
        path: PathBuf,
    },
    /// Anything else the operating system refused.
    #[error("could not {doing} `{}`", path.display())]
    Io {
        /// What was attempted.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Anything else SQLite refused.
    #[error("could not {doing} `{}`", path.display())]
    Sqlite {
        /// What was attempted.
        doing: &'static str,
        /// The database.
        path: PathBuf,
        /// The reason it gave.
        source: rusqlite::Error,
    },
}

impl Error {
    /// What the learner can do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Newer { .. } => "update examdrill, or choose another folder with `EXAMDRILL_DATA_DIR`",
            Self::Foreign { doing: "open", .. } | Self::Lost { .. } => {
                "`examdrill restore --newest` brings the newest backup back that can be used, `examdrill restore \
                 --fresh` begins anew; what is there now is kept under another name"
            }
            Self::Foreign { .. } => {
                "name a file that `examdrill backup` wrote; `examdrill backup --list` shows which can be used"
            }
            Self::Damaged { .. } => {
                "see what `examdrill doctor` finds; `examdrill restore --newest` brings the newest backup back that can \
                 be used, `examdrill restore --fresh` begins anew, and both keep the damaged file"
            }
            Self::ReadOnly { .. } => {
                "make the file and its folder writable for you, or choose another folder with `EXAMDRILL_DATA_DIR`"
            }
            Self::Full { .. } => "free some space on that disk and try again; nothing stored so far is lost",
            Self::Busy { .. } => "wait until the other program is done and try again",
            Self::Moved { .. } => "put the file back where it was, or start examdrill again",
            Self::Exists { .. } => "choose another name, or replace the file with `--force`",
            Self::Io { .. } | Self::Sqlite { .. } => {
                "check that the disk is there and healthy, then try again; `examdrill doctor` tells more"
            }
        }
    }

    /// Whether it says that there is no log in the file `log`, or none that can be used, so that a backup must be brought
    /// back or a new log begun.
    pub fn is_loss_of(&self, log: &Path) -> bool {
        matches!(self, Self::Lost { path, .. } | Self::Damaged { path, .. } | Self::Foreign { path, .. } if path == log)
    }

    /// Whether nothing could be written, though what is there can be read.
    pub const fn is_refusal_to_write(&self) -> bool {
        matches!(self, Self::ReadOnly { .. } | Self::Full { .. })
    }

    /// The variant for a file of which `what` was found wrong.
    pub(super) fn damaged(doing: &'static str, path: &Path, what: impl Into<String>) -> Self {
        Self::Damaged { doing, path: path.to_path_buf(), what: what.into() }
    }

    /// The variant for what the operating system answered.
    pub(super) fn io(doing: &'static str, path: &Path, source: io::Error) -> Self {
        let path = path.to_path_buf();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full { doing, path },
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
                Self::ReadOnly { doing, path }
            }
            _ => Self::Io { doing, path, source },
        }
    }

    /// The variant for what SQLite answered.
    pub(super) fn sqlite(doing: &'static str, path: &Path, source: rusqlite::Error) -> Self {
        use rusqlite::Error as Sqlite;
        let path = path.to_path_buf();
        // SQLite calls it an I/O error when there is no room for the index of the write-ahead log.
        if source.sqlite_error().is_some_and(|error| error.extended_code == SQLITE_IOERR_SHMSIZE) {
            return Self::Full { doing, path };
        }
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { doing, path, what: source.to_string() }
            }
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly { doing, path },
            Some(ErrorCode::DiskFull) => Self::Full { doing, path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { doing, path },
            // SQLite has no code of its own for a table that is not there.
            Some(ErrorCode::Unknown) if source.to_string().contains("no such table") => {
                Self::Damaged { doing, path, what: source.to_string() }
            }
            _ => match source {
                // Values that this program never writes.
                Sqlite::FromSqlConversionFailure(..)
                | Sqlite::IntegralValueOutOfRange(..)
                | Sqlite::InvalidColumnType(..)
                | Sqlite::Utf8Error(..)
                | Sqlite::QueryReturnedNoRows => Self::Damaged { doing, path, what: source.to_string() },
                // A table that every log has.
                Sqlite::SqliteFailure(_, Some(ref what)) if what.starts_with("no such ") => {
                    Self::Damaged { doing, path, what: what.clone() }
                }
                source => Self::Sqlite { doing, path, source },
            },
        }
    }
}

/// Results of the outside world, to which is added what was tried on which file: `file.sync_all().tried("write", path)?`.
pub(super) trait Tried<T> {
    fn tried(self, doing: &'static str, path: &Path) -> Result<T, Error>;
}

impl<T> Tried<T> for io::Result<T> {
    fn tried(self, doing: &'static str, path: &Path) -> Result<T, Error> {
        self.map_err(|source| Error::io(doing, path, source))
    }
}

impl<T> Tried<T> for rusqlite::Result<T> {
    fn tried(self, doing: &'static str, path: &Path) -> Result<T, Error> {
        self.map_err(|source| Error::sqlite(doing, path, source))
    }
}
