//! Opening the file of the log: for writing, for reading, and where not even the files beside it can be made.

use std::path::Path;
use std::time::Duration;

use fs_err as fs;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode};

use super::found::{beside, has_content};
use super::{Error, Tried};
use crate::paths;
use crate::sqlite::{self, Access, Durability};

/// How long another instance's write is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Makes the folder, readable by its owner only. One that is there is left as it is.
pub(super) fn create_folder(folder: &Path) -> Result<(), Error> {
    paths::create_folder(folder).tried("create the folder", folder)
}

/// Makes an empty file for the owner only where there is none, and tells whether it did.
pub(super) fn create_file(path: &Path) -> Result<bool, Error> {
    let is_new = sqlite::create_file(path).tried("create", path)?;
    if is_new && let Some(folder) = path.parent() {
        sync_folder(folder)?;
    }
    Ok(is_new)
}

/// Makes what was created or renamed in the folder survive a power cut.
pub(super) fn sync_folder(folder: &Path) -> Result<(), Error> {
    if cfg!(unix) {
        let synced = fs::File::open(folder).and_then(|folder| folder.sync_all());
        synced.tried("write to the folder", folder)?;
    }
    Ok(())
}

/// A connection to the database: for writing where that is permitted, else for reading.
pub(super) fn connect(path: &Path) -> Result<Connection, Error> {
    open(path, Access::Write)
}

/// A connection that cannot change the database.
pub(super) fn connect_to_read(path: &Path) -> Result<Connection, Error> {
    open(path, Access::Read)
}

/// A connection for reading where not even the two files can be made that reading usually needs, as on a full disk.
pub(super) fn connect_aside(path: &Path) -> Result<Connection, Error> {
    // Another instance that is at work has made the two files.
    if let Ok(connection) = attempt(path, Access::Read) {
        return Ok(connection);
    }
    let connection = if has_wal(path) {
        // What a run that was killed has written last: its index is made in memory for who is alone with the file.
        sqlite::open_as(path, "vfs=unix-none").and_then(|connection| {
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
            connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
            ready(connection)
        })
    } else {
        immutable(path)
    };
    connection.tried("open", path)
}

fn open(path: &Path, access: Access) -> Result<Connection, Error> {
    // SQLite would say of a missing file only that it cannot open it.
    fs::metadata(path).tried("open", path)?;
    match attempt(path, access) {
        // A database in WAL mode needs two files beside it, which a read-only folder does not take. Nobody writes
        // there, so that it can be read without them.
        Err(error) if unwritable_folder(&error) && !has_wal(path) => immutable(path).tried("open", path),
        Err(error) if unwritable_folder(&error) => {
            Err(Error::ReadOnly { doing: "open", path: path.to_path_buf() })
        }
        other => other.tried("open", path),
    }
}

fn attempt(path: &Path, access: Access) -> rusqlite::Result<Connection> {
    sqlite::open(path, access, Durability::Durable, PATIENCE)
}

fn immutable(path: &Path) -> rusqlite::Result<Connection> {
    ready(sqlite::open_as(path, "immutable=1")?)
}

fn ready(connection: Connection) -> rusqlite::Result<Connection> {
    prepare(&connection)?;
    sqlite::touch(&connection)?;
    Ok(connection)
}

/// The settings every connection to a log has.
pub(super) fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    sqlite::prepare(connection, Durability::Durable, PATIENCE)
}

/// Turns write-ahead logging on: see [`sqlite::use_wal`].
pub(super) fn use_wal(connection: &Connection) -> rusqlite::Result<()> {
    sqlite::use_wal(connection, PATIENCE)
}

/// The file that a path leads to, whatever the file is called; `None` where there is none or no telling.
#[cfg(unix)]
pub(super) fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

#[cfg(not(unix))]
pub(super) fn identity(_: &Path) -> Option<(u64, u64)> {
    None
}

fn unwritable_folder(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
}

/// Whether something is written beside the database that is not in it yet.
pub(super) fn has_wal(path: &Path) -> bool {
    has_content(&beside(path, "-wal"))
}
