//! The line of keys at the bottom.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::prose::columns;
use crate::tui::event::Key;
use crate::tui::theme::Look;
use crate::tui::zones::Zones;

/// A key and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The key as it is written: `space`, `1-4`.
    pub keys: String,
    /// What it does, in a word or two.
    pub label: String,
    /// What a click on it presses.
    pub press: Option<Key>,
    /// The hints of least weight go first when there is no room.
    pub weight: u8,
}

impl Hint {
    /// A hint that cannot be clicked.
    pub fn new(keys: &str, label: &str, weight: u8) -> Self {
        Self { keys: keys.to_owned(), label: label.to_owned(), press: None, weight }
    }

    /// The same, and a click on it presses `key`.
    #[must_use]
    pub fn pressing(self, key: Key) -> Self {
        Self { press: Some(key), ..self }
    }

    fn columns(&self) -> usize {
        columns(&self.keys) + 1 + columns(&self.label)
    }
}

/// Columns between two hints.
const GAP: usize = 3;

/// The hints that fit in `width` columns, in their order. One always stays, be it cut.
pub fn fitting(hints: &[Hint], width: u16) -> Vec<&Hint> {
    let mut kept: Vec<&Hint> = hints.iter().collect();
    let total = |kept: &[&Hint]| kept.iter().map(|hint| hint.columns() + GAP).sum::<usize>();
    while kept.len() > 1 && total(&kept) > usize::from(width) + GAP {
        // Of equals the last one goes.
        let least = kept.iter().enumerate().min_by_key(|(at, hint)| (hint.weight, usize::MAX - at));
        let Some((least, _)) = least else { break };
        kept.remove(least);
    }
    kept
}

/// Draws the hints that fit on the first row of `area`.
pub fn draw(frame: &mut Frame<'_>, area: Rect, hints: &[Hint], look: &Look, zones: &mut Zones) {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    let mut line = Line::default();
    let mut at = 0;
    for hint in fitting(hints, area.width) {
        if at > 0 {
            line.push_span(" ".repeat(GAP));
            at += GAP;
        }
        line.push_span(Span::styled(hint.keys.clone(), look.theme.key));
        line.push_span(Span::styled(format!(" {}", hint.label), look.theme.dim));
        if let Some(key) = hint.press {
            let rect = Rect { x: area.x + at as u16, width: hint.columns() as u16, height: 1, ..area };
            zones.add(rect.intersection(area), key);
        }
        at += hint.columns();
    }
    frame.buffer_mut().set_line(area.x, area.y, &line, area.width);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_important_hint_goes_first() {
        let hints = [Hint::new("1-4", "rate", 9), Hint::new("u", "undo", 5), Hint::new("?", "help", 7)];
        let shown = |width| fitting(&hints, width).iter().map(|hint| hint.keys.as_str()).collect::<Vec<_>>();
        assert_eq!(shown(26), ["1-4", "u", "?"]);
        assert_eq!(shown(25), ["1-4", "?"]);
        assert_eq!(shown(10), ["1-4"]);
        assert_eq!(shown(0), ["1-4"]);
    }
}
