//! The plan of the exams that have a date: which questions they ask, what today's minutes are, and what each question is
//! worth today.
//!
//! Solving a plan takes long, so it is a job ([`Planning`]) over a view; looking up what a question is worth does not. Until
//! there is a solution, and where it is out of date, questions are ordered by what one review today would gain.

mod kept;
mod members;
mod offers;
mod prospect;
mod why;
mod words;

use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::fitting::fold_in;
use super::statistics::answer;
use super::{Agenda, Recent, Trainer, View};
use crate::card::KeyNumber;
use crate::library::Library;
use crate::plan::{CHANGED_ROUNDS, Fsrs, Learner, Precision, Problem, Question, Solution, WARM_ROUNDS};
use crate::readiness::Record;
use crate::schedule::calibration::Predicted;
use crate::schedule::pace::{Paces, Shares, Stage, Timed, chance_of_study};
use crate::schedule::{Buttons, Choice, Memories, Mode, Rating, days_between};
use crate::stats::Activity;
use crate::store::{self, Reader};
use members::{Member, Members, members};

pub use prospect::{DayAhead, ExamProspect, Prospect, Usual};

/// Minutes a day of a learner who never said, and never studied.
const FIRST_MINUTES: u64 = 20;
/// As many study days tell how long a learner studies who never said.
const USUAL_DAYS: usize = 14;
/// Days for which the prices of a plan hold, and what it was solved with of how the learner answers: the first among them. So a
/// plan reads the same however often it is looked at.
const PRICES_HOLD: u32 = 3;
/// No overrun of yesterday takes more from today than this.
const LONGEST_OVERRUN: Duration = Duration::from_secs(40);

/// What a plan was made for: where any of it differs, another one is needed.
#[derive(Debug, Clone)]
struct Basis {
    agenda: Arc<Agenda>,
    /// Never changed in place, so that the same one is still the same.
    library: Arc<Library>,
    minutes_per_day: Option<Duration>,
    model: String,
}

/// The plan of the exams that have a date, as it was solved.
#[derive(Debug, Clone)]
pub struct Planned {
    basis: Basis,
    /// The day that it was solved on.
    day: Date,
    members: Arc<Members>,
    solution: Solution,
    /// The time of a usual day where the learner does not say.
    usual: Duration,
    prospect: Prospect,
    answering: Arc<Answering>,
    /// Whether so much was answered since that it has to be solved again. Until then it holds.
    is_outdated: bool,
    /// The day that its prices were found on.
    priced: Date,
    /// Whether it was kept from the last start: it orders questions, and tells nothing of the days ahead.
    is_taken_up: bool,
}

/// How regularly, and how long, a learner studies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Habits {
    /// The median of the newest study days; `None` before the first.
    pub usual: Option<Duration>,
    /// Days with study since the plan began, and all days since then without days off.
    pub regularity: (u32, u32),
}

/// What the log tells of how a learner answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answering {
    /// What was predicted of answers that tested memory, and what came.
    predicted: Vec<Predicted>,
    /// How often each rating is given.
    shares: Shares,
    /// How long each kind takes.
    paces: Paces,
    /// How quizzes went beside what was expected.
    record: Record,
}

/// The making of a plan, cut off from the log: it may go to another thread.
#[derive(Debug)]
pub struct Planning {
    view: View,
    recent: Recent,
    habits: Habits,
    now: Timestamp,
    /// What is read from the log for it; what a former plan read is enough where only the wish is another.
    source: Source,
    /// Whether it is kept for the next start.
    is_kept: bool,
}

#[derive(Debug)]
enum Source {
    Log(Box<Reader>),
    Known(Arc<Answering>),
}

impl Source {
    /// How the learner answers: at the pace of the plan `paced`, where there is one: what a day holds is measured by
    /// one pace until it is over, also where the plan is made anew meanwhile.
    fn answering(self, view: &View, paced: Option<&Planned>) -> Result<Arc<Answering>, store::Error> {
        let log = match self {
            Self::Known(answering) => return Ok(answering),
            Self::Log(log) => log,
        };
        let answering = Answering::of(view, &log)?;
        Ok(Arc::new(match paced {
            Some(Planned { answering: former, .. }) => {
                Answering { shares: former.shares, paces: former.paces.clone(), ..answering }
            }
            None => answering,
        }))
    }
}

