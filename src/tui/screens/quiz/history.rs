//! The quizzes that were sat, and how each topic went.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::tui::event::Event;
use crate::tui::keys::Help;
use crate::tui::screen::{Ctx, Next, Screen};
use crate::tui::theme::Look;
use crate::tui::zones::Zones;

/// The screen.
#[derive(Debug, Default)]
pub struct History {}

impl History {
    /// Shows the history.
    pub fn new() -> Self {
        Self {}
    }
}

impl Screen for History {
    fn title(&self) -> &'static str {
        "Quizzes"
    }

    fn update(&mut self, _: &Event, _: &mut Ctx<'_>) -> Next {
        Next::stay()
    }

    fn view(&self, _: &mut Frame, _: Rect, _: &Look, _: &mut Zones) {}

    fn keys(&self) -> Vec<Help> {
        Vec::new()
    }
}
