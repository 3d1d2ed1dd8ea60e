//! Before a quiz is handed in: what is open, not finished, marked.

use super::command::{self, Command};
use super::sit::{Said, Sit, Turn};
use crate::cli::figures;
use crate::quiz::{End, Progress};

impl Sit<'_, '_> {
    /// Says how it stands and asks once more.
    pub(super) fn review(&mut self) -> anyhow::Result<Turn> {
        self.console.blank()?;
        self.list()?;
        loop {
            let prompt = "Type h to hand in, or press Enter to go back to the questions.";
            let line = match self.hear(prompt)? {
                Said::Line(line) => line,
                Said::Turn(turn) => return Ok(turn),
            };
            let turn = match command::read(&line, None) {
                Some(Ok(Command::Hand)) => Turn::HandIn(End::HandedIn),
                Some(Ok(Command::Next)) => self.first_open()?,
                Some(Ok(Command::Back)) => Turn::Show,
                Some(Ok(Command::Flag | Command::Sure | Command::Unsure | Command::Clear)) => {
                    self.console.say("Go to a question first, such as: g 3.")?;
                    Turn::Again
                }
                Some(command) => self.obey(command, None)?,
                None if line.trim().is_empty() => self.first_open()?,
                None => match line.trim().parse() {
                    Ok(number) => self.obey(Ok(Command::Go(Some(number))), None)?,
                    Err(_) => Turn::Again,
                },
            };
            if turn != Turn::Again {
                return Ok(turn);
            }
        }
    }

    /// Goes to the first question that is open, or stays at the last.
    fn first_open(&mut self) -> anyhow::Result<Turn> {
        let sitting = self.running.sitting();
        match sitting.open().into_iter().find(|&at| !sitting.is_closed(at)) {
            Some(at) => self.go(at),
            None => Ok(Turn::Show),
        }
    }

    /// Says which questions are answered, begun, open and marked.
    pub(super) fn list(&mut self) -> anyhow::Result<()> {
        let sitting = self.running.sitting();
        let all = sitting.entries().len();
        let at = |progress: Progress| -> Vec<usize> {
            (0..all).filter(|&at| sitting.progress(at) == progress).collect()
        };
        let parts = [
            ("Answered", at(Progress::Answered)),
            ("Not finished", at(Progress::Begun)),
            ("Open", at(Progress::Open)),
            ("Marked", sitting.flagged()),
        ];
        for (name, places) in parts.into_iter().filter(|(_, places)| !places.is_empty()) {
            let which = figures::places(&places);
            self.console.say(&format!("{name}: {} of {all} ({which}).", places.len()))?;
        }
        Ok(())
    }
}
