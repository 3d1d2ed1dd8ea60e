//! What a question is about, closely enough to tell that two questions ask the same.
//!
//! Told by what any deck says: a number that two answers are, or that one prompt shows, and the words beside it; one answer
//! to prompts that are nearly one; a question and the same the other way round.

use std::collections::HashMap;

use super::number::Number;
use super::profile::{ASKING, Profile};
use crate::card::Text;
use crate::source::fnv1a;

/// The key facts of a question.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    card: String,
    /// The numbers that are asked for, or the one whose name is.
    asked: Vec<Number>,
    /// Those that the prompt shows.
    shown: Vec<Number>,
    /// What is asked for as a part of a whole: pairs of a matching, holes of a picture.
    parts: Vec<Part>,
    /// The answer, in plain small letters; empty where it is no single text.
    answer: String,
    /// The telling words of the prompt, and those of the answer.
    words: Words,
    answer_words: Words,
}

/// A pair of a matching or a hole of a picture, asked for by one of its sides.
#[derive(Debug, Clone)]
struct Part {
    answer: String,
    number: Option<Number>,
    words: Words,
}

/// The telling words of a text, each by a number of its own, in order: very many are compared.
#[derive(Debug, Clone, Default)]
struct Words(Vec<u64>);

/// A word in more than a tenth of the prompts, and in more than four, tells nothing of what is asked: `which`, and in a deck
/// on Rome, `Rome`.
const COMMON: usize = 10;
const FEW: usize = 4;
/// An answer of more words is no name.
const LONGEST_NAME: usize = 3;

impl Facts {
    /// The facts of the question of `profile`.
    pub(super) fn of(profile: &Profile<'_>) -> Self {
        let Profile { question, posed, answer, .. } = profile;
        let prompt = posed.prompt.plain();
        let mut facts = Self {
            card: format!("{}/{}", question.key.deck(), question.key.card()),
            words: Words::of(&prompt),
            // What a number is of is told by its label.
            answer_words: Words::of(if profile.number.is_some() { "" } else { answer }),
            ..Self::default()
        };
        facts.parts = posed.input.pairs().iter().map(|(shown, asked)| Part::of(shown, asked)).collect();
        match posed.input.options() {
            [] if posed.input.one_answer().is_none() => {}
            options if posed.input.one_answer().is_none() => {
                facts.shown = Number::all_in(&prompt);
                let right = options.iter().filter(|option| option.right);
                facts.asked = right.filter_map(|option| Number::of(&option.text.plain())).collect();
            }
            _ => {
                facts.shown = Number::all_in(&prompt);
                answer.trim().to_lowercase().clone_into(&mut facts.answer);
                let is_name = words_of(answer).count() <= LONGEST_NAME;
                let named = &facts.shown[..];
                facts.asked = match (&profile.number, named) {
                    (Some(number), _) => vec![number.clone()],
                    // One number and a name: the question is what belongs to it.
                    (None, [shown]) if is_name && shown.label.is_some() => named.to_vec(),
                    _ => Vec::new(),
                };
            }
        }
        facts
    }

    /// Forgets the words that many prompts of `all` have.
    pub(super) fn forget_common(all: &mut [&mut Self]) {
        let mut counts: HashMap<u64, usize> = HashMap::new();
        for word in all.iter().flat_map(|facts| &facts.words.0) {
            *counts.entry(*word).or_default() += 1;
        }
        let most = (all.len() / COMMON).max(FEW);
        let tells = |word: &u64| counts.get(word).is_none_or(|&count| count <= most);
        for facts in all {
            let parts = facts.parts.iter_mut().map(|part| &mut part.words);
            parts.chain([&mut facts.words, &mut facts.answer_words]).for_each(|words| words.0.retain(tells));
        }
    }

    /// Whether both ask for the same, or one gives away the answer of the other.
    pub(super) fn clash(&self, other: &Self) -> bool {
        self.card == other.card
            || self.asks_for_number_of(other)
            || self.is_given_away_by(other)
            || other.is_given_away_by(self)
            || (self.answers_as(other) && self.overlaps(other))
            || (self.is_answered_in(other) && other.is_answered_in(self))
    }

