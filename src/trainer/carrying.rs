//! What becomes of progress where decks were reworded. Nothing is changed here, so it may be found on another thread.

use std::collections::{HashMap, HashSet};

use super::View;
use crate::card::{KeyNumber, Question, QuestionKey};
use crate::deck::{Carried, Seen, Unclear, carry, without_replaced};
use crate::library::{Library, ListedDeck, LoadedDeck};
use crate::store::{self, Remembered};

/// How a question reads: its key, its prompt and its answer.
pub(super) type Wording = (QuestionKey, String, String);

/// What becomes of progress where decks do not read as they were remembered.
#[derive(Debug, Default)]
pub(super) struct Carrying {
    pub(super) moves: Vec<Carried>,
    /// By the word of an author who says what a card was.
    pub(super) replaced: Vec<Carried>,
    pub(super) doubts: Vec<Unclear>,
    /// How questions with progress read now that read otherwise before.
    pub(super) texts: Vec<Wording>,
    /// The decks with their digests.
    pub(super) decks: Vec<(String, u64)>,
}

/// What becomes of the progress in the decks of `library` whose id is `among`: the others read as they did. How decks were
/// `remembered` and how a deck's questions were `seen` is known to the log.
pub(super) fn carrying(
    view: &View,
    library: &Library,
    among: impl Fn(&str) -> bool,
    remembered: &Remembered,
    seen: impl Fn(&str) -> Result<Vec<Wording>, store::Error>,
) -> Result<Carrying, store::Error> {
    let mut found = Carrying::default();
    if view.memories.is_empty() {
        return Ok(found);
    }
    found.replaced = replaced(view, library);
    // Their cards may be in decks that read as before.
    found.texts =
        library.questions_of(found.replaced.iter().map(|one| &one.to)).into_iter().map(wording).collect();
    for deck in library.decks.iter().filter(|deck| among(deck.id())) {
        if remembered.decks.get(deck.id()) == Some(&deck.digest()) {
            continue;
        }
        let seen = seen(deck.id())?;
        let mut successors = HashSet::new();
        let before = view.gone.get(deck.id()).or_else(|| view.library.deck(deck.id()));
        // What is only gone for a moment has not become anything else.
        let is_there = !before.is_some_and(|before| library.lacks(before));
        // A deck of which nothing was learned need not be read.
        if is_there && !seen.is_empty() {
            let (moves, doubts) = would_carry(view, &seen, deck.whole(), &found.replaced);
            successors.extend(moves.iter().map(|one| one.to.number()));
            found.moves.extend(moves);
            found.doubts.extend(doubts);
        }
        let seen = seen.into_iter().map(|(key, prompt, answer)| (key, (prompt, answer))).collect();
        found.texts.extend(texts(
            deck,
            |number| view.memories.contains(number) || successors.contains(&number),
            &seen,
        ));
        found.decks.push((deck.id().to_owned(), deck.digest()));
    }
    Ok(found)
}

/// Progress of cards that are gone and whose place others take, by the word of their author.
fn replaced(view: &View, library: &Library) -> Vec<Carried> {
    let mut moves = library.successions(|key| view.memories.contains(key) || view.standing.contains_key(key));
    moves.retain(|Carried { from, .. }| {
        let before = view.gone.get(from.deck()).or_else(|| view.library.deck(from.deck()));
        // What is only gone for a moment has not become anything else.
        !before.is_some_and(|before| library.lacks(before))
    });
    moves
}

/// How `question` reads.
pub(super) fn wording(question: Question) -> Wording {
    (question.key, question.prompt.plain(), question.answer)
}

/// What reading `deck` moves beside what is `replaced`, and what it leaves in doubt. A deck with errors moves nothing: the card that seems to have
/// vanished may just be left out.
fn would_carry(
    view: &View,
    seen: &[Wording],
    deck: &LoadedDeck,
    replaced: &[Carried],
) -> (Vec<Carried>, Vec<Unclear>) {
    if deck.errors() > 0 {
        return (Vec::new(), Vec::new());
    }
    let present = &deck.deck.questions;
    carry(&without_replaced(with_progress(view, seen.to_vec()), present, replaced), present)
}

/// Those of the `seen` questions that have progress.
pub(super) fn with_progress(view: &View, seen: Vec<Wording>) -> Vec<Seen> {
    let seen = seen.into_iter().filter(|(key, ..)| view.memories.contains(key));
    seen.map(|(key, prompt, answer)| Seen { key, prompt, answer }).collect()
}

/// How the questions of `deck` read that are learned, where that is not how they were `seen`.
pub(super) fn texts(
    deck: &ListedDeck,
    is_learned: impl Fn(KeyNumber) -> bool,
    seen: &HashMap<QuestionKey, (String, String)>,
) -> Vec<Wording> {
    let mut texts = Vec::new();
    for row in deck.rows().filter(|row| is_learned(row.number())) {
        let (key, wordings) = (row.key(), deck.wordings());
        let (prompt, answer) = (wordings.prompt(row.place()).plain(), wordings.answer(row.place()));
        let is_as_seen = seen.get(&key).is_some_and(|(known, to)| *known == prompt && to == answer);
        if !is_as_seen {
            texts.push((key, prompt, answer.to_owned()));
        }
    }
    texts
}
