//! How judged answers are told, the same way in every widget: a sign, the text, and a word.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::card::Text;
use crate::tui::theme::Look;
use crate::tui::widgets::Sheet;
use crate::tui::widgets::prose::{self, columns};

/// What a part of an answer turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Right,
    Close,
    Wrong,
    Solution,
    Quiet,
}

impl Mark {
    /// What was put where `right` belongs, and a word on it; `is_nothing`: whether nothing was put anywhere.
    pub(super) fn compared(yours: Option<&Text>, right: &Text, is_nothing: bool) -> (Self, String) {
        match yours {
            Some(yours) if yours == right => (Self::Right, "right".to_owned()),
            Some(yours) => (Self::Wrong, format!("you: {}", yours.plain())),
            None if is_nothing => (Self::Solution, String::new()),
            None => (Self::Wrong, "you: nothing".to_owned()),
        }
    }
}

/// Words of the learner are shown as they are, words of the author as the Markdown they are.
#[derive(Debug, Clone)]
pub(super) enum Said {
    Typed(String),
    Written(Text),
}

/// One line of a judged answer.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) mark: Mark,
    /// Stands before the text: a number or a digit.
    pub(super) lead: String,
    pub(super) text: Said,
    /// What the mark says, in a word or a few.
    pub(super) word: String,
    /// Why it is wrong.
    pub(super) why: Option<Text>,
}

impl Part {
    pub(super) fn new(mark: Mark, text: &str, word: impl Into<String>) -> Self {
        let shown = if text.is_empty() { "(nothing)" } else { text };
        Self::of(mark, Said::Typed(shown.to_owned()), word)
    }

    /// A part that the author wrote.
    pub(super) fn written(mark: Mark, text: Text, word: impl Into<String>) -> Self {
        Self::of(mark, Said::Written(text), word)
    }

    fn of(mark: Mark, text: Said, word: impl Into<String>) -> Self {
        Self { mark, lead: String::new(), text, word: word.into(), why: None }
    }
}

impl Mark {
    /// Its sign, in the style of what is said beside it.
    fn sign(self, look: &Look) -> (&'static str, Style) {
        match self {
            Self::Right => (look.glyphs.right, look.theme.right),
            Self::Close => (look.glyphs.close, look.theme.close),
            Self::Wrong => (look.glyphs.wrong, look.theme.wrong),
            Self::Solution => (look.glyphs.arrow, look.theme.right),
            Self::Quiet => (" ", look.theme.dim),
        }
    }
}

/// Columns between a text and its word.
const GAP: usize = 3;

/// Lays the parts out in columns: sign, lead, text, word. Where the room is narrow, words go beneath.
pub(super) fn parts(parts: &[Part], width: u16, look: &Look) -> Sheet {
    let width = usize::from(width);
    let lead = parts.iter().map(|part| columns(&part.lead)).max().unwrap_or(0);
    let indent = 2 + lead;
    let word = parts.iter().map(|part| columns(&part.word)).max().unwrap_or(0);
    let longest = parts.iter().map(Part::columns).max().unwrap_or(0);
    let room = width.saturating_sub(indent).max(1);
    // Words stand in a column of their own while the text keeps the larger half of the room.
    let aligned = word > 0 && room > word + GAP && (longest + word + GAP <= room || word + GAP <= room / 2);
    let text = if aligned { longest.min(room - word - GAP) } else { room };
    let is_one = parts.iter().filter(|part| matches!(part.mark, Mark::Right | Mark::Solution)).count() == 1;
    let mut sheet = Sheet::default();
    for part in parts {
        let (sign, style) = part.mark.sign(look);
        let mut body = part.lines(text, look);
        let word = Span::styled(part.word.clone(), style);
        // The line that the word stands behind, and how many columns behind its text.
        let behind = if aligned {
            body.first_mut().map(|line| (text.saturating_sub(prose::width(&line.spans)) + GAP, line))
        } else {
            let last = body.last_mut();
            let last = last.filter(|line| prose::width(&line.spans) + GAP + columns(&part.word) <= room);
            last.map(|line| (GAP, line))
        };
        match behind {
            _ if part.word.is_empty() => {}
            Some((gap, line)) => line.spans.extend([Span::raw(" ".repeat(gap)), word]),
            None => body.extend(prose::sentence(&part.word, room, style)),
        }
        if let Some(why) = &part.why {
            body.extend(prose::styled(why, room as u16, look, look.theme.hint));
        }
        let number = Span::styled(format!("{:lead$}", part.lead), look.theme.dim);
        let rows = sheet.hang(vec![Span::styled(format!("{sign} "), style), number], body);
        // Where there is no room for all, the answer is what one wants to see.
        if is_one && matches!(part.mark, Mark::Right | Mark::Solution) {
            sheet.focus(rows);
        }
    }
    sheet
}

impl Part {
    fn columns(&self) -> usize {
        match &self.text {
            Said::Typed(text) => columns(text),
            Said::Written(text) => prose::widest(text),
        }
    }

    /// The text on lines of `room` columns.
    fn lines(&self, room: usize, look: &Look) -> Vec<Line<'static>> {
        let base = if self.mark == Mark::Quiet { look.theme.dim } else { look.theme.text };
        match &self.text {
            Said::Typed(text) => prose::sentence(text, room, base),
            Said::Written(text) => prose::styled(text, room as u16, look, base),
        }
    }
}
