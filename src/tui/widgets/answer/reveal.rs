//! Recall, then turn over.

use ratatui::text::{Line, Span};

use super::{Answering, Outcome};
use crate::card::compare::Rivals;
use crate::card::{Answer, Block, Text};
use crate::tui::event::Key;
use crate::tui::theme::Look;
use crate::tui::widgets::{Sheet, prose};

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
    fn press(&mut self, _: Key) -> Outcome {
        Outcome::Ignored
    }

    fn given(&self) -> Option<Answer> {
        None
    }

    fn keep(&mut self, _: Option<&Answer>) {}

    fn sheet(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let invitation =
            if width < 40 { "Recall it first." } else { "Say it to yourself, then turn it over." };
        sheet.push(Line::from(vec![
            Span::styled(format!("{} ", look.glyphs.cursor), look.theme.selected),
            Span::styled(invitation, look.theme.dim),
        ]));
        sheet.click(0..1, Key::char(' '));
        sheet.focus(0..1);
        sheet
    }

    fn solved(&self, _: &Answer, _: &Rivals, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let is_drawn = self.back.blocks().iter().any(|block| matches!(block, Block::Fenced(_)));
        // A diagram needs every column.
        if is_drawn {
            sheet.prose(&self.back, width, look, look.theme.text);
        } else {
            let lead = Span::styled(format!("{} ", look.glyphs.arrow), look.theme.right);
            sheet.hang(
                vec![lead],
                prose::pictured(&self.back, width.saturating_sub(2), look, look.theme.text),
            );
        }
        sheet
    }

    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        vec![("space", "turn over")]
    }
}
