//! Sessions for a learner: what they are made of, and what one would ask in numbers.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Missed, Trainer, View};
use crate::card::{KeyNumber, QuestionKey};
use crate::deck::Row;
use crate::schedule::{Expected, Load, Mode, Shares};
use crate::search::Query;
use crate::stats;
use crate::store;
use crate::study::{Course, Knowledge, Outlook, Session, Wish, course};

/// Reviews looked at to learn how long the learner takes.
pub(super) const TIMES: usize = 2000;
/// Reviews of a kind before their median says something.
const ENOUGH: usize = 8;

/// What the learner wants to study.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Ids of decks; empty for all.
    pub decks: Vec<String>,
    /// Only questions with one of these tags; empty for all.
    pub tags: Vec<String>,
    /// No question with one of these tags.
    pub without: Vec<String>,
    /// Only what this search finds.
    pub query: Query,
    /// Also what the learner switched off.
    pub all: bool,
    /// At most so many questions in this session.
    pub limit: Option<usize>,
    /// New questions in this session, whatever the day's number.
    pub new: Option<usize>,
    /// So much more time than the day has, for exams that have a date.
    pub more: Duration,
}

impl Scope {
    /// Whether it names decks or tags, so that what is switched off is asked as well.
    pub fn is_named(&self) -> bool {
        !self.decks.is_empty() || !self.tags.is_empty() || self.all || self.query.has_names()
    }

    /// Whether the question at `row` is in the scope.
    pub(super) fn takes(&self, row: &Row<'_>) -> bool {
        self.takes_deck(row.deck()) && (!self.has_tags() || self.takes_tags(row.tags()))
    }

    /// Whether anything of that deck is in the scope.
    fn takes_deck(&self, id: &str) -> bool {
        self.decks.is_empty() || self.decks.iter().any(|deck| deck == id)
    }

    /// Whether tags decide.
    const fn has_tags(&self) -> bool {
        !self.tags.is_empty() || !self.without.is_empty()
    }

    fn takes_tags(&self, tags: &[String]) -> bool {
        (self.tags.is_empty() || self.tags.iter().any(|tag| tags.contains(tag)))
            && !self.without.iter().any(|tag| tags.contains(tag))
    }
}

/// What only the log knows of the answers given lately, and a plan needs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Recent {
    /// What was studied on this study day.
    pub today: store::Today,
    /// The time spent on the study day before.
    pub spent_yesterday: Duration,
    /// Questions answered right in a quiz before they were studied.
    pub tried: HashSet<QuestionKey>,
    /// Questions that were answered wrong lately; none where no search asks for them.
    pub missed: Missed,
    /// How the last questions were answered.
    pub times: Arc<Vec<store::Answered>>,
    /// When this study day began.
    pub since: Timestamp,
}

impl Recent {
    /// How long the learner takes for a question, the usual time as long as too few were answered.
    pub fn seconds_each(&self) -> Duration {
        let times = self.times.iter().map(|answered| answered.took).collect();
        let usual = Duration::from_secs(stats::USUAL_SECONDS);
        // A clock that stands still makes every review take no time; that says nothing of the learner.
        let median = stats::median(times, ENOUGH).filter(|time| *time >= Duration::from_secs(1));
        // Nobody answers so fast for long.
        median.map_or(usual, |time| time.max(Duration::from_secs(3)))
    }

    /// How often the learner gives each rating, by the answers of earlier days: what is left of a day is told by one measure from
    /// its beginning to its end.
    pub fn shares(&self) -> Shares {
        let since = self.since.as_millisecond();
        let before = self.times.iter().filter(|answered| answered.at < since);
        Shares::of(before.filter_map(|answered| Some((answered.is_first, answered.rating?))))
    }
}

