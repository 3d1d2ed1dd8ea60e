//! A cursor on a list.

use crate::tui::event::{Code, Key};

/// One place of a list that is never empty while the cursor is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cursor {
    pub(super) at: usize,
    len: usize,
}

impl Cursor {
    pub(super) fn new(len: usize) -> Self {
        Self { at: 0, len }
    }

    /// Moves by arrows, `j` and `k`, tab, home and end. Says whether the key was one of these.
    pub(super) fn key(&mut self, key: Key) -> bool {
        if key.ctrl || key.alt {
            return false;
        }
        let last = self.len.saturating_sub(1);
        self.at = match key.code {
            Code::Down | Code::Char('j') => (self.at + 1).min(last),
            Code::Up | Code::Char('k') => self.at.saturating_sub(1),
            Code::Tab if key.shift => self.at.checked_sub(1).unwrap_or(last),
            Code::Tab => (self.at + 1) % self.len.max(1),
            Code::Home => 0,
            Code::End => last,
            _ => return false,
        };
        true
    }

    /// Moves to `at`, or to the last place before it.
    pub(super) fn go(&mut self, at: usize) {
        self.at = at.min(self.len.saturating_sub(1));
    }
}
