//! Under which name the progress of a reworded question goes on.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use rusqlite::Connection;

use super::reviews::timestamp;
use crate::card::QuestionKey;

/// Where progress went to, and when.
///
/// A carrying takes along what a name held at that time and nothing that comes later, so that a name can be given to
/// another card afterwards, names can be exchanged, and no chain of carryings can go round for ever.
#[derive(Debug, Default)]
pub(super) struct Carries {
    /// By the name it was taken from, in order of time.
    moves: HashMap<QuestionKey, Vec<(Timestamp, QuestionKey)>>,
}

impl Carries {
    pub(super) fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let mut moves: HashMap<_, Vec<_>> = HashMap::new();
        let sql = "SELECT key, value, at_ms FROM decision JOIN question ON number = question
                   WHERE sort = 'carry' ORDER BY at_ms, id";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let old = QuestionKey::from_stored(row.get_ref(0)?.as_str()?);
            let new = QuestionKey::from_stored(row.get_ref(1)?.as_str()?);
            moves.entry(old).or_default().push((timestamp(row, 2)?, new));
        }
        Ok(Self { moves })
    }

    /// The present name of what was stored under `key` at that time.
    pub(super) fn owner<'a>(&'a self, key: &'a QuestionKey, at: Timestamp) -> &'a QuestionKey {
        if self.moves.is_empty() {
            return key;
        }
        let next = |key: &QuestionKey, at| self.moves.get(key)?.iter().find(|(time, _)| *time > at);
        let (mut key, mut at) = (key, at);
        // The time goes up with each step, so this ends.
        while let Some((time, new)) = next(key, at) {
            (key, at) = (new, *time);
        }
        key
    }

    /// For each name that progress was ever taken from, the names that hold some of it now, itself perhaps included.
    pub(super) fn owners(&self) -> impl Iterator<Item = (&QuestionKey, BTreeSet<&QuestionKey>)> {
        self.moves.iter().map(|(old, moves)| {
            (old, moves.iter().map(|(time, new)| self.owner(new, *time)).collect::<BTreeSet<_>>())
        })
    }
}
