//! Type the answer.

use super::line::typed;
use super::{Answer, Line, Part, Verdict, Way};
use crate::card::Text;
use crate::card::compare::{self, Expected, Rivals};

fn given(answer: &Answer) -> &str {
    if let Answer::Text(given) = answer { given } else { "" }
}

impl Way for Expected {
    fn judge(&self, answer: &Answer, rivals: &Rivals) -> Verdict {
        compare::judge(given(answer), self, rivals)
    }

    fn solution(&self) -> Answer {
        Answer::Text(self.written().to_owned())
    }

    fn given(&self, answer: &Answer) -> usize {
        usize::from(!given(answer).trim().is_empty())
    }

    fn part(&self) -> Part {
        Part::Single
    }

    fn words(&self, answer: &Answer) -> Vec<String> {
        vec![given(answer).to_owned()]
    }

    fn wanted(&self, _: usize) -> String {
        "Type the answer.".to_owned()
    }

    fn read(&self, line: &str, _: usize, _: Answer) -> Result<Answer, String> {
        typed(line).map(Answer::Text)
    }

    fn why(&self, answer: &Answer, rivals: &Rivals) -> Option<Text> {
        Self::why(self, given(answer), rivals)
    }

    fn solved(&self, answer: Option<&Answer>) -> Vec<Line<'_>> {
        let mut lines = vec![Line::Sentence(format!("Answer: {}", self.written()))];
        let others: Vec<&str> = self.answers.iter().skip(1).map(String::as_str).collect();
        if !others.is_empty() {
            lines.push(Line::Sentence(format!("Also right: {}", others.join(", "))));
        }
        // What a rival makes wrong has no reason of its own.
        if let Some(why) = answer.and_then(|answer| Way::why(self, answer, &Rivals::default())) {
            lines.push(Line::Sentence(format!(
                "Not {}: {}",
                given(answer.unwrap_or(&Answer::Revealed)).trim(),
                why.plain()
            )));
        }
        lines
    }

    fn expected(&self) -> Vec<&Expected> {
        vec![self]
    }

    fn expected_mut(&mut self) -> Vec<&mut Expected> {
        vec![self]
    }

    fn one_answer(&self) -> Option<&str> {
        Some(self.written())
    }
}
