//! What a learner chose about decks, exams and the schedule, apart from ratings.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// What a choice is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// The deck of that id.
    Deck(String),
    /// The exam of that id.
    Exam(String),
    /// The learner: minutes a day, days off.
    Learner,
    /// The settings that the reviews are folded by.
    Schedule,
}

impl fmt::Display for Subject {
    /// As it is stored: `deck/ports`, `exam/a-plus`, `learner`, `schedule`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Deck(id) => write!(f, "deck/{id}"),
            Self::Exam(id) => write!(f, "exam/{id}"),
            Self::Learner => f.write_str("learner"),
            Self::Schedule => f.write_str("schedule"),
        }
    }
}

/// The text names nothing that a choice of this version can be about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is nothing to choose about")]
pub struct UnknownSubject(String);

impl FromStr for Subject {
    type Err = UnknownSubject;

    fn from_str(text: &str) -> Result<Self, UnknownSubject> {
        match text.split_once('/') {
            Some(("deck", id)) => Ok(Self::Deck(id.to_owned())),
            Some(("exam", id)) => Ok(Self::Exam(id.to_owned())),
            None if text == "learner" => Ok(Self::Learner),
            None if text == "schedule" => Ok(Self::Schedule),
            _ => Err(UnknownSubject(text.to_owned())),
        }
    }
}

/// One choice, as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it is about.
    pub subject: Subject,
    /// Which of its properties: `retention`, say.
    pub what: String,
    /// What was chosen; `None` takes the choice back.
    pub value: Option<String>,
}

/// The choices that count: of each subject and property the newest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices(BTreeMap<(Subject, String), String>);

impl Choices {
    /// Lets `choice` count, which is newer than all before it.
    pub fn apply(&mut self, Choice { subject, what, value }: Choice) {
        match value {
            Some(value) => self.0.insert((subject, what), value),
            None => self.0.remove(&(subject, what)),
        };
    }

    /// All that count: subject, property, value.
    pub fn all(&self) -> impl Iterator<Item = (&Subject, &str, &str)> {
        self.0.iter().map(|((subject, what), value)| (subject, what.as_str(), value.as_str()))
    }

    /// What was chosen of that property; `None` where nothing was, or the choice was taken back.
    pub fn get(&self, subject: &Subject, what: &str) -> Option<&str> {
        self.0.get(&(subject.clone(), what.to_owned())).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_read_back_as_it_was_written() {
        let deck = Subject::Deck("my/own deck".to_owned());
        for subject in [deck, Subject::Exam(String::new()), Subject::Learner, Subject::Schedule] {
            assert_eq!(subject.to_string().parse(), Ok(subject));
        }
        for text in ["", "decks", "learner/x", "plan/x"] {
            assert!(text.parse::<Subject>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_newest_choice_counts_until_it_is_taken_back() {
        let mut choices = Choices::default();
        for value in [Some("0.9"), Some("0.8"), None] {
            let (subject, what) = (Subject::Schedule, "retention".to_owned());
            choices.apply(Choice { subject, what, value: value.map(str::to_owned) });
            assert_eq!(choices.get(&Subject::Schedule, "retention"), value);
        }
    }
}
