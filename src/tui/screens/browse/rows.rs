//! The rows of the list: what is known about each question, and which are wanted in which order.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::card::{QuestionKey, Text, folded};
use crate::schedule::Memory;
use crate::store::Standing;
use crate::trainer::View;

/// One question.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) key: QuestionKey,
    pub(super) deck: String,
    pub(super) kind: &'static str,
    pub(super) prompt: Text,
    pub(super) line: String,
    pub(super) answer: String,
    pub(super) explain: Option<Text>,
    pub(super) tags: Arc<Vec<String>>,
    pub(super) memory: Option<Memory>,
    pub(super) recall: f64,
    pub(super) today: Date,
    pub(super) is_leech: bool,
    pub(super) is_flagged: bool,
    pub(super) suspended: Option<By>,
    /// Everything that a search looks at, without the difference of case.
    pub(super) text: String,
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
    pub(super) fn decided(&mut self, standing: Option<&Standing>) {
        self.is_flagged = standing.is_some_and(|standing| standing.flagged);
        if self.suspended != Some(By::Author) {
            self.suspended = standing.filter(|standing| standing.suspended).map(|_| By::Learner);
        }
    }

    pub(super) fn is_due(&self) -> bool {
        self.memory.is_some_and(|memory| memory.due <= self.today)
    }
}

/// All questions of the library.
pub(super) fn rows(view: &View, now: Timestamp) -> Vec<Row> {
    let today = view.today(now);
    let leech_from = view.config.schedule.leech_first;
    let mut rows = Vec::new();
    for deck in &view.library.decks {
        for question in &deck.whole().deck.questions {
            let memory = view.memory(&question.key).copied();
            let line = question.prompt.plain();
            let tags = question.notes.tags.join(" ");
            let text =
                folded(&format!("{line} {} {} {tags} {}", question.answer, question.key, question.kind));
            let mut row = Row {
                key: question.key.clone(),
                deck: deck.title().to_owned(),
                kind: question.kind,
                prompt: question.prompt.clone(),
                line,
                answer: question.answer.clone(),
                explain: question.notes.explain.clone(),
                tags: question.notes.tags.clone(),
                recall: memory.map_or(0.0, |memory| view.model().retrievability(&memory, today)),
                today,
                is_leech: leech_from > 0 && memory.is_some_and(|memory| memory.lapses >= leech_from),
                is_flagged: false,
                suspended: question.notes.suspended.then_some(By::Author),
                memory,
                text,
            };
            row.decided(view.standing(&question.key));
            rows.push(row);
        }
    }
    rows
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
            Self::Due => row.is_due() && !suspended,
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
    pub(super) fn apply(self, shown: &mut [usize], rows: &[Row]) {
        match self {
            Self::Deck => shown.sort_unstable(),
            Self::Due => shown.sort_by_key(|&row| rows[row].memory.map_or(Date::MAX, |memory| memory.due)),
            Self::Recall => shown.sort_by(|&a, &b| {
                let recall = |row: &Row| if row.memory.is_some() { row.recall } else { 2.0 };
                recall(&rows[a]).total_cmp(&recall(&rows[b]))
            }),
            Self::Lapses => {
                shown.sort_by_key(|&row| {
                    std::cmp::Reverse(rows[row].memory.map_or(0, |memory| memory.lapses))
                });
            }
        }
    }
}
