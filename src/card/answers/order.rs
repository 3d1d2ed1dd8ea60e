//! Put items in order.

use serde::{Deserialize, Serialize};

use super::line::{below, listed, number, numbers};
use super::{Answer, Line, Part, Verdict, Way, factorial, named};
use crate::card::Text;
use crate::card::compare::Rivals;

/// Items in a wrong order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// As shown at first.
    pub items: Vec<Text>,
    /// `right[i]` is the index in `items` of what belongs at place `i`.
    pub right: Vec<usize>,
}

fn given(answer: &Answer) -> &[usize] {
    if let Answer::Order(given) = answer { given } else { &[] }
}

impl Way for Order {
    fn judge(&self, answer: &Answer, _: &Rivals) -> Verdict {
        // By text, not by index: two equal items are each other's equal.
        let pairs = self.right.iter().zip(given(answer));
        let is_right = |(right, given): &(&usize, &usize)| self.items.get(**right) == self.items.get(**given);
        Verdict::of(pairs.filter(is_right).count(), self.right.len())
    }

    fn solution(&self) -> Answer {
        Answer::Order(self.right.clone())
    }

    fn given(&self, answer: &Answer) -> usize {
        given(answer).len()
    }

    fn chance(&self) -> f64 {
        1.0 / factorial(self.items.len())
    }

    fn part(&self) -> Part {
        Part::Performance
    }

    fn words(&self, answer: &Answer) -> Vec<String> {
        given(answer).iter().map(|&place| named(&self.items, Some(place))).collect()
    }

    fn asked(&self) -> Vec<Line<'_>> {
        listed(&self.items, number).collect()
    }

    fn wanted(&self, _: usize) -> String {
        "Type the numbers in the right order, such as: 2 1 3.".to_owned()
    }

    fn read(&self, line: &str, _: usize, _: Answer) -> Result<Answer, String> {
        let all = self.items.len();
        let order = numbers(line, all)?;
        match (0..all).find(|item| order.iter().filter(|other| *other == item).count() != 1) {
            None => Ok(Answer::Order(order)),
            Some(item) if order.contains(&item) => Err(format!("{} is there twice.", item + 1)),
            Some(item) => Err(format!("{} is missing: type all {all} numbers.", item + 1)),
        }
    }

    fn solved(&self, _: Option<&Answer>) -> Vec<Line<'_>> {
        let line = |(&item, place): (&usize, usize)| format!("{place}. {}", self.items[item].plain());
        below("In order:", self.right.iter().zip(1..).map(line))
    }
}
