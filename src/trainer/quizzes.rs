//! Quizzes of a learner: begun, sat, handed in, and what they say about memory. How a paper is drawn is told beside.

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::Trainer;
use crate::quiz::{Act, Advice, End, Exam, Lesson, Paper, Report, Sitting, SittingId, Step, Terms};
use crate::schedule::{Mode, Rating, Review};
use crate::store::{self, Folded, Sat, Taken, Unreadable};

/// A sitting that has ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// Its name.
    pub id: SittingId,
    /// When it began.
    pub at: Timestamp,
    /// What was asked and answered.
    pub sitting: Sitting,
    /// What came of it.
    pub report: Report,
}

/// A sitting that has not ended, as it is found at the start.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// Its name.
    pub id: SittingId,
    /// When it began.
    pub at: Timestamp,
    /// Since its last step.
    pub away: Duration,
    /// The time used by now: with the time away, where the clock runs on.
    pub used: Duration,
    /// Where it stands.
    pub sitting: Sitting,
}

impl Past {
    /// What came of a stored sitting; `None` while it lasts, and where it was thrown away.
    pub(super) fn of(sat: Sat) -> Option<Self> {
        sat.sitting.end().filter(|end| *end != End::Discarded)?;
        let report = sat.sitting.report();
        Some(Self { id: sat.id, at: sat.at, sitting: sat.sitting, report })
    }
}

impl Waiting {
    /// Whether its time ran out meanwhile, so that it can only be handed in.
    pub fn is_over(&self) -> bool {
        self.sitting.is_time_over(self.used)
    }
}

impl Trainer {
    /// The quizzes that have ended, oldest first, without those that were thrown away.
    pub fn past_quizzes(&self) -> Result<Vec<Past>, store::Error> {
        Ok(self.store.sittings()?.into_iter().filter_map(Past::of).collect())
    }

    /// The last quizzes of `exam` that have ended, oldest first and no more than `most`. An empty name stands for those that
    /// a learner put together.
    pub fn last_quizzes(&self, exam: &str, most: usize) -> Result<Vec<Past>, store::Error> {
        Ok(self.store.last_sittings(exam, most)?.into_iter().filter_map(Past::of).collect())
    }

    /// The last quizzes that have ended, oldest first and no more than `most`.
    pub(super) fn last_of_all(&self, most: usize) -> Result<Vec<Past>, store::Error> {
        Ok(self.store.newest_sittings(most)?.into_iter().filter_map(Past::of).collect())
    }

    /// The quiz of that name; `None` while it lasts and where there is no such.
    pub fn past_quiz(&self, id: SittingId) -> Result<Option<Past>, store::Error> {
        Ok(self.store.sitting(id)?.and_then(Past::of))
    }

    /// What `past` and the whole papers of its exam before it say together; `None` where no exam was sat.
    pub fn advice(&self, past: &Past) -> Result<Option<Advice>, store::Error> {
        let paper = past.sitting.paper();
        let Some(exam) = self.library.exam(&paper.exam) else { return Ok(None) };
        if !is_whole(paper, exam) {
            return Ok(Some(Advice::TooShort));
        }
        let mut all = self.past_quizzes()?;
        all.retain(|one| {
            let other = one.sitting.paper();
            other.exam == paper.exam && is_whole(other, exam) && one.id <= past.id
        });
        Ok(Some(Advice::of(&all.iter().map(|one| &one.report).collect::<Vec<_>>())))
    }

    /// The quiz that has not ended, if there is one.
    pub fn waiting_quiz(&self, now: Timestamp) -> Result<Option<Waiting>, store::Error> {
        Ok(self.store.open_sitting()?.map(|sat| {
            // A clock that went back gives no time and takes none.
            let away = Duration::try_from(now.duration_since(sat.last)).unwrap_or_default();
            let used = sat.sitting.used_after(away);
            Waiting { id: sat.id, at: sat.at, away, used, sitting: sat.sitting }
        }))
    }

    /// Stores a quiz that begins now.
    pub fn begin_quiz(
        &self,
        paper: &Paper,
        terms: &Terms,
        now: Timestamp,
    ) -> Result<SittingId, store::Error> {
        self.store.begin_sitting(paper, terms, now, self.days().offset(now))
    }

    /// Stores a quiz that is gone from the log once more, with all that was done in it. Gives its new name.
    pub fn store_quiz_anew(&self, sitting: &Sitting, now: Timestamp) -> Result<SittingId, store::Error> {
        self.store.store_anew(sitting, now, self.days().offset(now))
    }

