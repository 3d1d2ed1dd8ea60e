//! Give each left side its right side.

use serde::{Deserialize, Serialize};

use super::line::{letter, listed, number, words};
use super::{Answer, Line, Part, Verdict, Way, factorial, named};
use crate::card::Text;
use crate::card::compare::Rivals;

/// Two lists, whose entries belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// What asks for a partner.
    pub left: Vec<Text>,
    /// The partners, shuffled, with extras that belong to none.
    pub right: Vec<Text>,
    /// `partner[i]` is the index in `right` of the partner of `left[i]`.
    pub partner: Vec<usize>,
}

fn given(answer: &Answer) -> &[Option<usize>] {
    if let Answer::Match(given) = answer { given } else { &[] }
}

impl Way for Match {
    fn judge(&self, answer: &Answer, _: &Rivals) -> Verdict {
        let pairs = self.partner.iter().zip(given(answer));
        let is_right = |(wanted, given): &(&usize, &Option<usize>)| {
            given.is_some_and(|given| self.right.get(given) == self.right.get(**wanted))
        };
        Verdict::of(pairs.filter(is_right).count(), self.partner.len())
    }

    fn solution(&self) -> Answer {
        Answer::Match(self.partner.iter().copied().map(Some).collect())
    }

    fn given(&self, answer: &Answer) -> usize {
        given(answer).iter().flatten().count()
    }

    fn chance(&self) -> f64 {
        1.0 / factorial(self.left.len())
    }

    fn part(&self) -> Part {
        Part::Performance
    }

    fn pairs(&self) -> Vec<(Text, Text)> {
        let pairs = self.left.iter().zip(&self.partner).filter_map(|(left, &place)| {
            let right = self.right.get(place)?;
            Some([(left.clone(), right.clone()), (right.clone(), left.clone())])
        });
        pairs.flatten().collect()
    }

    fn words(&self, answer: &Answer) -> Vec<String> {
        let pair = |(left, given): (&Text, &Option<usize>)| {
            format!("{}: {}", left.plain(), named(&self.right, *given))
        };
        self.left.iter().zip(given(answer)).map(pair).collect()
    }

    fn asked(&self) -> Vec<Line<'_>> {
        let mut lines: Vec<_> = listed(&self.left, number).collect();
        lines.push(Line::Sentence("To be matched with:".to_owned()));
        lines.extend(listed(&self.right, letter));
        lines
    }

    fn wanted(&self, _: usize) -> String {
        "Type a letter for each number, such as: 1b 2a.".to_owned()
    }

    fn read(&self, line: &str, _: usize, _: Answer) -> Result<Answer, String> {
        pairs(line, self.left.len(), self.right.len()).map(Answer::Match)
    }

    fn solved(&self, _: Option<&Answer>) -> Vec<Line<'_>> {
        let pairs = self.left.iter().zip(&self.partner).zip(1..).map(|((left, &partner), place)| {
            format!("{place}{}. {}: {}", letter(partner), left.plain(), self.right[partner].plain())
        });
        super::line::below("Pairs:", pairs)
    }
}

/// `1b 2a`, or the letters alone in the order of the numbers; numbers will do for letters there.
fn pairs(line: &str, left: usize, right: usize) -> Result<Vec<Option<usize>>, String> {
    const HOW: &str = "Type a number and a letter for each, such as: 1b 2a.";
    let mut given = vec![None; left];
    let words: Vec<&str> = words(line).collect();
    for (place, word) in words.iter().enumerate() {
        let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let rest = word[digits..].trim_start_matches(['-', '=', ':']);
        let (item, word) = if digits == 0 || rest.is_empty() {
            (place, *word)
        } else {
            (word[..digits].parse::<usize>().map_err(|_| HOW.to_owned())?.wrapping_sub(1), rest)
        };
        let slot = given.get_mut(item).ok_or_else(|| format!("The numbers go from 1 to {left}."))?;
        if slot.replace(partner(word, right)?).is_some() {
            return Err(format!("{} is there twice.", item + 1));
        }
    }
    match given.iter().position(Option::is_none) {
        Some(_) if words.is_empty() => Err(HOW.to_owned()),
        Some(missing) => Err(format!("{} has no letter yet. {HOW}", missing + 1)),
        None => Ok(given),
    }
}

/// The place among `count` partners that `word` names by its letter or its number.
fn partner(word: &str, count: usize) -> Result<usize, String> {
    let word = word.to_lowercase();
    let found = (0..count).find(|&index| letter(index) == word || number(index) == word);
    found.ok_or_else(|| format!("There is no {word}: the letters go from a to {}.", letter(count.max(1) - 1)))
}
