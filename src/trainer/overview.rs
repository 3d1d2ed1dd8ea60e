//! What the learner sees on opening the program: what is due, how long it takes, how it has been going.

use std::collections::HashSet;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{DayAhead, Outlook, Recent, Scope, Trainer, View};
use crate::card::{KeyNumber, QuestionKey};
use crate::library::ListedDeck;
use crate::schedule::Mode;
use crate::stats::{self, Activity, Counts};
use crate::store;
use crate::words;

/// Days of a forecast, today among them.
const WEEK: usize = 7;

/// The state of everything on one study day.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// The study day.
    pub today: Date,
    /// The decks, in the order of the library.
    pub decks: Vec<DeckLine>,
    /// Whether an exam has a date that is to come.
    pub is_planned: bool,
    /// What is left of the plan's time today, and the whole of it; `None` without a plan.
    pub minutes: Option<(Duration, Duration)>,
    /// What is left of today: what a drill of all that is studied would ask now.
    pub outlook: Outlook,
    /// What the minutes that are left of a plan's day hold, where nothing is left of the day since its answers took less time than
    /// expected.
    pub spare: Option<Outlook>,
    /// How long the learner takes for an answer.
    pub each: Duration,
    /// What new questions cost.
    pub cost: Cost,
    /// Days in a row with a review.
    pub streak: u32,
    /// Reviews on each study day.
    pub activity: Activity,
    /// Reviews given today.
    pub done_today: u32,
    /// Questions that fall due on each of the next seven days, today first; with a plan those that it is expected to ask, new
    /// ones among them, on the days before the exam.
    pub forecast: Vec<usize>,
    /// How long tomorrow is expected to take.
    pub tomorrow: Duration,
    /// New questions that tomorrow is expected to have, where no plan counts them in the forecast.
    pub new_tomorrow: usize,
    /// The day from which the plan repeats more than it brings, if that is to come.
    pub repeats_from: Option<Date>,
    /// Whether another session's review can be taken back.
    pub any_review: bool,
}

/// The answers that one new question is expected to take.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Cost {
    /// On the day it is learned.
    pub today: f64,
    /// On the day after.
    pub tomorrow: f64,
}

impl Cost {
    /// What `count` of them cost on the day they are learned, and on the day after: answers.
    pub fn of(self, count: usize) -> (usize, usize) {
        [self.today, self.tomorrow].map(|each| (each * count as f64).round() as usize).into()
    }
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

impl Overview {
    /// What tomorrow is expected to ask: `2 reviews and about 10 new`; `None` where that is nothing.
    pub fn tomorrow_words(&self) -> Option<String> {
        let asked = *self.forecast.get(1)?;
        let reviews = match (asked, self.is_planned) {
            (0, _) => None,
            (asked, true) => Some(format!("about {}", words::count(asked, "question"))),
            (asked, false) => Some(words::count(asked, "review")),
        };
        let new = (self.new_tomorrow > 0).then(|| format!("about {} new", self.new_tomorrow));
        let parts: Vec<String> = reviews.into_iter().chain(new).collect();
        (!parts.is_empty()).then(|| parts.join(" and "))
    }

    /// Whether there can be more today: minutes for an exam that has a date, else questions that were never asked.
    pub fn can_have_more(&self) -> bool {
        self.is_planned || self.decks.iter().any(|deck| deck.is_on && deck.counts.new > 0)
    }
}

/// What everything is looked over by, cut off from the log: it may go to another thread.
#[derive(Debug)]
pub struct LookingOver {
    view: View,
    recent: Recent,
    activity: Activity,
    now: Timestamp,
}

impl LookingOver {
    /// Looks everything over: every question, and the chance that it is recalled.
    pub fn run(self) -> Overview {
        self.view.overview(&self.recent, self.activity, self.now)
    }
}

impl Trainer {
    /// What everything is looked over by. Cheap: [`LookingOver::run`] looks at all questions.
    pub fn looking_over(&self, now: Timestamp) -> Result<LookingOver, store::Error> {
        let activity = self.store.activity(self.config.day_start)?;
        Ok(LookingOver { view: self.view.clone(), recent: self.recent(now)?, activity, now })
    }

