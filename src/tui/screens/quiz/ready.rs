//! A quiz before it begins: what will be asked, under which rules, and what could not be drawn.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::quiz::{Paper, Terms};
use crate::tui::event::Event;
use crate::tui::keys::Help;
use crate::tui::screen::{Ctx, Next, Screen};
use crate::tui::theme::Look;
use crate::tui::zones::Zones;

/// The screen.
#[derive(Debug)]
pub struct Ready {
    _paper: Paper,
    _terms: Terms,
}

impl Ready {
    /// Shows `paper`, to be sat under `terms`; enter begins.
    pub fn new(paper: Paper, terms: Terms) -> Self {
        Self { _paper: paper, _terms: terms }
    }
}

impl Screen for Ready {
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
