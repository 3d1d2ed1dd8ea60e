//! Ranges of numbers, most of them ports.

use super::number::Number;
use super::port;

/// From a number to a number.
#[derive(Debug)]
pub(super) struct Range {
    from: Number,
    to: Number,
    transports: Vec<&'static str>,
}

/// Longer marks first: `..` would leave a dot of `...` behind.
const MARKS: [&str; 5] = ["...", "..", "to", "through", "-"];

impl Range {
    /// Reads `0-1023`, `0 to 1023`, `0..1023`, `from 0 through 1,023`, `TCP 20-21`, `20 to 60 bytes`.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        let (numbers, transports) = port::labelled(&text).unwrap_or((&text, Vec::new()));
        let ends = |mark: &&str| {
            let (from, to) = numbers.split_once(*mark)?;
            Some((Number::of(from)?, Number::of(to)?))
        };
        MARKS.iter().find_map(ends).map(|(from, to)| Self { from, to, transports })
    }

    /// Whether `given` has the same ends, and no transport that this range does not have.
    pub(super) fn accepts(&self, given: &Self) -> bool {
        self.from.accepts(&given.from)
            && self.to.accepts(&given.to)
            && given.transports.iter().all(|given| self.transports.contains(given))
    }
}
