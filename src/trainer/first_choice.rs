//! The question of the very first start: what the learner wants to study. Screens and lines ask it in the same words.

use super::{Selection, View};
use crate::library::ListedDeck;
use crate::schedule::Choice;
use crate::source::clean;
use crate::words::count;

/// The question.
pub const FIRST_QUESTION: &str = "What do you want to study?";

/// The most exams that are offered: each has a digit.
const MOST_EXAMS: usize = 9;

/// One of the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstChoice {
    /// The key that gives it: a digit for an exam, `e` for everything, `o` for the learner's own decks.
    pub key: char,
    /// What is studied.
    pub title: String,
    /// The same where there is little room: the id of an exam.
    pub short: String,
    /// How much that is.
    pub note: String,
    /// What is chosen by it.
    pub choices: Vec<Choice>,
}

impl View {
    /// The answers to [`FIRST_QUESTION`], in the order in which they are shown.
    pub fn first_choices(&self) -> Vec<FirstChoice> {
        let exams = ('1'..).zip(self.library.exams_to_sit().take(MOST_EXAMS));
        let exams = exams.map(|(key, exam)| FirstChoice {
            key,
            title: exam.title.clone(),
            short: exam.id.clone(),
            note: count(self.asked_by(exam), "question"),
            choices: Selection::exam(&self.library, exam),
        });
        let everything = FirstChoice {
            key: 'e',
            title: "Everything".to_owned(),
            short: "Everything".to_owned(),
            note: count(self.library.len(), "question"),
            choices: self.selection().everything(),
        };
        exams.chain([everything, self.own_decks_first()]).collect()
    }

    fn own_decks_first(&self) -> FirstChoice {
        let own = self.library.decks.iter().filter(|deck| deck.path().is_some());
        FirstChoice {
            key: 'o',
            title: "Only my own decks".to_owned(),
            short: "My own decks".to_owned(),
            note: match own.map(ListedDeck::len).sum() {
                0 => "you have none yet".to_owned(),
                questions => count(questions, "question"),
            },
            choices: Selection::own_decks(&self.library),
        }
    }

    /// What someone without a deck can do besides writing a card in the program, in sentences.
    pub fn ways_to_begin(&self) -> Vec<String> {
        let folder = self.paths.decks();
        vec![
            "`examdrill new NAME` begins a deck and asks for its cards.".to_owned(),
            "`examdrill import FILE` makes a deck of Anki's cards, Quizlet's, or a table.".to_owned(),
            format!("Deck files belong in {}", clean(&folder.to_string_lossy())),
        ]
    }
}