    /// The quizzes that stand in the log and cannot be read, oldest first.
    pub fn unreadable_quizzes(&self) -> Result<Vec<Unreadable>, store::Error> {
        self.store.unreadable()
    }

    /// Stores a step of a quiz. When this returns, it survives a power cut, if it counts at all.
    pub fn step_quiz(&self, id: SittingId, step: &Step, now: Timestamp) -> Result<Taken, store::Error> {
        self.store.take_step(id, step, now)
    }

    /// Ends a quiz after `used` of its time, and lets its answers say what they say about memory, where the learner
    /// wants that. Gives the step that ended it; a quiz that has ended already stays as it is. `None`: it is gone from the
    /// log, or was thrown away in another window.
    pub fn hand_in(
        &mut self,
        id: SittingId,
        used: Duration,
        end: End,
        now: Timestamp,
    ) -> Result<Option<Step>, store::Error> {
        let Some(mut sitting) = self.store.sitting(id)?.map(|sat| sat.sitting) else { return Ok(None) };
        if let Some(ended) = sitting.end() {
            return Ok(ending(&sitting).filter(|_| ended != End::Discarded || end == End::Discarded));
        }
        // The time until now counts for the item before the learner, unless they were away.
        sitting.end_at(used);
        let lessons = if end == End::Discarded { Vec::new() } else { self.lessons(&sitting, now) };
        let reviews = if sitting.terms().feeds { self.reviews(&sitting, &lessons, now) } else { Vec::new() };
        let step = Step { used: sitting.used(), act: Act::HandIn(end, lessons) };
        let memories = self.memories_with(&reviews)?;
        let folded: Vec<_> =
            memories.iter().map(|(key, memory)| Folded { key, memory: memory.as_ref() }).collect();
        match self.store.hand_in(id, &step, &reviews, &folded, now)? {
            Taken::Counts => {}
            // Another window was faster.
            Taken::Over => return Ok(self.store.sitting(id)?.and_then(|sat| ending(&sat.sitting))),
            Taken::Gone => return Ok(None),
        }
        for (key, memory) in memories {
            Arc::make_mut(&mut self.view.memories).set(&key, memory);
        }
        self.outdate_plan();
        self.follow_others();
        if !reviews.is_empty()
            && let Err(error) = self.remember()
        {
            // It is handed in all the same.
            self.tell([format!("How the cards read now could not be stored: {error}.")]);
        }
        Ok(Some(step))
    }

    fn lessons(&self, sitting: &Sitting, now: Timestamp) -> Vec<Option<Lesson>> {
        let report = sitting.report();
        let items = sitting.paper().items.iter().zip(sitting.entries()).zip(&report.marks);
        items
            .map(|((item, entry), mark)| Lesson::of(item, entry, mark, self.recall(&item.key, now)))
            .collect()
    }

    fn reviews(&self, sitting: &Sitting, lessons: &[Option<Lesson>], now: Timestamp) -> Vec<Review> {
        let items = sitting.paper().items.iter().zip(sitting.entries()).zip(lessons);
        let mut reviews = Vec::new();
        for ((item, entry), lesson) in items {
            // The deck may not be loaded now, such as one that was named by its path. The log keeps the review for it.
            let Some(lesson) = lesson else { continue };
            let (stamp, rating) = (self.stamp(now), lesson.rating());
            let mode = if rating.is_some() { Mode::Quiz } else { Mode::Trial };
            let memory = self.memory(&item.key).filter(|_| mode.schedules());
            let review = Review::new(stamp, item.key.clone(), rating.unwrap_or(Rating::Good), mode);
            let predicted = memory.map(|memory| self.model().predict(memory, stamp.at, stamp.offset));
            reviews.push(Review { predicted, ..review.taking(entry.spent) });
        }
        reviews
    }
}

/// Whether the paper is of a form of the exam, and not of a part of it.
fn is_whole(paper: &Paper, exam: &Exam) -> bool {
    exam.forms.iter().any(|form| form.id == paper.form)
}

/// The step that ended a sitting; `None` while it lasts.
fn ending(sitting: &Sitting) -> Option<Step> {
    let lessons = sitting.entries().iter().map(|entry| entry.lesson).collect();
    Some(Step { used: sitting.used(), act: Act::HandIn(sitting.end()?, lessons) })
}
