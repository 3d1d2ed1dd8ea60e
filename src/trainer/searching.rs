//! What a search finds among the questions.

use std::collections::HashSet;

use jiff::civil::Date;

use super::{Trainer, View};
use crate::card::{KeyNumber, QuestionKey};
use crate::deck::{Row, Wordings};
use crate::library::ListedDeck;
use crate::search::{MISSED_DAYS, Marks, Query, Searchable};
use crate::store;

/// What a search goes by beside what questions say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Missed(HashSet<KeyNumber>);

impl Missed {
    /// Whether that question was answered wrong lately.
    pub fn has(&self, question: KeyNumber) -> bool {
        self.0.contains(&question)
    }
}

impl View {
    /// The questions that `query` finds.
    pub fn found(&self, query: &Query, missed: &Missed, today: Date) -> HashSet<KeyNumber> {
        let mut found = HashSet::new();
        for deck in &self.library.decks {
            let wordings = query.reads_text().then(|| deck.wordings());
            let rows =
                deck.rows().filter(|row| query.finds(&self.searchable(deck, row, wordings, missed, today)));
            found.extend(rows.map(|row| row.number()));
        }
        found
    }

    /// What a search looks at of the question at `row` of `deck`; `wordings` are those of the deck where its text is asked for.
    pub fn searchable<'a>(
        &'a self,
        deck: &'a ListedDeck,
        row: &Row<'a>,
        wordings: Option<&'a Wordings>,
        missed: &Missed,
        today: Date,
    ) -> Searchable<'a> {
        let memory = self.memories().of(row.number());
        let standing = if self.has_decisions() { self.standing(&row.key()) } else { None };
        let leech_first = self.config.schedule().leech_first;
        Searchable {
            row: *row,
            deck_title: deck.title(),
            text: wordings.map_or("", |wordings| wordings.searched(row.place())),
            memory,
            today,
            marks: Marks {
                is_marked: standing.is_some_and(|standing| standing.flagged),
                is_suspended: row.is_suspended() || standing.is_some_and(|standing| standing.suspended),
                is_leech: leech_first > 0 && memory.is_some_and(|memory| memory.lapses >= leech_first),
                is_missed: missed.has(row.number()),
            },
        }
    }
}

impl Trainer {
    /// The questions that were answered wrong within the last [`MISSED_DAYS`] study days.
    pub fn missed(&self, today: Date) -> Result<Missed, store::Error> {
        let since = (1..MISSED_DAYS).fold(today, |day, _| day.yesterday().unwrap_or(day));
        let missed = self.store.missed_since(self.days().start_of(since))?;
        Ok(Missed(missed.iter().map(QuestionKey::number).collect()))
    }
}
