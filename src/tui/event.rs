//! What happens to a screen.

use crossterm::event::KeyCode;

/// A key as bindings see it: letters carry their own case, so shift is not told apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Key {
    /// The key itself.
    pub code: KeyCode,
    /// Whether control was held.
    pub ctrl: bool,
    /// Whether alt was held.
    pub alt: bool,
}

impl Key {
    /// The key alone, without control or alt.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false }
    }
}
