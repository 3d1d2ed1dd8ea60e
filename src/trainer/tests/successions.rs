//! Progress goes to the card that names its old one in `was`, across decks, once, and never by guessing.

use super::*;
use crate::card::QuestionKey;

/// A library of decks, each with the ids of its cards and what they were.
fn decks(decks: &[(&str, &[(&str, &str)])]) -> Library {
    let deck = |(id, cards): &(&str, &[(&str, &str)])| {
        let mut text = format!("[deck]\nid = '{id}'\ntitle = '{id}'\n");
        for (card, was) in *cards {
            text += &format!(
                "[[card]]\nid = '{card}'\nquestion = '{id} {card}?'\nanswer = '{card}'\nwas = [{was}]\n"
            );
        }
        LoadedDeck::new(None, vec![SourceFile { name: format!("{id}.toml"), text }], Vec::new())
    };
    decks.iter().map(deck).collect()
}

/// The questions with progress, and the repetitions of each.
fn known(trainer: &Trainer) -> Vec<(String, u32)> {
    let names = ["old/a", "old/b", "new/a", "other/a"];
    let reps = |name: &&str| Some(trainer.memory(&QuestionKey::from_stored(name))?.reps);
    names.iter().filter_map(|name| Some(((*name).to_owned(), reps(name)?))).collect()
}

fn after(moved: &str, reps: u32) -> Vec<(String, u32)> {
    vec![("old/b".to_owned(), reps), (moved.to_owned(), reps)]
}

#[test]
fn what_a_card_was_goes_on_in_it_in_whatever_order_decks_are_read_and_only_once() {
    for new_first in [true, false] {
        let home = tempfile::tempdir().unwrap();
        let mut first = trainer(home.path(), decks(&[("old", &[("a", ""), ("b", "")])]), now());
        drill(&mut first, Rating::Easy, now());
        let before = *first.memory(&QuestionKey::from_stored("old/a")).unwrap();
        drop(first);
        let mut all: [(&str, &[(&str, &str)]); 2] = [("new", &[("a", "'old/a'")]), ("old", &[("b", "")])];
        if !new_first {
            all.reverse();
        }
        let mut second = trainer(home.path(), decks(&all), now());
        assert_eq!(known(&second), after("new/a", 1));
        assert_eq!(second.memory(&QuestionKey::from_stored("new/a")), Some(&before));
        let told = second.take_notices();
        assert!(told[0].contains("`new/a` has taken the place of `old/a`"), "{told:?}");
        assert_eq!(second.folded().unwrap(), *second.memories(), "the cache is what the log folds to");
        let generation = second.store().generation().unwrap();
        drop(second);
        let mut third = trainer(home.path(), decks(&all), now());
        assert_eq!((known(&third), third.take_notices()), (after("new/a", 1), vec![]));
        assert_eq!(third.store().generation().unwrap(), generation, "nothing is stored twice");
    }
}

#[test]
fn a_card_that_is_still_there_keeps_its_progress_until_it_goes_and_the_first_heir_takes_it() {
    let home = tempfile::tempdir().unwrap();
    let with_old: &[(&str, &[(&str, &str)])] =
        &[("old", &[("a", ""), ("b", "")]), ("other", &[("a", "'old/a'")]), ("new", &[("a", "'old/a'")])];
    let mut one = trainer(home.path(), decks(&with_old[..1]), now());
    drill(&mut one, Rating::Easy, now());
    drop(one);
    let two = trainer(home.path(), decks(with_old), now());
    assert_eq!(known(&two), [("old/a".to_owned(), 1), ("old/b".to_owned(), 1)]);
    drop(two);
    // Only the deck that loses the card changes.
    let without = [("old", &[("b", "")][..]), with_old[1], with_old[2]];
    let three = trainer(home.path(), decks(&without), now());
    assert_eq!(known(&three), after("other/a", 1));
}

#[test]
fn a_review_that_is_taken_back_is_taken_back_from_the_heir() {
    let home = tempfile::tempdir().unwrap();
    let mut one = trainer(home.path(), decks(&[("old", &[("a", ""), ("b", "")])]), now());
    drill(&mut one, Rating::Easy, now());
    drop(one);
    let mut two = trainer(home.path(), decks(&[("old", &[("b", "")]), ("new", &[("a", "'old/a'")])]), now());
    let review = two.history(&QuestionKey::from_stored("new/a")).unwrap().remove(0);
    two.retract(&review, now()).unwrap();
    assert_eq!(known(&two), [("old/b".to_owned(), 1)]);
    two.restore(&review, now()).unwrap();
    assert_eq!(known(&two), after("new/a", 1));
}
