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
        let (numbers, transports) = port::labelled(text).unwrap_or((text, Vec::new()));
        let small = numbers.to_ascii_lowercase();
        let (from, to) = MARKS.iter().find_map(|mark| {
            // The case stays: it can tell units apart.
            let at = small.find(*mark)?;
            let (from, to) = (from_word(&numbers[..at]), &numbers[at + mark.len()..]);
            let to = Number::of(to)?;
            // The unit behind the second number is that of both.
            Some((Number::of(from)?.with_unit_of(&to), to))
        })?;
        Some(Self { from, to, transports })
    }

    /// Whether `given` has the same ends, and no transport that this range does not have.
    pub(super) fn accepts(&self, given: &Self) -> bool {
        self.from.accepts(&given.from)
            && self.to.accepts(&given.to)
            && given.transports.iter().all(|given| self.transports.contains(given))
    }
}

/// `text` without the word that may stand before a range with units, which [`port::labelled`] does not take away.
fn from_word(text: &str) -> &str {
    text.strip_prefix("from ").or_else(|| text.strip_prefix("From ")).unwrap_or(text)
}
