//! Put each item in its bin.

use serde::{Deserialize, Serialize};

use super::line::{below, listed, number, numbers};
use super::{Answer, Line, Part, Verdict, Way, named};
use crate::card::Text;
use crate::card::compare::Rivals;

/// Items and bins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// What is to be put away.
    pub items: Vec<Text>,
    /// The bins, in the author's order.
    pub bins: Vec<Text>,
    /// `home[i]` is the index in `bins` of the bin of `items[i]`.
    pub home: Vec<usize>,
}

fn given(answer: &Answer) -> &[Option<usize>] {
    if let Answer::Sort(given) = answer { given } else { &[] }
}

impl Way for Sort {
    fn judge(&self, answer: &Answer, _: &Rivals) -> Verdict {
        let pairs = self.home.iter().zip(given(answer));
        Verdict::of(pairs.filter(|(home, given)| Some(**home) == **given).count(), self.home.len())
    }

    fn solution(&self) -> Answer {
        Answer::Sort(self.home.iter().copied().map(Some).collect())
    }

    fn given(&self, answer: &Answer) -> usize {
        given(answer).iter().flatten().count()
    }

    fn chance(&self) -> f64 {
        (self.bins.len().max(1) as f64).powi(-(self.items.len() as i32))
    }

    fn part(&self) -> Part {
        Part::Performance
    }

    fn words(&self, answer: &Answer) -> Vec<String> {
        let pair = |(item, given): (&Text, &Option<usize>)| {
            format!("{}: {}", item.plain(), named(&self.bins, *given))
        };
        self.items.iter().zip(given(answer)).map(pair).collect()
    }

    fn asked(&self) -> Vec<Line<'_>> {
        let bins = self.bins.iter().zip(1..).map(|(bin, number)| format!("{number} {}", bin.plain()));
        let groups = format!("Groups: {}.", bins.collect::<Vec<_>>().join(", "));
        let mut lines = vec![Line::Sentence(groups), Line::Sentence("To be sorted:".to_owned())];
        lines.extend(listed(&self.items, number));
        lines
    }

    fn wanted(&self, _: usize) -> String {
        "Type the number of a group for each item, one after the other, such as: 1 2 1.".to_owned()
    }

    fn read(&self, line: &str, _: usize, _: Answer) -> Result<Answer, String> {
        let given = numbers(line, self.bins.len())?;
        if given.len() == self.items.len() {
            return Ok(Answer::Sort(given.into_iter().map(Some).collect()));
        }
        Err(format!("There are {} items, and you typed {} numbers.", self.items.len(), given.len()))
    }

    fn solved(&self, _: Option<&Answer>) -> Vec<Line<'_>> {
        let groups = self.bins.iter().enumerate().map(|(bin, name)| {
            let inside = self.items.iter().zip(&self.home).filter(|(_, home)| **home == bin);
            let inside: Vec<_> = inside.map(|(item, _)| item.plain()).collect();
            format!("{}: {}", name.plain(), inside.join(", "))
        });
        below("Groups:", groups)
    }
}
