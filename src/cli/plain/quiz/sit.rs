//! The sitting: questions one after the other, in any order, until it is handed in or the time is over.

use std::collections::VecDeque;

use anyhow::Context;
use jiff::Timestamp;

use super::command::{self, COMMANDS, Command};
use super::ready;
use crate::card::{Answer, Input, Verdict};
use crate::cli::plain::command::{Bare, Line, Row, is_leaving};
use crate::cli::plain::console::Console;
use crate::cli::plain::dialogue::{Dialogue, Heard, Turn};
use crate::cli::plain::feedback::{self, Reasons};
use crate::cli::plain::{ask, lines};
use crate::clock::Clock;
use crate::quiz::{Act, End, Entry, Item, Progress, Running, SittingId, Step, Sureness};
use crate::store::Taken;
use crate::trainer::Trainer;
use crate::words;
use crate::words::count;

/// A quiz at work.
pub(super) struct Sit<'a, 'out> {
    pub(super) trainer: &'a mut Trainer,
    pub(super) id: SittingId,
    pub(super) running: Running,
    pub(super) clock: &'a Clock,
    pub(super) console: &'a mut Console<'out>,
    /// Steps that could not be stored yet.
    pub(super) kept: Kept,
    /// What another window made of it, or a restored backup.
    pub(super) found: Taken,
    stage: Stage,
    /// The line of the answer that is typed next.
    line: usize,
}

/// Steps that are not stored yet, in their order, and why.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) steps: VecDeque<(Step, Timestamp)>,
    pub(super) why: Option<anyhow::Error>,
}

impl Kept {
    /// Leaving with unstored steps is an error.
    pub(super) fn lost(self) -> anyhow::Result<()> {
        let steps = count(self.steps.len(), "step");
        match self.why {
            Some(why) if !self.steps.is_empty() => {
                Err(why).with_context(|| format!("could not store the last {steps} of the quiz"))
            }
            Some(why) => Err(why),
            None => Ok(()),
        }
    }
}

/// What is before the learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// A question, or the clock that stands.
    Question,
    /// The question whether to hand in.
    Review,
    /// Nothing: it is handed in.
    Ended(End),
    /// Nothing: it goes on later.
    Left,
    /// Nothing: it is gone from the log, and is not stored anew.
    Gone,
}

impl<'a, 'out> Sit<'a, 'out> {
    pub(super) fn new(
        trainer: &'a mut Trainer,
        id: SittingId,
        running: Running,
        clock: &'a Clock,
        console: &'a mut Console<'out>,
    ) -> Self {
        Self {
            trainer,
            id,
            running,
            clock,
            console,
            kept: Kept::default(),
            found: Taken::Counts,
            stage: Stage::Question,
            line: 0,
        }
    }

    /// Asks until it is handed in or the learner leaves; whether it has ended.
    pub(super) fn run(mut self) -> anyhow::Result<bool> {
        self.go_through()?;
        match self.stage {
            Stage::Ended(end) => self.hand_in(end),
            Stage::Gone => Ok(false),
            Stage::Question | Stage::Review | Stage::Left => self.leave().map(|()| false),
        }
    }

    /// Sees to what another window made of it.
    fn heed_found(&mut self) -> anyhow::Result<()> {
        match self.found {
            Taken::Counts => {}
            Taken::Over => {
                self.console.say("The quiz was handed in from another window.")?;
                self.stage = Stage::Ended(End::HandedIn);
            }
            Taken::Gone => {
                if !self.is_stored_anew()? {
                    self.stage = Stage::Gone;
                }
            }
        }
        Ok(())
    }

    pub(super) const fn turn_to(&mut self, stage: Stage) -> Turn {
        self.stage = stage;
        Turn::On
    }

    /// How an answer to the question before the learner is given; `None` in the review.
    fn input(&self) -> Option<&Input> {
        (self.stage == Stage::Question).then(|| &self.item().posed.input)
    }

    fn is_paused(&self) -> bool {
        self.running.sitting().is_paused()
    }

