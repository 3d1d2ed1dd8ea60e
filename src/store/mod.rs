//! The learner's log: every review, and every decision about a question, in one SQLite file.
//!
//! The log is the truth and only grows. Taking a review back appends a mark; a card's memory is what its reviews fold
//! to, and the memories kept here are a cache that is thrown away whenever it could be wrong. Several instances may
//! work on one file at once. Whatever an author could put into a key or a text is bound as a value, never as SQL.

mod activity;
mod backup;
mod cache;
mod renames;
mod choices;
mod columns;
mod connect;
mod counted;
mod decisions;
mod derived;
mod doctor;
mod error;
mod found;
mod importing;
mod log;
mod parameters;
mod reader;
mod redating;
mod restore;
mod reviews;
mod rows;
mod schema;
mod seen;
mod shapes;
mod sittings;
mod tables;
mod union;
#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use activity::{Answered, Today};
pub use backup::{Backup, BackupJob, Content, Newest};
pub use cache::{Folded, Stored};
pub use decisions::Decisions;
pub use doctor::{Act, CHECKUPS, Finding, Fix, examine_house};
pub use error::Error;
pub use found::Found;
pub use importing::Imported;
pub use parameters::Parameters;
pub use reader::Reader;
pub use reviews::Logged;
pub use rows::LogRow;
pub use seen::Remembered;
pub use shapes::Shape;
pub use sittings::{Sat, Taken, Unreadable};
pub use tables::{Field, TABLES, Table};
pub use union::Merged;

use backup::Image;
use error::Tried;

use crate::schedule::{DeviceId, RowId};

/// The name of the database in its folder.
const FILE: &str = crate::paths::LOG;

/// How many ids an instance may name before it asks for more numbers.
const SERIALS: i64 = 1 << 16;

/// An open log.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    /// `None`: in memory.
    folder: Option<PathBuf>,
    path: PathBuf,
    /// Whether the connection is to a copy in memory, since the file itself can only be read.
    is_copy: bool,
    /// Which file the path led to when it was opened.
    identity: Option<(u64, u64)>,
    device: DeviceId,
    /// The newest time in an id that this instance gave out, in milliseconds.
    last: Cell<i64>,
    /// The next serial number, and the first that is not ours.
    serials: Cell<(i64, i64)>,
    /// The generation of the log that this instance has read, its own appends included.
    known: Cell<u64>,
    /// What this instance folds by; `None` until it has asked for memories.
    fingerprint: RefCell<Option<String>>,
    /// Whether the texts of the questions were found to be lost.
    lost_texts: Cell<bool>,
}

impl Store {
    /// The file of the log in `folder`.
    pub fn place(folder: &Path) -> PathBuf {
        folder.join(FILE)
    }

    /// Opens the log in `folder`, and makes both where nothing of a log is there, readable by their owner only.
    ///
    /// A new log belongs to the device `seed_for_device`, a random number. An older format is brought up to date,
    /// after a backup. A file that may only be read is opened for that; every append then fails with
    /// [`Error::ReadOnly`]. What is [`Error::Lost`] is left as it is.
    pub fn open(folder: &Path, seed_for_device: u32, now: Timestamp) -> Result<Self, Error> {
        Self::find(folder)?;
        match Self::open_to_write(folder, seed_for_device, now) {
            Err(Error::ReadOnly { .. }) if folder.join(FILE).exists() => {
                Self::open_to_read(folder, seed_for_device)
            }
            other => other,
        }
    }

    /// Opens the log in `folder` to look at it, also where nothing can be written because the disk is full. `None` where
    /// there is none yet: nothing is made.
    pub fn look(folder: &Path, seed_for_device: u32, now: Timestamp) -> Result<Option<Self>, Error> {
        if Self::find(folder)? == Found::Nothing {
            return Ok(None);
        }
        match Self::open(folder, seed_for_device, now) {
            Err(Error::Full { .. }) => Self::open_to_read(folder, seed_for_device),
            other => other,
        }
        .map(Some)
    }

    fn open_to_write(folder: &Path, seed_for_device: u32, now: Timestamp) -> Result<Self, Error> {
        connect::create_folder(folder)?;
        let path = folder.join(FILE);
        connect::create_file(&path)?;
        let connection = connect::connect(&path)?;
        let version = schema::version(&connection, &path, schema::MIGRATIONS, "open")?;
        if version == 0 {
            Self::refuse_empty(folder, &path)?;
        }
        if !connection.is_readonly("main").tried("open", &path)? {
            connect::use_wal(&connection).tried("open", &path)?;
            if (1..schema::MIGRATIONS.len() as i64).contains(&version) {
                backup::save_before("update", &connection, &path, folder, now)?;
            }
        }
        Self::with_connection(connection, Some(folder.to_path_buf()), path, DeviceId(seed_for_device))
    }

    /// What the log holds at this moment, read without writing anything beside it.
    fn open_to_read(folder: &Path, seed_for_device: u32) -> Result<Self, Error> {
        let path = folder.join(FILE);
        let source = connect::connect_aside(&path)?;
        if schema::version(&source, &path, schema::MIGRATIONS, "open")? == 0 {
            return Err(Error::ReadOnly { doing: "open", path });
        }
        let image = Image::of(&source, &path, "open")?;
        image.update(&path, DeviceId(seed_for_device))?;
        Self::with_connection(image.connection, Some(folder.to_path_buf()), path, DeviceId(seed_for_device))?
            .into_copy()
    }

