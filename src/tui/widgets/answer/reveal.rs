//! Recall, then turn over.

use ratatui::text::{Line, Span};

use super::{Answering, Outcome};
use crate::card::compare::Rivals;
use crate::card::{Answer, Text};
use crate::tui::event::{Code, Key};
use crate::tui::theme::Look;
use crate::tui::widgets::Sheet;

/// The other side of a card.
#[derive(Debug)]
pub(super) struct Reveal {
    back: Text,
}

impl Reveal {
    pub(super) fn new(back: Text) -> Self {
        Self { back }
    }
}

impl Answering for Reveal {
    fn key(&mut self, key: Key) -> Outcome {
        match key.code {
            Code::Char(' ') | Code::Enter if !(key.ctrl || key.alt) => Outcome::Done(Answer::Revealed),
            _ => Outcome::Ignored,
        }
    }

    fn sheet(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let invitation =
            if width < 60 { " turns over" } else { " turns the card over, once you have it in mind" };
        sheet.push(Line::from(vec![
            Span::styled(format!("{} ", look.glyphs.cursor), look.theme.selected),
            Span::styled("space", look.theme.key),
            Span::styled(invitation, look.theme.dim),
        ]));
        sheet.click(0..1, Key::new(Code::Char(' ')));
        sheet.focus(0..1);
        sheet
    }

    fn solved(&self, _: &Answer, _: &Rivals, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.prose(&self.back, width, look, look.theme.text);
        sheet
    }

    fn keys(&self) -> &'static [(&'static str, &'static str)] {
        &[("space", "turn over")]
    }
}
