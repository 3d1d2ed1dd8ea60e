//! Decks that are too large for one.

use super::*;
use crate::anki::OwnNotes;
use crate::anki::beside::Head;
use crate::anki::collection::Deck;

/// A collection of one deck with so many notes of 60,000 bytes.
fn heavy(notes: i64) -> Collection {
    let text = "x".repeat(60_000);
    let note = |id: i64| Note { id, guid: format!("g{id}"), fields: vec![text.clone()], ..Note::default() };
    Collection {
        created: 9,
        decks: [(5, Deck { id: 5, name: "A::Heavy".to_owned(), ..Deck::default() })].into(),
        notes: (1..=notes).map(note).collect(),
        cards: (1..=notes).map(|id| Card { id, nid: id, did: 5, ..Card::default() }).collect(),
        ..Collection::default()
    }
}

/// The decks that get notes of `collection`: id, part, and how many notes.
fn shares(collection: &Collection, home: &Path) -> Vec<(String, usize, usize)> {
    let own_notes = OwnNotes::new();
    let present =
        Present { own: home, is_free: &|_| true, updates: false, package: "x", own_notes: &own_notes };
    let targets = targets(collection, &present, &mut Arranged::default());
    let getting = targets.into_iter().filter(|target| !target.notes.is_empty());
    getting.map(|target| (target.id, target.part, target.notes.len())).collect()
}

#[test]
fn a_deck_that_is_too_large_for_one_becomes_several() {
    let home = tempfile::tempdir().unwrap();
    let wanted = [("a-heavy".to_owned(), 1, 208), ("a-heavy-2".to_owned(), 2, 22)];
    assert_eq!(shares(&heavy(230), home.path()), wanted);
}

#[test]
fn a_later_import_fills_the_deck_that_has_room() {
    let home = tempfile::tempdir().unwrap();
    let put = |name: &str, length: u64| {
        let path = home.path().join(name);
        fs::File::create(&path).unwrap().set_len(length).unwrap();
        let head = Head { deck: 5, name: "A::Heavy".to_owned(), created: 9, ..Head::default() };
        let beside = Beside { head, ..Beside::default() };
        std::fs::write(Beside::place(&path), beside.packed().unwrap()).unwrap();
    };
    put("a-heavy.toml", FULL - 1);
    put("a-heavy-2.toml", 1000);
    assert_eq!(shares(&heavy(3), home.path()), [("a-heavy-2".to_owned(), 1, 3)]);
    put("a-heavy-2.toml", FULL - 1);
    assert_eq!(shares(&heavy(3), home.path()), [("a-heavy-3".to_owned(), 3, 3)]);
}
