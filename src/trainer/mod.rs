//! One learner at work: joins the decks, the log and the schedule.
//!
//! Both front ends drive a trainer. It makes sessions, stores what they give out, and answers what screens and
//! commands ask. What it knows of the log it can always fold again.

mod agenda;
mod carrying;
mod exporting;
mod first_choice;
mod fitting;
mod memories;
mod notices;
mod outlook;
mod overview;
mod papers;
mod planning;
mod progress;
mod quizzes;
mod recorded;
mod searching;
mod selection;
mod reading;
mod sessions;
mod statistics;
mod steps;
mod topics;
mod track_record;
mod view;
mod writing;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::ops::Deref;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::card::QuestionKey;
use crate::config::Config;
use crate::library::{Keeping, Library};
use crate::paths::Paths;
use crate::schedule::{Decision, Model, Review, Stamp};
use crate::store::{self, Store};

pub use crate::study::Outlook;
pub use agenda::{Agenda, BadDate, DatedExam, ExamResult};
pub use exporting::Exported;
pub use first_choice::{FIRST_QUESTION, FirstChoice};
pub use fitting::{Fitted, Fitting, percent};
pub use overview::{Cost, DeckLine, LookingOver, Overview};
pub use papers::{AskedLately, Only, QuizWish, Source};
pub use planning::{DayAhead, ExamProspect, Habits, Planned, Planning, Prospect, Usual};
pub use quizzes::{Past, Waiting};
pub use reading::{Read, Reading};
pub use recorded::Overruled;
pub use searching::Missed;
pub use selection::Selection;
pub use sessions::{Recent, Scope};
pub use statistics::{Counting, predicted};
pub use steps::{Steps, Unwatched};
pub use topics::{Grouped, TopicOrDeck, TopicProgress};
pub use track_record::{LookingBack, QuizLine, TopicLine, TrackRecord};
pub use view::View;
pub use writing::{AddError, Home, NewCard};

/// A learner with decks, progress and settings. What can be read without asking the log is read as of its [`View`].
#[derive(Debug)]
pub struct Trainer {
    /// What is known now. Whoever was given a clone keeps that as it was.
    view: View,
    store: Store,
    /// Whether progress could not be carried over when decks were read last, and is to be when they are read again.
    has_refused: bool,
    /// Whether another instance has stored something that no screen has heard of yet.
    is_news: bool,
    /// How often another instance was heard of.
    heard: usize,
    /// What [`Self::times`] read last, and of which generation of the log that is.
    times: RefCell<Option<(u64, Arc<Times>)>>,
    /// How the questions read that were learned since [`Self::remember`] kept that last.
    learned: RefCell<Vec<(QuestionKey, String, String)>>,
    /// What [`Self::take`] left to be kept.
    unkept: RefCell<progress::Unkept>,
    /// What [`Self::add_card`] left to be kept.
    keepings: Vec<Keeping>,
}

/// How the newest reviews were answered.
type Times = Vec<store::Answered>;

impl Deref for Trainer {
    type Target = View;

    fn deref(&self) -> &View {
        &self.view
    }
}

impl Trainer {
    /// Opens the learner's log in `paths` and learns what the decks and the log say of each other.
    pub fn open(
        paths: Paths,
        config: Config,
        library: Library,
        zone: TimeZone,
        device_seed: u32,
        now: Timestamp,
    ) -> Result<Self, store::Error> {
        let store = Store::open(&paths.data, device_seed, now)?;
        Self::with_store(store, paths, config, library, zone, now)
    }

    /// The same over a log that is open already.
    pub fn with_store(
        store: Store,
        paths: Paths,
        mut config: Config,
        mut library: Library,
        zone: TimeZone,
        now: Timestamp,
    ) -> Result<Self, store::Error> {
        // Where there is no room for a record, the log is read as it stands.
        let recorded = recorded::record(&store, &config, now);
        let overruled = recorded::apply(&store, &mut config)?;
        library.judge_accents(config.accents);
        let model = model(&store, &config)?;
        let view = View {
            model: Arc::new(model),
            overruled: overruled.into(),
            ..View::new(library, config, paths, zone)
        };
        let mut trainer = Self {
            view,
            store,
            has_refused: false,
            is_news: false,
            heard: 0,
            times: RefCell::default(),
            learned: RefCell::default(),
            unkept: RefCell::default(),
            keepings: Vec::new(),
        };
        trainer.tell(recorded.err().map(|error| format!("The settings could not be recorded: {error}.")));
        trainer.refresh()?;
        match trainer.carry_over(|_| true, now).and_then(|()| trainer.keep_all()) {
            // What could not be carried over today is carried over when there is room again.
            Err(error) if error.is_refusal_to_write() => {
                trainer.has_refused = true;
                trainer.tell([format!("What the decks changed could not be kept: {error}.")]);
            }
            carried => carried?,
        }
        Ok(trainer)
    }

