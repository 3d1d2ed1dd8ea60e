//! The folded memories: a cache that spares the start-up a fold, and is given up whenever it could be wrong.
//!
//! It belongs to one generation of the log and to one fingerprint, which stands for all that the fold depends on
//! besides the log: the model, its parameters, the settings. An append counts the generation on; it takes the cache
//! along only when the appending instance folds by the same fingerprint and has read all that others appended.
//!
//! Nothing that is wrong here may keep a learner from their log. Each page has a checksum and the memories are counted;
//! what fails these tests counts as not stored, and what cannot be read at all is made anew. Programs that store the
//! memories in another way use other tables, or another name for their way in the fingerprint: none takes what another
//! left for its own.

mod page;

use rusqlite::{Connection, OptionalExtension, params};

use page::{MOST, Page, Record};

use super::log::number;
use super::reviews::unreadable;
use super::{Error, Store, derived, generation};
use crate::card::{KeyNumber, QuestionKey};
use crate::schedule::{Memories, Memory};
use crate::sqlite::is_about_content;

/// The way they are stored in: to be changed with it.
const WAY: &str = "pages-2";

/// The stored memories.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stored {
    /// Under the questions' present names.
    pub memories: Memories,
    /// Whether they are all there. If not, those that are can be trusted, and the others have to be folded.
    pub is_whole: bool,
}

/// What a question's reviews fold to after an append.
#[derive(Debug, Clone, Copy)]
pub struct Folded<'a> {
    /// The question, under its present name.
    pub key: &'a QuestionKey,
    /// Its memory; `None` when no review is left that moves the schedule.
    pub memory: Option<&'a Memory>,
}

/// What an append does to the memories.
pub(super) enum Change<'a> {
    /// They stay as they are.
    Nothing,
    /// These are others.
    Some(&'a [Folded<'a>]),
    /// Who appends cannot tell.
    Unknown,
}

impl<'a> From<&'a Option<Folded<'a>>> for Change<'a> {
    fn from(folded: &'a Option<Folded<'a>>) -> Self {
        folded.as_ref().map_or(Self::Unknown, |folded| Self::Some(std::slice::from_ref(folded)))
    }
}

impl Store {
    /// The stored memories, under the questions' present names; `None` when they must be folded: nothing is stored,
    /// or it is of another fingerprint, or something was appended since that they don't contain.
    ///
    /// From now on this instance counts as one that folds by `fingerprint`.
    pub fn memories(&self, fingerprint: &str) -> Result<Option<Stored>, Error> {
        let fingerprint = self.folds_by(fingerprint);
        let (stored, is_broken) = self.snapshot(|| {
            let generation = self.generation()?;
            let stored = stored(&self.connection, &fingerprint, generation);
            if matches!(stored, Ok(Some(_))) {
                self.known.set(generation);
            }
            let is_broken = stored.is_err();
            Ok((stored.unwrap_or_default(), is_broken))
        })?;
        if is_broken {
            // Where that fails, as in a folder that may only be read, the log is folded at every start.
            let _ = self.write("clear the memories in", derived::remake_cache);
        }
        Ok(stored)
    }

    /// Stores what the reviews that [`Self::reviews`] gave fold to by `fingerprint`, instead of all that was stored.
    ///
    /// Does nothing when another instance has appended something since they were read.
    pub fn save_memories(&self, fingerprint: &str, memories: &Memories) -> Result<(), Error> {
        let fingerprint = self.folds_by(fingerprint);
        self.write("store the memories in", |connection| {
            if generation(connection)? != self.known.get() {
                return Ok(());
            }
            // Whatever shape the tables were found in.
            derived::remake_cache(connection)?;
            let count = put_all(connection, memories)?;
            let sql = "INSERT INTO memories (one, fingerprint, generation, count) VALUES (1, ?1, ?2, ?3)";
            let known = self.known.get().cast_signed();
            connection.execute(sql, params![fingerprint, known, count as i64])?;
            Ok(())
        })
    }

    /// Stores one memory anew, without an append. Does nothing when the stored memories are not this instance's.
    pub fn save_memory(&self, folded: Folded<'_>) -> Result<(), Error> {
        self.write("store the memories in", |connection| {
            let sql =
                "SELECT 1 FROM head JOIN memories USING (generation) WHERE generation = ?1 AND fingerprint = ?2";
            let fingerprint = self.fingerprint.borrow();
            let known = params![self.known.get().cast_signed(), *fingerprint];
            if connection.prepare_cached(sql)?.exists(known)? { keep(connection, folded) } else { Ok(()) }
        })
    }

    /// Throws the stored memories away; they are folded again when they are next asked for.
    pub fn forget_memories(&self) -> Result<(), Error> {
        self.write("clear the memories in", clear)
    }

    /// Takes the cache along with an append that moved the log on from generation `before`. What is wrong with the cache
    /// does not hinder the append: the cache is of an older generation then, and is folded anew when it is next read.
    pub(super) fn follow(
        &self,
        connection: &Connection,
        before: u64,
        change: Change<'_>,
    ) -> rusqlite::Result<()> {
        sheltered(connection, || self.move_on(connection, before, change))
    }

    /// From now on, this instance folds by `fingerprint`. Gives the name that the memories are stored under.
    fn folds_by(&self, fingerprint: &str) -> String {
        let name = format!("{WAY} {fingerprint}");
        *self.fingerprint.borrow_mut() = Some(name.clone());
        name
    }