impl Trainer {
    /// What the log says of the answers given lately.
    pub fn recent(&self, now: Timestamp) -> Result<Recent, store::Error> {
        let today = self.today(now);
        let (start, end) = self.bounds(today.yesterday().unwrap_or(today));
        Ok(Recent {
            today: self.done_on(today)?,
            spent_yesterday: self.store.spent(start, end)?,
            tried: self.store.tried()?,
            missed: Missed::default(),
            times: self.times()?,
            since: end,
        })
    }

    /// What was studied on that study day.
    pub(super) fn done_on(&self, day: Date) -> Result<store::Today, store::Error> {
        let (start, end) = self.bounds(day);
        self.store.today(start, end)
    }

    /// Which questions were studied on that study day.
    pub(super) fn studied_on(&self, day: Date) -> Result<HashSet<QuestionKey>, store::Error> {
        let (start, end) = self.bounds(day);
        self.store.studied(start, end)
    }

    fn bounds(&self, day: Date) -> (Timestamp, Timestamp) {
        let end = day.tomorrow().map_or(Timestamp::MAX, |next| self.days().start_of(next));
        (self.days().start_of(day), end)
    }

    /// Makes a session by what the log says now. It asks nothing yet: see [`Session::advance`].
    pub fn session(
        &self,
        mode: Mode,
        scope: &Scope,
        now: Timestamp,
    ) -> Result<(Session, Outlook), store::Error> {
        let mut recent = self.recent(now)?;
        if !scope.query.is_empty() {
            recent.missed = self.missed(self.today(now))?;
        }
        Ok(self.view.session(mode, scope, &recent, now))
    }
}

impl View {
    /// Makes a session by what the log said lately. It asks nothing yet: see [`Session::advance`].
    pub fn session(&self, mode: Mode, scope: &Scope, recent: &Recent, now: Timestamp) -> (Session, Outlook) {
        let course = self.course(mode, scope, recent, now);
        let (asked, waiting) = course.asked.split_at(course.waiting);
        let mut items = self.items(asked);
        let now_asked = items.len();
        items.extend(self.items(waiting));
        let expected = self.expected(recent);
        let session = Session::new(items, now_asked, mode, self.load(), self.medians(recent));
        (session.expecting(expected), self.outlook_of(&course, mode, recent, now))
    }