impl Planned {
    /// What the days until the last exam are expected to bring.
    pub const fn prospect(&self) -> &Prospect {
        &self.prospect
    }

    /// The exams that are to come, as the plan of the day foresees them; what was studied is counted now.
    pub fn exams_now(&self, view: &View) -> impl Iterator<Item = ExamProspect> {
        self.prospect.exams.iter().enumerate().map(|(nth, exam)| {
            let asked = self.members.iter().filter(move |(_, member)| member.nth == nth);
            let seen = asked.filter(|(number, _)| view.memories().of(**number).is_some()).count();
            ExamProspect { seen, ..exam.clone() }
        })
    }

    /// When the nearest exam is that asks the question; `None` where none with a date does.
    pub fn exam_of(&self, number: KeyNumber) -> Option<Date> {
        self.members.get(&number).map(|member| member.exam)
    }

    /// How many questions the exams ask.
    pub fn questions(&self) -> usize {
        self.members.len()
    }

    /// The solution, which counts days from [`Self::day`].
    pub const fn solution(&self) -> &Solution {
        &self.solution
    }

    /// The day that it was solved on.
    pub const fn day(&self) -> Date {
        self.day
    }

    /// Whether nothing has changed but the day, and that by little.
    fn is_steady(&self, view: &View, today: Date) -> bool {
        let age = days_between(self.priced, today);
        !self.is_outdated && self.basis.holds(view) && self.priced <= today && age < PRICES_HOLD
    }
}

impl Basis {
    fn of(view: &View) -> Self {
        Self {
            agenda: Arc::clone(&view.agenda),
            library: Arc::clone(&view.library),
            minutes_per_day: view.minutes_set(),
            model: view.model().fingerprint(),
        }
    }

    fn holds(&self, view: &View) -> bool {
        Arc::ptr_eq(&self.library, &view.library)
            && self.agenda == view.agenda
            && self.minutes_per_day == view.minutes_set()
            && self.model == view.model().fingerprint()
    }
}

impl Trainer {
    /// What makes the plan of today; `None` where no exam has a date that is to come.
    pub fn planning(&self, now: Timestamp) -> Result<Option<Planning>, store::Error> {
        let today = self.today(now);
        if self.agenda().coming(today).next().is_none() {
            return Ok(None);
        }
        self.planning_of(false, now).map(Some)
    }

    fn planning_of(&self, is_wish: bool, now: Timestamp) -> Result<Planning, store::Error> {
        let today = self.today(now);
        let activity = self.store.activity(self.config.day_start)?;
        let habits = Habits {
            // Today is not over yet, and says nothing of a whole day.
            usual: self.store.usual_time(USUAL_DAYS, self.config.day_start, self.days().start_of(today))?,
            regularity: self.regularity(&activity, today),
        };
        let known = self.planned().filter(|planned| {
            is_wish && planned.day == today && !planned.is_outdated && !planned.is_taken_up
        });
        let source = match known {
            Some(planned) => Source::Known(Arc::clone(&planned.answering)),
            None => Source::Log(Box::new(self.store.reader()?)),
        };
        let is_kept = !is_wish && !self.store.is_read_only();
        Ok(Planning { view: self.view().clone(), recent: self.recent(now)?, habits, now, source, is_kept })
    }

    /// Makes the plan of today where it stands, from the one that was kept if there is one.
    pub fn plan(&mut self, now: Timestamp) -> Result<(), store::Error> {
        self.take_up_plan(now);
        if let Some(planning) = self.planning(now)?.filter(|_| self.needs_plan(self.today(now))) {
            self.take_plan(planning.run()?);
        }
        Ok(())
    }

    /// What makes the plan that there would be if the learner chose so; nothing is chosen by it.
    pub fn planning_if(&self, choices: &[Choice], now: Timestamp) -> Result<Option<Planning>, store::Error> {
        let mut all = self.store.choices()?;
        choices.iter().cloned().for_each(|choice| all.apply(choice));
        let agenda = Agenda::of(&all, &self.library);
        if agenda.coming(self.today(now)).next().is_none() {
            return Ok(None);
        }
        let mut planning = self.planning_of(true, now)?;
        planning.view.agenda = Arc::new(agenda);
        Ok(Some(planning))
    }