    fn move_on(&self, connection: &Connection, before: u64, change: Change<'_>) -> rusqlite::Result<()> {
        if matches!(change, Change::Unknown) {
            return Ok(());
        }
        let sql =
            "UPDATE memories SET generation = generation + 1 WHERE generation = ?1 AND fingerprint = ?2";
        let ours = params![before.cast_signed(), *self.fingerprint.borrow()];
        match (connection.prepare_cached(sql)?.execute(ours)?, change) {
            (1, Change::Some(folded)) => folded.iter().try_for_each(|one| keep(connection, *one)),
            _ => Ok(()),
        }
    }
}

/// Runs `change` on what is derived from the log; where the tables hold or lack what they should not, nothing of it
/// happened, and whoever asked for it goes on.
pub(super) fn sheltered(
    connection: &Connection,
    change: impl FnOnce() -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    connection.prepare_cached("SAVEPOINT derived")?.execute([])?;
    match change() {
        Err(error) if is_about_content(&error) => connection.execute_batch("ROLLBACK TO derived")?,
        other => other?,
    }
    connection.prepare_cached("RELEASE derived")?.execute([])?;
    Ok(())
}

/// Empties the cache.
pub(super) fn clear(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .execute_batch("DELETE FROM main.memories; DELETE FROM main.memory_page; DELETE FROM main.counted;")
}

fn keep(connection: &Connection, folded: Folded<'_>) -> rusqlite::Result<()> {
    let question = number(connection, folded.key)?;
    let nth = question.div_euclid(MOST);
    // A page that is wrong stays so: it is left out at the next start, and folded then with this memory.
    let Some(mut page) = page(connection, nth)? else { return Ok(()) };
    let question = small(question)?;
    let removed = i64::from(page.take_out(question));
    let added = i64::from(folded.memory.is_some());
    if let Some(memory) = folded.memory {
        page.add(&Record { question, key: folded.key.number(), memory: *memory });
    }
    put(connection, &page)?;
    if added != removed {
        connection.prepare_cached("UPDATE memories SET count = count + ?1")?.execute([added - removed])?;
    }
    Ok(())
}

/// The page of that number, an empty one where there is none; `None` where it is not what was stored.
fn page(connection: &Connection, number: i64) -> rusqlite::Result<Option<Page>> {
    let mut statement =
        connection.prepare_cached("SELECT records, checksum FROM memory_page WHERE number = ?1")?;
    let stored = statement
        .query_row([number], |row| Ok(Page::sound(number, row.get_ref(0)?.as_blob()?, row.get(1)?)))
        .optional()?;
    Ok(stored.unwrap_or_else(|| Some(Page::new(number))))
}

fn put(connection: &Connection, page: &Page) -> rusqlite::Result<()> {
    if page.is_empty() {
        connection.prepare_cached("DELETE FROM memory_page WHERE number = ?1")?.execute([page.number])?;
    } else {
        let (records, sum) = page.stored();
        let sql = "INSERT OR REPLACE INTO memory_page (number, checksum, records) VALUES (?1, ?2, ?3)";
        connection.prepare_cached(sql)?.execute(params![page.number, sum, records])?;
    }
    Ok(())
}

/// Stores all memories in the empty table. Gives how many there have to be for them to be whole.
fn put_all(connection: &Connection, memories: &Memories) -> rusqlite::Result<usize> {
    number_successors(connection, memories)?;
    let mut statement = connection.prepare("SELECT number, key FROM question ORDER BY number")?;
    let mut rows = statement.query([])?;
    let (mut page, mut stored) = (Page::default(), 0);
    let mut unmet = memories.clone();
    while let Some(row) = rows.next()? {
        let (question, key): (i64, _) = (row.get(0)?, KeyNumber::of(row.get_ref(1)?.as_str()?));
        let Some(memory) = memories.of(key) else { continue };
        if question.div_euclid(MOST) != page.number {
            put(connection, &page)?;
            page = Page::new(question.div_euclid(MOST));
        }
        page.add(&Record { question: small(question)?, key, memory: *memory });
        unmet.remove(key);
        stored += 1;
    }
    put(connection, &page)?;
    // What has no question in the log is missed, and folded again.
    Ok(stored + unmet.len())
}

/// Gives a number to each question that has a memory under a name which nothing was stored under yet.
fn number_successors(connection: &Connection, memories: &Memories) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("SELECT DISTINCT value FROM decision WHERE sort = 'carry'")?;
    let names: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for key in names.iter().map(|name| QuestionKey::from_stored(name)) {
        if memories.contains(&key) {
            number(connection, &key)?;
        }
    }
    Ok(())
}

fn small(question: i64) -> rusqlite::Result<u32> {
    u32::try_from(question).map_err(|_| unreadable(0, "a question's number"))
}

/// What is stored of that fingerprint and generation; an error where the tables cannot be read as ours.
fn stored(connection: &Connection, fingerprint: &str, generation: u64) -> rusqlite::Result<Option<Stored>> {
    let sql = "SELECT count FROM memories WHERE fingerprint = ?1 AND generation = ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let count =
        statement.query_row(params![fingerprint, generation.cast_signed()], |row| row.get::<_, i64>(0));
    let Some(count) = count.optional()? else { return Ok(None) };
    // A damaged number must not ask for all the memory there is.
    let mut memories = Memories::with_capacity(count.clamp(0, 1 << 20) as usize);
    let mut found = 0;
    let mut statement =
        connection.prepare_cached("SELECT number, records, checksum FROM memory_page ORDER BY number")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (number, sum) = (row.get(0)?, row.get(2)?);
        page::read(number, row.get_ref(1)?.as_blob()?, sum, |key, memory| {
            memories.insert(key, memory);
            found += 1;
        });
    }
    // Two questions may share a number, and a memory; both are counted.
    Ok(Some(Stored { memories, is_whole: found == count }))
}
