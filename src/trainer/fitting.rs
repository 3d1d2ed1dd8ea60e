//! Fitting the memory model to the learner's own answers, cut off from the log: it may go to another thread.

use jiff::{SignedDuration, Timestamp};

use super::Trainer;
use crate::schedule::fit::{self, Fit, History, Last};
use crate::schedule::{Memories, Model, Parameters, RowId};
use crate::stats;
use crate::store::{self, Reader};

/// What a fit is made from.
#[derive(Debug)]
pub struct Fitting {
    log: Reader,
    model: Model,
    day_start: jiff::civil::Time,
    now: Timestamp,
    is_asked: bool,
}

/// A fit, and what the log folds to by it.
#[derive(Debug)]
pub struct Fitted {
    /// What was found.
    pub fit: Fit,
    /// The state of the log that it was made from.
    generation: u64,
    model: Model,
    /// `None` where the parameters stay as they are.
    memories: Option<Memories>,
}

impl Trainer {
    /// What a fit is made from, if one may be due; the rest of that is found out by [`Fitting::run`]. Cheap.
    pub fn fitting_if_due(&self, now: Timestamp) -> Result<Option<Fitting>, store::Error> {
        if self.store.is_read_only() || !self.store.has_reviews(fit::FIRST)? {
            return Ok(None);
        }
        let last = self.store.parameters()?;
        let is_recent = last
            .is_some_and(|last| now.duration_since(last.at) < SignedDuration::from_hours(fit::REST_HOURS));
        if is_recent { Ok(None) } else { self.fitting_by(now, false).map(Some) }
    }

    /// What a fit is made from, which the learner asks for.
    pub fn fitting(&self, now: Timestamp) -> Result<Fitting, store::Error> {
        self.fitting_by(now, true)
    }

    fn fitting_by(&self, now: Timestamp, is_asked: bool) -> Result<Fitting, store::Error> {
        let (model, day_start) = (self.view.model().clone(), self.config.day_start);
        Ok(Fitting { log: self.store.reader()?, model, day_start, now, is_asked })
    }

    /// Takes a fit in: its parameters are a row of the log, and everything is folded by them. Gives whether it was; not where
    /// something was stored since the fit began.
    pub fn take_fit(&mut self, fitted: Fitted, now: Timestamp) -> Result<bool, store::Error> {
        if self.store.generation()? != fitted.generation {
            return Ok(false);
        }
        let row = self.store.set_parameters(row_of(&fitted.fit.parameters), now)?;
        let Some(memories) = fitted.memories else {
            self.refresh()?;
            return Ok(true);
        };
        let model = if fitted.fit.parameters.is_standard() { fitted.model } else { fitted.model.of_row(row) };
        // Nothing was stored since they were folded: they are those of the log as it stands. Where there is no room for them
        // they are folded once more.
        self.store.save_memories(&model.fingerprint(), &memories)?;
        self.refresh()?;
        Ok(true)
    }

    /// Goes by other parameters from now on. Folds everything anew.
    pub fn set_parameters(&mut self, parameters: &Parameters, now: Timestamp) -> Result<(), store::Error> {
        self.store.set_parameters(row_of(parameters), now)?;
        self.refresh()
    }

    /// The parameters that were in force before those that are now; `None` where there were no others.
    pub fn parameters_before(&self) -> Result<Option<Parameters>, store::Error> {
        let now = self.view.model().parameters();
        let all = self.store.all_parameters()?;
        if all.is_empty() {
            return Ok(None);
        }
        let mut all = all.iter().map(|row| read(&row.values)).chain([Parameters::STANDARD]);
        Ok(all.find(|parameters| *parameters != now))
    }
}

impl Fitted {
    /// What the learner is told of it, where it changes anything about `before`.
    pub fn told(&self, before: &Model) -> Option<String> {
        let answers = stats::grouped(self.fit.rows);
        match self.fit.gain() {
            _ if self.fit.parameters == before.parameters() => None,
            gain if self.fit.parameters.is_standard() || gain <= 0.0 => {
                Some(format!("After {answers} answers the standard schedule predicts you best again."))
            }
            gain => Some(format!(
                "The schedule is fitted to your {answers} answers: it predicts {} better than the standard.",
                percent(gain),
            )),
        }
    }
}

/// A share in words: `4 %`, `0.6 %` below 1.
pub fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    if percent.abs() < 0.95 { format!("{percent:.1} %") } else { format!("{percent:.0} %") }
}

impl Fitting {
    /// Fits the parameters and folds the log by them; `None` where no fit is due.
    pub fn run(self) -> Result<Option<Fitted>, store::Error> {
        let generation = self.log.generation()?;
        let rows = self.log.all_parameters()?;
        let current = self.model.parameters();
        // Those in force were fitted where the row was stored that is the first of its like.
        let made = rows.iter().take_while(|row| read(&row.values) == current).last().map(|row| row.id);
        let last = rows.first().map(|row| (row.id, row.at));
        let (history, [before_last, before_made]) = self.history([last.map(|(id, _)| id), made])?;
        let last = last.map(|(_, at)| Last { rows: before_last, at });
        if !self.is_asked && !fit::is_due(history.rows(), last, self.now) {
            return Ok(None);
        }
        let fit = fit::fit(&history, &current, before_made);
        drop(history);
        let model = self.model.by(&fit.parameters);
        let memories = if fit.parameters == current { None } else { Some(self.folded(&model)?) };
        Ok(Some(Fitted { fit, generation, model, memories }))
    }

    /// The answers of the log, and how many of them were given before each of these rows was stored.
    fn history(&self, rows: [Option<RowId>; 2]) -> Result<(History, [usize; 2]), store::Error> {
        let (mut history, mut before) = (History::new(self.day_start, self.now), [0; 2]);
        self.log.reviews(|logged| {
            if logged.retracted {
                return;
            }
            let known = history.rows();
            history.add(logged.owner.number(), &logged.review);
            for (row, before) in rows.iter().zip(&mut before) {
                let is_before = row.is_some_and(|row| logged.review.id < row);
                *before += usize::from(is_before && history.rows() > known);
            }
        })?;
        Ok((history, before))
    }

    fn folded(&self, model: &Model) -> Result<Memories, store::Error> {
        let mut memories = Memories::default();
        self.log.reviews(|logged| fold_in(&mut memories, model, logged))?;
        Ok(memories)
    }
}

/// Folds one more review of a log into the memories of its questions.
pub(super) fn fold_in(memories: &mut Memories, model: &Model, logged: store::Logged) {
    let mut review = logged.review;
    if logged.retracted || !review.mode.schedules() {
        return;
    }
    let number = logged.owner.number();
    review.key = logged.owner;
    let memory = model.apply(memories.of(number).copied(), &review);
    memories.set(number, memory);
}

/// What is stored for parameters: nothing for the standard ones.
fn row_of(parameters: &Parameters) -> &[f32] {
    if parameters.is_standard() { &[] } else { parameters.values() }
}

/// The parameters of a row; the standard ones for what makes no sense.
fn read(values: &[f32]) -> Parameters {
    Parameters::new(values).unwrap_or(Parameters::STANDARD)
}

#[cfg(test)]
mod tests;
