//! Recall, turn over, and judge yourself.

use serde::{Deserialize, Serialize};

use super::{Answer, Line, Part, Verdict, Way};
use crate::card::Text;
use crate::card::compare::Rivals;

/// The other side of a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reveal {
    /// What is to be recalled.
    pub back: Text,
}

impl Way for Reveal {
    fn judge(&self, _: &Answer, _: &Rivals) -> Verdict {
        Verdict::Unjudged
    }

    fn solution(&self) -> Answer {
        Answer::Revealed
    }

    fn given(&self, _: &Answer) -> usize {
        0
    }

    fn part(&self) -> Part {
        Part::Single
    }

    fn words(&self, _: &Answer) -> Vec<String> {
        vec![self.back.plain()]
    }

    fn wanted(&self, _: usize) -> String {
        "Recall the answer, then press Enter.".to_owned()
    }

    fn read(&self, _: &str, _: usize, _: Answer) -> Result<Answer, String> {
        Ok(Answer::Revealed)
    }

    fn solved(&self, _: Option<&Answer>) -> Vec<Line<'_>> {
        vec![Line::Labelled("Answer:", &self.back)]
    }

    fn one_answer(&self) -> Option<&str> {
        Some(self.back.as_str())
    }

    fn is_judged(&self) -> bool {
        false
    }
}
