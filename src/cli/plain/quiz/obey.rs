//! What commands do in a quiz.

use super::command::Command;
use super::sit::{Sit, Stage};
use crate::cli::plain::dialogue::Turn;
use crate::quiz::{Act, Sureness};
use crate::words;

impl Sit<'_, '_> {
    /// Does what a command says to the question before the learner.
    pub(super) fn run_command(&mut self, command: Command) -> anyhow::Result<Turn> {
        let all = self.running.sitting().entries().len();
        match command {
            Command::Next => return self.next(),
            Command::Back => match self.at().checked_sub(1) {
                Some(at) => return self.go(at),
                None => self.console.say("This is the first question.")?,
            },
            Command::Go(Some(number)) if (1..=all).contains(&number) => return self.go(number - 1),
            Command::Go(Some(number)) => {
                self.console.say(&format!("There is no question {number}: they go from 1 to {all}."))?;
            }
            Command::Go(None) => self.console.say("Type the number of a question as well, such as: g 1.")?,
            Command::Flag => self.flag()?,
            Command::Sure => self.sure(Sureness::Sure)?,
            Command::Unsure => self.sure(Sureness::Unsure)?,
            Command::Clear => return self.clear(),
            Command::Time => self.time()?,
            Command::List => self.list()?,
            Command::Hand => return Ok(self.turn_to(Stage::Review)),
            Command::Pause => return self.pause(),
            Command::Quit => return Ok(self.turn_to(Stage::Left)),
        }
        Ok(Turn::Again)
    }

    /// The next question; after the last it is offered to hand in.
    pub(super) fn next(&mut self) -> anyhow::Result<Turn> {
        let next = self.at() + 1;
        if next < self.running.sitting().entries().len() {
            self.go(next)
        } else {
            Ok(self.turn_to(Stage::Review))
        }
    }

    fn flag(&mut self) -> anyhow::Result<()> {
        let flagged = !self.entry().flagged;
        self.take(Act::Flag(self.at(), flagged))?;
        Ok(self.console.say(if flagged { "Marked." } else { "The mark is off." })?)
    }

    fn sure(&mut self, sure: Sureness) -> anyhow::Result<()> {
        if self.entry().told {
            return Ok(self.console.say("Its answer is told already.")?);
        }
        let said = Some(sure).filter(|sure| self.entry().sure != Some(*sure));
        self.take(Act::Sure(self.at(), said))?;
        Ok(self.console.say(match said {
            Some(Sureness::Sure) => "You are sure of it.",
            Some(Sureness::Unsure) => "You are unsure of it.",
            None => "Taken back.",
        })?)
    }

    fn clear(&mut self) -> anyhow::Result<Turn> {
        if self.is_closed() {
            self.console.say("It takes no other answer any more.")?;
            return Ok(Turn::Again);
        }
        self.take(Act::Answer(self.at(), None))?;
        self.console.say("Its answer is taken away.")?;
        Ok(Turn::On)
    }

    fn time(&mut self) -> anyhow::Result<()> {
        let elapsed = self.clock.elapsed();
        let used = self.running.used(elapsed);
        let mut sentence = format!("Time used: {}.", words::clock(used));
        if let Some(left) = self.running.left(elapsed) {
            sentence = format!("{sentence} Left: {}.", words::countdown(left));
        }
        if let Some(pace) = self.running.sitting().pace(used) {
            sentence = format!("{sentence} Answered: {}, {}.", pace.answered, words::pace(pace));
        }
        Ok(self.console.say(&sentence)?)
    }

    fn pause(&mut self) -> anyhow::Result<Turn> {
        if !self.running.sitting().terms().pausable {
            self.console.say("The clock of this quiz cannot be stopped.")?;
            return Ok(Turn::Again);
        }
        self.take(Act::Pause)?;
        Ok(Turn::On)
    }
}
