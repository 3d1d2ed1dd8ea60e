//! Lines out, lines in.

use std::io::{self, BufRead, IsTerminal, Read, Write};

use super::prose;
use crate::card::Text;
use crate::cli::out::Out;

/// Columns that lines are wrapped at.
pub(super) const WIDTH: usize = 78;
/// Longest line that is read, in bytes. What is longer counts as several.
const LONGEST: u64 = 16 * 1024;

pub(super) struct Console<'a> {
    out: &'a mut Out,
    input: Box<dyn BufRead>,
    /// Whether someone types and wants to see where.
    is_typed: bool,
}

impl<'a> Console<'a> {
    pub(super) fn new(out: &'a mut Out) -> Self {
        Self { out, input: Box::new(io::stdin().lock()), is_typed: io::stdin().is_terminal() }
    }

    /// Prints a sentence, wrapped.
    pub(super) fn say(&mut self, sentence: &str) -> io::Result<()> {
        self.print(&prose::wrapped(sentence, WIDTH, 0))
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
        lines.iter().try_for_each(|line| writeln!(self.out, "{}", line.trim_end()))
    }

    pub(super) fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// Prints a question to the learner and reads the answer. `None` at the end of the input, or when nobody reads.
    pub(super) fn ask(&mut self, prompt: &str) -> io::Result<Option<String>> {
        self.say(prompt)?;
        if self.is_typed {
            write!(self.out, "> ")?;
        }
        self.out.flush()?;
        if self.out.is_closed() {
            return Ok(None);
        }
        let mut line = Vec::new();
        (&mut self.input).take(LONGEST).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        Ok(Some(line.trim_end_matches(['\n', '\r']).to_owned()))
    }
}
