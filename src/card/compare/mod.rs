//! Judges typed answers.

use std::collections::HashSet;

use super::input::Verdict;

/// What counts as right for a typed answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Expected {
    /// The answer as the author wrote it, first the one that is shown.
    pub answers: Vec<String>,
    /// For a number: how far from the first answer still counts.
    pub tolerance: Option<f64>,
    /// Whether only what is written counts, apart from spaces around it.
    pub exact: bool,
}

/// The normalised answers known in a deck.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rivals {
    known: HashSet<String>,
}

impl Expected {
    /// Expects `answer` alone, with the usual leniency.
    pub fn of(answer: impl Into<String>) -> Self {
        Self { answers: vec![answer.into()], ..Self::default() }
    }

    /// The answer as it is shown.
    pub fn written(&self) -> &str {
        self.answers.first().map_or("", String::as_str)
    }
}

impl Rivals {
    /// Collects the answers known in a deck.
    pub fn of<'a>(answers: impl IntoIterator<Item = &'a str>) -> Self {
        Self { known: answers.into_iter().map(str::to_lowercase).collect() }
    }
}

/// Judges what was typed.
pub fn judge(given: &str, expected: &Expected, rivals: &Rivals) -> Verdict {
    let _ = &rivals.known;
    if expected.answers.iter().any(|a| a.eq_ignore_ascii_case(given)) {
        Verdict::Right
    } else {
        Verdict::Wrong
    }
}
