//! What the days until the exam bring, in words, for screens and lines alike.

use jiff::civil::Date;

use super::why::{Change, Reason};
use super::{ExamProspect, Prospect, Usual};
use crate::plan::Expected;
use crate::readiness::{Missing, Topic};
use crate::schedule::{Rating, days_between};
use crate::words;

/// Topics that are told as the weakest now, at most.
const WEAKEST: usize = 2;

impl Prospect {
    /// Today first, then what is studied by the exam, then what is recalled on its day.
    pub fn sentences(&self) -> Vec<String> {
        if self.exams.iter().all(|exam| exam.questions == 0) {
            return vec![Missing::Questions.words()];
        }
        if self.days.is_empty() {
            return vec!["The exam is today. What is least certain comes first.".to_owned()];
        }
        let exams = self.exams.iter().map(ExamProspect::sentence);
        [self.today(), self.studied()].into_iter().chain(exams).chain(self.minutes()).collect()
    }

    /// What stands besides figures that are told already: what is never studied, and what is missing to tell more.
    pub fn besides(&self) -> Vec<String> {
        let studied = (self.unseen > 0).then(|| self.studied());
        let untold = self.exams.iter().filter_map(ExamProspect::untold);
        studied.into_iter().chain(untold).chain(self.minutes()).collect()
    }

    /// How many minutes a day the plan has where it was given none, and why so many.
    fn minutes(&self) -> Option<String> {
        let (time, usual) = self.usual?;
        let why = match usual {
            Usual::Settings => "as `minutes_per_day` says in your settings",
            Usual::Habit => "as long as you usually study",
            Usual::Nothing => "until there is something to tell it by",
        };
        Some(format!("You gave the plan no minutes: it has {} a day, {why}.", words::minutes(time)))
    }

    fn today(&self) -> String {
        if self.days.iter().all(|day| day.time.is_zero()) {
            return "No day before the exam has any minutes left.".to_owned();
        }
        match (self.days[0].time.is_zero(), self.left.questions()) {
            (true, 0) => "Today has no minutes left.".to_owned(),
            (_, 0) => "Today has nothing more to ask.".to_owned(),
            _ => format!("Today: {}.", self.left.words(true)),
        }
    }

    fn studied(&self) -> String {
        match (self.unseen, self.seen_by) {
            (0, Some(day)) => format!("Every question is studied by {}.", words::date(day)),
            (0, None) => "Every question was studied.".to_owned(),
            (unseen, _) => {
                let more = self.ten_more.round() as usize;
                let gain = if more > 0 {
                    let answers = words::count(more, "right answer");
                    format!(" Ten more minutes a day are worth up to {answers} more.")
                } else {
                    String::new()
                };
                format!("{} will not have been studied by then.{gain}", words::count(unseen, "question"))
            }
        }
    }
}

impl ExamProspect {
    /// What will be recalled on the day, and the chance of passing; or what is missing to tell it.
    pub fn sentence(&self) -> String {
        let day = words::date(self.date);
        let recall = self.expected.map(|Expected { mean, low, high }| {
            let [mean, low, high] = [mean, low, high].map(words::percent);
            format!(
                "If you keep to the plan every day, you will recall about {mean} of it on {day}, between {low} and {high}."
            )
        });
        let passing = match &self.readiness.passing {
            Ok(passing) => Some(format!("Chance of passing: {}.", passing.words())),
            Err(_) => self.untold(),
        };
        let now = self.expected.map(|_| self.now());
        recall.into_iter().chain(passing).chain(now).collect::<Vec<_>>().join(" ")
    }

    /// `Now it is 31 %; weakest: DNS (4 %) and Mail (9 %).`
    fn now(&self) -> String {
        let now = words::percent(self.readiness.now);
        let weakest =
            self.weakest_now().map(|topic| format!("{} ({})", topic.title, words::percent(topic.now)));
        match weakest.collect::<Vec<_>>().join(" and ") {
            names if names.is_empty() => format!("Now it is {now}."),
            names => format!("Now it is {now}; weakest: {names}."),
        }
    }

