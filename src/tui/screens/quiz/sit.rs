//! A quiz being sat.

use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::quiz::{Sitting, SittingId};
use crate::tui::event::Event;
use crate::tui::keys::Help;
use crate::tui::screen::{Ctx, Next, Screen};
use crate::tui::theme::Look;
use crate::tui::zones::Zones;

/// The screen.
#[derive(Debug)]
pub struct Sit {
    _id: SittingId,
    _sitting: Sitting,
    _used: Duration,
}

impl Sit {
    /// Sits the stored `sitting`, `used` into its time; the clock runs from when it is shown.
    pub fn new(id: SittingId, sitting: Sitting, used: Duration) -> Self {
        Self { _id: id, _sitting: sitting, _used: used }
    }
}

impl Screen for Sit {
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
