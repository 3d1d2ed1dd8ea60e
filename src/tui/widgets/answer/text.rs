//! Type the answer.

use ratatui::text::{Line, Span};

use super::solved::{self, Mark, Part};
use super::{Answering, Outcome};
use crate::card::compare::{self, Expected, Rivals};
use crate::card::{Answer, Verdict};
use crate::tui::event::{Code, Key};
use crate::tui::theme::Look;
use crate::tui::widgets::Typing;
use crate::tui::widgets::{Sheet, prose};

/// Columns of the line under the field: longer answers are rare, and a line across a wide screen is restless.
const FIELD: usize = 48;

/// Below this width the line is left out: rows are dear on so small a screen.
const NARROW: u16 = 30;

/// A field for one line.
#[derive(Debug)]
pub(super) struct Typed {
    expected: Expected,
    typing: Typing,
}

impl Typed {
    pub(super) fn new(expected: Expected) -> Self {
        Self { expected, typing: Typing::default() }
    }
}

impl Answering for Typed {
    fn press(&mut self, key: Key) -> Outcome {
        match key.code {
            Code::Enter if !(key.ctrl || key.alt) => Outcome::Done(Answer::Text(self.typing.answer())),
            _ if self.typing.key(key) => Outcome::Changed,
            _ => Outcome::Ignored,
        }
    }

    fn given(&self) -> Option<Answer> {
        Some(self.typing.answer()).filter(|typed| !typed.is_empty()).map(Answer::Text)
    }

    fn keep(&mut self, given: Option<&Answer>) {
        if let Some(Answer::Text(text)) = given {
            self.typing = Typing::holding(text);
        }
    }

    fn paste(&mut self, text: &str) -> Outcome {
        self.typing.paste(text);
        Outcome::Changed
    }

    fn types(&self) -> bool {
        true
    }

    fn sheet(&self, width: u16, look: &Look) -> Sheet {
        let room = usize::from(width).saturating_sub(2).max(1);
        let (shown, caret) = self.typing.window(room, look);
        let mut sheet = Sheet::default();
        let answer = Span::styled(shown, look.theme.text);
        sheet.push(vec![Span::styled(format!("{} ", look.glyphs.cursor), look.theme.selected), answer]);
        if width >= NARROW {
            let rule = look.glyphs.rule.repeat(room.min(FIELD));
            sheet.push(Line::styled(format!("  {rule}"), look.theme.border));
        }
        sheet.caret(0, caret + 2);
        sheet.focus(0..1);
        sheet
    }

    fn solved(&self, given: &Answer, rivals: &Rivals, width: u16, look: &Look) -> Sheet {
        let given = if let Answer::Text(given) = given { given.as_str() } else { "" };
        let verdict = compare::judge(given, &self.expected, rivals);
        let written = self.expected.written();
        let parts = match &verdict {
            // What is known to be right is not said twice.
            Verdict::Right => vec![Part::new(Mark::Right, given, "")],
            Verdict::Close(written) => {
                vec![
                    Part::new(Mark::Close, given, "close: it counts"),
                    Part::new(Mark::Solution, written, "how it is written"),
                ]
            }
            _ if given.is_empty() => vec![Part::new(Mark::Solution, written, "the answer")],
            _ => {
                let mut yours = Part::new(Mark::Wrong, given, "your answer");
                yours.why = self.expected.why(given, rivals);
                vec![yours, Part::new(Mark::Solution, written, "the answer")]
            }
        };
        let mut sheet = solved::parts(&parts, width, look);
        let others: Vec<&str> = self.expected.answers.iter().skip(1).map(String::as_str).collect();
        if !others.is_empty() {
            let line = format!("also right: {}", others.join(", "));
            let room = usize::from(width).saturating_sub(2);
            sheet.hang(vec![Span::raw("  ")], prose::sentence(&line, room, look.theme.dim));
        }
        sheet
    }

    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        if self.typing.value().trim().is_empty() {
            vec![("enter", "don't know")]
        } else {
            vec![("enter", "answer")]
        }
    }
}
