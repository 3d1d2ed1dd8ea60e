//! The cursor of a list: which keys move it, and how far it goes. [`super::Sheet::item`] keeps its row in sight.

use crate::tui::event::Key;
use crate::tui::keys::{self, Binding, Help, Hint, lookup};

/// What the keys do in every list, where its screen has no other use for them.
pub const KEYS: &[Binding<Step>] = &[
    Binding::new(&[Key::char('j'), Key::DOWN], Step::Down, "down").hint(Hint::Never),
    Binding::new(&[Key::char('k'), Key::UP], Step::Up, "up").hint(Hint::Never),
    Binding::new(&[Key::PAGE_DOWN], Step::PageDown, "a page down").hint(Hint::Never),
    Binding::new(&[Key::PAGE_UP], Step::PageUp, "a page up").hint(Hint::Never),
    Binding::new(&[Key::char('g'), Key::HOME], Step::First, "to the first").hint(Hint::Never),
    Binding::new(&[Key::char('G'), Key::END], Step::Last, "to the last").hint(Hint::Never),
];

/// Rows of a page where the list is no larger part of its screen.
pub const PAGE: usize = 10;

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the next row.
    Down,
    /// To the row before.
    Up,
    /// A page on.
    PageDown,
    /// A page back.
    PageUp,
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

impl Step {
    /// Where it leads from row `at` with `page` rows on a page; beyond the last row there may be none.
    pub const fn from(self, at: usize, page: usize) -> usize {
        match self {
            Self::Down => at + 1,
            Self::Up => at.saturating_sub(1),
            Self::PageDown => at + page,
            Self::PageUp => at.saturating_sub(page),
            Self::First => 0,
            Self::Last => usize::MAX,
        }
    }
}

/// Where the cursor of a list stands. It stops at both ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    at: usize,
}

impl Cursor {
    /// A cursor at that row.
    pub const fn new(at: usize) -> Self {
        Self { at }
    }

    /// The row it is at, from 0; 0 as well where there is none.
    pub const fn at(self) -> usize {
        self.at
    }

    /// Goes to row `to` of `rows`; to the last where there are fewer.
    pub fn go(&mut self, to: usize, rows: usize) {
        self.at = to.min(rows.saturating_sub(1));
    }

    /// Goes where `key` says in a list of `rows` rows, `page` of them on a page; `false` where it says nothing.
    pub fn key(&mut self, key: Key, page: usize, rows: usize) -> bool {
        let Some(step) = lookup(KEYS, key) else { return false };
        self.go(step.from(self.at, page), rows);
        true
    }
}

/// The keys of a screen with a list: its own, then those of the list.
pub fn help<A: std::fmt::Debug>(own: &[Binding<A>]) -> Vec<Help> {
    [keys::help(own), keys::help(KEYS)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stops_at_both_ends_and_other_keys_leave_it_alone() {
        let mut cursor = Cursor::default();
        for (keys, is_taken, at) in [
            ("k", true, 0),
            ("j<down>", true, 2),
            ("<pagedown><pagedown>", true, 7),
            ("<pageup>", true, 2),
            ("G<up>", true, 6),
            ("g", true, 0),
            ("x", false, 0),
        ] {
            let mut pressed = crate::tui::play::keys(keys).into_iter();
            assert_eq!((pressed.all(|key| cursor.key(key, 5, 8)), cursor.at()), (is_taken, at), "{keys}");
        }
    }

    #[test]
    fn a_list_without_rows_is_no_trouble() {
        let mut cursor = Cursor::new(3);
        cursor.key(Key::char('j'), PAGE, 0);
        assert_eq!(cursor.at(), 0);
    }
}
