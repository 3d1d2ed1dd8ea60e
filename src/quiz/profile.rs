//! A question, looked at once: its answer, and the words by which questions of its sort are known.

use super::number::Number;
use crate::card::{Input, Posed, Question, Text};

/// What drawing a paper goes by of a question.
#[derive(Debug)]
pub(super) struct Profile<'a> {
    pub(super) question: &'a Question,
    pub(super) posed: Posed,
    /// The answer as it is shown; empty where it is no single text.
    pub(super) answer: String,
    /// The same in plain small letters, to tell twins.
    pub(super) plain: String,
    /// The answer, where it is nothing but a number.
    pub(super) number: Option<Number>,
    /// Further numbers that are right.
    pub(super) accepted: Vec<f64>,
    /// The prompt without names and numbers: `what does … stand for`.
    pub(super) skeleton: String,
    /// Whether enough is left of it to know the same question about something else.
    pub(super) is_telling: bool,
    /// The word that asks and what it asks for: `which range`.
    pub(super) asks: String,
}

/// Words that ask.
pub(super) const ASKING: [&str; 7] = ["what", "which", "why", "how", "who", "where", "when"];

impl<'a> Profile<'a> {
    pub(super) fn new(question: &'a Question, posed: Posed) -> Self {
        let answer = posed.input.one_answer().unwrap_or_default().to_owned();
        let accepted: Vec<Number> = match &posed.input {
            Input::Text(expected) => {
                expected.answers.iter().skip(1).filter_map(|answer| Number::of(answer)).collect()
            }
            _ => Vec::new(),
        };
        let prompt = posed.prompt.plain();
        let skeleton = skeleton(&prompt);
        Self {
            plain: Text::new(&answer).plain().to_lowercase(),
            number: number(&answer, &accepted),
            accepted: accepted.into_iter().map(|number| number.value).collect(),
            is_telling: is_telling(&skeleton),
            asks: asks(&prompt.to_lowercase()),
            skeleton,
            question,
            posed,
            answer,
        }
    }

    /// Whether it asks for a `thing`, in small letters: *which article*, *how many percent*.
    pub(super) fn asks_for(&self, thing: &str) -> bool {
        self.asks.split(' ').skip(1).any(|word| word == thing)
    }
}

/// The number that `answer` is. What it is of may be told by the `accepted` answers alone: `67`, or `UDP 67`.
fn number(answer: &str, accepted: &[Number]) -> Option<Number> {
    let mut number = Number::of(answer)?;
    if number.label.is_none() {
        let mut same = accepted.iter().filter(|other| number.is_same(other));
        number.label = same.find_map(|other| other.label.clone());
    }
    Some(number)
}

/// `prompt` in small letters, without its names and numbers.
fn skeleton(prompt: &str) -> String {
    let words = prompt.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_name =
        |word: &str| word.chars().skip(1).any(char::is_uppercase) || word.chars().any(|c| c.is_ascii_digit());
    let common: Vec<String> = words.filter(|word| !is_name(word)).map(str::to_lowercase).collect();
    common.join(" ")
}

/// Whether a skeleton says enough to be the same question about something else: `what is` does not.
fn is_telling(skeleton: &str) -> bool {
    let words: Vec<&str> = skeleton.split(' ').collect();
    words.len() >= 3 || (words.len() == 2 && !words.iter().any(|word| ASKING.contains(word)))
}

/// The word that asks in `prompt`, in small letters, and the word after it; after `how many` also what is counted.
fn asks(prompt: &str) -> String {
    let words: Vec<&str> = prompt.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let place = words.iter().position(|word| ASKING.contains(word));
    let Some(asking) = place.map(|place| &words[place..]) else { return String::new() };
    let length = if asking.starts_with(&["how", "many"]) { 3 } else { 2 };
    asking[..length.min(asking.len())].join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_question_about_two_things_has_one_skeleton() {
        assert_eq!(skeleton("What does SNMP stand for?"), skeleton("What does FTP stand for?"));
        assert_eq!(asks("on friday: which range has it?"), "which range");
        assert_eq!(asks("how many bytes is it?"), "how many bytes");
    }
}