    /// A session that asks these questions once more, in their order, and leaves the schedule alone.
    pub fn cram<'a>(&self, keys: impl Iterator<Item = &'a QuestionKey>) -> Session {
        let items: Vec<_> = keys.filter_map(|key| self.item(self.present_name(key))).collect();
        let count = items.len();
        Session::new(items, count, Mode::Cram, Load::default(), HashMap::new())
    }

    /// What a session would ask, in numbers only: nothing is built for it.
    pub fn outlook(&self, mode: Mode, scope: &Scope, recent: &Recent, now: Timestamp) -> Outlook {
        self.outlook_of(&self.course(mode, scope, recent, now), mode, recent, now)
    }

    fn outlook_of(&self, course: &Course<'_>, mode: Mode, recent: &Recent, now: Timestamp) -> Outlook {
        let (today, expected, each) = (self.today(now), self.expected(recent), recent.seconds_each());
        let (mut answers, mut learning) = (0.0, 0.0);
        for row in &course.asked {
            let memory = self.memories().of(row.number());
            let of_one = if mode.schedules() { expected.of(memory, today) } else { expected.crammed };
            answers += of_one;
            if memory.is_some_and(|memory| memory.waiting(today).is_some()) {
                learning += of_one;
            }
        }
        let time = course.time.map_or(each.mul_f64(answers), |time| time + each.mul_f64(learning));
        Outlook { answers: answers.round() as usize, time, ..course.outlook }
    }

    /// How long what was begun on `today` and is not learned yet is expected to take.
    pub(super) fn time_learning(&self, recent: &Recent, today: Date) -> Duration {
        let (expected, away) = (self.expected(recent), self.away(today));
        let memories =
            recent.today.seen.iter().map(QuestionKey::number).filter(|number| !away.contains(number));
        let learning = memories.filter_map(|number| self.memories().of(number));
        let learning = learning.filter(|memory| memory.waiting(today).is_some());
        let answers: f64 = learning.map(|memory| expected.of(Some(memory), today)).sum();
        recent.seconds_each().mul_f64(answers)
    }

    /// How many answers each question is expected to take on a day, by how the learner rated lately.
    pub(super) fn expected(&self, recent: &Recent) -> Expected {
        Expected::new(&recent.shares(), self.model().settings())
    }

    /// Plans a session.
    fn course(&self, mode: Mode, scope: &Scope, recent: &Recent, now: Timestamp) -> Course<'_> {
        let today = self.today(now);
        let away = self.away(today);
        let tried = recent.tried.iter().map(QuestionKey::number).collect();
        let offers = if mode == Mode::Drill { self.offers(scope, recent, today) } else { None };
        let wish = Wish {
            mode,
            limit: if mode == Mode::Drill { scope.limit.or(self.daily(recent)) } else { scope.limit },
            new: scope.new.unwrap_or(self.config.new_per_day.saturating_sub(recent.today.introduced)),
            // A limit of the learner's for this session is not eaten up by what was done before.
            done: if scope.limit.is_some() { 0 } else { recent.today.seen.len() },
            exam: offers.as_ref().map(|(_, budget)| *budget),
        };
        let known = Knowledge {
            memories: self.memories(),
            away: &away,
            tried: &tried,
            seen_today: &recent.today.seen,
            sequence: &self.library.sequence(),
            offers: offers.as_ref().map(|(offers, _)| offers),
        };
        let searched = (!scope.query.is_empty()).then(|| self.found(&scope.query, &recent.missed, today));
        course(self.rows_in(scope, searched.as_ref()), known, wish, self.model(), today, now)
    }

    /// The questions in `scope`, of which a search has `found` some, deck by deck. Whatever holds of a whole deck is asked
    /// once: a hundred thousand rows are looked through at each start.
    fn rows_in<'a>(
        &'a self,
        scope: &Scope,
        found: Option<&HashSet<KeyNumber>>,
    ) -> impl Iterator<Item = Row<'a>> + Clone {
        let decks = self.library.decks.iter().filter(|deck| scope.takes_deck(deck.id()));
        decks.flat_map(move |deck| {
            let is_studied = scope.is_named() || self.selection().has_deck(deck.id());
            deck.rows().filter(move |row| {
                (!scope.has_tags() || scope.takes_tags(row.tags()))
                    && found.is_none_or(|found| found.contains(&row.number()))
                    && (is_studied || self.selection().takes(row))
            })
        })
    }

    /// Due questions that fit into the time the learner gives a day, with the answers that relearning adds.
    pub(super) fn daily(&self, recent: &Recent) -> Option<usize> {
        let time = self.config.minutes_per_day?;
        let each = recent.seconds_each().mul_f64(self.expected(recent).due);
        Some((time.as_millis() / each.as_millis().max(1)) as usize)
    }

    /// The questions that the learner put away for this day or for good.
    pub(super) fn away(&self, today: Date) -> HashSet<KeyNumber> {
        let away = self.standing.iter().filter(|(_, standing)| standing.is_away(today));
        away.map(|(key, _)| key.number()).collect()
    }

    /// How many questions fall due on each day.
    fn load(&self) -> Load {
        Load::of(self.memories().values())
    }

    /// How long the learner takes for each kind of question.
    fn medians(&self, recent: &Recent) -> HashMap<&'static str, Duration> {
        let mut times: HashMap<&'static str, Vec<Duration>> = HashMap::new();
        for answered in &*recent.times {
            if let Some(row) = self.library.row(&answered.key) {
                times.entry(row.kind()).or_default().push(answered.took);
            }
        }
        times.into_iter().filter_map(|(kind, times)| Some((kind, stats::median(times, ENOUGH)?))).collect()
    }
}
