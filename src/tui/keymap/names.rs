//! What sentences call the keys.

use std::sync::Arc;

use super::Keymap;
use crate::tui::event::Key;

/// The names of keys on a screen, as the learner has them. A sentence names no key but through these.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyNames {
    keymap: Arc<Keymap>,
    screen: &'static str,
}

impl KeyNames {
    /// Those on the screen of that title.
    pub(in super::super) const fn on_screen(keymap: Arc<Keymap>, screen: &'static str) -> Self {
        Self { keymap, screen }
    }

    /// What is pressed here for a key of the screen's table: `u`, `enter`, `f8`.
    pub fn here(&self, standard: impl Into<Key>) -> String {
        self.on(self.screen, standard)
    }

    /// The same on another screen, by its title.
    pub fn on(&self, screen: &str, standard: impl Into<Key>) -> String {
        self.keymap.own(screen, standard.into()).name()
    }
}