    /// Takes in a plan that was made beside the loop.
    pub fn take_plan(&mut self, planned: Planned) {
        self.view.planned = Some(Arc::new(planned));
    }

    /// A quiz has told much at once: the plan of today has to be made anew.
    pub(super) fn outdate_plan(&mut self) {
        if let Some(planned) = &mut self.view.planned {
            Arc::make_mut(planned).is_outdated = true;
        }
    }

    fn regularity(&self, activity: &Activity, today: Date) -> (u32, u32) {
        let Some(begun) = self.agenda().begun(today) else { return (0, 0) };
        let past =
            (0..days_between(begun, today)).filter_map(|day| begun.checked_add(i64::from(day).days()).ok());
        let offered = past.filter(|day| !self.agenda().calendar.is_off(*day));
        let studied = offered.clone().filter(|day| activity.contains_key(day)).count();
        (studied as u32, offered.count() as u32)
    }
}

impl Answering {
    /// What is known of it as long as nothing was read.
    fn unknown(shares: Shares, paces: Paces) -> Self {
        Self { predicted: Vec::new(), shares, paces, record: Record::default() }
    }

    /// What the whole log tells.
    fn of(view: &View, log: &Reader) -> Result<Self, store::Error> {
        let (mut memories, mut answers) = (Memories::default(), Vec::new());
        let mut record = Record::default();
        log.reviews(|logged| {
            if logged.retracted {
                return;
            }
            if logged.review.mode.is_answer() {
                let answered = answer(view, &logged, &memories);
                if let (Mode::Quiz, Some(predicted)) = (logged.review.mode, answered.predicted) {
                    record.items += 1;
                    record.right += f64::from(u8::from(answered.rating != Rating::Again));
                    record.expected += predicted;
                }
                answers.push(answered);
            }
            fold_in(&mut memories, view.model(), logged);
        })?;
        let timed = answers.iter().filter(|answer| !answer.took.is_zero()).map(|answer| Timed {
            kind: answer.kind,
            rating: answer.rating,
            stage: match answer.stability {
                None => Stage::First,
                Some(_) if answer.is_test => Stage::Review,
                Some(_) => Stage::Step,
            },
            took: answer.took,
        });
        let timed: Vec<Timed<'_>> = timed.collect();
        Ok(Self {
            predicted: super::statistics::predicted(&answers),
            shares: Shares::of(&timed, view.config.buttons == Buttons::Two),
            paces: Paces::of(timed.iter().copied()),
            record,
        })
    }
}

impl Planning {
    /// Solves the plan.
    pub fn run(self) -> Result<Planned, store::Error> {
        let Self { view, recent, habits, now, source, is_kept } = self;
        let today = view.today(now);
        let former = view.planned.as_deref();
        let steady = former.filter(|former| former.is_steady(&view, today));
        let answering = source.answering(&view, steady.or(former.filter(|former| former.day == today)))?;
        let usual = view.usual_time(habits.usual);
        let is_same = former.is_some_and(|former| !former.is_outdated && former.basis.holds(&view));
        let age = former.map_or(0, |former| days_between(former.day, today));
        let members = members(&view, &answering.paces, today);
        let ordered = prospect::ordered(&members, &view);
        let questions = ordered.iter().map(|(key, member)| member.question(view.memories.of(*key), today));
        let questions: Vec<Question> = questions.collect();
        let learner = Learner {
            fsrs: Fsrs::new(view.model().parameters().values().map(f64::from)),
            shares: answering.shares,
        };
        let seconds = view.coming_seconds(&recent, usual, habits.regularity, today);
        let problem = Problem { questions: &questions, seconds: &seconds, learner: &learner };
        let rounds = match (steady, is_same) {
            // One round moves no price.
            (Some(_), _) => 1,
            (None, true) => WARM_ROUNDS,
            (None, false) => CHANGED_ROUNDS,
        };
        let solution = match former {
            Some(former) => former.solution.again(&problem, age as usize, rounds),
            None => Solution::first(&problem, Precision::default()),
        };
        let prospect = Prospect::of(&view, &solution, &ordered, &questions, &answering, today);
        let mut planned = Planned {
            basis: Basis::of(&view),
            day: today,
            members: Arc::new(members),
            solution,
            usual,
            prospect: Prospect { usual: view.usual_of(habits.usual), ..prospect },
            answering,
            is_outdated: false,
            priced: steady.map_or(today, |former| former.priced),
            is_taken_up: false,
        };
        if is_kept {
            planned.keep(&view);
        }
        let view = View { planned: Some(Arc::new(planned.clone())), ..view };
        let left = view.left_today(&recent, now);
        planned.prospect.begin_with(&left, view.minutes_today(&recent, today));
        Ok(planned)
    }
}

