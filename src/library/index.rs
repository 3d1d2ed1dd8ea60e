//! What was found in the decks, kept from one start to the next so that only what changed is read again.
//!
//! It lies in `index.db` and may be thrown away at any time. Whatever is doubtful about it, the decks are read instead:
//! nobody ever notices, but by the time it takes. It has a version, which changes with the reader of decks.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use fs_err as fs;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::catalog::Record;
use super::stamp::Stamp;
use crate::card::kinds::KINDS;
use crate::deck::Wordings;
use crate::source::digest;
use crate::sqlite::rusqlite::{self, Connection, OptionalExtension, TransactionBehavior, params};
use crate::sqlite::{self, Access, Durability, is_about_content};

/// Counted up with each change of what the reader of decks gives for a text, and of what is kept here.
const READER: i32 = 7;
/// How long another window's writing is waited for.
const PATIENCE: Duration = Duration::from_millis(100);
const TABLES: &str = "
CREATE TABLE IF NOT EXISTS deck (path TEXT PRIMARY KEY, record BLOB NOT NULL, checksum INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS wording (path TEXT NOT NULL, nth INTEGER NOT NULL, before INTEGER, digest INTEGER NOT NULL,
    texts BLOB NOT NULL, checksum INTEGER NOT NULL, PRIMARY KEY (path, nth)) STRICT;";

/// The file. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Index {
    path: Arc<Path>,
    /// What wordings are read over: a search reads those of a thousand decks.
    reading: Arc<Mutex<Option<Connection>>>,
}

/// What was kept.
#[derive(Debug, Default)]
pub(super) struct Records {
    /// By the path of a file as it was found.
    pub(super) of: HashMap<PathBuf, Arc<Record>>,
    /// Of the index itself, which tells when they were kept; `None` if none were.
    pub(super) stamp: Option<Stamp>,
}

/// What is to be kept of a file: its record, and how its questions read if that is new.
pub(super) struct Kept<'a> {
    pub(super) path: &'a Path,
    pub(super) record: &'a Record,
    pub(super) wordings: Option<KeptTexts<'a>>,
}

/// How the questions of a deck with this `digest` read.
pub(super) struct KeptTexts<'a> {
    pub(super) digest: u64,
    /// Where only what was added to a deck of that digest is told.
    pub(super) before: Option<u64>,
    pub(super) texts: &'a Wordings,
}

impl Index {
    /// The index that lies at `path`, or will.
    pub(super) fn at(path: &Path) -> Self {
        Self { path: path.into(), reading: Arc::default() }
    }

    /// All that was kept and can be trusted.
    pub(super) fn records(&self) -> Records {
        let stamp = Stamp::of(&self.path);
        match stamp.map(|_| self.read_records()) {
            Some(Ok(Some(of))) => Records { of, stamp },
            _ => Records::default(),
        }
    }

    /// How the questions of the deck at `path` read, if that was kept for `wanted`, the digest of the deck.
    pub(super) fn wordings(&self, path: &str, wanted: u64) -> Option<Wordings> {
        let mut reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let connection = match &mut *reading {
            Some(connection) => connection,
            none => none.insert(self.open().ok()?),
        };
        if !is_ours(connection).ok()? {
            return None;
        }
        let sql = "SELECT before, digest, texts, checksum FROM wording WHERE path = ?1 ORDER BY nth";
        let mut statement = connection.prepare_cached(sql).ok()?;
        let mut rows = statement.query([path]).ok()?;
        let mut known: Option<(i64, Wordings)> = None;
        while let Some(row) = rows.next().ok()? {
            let texts: Wordings = unpacked(row.get_ref(2).ok()?.as_blob().ok()?, row.get(3).ok()?)?;
            let digest = row.get(1).ok()?;
            known = Some(match (row.get::<_, Option<i64>>(0).ok()?, known) {
                (None, _) => (digest, texts),
                (Some(before), Some((reached, mut all))) if before == reached => {
                    all.append(&texts);
                    (digest, all)
                }
                _ => return None,
            });
        }
        known.filter(|(digest, _)| *digest == wanted.cast_signed()).map(|(_, texts)| texts)
    }

