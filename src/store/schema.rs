//! The formats the database has had, and the way from each to the next.

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::Error;
use crate::schedule::DeviceId;

/// "exdr": marks the file as ours.
const APPLICATION_ID: i64 = 0x6578_6472;

/// Format n is made from format n − 1 by the nth text. **Add a migration here and in one new file, nowhere else;**
/// never change one that was released.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_log.sql"),
    include_str!("migrations/0002_cache.sql"),
    include_str!("migrations/0003_sittings.sql"),
    include_str!("migrations/0004_clock.sql"),
];

/// The format of the database, 0 for an empty one. Refuses a database that is not ours, or of a newer program.
pub(super) fn version(
    connection: &Connection,
    path: &Path,
    migrations: &[&str],
    doing: &'static str,
) -> Result<i64, Error> {
    let fault = |source| Error::sqlite(doing, path, source);
    // The three numbers must be of one moment: another instance may be making the log just now.
    let _snapshot = connection
        .is_autocommit()
        .then(|| Transaction::new_unchecked(connection, TransactionBehavior::Deferred))
        .transpose()
        .map_err(fault)?;
    let version = number(connection, "PRAGMA user_version").map_err(fault)?;
    let application = number(connection, "PRAGMA application_id").map_err(fault)?;
    let tables = number(connection, "SELECT count(*) FROM sqlite_schema");
    let fresh = version == 0 && application == 0 && tables.map_err(fault)? == 0;
    let known = migrations.len() as i64;
    if fresh {
        Ok(0)
    } else if application != APPLICATION_ID || version < 1 {
        Err(Error::Foreign { doing, path: path.to_path_buf() })
    } else if version > known {
        Err(Error::Newer { doing, path: path.to_path_buf(), found: version, known })
    } else {
        Ok(version)
    }
}

/// The one number that `sql` asks for.
fn number(connection: &Connection, sql: &str) -> rusqlite::Result<i64> {
    connection.query_row(sql, [], |row| row.get(0))
}

/// Brings the database to the newest format, in one transaction. An empty one becomes the log of `device`.
///
/// Two instances may do this at once: the second finds it done.
pub(super) fn migrate(
    connection: &Connection,
    path: &Path,
    migrations: &[&str],
    device: DeviceId,
) -> Result<(), Error> {
    let doing = "prepare the log in";
    let fault = |source| Error::sqlite(doing, path, source);
    if version(connection, path, migrations, doing)? == migrations.len() as i64 {
        return Ok(());
    }
    let transaction =
        Transaction::new_unchecked(connection, TransactionBehavior::Immediate).map_err(fault)?;
    let found = version(&transaction, path, migrations, doing)?;
    for migration in &migrations[found as usize..] {
        transaction.execute_batch(migration).map_err(fault)?;
    }
    if found == 0 {
        transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(fault)?;
        transaction
            .execute("INSERT INTO head (one, device) VALUES (1, ?1)", [i64::from(device.0)])
            .map_err(fault)?;
    }
    transaction.pragma_update(None, "user_version", migrations.len() as i64).map_err(fault)?;
    transaction.commit().map_err(fault)
}
