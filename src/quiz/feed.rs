//! What a quiz answer says about memory.
//!
//! A right answer may be a guess. With R the chance of recall before it, g the chance to guess it and a slip of 2 %, the
//! learner knew it with P = 0.98·R / (0.98·R + (1 − R)·g).

use serde::{Deserialize, Serialize};

use super::mark::Mark;
use super::paper::Item;
use super::sitting::{Entry, Sureness};
use crate::schedule::Rating;

/// What an item says about the memory of its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lesson {
    /// Wrong, partly right, or left open.
    Missed,
    /// Wrong, and the learner was sure.
    Misconception,
    /// Right, but more likely guessed than known.
    LuckyGuess,
    /// Right, and perhaps known.
    Shaky,
    /// Right, and known.
    Known,
    /// Right, but never studied before: it stays new, and comes first among the new ones.
    Unstudied,
}

/// A slip of the hand: how often someone who knows the answer gives a wrong one.
const SLIP: f64 = 0.02;

impl Lesson {
    /// What the answer to `item` says. `recall` is the chance of recall before it, 0 to 1; `None` when it was never
    /// studied. Says nothing of an item that was not reached.
    pub fn of(item: &Item, entry: &Entry, mark: &Mark, recall: Option<f64>) -> Option<Self> {
        if !entry.reached {
            return None;
        }
        if !mark.is_right() {
            let is_sure = entry.sure == Some(Sureness::Sure) && entry.answer.is_some();
            return Some(if is_sure { Self::Misconception } else { Self::Missed });
        }
        let Some(recall) = recall else { return Some(Self::Unstudied) };
        if entry.sure == Some(Sureness::Unsure) {
            return Some(Self::LuckyGuess);
        }
        Some(match knew(recall, item.posed.input.chance()) {
            p if p >= 0.9 => Self::Known,
            p if p >= 0.7 => Self::Shaky,
            _ => Self::LuckyGuess,
        })
    }

    /// The rating it makes; `None` where the schedule is not moved.
    pub const fn rating(self) -> Option<Rating> {
        match self {
            Self::Missed | Self::Misconception | Self::LuckyGuess => Some(Rating::Again),
            Self::Shaky => Some(Rating::Hard),
            Self::Known => Some(Rating::Good),
            Self::Unstudied => None,
        }
    }
}

/// The chance that the learner knew what was answered right.
pub fn knew(recall: f64, guess: f64) -> f64 {
    let known = recall * (1.0 - SLIP);
    let guessed = (1.0 - recall) * guess;
    if known + guessed > 0.0 { known / (known + guessed) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_hardly_remembered_and_easily_guessed_was_guessed() {
        assert!(knew(0.9, 0.25) >= 0.9 && knew(0.4, 0.1) < 0.9 && knew(0.4, 0.0) >= 0.9);
        assert!(knew(0.2, 0.5) < 0.7);
        assert!(knew(0.0, 0.0) < f64::EPSILON);
    }
}