    /// Keeps what is new and forgets what is `gone`. Where that is not possible nothing is kept: it costs time, and no more.
    pub(super) fn keep(&self, new: &[Kept<'_>], gone: &[PathBuf]) {
        if new.is_empty() && gone.is_empty() {
            return;
        }
        let kept = self.try_to_keep(new, gone);
        // What another window writes just now, or a full disk, is nothing that is wrong with the file.
        if kept.is_err_and(|error| is_about_content(&error)) && fs::remove_file(&*self.path).is_ok() {
            let _ = self.try_to_keep(new, gone);
        }
    }

    /// Keeps how the questions of the deck at `path`, which has this digest, read: where that was lost.
    pub(super) fn keep_wordings(&self, path: &str, digest: u64, texts: &Wordings) {
        // Only beside what else is kept of it.
        if let Ok(connection) = sqlite::open(&self.path, Access::Write, Durability::Loose, PATIENCE)
            && is_ours(&connection).unwrap_or(false)
        {
            let _ = keep_texts(&connection, path, &KeptTexts { digest, before: None, texts });
        }
    }

    fn read_records(&self) -> rusqlite::Result<Option<HashMap<PathBuf, Arc<Record>>>> {
        let connection = self.open()?;
        if !is_ours(&connection)? {
            return Ok(None);
        }
        let mut statement = connection.prepare("SELECT path, record, checksum FROM deck")?;
        let mut rows = statement.query([])?;
        let mut records = HashMap::new();
        while let Some(row) = rows.next()? {
            let record: Option<Record> = unpacked(row.get_ref(1)?.as_blob()?, row.get(2)?);
            if let Some(record) = record.filter(Record::is_sound) {
                records.insert(PathBuf::from(row.get_ref(0)?.as_str()?), Arc::new(record));
            }
        }
        Ok(Some(records))
    }

    fn try_to_keep(&self, new: &[Kept<'_>], gone: &[PathBuf]) -> rusqlite::Result<()> {
        // Where that fails, opening it does.
        let _ = sqlite::create_file(&self.path);
        let mut connection = sqlite::open(&self.path, Access::Write, Durability::Loose, PATIENCE)?;
        connection.execute_batch("PRAGMA page_size = 16384;")?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if !is_ours(&transaction)? {
            transaction.execute_batch("DROP TABLE IF EXISTS deck; DROP TABLE IF EXISTS wording;")?;
            transaction.execute_batch(TABLES)?;
            transaction.pragma_update(None, "user_version", version())?;
        }
        for path in gone {
            let path = path.to_string_lossy();
            transaction.execute("DELETE FROM deck WHERE path = ?1", [&path])?;
            transaction.execute("DELETE FROM wording WHERE path = ?1", [&path])?;
        }
        for Kept { path, record, wordings } in new {
            // A path that is no text is not kept: its deck is read each time.
            let Some(path) = path.to_str() else { continue };
            let (packed, checksum) = packed(record);
            let sql = "INSERT OR REPLACE INTO deck (path, record, checksum) VALUES (?1, ?2, ?3)";
            transaction.execute(sql, params![path, packed, checksum])?;
            if let Some(wordings) = wordings {
                keep_texts(&transaction, path, wordings)?;
            }
        }
        transaction.commit()
    }

    fn open(&self) -> rusqlite::Result<Connection> {
        sqlite::open(&self.path, Access::Read, Durability::Loose, PATIENCE)
    }
}

fn keep_texts(connection: &Connection, path: &str, kept: &KeptTexts<'_>) -> rusqlite::Result<()> {
    match kept.before {
        None => drop(connection.execute("DELETE FROM wording WHERE path = ?1", [path])?),
        // Another window may have kept the whole deck meanwhile.
        Some(before) if last_digest(connection, path)? != Some(before.cast_signed()) => return Ok(()),
        Some(_) => {}
    }
    let (texts, checksum) = packed(kept.texts);
    let (before, digest) = (kept.before.map(u64::cast_signed), kept.digest.cast_signed());
    let sql = "INSERT INTO wording (path, nth, before, digest, texts, checksum)
               SELECT ?1, coalesce(max(nth) + 1, 0), ?2, ?3, ?4, ?5 FROM wording WHERE path = ?1";
    connection.execute(sql, params![path, before, digest, texts, checksum])?;
    Ok(())
}

/// The digest of the deck at `path` up to which its wordings are kept.
fn last_digest(connection: &Connection, path: &str) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT digest FROM wording WHERE path = ?1 ORDER BY nth DESC LIMIT 1";
    connection.query_row(sql, [path], |row| row.get(0)).optional()
}

fn is_ours(connection: &Connection) -> rusqlite::Result<bool> {
    let found: i32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    Ok(found == version())
}

/// Of the program, of its kinds of card and of its reader: an index of any other is not read.
fn version() -> i32 {
    // Sheets know kinds by their places.
    let kinds = KINDS.iter().map(|kind| kind.name);
    let program: String = kinds.chain([env!("CARGO_PKG_VERSION")]).collect();
    let program = digest(READER.cast_unsigned().into(), program.as_bytes());
    (program as i32).max(1)
}

fn packed(value: &impl Serialize) -> (Vec<u8>, i64) {
    let bytes = postcard::to_stdvec(value).unwrap_or_default();
    let checksum = digest(0, &bytes).cast_signed();
    (bytes, checksum)
}

fn unpacked<T: DeserializeOwned>(bytes: &[u8], checksum: i64) -> Option<T> {
    if digest(0, bytes).cast_signed() != checksum {
        return None;
    }
    postcard::from_bytes(bytes).ok()
}