impl View {
    /// The plan as it was solved last; `None` until then, and where no exam has a date.
    pub fn planned(&self) -> Option<&Planned> {
        self.planned.as_deref()
    }

    /// Whether an exam has a date that is to come, so that days are planned.
    pub fn is_planned(&self, today: Date) -> bool {
        self.agenda().coming(today).next().is_some()
    }

    /// Whether the plan has to be made, or made anew, for `today`.
    pub fn needs_plan(&self, today: Date) -> bool {
        self.is_planned(today)
            && self.planned().is_none_or(|planned| {
                planned.is_outdated
                    || planned.is_taken_up
                    || planned.day != today
                    || !planned.basis.holds(self)
            })
    }

    /// The minutes a day in the settings, if they were set there.
    fn minutes_set(&self) -> Option<Duration> {
        self.config.minutes_per_day.filter(|_| self.config.is_set("minutes_per_day"))
    }

    /// The time of a usual day where the learner's calendar does not say: what is set, else what is usual.
    fn usual_time(&self, usual: Option<Duration>) -> Duration {
        self.minutes_set().or(usual).unwrap_or(Duration::from_mins(FIRST_MINUTES))
    }

    /// The time of a usual day and where it is from; `None` where the learner's calendar says.
    fn usual_of(&self, habit: Option<Duration>) -> Option<(Duration, Usual)> {
        let usual = match (self.minutes_set(), habit) {
            (Some(_), _) => Usual::Settings,
            (None, Some(_)) => Usual::Habit,
            (None, None) => Usual::Nothing,
        };
        self.agenda().calendar.minutes.is_none().then(|| (self.usual_time(habit), usual))
    }

    /// The time that is left of `today`, after what was studied on it and what yesterday overran.
    fn time_left(&self, recent: &Recent, usual: Duration, today: Date) -> Duration {
        let calendar = &self.agenda().calendar;
        let of_yesterday = today.yesterday().map_or(Duration::MAX, |day| calendar.time(day, usual));
        let overrun = recent.spent_yesterday.saturating_sub(of_yesterday).min(LONGEST_OVERRUN);
        calendar.time(today, usual).saturating_sub(recent.today.spent + overrun)
    }

    /// What is left of the plan's time today, and the whole of it; `None` where no exam has a date that is to come.
    pub(super) fn minutes_today(&self, recent: &Recent, today: Date) -> Option<(Duration, Duration)> {
        let usual = self.planned().map_or_else(|| self.usual_time(None), |planned| planned.usual);
        let whole = self.agenda().calendar.time(today, usual);
        self.is_planned(today).then(|| (self.time_left(recent, usual, today), whole))
    }

    /// Seconds of study on each day until the last exam. Who studies on some days only has so much less on all.
    fn coming_seconds(
        &self,
        recent: &Recent,
        usual: Duration,
        (studied, offered): (u32, u32),
        today: Date,
    ) -> Vec<f64> {
        let last = self.agenda().exams.last().map_or(today, |dated| dated.date);
        let share = chance_of_study(studied, offered);
        let coming = (1..days_between(today, last)).map(|day| {
            let day = today.saturating_add(i64::from(day).days());
            share * self.agenda().calendar.time(day, usual).as_secs_f64()
        });
        [self.time_left(recent, usual, today).as_secs_f64()].into_iter().chain(coming).collect()
    }

    /// The days before the last exam that have time, today among them, with the time of the whole day.
    pub fn study_days(&self, today: Date) -> Vec<(Date, Duration)> {
        let usual = self.planned().map_or_else(|| self.usual_time(None), |planned| planned.usual);
        let last = self.agenda().coming(today).last().map_or(today, |dated| dated.date);
        let days = (0..days_between(today, last)).map(|day| today.saturating_add(i64::from(day).days()));
        let timed = days.map(|day| (day, self.agenda().calendar.time(day, usual)));
        timed.filter(|(_, time)| !time.is_zero()).collect()
    }
}

#[cfg(test)]
mod tests;
