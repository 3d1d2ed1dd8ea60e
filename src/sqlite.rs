//! Opening SQLite files, for all that keep something in one: their modes, and what SQLite is told before the first
//! statement.

use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

pub use rusqlite;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags};

/// What a connection may do to the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read and write; where the file may only be read, that.
    Write,
    /// Read. Nothing can be changed, whatever is asked of it.
    Read,
}

/// Whether what was stored survives a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// When a transaction has ended, it is on the disk: for what exists only there.
    Durable,
    /// It reaches the disk some time later; a power cut may cost the last of it, or all: for what can be made again.
    Loose,
}

/// A connection to the database that is there. Another's write is waited for as long as `patience`.
pub fn open(
    path: &Path,
    access: Access,
    durability: Durability,
    patience: Duration,
) -> rusqlite::Result<Connection> {
    let flags = match access {
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    prepare(&connection, durability, patience)?;
    touch(&connection)?;
    Ok(connection)
}

/// A connection for reading, to a database that `how` describes to SQLite: with `immutable=1` it is one that nobody
/// changes. Nothing is made beside the file, and nothing is read yet: [`prepare`] comes first.
pub fn open_as(path: &Path, how: &str) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(uri(path, how), flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// A connection to a database that a stranger made: nothing can be changed, and nothing that it holds besides tables is run.
/// Its values are bounded.
pub fn open_foreign(path: &Path) -> rusqlite::Result<Connection> {
    let connection = open_as(path, "immutable=1")?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    for (limit, most) in [
        (Limit::SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 64 * 1024),
        (Limit::SQLITE_LIMIT_COLUMN, 100),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 20),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
        (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 0),
    ] {
        connection.set_limit(limit, most)?;
    }
    // Names in newer collections of Anki are sorted by it.
    connection.create_collation("unicase", |one, other| one.to_lowercase().cmp(&other.to_lowercase()))?;
    connection.execute_batch("PRAGMA query_only = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;")?;
    touch(&connection)?;
    Ok(connection)
}

/// The settings every connection has. `fullfsync` matters on macOS, where a plain sync stays in the drive.
pub fn prepare(connection: &Connection, durability: Durability, patience: Duration) -> rusqlite::Result<()> {
    connection.busy_timeout(patience)?;
    keep_plans(connection)?;
    connection.execute_batch(match durability {
        Durability::Durable => "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;",
        Durability::Loose => "PRAGMA synchronous = OFF;",
    })?;
    connection
        .execute_batch("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;")
}

/// A statement keeps its plan whatever is asked with it. SQLite would plan it anew for each other question: for a thousand
/// questions, that takes three quarters of the time.
fn keep_plans(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop)
}

/// Reads something: the file is opened for good by the first statement that does.
pub fn touch(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
}

/// Whether an error is about what the file holds or lacks, and not about the disk, a lock or another's permission.
pub fn is_about_content(error: &rusqlite::Error) -> bool {
    !matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::PermissionDenied
                | ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::ReadOnly
                | ErrorCode::OutOfMemory
                | ErrorCode::OperationInterrupted
        )
    )
}

/// Turns write-ahead logging on, so that reading and writing instances don't wait for each other.
///
/// Where the file system cannot do it, SQLite stays with a rollback journal, which is as durable.
pub fn use_wal(connection: &Connection, patience: Duration) -> rusqlite::Result<()> {
    let mut tries = 0;
    loop {
        match connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())) {
            // Another instance is doing the same; SQLite does not wait for it by itself here.
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && tries < 200 => {
                tries += 1;
                thread::sleep(patience / 200);
            }
            other => return other,
        }
    }
}

/// Makes an empty file with mode 0600 where there is none, and tells whether it did. SQLite gives its `-wal` and
/// `-shm` the same mode.
pub fn create_file(path: &Path) -> io::Result<bool> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    match options.open(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists || path.exists() => Ok(false),
        Err(error) => Err(error),
    }
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

    const PATIENCE: Duration = Duration::from_secs(1);

    /// A database with an empty table in a folder of its own.
    fn database(name: &str) -> (tempfile::TempDir, PathBuf) {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        let path = folder.join("x.db");
        assert!(create_file(&path).unwrap());
        assert!(!create_file(&path).unwrap());
        let writing = open(&path, Access::Write, Durability::Loose, PATIENCE).unwrap();
        use_wal(&writing, PATIENCE).unwrap();
        writing.execute_batch("CREATE TABLE one (x)").unwrap();
        (home, path)
    }

    #[test]
    fn a_file_in_a_read_only_folder_of_any_name_is_read() {
        let (_home, path) = database("a b%41?#\u{e4}&'");
        let reading = open_as(&path, "immutable=1").unwrap();
        reading.query_row("SELECT count(*) FROM one", [], |_| Ok(())).unwrap();
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_connection_for_reading_changes_nothing() {
        let (_home, path) = database("x");
        let reading = open(&path, Access::Read, Durability::Loose, PATIENCE).unwrap();
        assert!(reading.execute_batch("INSERT INTO one VALUES (1)").is_err());
        assert!(reading.execute_batch("PRAGMA query_only = OFF; DROP TABLE one").is_err());
    }

    #[test]
    fn a_file_that_is_not_there_is_not_made() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("x.db");
        assert!(open(&path, Access::Write, Durability::Durable, PATIENCE).is_err());
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let (_home, path) = database("x");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
