//! What is drawn: the screen on top or the help, and the line at the foot.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Paragraph, Wrap};
use unicode_width::UnicodeWidthStr;

use super::{App, EVERYWHERE, Everywhere};
use crate::tui::canvas::Canvas;
use crate::tui::help;
use crate::tui::keys::{self, Help, Hint};
use crate::tui::theme::Look;
use crate::tui::widgets::prose::clipped;
use crate::tui::zones::Zones;

/// From this width on there is a margin at both sides.
pub(in crate::tui) const ROOMY: u16 = 60;
/// Columns of that margin.
pub(in crate::tui) const MARGIN: u16 = 2;

impl App {
    /// Draws everything, and remembers where it can be clicked.
    pub fn draw(&mut self, frame: &mut Frame, look: &Look) {
        let spot = (self.stack.len(), self.top().spot());
        if spot != self.spot {
            (self.spot, self.sideways) = (spot, 0);
        }
        self.pictures.begin();
        self.zones = self.view(frame, look);
        self.area = frame.area();
    }

    /// Draws everything; returns where it can be clicked.
    pub fn view(&self, frame: &mut Frame, look: &Look) -> Zones {
        let mut zones = Zones::default();
        let (body, foot) = parts(frame.area());
        if let Some(scroll) = self.help {
            help::view(frame, frame.area(), look, &self.sections(), scroll, &mut zones);
            return zones;
        }
        let pictures = self.pictures.on_screen(frame.area().width, frame.area().height);
        let look = &Look { sideways: self.sideways, keys: self.key_names(), pictures, ..look.clone() };
        self.top().view(body, &mut Canvas { frame, look, zones: &mut zones });
        if let Some(message) = &self.message {
            show_message(frame, message, body, foot);
        } else if let Some(words) = self.top().underway() {
            frame.render_widget(
                Line::styled(clipped(words, usize::from(foot.width), look), look.theme.accent),
                foot,
            );
        } else {
            let mut hints = self.top().keys();
            // Behind what is needed most: without it the question cannot be read.
            let at = hints.len().min(1);
            hints.splice(at..at, self.moving(&zones));
            hints.extend(keys::help(EVERYWHERE));
            self.keymap.show(self.top().title(), &mut hints);
            if self.top().is_typing() {
                hints.iter_mut().for_each(without_letters);
            }
            let line: Line = keys::footer(&hints, foot, look, &mut zones);
            frame.render_widget(line, foot);
        }
        zones
    }

    /// How a drawing is moved, where one is cut off or was moved.
    fn moving(&self, zones: &Zones) -> Vec<Help> {
        let mut help = Vec::new();
        for binding in EVERYWHERE {
            let (label, hint) = match binding.action {
                Everywhere::View if zones.first_picture().is_some() => ("view", Hint::Room),
                Everywhere::Right if zones.is_cut() => ("more", Hint::First),
                Everywhere::Left if self.sideways > 0 => ("back", Hint::First),
                _ => continue,
            };
            help.push(Help { label: label.into(), hint, ..binding.help() });
        }
        help
    }
}

/// Leaves only the keys that are no text: while one types, help is F1.
fn without_letters(entry: &mut Help) {
    entry.keys.to_mut().retain(|key| key.typed().is_none());
}

/// Where the screen is drawn, and the line at its foot.
pub(super) fn parts(area: Rect) -> (Rect, Rect) {
    let margin = if area.width >= ROOMY { MARGIN } else { 0 };
    let (x, width) = (area.x + margin, area.width - 2 * margin);
    let foot = Rect { x, width, y: area.y + area.height.saturating_sub(1), height: area.height.min(1) };
    (Rect { height: area.height.saturating_sub(1), ..area }, foot)
}

/// A long sentence grows upwards over the screen rather than being cut off.
fn show_message(frame: &mut Frame, message: &str, body: Rect, foot: Rect) {
    let wide = usize::from(foot.width.max(1));
    // Breaking between words wastes some of each line.
    let lines = if message.width() <= wide { 1 } else { (message.width() * 5 / 4).div_ceil(wide).max(2) };
    let over = (lines as u16 - 1).min(body.height);
    let area = Rect { y: foot.y - over, height: foot.height + over, ..foot };
    frame.render_widget(Clear, area);
    frame.render_widget(Paragraph::new(message).wrap(Wrap { trim: true }), area);
}
