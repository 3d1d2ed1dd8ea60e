//! The number that a paper is drawn from.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What alone decides, with the exam and the decks, which paper is drawn: `4711`, or `4711.3` for the third paper of a
/// series in which each avoids what the two before it asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Seed {
    /// The series.
    pub base: u32,
    /// Which paper of it, from 1.
    pub nth: u32,
}

/// Why a text is no seed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a seed such as `4711` or `4711.3`")]
pub struct BadSeed(String);

impl Seed {
    /// Papers in a series: drawing the nth draws those before it too.
    pub const LONGEST: u32 = 20;

    /// The first paper of the series `base`.
    pub const fn first(base: u32) -> Self {
        Self { base, nth: 1 }
    }

    /// The next paper of the series; `None` after the last.
    pub fn next(self) -> Option<Self> {
        (self.nth < Self::LONGEST).then_some(Self { nth: self.nth + 1, ..self })
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.nth {
            1 => write!(f, "{}", self.base),
            nth => write!(f, "{}.{nth}", self.base),
        }
    }
}

impl FromStr for Seed {
    type Err = BadSeed;

    fn from_str(text: &str) -> Result<Self, BadSeed> {
        let (base, nth) = text.split_once('.').unwrap_or((text, "1"));
        let seed = base.parse().ok().zip(nth.parse().ok()).map(|(base, nth)| Self { base, nth });
        seed.filter(|seed| (1..=Self::LONGEST).contains(&seed.nth)).ok_or_else(|| BadSeed(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_read_as_it_is_written() {
        for text in ["0", "4711", "4711.3", "4294967295.20"] {
            assert_eq!(text.parse::<Seed>().unwrap().to_string(), text);
        }
        for text in ["", "x", "-1", "1.0", "1.21", "4294967296", "1.2.3"] {
            assert!(text.parse::<Seed>().is_err(), "{text}");
        }
    }
}