    /// The same log where it is a copy, to which nothing is to be written.
    fn into_copy(self) -> Result<Self, Error> {
        self.read("open", |connection| connection.pragma_update(None, "query_only", true))?;
        Ok(Self { is_copy: true, ..self })
    }

    /// An empty log that is gone when it is dropped, for tests and rehearsals.
    pub fn in_memory(device: u32) -> Result<Self, Error> {
        let path = PathBuf::from(":memory:");
        let connection = Connection::open_in_memory().tried("open", &path)?;
        connect::prepare(&connection).tried("open", &path)?;
        Self::with_connection(connection, None, path, DeviceId(device))
    }

    fn with_connection(
        connection: Connection,
        folder: Option<PathBuf>,
        path: PathBuf,
        seed: DeviceId,
    ) -> Result<Self, Error> {
        schema::migrate(&connection, &path, schema::MIGRATIONS, seed)?;
        columns::view_dated(&connection).tried("read", &path)?;
        // On a full disk the log is still read; what is missing is made when there is room.
        let lost_texts = derived::prepare(&connection).unwrap_or(false);
        let (device, generation) = connection
            .query_row("SELECT device, generation FROM head", [], |row| {
                Ok((row.get::<_, u32>(0)?, row.get::<_, i64>(1)?))
            })
            .tried("read", &path)?;
        Ok(Self {
            connection,
            folder,
            identity: connect::identity(&path),
            path,
            is_copy: false,
            device: DeviceId(device),
            last: Cell::new(0),
            serials: Cell::new((0, 0)),
            known: Cell::new(generation.cast_unsigned()),
            fingerprint: RefCell::new(None),
            lost_texts: Cell::new(lost_texts && generation > 0),
        })
    }

    /// The device this log is written on.
    pub const fn device(&self) -> DeviceId {
        self.device
    }

    /// The database file; `:memory:` for a log in memory.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file may only be read, so that every append will fail.
    pub fn is_read_only(&self) -> bool {
        self.is_copy || self.connection.is_readonly("main").unwrap_or(true)
    }

    /// A number that is another one after each append by any instance.
    pub fn generation(&self) -> Result<u64, Error> {
        self.read("read", generation)
    }

    /// Whether another instance has appended something since this one read the reviews or the memories.
    pub fn is_behind(&self) -> Result<bool, Error> {
        Ok(self.generation()? != self.known.get())
    }

    /// Runs `reading` on one unchanging state of the log, whatever other instances append meanwhile.
    ///
    /// Nothing can be appended by this instance until it returns.
    pub fn snapshot<T>(&self, reading: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        if !self.connection.is_autocommit() {
            return reading();
        }
        let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred)
            .tried("read", &self.path)?;
        let result = reading()?;
        transaction.finish().tried("read", &self.path)?;
        Ok(result)
    }

    /// A new id: unique on all devices, and higher than that of any row in the log, whoever made it, and than those
    /// given out before. Where the clock went back, the time in it goes on by a millisecond each.
    pub fn next_id(&self, now: Timestamp) -> RowId {
        let stored = self.connection.query_row("SELECT last FROM head", [], |row| row.get(0)).unwrap_or(0);
        let millisecond = now.as_millisecond().max(self.last.get().max(stored).saturating_add(1));
        self.last.set(millisecond);
        let (mut next, mut end) = self.serials.get();
        if next >= end {
            // Instances of one device take their numbers from different stretches. Where none can be reserved, as
            // on a full disk, the time in the id still tells this instance's ids apart.
            let reserved = self.write("number a review in", |connection| {
                let sql = "UPDATE head SET serial = serial + ?1 RETURNING serial";
                connection.query_row(sql, [SERIALS], |row| row.get::<_, i64>(0))
            });
            match reserved {
                Ok(first_unused) => (next, end) = (first_unused - SERIALS, first_unused),
                Err(_) => end = next,
            }
        }
        self.serials.set((next + 1, end));
        RowId::new(millisecond.max(0).cast_unsigned(), self.device, next.cast_unsigned())
    }

    /// Runs `change` as one transaction that is on the disk when this returns, or not at all.
    fn write<T>(
        &self,
        doing: &'static str,
        change: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        self.ensure_in_place(doing)?;
        self.read(doing, |connection| {
            // Takes the lock first: a reading transaction that turns into a writing one is refused at once when
            // another instance was faster, whatever the timeout.
            let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
            let value = change(&transaction)?;
            transaction.commit()?;
            Ok(value)
        })
    }

    /// Refuses when the file that is open is no more the one at the path: what is written to it would be lost.
    fn ensure_in_place(&self, doing: &'static str) -> Result<(), Error> {
        if connect::identity(&self.path) == self.identity {
            return Ok(());
        }
        Err(Error::Moved { doing, path: self.path.clone() })
    }

    fn read<T>(
        &self,
        doing: &'static str,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        query(&self.connection).tried(doing, &self.path)
    }
}

fn generation(connection: &Connection) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare_cached("SELECT generation FROM head")?;
    statement.query_row([], |row| row.get::<_, i64>(0)).map(i64::cast_unsigned)
}
