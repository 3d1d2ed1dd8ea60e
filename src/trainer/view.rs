//! What can be read of a learner without asking the log: decks, settings, memories, decisions.
//!
//! A view is cheap to clone and may go to another thread; whoever has one sees what was so when it was made. Nothing leads
//! from it to the log, so neither a screen nor a long piece of work can change anything.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Agenda, Overruled, Planned, Selection};
use crate::card::{Question, QuestionKey};
use crate::config::Config;
use crate::deck::Row;
use crate::library::{Library, ListedDeck};
use crate::paths::Paths;
use crate::schedule::{Days, Memories, Memory, Model};
use crate::store::Decisions;
use crate::study::Item;

/// A learner as screens and commands see them.
///
/// The log cannot be reached from here:
///
/// ```compile_fail
/// fn append(view: &examdrill::trainer::View, review: &examdrill::schedule::Review) {
///     view.store().record(review, None).unwrap();
/// }
/// ```
#[derive(Debug, Clone)]
pub struct View {
    /// The decks that can be studied.
    pub library: Arc<Library>,
    /// What the learner set; of what moves the fold, the values in force.
    pub config: Arc<Config>,
    /// Where everything lies.
    pub paths: Arc<Paths>,
    /// What the learner should be told once: progress that moved, a backup that failed.
    pub notices: Arc<Vec<String>>,
    /// The questions of the cards that were added while the program ran, oldest first.
    pub added: Arc<Vec<QuestionKey>>,
    pub(super) model: Arc<Model>,
    pub(super) days: Days,
    pub(super) memories: Arc<Memories>,
    pub(super) selection: Arc<Selection>,
    pub(super) agenda: Arc<Agenda>,
    pub(super) planned: Option<Arc<Planned>>,
    pub(super) standing: Arc<HashMap<QuestionKey, Decisions>>,
    /// Settings that the log folds by another value of than the file says.
    pub(super) overruled: Arc<[Overruled]>,
    /// Old and new name of the questions whose cards were reworded since the program started.
    pub(super) moved: Arc<HashMap<QuestionKey, QuestionKey>>,
    /// Decks whose files are empty or gone since they were read: a session keeps their cards.
    pub(super) gone: Arc<HashMap<String, ListedDeck>>,
}

impl View {
    /// The view of someone who has no progress yet.
    pub fn new(library: Library, config: Config, paths: Paths, zone: TimeZone) -> Self {
        Self {
            library: Arc::new(library),
            model: Arc::new(Model::standard(config.schedule(), config.day_start)),
            days: Days { zone, start: config.day_start },
            config: Arc::new(config),
            paths: Arc::new(paths),
            notices: Arc::default(),
            added: Arc::default(),
            memories: Arc::default(),
            selection: Arc::default(),
            agenda: Arc::default(),
            planned: None,
            standing: Arc::default(),
            overruled: Arc::default(),
            moved: Arc::default(),
            gone: Arc::default(),
        }
    }

    /// The view of someone who has nothing at all, with the default settings in UTC: where decks are only looked at.
    pub fn bare() -> Self {
        let paths = Paths { data: ":memory:".into(), config: ":memory:".into() };
        Self::new(Library::default(), Config::default(), paths, TimeZone::UTC)
    }

    /// Adds something that the learner should be told.
    pub fn tell(&mut self, notices: impl IntoIterator<Item = String>) {
        let mut notices = notices.into_iter().peekable();
        if notices.peek().is_some() {
            Arc::make_mut(&mut self.notices).extend(notices);
        }
    }

    /// The study day that `now` belongs to.
    pub fn today(&self, now: Timestamp) -> Date {
        self.days.of(now)
    }

    /// The study days of this learner.
    pub const fn days(&self) -> &Days {
        &self.days
    }

    /// The memory model in use.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The same for someone who needs it longer than the view.
    pub fn shared_model(&self) -> Arc<Model> {
        Arc::clone(&self.model)
    }

    /// What the reviews of a question fold to; `None` while it is new.
    pub fn memory(&self, key: &QuestionKey) -> Option<&Memory> {
        self.memories.get(key)
    }

    /// What the reviews of all questions fold to.
    pub fn memories(&self) -> &Memories {
        &self.memories
    }

    /// Whether the learner decided anything about any question.
    pub fn has_decisions(&self) -> bool {
        !self.standing.is_empty()
    }

    /// What the learner decided about a question.
    pub fn standing(&self, key: &QuestionKey) -> Option<&Decisions> {
        self.standing.get(key)
    }

    /// The chance that the learner recalls the answer today; `None` for what was never studied.
    pub fn recall(&self, key: &QuestionKey, now: Timestamp) -> Option<f64> {
        self.memory(key).map(|memory| self.model.retrievability(memory, self.today(now)))
    }

    /// The memory of a question as it is now, and whether the learner put it away for today or for good.
    pub fn current(&self, key: &QuestionKey, now: Timestamp) -> (Option<Memory>, bool) {
        let is_away = self.standing(key).is_some_and(|standing| standing.is_away(self.today(now)));
        (self.memory(key).copied(), is_away)
    }

    /// A question as a session takes it; `None` when no deck has it.
    pub fn item(&self, key: &QuestionKey) -> Option<Item> {
        self.items(&[self.library.row(key)?]).pop()
    }

    /// Questions as a session takes them; those that no deck has any more are left out.
    pub(super) fn items(&self, rows: &[Row<'_>]) -> Vec<Item> {
        let items = self.library.build(rows).into_iter().map(|question| Item {
            memory: self.memory(&question.key).copied(),
            flagged: self.standing(&question.key).is_some_and(|standing| standing.flagged),
            question,
        });
        items.collect()
    }

    /// The settings that the log folds by another value of than the file says, because another device recorded that last.
    pub fn overruled(&self) -> &[Overruled] {
        &self.overruled
    }

    /// `question` as its deck has it now, under its present name; `None` when the deck no longer has it. While a mistake
    /// may hide it, it is as it was.
    pub fn present(&self, question: &Question) -> Option<Question> {
        let key = self.present_name(&question.key);
        let is_gone = self.gone.contains_key(key.deck());
        // A built-in deck of that id is not the one that is gone.
        let is_other = is_gone && self.library.deck(key.deck()).is_some_and(|deck| deck.path().is_none());
        if let Some(present) = self.library.question(key).filter(|_| !is_other) {
            return Some(present);
        }
        if is_gone {
            return Some(question.clone());
        }
        let is_hidden = match self.library.deck(key.deck()) {
            Some(deck) => deck.errors() > 0,
            // A mistake in `[deck]` hides its id, and what cannot be read hides everything.
            None => self.library.errors() > 0 || !self.library.troubles.is_empty(),
        };
        is_hidden.then(|| question.clone())
    }

    /// The name that a question goes on under since its card was reworded while the program ran.
    pub fn present_name<'a>(&'a self, key: &'a QuestionKey) -> &'a QuestionKey {
        self.moved.get(key).unwrap_or(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compiles for what may go to another thread and be looked at from several.
    const fn may_be_shared<T: Clone + Send + Sync + 'static>() {}

    #[test]
    fn a_view_may_go_to_another_thread() {
        const { may_be_shared::<View>() };
    }

    #[test]
    fn a_view_stays_as_it_was_when_it_was_made() {
        let mut view = View::bare();
        let before = view.clone();
        view.tell(["The disk is full.".to_owned()]);
        assert_eq!((before.notices.len(), view.notices.len()), (0, 1));
    }
}
