//! The loop of commands and answers. A session and a quiz go through it, each with commands of its own.

use super::command::{self, Bare, Line, Row};
use super::console::Console;

/// How it goes on after a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// With the same prompt.
    Again,
    /// With whatever is before the learner now.
    On,
}

/// What came of a prompt.
pub(super) enum Heard {
    Line(String),
    /// No line: the clock or the end of the input says how it goes on.
    Turn(Turn),
}

/// Something that is gone through line by line.
pub(super) trait Dialogue<'out> {
    type Command: Copy + 'static;
    /// What can be typed besides answers.
    const COMMANDS: &'static [Row<Self::Command>];

    fn console(&mut self) -> &mut Console<'out>;
    /// Prints what is before the learner now; `false` when it is over.
    fn show(&mut self) -> anyhow::Result<bool>;
    /// What to type, as a sentence.
    fn wanted(&self) -> String;
    /// How commands are typed beside the answers that are wanted now.
    fn bare(&self) -> Bare;
    /// Prints what to type and waits for it.
    fn hear(&mut self, wanted: &str) -> anyhow::Result<Heard>;
    /// What a line says.
    fn read(&self, line: &str) -> Line<Self::Command> {
        command::read(Self::COMMANDS, line, self.bare())
    }
    /// Does what a command says.
    fn obey(&mut self, command: Self::Command) -> anyhow::Result<Turn>;
    /// Takes a line that is no command.
    fn answer(&mut self, line: &str) -> anyhow::Result<Turn>;

    /// Goes on until it is over.
    fn go_through(&mut self) -> anyhow::Result<()> {
        while self.show()? {
            while self.take_line()? == Turn::Again {}
        }
        Ok(())
    }

    /// Waits for one line and does what it says.
    fn take_line(&mut self) -> anyhow::Result<Turn> {
        let wanted = self.wanted();
        let line = match self.hear(&wanted)? {
            Heard::Line(line) => line,
            Heard::Turn(turn) => return Ok(turn),
        };
        match self.read(&line) {
            Line::Command(command) => return self.obey(command),
            Line::Answer => return self.answer(&line),
            Line::Unknown(sentence) => self.console().say(&sentence)?,
            Line::Help => {
                let lines = command::help(Self::COMMANDS, self.bare());
                self.console().print(&lines)?;
            }
        }
        Ok(Turn::Again)
    }
}
