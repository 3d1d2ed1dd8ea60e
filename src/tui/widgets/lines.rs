//! A few lines that are typed in, one below the other.

use super::Typing;
use crate::source::with_plain_line_ends;
use crate::tui::event::{Code, Key};

/// More lines than this are no text of a card but a slip of the clipboard.
const MOST: usize = 200;

/// Lines of text with a cursor in one of them. There is always a line.
#[derive(Debug)]
pub struct Lines {
    lines: Vec<Typing>,
    at: usize,
}

impl Default for Lines {
    fn default() -> Self {
        Self { lines: vec![Typing::default()], at: 0 }
    }
}

impl Lines {
    /// The lines, from the first.
    pub fn lines(&self) -> &[Typing] {
        &self.lines
    }

    /// The place of the line that has the cursor.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// What was typed, line by line, without the spaces behind and without empty lines at the end.
    pub fn answer(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.value().trim_end()).collect();
        lines.join("\n").trim().to_owned()
    }

    /// Types or edits; up and down go to other lines, where there are some. Says whether the key was taken.
    pub fn key(&mut self, key: Key) -> bool {
        let is_plain = !(key.ctrl || key.alt);
        match key.code {
            Code::Up if is_plain && self.at > 0 => self.at -= 1,
            Code::Down if is_plain && self.at + 1 < self.lines.len() => self.at += 1,
            Code::Backspace if is_plain && self.at > 0 && self.line().is_at_start() => {
                let below = self.lines.remove(self.at);
                self.at -= 1;
                self.line_mut().join(&below);
            }
            Code::Delete if is_plain && self.at + 1 < self.lines.len() && self.line().is_at_end() => {
                let below = self.lines.remove(self.at + 1);
                self.line_mut().join(&below);
            }
            Code::Up | Code::Down => return false,
            _ => return self.line_mut().key(key),
        }
        true
    }

    /// Begins a line at the cursor.
    pub fn new_line(&mut self) {
        if self.lines.len() < MOST {
            let rest = self.line_mut().split_off();
            self.at += 1;
            self.lines.insert(self.at, rest);
        }
    }

    /// Puts `text` in, made safe, with its lines.
    pub fn paste(&mut self, text: &str) {
        let text = with_plain_line_ends(text);
        for (nth, line) in text.trim_end_matches('\n').split('\n').enumerate() {
            if nth > 0 {
                self.new_line();
            }
            self.line_mut().paste(line);
        }
    }

    fn line(&self) -> &Typing {
        &self.lines[self.at]
    }

    fn line_mut(&mut self) -> &mut Typing {
        &mut self.lines[self.at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(lines: &mut Lines, keys: &str) {
        for key in crate::tui::play::keys(keys) {
            match key.code {
                Code::Enter => lines.new_line(),
                _ => assert!(lines.key(key), "{key:?}"),
            }
        }
    }

    #[test]
    fn lines_are_begun_walked_and_joined() {
        let mut lines = Lines::default();
        press(&mut lines, "one<enter>three<up><enter>two");
        assert_eq!((lines.answer().as_str(), lines.at()), ("one\ntwo\nthree", 1));
        press(&mut lines, "<home><backspace>");
        assert_eq!((lines.answer().as_str(), lines.at()), ("onetwo\nthree", 0));
        press(&mut lines, "x<end><delete>");
        assert_eq!(lines.answer(), "onextwothree");
    }

    #[test]
    fn up_and_down_leave_at_the_ends() {
        let mut lines = Lines::default();
        press(&mut lines, "a<enter>b");
        assert!(!lines.key(Key::DOWN));
        press(&mut lines, "<up>");
        assert!(!lines.key(Key::UP));
    }

    #[test]
    fn what_is_pasted_keeps_its_lines() {
        let mut lines = Lines::default();
        lines.paste("+--+\r\n|  |\r\n+--+\r\n");
        assert_eq!(lines.answer(), "+--+\n|  |\n+--+");
    }
}
