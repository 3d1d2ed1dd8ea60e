//! Opening database files: their modes, and what SQLite is told before the first statement.

use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use fs_err as fs;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::Error;
use super::found::{beside, has_content};
use crate::paths;

/// How long another instance's write is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Makes the folder, readable by its owner only. One that is there is left as it is.
pub(super) fn create_folder(folder: &Path) -> Result<(), Error> {
    paths::create_folder(folder).map_err(|source| Error::io("create the folder", folder, source))
}

/// Makes an empty file with mode 0600 where there is none, and tells whether it did. SQLite gives its `-wal` and
/// `-shm` the same mode.
pub(super) fn create_file(path: &Path) -> Result<bool, Error> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    match options.open(path) {
        Ok(_) => path.parent().map_or(Ok(()), sync_folder).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists || path.exists() => Ok(false),
        Err(source) => Err(Error::io("create", path, source)),
    }
}

/// Makes what was created or renamed in the folder survive a power cut.
pub(super) fn sync_folder(folder: &Path) -> Result<(), Error> {
    if cfg!(unix) {
        let synced = fs::File::open(folder).and_then(|folder| folder.sync_all());
        synced.map_err(|source| Error::io("write to the folder", folder, source))?;
    }
    Ok(())
}

/// A connection to the database: for writing where that is permitted, else for reading.
pub(super) fn connect(path: &Path) -> Result<Connection, Error> {
    open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

/// A connection that cannot change the database.
pub(super) fn connect_to_read(path: &Path) -> Result<Connection, Error> {
    open(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

/// A connection for reading where not even the two files can be made that reading usually needs, as on a full disk.
pub(super) fn connect_aside(path: &Path) -> Result<Connection, Error> {
    // Another instance that is at work has made the two files.
    if let Ok(connection) = attempt(path, OpenFlags::SQLITE_OPEN_READ_ONLY) {
        return Ok(connection);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let connection = if has_wal(path) {
        // What a run that was killed has written last: its index is made in memory for who is alone with the file.
        Connection::open_with_flags(uri(path, "vfs=unix-none"), flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .and_then(|connection| {
                connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
                connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
                first(connection)
            })
    } else {
        attempt(&uri(path, "immutable=1"), flags)
    };
    connection.map_err(|source| Error::sqlite("open", path, source))
}

fn open(path: &Path, access: OpenFlags) -> Result<Connection, Error> {
    let fault = |source| Error::sqlite("open", path, source);
    // SQLite would say of a missing file only that it cannot open it.
    fs::metadata(path).map_err(|source| Error::io("open", path, source))?;
    match attempt(path, access) {
        Err(error) if unwritable_folder(&error) && !has_wal(path) => {
            // A database in WAL mode needs two files beside it, which a read-only folder does not take. Nobody
            // writes there, so that it can be read without them.
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            attempt(&uri(path, "immutable=1"), flags).map_err(fault)
        }
        Err(error) if unwritable_folder(&error) => {
            Err(Error::ReadOnly { doing: "open", path: path.to_path_buf() })
        }
        other => other.map_err(fault),
    }
}

fn attempt(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    first(Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?)
}

fn first(connection: Connection) -> rusqlite::Result<Connection> {
    prepare(&connection)?;
    // The file is opened for good by the first statement that reads it.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

/// The settings every connection has. `fullfsync` matters on macOS, where a plain sync stays in the drive.
pub(super) fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
         PRAGMA temp_store = MEMORY;",
    )
}

/// Turns write-ahead logging on, so that reading and writing instances don't wait for each other.
///
/// Where the file system cannot do it, SQLite stays with a rollback journal, which is as durable.
pub(super) fn use_wal(connection: &Connection) -> rusqlite::Result<()> {
    let mut tries = 0;
    loop {
        match connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())) {
            // Another instance is doing the same; SQLite does not wait for it by itself here.
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && tries < 200 => {
                tries += 1;
                thread::sleep(PATIENCE / 200);
            }
            other => return other,
        }
    }
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

/// The path as a URI with a word to SQLite on how to open it.
fn uri(path: &Path, how: &str) -> PathBuf {
    let mut uri = String::from("file:");
    for &byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.extend(['%', hex(byte >> 4), hex(byte & 15)]);
        }
    }
    uri.push('?');
    uri.push_str(how);
    PathBuf::from(uri)
}

fn hex(half: u8) -> char {
    char::from_digit(u32::from(half), 16).expect("half a byte is below 16")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_a_read_only_folder_of_any_name_is_read() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("a b%41?#\u{e4}&'");
        create_folder(&folder).unwrap();
        let path = folder.join("x.db");
        assert!(create_file(&path).unwrap());
        assert!(!create_file(&path).unwrap());
        let writing = connect(&path).unwrap();
        use_wal(&writing).unwrap();
        writing.execute_batch("CREATE TABLE one (x)").unwrap();
        drop(writing);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let reading = attempt(&uri(&path, "immutable=1"), flags).unwrap();
        reading.query_row("SELECT count(*) FROM one", [], |_| Ok(())).unwrap();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }
}
