//! The ways of answering, what a learner can answer in each, and the verdict on it.

use serde::{Deserialize, Serialize};

use super::compare::{self, Accents, Expected, Rivals};
use super::text::Text;

/// A question as it stands before the learner: shuffled and drawn, ready to be answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Input {
    /// Recall, turn over, and judge yourself.
    Reveal {
        /// The other side.
        back: Text,
    },
    /// Type the answer.
    Text(Expected),
    /// Choose one option, or all that apply.
    Choose {
        /// In the order they are shown.
        options: Vec<Choice>,
        /// Whether several may be chosen.
        many: bool,
    },
    /// Put items in order.
    Order {
        /// As shown at first.
        items: Vec<Text>,
        /// `right[i]` is the index in `items` of what belongs at place `i`.
        right: Vec<usize>,
    },
    /// Give each left side its right side.
    Match {
        /// What asks for a partner.
        left: Vec<Text>,
        /// The partners, shuffled, with extras that belong to none.
        right: Vec<Text>,
        /// `partner[i]` is the index in `right` of the partner of `left[i]`.
        partner: Vec<usize>,
    },
    /// Put each item in its bin.
    Sort {
        /// What is to be put away.
        items: Vec<Text>,
        /// The bins, in the author's order.
        bins: Vec<Text>,
        /// `home[i]` is the index in `bins` of the bin of `items[i]`.
        home: Vec<usize>,
    },
    /// Fill in the holes of a text or a diagram.
    Blanks {
        /// The text; hole `i` is marked by the character [`Hole::mark`]`(i)`.
        text: Text,
        /// The holes, in reading order.
        holes: Vec<Hole>,
    },
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

/// One hole of a cloze.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hole {
    /// What belongs in it.
    pub expected: Expected,
    /// Shown in the hole while it is empty.
    pub hint: Option<Text>,
    /// Columns the hole took in the author's text, braces included; a diagram keeps them, so it stays straight.
    pub width: usize,
}

impl Hole {
    /// The character that stands for hole `index` in a text; private to this program, never in an author's text.
    pub fn mark(index: usize) -> char {
        char::from_u32(0xE000 + index as u32).unwrap_or('\u{E0FF}')
    }

    /// The hole that `mark` stands for.
    pub fn index(mark: char) -> Option<usize> {
        ('\u{E000}'..='\u{E0FF}').contains(&mark).then(|| (mark as usize) - 0xE000)
    }
}

/// What a learner answered. Each variant belongs to the [`Input`] of the same shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Turned over.
    Revealed,
    /// The typed line.
    Text(String),
    /// Indices of the chosen options, ascending.
    Chosen(Vec<usize>),
    /// Indices into the items, first to last.
    Order(Vec<usize>),
    /// For each left side the index of the right side given to it.
    Match(Vec<Option<usize>>),
    /// For each item the index of its bin.
    Sort(Vec<Option<usize>>),
    /// What was typed in each hole.
    Blanks(Vec<String>),
}

/// What came of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Right.
    Right,
    /// Counted right; this is how it is written.
    Close(String),
    /// Some parts are right.
    Partly {
        /// Parts that are right.
        got: usize,
        /// All parts.
        of: usize,
    },
    /// Wrong.
    Wrong,
    /// The learner judges alone.
    Unjudged,
}

impl Input {
    /// Judges `answer`. `rivals` are the other answers known in the deck: a slip that makes one of them is wrong.
    /// An answer of another shape than this input is wrong.
    pub fn judge(&self, answer: &Answer, rivals: &Rivals) -> Verdict {
        match (self, answer) {
            (Self::Reveal { .. }, _) => Verdict::Unjudged,
            (Self::Text(expected), Answer::Text(given)) => compare::judge(given, expected, rivals),
            (Self::Choose { options, many }, Answer::Chosen(chosen)) => judge_choice(options, *many, chosen),
            (Self::Order { items, right }, Answer::Order(given)) => {
                // By text, not by index: two equal items are each other's equal.
                let at = |order: &[usize], place: usize| order.get(place).and_then(|&i| items.get(i));
                partly(
                    (0..right.len()).filter(|&place| at(given, place) == at(right, place)).count(),
                    right.len(),
                )
            }
            (Self::Match { right, partner, .. }, Answer::Match(given)) => {
                let is_right = |(i, &wanted): (usize, &usize)| {
                    given.get(i).copied().flatten().is_some_and(|g| right.get(g) == right.get(wanted))
                };
                partly(partner.iter().enumerate().filter(|&pair| is_right(pair)).count(), partner.len())
            }
            (Self::Sort { home, .. }, Answer::Sort(given)) => {
                let got = home.iter().zip(given).filter(|(home, given)| Some(**home) == **given).count();
                partly(got, home.len())
            }
            (Self::Blanks { holes, .. }, Answer::Blanks(given)) => judge_blanks(holes, given, rivals),
            _ => Verdict::Wrong,
        }
    }

    /// Says whether accents tell typed words apart.
    pub fn judge_accents(&mut self, accents: Accents) {
        match self {
            Self::Text(expected) => expected.accents = accents,
            Self::Blanks { holes, .. } => holes.iter_mut().for_each(|hole| hole.expected.accents = accents),
            _ => {}
        }
    }

