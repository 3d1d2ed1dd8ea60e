//! How questions read when they were last asked, so that a reworded card is known again.

use rusqlite::params;

use super::log::number;
use super::{Error, Store};
use crate::card::QuestionKey;

impl Store {
    /// Keeps the prompt and the answer of these questions, as plain text. Costs nothing where they are unchanged.
    pub fn remember(&self, questions: &[(QuestionKey, String, String)]) -> Result<(), Error> {
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

    /// Key, prompt and answer of all questions of a deck that were remembered, sorted by key.
    pub fn seen(&self, deck: &str) -> Result<Vec<(QuestionKey, String, String)>, Error> {
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
