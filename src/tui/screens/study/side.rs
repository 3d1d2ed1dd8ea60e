//! What a wide screen shows beside the question: how the session goes and how the question has gone.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use ratatui::text::Line;

use crate::card::QuestionKey;
use crate::schedule::{Memory, Rating, Review};
use crate::study::Session;
use crate::trainer::View;
use crate::tui::ask::Ask;
use crate::tui::theme::Look;
use crate::tui::widgets::{Sheet, panel, ratings};
use crate::words;

/// Reviews listed.
const LISTED: usize = 12;
/// Rows of marks of the answers given in the session.
const MARKED: usize = 3;

/// The facts, gathered when the question changes.
#[derive(Debug, Default)]
pub(super) struct Side {
    /// The title of its deck.
    pub(super) deck: String,
    memory: Option<Memory>,
    recall: Option<f64>,
    /// Of which question the history is.
    key: Option<QuestionKey>,
    /// The reviews that count, oldest first, as far as the log has told.
    pub(super) history: Vec<Review>,
    /// The ratings given in the session, oldest first.
    given: Vec<Rating>,
    /// How many of them were of questions that were new.
    new: usize,
    /// From the questions to the ratings, in all.
    took: Duration,
    today: Date,
    leech_from: u32,
}

impl Side {
    /// The facts about the question that `session` shows.
    pub(super) fn of(session: &Session, view: &View, now: Timestamp) -> Self {
        let today = view.today(now);
        let item = session.item();
        let memory = item.and_then(|item| item.memory);
        let deck = item.and_then(|item| view.library.deck(item.question.key.deck()));
        let given = session.ratings();
        Self {
            deck: deck.map_or_else(String::new, |deck| deck.title().to_owned()),
            memory,
            recall: memory.map(|memory| view.model().recalled_now(&memory, today)),
            key: item.map(|item| item.question.key.clone()),
            history: Vec::new(),
            given: given.iter().map(|given| given.rating).collect(),
            new: given.iter().filter(|given| given.was_new).count(),
            took: given.iter().map(|given| given.took).sum(),
            today,
            leech_from: view.config.leech_lapses,
        }
    }

    /// What the log has to be asked for.
    pub(super) fn asks(&self) -> Option<Ask> {
        self.key.clone().map(Ask::History)
    }

    /// Takes in the reviews of a question, if it is still the one that is shown.
    pub(super) fn take(&mut self, key: &QuestionKey, history: &[Review]) {
        if self.key.as_ref() == Some(key) {
            self.history = history.to_vec();
        }
    }

    /// All facts on `width` columns.
    pub(super) fn sheet(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = self.session(width, look);
        sheet.gap();
        sheet.append(self.question(width, look));
        sheet
    }

    /// How the session goes.
    pub(super) fn session(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.push(panel::ruled("This session", "answers", width, look));
        let mut counts = [0; 4];
        for rating in &self.given {
            counts[*rating as usize - 1] += 1;
        }
        sheet.append(ratings::shares(counts, width, look));
        let Some(each) = self.took.checked_div(self.given.len() as u32) else { return sheet };
        sheet.gap();
        sheet.append(ratings::marks(self.given.iter().copied(), width, MARKED, look));
        let mut said = format!("{} an answer", words::clock(each));
        if self.new > 0 {
            said = format!("{} new, {said}", self.new);
        }
        sheet.push(Line::styled(said, look.theme.dim));
        sheet
    }

    /// How the question has gone.
    pub(super) fn question(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let theme = &look.theme;
        sheet.push(panel::ruled("This question", "", width, look));
        if let Some(memory) = &self.memory {
            for (name, value) in [
                ("due", words::day(memory.due, self.today)),
                ("recall", format!("{:.0} %", 100.0 * self.recall.unwrap_or(0.0))),
                ("stability", words::stability(memory.stability)),
                ("difficulty", format!("{:.1} of 10", memory.difficulty)),
                ("reviews", memory.reps.to_string()),
                ("lapses", memory.lapses.to_string()),
            ] {
                sheet.push(format!("{name:<12}{value}"));
            }
            if self.leech_from > 0 && memory.lapses >= self.leech_from {
                sheet.say("forgotten often: rewrite or split it", width, theme.hint);
            }
        } else {
            sheet.push(Line::styled("new: never asked before", theme.dim));
        }
        if !self.history.is_empty() {
            sheet.gap();
            sheet.append(ratings::history(&self.history, LISTED, width, look));
        }
        sheet
    }
}
