//! Under which name the progress of a reworded question goes on.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use super::log::id_in;
use crate::card::QuestionKey;
use crate::schedule::RowId;

/// Where progress went to, and by which row of the log.
///
/// A carrying takes along what a name held before it and nothing that comes later, so that a name can be given to
/// another card afterwards, names can be exchanged, and no chain of carryings can go round for ever.
#[derive(Debug, Default)]
pub(super) struct Renames {
    /// By the name it was taken from, in order of their ids.
    moves: HashMap<QuestionKey, Vec<(RowId, QuestionKey)>>,
}

impl Renames {
    pub(super) fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let mut moves: HashMap<_, Vec<_>> = HashMap::new();
        let sql = "SELECT key, value, id FROM decision JOIN question ON number = question
                   WHERE sort = 'carry' ORDER BY id";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let old = QuestionKey::from_stored(row.get_ref(0)?.as_str()?);
            let new = QuestionKey::from_stored(row.get_ref(1)?.as_str()?);
            moves.entry(old).or_default().push((id_in(row, 2)?, new));
        }
        Ok(Self { moves })
    }

    /// The present name of what the row `id` was stored about, which then bore the name `key`.
    pub(super) fn owner<'a>(&'a self, key: &'a QuestionKey, id: RowId) -> &'a QuestionKey {
        if self.moves.is_empty() {
            return key;
        }
        let (mut key, mut after) = (key, id);
        // The id goes up with each step, so this ends.
        while let Some((id, new)) = self.next(key, after) {
            (key, after) = (new, *id);
        }
        key
    }

    /// The first that was taken from the name `key` after the row `after`, and where to.
    fn next(&self, key: &QuestionKey, after: RowId) -> Option<&(RowId, QuestionKey)> {
        self.moves.get(key)?.iter().find(|(id, _)| *id > after)
    }

    /// For each name that progress was ever taken from, the names that hold some of it now, itself perhaps included.
    pub(super) fn owners(&self) -> impl Iterator<Item = (&QuestionKey, BTreeSet<&QuestionKey>)> {
        self.moves.iter().map(|(old, moves)| {
            (old, moves.iter().map(|(id, new)| self.owner(new, *id)).collect::<BTreeSet<_>>())
        })
    }
}
