//! What is stored beside the log and may be lost: the folded memories, and how the questions read.

use rusqlite::Connection;

/// Makes the tables that are missing.
const TABLES: &str = include_str!("derived.sql");

/// Makes the tables that are missing. Gives whether the texts of the questions were among them.
pub(super) fn prepare(connection: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT count(*), coalesce(sum(name = 'seen'), 0) FROM sqlite_schema
               WHERE type = 'table' AND name IN ('cache', 'memory', 'seen', 'remembered')";
    let (found, has_texts): (i64, bool) =
        connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if found < 4 && !connection.is_readonly("main")? {
        connection.execute_batch(TABLES)?;
    }
    Ok(!has_texts)
}

/// Makes the tables of the memories anew, empty.
pub(super) fn remake_cache(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("DROP TABLE IF EXISTS cache; DROP TABLE IF EXISTS memory;")?;
    connection.execute_batch(TABLES)
}

/// Makes the table of the texts anew, empty.
pub(super) fn remake_texts(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("DROP TABLE IF EXISTS seen; DROP TABLE IF EXISTS remembered;")?;
    connection.execute_batch(TABLES)
}
