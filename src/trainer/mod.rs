//! One learner at work: joins the decks, the log and the schedule.
//!
//! Both front ends drive a trainer. It makes sessions, stores what they give out, and answers what screens and
//! commands ask. What it knows of the log it can always fold again.

mod memories;
mod notices;
mod overview;
mod papers;
mod progress;
mod quizzes;
mod recorded;
mod writing;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::card::{KeyNumber, Question, QuestionKey};
use crate::config::Config;
use crate::deck::Row;
use crate::library::{Library, ListedDeck};
use crate::paths::Paths;
use crate::schedule::{Days, Decision, Memories, Memory, Mode, Model, Review, Stamp};
use crate::stats;
use crate::store::{self, Standing, Store};
use crate::study::{Course, Item, Known, Session, Wish, course};

pub use overview::{DeckLine, Overview};
pub use papers::{Only, QuizWish, Source};
pub use quizzes::{Past, Waiting};
pub use recorded::Overruled;
pub use writing::{AddError, Home, NewCard};

/// Reviews looked at to learn how long the learner takes.
const TIMES: usize = 2000;
/// Reviews of a kind before their median says something.
const ENOUGH: usize = 8;

/// A learner with decks, progress and settings.
#[derive(Debug)]
pub struct Trainer {
    /// The decks that can be studied.
    pub library: Library,
    /// What the learner set; of what moves the fold, the values in force.
    pub config: Config,
    /// Where everything lies.
    pub paths: Paths,
    /// What the learner should be told once: progress that moved, a backup that failed.
    pub notices: Vec<String>,
    /// The questions of the cards that were added while the program ran, oldest first.
    pub added: Vec<QuestionKey>,
    store: Store,
    model: Model,
    days: Days,
    memories: Memories,
    standing: HashMap<QuestionKey, Standing>,
    /// Settings that the log folds by another value of than the file says.
    overruled: Vec<Overruled>,
    /// Whether another instance has stored something that no screen has heard of yet.
    is_news: bool,
    /// Old and new name of the questions whose cards were reworded since the program started.
    moved: HashMap<QuestionKey, QuestionKey>,
    /// Decks whose files are empty or gone since they were read: a session keeps their cards.
    gone: HashMap<String, ListedDeck>,
    /// What [`Self::times`] read last, and of which generation of the log that is.
    times: RefCell<Option<(u64, Arc<Times>)>>,
}

/// How long reviews took, each with its question.
type Times = Vec<(QuestionKey, Duration)>;

/// What the learner wants to study.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Ids of decks; empty for all.
    pub decks: Vec<String>,
    /// Only questions with one of these tags; empty for all.
    pub tags: Vec<String>,
    /// At most so many questions in this session.
    pub limit: Option<usize>,
    /// New questions in this session, whatever the day's number.
    pub new: Option<usize>,
}

impl Scope {
    /// Whether the question at `row` is in the scope.
    fn takes(&self, row: &Row<'_>) -> bool {
        let is_one = |list: &[String], has: &dyn Fn(&String) -> bool| list.is_empty() || list.iter().any(has);
        is_one(&self.decks, &|id| id == row.deck()) && is_one(&self.tags, &|tag| row.tags().contains(tag))
    }
}

/// What a session will ask, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outlook {
    /// Reviews and learning steps.
    pub due: usize,
    /// New questions.
    pub new: usize,
    /// Due reviews that do not fit today.
    pub left_over: usize,
    /// Days over which these are spread.
    pub spread: usize,
    /// Due reviews that wait for another day because a card like them is asked today or was.
    pub held_back: usize,
}

impl Outlook {
    fn of(course: &Course<'_>) -> Self {
        Self {
            due: course.due,
            new: course.new,
            left_over: course.left_over,
            spread: course.spread,
            held_back: course.held_back,
        }
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
        Self::over(store, paths, config, library, zone, now)
    }

    /// The same over a log that is open already.
    pub fn over(
        store: Store,
        paths: Paths,
        mut config: Config,
        library: Library,
        zone: TimeZone,
        now: Timestamp,
    ) -> Result<Self, store::Error> {
        // Where there is no room for a record, the log is read as it stands.
        let recorded = recorded::record(&store, &config, now);
        let overruled = recorded::apply(&store, &mut config)?;
        let model = model(&store, &config)?;
        let days = Days { zone, start: config.day_start };
        let mut trainer = Self {
            library,
            config,
            paths,
            notices: recorded
                .err()
                .map(|error| format!("The settings could not be recorded: {error}."))
                .into_iter()
                .collect(),
            added: Vec::new(),
            store,
            model,
            days,
            memories: Memories::default(),
            standing: HashMap::new(),
            overruled,
            is_news: false,
            moved: HashMap::new(),
            gone: HashMap::new(),
            times: RefCell::new(None),
        };
        trainer.library.judge_accents(trainer.config.accents);
        trainer.refresh()?;
        match trainer.carry_over(now) {
            // What could not be carried over today is carried over when there is room again.
            Err(error) if error.is_refusal_to_write() => {
                trainer.notices.push(format!("What the decks changed could not be kept: {error}."));
            }
            carried => carried?,
        }
        Ok(trainer)
    }

