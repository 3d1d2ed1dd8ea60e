//! Reads the settings, with the keys checked against the screens that have them.

use std::path::Path;

use crate::config::{Config, Entry, Error};
use crate::tui::Keymap;

/// The settings in `folder`.
pub(super) fn load(folder: &Path) -> Result<Config, Error> {
    load_with_entries(folder).map(|(config, _)| config)
}

/// The same, with each setting in the order of the table.
pub(super) fn load_with_entries(folder: &Path) -> Result<(Config, Vec<Entry>), Error> {
    Config::load_with_entries(folder, |wishes| Keymap::new(wishes).err().unwrap_or_default())
}
