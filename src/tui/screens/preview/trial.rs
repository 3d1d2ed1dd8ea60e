//! A question as it is tried: drawn once, answered as in a session, judged, and never stored.

use rand::rngs::StdRng;

use crate::card::{Answer, Posed, Question};
use crate::tui::event::Key;
use crate::tui::keys::{Help, Hint};
use crate::tui::widgets::answer::{AnswerField, Outcome};

/// What is shown of the question.
#[derive(Debug, PartialEq)]
pub(super) enum Side {
    Question,
    /// What would be right.
    Solution,
    /// What came of this answer.
    Judged(Answer),
}

/// One question, posed.
#[derive(Debug)]
pub(super) struct Trial {
    pub(super) question: Question,
    pub(super) posed: Posed,
    pub(super) widget: AnswerField,
    pub(super) side: Side,
}

impl Trial {
    pub(super) fn new(question: &Question, rng: &mut StdRng) -> Self {
        let posed = question.pose(rng);
        let widget = AnswerField::new(&posed);
        Self { question: question.clone(), posed, widget, side: Side::Question }
    }

    /// The same trial of `question`, if that is the same question and asks the same.
    pub(super) fn of(self, question: &Question) -> Option<Self> {
        let is_same = self.question.key == question.key && self.question.asks_as(question);
        is_same.then(|| Self { question: question.clone(), ..self })
    }

    pub(super) fn is_solved(&self) -> bool {
        self.side != Side::Question
    }

    /// Whether letters are typed into the answer.
    pub(super) fn types(&self) -> bool {
        !self.is_solved() && self.widget.types()
    }

    /// Whether text was typed that leaving would lose.
    pub(super) fn holds_text(&self) -> bool {
        !self.is_solved() && self.widget.holds_text()
    }

    /// From the question to its solution, and back.
    pub(super) fn turn(&mut self) {
        self.side = if self.is_solved() { Side::Question } else { Side::Solution };
    }

    /// Back to the question; a judged answer gives way to the next.
    pub(super) fn begin(&mut self) {
        if matches!(self.side, Side::Judged(_)) {
            self.widget = AnswerField::new(&self.posed);
        }
        self.side = Side::Question;
    }

    pub(super) fn key(&mut self, key: Key) -> Outcome {
        if self.is_solved() {
            return Outcome::Ignored;
        }
        let outcome = self.widget.key(key);
        if let Outcome::Done(answer) = &outcome {
            self.side =
                if *answer == Answer::Revealed { Side::Solution } else { Side::Judged(answer.clone()) };
        }
        outcome
    }

    pub(super) fn paste(&mut self, text: &str) {
        if !self.is_solved() {
            let _ = self.widget.paste(text);
        }
    }

    /// The keys of the way of answering.
    pub(super) fn ways(&self) -> Vec<Help> {
        self.widget.help(|place| if place == 0 { Hint::First } else { Hint::Room })
    }
}
