//! Items and answers on one line, for lists and logs.

use super::feed::Lesson;
use super::paper::Item;
use crate::card::{Answer, listed};

impl Item {
    /// The question on one line. A text with holes is its own question; of a diagram only the words around it are told.
    pub fn line(&self) -> String {
        self.posed.line()
    }

    /// An answer to it on one line, parts separated by semicolons; empty where it is of another shape.
    pub fn in_words(&self, answer: &Answer) -> String {
        listed(&self.posed.input.words(answer), "; ")
    }
}

impl Lesson {
    /// What it means for the drill, as a sentence.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Missed => "Missed: it comes back as due.",
            Self::Misconception => "You were sure, and it was wrong: a misconception. It comes back as due.",
            Self::LuckyGuess => "Right, but more likely guessed than recalled: it comes back as due.",
            Self::Shaky => "Right, perhaps recalled: rated hard.",
            Self::Known => "Right and recalled: rated good.",
            Self::Unstudied => {
                "Right before you ever studied it: it stays new, and comes first among the new ones."
            }
        }
    }

    /// Whether the question comes back as due.
    pub const fn comes_back(self) -> bool {
        matches!(self, Self::Missed | Self::Misconception | Self::LuckyGuess)
    }
}