    /// A trainer over an empty log in memory, with the default settings in UTC: for tests and rehearsals.
    pub fn rehearsal(library: Library, now: Timestamp) -> Result<Self, store::Error> {
        let paths = Paths { data: ":memory:".into(), config: ":memory:".into() };
        Self::with_store(Store::in_memory(1)?, paths, Config::default(), library, TimeZone::UTC, now)
    }

    /// What can be read without asking the log. A clone stays as it is now.
    pub const fn view(&self) -> &View {
        &self.view
    }

    /// Adds something that the learner should be told.
    pub fn tell(&mut self, notices: impl IntoIterator<Item = String>) {
        self.view.tell(notices);
    }

    /// What the learner should be told, which is told by the one who takes it.
    pub fn take_notices(&mut self) -> Vec<String> {
        std::mem::take(Arc::make_mut(&mut self.view.notices))
    }

    /// Changes settings for as long as the program runs: for tests and rehearsals.
    pub fn configure(&mut self, change: impl FnOnce(&mut Config)) {
        change(Arc::make_mut(&mut self.view.config));
    }

    /// The log, for what only concerns the log: listing, backups, the doctor.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// Name and time of a review that is given now.
    pub fn stamp(&self, now: Timestamp) -> Stamp {
        // As it comes back from the log, so that what is folded now is folded again.
        let at = Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now);
        Stamp { id: self.store.next_id(now), at, offset: self.days().offset(at), device: self.store.device() }
    }

    /// How the newest reviews were answered; read once for each state of the log.
    fn times(&self) -> Result<Arc<Times>, store::Error> {
        let generation = self.store.generation()?;
        if let Some((known, times)) = &*self.times.borrow()
            && *known == generation
        {
            return Ok(Arc::clone(times));
        }
        let times = Arc::new(self.store.times(sessions::TIMES)?);
        *self.times.borrow_mut() = Some((generation, Arc::clone(&times)));
        Ok(times)
    }

    /// The reviews of a question that count, oldest first.
    pub fn history(&self, key: &QuestionKey) -> Result<Vec<Review>, store::Error> {
        self.store.reviews_of(std::slice::from_ref(key))
    }

    /// Stores a decision about a question.
    pub fn decide(
        &mut self,
        key: &QuestionKey,
        decision: &Decision,
        now: Timestamp,
    ) -> Result<(), store::Error> {
        self.decide_all(&[(key.clone(), decision.clone())], now)
    }

    /// Stores decisions, all or none.
    pub fn decide_all(
        &mut self,
        decisions: &[(QuestionKey, Decision)],
        now: Timestamp,
    ) -> Result<(), store::Error> {
        let all: Vec<_> = decisions.iter().map(|(key, decision)| (key, decision.clone())).collect();
        self.store.decide_all(&all, now)?;
        if decisions.iter().any(|(_, decision)| matches!(decision, Decision::Carry(_))) {
            self.view.standing = Arc::new(self.store.standing()?);
            return Ok(());
        }
        let standing = Arc::make_mut(&mut self.view.standing);
        for (key, decision) in decisions {
            standing.entry(key.clone()).or_default().apply(decision);
        }
        Ok(())
    }
}

/// The memory model by the newest parameters of the log; by the standard ones where there are none, or those make no sense.
fn model(store: &Store, config: &Config) -> Result<Model, store::Error> {
    let parameters = store.parameters()?.and_then(|parameters| {
        // No parameters at all would be the standard ones to FSRS.
        let values = Some(&parameters.values).filter(|values| !values.is_empty())?;
        let model = Model::new(values, config.schedule(), config.day_start)?;
        Some(model.of_row(parameters.id))
    });
    Ok(parameters.unwrap_or_else(|| Model::standard(config.schedule(), config.day_start)))
}
