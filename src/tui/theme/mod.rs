//! How things look: a style for every role, and the signs that say the same without colour.
//!
//! Nothing is told by colour alone, so a look without colours loses beauty and no meaning. The terminal's own
//! background is never painted over, and plain text keeps the terminal's own colour.

mod detect;
mod glyphs;
mod palette;

pub use detect::Background;
pub use glyphs::Glyphs;

use ratatui::style::{Modifier, Style};

use crate::card;

/// Everything a widget needs to know about looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The styles.
    pub theme: Theme,
    /// The signs.
    pub glyphs: Glyphs,
    /// How many columns diagrams that are too wide for their room are moved to the left.
    pub sideways: usize,
}

/// How many colours there are to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Any colour.
    Full,
    /// The sixteen that the terminal's owner chose.
    Sixteen,
    /// None: bold, dim, underlined and reversed only.
    None,
}

/// A style for every role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Running text.
    pub text: Style,
    /// What is said in passing.
    pub dim: Style,
    /// What draws the eye: a number that matters, a field that is being filled.
    pub accent: Style,
    /// The name of a part of the screen.
    pub heading: Style,
    /// A right answer.
    pub right: Style,
    /// An answer that is nearly right, or partly.
    pub close: Style,
    /// A wrong answer.
    pub wrong: Style,
    /// The line that the cursor is on.
    pub selected: Style,
    /// A key that can be pressed.
    pub key: Style,
    /// Rules and the lines under fields.
    pub border: Style,
    /// The done part of a gauge.
    pub gauge: Style,
    /// The rest of a gauge.
    pub track: Style,
    /// Days of the heat map, from none (0) to most (4).
    pub heat: [Style; 5],
    /// `` `code` `` in running text.
    pub code: Style,
    /// Diagrams and listings.
    pub drawn: Style,
    /// A hint, a mnemonic.
    pub hint: Style,
    /// `*italic*` in running text.
    pub italic: Modifier,
}

impl Look {
    /// Full colours on a dark background, with every sign.
    pub fn dark() -> Self {
        Self { theme: Theme::new(false, Depth::Full), glyphs: Glyphs::UNICODE, sideways: 0 }
    }

    /// No colours, ASCII only: what every terminal can show.
    pub fn plain() -> Self {
        Self { theme: Theme::new(false, Depth::None), glyphs: Glyphs::ASCII, sideways: 0 }
    }

    /// What stands before a row of a list: the cursor, or as much room.
    pub const fn cursor(&self, is_here: bool) -> &'static str {
        if is_here { self.glyphs.cursor } else { " " }
    }

    /// The style of what a row of a list says.
    pub const fn row(&self, is_here: bool) -> Style {
        if is_here { self.theme.selected } else { self.theme.text }
    }
}

impl Theme {
    /// The theme for a light or a dark background.
    pub fn new(light: bool, depth: Depth) -> Self {
        match depth {
            Depth::Full if light => palette::LIGHT.theme(),
            Depth::Full => palette::DARK.theme(),
            Depth::Sixteen => palette::sixteen(light),
            Depth::None => palette::without_colours(),
        }
    }

    /// The style of a stretch of an author's text, on top of `base`.
    pub fn prose(&self, style: card::Style, base: Style) -> Style {
        let mut out = base;
        if style.code {
            out = out.patch(self.code);
        }
        if style.bold {
            out = out.add_modifier(Modifier::BOLD);
        }
        if style.italic {
            out = out.add_modifier(self.italic);
        }
        out
    }
}
