//! How a question of a deck can be asked in an exam.

use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use super::blueprint::Exam;
use super::distractors::{distractors, tempting};
use super::facts::Facts;
use super::profile::Profile;
use super::rivals::rivals;
use crate::card::kinds::{Wrong, one_of};
use crate::card::{Choice, Input, Part, Posed, Question, Text};

/// Wrong options of a choice that is made of a question to be typed or turned over.
const DISTRACTORS: usize = 3;

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
    /// Whether it is asked with wrong options that its card does not ask it with.
    made: Made,
}

/// Where the options of a question come from that its card has typed or turned over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Made {
    /// It is asked as its card does.
    No,
    /// Answers of others are the wrong options.
    OfOthers,
    /// Its own typical mistakes are: those of what is drawn.
    OfMistakes,
}

/// Fewer mistakes than these are no choice.
const FEWEST_MISTAKES: usize = 2;
/// Askings that are tried until one has so many.
const TRIES: usize = 8;

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
    let wanted = (0..profiles.len()).filter(|&place| is_wanted(profiles[place].question));
    let mut candidates: Vec<_> = wanted.filter_map(|place| candidate(exam, profiles, place)).collect();
    Facts::forget_common(&mut candidates.iter_mut().map(|one| &mut one.facts).collect::<Vec<_>>());
    candidates
}

/// The one of `profiles` at `place`, as `exam` asks it; none where it does not.
fn candidate<'a>(exam: &Exam, profiles: &[Profile<'a>], place: usize) -> Option<Candidate<'a>> {
    let one = &profiles[place];
    let topic = exam.topic_of(one.question)?;
    let input = &one.posed.input;
    let made = if one.question.is_drawn() {
        let is_made = of_mistakes(input, &mut StdRng::seed_from_u64(0)).is_some();
        if is_made { Made::OfMistakes } else { Made::No }
    } else if input.takes_options() && distractors(one, profiles, DISTRACTORS).len() >= DISTRACTORS {
        Made::OfOthers
    } else {
        Made::No
    };
    let is_made = made != Made::No;
    let is_asked = is_made || input.suits_exams() || exam.is_own() && input.is_judged();
    let part = if is_made { Part::Single } else { input.part() };
    let (question, skeleton) = (one.question, one.skeleton.clone());
    is_asked.then(|| Candidate {
        question,
        topic,
        part,
        facts: Facts::of(one),
        skeleton,
        profile: place,
        made,
    })
}

/// What a question is asked with besides its card.
pub(super) struct Aids {
    /// The right answer and wrong ones of other questions, where it has no options of its own: those that are always shown,
    /// and those that the others are drawn from.
    options: Option<(Text, [Vec<Wrong>; 2])>,
    /// Answers of other cards that a slip in the right one makes, where the answer is typed.
    pub(super) rivals: Vec<String>,
}

impl Candidate<'_> {
    /// Looks for what it is asked with.
    pub(super) fn aids(&self, profiles: &[Profile<'_>]) -> Aids {
        let one = &profiles[self.profile];
        if self.made == Made::OfOthers {
            let wrong = tempting(distractors(one, profiles, usize::MAX), DISTRACTORS);
            return Aids { options: Some((Text::new(&one.answer), wrong)), rivals: Vec::new() };
        }
        Aids { options: None, rivals: rivals(one, profiles) }
    }

    /// Asks it: as its card does, or as a choice where the card would have it typed or turned over.
    pub(super) fn pose(&self, aids: &Aids, rng: &mut StdRng) -> Posed {
        let mut posed = self.question.pose(rng);
        if self.made == Made::OfMistakes {
            for _ in 0..TRIES {
                if let Some(input) = of_mistakes(&posed.input, rng) {
                    posed.input = input;
                    break;
                }
                posed = self.question.pose(rng);
            }
        }
        if let Some((right, wrong)) = &aids.options {
            posed.input = made(right, wrong, rng);
        }
        posed.telling_number()
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

/// A choice between the answer that is to be typed and typical mistakes, where there are enough.
fn of_mistakes(input: &Input, rng: &mut StdRng) -> Option<Input> {
    let Input::Text(expected) = input else { return None };
    if expected.mistakes.len() < FEWEST_MISTAKES {
        return None;
    }
    let drawn = expected.mistakes.sample(rng, DISTRACTORS);
    let wrong =
        drawn.map(|slip| Choice { text: Text::new(&slip.answer), right: false, why: slip.why.clone() });
    Some(one_of(Text::new(expected.written()), wrong, rng))
}

fn made(right: &Text, [always, some]: &[Vec<Wrong>; 2], rng: &mut StdRng) -> Input {
    let drawn = some.sample(rng, DISTRACTORS - always.len()).cloned();
    let wrong = always.iter().cloned().chain(drawn);
    let wrong = wrong.map(|Wrong { text, why }| Choice { text, right: false, why });
    one_of(right.clone(), wrong, rng)
}