    /// A trainer over an empty log in memory, with the default settings in UTC: for tests and rehearsals.
    pub fn rehearsal(library: Library, now: Timestamp) -> Result<Self, store::Error> {
        let paths = Paths { data: ":memory:".into(), config: ":memory:".into() };
        Self::over(Store::in_memory(1)?, paths, Config::default(), library, TimeZone::UTC, now)
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
    pub const fn model(&self) -> &Model {
        &self.model
    }

    /// The log, for what only concerns the log: listing, backups, the doctor.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// What the reviews of a question fold to; `None` while it is new.
    pub fn memory(&self, key: &QuestionKey) -> Option<&Memory> {
        self.memories.get(key)
    }

    /// What the reviews of all questions fold to.
    pub const fn memories(&self) -> &Memories {
        &self.memories
    }

    /// What the learner decided about a question.
    pub fn standing(&self, key: &QuestionKey) -> Option<&Standing> {
        self.standing.get(key)
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

    /// Name and time of a review that is given now.
    pub fn stamp(&self, now: Timestamp) -> Stamp {
        // As it comes back from the log, so that what is folded now is folded again.
        let at = Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now);
        Stamp { id: self.store.next_id(now), at, offset: self.days.offset(at), device: self.store.device() }
    }

    /// The settings that the log folds by another value of than the file says, because another device recorded that last.
    pub fn overruled(&self) -> &[Overruled] {
        &self.overruled
    }

    /// What was studied on that study day.
    fn done_on(&self, day: Date) -> Result<store::Today, store::Error> {
        let end = day.tomorrow().map_or(Timestamp::MAX, |next| self.days.start_of(next));
        self.store.today(self.days.start_of(day), end)
    }

    /// Makes a session. It asks nothing yet: see [`Session::advance`].
    pub fn session(
        &self,
        mode: Mode,
        scope: &Scope,
        now: Timestamp,
    ) -> Result<(Session, Outlook), store::Error> {
        let course = self.course(mode, scope, now)?;
        let (asked, waiting) = course.asked.split_at(course.waiting);
        let mut items = self.items(asked);
        let now_asked = items.len();
        items.extend(self.items(waiting));
        let session = Session::new(items, now_asked, mode, self.load(), self.medians()?);
        Ok((session, Outlook::of(&course)))
    }

    /// Questions as a session takes them; those that no deck has any more are left out.
    fn items(&self, rows: &[Row<'_>]) -> Vec<Item> {
        let item = |question: Question| Item {
            memory: self.memory(&question.key).copied(),
            flagged: self.standing(&question.key).is_some_and(|standing| standing.flagged),
            question,
        };
        self.library.build(rows).into_iter().map(item).collect()
    }

    /// What a session would ask.
    pub(super) fn course(
        &self,
        mode: Mode,
        scope: &Scope,
        now: Timestamp,
    ) -> Result<Course<'_>, store::Error> {
        let today = self.today(now);
        let done = self.done_on(today)?;
        let away = self.away(today);
        let wish = Wish {
            mode,
            limit: if mode == Mode::Drill { scope.limit.or(self.daily()?) } else { scope.limit },
            new: scope.new.unwrap_or(self.config.new_per_day.saturating_sub(done.introduced)),
            // A limit of the learner's for this session is not eaten up by what was done before.
            done: if scope.limit.is_some() { 0 } else { done.seen.len() },
        };
        let tried = self.store.tried()?.iter().map(QuestionKey::number).collect();
        let known = Known { memories: &self.memories, away: &away, tried: &tried, seen_today: &done.seen };
        let rows = self.library.rows().filter(|row| scope.takes(row));
        Ok(course(rows, known, wish, &self.model, today, now))
    }

    /// Questions that fit into the time the learner gives a day.
    fn daily(&self) -> Result<Option<usize>, store::Error> {
        let Some(time) = self.config.time_per_day else { return Ok(None) };
        Ok(Some((time.as_millis() / self.seconds_each()?.as_millis().max(1)) as usize))
    }

    /// The questions that the learner put away for this day or for good.
    fn away(&self, today: Date) -> HashSet<KeyNumber> {
        let away = self.standing.iter().filter(|(_, standing)| standing.is_away(today));
        away.map(|(key, _)| key.number()).collect()
    }

    /// How many questions fall due on each day.
    fn load(&self) -> HashMap<Date, u32> {
        let mut load = HashMap::new();
        for memory in self.memories.values() {
            *load.entry(memory.due).or_default() += 1;
        }
        load
    }

    /// How long the learner takes for each kind of question.
    fn medians(&self) -> Result<HashMap<&'static str, Duration>, store::Error> {
        let mut times: HashMap<&'static str, Vec<Duration>> = HashMap::new();
        for (key, took) in &*self.times()? {
            if let Some(row) = self.library.row(key) {
                times.entry(row.kind()).or_default().push(*took);
            }
        }
        Ok(times
            .into_iter()
            .filter_map(|(kind, times)| Some((kind, stats::median(times, ENOUGH)?)))
            .collect())
    }

    /// How long the newest reviews took, each with its question; read once for each state of the log.
    fn times(&self) -> Result<Arc<Times>, store::Error> {
        let generation = self.store.generation()?;
        if let Some((known, times)) = &*self.times.borrow()
            && *known == generation
        {
            return Ok(Arc::clone(times));
        }
        let times = Arc::new(self.store.times(TIMES)?);
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
        self.store.decide(key, decision, now)?;
        if matches!(decision, Decision::Carry(_)) {
            self.standing = self.store.standing()?;
        } else {
            self.standing.entry(key.clone()).or_default().apply(decision);
        }
        Ok(())
    }
}

/// The memory model by the newest parameters of the log; by the standard ones where there are none, or those make no sense.
fn model(store: &Store, config: &Config) -> Result<Model, store::Error> {
    let parameters = store.parameters()?.and_then(|parameters| {
        // No parameters at all would be the standard ones to FSRS.
        let values = Some(&parameters.values).filter(|values| !values.is_empty())?;
        let model = Model::new(values, config.schedule.clone(), config.day_start)?;
        Some(model.of_row(parameters.id))
    });
    Ok(parameters.unwrap_or_else(|| Model::standard(config.schedule.clone(), config.day_start)))
}
