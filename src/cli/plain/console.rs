//! Lines out, lines in.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use rustix::termios::{QueueSelector, tcflush};

use super::lines::{Heard, Lines};
use super::prose;
use crate::card::Text;
use crate::cli::failure::{help, message};
use crate::cli::out::Out;

/// Columns that lines are wrapped at.
pub(super) const WIDTH: usize = 78;

pub(in crate::cli) struct Console<'a> {
    out: &'a mut Out,
    /// What is typed, from the first question on.
    lines: Option<Lines>,
    /// Whether someone types and wants to see where.
    is_typed: bool,
    /// Whether the mark stands that shows where.
    is_marked: bool,
}

impl<'a> Console<'a> {
    /// Reads nothing before something is asked.
    pub(in crate::cli) fn new(out: &'a mut Out) -> Self {
        Self { out, lines: None, is_typed: io::stdin().is_terminal(), is_marked: false }
    }

    /// Prints a sentence, wrapped.
    pub(super) fn say(&mut self, sentence: &str) -> io::Result<()> {
        self.print(&prose::wrapped(sentence, WIDTH, 0))
    }

    /// Prints what went wrong and what to do.
    pub(super) fn complain(&mut self, error: &anyhow::Error) -> io::Result<()> {
        self.say(&format!("Error: {}.", message(error)))?;
        help(error).map_or(Ok(()), |help| self.say(&format!("Help: {help}.")))
    }

    /// Prints an author's text, after a word that says what it is.
    pub(super) fn text(&mut self, label: &str, text: &Text) -> io::Result<()> {
        let mut lines = if prose::begins_with_words(text) {
            prose::plain(&Text::new(format!("{label} {}", text.as_str()).trim_start()), WIDTH)
        } else {
            prose::plain(text, WIDTH)
        };
        if !label.is_empty() && !prose::begins_with_words(text) {
            lines.insert(0, label.to_owned());
        }
        self.print(&lines)
    }

    /// Prints lines as they are.
    pub(super) fn print(&mut self, lines: &[String]) -> io::Result<()> {
        if !lines.is_empty() && std::mem::take(&mut self.is_marked) {
            writeln!(self.out)?;
        }
        lines.iter().try_for_each(|line| writeln!(self.out, "{}", line.trim_end()))
    }

    pub(super) fn blank(&mut self) -> io::Result<()> {
        self.print(&[String::new()])
    }

    /// Prints a question to the learner and reads the answer. `None` at the end of the input, or when nobody reads.
    pub(super) fn ask(&mut self, prompt: &str) -> io::Result<Option<String>> {
        self.prompt(prompt)?;
        Ok(match self.hear(None)? {
            Heard::Line(line) => Some(line),
            Heard::Silence | Heard::End => None,
        })
    }

    /// Prints a question to the learner; with nothing to ask, only the mark that shows where to type.
    pub(super) fn prompt(&mut self, prompt: &str) -> io::Result<()> {
        self.say(prompt)?;
        if self.is_typed {
            write!(self.out, "> ")?;
            self.is_marked = true;
        }
        self.out.flush()
    }

    /// Drops what someone has typed and not been heard with: it was meant for a question whose time is over.
    pub(super) fn forget(&mut self) -> io::Result<()> {
        if !self.is_typed {
            return Ok(());
        }
        // A terminal that cannot is one where nothing can be lost by it.
        let _ = tcflush(io::stdin(), QueueSelector::IFlush);
        if let Some(lines) = &self.lines {
            while let Heard::Line(_) = lines.next(Some(Duration::ZERO))? {}
        }
        Ok(())
    }

    /// Waits for a line, at most so long. It is the end when nobody reads what is printed.
    pub(super) fn hear(&mut self, wait: Option<Duration>) -> io::Result<Heard> {
        if self.out.is_closed() {
            return Ok(Heard::End);
        }
        let lines = match self.lines.take() {
            Some(lines) => lines,
            None => Lines::of_stdin()?,
        };
        let heard = self.lines.insert(lines).next(wait)?;
        if matches!(heard, Heard::Line(_)) {
            self.is_marked = false;
        }
        Ok(heard)
    }
}
