//! The sitting: questions one after the other, in any order, until it is handed in or the time is over.

use super::command;
use super::keep::Kept;
use super::{Console, ready};
use crate::card::{Answer, Verdict};
use crate::cli::plain::ask;
use crate::cli::plain::lines::Heard;
use crate::cli::plain::told::{self, Reasons};
use crate::clock::Clock;
use crate::quiz::{Act, End, Entry, Item, Progress, Running, SittingId, Sureness};
use crate::store::Taken;
use crate::trainer::Trainer;
use crate::tui::words;

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
    /// The line of the answer that is typed next.
    line: usize,
}

/// How it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// With the same prompt.
    Again,
    /// With the question before the learner.
    Show,
    /// With the question whether to hand in.
    Review,
    /// Not at all: it is handed in.
    HandIn(End),
    /// Later.
    Leave,
}

/// What came of a prompt.
pub(super) enum Said {
    Line(String),
    /// The clock or the end of the input says how it goes on.
    Turn(Turn),
}

impl<'a, 'out> Sit<'a, 'out> {
    pub(super) fn new(
        trainer: &'a mut Trainer,
        id: SittingId,
        running: Running,
        clock: &'a Clock,
        console: &'a mut Console<'out>,
    ) -> Self {
        Self { trainer, id, running, clock, console, kept: Kept::default(), found: Taken::Counts, line: 0 }
    }

    /// Asks until it is handed in or the learner leaves; whether it has ended.
    pub(super) fn run(mut self) -> anyhow::Result<bool> {
        let mut turn = Turn::Show;
        loop {
            match self.found {
                Taken::Counts => {}
                Taken::Over => {
                    self.console.say("The quiz was handed in from another window.")?;
                    return self.hand_in(End::HandedIn);
                }
                Taken::Gone => {
                    if !self.is_stored_anew()? {
                        return Ok(false);
                    }
                }
            }
            turn = match turn {
                Turn::Again | Turn::Show => self.question()?,
                Turn::Review => self.review()?,
                Turn::HandIn(end) => return self.hand_in(end),
                Turn::Leave => return self.leave().map(|()| false),
            };
        }
    }

    /// Prints the question before the learner and takes what is typed.
    fn question(&mut self) -> anyhow::Result<Turn> {
        if self.running.sitting().is_paused() {
            return self.stand();
        }
        self.show()?;
        loop {
            let prompt = self.wanted();
            let turn = match self.hear(&prompt)? {
                Said::Line(line) => self.take_line(&line)?,
                Said::Turn(turn) => turn,
            };
            if turn != Turn::Again {
                return Ok(turn);
            }
        }
    }

    /// Prints `prompt` and waits for a line, or for the clock.
    pub(super) fn hear(&mut self, prompt: &str) -> anyhow::Result<Said> {
        self.console.prompt(prompt)?;
        loop {
            if let Some(turn) = self.tick()? {
                return Ok(Said::Turn(turn));
            }
            match self.console.hear(self.wait())? {
                Heard::Silence => {}
                Heard::End => return Ok(Said::Turn(Turn::Leave)),
                // What is typed when the time is over comes too late.
                Heard::Line(line) => match self.tick()? {
                    Some(turn) => return Ok(Said::Turn(turn)),
                    None => {
                        self.store_kept()?;
                        return Ok(Said::Line(line));
                    }
                },
            }
        }
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

    fn show(&mut self) -> anyhow::Result<()> {
        let (at, all) = (self.at(), self.running.sitting().entries().len());
        let (item, entry) = (self.item().clone(), self.entry().clone());
        let flagged = if entry.flagged { ", marked" } else { "" };
        let sure = match entry.sure {
            Some(Sureness::Sure) => ", sure",
            Some(Sureness::Unsure) => ", unsure",
            None => "",
        };
        self.console.blank()?;
        self.console.say(&format!("Question {} of {all}{flagged}{sure}.", at + 1))?;
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

    fn wanted(&self) -> String {
        let progress = self.running.sitting().progress(self.at());
        if self.is_closed() {
            return "It takes no answer any more. Press Enter for the next question.".to_owned();
        }
        let wanted = self.item().posed.input.wanted(self.line);
        if progress == Progress::Answered {
            return format!("Press Enter to leave it so. To change it: {}", lower(&wanted));
        }
        wanted
    }

    fn take_line(&mut self, line: &str) -> anyhow::Result<Turn> {
        let input = self.item().posed.input.clone();
        if let Some(command) = command::read(line, Some(&input)) {
            return self.obey(command, Some(&input));
        }
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
        self.answer(answer)
    }

    /// Takes a whole answer and goes on.
    fn answer(&mut self, answer: Answer) -> anyhow::Result<Turn> {
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
        Ok(told::solution(&item.posed, entry.answer.as_ref(), &verdict, &reasons, self.console)?)
    }

    /// Goes to the next question that is open, or offers to hand in.
    pub(super) fn advance(&mut self) -> anyhow::Result<Turn> {
        let sitting = self.running.sitting();
        let is_open = |at: &usize| sitting.progress(*at) != Progress::Answered && !sitting.is_closed(*at);
        match (self.at() + 1..sitting.entries().len()).find(is_open) {
            Some(at) => self.go(at),
            None => Ok(Turn::Review),
        }
    }

    /// Turns to a question.
    pub(super) fn go(&mut self, at: usize) -> anyhow::Result<Turn> {
        self.take(Act::Go(at))?;
        Ok(Turn::Show)
    }

    /// Says whether the clock runs on, and leaves.
    fn leave(mut self) -> anyhow::Result<()> {
        if !self.running.sitting().is_paused() {
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

/// A sentence in the middle of one.
fn lower(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
