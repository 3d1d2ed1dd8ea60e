//! What the learner sees on opening the program: what is due, how long it takes, how it has been going.

use std::collections::HashSet;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Outlook, Recent, Scope, Trainer, View};
use crate::card::KeyNumber;
use crate::deck::Row;
use crate::library::ListedDeck;
use crate::schedule::Mode;
use crate::stats::{self, Activity, Counts};
use crate::store;

/// The state of everything on one study day.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// The study day.
    pub today: Date,
    /// The decks, in the order of the library.
    pub decks: Vec<DeckLine>,
    /// What a drill of all that is studied would ask now.
    pub outlook: Outlook,
    /// How long that would take.
    pub time: Duration,
    /// Days in a row with a review.
    pub streak: u32,
    /// Reviews on each study day.
    pub activity: Activity,
    /// Reviews given today.
    pub done_today: u32,
    /// Questions that fall due on each of the next seven days, today first.
    pub forecast: Vec<usize>,
    /// Whether another session's review can be taken back.
    pub any_review: bool,
}

/// One deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeckLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Whether the learner studies any of it.
    pub is_on: bool,
    /// Where those of its questions stand that are studied; all of them where none is.
    pub counts: Counts,
    /// Findings that keep cards out of it.
    pub errors: usize,
}

impl Trainer {
    /// Looks everything over.
    pub fn overview(&self, now: Timestamp) -> Result<Overview, store::Error> {
        let activity = self.store.activity(self.config.day_start)?;
        Ok(self.view.overview(&self.recent(now)?, activity, now))
    }
}

impl View {
    /// Looks everything over, by what the log said of the answers given lately and of each day.
    pub fn overview(&self, recent: &Recent, activity: Activity, now: Timestamp) -> Overview {
        let today = self.today(now);
        let outlook = self.outlook(Mode::Drill, &Scope::default(), recent, now);
        // A new question comes again on its first day, if there are learning steps.
        let showings = if self.config.learning_minutes.is_empty() { 1 } else { 2 };
        let (planned, _) = outlook.planned;
        let planned = planned as u32;
        let questions = (outlook.due + showings * outlook.new) as u32;
        Overview {
            today,
            forecast: self.forecast(today, recent, &outlook),
            decks: self.deck_lines(now),
            outlook,
            time: outlook.planned.1 + recent.seconds_each() * questions.saturating_sub(planned),
            streak: stats::streak(&activity, today),
            done_today: activity.get(&today).copied().unwrap_or(0),
            any_review: !activity.is_empty(),
            activity,
        }
    }

    /// Reviews of the next seven days, today first, as far as each day has room. Today has what a drill would ask now; what
    /// that leaves for later comes on top of the days to come.
    fn forecast(&self, today: Date, recent: &Recent, outlook: &Outlook) -> Vec<usize> {
        let away = self.away(today);
        let is_asked = |row: &Row<'_>| !row.is_suspended() && !away.contains(&row.number());
        let studied = self.studied().filter(is_asked).filter_map(|row| self.memories().of(row.number()));
        let mut coming = stats::forecast(studied, today, 7).split_off(1);
        coming[0] += outlook.left_over + outlook.held_back;
        if let Some(room) = self.daily(recent) {
            coming = stats::spread(&coming, room, 0);
        }
        std::iter::once(outlook.due).chain(coming).collect()
    }

    /// Where the questions of each deck stand.
    pub fn deck_lines(&self, now: Timestamp) -> Vec<DeckLine> {
        let today = self.today(now);
        let away = self.away(today);
        self.library.decks.iter().map(|deck| self.deck_line(deck, &away, today)).collect()
    }

    fn deck_line(&self, deck: &ListedDeck, away: &HashSet<KeyNumber>, today: Date) -> DeckLine {
        let is_on = self.selection().takes_any(deck);
        let rows = deck.rows().filter(|row| !is_on || self.selection().takes(row));
        DeckLine {
            id: deck.id().to_owned(),
            title: deck.title().to_owned(),
            is_on,
            counts: stats::counts(rows, self.memories(), away, today),
            errors: deck.errors(),
        }
    }
}
