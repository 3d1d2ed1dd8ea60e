//! How the terminal can show pictures, from what the environment says. It is not asked: a terminal that does not answer would
//! delay the start, and what it answers comes among the keys.

use super::Pictures;
use crate::config::{Config, PictureChoice};
use crate::tui::theme::{Depth, Look, depth, without_empty};

/// A way of showing pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the settings say what they are")]
pub enum Protocol {
    Kitty,
    Iterm2,
    Sixel,
    Blocks,
}

/// How a terminal shows pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Display {
    /// By what.
    pub protocol: Protocol,
    /// Dots of a cell across and down; `None` where the terminal does not tell.
    pub cell: Option<(u16, u16)>,
    /// Whether half blocks may have any colour, and not 256.
    pub has_all_colours: bool,
}

impl Display {
    /// Dots of a cell as a picture has them: in half blocks one across and two down.
    pub(super) fn dots(self) -> (u16, u16) {
        match self.protocol {
            Protocol::Blocks => (1, 2),
            _ => self.cell.unwrap_or((10, 20)),
        }
    }
}

impl Pictures {
    /// Those that the terminal can show, as far as the settings leave it to that. `look` is that of everything else, `cell` what
    /// the terminal says of its cells, `env` reads an environment variable.
    pub fn detect(
        env: &dyn Fn(&str) -> Option<String>,
        config: &Config,
        look: &Look,
        cell: Option<(u16, u16)>,
    ) -> Self {
        let env = without_empty(env);
        let depth = depth(&env);
        let has_few = depth != Depth::Full && !env("TERM").is_some_and(|term| term.contains("256color"));
        if depth == Depth::None || look.glyphs.is_ascii() {
            return Self::default();
        }
        let protocol = match config.pictures {
            PictureChoice::Off => return Self::default(),
            PictureChoice::Kitty => Protocol::Kitty,
            PictureChoice::Iterm2 => Protocol::Iterm2,
            PictureChoice::Sixel => Protocol::Sixel,
            PictureChoice::Blocks => Protocol::Blocks,
            PictureChoice::Auto => match protocol(&env) {
                // Without the size of a cell, a picture in dots would not fit its place.
                Protocol::Sixel | Protocol::Iterm2 if cell.is_none() => Protocol::Blocks,
                // Sixteen colours show nothing that can be recognised.
                Protocol::Blocks if has_few => return Self::default(),
                protocol => protocol,
            },
        };
        Self::on(Display { protocol, cell, has_all_colours: depth == Depth::Full })
    }
}

/// What the terminal is known to understand.
fn protocol(env: &dyn Fn(&str) -> Option<String>) -> Protocol {
    let (term, program) = (env("TERM").unwrap_or_default(), env("TERM_PROGRAM").unwrap_or_default());
    // A program between the terminal and us passes pictures on only where its user has seen to that.
    let has_between = ["TMUX", "STY", "ZELLIJ"].into_iter().any(|name| env(name).is_some());
    if has_between || term.starts_with("tmux") || term.starts_with("screen") {
        return Protocol::Blocks;
    }
    match program.as_str() {
        "ghostty" => return Protocol::Kitty,
        "iTerm.app" | "WezTerm" | "mintty" | "rio" => return Protocol::Iterm2,
        _ => {}
    }
    match term.as_str() {
        "xterm-kitty" | "xterm-ghostty" => Protocol::Kitty,
        "foot" | "foot-extra" | "mlterm" | "contour" => Protocol::Sixel,
        _ if env("KITTY_WINDOW_ID").is_some() => Protocol::Kitty,
        _ if env("KONSOLE_VERSION").is_some() => Protocol::Sixel,
        _ => Protocol::Blocks,
    }
}
