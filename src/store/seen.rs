//! How questions read when they were last asked, so that a reworded card is known again.

use std::collections::HashMap;

use rusqlite::params;

use super::log::number;
use super::{Error, Store, derived};
use crate::card::QuestionKey;

/// How far the texts of questions were kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remembered {
    /// The digest of each deck as it was then.
    pub decks: HashMap<String, u64>,
    /// How far the log had come.
    pub generation: Option<u64>,
}

impl Store {
    /// Keeps the prompt and the answer of these questions, as plain text. Costs nothing where they are unchanged.
    pub fn remember(&self, questions: &[(QuestionKey, String, String)]) -> Result<(), Error> {
        match self.write_seen(questions) {
            Err(error) if is_lost(&error) => {
                self.remake_texts()?;
                self.write_seen(questions)
            }
            other => other,
        }
    }

    fn write_seen(&self, questions: &[(QuestionKey, String, String)]) -> Result<(), Error> {
        self.write("store the questions' texts in", |connection| {
            let sql = "INSERT INTO seen (question, prompt, answer) VALUES (?1, ?2, ?3)
                       ON CONFLICT DO UPDATE SET prompt = excluded.prompt, answer = excluded.answer
                       WHERE prompt <> excluded.prompt OR answer <> excluded.answer";
            let mut statement = connection.prepare_cached(sql)?;
            for (key, prompt, answer) in questions {
                statement.execute(params![number(connection, key)?, prompt, answer])?;
            }
            Ok(())
        })
    }

    /// Keeps the texts of all learned questions of `decks`, which have these digests, and of those that were learned since.
    pub fn remember_decks(
        &self,
        texts: &[(QuestionKey, String, String)],
        decks: &[(String, u64)],
    ) -> Result<(), Error> {
        let remembered = self.remembered()?;
        if texts.is_empty() && decks.is_empty() && remembered.generation == Some(self.known.get()) {
            return Ok(());
        }
        if !texts.is_empty() {
            self.remember(texts)?;
        }
        self.write("store how far the decks were read in", |connection| {
            let sql = "INSERT OR REPLACE INTO remembered (deck, digest) VALUES (?1, ?2)";
            let mut statement = connection.prepare_cached(sql)?;
            let decks = decks.iter().map(|(deck, digest)| (deck.as_str(), *digest));
            for (deck, number) in decks.chain([("", self.known.get())]) {
                statement.execute(params![deck, number.cast_signed()])?;
            }
            Ok(())
        })
    }

    /// Says that `deck` has another digest now and that none of its questions reads otherwise than before.
    pub fn renew_deck(&self, deck: &str, before: u64, now: u64) -> Result<(), Error> {
        self.write("store how far the decks were read in", |connection| {
            let sql = "UPDATE remembered SET digest = ?3 WHERE deck = ?1 AND digest = ?2";
            connection.execute(sql, params![deck, before.cast_signed(), now.cast_signed()])?;
            Ok(())
        })
    }

    /// What [`Self::remember_decks`] was last told.
    pub fn remembered(&self) -> Result<Remembered, Error> {
        let read = self.read("read how far the decks were read in", |connection| {
            let mut statement = connection.prepare_cached("SELECT deck, digest FROM remembered")?;
            let rows =
                statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned())))?;
            rows.collect::<Result<HashMap<String, u64>, _>>()
        });
        match read {
            Err(error) if is_lost(&error) => Ok(Remembered::default()),
            read => {
                let mut decks = read?;
                Ok(Remembered { generation: decks.remove(""), decks })
            }
        }
    }

    /// The questions that have reviews and whose texts are not known, if something was appended since `generation`.
    pub fn unseen(&self, generation: Option<u64>) -> Result<Vec<QuestionKey>, Error> {
        if generation == Some(self.generation()?) {
            return Ok(Vec::new());
        }
        let unseen = self.read("read the questions' texts in", |connection| {
            let sql = "SELECT key FROM question WHERE NOT EXISTS (SELECT 1 FROM seen WHERE question = number)
                       AND EXISTS (SELECT 1 FROM review WHERE question = number)";
            let mut statement = connection.prepare_cached(sql)?;
            let rows =
                statement.query_map([], |row| Ok(QuestionKey::from_stored(row.get_ref(0)?.as_str()?)))?;
            rows.collect()
        });
        match unseen {
            Err(error) if is_lost(&error) => Ok(Vec::new()),
            unseen => unseen,
        }
    }

    /// Whether the texts were lost since this was last asked, so that cards reworded meanwhile are not known again.
    pub fn take_lost_texts(&self) -> bool {
        self.lost_texts.replace(false)
    }

    fn remake_texts(&self) -> Result<(), Error> {
        self.lost_texts.set(true);
        self.write("make room for the questions' texts in", derived::remake_texts)
    }

    /// Key, prompt and answer of all questions of a deck that were remembered, sorted by key; none where they were lost.
    pub fn seen(&self, deck: &str) -> Result<Vec<(QuestionKey, String, String)>, Error> {
        match self.read_seen(deck) {
            Err(error) if is_lost(&error) => {
                // Where no table can be made anew, as on a full disk, that is tried again with the next text.
                let _ = self.remake_texts();
                Ok(Vec::new())
            }
            other => other,
        }
    }

    fn read_seen(&self, deck: &str) -> Result<Vec<(QuestionKey, String, String)>, Error> {
        self.read("read the questions' texts in", |connection| {
            // All keys that begin with `deck/`: the character after the slash is `0`.
            let sql = "SELECT key, prompt, answer FROM seen JOIN question ON number = question
                       WHERE key >= ?1 AND key < ?2 ORDER BY key";
            let mut statement = connection.prepare_cached(sql)?;
            let range = [format!("{deck}/"), format!("{deck}0")];
            let rows = statement.query_map(range, |row| {
                Ok((QuestionKey::from_stored(row.get_ref(0)?.as_str()?), row.get(1)?, row.get(2)?))
            })?;
            rows.collect()
        })
    }
}

/// Whether the table is not there or cannot be read. Its rows are no part of the log.
const fn is_lost(error: &Error) -> bool {
    matches!(error, Error::Damaged { .. } | Error::Sqlite { .. })
}
