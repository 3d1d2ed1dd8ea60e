//! How a question of a deck can be asked in an exam.

use std::ops::RangeInclusive;

use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};
use serde::{Deserialize, Serialize};

use super::blueprint::Exam;
use super::distractors::{distractors, tempting};
use super::facts::Facts;
use super::profile::Profile;
use super::rivals::rivals;
use crate::card::kinds::ascending;
use crate::card::{Block, Choice, Hole, Input, Posed, Question, Text};

/// Wrong options of a choice that is made of a question to be typed or turned over.
const DISTRACTORS: usize = 3;
/// Fewer options than this are no question of an exam: true or false can be guessed. Three there are where a thing has three
/// sorts.
const FEWEST_OPTIONS: usize = 3;
/// Right options of a question of an exam, where several are. More would be a list to recite.
const RIGHT_OPTIONS: RangeInclusive<usize> = 2..=4;

/// The sort of an item, as exams count them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// Ordering, matching, classifying, labelling.
    Performance,
    /// Choose all that apply.
    Many,
    /// Choose one.
    Single,
}

/// A question that an exam can ask.
#[derive(Debug)]
pub(super) struct Candidate<'a> {
    pub(super) question: &'a Question,
    /// The topic it belongs to.
    pub(super) topic: usize,
    pub(super) part: Part,
    pub(super) facts: Facts,
    /// Its prompt without names and numbers.
    skeleton: String,
    /// The place of its profile.
    profile: usize,
    /// Whether it is asked with wrong options of others, having none of its own.
    is_made: bool,
}

/// Every question of `questions`, looked at once, in the order of their keys.
pub(super) fn profiles<'a>(questions: &[&'a Question]) -> Vec<Profile<'a>> {
    let mut questions: Vec<&Question> = questions.iter().copied().filter(|q| !q.notes.suspended).collect();
    questions.sort_by(|a, b| a.key.cmp(&b.key));
    questions.dedup_by(|a, b| a.key == b.key);
    // The shape of a question does not depend on what is drawn.
    let profile =
        |question: &&'a Question| Profile::new(question, question.pose(&mut StdRng::seed_from_u64(0)));
    questions.iter().map(profile).collect()
}

/// Those of the questions with these `profiles` that `exam` can ask and that are wanted. Wrong options come from all of them.
///
/// Exams have choices and performance-based items only. A quiz that a learner put together asks the rest as its cards do,
/// but for what only the learner can judge.
pub(super) fn candidates<'a>(
    exam: &Exam,
    profiles: &[Profile<'a>],
    is_wanted: &dyn Fn(&Question) -> bool,
) -> Vec<Candidate<'a>> {
    let candidate = |(place, one): (usize, &Profile<'a>)| {
        let topic = exam.topic_of(one.question)?;
        let (part, is_made) = match &one.posed.input {
            Input::Order { .. } | Input::Match { .. } | Input::Sort { .. } => (Part::Performance, false),
            // A picture is labelled; holes in a sentence are typed, and exams have nothing to type.
            Input::Blanks { text, holes } if holes.len() > 1 && is_drawn(text) => (Part::Performance, false),
            Input::Choose { options, .. } if options.len() < FEWEST_OPTIONS && !exam.is_own() => return None,
            Input::Choose { options, many: true } => {
                let right = options.iter().filter(|option| option.right).count();
                if !exam.is_own() && !RIGHT_OPTIONS.contains(&right) {
                    return None;
                }
                (Part::Many, false)
            }
            Input::Choose { many: false, .. } => (Part::Single, false),
            Input::Text(_) | Input::Reveal { .. }
                if distractors(one, profiles, DISTRACTORS).len() >= DISTRACTORS =>
            {
                (Part::Single, true)
            }
            Input::Text(_) | Input::Blanks { .. } if exam.is_own() => (Part::Single, false),
            Input::Text(_) | Input::Reveal { .. } | Input::Blanks { .. } => return None,
        };
        let facts = Facts::of(one);
        let (question, skeleton) = (one.question, one.skeleton.clone());
        Some(Candidate { question, topic, part, facts, skeleton, profile: place, is_made })
    };
    let wanted = profiles.iter().enumerate().filter(|(_, one)| is_wanted(one.question));
    let mut candidates: Vec<Candidate<'a>> = wanted.filter_map(candidate).collect();
    Facts::forget_common(&mut candidates.iter_mut().map(|one| &mut one.facts).collect::<Vec<_>>());
    candidates
}

