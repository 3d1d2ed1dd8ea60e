//! Choose one option, or all that apply.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::line::{listed, number, numbers};
use super::{Answer, Line, Part, Verdict, Way, factorial};
use crate::card::Text;
use crate::card::compare::Rivals;

/// Options to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choose {
    /// In the order they are shown.
    pub options: Vec<Choice>,
    /// Whether several may be chosen.
    pub many: bool,
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What is shown.
    pub text: Text,
    /// Whether it is right.
    pub right: bool,
    /// Why it is wrong, in the author's words.
    pub why: Option<Text>,
}

/// Fewer options than this are no question of an exam: true or false can be guessed. Three there are where a thing has three
/// sorts, as the ranges of ports.
const FEWEST_OPTIONS: usize = 3;
/// Right options of a question of an exam, where several are. More would be a list to recite.
const RIGHT_OPTIONS: RangeInclusive<usize> = 2..=4;

fn given(answer: &Answer) -> &[usize] {
    if let Answer::Chosen(chosen) = answer { chosen } else { &[] }
}

impl Choose {
    fn right(&self) -> impl Iterator<Item = usize> {
        (0..self.options.len()).filter(|&place| self.options[place].right)
    }

    fn chosen(&self, answer: &Answer) -> impl Iterator<Item = &Choice> {
        given(answer).iter().filter_map(|&place| self.options.get(place))
    }
}

impl Way for Choose {
    fn judge(&self, answer: &Answer, _: &Rivals) -> Verdict {
        let right = self.right().count();
        let hits = self.chosen(answer).filter(|option| option.right).count();
        let misses = given(answer).len() - hits;
        match (hits, misses) {
            (hits, 0) if hits == right => Verdict::Right,
            // Ticking everything is not half the truth: a wrong tick takes a right one away.
            (hits, misses) if self.many && hits > misses => Verdict::Partly { got: hits - misses, of: right },
            _ => Verdict::Wrong,
        }
    }

    fn solution(&self) -> Answer {
        Answer::Chosen(self.right().collect())
    }

    fn given(&self, answer: &Answer) -> usize {
        given(answer).len()
    }

    fn chance(&self) -> f64 {
        let (all, right) = (self.options.len(), self.right().count());
        if !self.many {
            return 1.0 / all.max(1) as f64;
        }
        // A paper tells how many are right.
        factorial(right) * factorial(all - right) / factorial(all)
    }

    fn part(&self) -> Part {
        if self.many { Part::Many } else { Part::Single }
    }

    fn suits_exams(&self) -> bool {
        let is_list = self.many && !RIGHT_OPTIONS.contains(&self.right().count());
        self.options.len() >= FEWEST_OPTIONS && !is_list
    }

    fn words(&self, answer: &Answer) -> Vec<String> {
        self.chosen(answer).map(|option| option.text.plain()).collect()
    }

    fn asked(&self) -> Vec<Line<'_>> {
        listed(self.options.iter().map(|option| &option.text), number).collect()
    }

    fn wanted(&self, _: usize) -> String {
        let wanted = if self.many {
            "Type the numbers of all right answers, such as: 1 3."
        } else {
            "Type the number of the right answer."
        };
        wanted.to_owned()
    }

    fn read(&self, line: &str, _: usize, _: Answer) -> Result<Answer, String> {
        let line = line.trim().to_lowercase();
        if let Some(meant) = self.options.iter().position(|option| option.text.plain().to_lowercase() == line)
        {
            return Ok(Answer::Chosen(vec![meant]));
        }
        let mut chosen = numbers(&line, self.options.len())?;
        chosen.sort_unstable();
        chosen.dedup();
        match chosen.len() {
            0 => Err("Type a number, or d if you don't know.".to_owned()),
            2.. if !self.many => Err("Only one answer is right: type one number.".to_owned()),
            _ => Ok(Answer::Chosen(chosen)),
        }
    }

    fn solved(&self, answer: Option<&Answer>) -> Vec<Line<'_>> {
        let right = self.right().map(|place| format!("{}. {}", place + 1, self.options[place].text.plain()));
        let mut lines = if self.many {
            super::line::below("Right answers:", right)
        } else {
            vec![Line::Sentence(format!("Answer: {}", right.collect::<Vec<_>>().join(" ")))]
        };
        for option in answer.into_iter().flat_map(|answer| self.chosen(answer)) {
            if let Some(why) = &option.why {
                lines.push(Line::Sentence(format!("Not {}: {}", option.text.plain(), why.plain())));
            }
        }
        lines
    }

    fn one_answer(&self) -> Option<&str> {
        self.right().next().filter(|_| !self.many).map(|place| self.options[place].text.as_str())
    }

    fn options(&self) -> &[Choice] {
        &self.options
    }
}