    /// Looks everything over.
    pub fn overview(&self, now: Timestamp) -> Result<Overview, store::Error> {
        self.looking_over(now).map(LookingOver::run)
    }
}

impl View {
    /// Looks everything over, by what the log said of the answers given lately and of each day.
    pub fn overview(&self, recent: &Recent, activity: Activity, now: Timestamp) -> Overview {
        let today = self.today(now);
        let outlook = self.left_today(recent, now);
        let each = recent.seconds_each();
        let forecast = self.forecast(today, recent, &outlook);
        let (decks, cost) = (self.deck_lines(now), self.cost(recent, now));
        let new_tomorrow = if self.is_planned(today) { 0 } else { self.new_tomorrow(&decks, &outlook) };
        let time_of_new = each.mul_f64(cost.today * new_tomorrow as f64);
        Overview {
            today,
            tomorrow: self.time_tomorrow(today, each, &forecast) + time_of_new,
            new_tomorrow,
            forecast,
            is_planned: self.is_planned(today),
            repeats_from: self.planned().and_then(|planned| planned.prospect().repeats_from()),
            minutes: self.minutes_today(recent, today),
            decks,
            spare: self.spare(&outlook, recent, now),
            outlook,
            each,
            cost,
            streak: stats::streak(&activity, today),
            done_today: activity.get(&today).copied().unwrap_or(0),
            any_review: !activity.is_empty(),
            activity,
        }
    }

    /// What is left of today. The one place that it comes from: reviews, new questions, what is being learned, answers and minutes.
    pub fn left_today(&self, recent: &Recent, now: Timestamp) -> Outlook {
        self.outlook(Mode::Drill, &Scope::default(), recent, now)
    }

    /// See [`Overview::spare`]. The last few minutes are no more: answers take longer or shorter than expected, and a day would
    /// never end.
    fn spare(&self, outlook: &Outlook, recent: &Recent, now: Timestamp) -> Option<Outlook> {
        let (left, whole) = self.minutes_today(recent, self.today(now))?;
        if outlook.questions() > 0 || left < whole / 6 {
            return None;
        }
        let scope = Scope { more: left, ..Scope::default() };
        Some(self.outlook(Mode::Drill, &scope, recent, now)).filter(|spare| spare.questions() > 0)
    }

    /// What a new question costs: of those that are learned now some come again tomorrow, by the rating they are given first.
    fn cost(&self, recent: &Recent, now: Timestamp) -> Cost {
        let (shares, expected) = (recent.shares(), self.expected(recent));
        let tomorrow = self.today(now).tomorrow().unwrap_or(Date::MAX);
        // Intervals of a few days do not depend on the question.
        let any = QuestionKey::new("", "", "");
        let outcomes = self.model().outcomes(None, &any, now, self.days().offset(now), &|_| 0);
        let comes_tomorrow = outcomes.iter().zip(shares.first).filter(|(outcome, _)| outcome.due <= tomorrow);
        let share: f64 = comes_tomorrow.map(|(_, share)| share).sum();
        Cost { today: expected.new, tomorrow: share * expected.due }
    }

    /// What the next seven days ask, today first: by the plan where there is one, up to its exam, and today alone while it is being
    /// made; otherwise reviews as far as each day has room. Today has what a drill would ask now; what that leaves for later comes on top of the days to come.
    fn forecast(&self, today: Date, recent: &Recent, outlook: &Outlook) -> Vec<usize> {
        if self.is_planned(today) {
            let days = self.days_planned(today).unwrap_or_default();
            let coming = days.iter().skip(1).map(|day| (day.reviews + day.new).round() as usize);
            return std::iter::once(outlook.questions()).chain(coming).take(WEEK).collect();
        }
        let mut coming = self.load_to_come(today, WEEK).split_off(1);
        coming[0] += outlook.left_over + outlook.held_back;
        if let Some(room) = self.daily(recent) {
            coming = stats::spread(&coming, room, 0);
        }
        std::iter::once(outlook.due + outlook.learning).chain(coming).collect()
    }

    /// The days of the plan, if it was made today. One that was kept since tells none.
    fn days_planned(&self, today: Date) -> Option<&[DayAhead]> {
        let planned = self.planned().filter(|planned| planned.day() == today && self.is_planned(today))?;
        Some(planned.prospect().days.as_slice()).filter(|days| !days.is_empty())
    }

    /// As many new questions as a day has, of those that today leaves.
    fn new_tomorrow(&self, decks: &[DeckLine], outlook: &Outlook) -> usize {
        let new: usize = decks.iter().filter(|deck| deck.is_on).map(|deck| deck.counts.new).sum();
        new.saturating_sub(outlook.new).min(self.config.new_per_day)
    }

    /// How long tomorrow is expected to take.
    fn time_tomorrow(&self, today: Date, each: Duration, forecast: &[usize]) -> Duration {
        match self.days_planned(today) {
            Some(days) => days.get(1).map_or(Duration::ZERO, |day| day.used),
            None => each * forecast.get(1).copied().unwrap_or(0) as u32,
        }
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
            counts: stats::counts(rows, self.memories(), away, today, |memory| {
                self.model().recalled_now(memory, today)
            }),
            errors: deck.errors(),
        }
    }
}
