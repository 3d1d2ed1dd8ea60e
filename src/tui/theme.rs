//! How things look. Placeholder until the palette comes.

use ratatui::style::{Modifier, Style};

/// The styles and signs that everything is drawn with.
#[derive(Debug, Clone)]
pub struct Look {
    /// Whether only ASCII signs may be drawn.
    pub ascii: bool,
    /// For what may be overlooked.
    pub quiet: Style,
    /// For the name of a key.
    pub key: Style,
    /// For a heading.
    pub heading: Style,
}

impl Default for Look {
    fn default() -> Self {
        let plain = Style::new();
        let (quiet, bold) = (plain.add_modifier(Modifier::DIM), plain.add_modifier(Modifier::BOLD));
        Self { ascii: false, quiet, key: bold, heading: bold }
    }
}
