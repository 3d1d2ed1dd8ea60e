//! A card as the rules look at it.

use std::cell::OnceCell;
use std::sync::Arc;

use super::finding::Finding;
use super::lists::Lists;
use super::words::Words;
use crate::card::kinds::Choice;
use crate::card::{Body, Computed, Generator, Notes, Question, Text, Tried};
use crate::deck::Deck;
use crate::source::Span;

/// From so many cards on, a deck is told what none of its cards has.
pub(super) const GROWN: usize = 5;

/// All cards of a deck, with the lists it is looked at by. Each row of a table is a card for each template.
pub(super) struct Cards<'a> {
    pub(super) cards: Vec<Card<'a>>,
    pub(super) lists: Lists,
}

/// All questions of one body.
pub(super) struct Card<'a> {
    questions: &'a [Question],
    prompt: OnceCell<Words>,
    answers: OnceCell<Vec<Words>>,
    options: OnceCell<Vec<Words>>,
    tried: OnceCell<Tried>,
}

impl<'a> Cards<'a> {
    pub(super) fn of(deck: &'a Deck) -> Self {
        let bodies = deck.questions.chunk_by(|one, next| Arc::ptr_eq(&one.body, &next.body));
        let cards = bodies.map(Card::of).collect();
        Self { cards, lists: Lists::of(&deck.lint) }
    }

    /// What to say of the cards whose notes lack something: of each, or of the deck as a whole, with which of its cards do not
    /// lack it: `no card of this deck has`.
    pub(super) fn lacking(
        &self,
        lacks: fn(&Notes) -> bool,
        of_deck: impl FnOnce(&str) -> Finding,
        of_card: impl Fn() -> Finding,
    ) -> Vec<(Option<usize>, Finding)> {
        let places = (0..self.cards.len()).filter(|place| lacks(self.cards[*place].notes()));
        let places: Vec<usize> = places.collect();
        // Where most cards lack it the deck has chosen so: once is enough, and a first deck of a few cards is left in peace.
        match places.len() * 2 > self.cards.len() {
            true if self.cards.len() < GROWN => Vec::new(),
            true => {
                let all = self.cards.len();
                let which = match all - places.len() {
                    0 => "no card of this deck has".to_owned(),
                    1 => format!("only 1 of the {all} cards of this deck has"),
                    some => format!("only {some} of the {all} cards of this deck have"),
                };
                vec![(None, of_deck(&which))]
            }
            false => places.into_iter().map(|place| (Some(place), of_card())).collect(),
        }
    }
}

impl<'a> Card<'a> {
    pub(super) fn of(questions: &'a [Question]) -> Self {
        Self {
            questions,
            prompt: OnceCell::new(),
            answers: OnceCell::new(),
            options: OnceCell::new(),
            tried: OnceCell::new(),
        }
    }

    /// Its questions; never none.
    pub(super) fn questions(&self) -> &'a [Question] {
        self.questions
    }

    /// The first of its questions.
    pub(super) fn first(&self) -> &'a Question {
        &self.questions[0]
    }

    pub(super) fn body(&self) -> &'a Body {
        &self.first().body
    }

    pub(super) fn notes(&self) -> &'a Notes {
        &self.first().notes
    }

    pub(super) fn at(&self) -> &'a Span {
        &self.first().at
    }

    /// Whether it is a row of a table.
    pub(super) fn is_row(&self) -> bool {
        self.first().key.card().contains('/')
    }

    /// The prompt of its first question.
    pub(super) fn prompt(&self) -> &'a Text {
        &self.first().prompt
    }

    /// The words of that prompt.
    pub(super) fn prompt_words(&self) -> &Words {
        self.prompt.get_or_init(|| Words::of(self.prompt().as_str()))
    }

    /// The card as a choice, if it is one.
    pub(super) fn choice(&self) -> Option<&'a Choice> {
        if let Body::Choice(choice) = self.body() { Some(choice) } else { None }
    }

    /// What came of 200 draws, if its question is computed.
    pub(super) fn tried(&self) -> Option<(&'a Computed, &Tried)> {
        let Body::Generate(Generator::Computed(computed)) = self.body() else { return None };
        Some((computed, self.tried.get_or_init(|| computed.tried())))
    }

    /// The options of a choice as one asking could show them, the right ones first, the pinned one left out.
    pub(super) fn options(&self) -> impl Iterator<Item = &'a Text> {
        self.choice().into_iter().flat_map(|choice| {
            let last = choice.last.as_ref();
            let wrong = choice.offered().iter().map(|wrong| &wrong.text);
            choice.right.iter().chain(wrong).filter(move |text| Some(*text) != last)
        })
    }

    /// What the learner has to come up with, part by part, where that is a text.
    pub(super) fn answers(&self) -> Vec<&'a str> {
        match self.body() {
            Body::Flip(flip) => vec![flip.back.as_str()],
            Body::Typed(_) => vec![self.first().answer.as_str()],
            Body::Choice(choice) => choice.right.iter().map(Text::as_str).collect(),
            Body::Cloze(_) => self.body().answers(),
            _ => Vec::new(),
        }
    }

    /// The words of [`Self::answers`].
    pub(super) fn answer_words(&self) -> &[Words] {
        self.answers.get_or_init(|| self.answers().into_iter().map(Words::of).collect())
    }

    /// The words of [`Self::options`].
    pub(super) fn option_words(&self) -> &[Words] {
        self.options.get_or_init(|| self.options().map(|text| Words::of(text.as_str())).collect())
    }
}
