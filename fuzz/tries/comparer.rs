//! Judging an answer never panics, and what the author wrote is always right.
//!
//! The input is lines of text: what was typed, then what is expected, then the answers known in the deck.

use examdrill::card::Verdict;
use examdrill::card::compare::{Accents, Expected, Rivals, judge};

/// Fails where the sentence above does not hold for `text`.
pub(crate) fn try_it(text: &str) {
    let mut lines = text.lines();
    let (given, wanted) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let rivals = Rivals::named(lines);
    let lenient = Expected::of(wanted);
    let strict = Expected { exact: true, ..lenient.clone() };
    let loose = Expected { any_order: true, accents: Accents::Ignore, ..lenient.clone() };

    for expected in [lenient, strict, loose] {
        let _ = judge(given, &expected, &rivals);
        if !wanted.trim().is_empty() {
            assert_eq!(judge(wanted, &expected, &rivals), Verdict::Right);
        }
    }
}
