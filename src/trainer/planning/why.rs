//! Why a question is asked now, and what the rating keys show while its exam comes nearer.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Member, Planned, words as sentences};
use crate::card::QuestionKey;
use crate::plan::Gain;
use crate::schedule::{Memory, Outcome, Rating, Review, Wait, days_between};
use crate::trainer::View;
use crate::words;

/// As many of the last ratings are told.
const TOLD: usize = 3;

/// What there is to say of a question and the exam that asks it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reason {
    pub(super) exam: Date,
    pub(super) today: Date,
    pub(super) change: Change,
    /// How it was rated, newest first.
    pub(super) last: Vec<Rating>,
}

/// The chance of recall, 0 to 1, and what studying the question today makes of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Change {
    /// It was never studied: the chance on the exam day after a first study today.
    New { with: f64 },
    /// It was studied today: the chance on the exam day.
    Done { on_day: f64 },
    /// The chance now, and on the exam day without a review and with one today.
    Review { now: f64, without: f64, with: f64 },
    /// The exam is today: the chance now, if it was ever studied.
    ExamToday { now: Option<f64> },
}

impl View {
    /// Why the question is worth asking today, in one sentence: what an answer gains on the day of the nearest exam that asks
    /// it. `history` are its reviews that count, oldest first. `None` where no exam with a date asks it, as long as there is
    /// no plan, and where a learning step brings the question back anyway.
    pub fn why_now(&self, key: &QuestionKey, history: &[Review], now: Timestamp) -> Option<String> {
        let today = self.today(now);
        let (planned, member) = self.planned_member(key, today)?;
        let memory = self.memory(key);
        if memory.is_some_and(|memory| memory.waiting(today).is_some()) {
            return None;
        }
        let answers = history.iter().rev().filter(|review| review.mode.is_answer());
        let last = answers.take(TOLD).map(|review| review.rating).collect();
        let change = self.change(planned, member, memory, today);
        Some(sentences::why_now(&Reason { exam: member.exam, today, change, last }))
    }

    /// Why the question is asked: by the exam, or else by its schedule.
    pub fn why_asked(&self, key: &QuestionKey, history: &[Review], now: Timestamp) -> String {
        if let Some(why) = self.why_now(key, history, now) {
            return why;
        }
        let last = history.iter().rev().find(|review| review.mode.schedules());
        self.memory(key).map_or_else(
            || words::WHY_NEW.to_owned(),
            |memory| words::why_due(memory, last, self.model(), self.today(now)),
        )
    }

    /// What the rating keys show: while an exam is to come that asks the question, it comes again by then, so no wait is told
    /// that goes beyond. The day that is stored is the one of `outcomes`.
    pub fn shown_waits(&self, key: &QuestionKey, outcomes: [Outcome; 4], now: Timestamp) -> [Outcome; 4] {
        let today = self.today(now);
        let Some((_, member)) = self.planned_member(key, today).filter(|(_, member)| member.exam > today)
        else {
            return outcomes;
        };
        let left = days_between(today, member.exam);
        outcomes.map(|outcome| match outcome.wait {
            Wait::Days(days) => Outcome { wait: Wait::Days(days.min(left)), ..outcome },
            Wait::Step(_) => outcome,
        })
    }

    /// The plan, and what it knows of the question; `None` where no exam asks it that is to come.
    fn planned_member(&self, key: &QuestionKey, today: Date) -> Option<(&Planned, &Member)> {
        let planned = self.planned().filter(|_| self.is_planned(today))?;
        let member = planned.members.get(&key.number()).filter(|member| member.exam >= today)?;
        Some((planned, member))
    }

    fn change(&self, planned: &Planned, member: &Member, memory: Option<&Memory>, today: Date) -> Change {
        if member.exam == today {
            return Change::ExamToday {
                now: memory.map(|memory| self.model().retrievability(memory, today)),
            };
        }
        let gain = Gain::new(planned.solution.learner(), &member.question(memory, today));
        match (memory, gain.recall) {
            (Some(memory), _) if memory.last_day >= today => {
                Change::Done { on_day: self.model().retrievability(memory, member.exam) }
            }
            (_, Some(now)) => Change::Review { now, without: gain.without, with: gain.with },
            (_, None) => Change::New { with: gain.with },
        }
    }
}
