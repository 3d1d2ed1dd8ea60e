//! Where a click means a key.

use ratatui::layout::{Position, Rect};

use super::event::Key;

/// The places of the frame last drawn that can be clicked.
#[derive(Debug, Default)]
pub struct Zones {
    list: Vec<(Rect, Key)>,
}

impl Zones {
    /// From now on a click in `rect` equals the press of `key`. What is added later lies on top.
    pub fn add(&mut self, rect: Rect, key: Key) {
        if !rect.is_empty() {
            self.list.push((rect, key));
        }
    }

    /// The key that a click at this place stands for.
    pub fn key_at(&self, column: u16, row: u16) -> Option<Key> {
        let at = Position::new(column, row);
        self.list.iter().rev().find(|(rect, _)| rect.contains(at)).map(|&(_, key)| key)
    }
}
