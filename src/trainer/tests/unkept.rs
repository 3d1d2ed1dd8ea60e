//! How very many reworded cards read is kept in parts, between two keys.

use super::*;

/// More than are kept at once.
const MANY: usize = 260;

/// A deck of so many cards with ids, which all begin with `word`.
fn worded(word: &str) -> Library {
    let cards = (0..MANY).map(|card| {
        format!("[[card]]\nid = \"c{card}\"\nquestion = \"{word} {card}?\"\nanswer = \"{card}\"\n")
    });
    let text = format!("[deck]\nid = \"d\"\ntitle = \"D\"\n{}", cards.collect::<String>());
    let file = SourceFile { name: "d.toml".into(), text };
    Library::from_iter([LoadedDeck::new(None, vec![file], Vec::new())])
}

fn rate_all(trainer: &mut Trainer) {
    for question in trainer.library.questions() {
        let review = Review::new(trainer.stamp(now()), question.key, Rating::Good, Mode::Drill);
        trainer.record(&review).unwrap();
    }
}

/// Of how many questions it is known that they begin with `word`.
fn known(trainer: &Trainer, word: &str) -> usize {
    let seen = trainer.store().seen("d").unwrap();
    seen.iter().filter(|(_, prompt, _)| prompt.starts_with(word)).count()
}

#[test]
fn what_a_kill_leaves_unkept_of_reworded_cards_is_kept_at_the_next_start() {
    let home = tempfile::tempdir().unwrap();
    let mut one = trainer(home.path(), worded("Old"), now());
    rate_all(&mut one);
    one.remember().unwrap();
    assert_eq!(known(&one, "Old"), MANY);
    let memories = one.memories().clone();
    let read = one.reading(&[]).found(worded("New"));
    assert!(one.take(read, now()).unwrap());
    assert!(one.keep_some().unwrap(), "not all at once");
    assert!((1..MANY).contains(&known(&one, "New")));
    drop(one);
    let again = trainer(home.path(), worded("New"), now());
    assert_eq!(known(&again, "New"), MANY);
    assert_eq!(*again.memories(), memories);
}

#[test]
fn what_is_still_unkept_is_kept_before_the_decks_are_read_again() {
    let mut one = Trainer::rehearsal(worded("Old"), now()).unwrap();
    rate_all(&mut one);
    let read = one.reading(&[]).found(worded("New"));
    assert!(one.take(read, now()).unwrap());
    assert!(one.has_unkept());
    let read = one.reading(&[]).found(worded("Newer"));
    assert_eq!((known(&one, "New"), one.has_unkept()), (MANY, false));
    one.take(read, now()).unwrap();
    one.remember().unwrap();
    assert_eq!(known(&one, "Newer"), MANY);
}
