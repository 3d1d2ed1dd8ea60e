//! How things look: a style for every role, and the signs that say the same without colour.
//!
//! Nothing is told by colour alone, so a look without colours loses beauty and no meaning. The terminal's own
//! background is never painted over, and plain text keeps the terminal's own colour.

mod detect;
mod glyphs;
mod palette;

pub(super) use detect::{depth, without_empty};
pub use glyphs::Glyphs;

use ratatui::style::{Color, Modifier, Style};

use super::keymap::KeyNames;
use super::pictures::Pictures;
use crate::card;
use crate::config::{Colour, Scheme};

/// Everything a widget needs to know about looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The styles.
    pub theme: Theme,
    /// The signs.
    pub glyphs: Glyphs,
    /// How many columns diagrams that are too wide for their room are moved to the left.
    pub sideways: usize,
    /// What sentences call the keys.
    pub keys: KeyNames,
    /// The pictures of cards.
    pub pictures: Pictures,
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

/// The colours of a terminal, each at its number.
const SIXTEEN: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

impl Look {
    /// The look of these colours and signs.
    pub fn new(theme: Theme, glyphs: Glyphs) -> Self {
        Self { theme, glyphs, sideways: 0, keys: KeyNames::default(), pictures: Pictures::default() }
    }

    /// Full colours on a dark background, with every sign.
    pub fn dark() -> Self {
        Self::new(Theme::new(false, Depth::Full), Glyphs::UNICODE)
    }

    /// No colours, ASCII only: what every terminal can show.
    pub fn plain() -> Self {
        Self::new(Theme::new(false, Depth::None), Glyphs::ASCII)
    }

    /// No colours, ASCII only, and `pictures`, of which only the room they take counts. All looks take the same room, so that a
    /// screen lays out by this one what it will show in another.
    pub fn measuring(pictures: &Pictures) -> Self {
        Self { pictures: pictures.clone(), ..Self::plain() }
    }

    /// The same for the cards of the deck called `deck`.
    #[must_use]
    pub fn of_deck(&self, deck: &str) -> Self {
        Self { pictures: self.pictures.of_deck(deck), ..self.clone() }
    }

    /// What stands before a row of a list: the cursor, or as much room.
    pub const fn cursor(&self, is_here: bool) -> &'static str {
        if is_here { self.glyphs.cursor } else { " " }
    }

    /// What is chosen, between signs that say that it can be turned.
    pub fn turnable(&self, chosen: &str) -> String {
        format!("{} {chosen} {}", self.glyphs.cut_left, self.glyphs.cut)
    }

    /// The style of what a row of a list says.
    pub const fn row(&self, is_here: bool) -> Style {
        if is_here { self.theme.selected } else { self.theme.text }
    }
}

impl Theme {
    /// The usual theme for a light or a dark background.
    pub fn new(light: bool, depth: Depth) -> Self {
        Self::of(if light { Scheme::Light } else { Scheme::Dark }, depth)
    }

    /// The theme of these colours, or of as many as there are.
    pub fn of(scheme: Scheme, depth: Depth) -> Self {
        let (palette, is_light, is_strong) = match scheme {
            Scheme::Dark => (palette::DARK, false, false),
            Scheme::DarkWarm => (palette::DARK_WARM, false, false),
            Scheme::DarkContrast => (palette::DARK_CONTRAST, false, true),
            Scheme::Light => (palette::LIGHT, true, false),
            Scheme::LightWarm => (palette::LIGHT_WARM, true, false),
            Scheme::LightContrast => (palette::LIGHT_CONTRAST, true, true),
        };
        match depth {
            Depth::Full => palette.theme(),
            Depth::Sixteen => palette::sixteen(is_light, is_strong),
            Depth::None => palette::without_colours(),
        }
    }

    /// Gives what the settings call `role` another colour.
    pub(super) fn recolour(&mut self, role: &str, colour: Colour) {
        let colour = match colour {
            Colour::Named(number) => SIXTEEN[usize::from(number) % SIXTEEN.len()],
            Colour::Rgb(rgb) => Color::from_u32(rgb),
        };
        let styles: &mut [&mut Style] = match role {
            "text" => &mut [&mut self.text],
            "dim" => &mut [&mut self.dim],
            "accent" => &mut [&mut self.accent, &mut self.selected, &mut self.key, &mut self.gauge],
            "heading" => &mut [&mut self.heading],
            "right" => &mut [&mut self.right],
            "close" => &mut [&mut self.close],
            "wrong" => &mut [&mut self.wrong],
            "hint" => &mut [&mut self.hint],
            "code" => &mut [&mut self.code, &mut self.drawn],
            "border" => &mut [&mut self.border],
            "track" => &mut [&mut self.track],
            _ => &mut [],
        };
        for style in styles {
            style.fg = Some(colour);
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
