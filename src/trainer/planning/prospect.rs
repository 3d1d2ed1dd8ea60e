//! What the days until the exams are expected to bring, and how ready the learner will be.

use std::time::Duration;

use jiff::ToSpan;
use jiff::civil::Date;

use super::Answering;
use super::members::{Member, Members};
use crate::card::{KeyNumber, Part};
use crate::plan::{Expected, Forecast, Question, RolledDay, Solution};
use crate::quiz::{Exam, Form};
use crate::readiness::{Askable, Grounds, Missing, Readiness};
use crate::schedule::Calibration;
use crate::trainer::{DatedExam, Outlook, View};

/// The one number by which days ahead are drawn: the same plan always promises the same.
const CHANCE: u64 = 1;
/// The chance to guess an item with one right answer: of four options, one.
const GUESS: f64 = 0.25;

/// A day until the exam, as it is expected to go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayAhead {
    /// Which.
    pub day: Date,
    /// The time there is.
    pub time: Duration,
    /// The time that is expected to be used.
    pub used: Duration,
    /// Answers to questions that were studied before.
    pub reviews: f64,
    /// Questions that are studied for the first time.
    pub new: f64,
}

/// Where the minutes of a usual day are from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usual {
    /// The settings.
    Settings,
    /// How long the learner studied on their last days.
    Habit,
    /// Nothing is known yet.
    Nothing,
}

/// What the days until the last exam are expected to bring.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Prospect {
    /// From today to the day before the last exam.
    pub days: Vec<DayAhead>,
    /// Questions that will not have been studied by their exam.
    pub unseen: usize,
    /// The day on which the last question is studied for the first time; `None` where some stay unseen.
    pub seen_by: Option<Date>,
    /// The exams, the nearest first.
    pub exams: Vec<ExamProspect>,
    /// Questions more that ten minutes more a day would gain, at most.
    pub ten_more: f64,
    /// What is left of today.
    pub left: Outlook,
    /// How long a usual day is and where that is from, where the learner gave the plan no minutes.
    pub usual: Option<(Duration, Usual)>,
}

impl Prospect {
    /// The first day after today that repeats more than it brings: until then, much of what is due waits. `None` where today does,
    /// or no day.
    pub fn repeats_from(&self) -> Option<Date> {
        let first = self.days.iter().position(|day| day.reviews > day.new)?;
        (first > 0).then(|| self.days[first].day)
    }
}

/// How ready the learner will be for an exam.
#[derive(Debug, Clone, PartialEq)]
pub struct ExamProspect {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its day.
    pub date: Date,
    /// The questions that it asks and no nearer exam does, and how many of them were studied.
    pub questions: usize,
    /// See `questions`.
    pub seen: usize,
    /// Readiness by topic and whole, and the chance of passing: as the learner's own answers bear it out, by the memory model
    /// alone until there are enough of them.
    pub readiness: Readiness,
    /// Expected recall on the day as the learner's own answers bear it out; `None` until there are enough of them.
    pub expected: Option<Expected>,
    /// The day on which by this plan enough will be known to tell the chance of passing; `None` where that is told, or will not be.
    pub told_from: Option<Date>,
}

/// The first of `days` before which what is `missing` is there: answers to questions of earlier days, and first studies of so
/// large a share of `questions`.
fn told_from(missing: Missing, questions: usize, days: &[DayAhead]) -> Option<Date> {
    let Missing::Study { answers, share } = missing else { return None };
    let (mut reviews, mut new) = (0.0, 0.0);
    let last = days.iter().position(|day| {
        (reviews, new) = (reviews + day.reviews, new + day.new);
        reviews >= answers as f64 && new >= share * questions as f64
    });
    days.get(last? + 1).map(|day| day.day)
}

/// The questions in an order in which neighbours are alike: by exam, topic, and how firm they are.
pub(super) fn ordered(members: &Members, view: &View) -> Vec<(KeyNumber, Member)> {
    let mut ordered: Vec<(KeyNumber, Member)> =
        members.iter().map(|(number, member)| (*number, *member)).collect();
    ordered.sort_by(|(one, first), (other, second)| {
        let by_place = (first.exam, first.topic).cmp(&(second.exam, second.topic));
        let [firm, others] = [one, other].map(|number| view.memories().of(*number));
        let [firm, others] = [firm, others].map(|memory| memory.map_or(-1.0, |memory| memory.stability));
        by_place.then(firm.total_cmp(&others)).then(one.cmp(other))
    });
    ordered
}

/// The days from `today` on, which have so many `seconds` each.
fn days(rolled: &[RolledDay], seconds: &[f64], today: Date) -> Vec<DayAhead> {
    let days = rolled.iter().enumerate().map(|(place, rolled)| {
        let seconds = seconds.get(place).copied().unwrap_or(0.0).max(0.0);
        DayAhead {
            day: today.saturating_add((place as i64).days()),
            time: Duration::from_secs_f64(seconds),
            // The last answer of a day may pass its minutes; the day after it has so much less.
            used: Duration::from_secs_f64(rolled.seconds.clamp(0.0, seconds)),
            reviews: rolled.reviews,
            new: rolled.first_studies,
        }
    });
    days.collect()
}

