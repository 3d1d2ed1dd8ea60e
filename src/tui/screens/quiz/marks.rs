//! The result of a quiz: percent, topics, and every question again.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::trainer::Past;
use crate::tui::event::Event;
use crate::tui::keys::Help;
use crate::tui::screen::{Ctx, Next, Screen};
use crate::tui::theme::Look;
use crate::tui::zones::Zones;

/// The screen.
#[derive(Debug)]
pub struct Marks {
    _past: Past,
}

impl Marks {
    /// Shows what came of a quiz that has ended.
    pub fn new(past: Past) -> Self {
        Self { _past: past }
    }
}

impl Screen for Marks {
    fn title(&self) -> &'static str {
        "Result"
    }

    fn update(&mut self, _: &Event, _: &mut Ctx<'_>) -> Next {
        Next::stay()
    }

    fn view(&self, _: &mut Frame, _: Rect, _: &Look, _: &mut Zones) {}

    fn keys(&self) -> Vec<Help> {
        Vec::new()
    }
}