    /// Whether what one asks is a part of what the other does. Where there is enough to choose from, that is avoided too.
    pub(super) fn is_part(&self, other: &Self) -> bool {
        self.parts.iter().any(|part| other.is_asked_in(part) || other.parts.iter().any(|p| p.is_same(part)))
            || other.parts.iter().any(|part| self.is_asked_in(part))
    }

    /// Whether both have the same answer.
    pub(super) fn answers_as(&self, other: &Self) -> bool {
        !self.answer.is_empty() && self.answer == other.answer
    }

    /// Whether both ask for one number: of one thing, or in questions that have a word in common.
    fn asks_for_number_of(&self, other: &Self) -> bool {
        let is_shared = |(one, two): (&Number, &Number)| {
            one.is_same(two) && (one.are_labelled(two) || self.has_a_word_of(other))
        };
        pairs(&self.asked, &other.asked).any(is_shared)
    }

    /// Whether `other` shows a number that this question asks for, beside a word that belongs to it.
    fn is_given_away_by(&self, other: &Self) -> bool {
        pairs(&self.asked, &other.shown).any(|(one, two)| one.is_same(two)) && self.has_a_word_of(other)
    }

    fn has_a_word_of(&self, other: &Self) -> bool {
        self.has_a_word(&other.words) || self.has_a_word(&other.answer_words)
    }

    fn has_a_word(&self, words: &Words) -> bool {
        self.words.meet(words) || self.answer_words.meet(words)
    }

    /// Whether `part` is what this question asks for alone.
    fn is_asked_in(&self, part: &Part) -> bool {
        let is_number = |asked: &Number| part.number.as_ref().is_some_and(|number| number.is_same(asked));
        (self.asked.iter().any(is_number) || (!self.answer.is_empty() && self.answer == part.answer))
            && self.has_a_word(&part.words)
    }

    /// Whether the prompt of `other` has all that tells the answer: then it says it, or asks the same the other way round.
    fn is_answered_in(&self, other: &Self) -> bool {
        let answer = &self.answer_words.0;
        !answer.is_empty() && answer.iter().all(|word| other.words.has(*word))
    }

    /// Whether half of the telling words are shared.
    fn overlaps(&self, other: &Self) -> bool {
        let both = self.words.0.iter().filter(|word| other.words.has(**word)).count();
        both * 2 >= self.words.0.len() + other.words.0.len() - both
    }
}

fn pairs<'a>(some: &'a [Number], others: &'a [Number]) -> impl Iterator<Item = (&'a Number, &'a Number)> {
    some.iter().flat_map(|one| others.iter().map(move |other| (one, other)))
}

impl Part {
    /// `answer`, asked for by `prompt`.
    fn of(prompt: &Text, answer: &Text) -> Self {
        let answer = answer.plain();
        let words = Words::of(&format!("{} {answer}", prompt.plain()));
        Self { number: Number::of(&answer), answer: answer.to_lowercase(), words }
    }

    fn is_same(&self, other: &Self) -> bool {
        self.answer == other.answer && self.words.meet(&other.words)
    }
}

impl Words {
    /// Those of `text` that say what it is about: the longer ones, and names in capitals. Numbers are looked at apart.
    fn of(text: &str) -> Self {
        let words = words_of(text).map(|word| word.trim_matches('.'));
        let telling = words.filter(|word| {
            (word.len() > 3 || is_name(word))
                && !ASKING.iter().any(|asking| word.eq_ignore_ascii_case(asking))
                && !word.bytes().all(|byte| byte.is_ascii_digit())
        });
        let mut words: Vec<u64> = telling.map(|word| fnv1a(word.to_lowercase().as_bytes())).collect();
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    fn has(&self, word: u64) -> bool {
        self.0.binary_search(&word).is_ok()
    }

    fn meet(&self, other: &Self) -> bool {
        self.0.iter().any(|word| other.has(*word))
    }
}

/// The words of `text`; what letters, digits, dots and hyphens make is one: `87.5`, `0-1023`.
pub(super) fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '.').filter(|word| !word.is_empty())
}

/// Whether `word` is written as names for short are: `TCP`, `NaCl`.
pub(super) fn is_name(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase)
}
