//! The cards that a deck has already, and what a file says of them.

use std::collections::{BTreeSet, HashMap};

use super::card::{Asks, Card, Options};
use super::cloze::{Part, has_more};
use super::entry;
use super::report::{KeyChange, Report};
use super::same::{asks_same, shows_same};
use super::simpler::HOLE_HINT;
use crate::card::Text;
use crate::deck::Deck;
use crate::source::Span;

/// A card of the deck.
pub(super) struct Known {
    /// As the deck has it; only `explain` itself is its explanation.
    pub(super) card: Card,
    /// Its explanation as other formats have it, with mnemonic, practice and source.
    explained: Option<String>,
    /// Where it begins.
    pub(super) at: Span,
}

/// What a file speaks of at all: what it never mentions is the learner's own and stays.
pub(super) struct Spoken(BTreeSet<&'static str>);

impl Spoken {
    /// What `cards` of one file mention, and what their format `says` by silence.
    pub(super) fn of(cards: &[Card], says: &[&'static str]) -> Self {
        let mut keys: BTreeSet<&'static str> = says.iter().copied().collect();
        for card in cards {
            keys.extend(card.explain.is_some().then_some("explain"));
            keys.extend(card.hint.is_some().then_some("hint"));
            match &card.asks {
                Asks::Flip { both_ways, .. } => keys.extend(both_ways.then_some("reverse")),
                Asks::Typed { answers, tolerance, .. } => {
                    keys.extend((answers.len() > 1).then_some("accept"));
                    keys.extend(tolerance.is_some().then_some("tolerance"));
                }
                Asks::Choice(options) => {
                    keys.extend(options.wrong.iter().any(|(_, why)| why.is_some()).then_some("why"));
                }
                Asks::Cloze { parts, .. } => {
                    let is_hinted = |part: &Part| matches!(part, Part::Hole(hole) if hole.hint.is_some());
                    keys.extend(parts.iter().any(is_hinted).then_some(HOLE_HINT));
                    keys.extend(has_more(parts).then_some("accept"));
                }
                _ => {}
            }
        }
        Self(keys)
    }

    fn has(&self, key: &str) -> bool {
        self.0.contains(key)
    }
}

/// The cards of `deck` in its order, and which of them have a prompt.
pub(super) fn known(deck: &Deck) -> (Vec<Known>, HashMap<String, Vec<usize>>) {
    let (mut all, mut by_prompt) = (Vec::new(), HashMap::new());
    // The back of a card that is asked both ways is no prompt of it.
    let firsts =
        deck.questions.iter().filter(|question| question.body.faces().first() == Some(&question.face));
    for question in firsts {
        let Some(mut card) = Card::of(question, &mut Report::default()) else { continue };
        let own = question.notes.explain.as_ref().map(|explain| explain.as_str().to_owned());
        let explained = std::mem::replace(&mut card.explain, own);
        by_prompt.entry(prompt(&card.asks)).or_insert_with(Vec::new).push(all.len());
        all.push(Known { card, explained, at: question.at.clone() });
    }
    (all, by_prompt)
}

/// What a card asks, whatever its answer: a text with holes by what stands around them.
pub(super) fn prompt(asks: &Asks) -> String {
    let asked = match asks {
        Asks::Flip { front: asked, .. }
        | Asks::Truth { statement: asked, .. }
        | Asks::Choice(Options { question: asked, .. })
        | Asks::Typed { question: asked, .. }
        | Asks::Match { question: asked, .. }
        | Asks::Order { question: asked, .. }
        | Asks::Classify { question: asked, .. } => asked.clone(),
        Asks::Cloze { question, parts } => {
            let piece = |part: &Part| match part {
                Part::Text(text) => text.clone(),
                Part::Hole(_) => "…".to_owned(),
            };
            format!("{question}\n\n{}", parts.iter().map(piece).collect::<String>())
        }
    };
    Text::new(asked).plain()
}

impl Known {
    /// The card as the deck holds it once it has what the file says. What the file does not speak of stays.
    pub(super) fn with(&self, said: &Card, spoken: &Spoken) -> Card {
        let mut card = self.card.clone();
        let asks = completed(&said.asks, &self.card.asks, spoken);
        if !asks_same(&asks, &self.card.asks) {
            card.asks = asks;
        }
        let explained = [&self.card.explain, &self.explained];
        let is_known =
            |said: &str| explained.iter().any(|own| shows_same(said, own.as_deref().unwrap_or("")));
        match &said.explain {
            Some(explain) if !is_known(explain) => card.explain = Some(explain.clone()),
            None if spoken.has("explain") => card.explain = None,
            _ => {}
        }
        match &said.hint {
            Some(hint) if !shows_same(hint, card.hint.as_deref().unwrap_or("")) => {
                card.hint = Some(hint.clone());
            }
            None if spoken.has("hint") => card.hint = None,
            _ => {}
        }
        let new = said.tags.iter().filter(|tag| !self.card.tags.contains(tag));
        card.tags.extend(new.cloned());
        card
    }

    /// The keys in which `card` differs from what the deck holds.
    pub(super) fn changes(&self, card: &Card) -> Vec<KeyChange> {
        let (old, new) = (entry::keys(&self.card), entry::keys(card));
        let of = |keys: &[(&'static str, String)], key: &str| {
            keys.iter().find(|(name, _)| *name == key).map(|(_, value)| value.clone())
        };
        let mut names: Vec<&'static str> = old.iter().map(|(key, _)| *key).collect();
        names.extend(new.iter().map(|(key, _)| *key).filter(|key| of(&old, key).is_none()));
        let change = |key| KeyChange { key, before: of(&old, key), after: of(&new, key) };
        names.into_iter().map(change).filter(|change| change.before != change.after).collect()
    }
}

/// What the file says, with what it does not speak of as the deck has it.
fn completed(said: &Asks, own: &Asks, spoken: &Spoken) -> Asks {
    let mut said = said.clone();
    match (&mut said, own) {
        (Asks::Flip { both_ways, .. }, Asks::Flip { both_ways: own, .. }) if !spoken.has("reverse") => {
            *both_ways = *own;
        }
        (
            Asks::Typed { answers, tolerance, exact, .. },
            Asks::Typed { answers: own, tolerance: own_tolerance, exact: own_exact, .. },
        ) => {
            *exact = *own_exact;
            if !spoken.has("tolerance") {
                *tolerance = *own_tolerance;
            }
            if !spoken.has("accept") && answers.first() == own.first() {
                answers.clone_from(own);
            }
        }
        (Asks::Choice(options), Asks::Choice(own)) => {
            options.many |= own.many && own.right.len() == 1 && options.right.len() == 1;
            for (text, why) in options.wrong.iter_mut().filter(|_| !spoken.has("why")) {
                let same = own.wrong.iter().find(|(own, _)| own == text);
                *why = same.and_then(|(_, why)| why.clone());
            }
        }
        (Asks::Cloze { parts, .. }, Asks::Cloze { parts: own, .. }) if parts.len() == own.len() => {
            for (part, own) in parts.iter_mut().zip(own) {
                let (Part::Hole(hole), Part::Hole(own)) = (part, own) else { continue };
                if !spoken.has(HOLE_HINT) {
                    hole.hint.clone_from(&own.hint);
                }
                if !spoken.has("accept") && hole.answer == own.answer {
                    hole.accept.clone_from(&own.accept);
                }
            }
        }
        _ => {}
    }
    said
}
