//! Where a mouse click means a key.
//!
//! While it draws, a screen says which cells stand for which key. So everything that can be clicked can be typed, and
//! no screen needs to know, when a click comes, where it had drawn what.

use std::path::{Path, PathBuf};

use ratatui::layout::{Position, Rect};

use super::event::Key;

/// The clickable places of one drawing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Zones {
    zones: Vec<(Rect, Key)>,
    pictures: Vec<(Rect, PathBuf)>,
    is_cut: bool,
}

impl Zones {
    /// Makes a click inside `area` mean `key`. Where zones overlap, the one added last wins, as it was drawn last.
    pub fn add(&mut self, area: Rect, key: Key) {
        if !area.is_empty() {
            self.zones.push((area, key));
        }
    }

    /// The key that a click at `at` stands for.
    pub fn key_at(&self, at: Position) -> Option<Key> {
        self.zones.iter().rev().find(|(area, _)| area.contains(at)).map(|(_, key)| *key)
    }

    /// Notes that the picture at `path` is drawn inside `area`.
    pub fn picture(&mut self, area: Rect, path: PathBuf) {
        self.pictures.push((area, path));
    }

    /// The picture that is drawn at `at`.
    pub fn picture_at(&self, at: Position) -> Option<&Path> {
        self.pictures.iter().find(|(area, _)| area.contains(at)).map(|(_, path)| path.as_path())
    }

    /// The topmost picture.
    pub fn first_picture(&self) -> Option<&Path> {
        self.pictures.iter().min_by_key(|(area, _)| (area.y, area.x)).map(|(_, path)| path.as_path())
    }

    /// Notes that a drawing goes on beyond the right border.
    pub fn cut(&mut self) {
        self.is_cut = true;
    }

    /// Whether a drawing does.
    pub const fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Forgets all places: something was drawn over everything.
    pub fn clear(&mut self) {
        self.zones.clear();
        self.pictures.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_means_the_key_drawn_there_last() {
        let mut zones = Zones::default();
        zones.add(Rect::new(0, 0, 10, 2), Key::char('a'));
        zones.add(Rect::new(5, 1, 5, 1), Key::char('b'));
        zones.add(Rect::new(0, 1, 0, 1), Key::char('c'));
        assert_eq!(zones.key_at(Position::new(0, 1)), Some(Key::char('a')));
        assert_eq!(zones.key_at(Position::new(9, 1)), Some(Key::char('b')));
        assert_eq!(zones.key_at(Position::new(10, 1)), None);
    }
}
