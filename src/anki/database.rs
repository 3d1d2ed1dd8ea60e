//! The database of a stranger: opened so that nothing in it runs, and read within limits.

use std::io::Write;
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use tempfile::NamedTempFile;

use super::collection::{Card, Collection, Note, Review};
use super::package::Package;
use super::{Error, schema11, schema18};
use crate::paths::litter;
use crate::sqlite::{self, rusqlite};

/// Rows of a table that are read.
const MOST_NOTES: usize = 2_000_000;
const MOST_CARDS: usize = 6_000_000;
const MOST_REVIEWS: usize = 20_000_000;
/// Fields of a note. A note type of Anki has a handful.
pub(super) const MOST_FIELDS: usize = 500;
/// What stands between two fields of a note.
const BETWEEN: char = '\u{1f}';

/// Reads the database of `package` from a copy in `folder`, which is gone afterwards.
pub(super) fn read(package: &mut Package, folder: &Path) -> Result<Collection, Error> {
    let io = |error: std::io::Error| Error::io(&error);
    let prefix = litter::name(litter::COPY);
    let mut copy: NamedTempFile = tempfile::Builder::new().prefix(&prefix).tempfile_in(folder).map_err(io)?;
    package.database(&mut copy)?;
    copy.flush().map_err(io)?;
    let connection = sqlite::open_foreign(copy.path()).map_err(|_| Error::NoDatabase)?;
    refuse_programs(&connection)?;
    read_all(&connection)
}

/// Refuses a database that holds more than tables and indexes.
fn refuse_programs(connection: &Connection) -> Result<(), Error> {
    let sql = "SELECT name FROM sqlite_schema WHERE type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%' LIMIT 1";
    match connection.query_row(sql, [], |row| Ok(text(row, 0))) {
        Ok(name) => {
            Err(Error::Damaged { what: format!("its database holds `{name}`, which no collection has") })
        }
        Err(rusqlite::Error::QueryReturnedNoRows) => Ok(()),
        Err(_) => Err(Error::NoDatabase),
    }
}

fn read_all(connection: &Connection) -> Result<Collection, Error> {
    let (schema, created) = connection
        .query_row("SELECT ver, crt FROM col LIMIT 1", [], |row| Ok((number(row, 0), number(row, 1))))
        .map_err(|_| Error::NoDatabase)?;
    let mut collection = Collection { schema, created, ..Collection::default() };
    match schema {
        11 => schema11::read(connection, &mut collection)?,
        14..=18 => schema18::read(connection, &mut collection)?,
        19.. => return Err(Error::Newer),
        _ => return Err(Error::Older),
    }
    collection.notes = rows(connection, NOTES, MOST_NOTES, note)?;
    collection.cards = rows(connection, CARDS, MOST_CARDS, card)?;
    collection.reviews = rows(connection, REVIEWS, MOST_REVIEWS, review)?;
    if is_stub(&collection) {
        return Err(Error::Stub);
    }
    collection.is_fsrs |= collection.cards.iter().any(|card| card.memory().is_some());
    Ok(collection)
}

const NOTES: &str = "SELECT id, guid, mid, mod, tags, flds, flags, data FROM notes ORDER BY id";
const CARDS: &str = "SELECT id, nid, did, ord, mod, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags, data
    FROM cards ORDER BY nid, ord, id";
const REVIEWS: &str = "SELECT id, cid, ease, ivl, factor, time, type FROM revlog ORDER BY id";

/// Whether it is what newer packages hold for programs that are too old for them: one note that says so.
fn is_stub(collection: &Collection) -> bool {
    let [note] = collection.notes.as_slice() else { return false };
    note.fields.first().is_some_and(|text| text.starts_with("Please update to the latest Anki version"))
}

/// What `read` makes of each row, of at most so many.
pub(super) fn rows<T>(
    connection: &Connection,
    sql: &str,
    most: usize,
    read: fn(&Row<'_>) -> T,
) -> Result<Vec<T>, Error> {
    let fault =
        |error: rusqlite::Error| Error::Damaged { what: format!("its database cannot be read: {error}") };
    let mut statement = connection.prepare(sql).map_err(fault)?;
    let mut rows = statement.query([]).map_err(fault)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next().map_err(fault)? {
        if all.len() == most {
            return Err(Error::TooLarge { what: "its database".to_owned() });
        }
        all.push(read(row));
    }
    Ok(all)
}

fn note(row: &Row<'_>) -> Note {
    let fields = row.get_ref(5).ok().map_or(String::new(), lossy);
    Note {
        id: number(row, 0),
        guid: text(row, 1),
        kind: number(row, 2),
        modified: number(row, 3),
        tags: text(row, 4),
        // What is behind the last stays one.
        fields: fields.splitn(MOST_FIELDS, BETWEEN).map(str::to_owned).collect(),
        flags: number(row, 6),
        data: text(row, 7),
    }
}

fn card(row: &Row<'_>) -> Card {
    let number = |column| number(row, column);
    Card {
        id: number(0),
        nid: number(1),
        did: number(2),
        ord: number(3),
        modified: number(4),
        kind: number(5),
        queue: number(6),
        due: number(7),
        ivl: number(8),
        factor: number(9),
        reps: number(10),
        lapses: number(11),
        left: number(12),
        odue: number(13),
        odid: number(14),
        flags: number(15),
        data: text(row, 16),
    }
}

fn review(row: &Row<'_>) -> Review {
    let number = |column| number(row, column);
    Review {
        id: number(0),
        cid: number(1),
        ease: number(2),
        ivl: number(3),
        factor: number(4),
        time: number(5),
        kind: number(6),
    }
}

/// A number, whatever a stranger has stored in its place.
pub(super) fn number(row: &Row<'_>, column: usize) -> i64 {
    match row.get_ref(column) {
        Ok(ValueRef::Integer(number)) => number,
        Ok(ValueRef::Real(number)) => number as i64,
        Ok(ValueRef::Text(text)) => {
            std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()).unwrap_or(0)
        }
        _ => 0,
    }
}

/// A text, in the same way.
pub(super) fn text(row: &Row<'_>, column: usize) -> String {
    row.get_ref(column).ok().map_or(String::new(), lossy)
}

/// Bytes, in the same way.
pub(super) fn bytes(row: &Row<'_>, column: usize) -> Vec<u8> {
    match row.get_ref(column) {
        Ok(ValueRef::Blob(bytes) | ValueRef::Text(bytes)) => bytes.to_vec(),
        _ => Vec::new(),
    }
}

fn lossy(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Null => String::new(),
    }
}