    pub(super) fn at(&self) -> usize {
        self.running.sitting().at()
    }

    pub(super) fn entry(&self) -> &Entry {
        &self.running.sitting().entries()[self.at()]
    }

    pub(super) fn item(&self) -> &Item {
        &self.running.sitting().paper().items[self.at()]
    }

    pub(super) fn is_closed(&self) -> bool {
        self.running.sitting().is_closed(self.at())
    }

    /// Prints the question before the learner.
    fn question(&mut self) -> anyhow::Result<()> {
        let (at, all) = (self.at(), self.running.sitting().entries().len());
        let (item, entry) = (self.item().clone(), self.entry().clone());
        self.console.blank()?;
        self.console.say(&format!("Question {} of {all}{}.", at + 1, remarks(&entry)))?;
        ask::ask(&item.posed, self.console)?;
        self.line = entry.answer.as_ref().map_or(0, |answer| item.posed.input.next_line(answer));
        if let Some(answer) = &entry.answer {
            self.console.say(&format!("Your answer: {}", item.in_words(answer)))?;
        }
        if entry.told {
            self.solution()?;
        }
        Ok(())
    }

    /// Takes a line as the answer to the question before the learner.
    fn reply(&mut self, line: &str) -> anyhow::Result<Turn> {
        let input = self.item().posed.input.clone();
        let is_answered = self.running.sitting().progress(self.at()) == Progress::Answered;
        if self.is_closed() || (line.trim().is_empty() && is_answered) {
            return self.next();
        }
        if line.trim().is_empty() {
            let colon = if input.is_typed() { ":" } else { "" };
            self.console.say(&format!("It is not answered yet: {colon}n leaves it open and goes on."))?;
            return Ok(Turn::Again);
        }
        let begun = self.entry().answer.clone().unwrap_or_else(|| input.nothing());
        let answer = match input.read(line, self.line, begun) {
            Ok(answer) => answer,
            Err(sentence) => {
                self.console.say(&sentence)?;
                return Ok(Turn::Again);
            }
        };
        self.line += 1;
        if self.line < input.lines() {
            // What is filled in is stored before the next is asked for.
            self.take(Act::Answer(self.at(), Some(answer)))?;
            return Ok(Turn::Again);
        }
        self.give(answer)
    }

    /// Takes a whole answer and goes on.
    fn give(&mut self, answer: Answer) -> anyhow::Result<Turn> {
        let at = self.at();
        self.take(Act::Answer(at, Some(answer)))?;
        if self.running.sitting().terms().practice {
            self.tell()?;
        }
        self.advance()
    }

    /// In practice: tells what came of the answer, which is final then.
    pub(super) fn tell(&mut self) -> anyhow::Result<()> {
        self.take(Act::Tell(self.at()))?;
        self.solution()
    }

    /// Prints the solution and what came of the answer, if one was given.
    fn solution(&mut self) -> anyhow::Result<()> {
        let (item, entry) = (self.item().clone(), self.entry().clone());
        let verdict = item.mark(entry.answer.as_ref(), self.running.sitting().terms().partial).verdict;
        let (verdict, reasons) = (verdict.unwrap_or(Verdict::Wrong), Reasons::of_item(&item));
        Ok(feedback::solution(&item.posed, entry.answer.as_ref(), &verdict, &reasons, self.console)?)
    }

    /// Goes to the next question that is open, or offers to hand in.
    pub(super) fn advance(&mut self) -> anyhow::Result<Turn> {
        let sitting = self.running.sitting();
        let is_open = |at: &usize| sitting.progress(*at) != Progress::Answered && !sitting.is_closed(*at);
        match (self.at() + 1..sitting.entries().len()).find(is_open) {
            Some(at) => self.go(at),
            None => Ok(self.turn_to(Stage::Review)),
        }
    }

    /// Turns to a question.
    pub(super) fn go(&mut self, at: usize) -> anyhow::Result<Turn> {
        self.take(Act::Go(at))?;
        Ok(self.turn_to(Stage::Question))
    }

