//! The rows of the list: what is known about each question, and which are wanted in which order.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::card::{QuestionKey, Text};
use crate::deck;
use crate::library::ListedDeck;
use crate::schedule::{Memory, Model};
use crate::search::{Marks, Names, Query, Searchable};
use crate::store::Decisions;
use crate::trainer::{Missed, View};

/// All questions of a library: a library may have a hundred thousand, so what they say is looked up when it is shown.
#[derive(Debug, Default)]
pub(super) struct Rows {
    decks: Vec<ListedDeck>,
    all: Vec<Row>,
    /// What tells the chance of recall, which is only reckoned where it is wanted.
    model: Option<Arc<Model>>,
    /// Questions that were answered wrong lately, as far as the log has told.
    pub(super) missed: Missed,
    pub(super) today: Date,
}

/// One question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// Which of the decks, and its place there.
    at: (u32, u32),
    pub(super) memory: Option<Memory>,
    pub(super) is_due: bool,
    pub(super) is_leech: bool,
    pub(super) is_flagged: bool,
    pub(super) suspended: Option<By>,
}

/// Who suspended a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// In the deck, where only an edit takes it back.
    Author,
    Learner,
}

impl Row {
    /// Takes over what the learner decided.
    pub(super) fn decided(&mut self, standing: Option<&Decisions>) {
        self.is_flagged = standing.is_some_and(|standing| standing.flagged);
        if self.suspended != Some(By::Author) {
            self.suspended = standing.filter(|standing| standing.suspended).map(|_| By::Learner);
        }
    }
}

impl Rows {
    /// All questions of the library.
    pub(super) fn of(view: &View, now: Timestamp) -> Self {
        let (today, leech_from) = (view.today(now), view.config.leech_lapses);
        let mut all = Vec::with_capacity(view.library.len());
        for (deck, number) in view.library.decks.iter().zip(0_u32..) {
            for (listed, place) in deck.rows().zip(0_u32..) {
                let memory = view.memories().of(listed.number()).copied();
                let mut row = Row {
                    at: (number, place),
                    memory,
                    is_due: memory.is_some_and(|memory| memory.due <= today),
                    is_leech: leech_from > 0 && memory.is_some_and(|memory| memory.lapses >= leech_from),
                    is_flagged: false,
                    suspended: listed.is_suspended().then_some(By::Author),
                };
                if view.has_decisions() {
                    row.decided(view.standing(&listed.key()));
                }
                all.push(row);
            }
        }
        Self {
            decks: view.library.decks.clone(),
            all,
            model: Some(view.shared_model()),
            missed: Missed::default(),
            today,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<&Row> {
        self.all.get(index)
    }

    pub(super) fn get_mut(&mut self, index: usize) -> Option<&mut Row> {
        self.all.get_mut(index)
    }

    /// The chance that it is recalled today; `None` for what was never learned.
    pub(super) fn recall(&self, row: &Row) -> Option<f64> {
        Some(self.model.as_ref()?.retrievability(&row.memory?, self.today))
    }

    /// Which row is that question.
    pub(super) fn position(&self, key: &QuestionKey) -> Option<usize> {
        let deck = self.decks.iter().position(|deck| deck.id() == key.deck())?;
        let before: usize = self.decks[..deck].iter().map(ListedDeck::len).sum();
        Some(before + self.decks[deck].place_of(key)?)
    }

    /// The question in short.
    pub(super) fn listed(&self, row: &Row) -> deck::Row<'_> {
        self.deck(row).row(row.at.1 as usize)
    }

    pub(super) fn deck(&self, row: &Row) -> &ListedDeck {
        &self.decks[row.at.0 as usize]
    }

    pub(super) fn prompt(&self, row: &Row) -> Text {
        self.deck(row).wordings().prompt(row.at.1 as usize)
    }

    pub(super) fn answer(&self, row: &Row) -> &str {
        self.deck(row).wordings().answer(row.at.1 as usize)
    }

    /// Why it is so, for which the card is read.
    pub(super) fn explain(&self, row: &Row) -> Option<Text> {
        let question = self.deck(row).questions(&[row.at.1 as usize]).pop().flatten()?;
        question.notes.explain.clone()
    }

    /// The rows that pass `filter` and are found by `query`, in the order of `sort`.
    pub(super) fn sifted(&self, filter: Filter, sort: Sort, query: &Query) -> Vec<usize> {
        let mut shown = match query.text() {
            None => (0..self.all.len()).collect(),
            Some(text) => self.having(text),
        };
        let reads_text = query.reads_text();
        shown.retain(|&row| {
            let row = &self.all[row];
            filter.passes(row) && (query.is_empty() || query.finds(&self.searchable(row, reads_text)))
        });
        sort.apply(&mut shown, self);
        shown
    }

    /// The rows that have `text`, which is folded, in what a search looks at.
    fn having(&self, text: &str) -> Vec<usize> {
        let (mut found, mut start) = (Vec::new(), 0);
        for deck in &self.decks {
            found.extend(deck.wordings().having(text).into_iter().map(|place| start + place));
            start += deck.len();
        }
        found
    }

    fn searchable<'a>(&'a self, row: &'a Row, reads_text: bool) -> Searchable<'a> {
        let listed = self.listed(row);
        Searchable {
            deck_title: self.deck(row).title(),
            text: if reads_text { self.deck(row).wordings().searched(listed.place()) } else { "" },
            memory: row.memory.as_ref(),
            today: self.today,
            marks: Marks {
                is_marked: row.is_flagged,
                is_suspended: row.suspended.is_some(),
                is_leech: row.is_leech,
                is_missed: self.missed.has(listed.number()),
            },
            row: listed,
        }
    }

    /// The names that a search may ask for.
    pub(super) fn names(&self) -> Names<'_> {
        let tags = self.decks.iter().flat_map(|deck| deck.sheet().tags()).collect();
        Names { decks: self.decks.iter().map(ListedDeck::id).collect(), tags }
    }
}

