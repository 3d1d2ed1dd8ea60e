//! A rule instead of facts: each asking draws a fresh number, and all of them share one schedule.

use rand::RngExt;
use rand::rngs::StdRng;

use super::input::{Choice, Input};
use super::text::Text;

/// Draws a number and asks which class it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct Generator {
    /// The prompt; `{number}` stands for the number drawn.
    pub question: Text,
    /// Smallest and largest number drawn.
    pub range: (i64, i64),
    /// Where classes meet: a third of the draws fall on an edge or up to three beside it.
    pub edges: Vec<i64>,
    /// The classes, by ascending border; the last reaches the end of the range.
    pub classes: Vec<Class>,
}

/// One class of numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// The last number that belongs to it.
    pub to: i64,
    /// Its name.
    pub answer: Text,
}

impl Generator {
    /// Draws a number: near an edge one time in three.
    pub fn draw(&self, rng: &mut StdRng) -> i64 {
        let (from, to) = self.range;
        if !self.edges.is_empty() && rng.random_range(0..3) == 0 {
            let edge = self.edges[rng.random_range(0..self.edges.len())];
            return edge.saturating_add(rng.random_range(-3..=3)).clamp(from, to);
        }
        rng.random_range(from..=to)
    }

    /// The prompt and the options for `number`.
    pub fn ask(&self, number: i64) -> (Text, Input) {
        let right = self.class_of(number).map(|class| &class.answer);
        let mut options: Vec<Choice> = Vec::new();
        for class in &self.classes {
            if !options.iter().any(|option| option.text == class.answer) {
                let text = class.answer.clone();
                options.push(Choice { right: Some(&text) == right, text, why: None });
            }
        }
        (self.fill(&self.question, number), Input::Choose { options, many: false })
    }

    /// `text` with the number in the place of `{number}`.
    pub fn fill(&self, text: &Text, number: i64) -> Text {
        Text::new(text.as_str().replace("{number}", &number.to_string()))
    }

    /// The class that `number` belongs to; numbers beyond the last border belong to none.
    pub fn class_of(&self, number: i64) -> Option<&Class> {
        self.classes.iter().find(|class| number <= class.to)
    }
}