/// Whether there are holes in a picture of `text`.
fn is_drawn(text: &Text) -> bool {
    let holds = |line: &String| line.chars().any(|c| Hole::index(c).is_some());
    text.blocks().iter().any(|block| matches!(block, Block::Fenced(lines) if lines.iter().any(holds)))
}

/// What a question is asked with besides its card.
pub(super) struct Aids {
    /// The right answer and wrong ones of other questions, where it has no options of its own: those that are always shown,
    /// and those that the others are drawn from.
    options: Option<(Text, [Vec<Text>; 2])>,
    /// Answers of other cards that a slip in the right one makes, where the answer is typed.
    pub(super) rivals: Vec<String>,
}

impl Candidate<'_> {
    /// Looks for what it is asked with.
    pub(super) fn aids(&self, profiles: &[Profile<'_>]) -> Aids {
        let one = &profiles[self.profile];
        if self.is_made {
            let wrong = tempting(distractors(one, profiles, usize::MAX), DISTRACTORS);
            return Aids { options: Some((Text::new(&one.answer), wrong)), rivals: Vec::new() };
        }
        Aids { options: None, rivals: rivals(one, profiles) }
    }

    /// Asks it: as its card does, or as a choice where the card would have it typed or turned over.
    pub(super) fn pose(&self, aids: &Aids, rng: &mut StdRng) -> Posed {
        let mut posed = self.question.pose(rng);
        if let Some((right, wrong)) = &aids.options {
            posed.input = made(right, wrong, rng);
        }
        if let Input::Choose { options, many: true } = &posed.input {
            let right = options.iter().filter(|option| option.right).count();
            posed.prompt = counted(posed.prompt, right);
        }
        posed
    }

    /// Whether both are of one family: easily confused, or of one answer.
    pub(super) fn is_akin(&self, other: &Self) -> bool {
        self.question.resembles(other.question) || self.facts.answers_as(&other.facts)
    }

    /// Whether decks ask one question about two things. A deck may do so again and again, as it chooses; if all of
    /// them did, it would fill a form.
    pub(super) fn is_repeating(&self, other: &Self) -> bool {
        let is_other_deck = self.question.key.deck() != other.question.key.deck();
        is_other_deck && !self.skeleton.is_empty() && self.skeleton == other.skeleton
    }
}

fn made(right: &Text, [always, some]: &[Vec<Text>; 2], rng: &mut StdRng) -> Input {
    let option = |text: &Text, right: bool| Choice { text: text.clone(), right, why: None };
    let drawn = some.sample(rng, DISTRACTORS - always.len());
    let wrong = always.iter().chain(drawn).map(|text| option(text, false));
    let mut options: Vec<Choice> = wrong.chain([option(right, true)]).collect();
    options.shuffle(rng);
    ascending(&mut options);
    Input::Choose { options, many: false }
}

/// The prompt with the number of right options, where the author has not told it.
fn counted(prompt: Text, right: usize) -> Text {
    const NUMBERS: [&str; 9] = ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"];
    let plain = prompt.plain().to_lowercase();
    // Whole words: there is a two in `network`.
    let is_told = |number: &str| plain.split(|c: char| !c.is_alphabetic()).any(|word| word == number);
    let number = right.checked_sub(1).and_then(|place| NUMBERS.get(place));
    match number {
        Some(number) if !is_told(&number.to_lowercase()) => {
            Text::new(format!("{} (Choose {number}.)", prompt.as_str()))
        }
        _ => prompt,
    }
}
