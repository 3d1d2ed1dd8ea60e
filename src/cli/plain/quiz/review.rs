//! Before a quiz is handed in: what is open, not finished, marked.

use super::command::Command;
use super::sit::{Sit, Stage};
use crate::cli::plain::dialogue::Turn;
use crate::quiz::{End, Progress};
use crate::words;

impl Sit<'_, '_> {
    /// Does what a command says before the paper is handed in.
    pub(super) fn run_command_in_review(&mut self, command: Command) -> anyhow::Result<Turn> {
        match command {
            Command::Hand => Ok(self.turn_to(Stage::Ended(End::HandedIn))),
            Command::Next => self.first_open(),
            Command::Back => Ok(self.turn_to(Stage::Question)),
            Command::Flag | Command::Sure | Command::Unsure | Command::Clear => {
                self.console.say("Go to a question first, such as: g 3.")?;
                Ok(Turn::Again)
            }
            command => self.run_command(command),
        }
    }

    /// Takes a line that is no command before the paper is handed in: the number of a question, or nothing.
    pub(super) fn answer_in_review(&mut self, line: &str) -> anyhow::Result<Turn> {
        if line.trim().is_empty() {
            return self.first_open();
        }
        let number = line.trim().parse();
        number.map_or(Ok(Turn::Again), |number| self.run_command(Command::Go(Some(number))))
    }

    /// Goes to the first question that is open, or stays at the last.
    fn first_open(&mut self) -> anyhow::Result<Turn> {
        let sitting = self.running.sitting();
        match sitting.open().into_iter().find(|&at| !sitting.is_closed(at)) {
            Some(at) => self.go(at),
            None => Ok(self.turn_to(Stage::Question)),
        }
    }

    /// Says which questions are answered, begun, open and marked.
    pub(super) fn list(&mut self) -> anyhow::Result<()> {
        let sitting = self.running.sitting();
        let all = sitting.entries().len();
        let parts =
            [("Answered", Progress::Answered), ("Not finished", Progress::Begun), ("Open", Progress::Open)];
        let parts = parts.map(|(name, progress)| {
            (name, (0..all).filter(|&at| sitting.progress(at) == progress).collect::<Vec<_>>())
        });
        let parts = parts.into_iter().chain([("Marked", sitting.flagged())]);
        for (name, places) in parts.filter(|(_, places)| !places.is_empty()) {
            let which = words::places(&places);
            self.console.say(&format!("{name}: {} of {all} ({which}).", places.len()))?;
        }
        Ok(())
    }
}
