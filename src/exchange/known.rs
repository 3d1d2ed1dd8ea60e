//! The cards that a deck has already, and what a file says of them.

use std::collections::{BTreeSet, HashMap};

use super::card::Card;
use super::entry;
use super::prose::seen;
use super::report::{KeyChange, Place, Report};
use super::same::{asks_same, shows_same};
use super::simpler::{HOLE_HINT, two_sides};
use crate::card::kinds::Written;
use crate::card::{Body, Text};
use crate::deck::Deck;
use crate::source::Span;

/// A card of the deck.
pub(super) struct DeckCard {
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
            for (key, written) in card.body.written() {
                keys.insert(key);
                keys.extend(inside(&written));
            }
            if let Body::Cloze(cloze) = &card.body {
                keys.extend(cloze.blanks().any(|blank| blank.hint.is_some()).then_some(HOLE_HINT));
            }
        }
        Self(keys)
    }

    fn has(&self, key: &str) -> bool {
        self.0.contains(key)
    }
}

/// The cards of `deck` in its order, and which of them have a prompt.
pub(super) fn known(deck: &Deck) -> (Vec<DeckCard>, HashMap<String, Vec<usize>>) {
    let (mut all, mut by_prompt) = (Vec::new(), HashMap::new());
    // The back of a card that is asked both ways is no prompt of it.
    let firsts =
        deck.questions.iter().filter(|question| question.body.faces().first() == Some(&question.face));
    for question in firsts {
        let Some(mut card) = Card::of(question, &mut Report::default()) else { continue };
        let own = question.notes.explain.as_ref().map(|explain| explain.as_str().to_owned());
        let explained = std::mem::replace(&mut card.explain, own);
        by_prompt.entry(prompt(&card.body)).or_insert_with(Vec::new).push(all.len());
        all.push(DeckCard { card, explained, at: question.at.clone() });
    }
    (all, by_prompt)
}

/// The cards among `known` that other formats have as two sides, by what the first side shows.
pub(super) fn two_sided(known: &[DeckCard]) -> HashMap<String, &Card> {
    let others = known.iter().map(|own| &own.card).filter(|card| !matches!(card.body, Body::Flip(_)));
    others.map(|card| (seen(&two_sides(card).0), card)).collect()
}

/// The keys of the tables in a list.
fn inside(written: &Written) -> Vec<&'static str> {
    let Written::Set(values) = written else { return Vec::new() };
    let tables = values.iter().filter_map(|value| match value {
        Written::Table(keys) => Some(keys),
        _ => None,
    });
    tables.flatten().map(|(key, _)| *key).collect()
}

/// What a card asks, whatever its answer: a text with holes by what stands around them.
pub(super) fn prompt(body: &Body) -> String {
    match body {
        Body::Cloze(cloze) => {
            let shown = cloze.shown_with(|_| "…".into());
            Text::new(format!("{}\n\n{shown}", cloze.question.as_str())).plain()
        }
        other => other.summary(&other.faces().swap_remove(0)).0.plain(),
    }
}

impl DeckCard {
    /// The deck's id and its own.
    pub(super) fn name(&self) -> Option<&str> {
        if let Place::Card(name) = &self.card.place { Some(name) } else { None }
    }

    /// The card as the deck holds it once it has what the file says. What the file does not speak of stays.
    pub(super) fn with(&self, said: &Card, spoken: &Spoken) -> Card {
        let mut card = self.card.clone();
        let body = completed(&said.body, &self.card.body, spoken);
        if !asks_same(&body, &self.card.body) {
            card.body = body;
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
        let mut names: Vec<&'static str> = old.iter().map(|(key, _)| *key).collect();
        names.extend(new.iter().map(|(key, _)| *key).filter(|key| value_of(&old, key).is_none()));
        let changes = names.into_iter().map(|key| {
            let (before, after) = (value_of(&old, key), value_of(&new, key));
            KeyChange { key, before, after }
        });
        changes.filter(|change| change.before != change.after).collect()
    }
}

/// What is written under `key`, where it is among `keys`.
fn value_of(keys: &[(&'static str, String)], key: &str) -> Option<String> {
    keys.iter().find(|(name, _)| *name == key).map(|(_, value)| value.clone())
}

/// What the file says, with what it does not speak of as the deck has it.
fn completed(said: &Body, own: &Body, spoken: &Spoken) -> Body {
    let mut said = said.clone();
    match (&mut said, own) {
        (Body::Flip(said), Body::Flip(own)) if !spoken.has("reverse") => said.reverse = own.reverse,
        (Body::Typed(said), Body::Typed(own)) => {
            let (said, own) = (&mut said.expected, &own.expected);
            said.exact = own.exact;
            if !spoken.has("tolerance") {
                said.tolerance = own.tolerance;
            }
            if !spoken.has("accept") && said.answers.first() == own.answers.first() {
                said.answers.clone_from(&own.answers);
            }
        }
        (Body::Choice(said), Body::Choice(own)) => {
            said.many |= own.many && own.right.len() == 1 && said.right.len() == 1;
            for wrong in said.wrong.iter_mut().filter(|_| !spoken.has("why")) {
                let same = own.offered().iter().find(|own| own.text == wrong.text);
                wrong.why = same.and_then(|own| own.why.clone());
            }
        }
        (Body::Cloze(said), Body::Cloze(own)) if said.is_built_as(own) => {
            for (said, own) in said.blanks_mut().zip(own.blanks()) {
                if !spoken.has(HOLE_HINT) {
                    said.hint.clone_from(&own.hint);
                }
                if !spoken.has("accept") && said.answer() == own.answer() {
                    said.answers.clone_from(&own.answers);
                }
            }
        }
        _ => {}
    }
    said
}