    /// Says whether the clock runs on, and leaves.
    fn leave(mut self) -> anyhow::Result<()> {
        if !self.is_paused() {
            // So much of the time is used.
            self.take_quietly(Act::Beat)?;
        }
        let terms = *self.running.sitting().terms();
        let title = ready::named(self.running.sitting().paper());
        let clock = if terms.runs_on() { "The clock runs on." } else { "The clock stands." };
        let left = self.running.left(self.clock.elapsed());
        let left = left.map_or_else(String::new, |left| format!(" {} left.", words::countdown(left)));
        self.console.blank()?;
        self.console.say(&format!("Left: {title}. {clock}{left} It goes on with: examdrill quiz"))?;
        self.kept.lost()
    }
}

impl<'out> Dialogue<'out> for Sit<'_, 'out> {
    type Command = Command;
    const COMMANDS: &'static [Row<Command>] = COMMANDS;

    fn console(&mut self) -> &mut Console<'out> {
        self.console
    }

    fn show(&mut self) -> anyhow::Result<bool> {
        self.heed_found()?;
        match self.stage {
            Stage::Question if self.is_paused() => {}
            Stage::Question => self.question()?,
            Stage::Review => {
                self.console.blank()?;
                self.list()?;
            }
            Stage::Ended(_) | Stage::Left | Stage::Gone => return Ok(false),
        }
        Ok(true)
    }

    fn wanted(&self) -> String {
        if self.is_paused() {
            return "The clock stands. Press Enter to go on, or type q to leave.".to_owned();
        }
        let Some(input) = self.input() else {
            return "Type h to hand in, or press Enter to go back to the questions.".to_owned();
        };
        if self.is_closed() {
            return "It takes no answer any more. Press Enter for the next question.".to_owned();
        }
        let wanted = input.wanted(self.line);
        if self.running.sitting().progress(self.at()) == Progress::Answered {
            return format!("Press Enter to leave it so. To change it: {}", lower(&wanted));
        }
        wanted
    }

    fn bare(&self) -> Bare {
        command::bare(self.input())
    }

    /// Waits for a line, or for the clock.
    fn hear(&mut self, wanted: &str) -> anyhow::Result<Heard> {
        self.console.prompt(wanted)?;
        loop {
            if let Some(turn) = self.tick()? {
                return Ok(Heard::Turn(turn));
            }
            let line = match self.console.hear(self.wait())? {
                lines::Heard::Silence => continue,
                lines::Heard::End => return Ok(Heard::Turn(self.turn_to(Stage::Left))),
                lines::Heard::Line(line) => line,
            };
            // What is typed when the time is over comes too late.
            if let Some(turn) = self.tick()? {
                return Ok(Heard::Turn(turn));
            }
            self.store_kept()?;
            return Ok(Heard::Line(line));
        }
    }

    fn read(&self, line: &str) -> Line<Command> {
        if self.is_paused() { Line::Answer } else { command::read(line, self.input()) }
    }

    fn obey(&mut self, command: Command) -> anyhow::Result<Turn> {
        if self.stage == Stage::Review {
            self.run_command_in_review(command)
        } else {
            self.run_command(command)
        }
    }

    fn answer(&mut self, line: &str) -> anyhow::Result<Turn> {
        if self.is_paused() {
            if is_leaving(Some(line)) {
                return Ok(self.turn_to(Stage::Left));
            }
            self.take(Act::Resume)?;
            return Ok(self.turn_to(Stage::Question));
        }
        if self.stage == Stage::Review { self.answer_in_review(line) } else { self.reply(line) }
    }
}

/// What the learner said of a question, behind its number.
pub(super) fn remarks(entry: &Entry) -> String {
    let flagged = if entry.flagged { ", marked" } else { "" };
    let sure = match entry.sure {
        Some(Sureness::Sure) => ", sure",
        Some(Sureness::Unsure) => ", unsure",
        None => "",
    };
    format!("{flagged}{sure}")
}

/// A sentence in the middle of one.
fn lower(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