    /// An answer in which nothing is given.
    pub fn nothing(&self) -> Answer {
        match self {
            Self::Reveal { .. } => Answer::Revealed,
            Self::Text(_) => Answer::Text(String::new()),
            Self::Choose { .. } => Answer::Chosen(Vec::new()),
            Self::Order { .. } => Answer::Order(Vec::new()),
            Self::Match { left, .. } => Answer::Match(vec![None; left.len()]),
            Self::Sort { items, .. } => Answer::Sort(vec![None; items.len()]),
            Self::Blanks { holes, .. } => Answer::Blanks(vec![String::new(); holes.len()]),
        }
    }

    /// The right answer.
    pub fn solution(&self) -> Answer {
        match self {
            Self::Reveal { .. } => Answer::Revealed,
            Self::Text(expected) => Answer::Text(expected.written().to_owned()),
            Self::Choose { options, .. } => {
                Answer::Chosen((0..options.len()).filter(|&i| options[i].right).collect())
            }
            Self::Order { right, .. } => Answer::Order(right.clone()),
            Self::Match { partner, .. } => Answer::Match(partner.iter().copied().map(Some).collect()),
            Self::Sort { home, .. } => Answer::Sort(home.iter().copied().map(Some).collect()),
            Self::Blanks { holes, .. } => {
                Answer::Blanks(holes.iter().map(|hole| hole.expected.written().to_owned()).collect())
            }
        }
    }
}

fn judge_choice(options: &[Choice], many: bool, chosen: &[usize]) -> Verdict {
    let right = options.iter().filter(|option| option.right).count();
    let hits = chosen.iter().filter(|&&i| options.get(i).is_some_and(|option| option.right)).count();
    let misses = chosen.len() - hits;
    match (hits, misses) {
        (hits, 0) if hits == right => Verdict::Right,
        // Ticking everything is not half the truth: a wrong tick takes a right one away.
        (hits, misses) if many && hits > misses => Verdict::Partly { got: hits - misses, of: right },
        _ => Verdict::Wrong,
    }
}

fn judge_blanks(holes: &[Hole], given: &[String], rivals: &Rivals) -> Verdict {
    let judge = |(i, hole): (usize, &Hole)| {
        compare::judge(given.get(i).map_or("", String::as_str), &hole.expected, rivals)
    };
    let verdicts: Vec<_> = holes.iter().enumerate().map(judge).collect();
    let got = verdicts.iter().filter(|v| matches!(v, Verdict::Right | Verdict::Close(_))).count();
    if got == holes.len() && verdicts.iter().any(|v| matches!(v, Verdict::Close(_))) {
        let written: Vec<_> = holes.iter().map(|hole| hole.expected.written()).collect();
        return Verdict::Close(written.join(", "));
    }
    partly(got, holes.len())
}

fn partly(got: usize, of: usize) -> Verdict {
    match got {
        got if got == of => Verdict::Right,
        0 => Verdict::Wrong,
        got => Verdict::Partly { got, of },
    }
}

impl Answer {
    /// Whether everything in it was left open.
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::Revealed => false,
            Self::Text(text) => text.trim().is_empty(),
            Self::Chosen(list) | Self::Order(list) => list.is_empty(),
            Self::Match(pairs) | Self::Sort(pairs) => pairs.iter().all(Option::is_none),
            Self::Blanks(holes) => holes.iter().all(|hole| hole.trim().is_empty()),
        }
    }
}

impl Verdict {
    /// Whether the answer counts as right.
    pub fn counts(&self) -> bool {
        matches!(self, Self::Right | Self::Close(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(right: &[bool]) -> Vec<Choice> {
        right.iter().map(|&right| Choice { text: Text::new("x"), right, why: None }).collect()
    }

    #[test]
    fn all_right_options_and_no_other_is_right() {
        let input = Input::Choose { options: options(&[true, false, true, false]), many: true };
        let judge = |chosen: &[usize]| input.judge(&Answer::Chosen(chosen.to_vec()), &Rivals::default());
        assert_eq!(judge(&[0, 2]), Verdict::Right);
        assert_eq!(judge(&[0]), Verdict::Partly { got: 1, of: 2 });
        assert_eq!(judge(&[0, 1, 2, 3]), Verdict::Wrong, "ticking everything earns nothing");
        assert_eq!(judge(&[1]), Verdict::Wrong);
        assert_eq!(judge(&[]), Verdict::Wrong);
    }

    #[test]
    fn equal_items_may_change_places() {
        let items = ["FIN", "ACK", "FIN", "ACK"].map(Text::new).to_vec();
        let input = Input::Order { items, right: vec![0, 1, 2, 3] };
        assert_eq!(input.judge(&Answer::Order(vec![2, 3, 0, 1]), &Rivals::default()), Verdict::Right);
        assert_eq!(
            input.judge(&Answer::Order(vec![1, 0, 2, 3]), &Rivals::default()),
            Verdict::Partly { got: 2, of: 4 }
        );
    }

    #[test]
    fn an_answer_of_another_shape_is_wrong() {
        let input = Input::Choose { options: options(&[true]), many: false };
        assert_eq!(input.judge(&Answer::Text("x".into()), &Rivals::default()), Verdict::Wrong);
    }
}
