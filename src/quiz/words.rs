//! Items and answers on one line, for lists and logs.

use super::feed::Lesson;
use super::paper::Item;
use crate::card::{Answer, Hole, Input, Text};

impl Item {
    /// The question on one line. A text with holes is its own question.
    pub fn line(&self) -> String {
        let text = match &self.posed.input {
            Input::Blanks { text, .. } if self.posed.prompt.is_empty() => text.plain(),
            _ => self.posed.prompt.plain(),
        };
        let shown = text.chars().map(|c| if Hole::index(c).is_some() { '_' } else { c });
        shown.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// An answer to it on one line; empty where it gives nothing, or is of another shape.
    pub fn in_words(&self, answer: &Answer) -> String {
        let plain = |text: &Text| text.plain();
        match (&self.posed.input, answer) {
            (Input::Choose { options, .. }, Answer::Chosen(chosen)) => {
                let options: Vec<&Text> = options.iter().map(|option| &option.text).collect();
                joined(chosen.iter().filter_map(|&place| options.get(place).copied().map(plain)))
            }
            (Input::Order { items, .. }, Answer::Order(order)) => {
                joined(order.iter().filter_map(|&place| items.get(place).map(plain)))
            }
            (Input::Match { left, right, .. }, Answer::Match(given)) => pairs(left, right, given),
            (Input::Sort { items, bins, .. }, Answer::Sort(given)) => pairs(items, bins, given),
            (Input::Blanks { .. }, Answer::Blanks(holes)) => joined(holes.iter().cloned()),
            (Input::Text(_), Answer::Text(text)) => text.clone(),
            (Input::Reveal { back }, _) => back.plain(),
            _ => String::new(),
        }
    }
}

fn joined(texts: impl Iterator<Item = String>) -> String {
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

fn pairs(items: &[Text], targets: &[Text], given: &[Option<usize>]) -> String {
    let pair = |(item, target): (&Text, &Option<usize>)| {
        let target = targets.get((*target)?)?;
        Some(format!("{}: {}", item.plain(), target.plain()))
    };
    joined(items.iter().zip(given).filter_map(pair))
}

impl Lesson {
    /// What it means for the drill, as a sentence.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Missed => "Missed: it comes back as due.",
            Self::Misconception => "You were sure, and it was wrong: a misconception. It comes back as due.",
            Self::LuckyGuess => "Right, but more likely guessed than known: it comes back as due.",
            Self::Shaky => "Right, and perhaps known: rated hard.",
            Self::Known => "Right, and known: rated good.",
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