impl Prospect {
    pub(super) fn of(
        view: &View,
        solution: &Solution,
        ordered: &[(KeyNumber, Member)],
        questions: &[Question],
        answering: &Answering,
        today: Date,
    ) -> Self {
        let outlook = solution.outlook(questions, CHANCE);
        let days = days(&outlook.days, solution.seconds(), today);
        let calibration = Calibration::of(&answering.predicted);
        let forecast = calibration.as_ref().map(|line| Forecast::new(solution, questions, line, CHANCE));
        let exams = view.agenda().coming(today).enumerate().map(|(nth, dated)| {
            let weight =
                |place: usize| if ordered[place].1.nth == nth { questions[place].weight } else { 0.0 };
            let askable: Vec<Askable> = (0..questions.len())
                .filter(|&place| ordered[place].1.nth == nth)
                .filter_map(|place| askable(&ordered[place], outlook.recalls[place], view, today))
                .collect();
            let planned = planned_for(nth, ordered, view);
            let prospect = ExamProspect::of(dated, &askable, planned, answering, &days);
            let (Some(line), Some(forecast)) = (&calibration, &forecast) else { return prospect };
            let expected = forecast.expected(weight);
            // By the model alone, the topics of somebody who forgets sooner would read better than the whole.
            let readiness = prospect.readiness.with_recalls(|topic, was| {
                let asked = askable.iter().filter(|question| question.topic == topic);
                let now: f64 = asked.filter_map(|question| question.now).map(|now| line.chance(now)).sum();
                let of_topic = |place: usize| f64::from(u8::from(ordered[place].1.topic == Some(topic)));
                let on_day = forecast.expected(|place| weight(place) * of_topic(place));
                let on_day = on_day.map_or_else(|| line.chance(was.on_day), |expected| expected.mean);
                (now / was.questions.max(1) as f64, on_day)
            });
            ExamProspect { readiness, expected, ..prospect }
        });
        let exams = exams.collect();
        let unseen = outlook.unseen.round() as usize;
        let last_new = days.iter().rev().find(|day| day.new >= 0.5).map(|day| day.day);
        Self {
            left: Outlook::default(),
            usual: None,
            seen_by: last_new.filter(|_| unseen == 0),
            exams,
            unseen,
            days,
            // A minute is worth the less, the more there are; nobody gains more than is forgotten or unseen.
            ten_more: solution.gained_by(600.0).min(outlook.recalls.iter().map(|recall| 1.0 - recall).sum()),
        }
    }
}

impl Prospect {
    /// Lets today be what is `left` of it now, in what is left of its minutes: what is expected of the days after it is a mean of many
    /// that are drawn.
    pub fn begin_with(&mut self, left: &Outlook, minutes: Option<(Duration, Duration)>) {
        self.left = *left;
        if let Some(today) = self.days.first_mut() {
            (today.reviews, today.new) = ((left.due + left.learning) as f64, left.new as f64);
            (today.used, today.time) = (left.time, minutes.map_or(today.time, |(left, _)| left));
        }
    }
}

impl ExamProspect {
    /// The exam of so many planned questions, of which so many were studied; `questions` are those that papers may ask.
    fn of(
        dated: &DatedExam,
        questions: &[Askable],
        (planned, seen): (usize, usize),
        answering: &Answering,
        days: &[DayAhead],
    ) -> Self {
        let exam = &*dated.exam;
        let form = form(exam);
        let grounds = Grounds {
            exam,
            form: &form,
            questions,
            predicted: &answering.predicted,
            record: answering.record,
        };
        let readiness = grounds.readiness();
        Self {
            id: exam.id.clone(),
            title: exam.title.clone(),
            date: dated.date,
            questions: planned,
            seen,
            told_from: readiness
                .passing
                .as_ref()
                .err()
                .and_then(|why| told_from(*why, questions.len(), days)),
            readiness,
            expected: None,
        }
    }
}

/// How many questions are planned for that of the coming exams, and how many of them were studied.
fn planned_for(nth: usize, ordered: &[(KeyNumber, Member)], view: &View) -> (usize, usize) {
    let planned = ordered.iter().filter(|(_, member)| member.nth == nth);
    let seen = planned.clone().filter(|(number, _)| view.memories().of(*number).is_some());
    (planned.count(), seen.count())
}

/// The longest form of an exam, which is the one that is sat; of one without forms, as many questions as it says nothing of.
fn form(exam: &Exam) -> Form {
    let longest = exam.forms.iter().max_by_key(|form| form.questions);
    longest.cloned().unwrap_or_else(|| Exam::own(&[], 1).1)
}

/// A question as papers are drawn from it; `None` where it is in no topic.
fn askable((number, member): &(KeyNumber, Member), recall: f64, view: &View, today: Date) -> Option<Askable> {
    let part = if member.is_performance { Part::Performance } else { Part::Single };
    Some(Askable {
        topic: member.topic?,
        part,
        guess: if member.is_performance { 0.0 } else { GUESS },
        now: view.memories().of(*number).map(|memory| view.model().recalled_now(memory, today)),
        on_day: (recall > 0.0).then_some(recall),
    })
}
