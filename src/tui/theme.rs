//! How things look. Placeholder until the palette comes.

use ratatui::style::{Modifier, Style};

/// The styles and signs that everything is drawn with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// Whether only ASCII signs may be drawn.
    pub ascii: bool,
}

impl Look {
    /// For what may be overlooked.
    pub fn quiet(&self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// For the name of a key.
    pub fn key(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// For a heading.
    pub fn heading(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }
}
