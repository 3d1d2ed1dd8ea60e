//! The rows of the list: what is known about each question, and which are wanted in which order.

use std::cell::OnceCell;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::card::kinds::readable;
use crate::card::{KeyNumber, Question, QuestionKey, Text};
use crate::deck;
use crate::library::ListedDeck;
use crate::schedule::{Memory, Model};
use crate::search::{Marks, Names, Order, Query, Searchable};
use crate::store::Decisions;
use crate::trainer::{Missed, View};

/// All questions of a library: a library may have a hundred thousand, so what they say is looked up when it is shown.
#[derive(Debug, Default)]
pub(super) struct Rows {
    decks: Vec<ListedDeck>,
    all: Vec<Row>,
    /// How many of them are not studied.
    pub(super) off: usize,
    /// What tells the chance of recall, which is only computed where it is wanted.
    model: Option<Arc<Model>>,
    /// The place of each row among all by how they read, once that was asked for.
    by_text: OnceCell<Vec<u32>>,
    /// Questions that were answered wrong lately, as far as the log has told.
    pub(super) missed: Missed,
    pub(super) today: Date,
}

/// One question.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub(super) struct Row {
    /// Which of the decks, and its place there.
    at: (u32, u32),
    pub(super) memory: Option<Memory>,
    /// Whether it is among what the learner chose to study.
    pub(super) is_studied: bool,
    pub(super) is_due: bool,
    pub(super) is_leech: bool,
    pub(super) is_flagged: bool,
    /// Whether it is put off to a later day than today.
    pub(super) is_put_off: bool,
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
    /// Takes over what its reviews fold to.
    pub(super) fn remembered(&mut self, memory: Option<Memory>, today: Date, leech_from: u32) {
        self.memory = memory;
        self.is_due = memory.is_some_and(|memory| memory.due <= today);
        self.is_leech = leech_from > 0 && memory.is_some_and(|memory| memory.lapses >= leech_from);
    }

    /// Takes over what the learner decided.
    pub(super) fn decided(&mut self, standing: Option<&Decisions>, today: Date) {
        self.is_flagged = standing.is_some_and(|standing| standing.flagged);
        let buried = standing.and_then(|standing| standing.buried);
        self.is_put_off = buried.is_some_and(|day| day > today);
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
                let mut row = Row {
                    at: (number, place),
                    is_studied: view.selection().takes(&listed),
                    suspended: listed.is_suspended().then_some(By::Author),
                    ..Row::default()
                };
                row.remembered(view.memories().of(listed.number()).copied(), today, leech_from);
                if view.has_decisions() {
                    row.decided(view.standing(&listed.key()), today);
                }
                all.push(row);
            }
        }
        Self {
            decks: view.library.decks.clone(),
            off: all.iter().filter(|row| !row.is_studied).count(),
            all,
            model: Some(view.shared_model()),
            by_text: OnceCell::new(),
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
        Some(self.model.as_ref()?.recalled_now(&row.memory?, self.today))
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

    /// The prompt as people read it; of what is drawn afresh each time, what stays the same.
    pub(super) fn prompt(&self, row: &Row) -> Text {
        let place = row.at.1 as usize;
        let deck = self.deck(row);
        readable(&deck.wordings().prompt(place), deck.row(place).kind())
    }

    pub(super) fn answer(&self, row: &Row) -> &str {
        self.deck(row).wordings().answer(row.at.1 as usize)
    }

    /// The question itself, for which its card is read; `None` where that is gone meanwhile.
    pub(super) fn question(&self, row: &Row) -> Option<Question> {
        self.deck(row).questions(&[row.at.1 as usize]).pop().flatten()
    }

    /// The number of its name.
    pub(super) fn number(&self, row: usize) -> Option<KeyNumber> {
        Some(self.listed(self.get(row)?).number())
    }

    /// What tells how firm a memory is.
    pub(super) fn model(&self) -> Option<&Model> {
        self.model.as_deref()
    }

    /// The rows that pass `filter` and are found by `query`, in that order.
    pub(super) fn sifted(&self, filter: Filter, order: Order, query: &Query) -> Vec<usize> {
        let mut shown = match query.text() {
            None => (0..self.all.len()).collect(),
            Some(text) => self.having(text),
        };
        // What has the text is found, where nothing else is asked for: the first letter finds nearly all.
        let (reads_text, is_found) = (query.reads_text(), query.is_text_alone());
        if filter != Filter::All || !is_found {
            shown.retain(|&row| {
                let row = &self.all[row];
                filter.passes(row) && (is_found || query.finds(&self.searchable(row, reads_text)))
            });
        }
        self.put_in(order, &mut shown);
        shown
    }

    /// Puts `shown`, which is in the order of the decks, in that order.
    fn put_in(&self, order: Order, shown: &mut [usize]) {
        match (order, &self.model) {
            (Order::Deck, _) | (_, None) => {}
            (Order::Text, _) => {
                let places = self.by_text.get_or_init(|| self.places_by_text());
                shown.sort_unstable_by_key(|&row| places[row]);
            }
            (_, Some(model)) => {
                shown.sort_by_cached_key(|&row| order.rank(self.all[row].memory.as_ref(), model, self.today));
            }
        }
    }

    /// The place of each row among all by how they read. That is found out once: a search orders its rows at each key.
    fn places_by_text(&self) -> Vec<u32> {
        let texts = self.decks.iter().flat_map(|deck| (0..deck.len()).map(|at| deck.wordings().searched(at)));
        let mut sorted: Vec<(&str, u32)> = texts.zip(0..).collect();
        sorted.sort_unstable();
        let mut places = vec![0; sorted.len()];
        for ((_, row), place) in sorted.into_iter().zip(0..) {
            places[row as usize] = place;
        }
        places
    }

    /// The rows that have `text`, which is folded, in what a search looks at.
    fn having(&self, text: &str) -> Vec<usize> {
        let (mut found, mut start) = (Vec::with_capacity(self.all.len()), 0);
        for deck in &self.decks {
            deck.wordings().each_having(text, |place| found.push(start + place));
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
    /// What the learner chose to study; where that is everything, there is no such filter.
    Studied,
    #[default]
    All,
    Due,
    New,
    Leech,
    Marked,
    Suspended,
}

impl Filter {
    const ALL: [Self; 7] =
        [Self::Studied, Self::All, Self::Due, Self::New, Self::Leech, Self::Marked, Self::Suspended];

    /// The one after it; `has_choice`: whether only a part of all is studied.
    pub(super) fn next(self, has_choice: bool) -> Self {
        match Self::ALL[(self as usize + 1) % Self::ALL.len()] {
            Self::Studied if !has_choice => Self::All,
            next => next,
        }
    }

    /// Whether it looks only at what is studied, as Today does.
    pub(super) const fn follows_choice(self) -> bool {
        matches!(self, Self::Studied | Self::Due | Self::New)
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Studied => "what you study",
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
        if self.follows_choice() && !row.is_studied {
            return false;
        }
        match self {
            Self::Studied | Self::All => true,
            Self::Due => row.is_due && !suspended,
            Self::New => row.memory.is_none() && !suspended,
            Self::Leech => row.is_leech,
            Self::Marked => row.is_flagged,
            Self::Suspended => suspended,
        }
    }
}
