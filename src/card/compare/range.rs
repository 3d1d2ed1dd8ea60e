//! Ranges of numbers.

use super::number::Number;

/// From a number to a number.
#[derive(Debug)]
pub(super) struct Range {
    from: Number,
    to: Number,
}

/// Longer marks first: `..` would leave a dot of `...` behind.
const MARKS: [&str; 5] = ["...", "..", "to", "through", "-"];

impl Range {
    /// Reads `0-1023`, `0 to 1023`, `0..1023`, `from 0 through 1,023`, `ports 0-1023`.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        let bare =
            ["ports ", "from "].iter().fold(text.as_str(), |t, lead| t.strip_prefix(lead).unwrap_or(t));
        let parted = |mark: &&str| {
            let (from, to) = bare.split_once(*mark)?;
            Some(Self { from: Number::of(from)?, to: Number::of(to)? })
        };
        MARKS.iter().find_map(parted)
    }

    /// Whether `given` has the same ends.
    pub(super) fn accepts(&self, given: &Self) -> bool {
        self.from.accepts(&given.from) && self.to.accepts(&given.to)
    }
}
