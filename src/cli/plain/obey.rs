//! What commands do in a session.

use jiff::Timestamp;

use super::ask;
use super::command::Command;
use super::dialogue::Turn;
use super::drill::Drill;
use crate::schedule::Decision;
use crate::study::Change;
use crate::words;

impl Drill<'_> {
    /// Does what a command says.
    pub(super) fn run_command(&mut self, command: Command) -> anyhow::Result<Turn> {
        match command {
            Command::Hint => self.hint()?,
            Command::Undo => return self.undo(),
            Command::Redo => return self.redo(),
            Command::Bury => {
                let tomorrow = self.trainer.today(self.clock.now()).tomorrow().ok();
                return self
                    .set_aside(Decision::Bury(tomorrow), "Put off until tomorrow. u takes that back.");
            }
            Command::Suspend => {
                return self.set_aside(
                    Decision::Suspend(true),
                    "Set aside: it will not be asked any more. u takes that back.",
                );
            }
            Command::Flag => self.flag()?,
            Command::Why => self.why()?,
            Command::Quit => return Ok(self.leave()),
            Command::Overrule => {
                self.session.overrule();
                if !self.is_asking() {
                    return Ok(Turn::On);
                }
                self.console.say("There is no verdict yet: answer first.")?;
            }
            Command::GiveUp if self.is_asking() => return self.give(None),
            Command::GiveUp => self.console.say("The answer is shown already: rate it.")?,
        }
        Ok(Turn::Again)
    }

    fn hint(&mut self) -> anyhow::Result<()> {
        let had_one = self.session.hint();
        let drawn = self.session.asked().and_then(|asked| asked.posed.hint.clone());
        let hint = drawn.or_else(|| self.session.item().and_then(|item| item.question.notes.hint.clone()));
        match hint {
            Some(hint) if had_one => self.console.text("Hint:", &hint)?,
            Some(_) => self.console.say("It is answered already.")?,
            None => self.console.say("This question has no hint.")?,
        }
        Ok(())
    }

    fn why(&mut self) -> anyhow::Result<()> {
        let Some(item) = self.session.item() else { return Ok(()) };
        let key = self.trainer.present_name(&item.question.key).clone();
        let history = self.trainer.history(&key)?;
        let why = self.trainer.why_asked(&key, &history, self.clock.now());
        Ok(self.console.say(&why)?)
    }

    fn undo(&mut self) -> anyhow::Result<Turn> {
        let now = self.clock.now();
        let Some(change) = self.session.undo() else { return self.take_back_last(now) };
        let stored = match &change {
            Change::Review(review) => self.trainer.retract(review, now),
            Change::Decide { key, before, .. } => self.trainer.decide(key, before, now),
        };
        if let Err(error) = stored {
            self.session.redo();
            self.complain(&error.into())?;
            return Ok(Turn::Again);
        }
        self.console.say("Taken back.")?;
        self.repeat()
    }

    /// Takes back the last review of an earlier session, and asks its question first.
    fn take_back_last(&mut self, now: Timestamp) -> anyhow::Result<Turn> {
        let earlier = self.trainer.last_of_earlier(now)?;
        if let Some(review) = earlier.filter(|review| self.asked_of.as_ref() != Some(&review.id)) {
            let item = self.trainer.item(&review.key);
            let prompt = item.map_or_else(|| review.key.to_string(), |item| item.question.line());
            let day = self.trainer.days().of_review(review.at, review.offset);
            let (day, rated) = (words::day(day, self.trainer.today(now)), review.rating.name());
            self.asked_of = Some(review.id);
            self.console.say(&format!(
                "Not of today: “{prompt}”, rated {rated}, {day}. The same once more takes it back."
            ))?;
            return Ok(Turn::Again);
        }
        match self.trainer.take_back_last(now) {
            Ok(Some(review)) => {
                let item = self.trainer.item(&review.key);
                let prompt = item.as_ref().map(|item| item.question.line());
                if let Some(item) = item {
                    self.session.ask_first(item, now, self.rng);
                }
                let prompt = prompt.unwrap_or_else(|| review.key.to_string());
                let rated = review.rating.name();
                self.console
                    .say(&format!("Taken back from an earlier session: “{prompt}”, rated {rated}."))?;
                Ok(Turn::On)
            }
            Ok(None) => {
                self.console.say("There is nothing to take back.")?;
                Ok(Turn::Again)
            }
            Err(error) => {
                self.complain(&error.into())?;
                Ok(Turn::Again)
            }
        }
    }

    fn redo(&mut self) -> anyhow::Result<Turn> {
        let now = self.clock.now();
        let Some(change) = self.session.redo() else {
            self.console.say("There is nothing to do again.")?;
            return Ok(Turn::Again);
        };
        let stored = match &change {
            Change::Review(review) => self.trainer.restore(review, now),
            Change::Decide { key, now: decision, .. } => self.trainer.decide(key, decision, now),
        };
        if let Err(error) = stored {
            self.session.undo();
            self.complain(&error.into())?;
            return Ok(Turn::Again);
        }
        self.console.say("Done again.")?;
        self.repeat()
    }

    /// Prints the question that an answer belongs to, which may have been on screen long ago.
    fn repeat(&mut self) -> anyhow::Result<Turn> {
        if let Some(asked) = self.session.asked().filter(|_| !self.is_asking()) {
            ask::ask(&asked.posed, &mut self.console)?;
        }
        Ok(Turn::On)
    }

    fn set_aside(&mut self, decision: Decision, sentence: &str) -> anyhow::Result<Turn> {
        let Some((key, decision)) = self.session.set_aside(decision) else { return Ok(Turn::Again) };
        if let Err(error) = self.trainer.decide(&key, &decision, self.clock.now()) {
            self.session.undo();
            self.complain(&error.into())?;
            return Ok(Turn::Again);
        }
        self.console.say(sentence)?;
        Ok(Turn::On)
    }

    fn flag(&mut self) -> anyhow::Result<()> {
        let Some((key, decision)) = self.session.flag() else { return Ok(()) };
        if let Err(error) = self.trainer.decide(&key, &decision, self.clock.now()) {
            self.session.flag();
            return self.complain(&error.into());
        }
        let sentence = if decision == Decision::Flag(true) { "Marked." } else { "The mark is off." };
        Ok(self.console.say(sentence)?)
    }
}
