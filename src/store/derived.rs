//! What is stored beside the log and may be lost: the folded memories, the counted days, and how the questions read.

use rusqlite::Connection;

/// Makes the tables that are missing.
const TABLES: &str = include_str!("derived.sql");
/// The tables that versions before this one kept the memories in, one a row.
const DROP_OLD: &str = "DROP TABLE IF EXISTS main.cache; DROP TABLE IF EXISTS main.memory;";

/// Makes the tables that are missing, and drops those that nobody reads any more. Gives whether the texts of the
/// questions were missing.
pub(super) fn prepare(connection: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT count(*) FILTER (WHERE name IN ('memories', 'memory_page', 'counted', 'study_day', 'seen', 'remembered')),
                      count(*) FILTER (WHERE name IN ('cache', 'memory')), count(*) FILTER (WHERE name = 'seen')
               FROM sqlite_schema WHERE type = 'table'";
    let (found, old, texts) = connection.query_row(sql, [], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
    })?;
    if !connection.is_readonly("main")? {
        if found < 6 {
            connection.execute_batch(TABLES)?;
        }
        if old > 0 {
            connection.execute_batch(DROP_OLD)?;
        }
    }
    Ok(texts == 0)
}

/// Makes the tables of the memories anew, empty.
pub(super) fn remake_cache(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("DROP TABLE IF EXISTS memories; DROP TABLE IF EXISTS memory_page;")?;
    connection.execute_batch(TABLES)
}

/// Makes the tables of the counts anew, empty.
pub(super) fn remake_counts(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("DROP TABLE IF EXISTS counted; DROP TABLE IF EXISTS study_day;")?;
    connection.execute_batch(TABLES)
}

/// Makes the table of the texts anew, empty.
pub(super) fn remake_texts(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("DROP TABLE IF EXISTS seen; DROP TABLE IF EXISTS remembered;")?;
    connection.execute_batch(TABLES)
}
