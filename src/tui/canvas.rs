//! What a screen draws on.

use ratatui::Frame;

use super::theme::Look;
use super::zones::Zones;

/// A frame while it is drawn, how it looks, and what can be clicked in it.
pub struct Canvas<'a, 'f> {
    /// What is drawn into.
    pub frame: &'a mut Frame<'f>,
    /// How everything looks.
    pub look: &'a Look,
    /// Where a click means a key.
    pub zones: &'a mut Zones,
}
