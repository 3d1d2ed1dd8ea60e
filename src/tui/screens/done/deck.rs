//! How a session moved the decks that it asked.

use crate::schedule::{Memory, Rating};
use crate::stats::KNOWN_FROM;
use crate::study::Session;
use crate::trainer::View;

/// One deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MovedDeck {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) answers: usize,
    pub(super) right: usize,
    /// Questions that were asked for the first time.
    pub(super) begun: usize,
    /// How many more questions are known now, less those that are not any more.
    pub(super) known: isize,
}

/// The decks that `session` asked, in the order of the library.
pub(super) fn moved(session: &Session, view: &View) -> Vec<MovedDeck> {
    let (mut decks, moves) = (Vec::new(), session.moves());
    let titles = view.library.decks.iter().map(|deck| (deck.id(), deck.title()));
    for (id, title) in titles {
        let of_deck = |item: usize| session.items()[item].question.key.deck() == id;
        let given: Vec<_> = session.ratings().iter().filter(|given| of_deck(given.item)).collect();
        if given.is_empty() {
            continue;
        }
        let of_it = moves.iter().filter(|(item, ..)| of_deck(*item));
        let known = of_it.map(|(_, before, now)| is_known(*now) - is_known(*before)).sum();
        decks.push(MovedDeck {
            id: id.to_owned(),
            title: title.to_owned(),
            answers: given.len(),
            right: given.iter().filter(|given| given.rating != Rating::Again).count(),
            begun: given.iter().filter(|given| given.was_new).count(),
            known,
        });
    }
    decks
}

/// 1 for a question that is known, 0 otherwise.
fn is_known(memory: Option<Memory>) -> isize {
    isize::from(memory.is_some_and(|memory| memory.stability >= KNOWN_FROM))
}
