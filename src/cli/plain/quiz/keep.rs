//! Steps are stored when they are taken; one that cannot be is kept, and those after it wait behind it.

use super::sit::{Kept, Sit};
use crate::cli::plain::command::is_leaving;
use crate::quiz::{Act, End};
use crate::store::Taken;
use crate::words::count;

impl Sit<'_, '_> {
    /// Takes a step and stores it; where it cannot be, that is told once.
    pub(super) fn take(&mut self, act: Act) -> anyhow::Result<()> {
        let was_told = self.kept.why.is_some();
        self.take_quietly(act)?;
        if let Some(why) = self.kept.why.as_ref().filter(|_| !was_told) {
            self.console.complain(why)?;
            self.console.say("The step is kept here; the next line tries again to store it.")?;
        }
        Ok(())
    }

    /// The same, but says nothing where it cannot be stored: the next line will.
    pub(super) fn take_quietly(&mut self, act: Act) -> anyhow::Result<()> {
        let moment = self.clock.moment();
        let step = self.running.take(act, moment.elapsed);
        self.kept.steps.push_back((step, moment.now));
        let was_told = self.kept.why.is_some();
        if self.is_all_stored() && was_told { self.say_stored() } else { Ok(()) }
    }

    /// Tries again to store what is kept.
    pub(super) fn store_kept(&mut self) -> anyhow::Result<()> {
        if self.kept.steps.is_empty() {
            return Ok(());
        }
        if self.is_all_stored() {
            return self.say_stored();
        }
        let steps = count(self.kept.steps.len(), "step");
        Ok(self.console.say(&format!("Still not stored, but kept here: {steps}."))?)
    }

    fn say_stored(&mut self) -> anyhow::Result<()> {
        Ok(self.console.say("All is stored now.")?)
    }

    /// Stores the steps one after the other, the first first, as far as it can.
    fn is_all_stored(&mut self) -> bool {
        while let Some((step, now)) = self.kept.steps.front() {
            match self.trainer.step_quiz(self.id, step, *now) {
                Ok(Taken::Counts) => {}
                Ok(found) => self.found = found,
                Err(error) => {
                    self.kept.why = Some(error.into());
                    return false;
                }
            }
            self.kept.steps.pop_front();
        }
        self.kept.why = None;
        true
    }

    /// Asks whether a quiz that is gone from the log is stored once more, and does it. Gives whether it was.
    pub(super) fn is_stored_anew(&mut self) -> anyhow::Result<bool> {
        self.console.say(
            "This quiz is not in the log any more: a backup was restored, or it was thrown away in another window. \
             Your answers are all still here.",
        )?;
        loop {
            let line = self.console.ask("Type s to store it anew, or q to leave it.")?;
            match line.as_deref().map(|line| line.trim().trim_start_matches(':')) {
                Some("s") => {}
                Some(line) if !is_leaving(Some(line)) => continue,
                _ => return Ok(false),
            }
            match self.trainer.store_quiz_anew(self.running.sitting(), self.clock.now()) {
                Ok(id) => {
                    (self.id, self.found) = (id, Taken::Counts);
                    // All of them are in the sitting.
                    self.kept = Kept::default();
                    self.console.say("The quiz is stored anew, with everything you did in it.")?;
                    return Ok(true);
                }
                Err(error) => self.console.complain(&error.into())?,
            }
        }
    }

    /// Hands in; if that cannot be stored, it is tried again until it can. Whether it has ended.
    pub(super) fn hand_in(mut self, end: End) -> anyhow::Result<bool> {
        let used = self.running.used(self.clock.elapsed());
        loop {
            if self.is_all_stored() {
                match self.trainer.hand_in(self.id, used, end, self.clock.now()) {
                    Ok(Some(step)) => {
                        self.running.follow(&step, self.clock.elapsed());
                        self.console.blank()?;
                        return Ok(true);
                    }
                    Ok(None) if self.is_stored_anew()? => continue,
                    Ok(None) => return Ok(false),
                    Err(error) => self.kept.why = Some(error.into()),
                }
            }
            if let Some(why) = &self.kept.why {
                self.console.complain(why)?;
            }
            let prompt =
                "It is not handed in yet, but kept here. Press Enter to try again, or type q to leave.";
            if is_leaving(self.console.ask(prompt)?.as_deref()) {
                return self.kept.lost().map(|()| false);
            }
        }
    }
}