    /// The weakest topics now, where there are others.
    fn weakest_now(&self) -> impl Iterator<Item = &Topic> {
        let topics = self.readiness.weakest_now();
        let told = if topics.len() > WEAKEST { WEAKEST } else { topics.len().saturating_sub(1) };
        topics.into_iter().take(told)
    }

    /// What is missing to tell the chance of passing, and when it will be there; `None` where it is told, or where recall on
    /// the day is all that there is to tell.
    fn untold(&self) -> Option<String> {
        let missing = match self.readiness.passing.as_ref().err()? {
            Missing::PassMark if self.expected.is_some() => return None,
            missing => missing.words(),
        };
        Some(match self.told_from {
            Some(day) => format!("{missing} By this plan that is on {}.", words::date(day)),
            None => missing,
        })
    }

    /// The same in a few words, seen from `today`: the days left, what is recalled on the day, the weakest topic; as long as
    /// there is no telling, how much of it was studied.
    pub fn brief(&self, today: Date) -> String {
        let away = match days_between(today, self.date) {
            0 => "The exam is today".to_owned(),
            1 => "The exam is tomorrow".to_owned(),
            days => format!("Exam in {days} days, {}", words::date(self.date)),
        };
        let Some(expected) = self.expected else {
            return format!("{away}: {} of {} studied.", self.seen, words::count(self.questions, "question"));
        };
        let recalled = words::percent(expected.mean);
        let mut parts = vec![format!("about {recalled} recalled by then, if you keep to the plan every day")];
        if let Ok(passing) = &self.readiness.passing {
            parts.push(format!("chance of passing {}", passing.words()));
        }
        let now: Vec<&str> = self.weakest_now().map(|topic| topic.title.as_str()).collect();
        if !now.is_empty() {
            parts.push(format!("weakest now: {}", now.join(" and ")));
        }
        if let Some(weakest) = self.readiness.weakest().filter(|topic| !now.contains(&topic.title.as_str())) {
            parts.push(format!("weakest by then: {}", weakest.title));
        }
        format!("{away}: {}.", parts.join("; "))
    }
}

impl ExamProspect {
    /// The same in about twenty columns: the days left, and what is recalled on the day or how much of it was studied.
    pub fn shortest(&self, today: Date) -> String {
        let away = match days_between(today, self.date) {
            0 => "Exam today".to_owned(),
            days => format!("Exam in {days} d"),
        };
        match self.expected {
            Some(expected) => format!("{away}: {}", words::percent(expected.mean)),
            None => format!("{away}: {}/{}", self.seen, self.questions),
        }
    }
}

/// Why a question is asked now: the chance of recall now and on the day of the exam, without an answer today and with one.
pub(super) fn why_now(reason: &Reason) -> String {
    let on_day = format!("on {}", words::short_date(reason.exam, reason.today));
    let told = match reason.change {
        Change::New { with } => {
            format!(
                "New: if you learn it today, the chance that you recall it {on_day} is {}",
                words::percent(with)
            )
        }
        Change::Done { on_day: recall } => {
            format!("Studied today: the chance that you recall it {on_day} is {}", words::percent(recall))
        }
        Change::Review { now, without, with } => {
            let [now, without, with] = [now, without, with].map(words::percent);
            format!(
                "The chance that you recall this is {now} now; {on_day} it is {without}, or {with} if you answer it today"
            )
        }
        Change::ExamToday { now: None } => "The exam is today, and this was never studied".to_owned(),
        Change::ExamToday { now: Some(now) } => {
            format!("The exam is today, and the chance that you recall this is {}", words::percent(now))
        }
    };
    format!("{told}{}.", last_ratings(&reason.last))
}

/// The last ratings, newest first: `. Your last ratings: good, again`.
fn last_ratings(last: &[Rating]) -> String {
    let names: Vec<&str> = last.iter().map(|rating| rating.name()).collect();
    if names.is_empty() { String::new() } else { format!(". Your last ratings: {}", names.join(", ")) }
}
