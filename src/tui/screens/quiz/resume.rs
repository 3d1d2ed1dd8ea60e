//! A quiz that has not ended is found: go on, hand it in, or throw it away.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::trainer::Waiting;
use crate::tui::event::Event;
use crate::tui::keys::Help;
use crate::tui::screen::{Ctx, Next, Screen};
use crate::tui::theme::Look;
use crate::tui::zones::Zones;

/// The screen.
#[derive(Debug)]
pub struct Resume {
    _waiting: Waiting,
}

impl Resume {
    /// Offers what can be done with `waiting`. Where its time ran out meanwhile, it is handed in.
    pub fn new(waiting: Waiting) -> Self {
        Self { _waiting: waiting }
    }
}

impl Screen for Resume {
    fn title(&self) -> &'static str {
        "Quiz"
    }

    fn update(&mut self, _: &Event, _: &mut Ctx<'_>) -> Next {
        Next::stay()
    }

    fn view(&self, _: &mut Frame, _: Rect, _: &Look, _: &mut Zones) {}

    fn keys(&self) -> Vec<Help> {
        Vec::new()
    }
}
