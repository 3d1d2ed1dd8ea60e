//! Which deck gives the next new question: the decks take turns, each in its own order of learning.

use std::collections::{HashMap, HashSet};

use crate::card::KeyNumber;
use crate::deck::Row;
use crate::schedule::Memories;

/// What decks say of the order in which they are learned.
#[derive(Debug, Clone, Default)]
pub struct Sequence<'a> {
    /// How many decks there are.
    pub decks: usize,
    /// The learner's own decks, by their ids.
    pub own: HashSet<&'a str>,
    /// The decks that are learned before a deck, all by their ids.
    pub after: HashMap<&'a str, &'a [String]>,
}

impl<'a> Sequence<'a> {
    /// The decks whose new questions wait: `rows` has a question that was never asked in a deck that comes before them.
    /// Decks that wait for each other do not wait.
    pub(super) fn waiting<'r>(
        &self,
        rows: impl Iterator<Item = Row<'r>>,
        memories: &Memories,
        away: &HashSet<KeyNumber>,
    ) -> HashSet<&'a str> {
        if self.after.is_empty() {
            return HashSet::new();
        }
        let first: HashSet<&str> = self.after.values().copied().flatten().map(String::as_str).collect();
        let mut open: HashSet<&str> = HashSet::new();
        // Questions come deck by deck; a deck for which none waits, or that is known to be open, is passed over.
        let mut looked_at = ("", false);
        for row in rows {
            if !std::ptr::eq(looked_at.0, row.deck()) {
                looked_at = (row.deck(), first.contains(row.deck()));
            }
            if looked_at.1 && memories.of(row.number()).is_none() && !away.contains(&row.number()) {
                open.insert(row.deck());
                looked_at.1 = false;
            }
        }
        let waiting = self.after.keys().copied().filter(|deck| {
            let before = self.before(deck);
            before.iter().any(|other| open.contains(other) && !self.before(other).contains(*deck))
        });
        waiting.collect()
    }

    /// All decks that come before `deck`, over however many others.
    pub fn before(&self, deck: &str) -> HashSet<&str> {
        let (mut found, mut next) = (HashSet::new(), vec![deck]);
        while let Some(deck) = next.pop() {
            for other in self.after.get(deck).copied().unwrap_or_default() {
                if found.insert(other.as_str()) {
                    next.push(other);
                }
            }
        }
        found
    }
}

/// The new questions of each deck, counted while all questions are looked through deck by deck.
#[derive(Debug, Default)]
pub(super) struct Turns<'a> {
    decks: Vec<Deck<'a>>,
}

/// A deck that is looked through.
#[derive(Debug)]
struct Deck<'a> {
    id: &'a str,
    new: usize,
    learned: usize,
}

impl<'a> Turns<'a> {
    /// Looks at the next question. Gives the place of its deck among those that were looked at.
    pub(super) fn look_at(&mut self, deck: &'a str, is_learned: bool) -> usize {
        if self.decks.last().is_none_or(|last| !std::ptr::eq(last.id, deck) && last.id != deck) {
            self.decks.push(Deck { id: deck, new: 0, learned: 0 });
        }
        let place = self.decks.len() - 1;
        self.decks[place].learned += usize::from(is_learned);
        place
    }

    /// Takes the next new question of the deck at `place`. Gives how many it had before.
    pub(super) fn take_new(&mut self, place: usize) -> usize {
        let deck = &mut self.decks[place];
        deck.new += 1;
        deck.new - 1
    }

    /// The place of each deck within a round: own decks that were never begun first, then those of which least was learned.
    pub(super) fn places(&self, own: &HashSet<&str>) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.decks.len()).collect();
        order.sort_by_key(|&place| {
            let deck = &self.decks[place];
            let is_own_unbegun = deck.learned == 0 && own.contains(deck.id);
            (!is_own_unbegun, deck.learned, place)
        });
        let mut places = vec![0; order.len()];
        for (nth, place) in order.into_iter().enumerate() {
            places[place] = nth;
        }
        places
    }
}