/// Which rows are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Filter {
    #[default]
    All,
    Due,
    New,
    Leech,
    Marked,
    Suspended,
}

impl Filter {
    const ALL: [Self; 6] = [Self::All, Self::Due, Self::New, Self::Leech, Self::Marked, Self::Suspended];

    pub(super) fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Due => "due",
            Self::New => "new",
            Self::Leech => "leeches",
            Self::Marked => "marked",
            Self::Suspended => "suspended",
        }
    }

    pub(super) fn passes(self, row: &Row) -> bool {
        let suspended = row.suspended.is_some();
        match self {
            Self::All => true,
            Self::Due => row.is_due && !suspended,
            Self::New => row.memory.is_none() && !suspended,
            Self::Leech => row.is_leech,
            Self::Marked => row.is_flagged,
            Self::Suspended => suspended,
        }
    }
}

/// The order of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Sort {
    #[default]
    Deck,
    Due,
    Recall,
    Lapses,
}

impl Sort {
    const ALL: [Self; 4] = [Self::Deck, Self::Due, Self::Recall, Self::Lapses];

    pub(super) fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Deck => "by deck",
            Self::Due => "by due day",
            Self::Recall => "least likely remembered first",
            Self::Lapses => "most forgotten first",
        }
    }

    /// Orders `shown`, indices into `rows`; new questions come last where their memory would decide.
    pub(super) fn apply(self, shown: &mut [usize], rows: &Rows) {
        let memory = |row: usize| rows.all[row].memory;
        match self {
            Self::Deck => shown.sort_unstable(),
            Self::Due => shown.sort_by_key(|&row| memory(row).map_or(Date::MAX, |memory| memory.due)),
            Self::Recall => shown.sort_by_cached_key(|&row| {
                // Chances are not negative, so their bits are in their order.
                rows.recall(&rows.all[row]).unwrap_or(2.0).to_bits()
            }),
            Self::Lapses => {
                shown.sort_by_key(|&row| std::cmp::Reverse(memory(row).map_or(0, |memory| memory.lapses)));
            }
        }
    }
}
