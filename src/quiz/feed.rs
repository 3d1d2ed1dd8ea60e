//! What a quiz answer says about memory.
//!
//! A right answer may be a guess. With R the chance of recall before it, g the chance to guess it and a slip of 2 %, the
//! learner knew it with P = 0.98·R / (0.98·R + (1 − R)·g).

use serde::{Deserialize, Serialize};

use super::mark::Mark;
use super::paper::Item;
use super::sitting::{Entry, Sureness};
use crate::card::Input;
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
        Some(match knew(recall, chance(&item.posed.input)) {
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

/// The chance to guess a right answer, 0 to 1.
pub fn chance(input: &Input) -> f64 {
    match input {
        Input::Reveal { .. } | Input::Text(_) | Input::Blanks { .. } => 0.0,
        Input::Choose { options, many: false } => 1.0 / options.len().max(1) as f64,
        // A paper tells how many are right.
        Input::Choose { options, many: true } => {
            let right = options.iter().filter(|option| option.right).count();
            1.0 / choices(options.len(), right)
        }
        Input::Order { items, .. } => 1.0 / factorial(items.len()),
        Input::Match { left, .. } => 1.0 / factorial(left.len()),
        Input::Sort { items, bins, .. } => (bins.len().max(1) as f64).powi(-(items.len() as i32)),
    }
}

/// The ways to choose `k` of `n`.
fn choices(n: usize, k: usize) -> f64 {
    factorial(n) / (factorial(k) * factorial(n - k))
}

fn factorial(n: usize) -> f64 {
    (1..=n).map(|i| i as f64).product()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::{Choice, Text};

    #[test]
    fn the_chance_to_guess_is_one_of_all_answers() {
        let options = |right: usize, all: usize| {
            let option = |n| Choice { text: Text::new("x"), right: n < right, why: None };
            (0..all).map(option).collect::<Vec<_>>()
        };
        let one_of = |input: &Input| (1.0 / chance(input)).round() as u32;
        assert_eq!(one_of(&Input::Choose { options: options(1, 4), many: false }), 4);
        assert_eq!(one_of(&Input::Choose { options: options(2, 5), many: true }), 10);
        let items = vec![Text::new("x"); 3];
        assert_eq!(one_of(&Input::Order { items, right: vec![0, 1, 2] }), 6);
    }

    #[test]
    fn what_was_hardly_remembered_and_easily_guessed_was_guessed() {
        let known = |recall, guess| knew(recall, guess) >= 0.9;
        assert!(known(0.9, 0.25) && !known(0.4, 0.1) && known(0.4, 0.0));
        assert!(knew(0.2, 0.5) < 0.7);
        assert!(knew(0.0, 0.0) < f64::EPSILON);
    }
}
