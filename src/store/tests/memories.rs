use std::collections::HashMap;

use super::*;
use crate::schedule::Decision;
use crate::store::Folded;

fn folded<'a>(key: &'a QuestionKey, memory: &'a Memory) -> Folded<'a> {
    Folded { key, memory: Some(memory) }
}

/// The stored memories, all of them or none.
fn stored(store: &Store, fingerprint: &str) -> Option<HashMap<QuestionKey, Memory>> {
    let stored = store.memories(fingerprint).unwrap()?;
    assert!(stored.is_whole);
    Some(stored.memories)
}

/// A log with one review, whose memories are stored.
fn cached() -> (TempDir, Store) {
    let home = home();
    let store = open(&home);
    assert_eq!(stored(&store, "m1"), None);
    rate(&store, "d/a", 1);
    store.save_memories("m1", &HashMap::from([(key("d/a"), memory(1.5))])).unwrap();
    (home, store)
}

#[test]
fn a_memory_comes_back_bit_for_bit() {
    let store = Store::in_memory(1).unwrap();
    let strange = [0.1_f32, f32::MIN_POSITIVE / 2.0, -0.0, 36_500.0, f32::MAX, 0.001, f32::INFINITY];
    let mut memories = HashMap::new();
    for (number, stability) in strange.into_iter().enumerate() {
        let mut memory = memory(stability);
        if number % 2 == 0 {
            memory.step = None;
        }
        memories.insert(key(&format!("d/{number}")), memory);
    }
    store.save_memories("m1", &memories).unwrap();
    let back = stored(&store, "m1").unwrap();
    assert_eq!(back, memories);
    for (key, memory) in back {
        assert_eq!(memory.stability.to_bits(), memories[&key].stability.to_bits(), "{key}");
    }
}

#[test]
fn memories_of_another_model_are_not_taken() {
    let (home, store) = cached();
    assert!(stored(&store, "m1").is_some());
    assert_eq!(stored(&store, "m2"), None);
    assert!(stored(&open(&home), "m1").is_some());
    store.forget_memories().unwrap();
    assert_eq!(stored(&open(&home), "m1"), None);
}

#[test]
fn a_review_with_its_memory_keeps_the_cache_whole() {
    let (home, store) = cached();
    let (a, b) = (key("d/a"), key("d/b"));
    let second = review(&store, "d/b", Rating::Good, 2);
    store.record(&second, Some(folded(&b, &memory(2.5)))).unwrap();
    store.decide(&a, &Decision::Flag(true), moment(3)).unwrap();
    let wanted = HashMap::from([(a.clone(), memory(1.5)), (b.clone(), memory(2.5))]);
    assert_eq!(stored(&open(&home), "m1"), Some(wanted.clone()));
    store.retract(second.id, moment(4), Some(Folded { key: &b, memory: None })).unwrap();
    assert_eq!(stored(&open(&home), "m1"), Some(HashMap::from([(a, memory(1.5))])));
    store.restore(second.id, moment(5), Some(folded(&b, &memory(2.5)))).unwrap();
    assert_eq!(stored(&open(&home), "m1"), Some(wanted));
}

#[test]
fn a_review_without_its_memory_gives_the_cache_up() {
    let (home, store) = cached();
    rate(&store, "d/a", 2);
    assert_eq!(stored(&open(&home), "m1"), None);
    let b = key("d/b");
    store.record(&review(&store, "d/b", Rating::Good, 3), Some(folded(&b, &memory(1.0)))).unwrap();
    assert_eq!(stored(&open(&home), "m1"), None, "a later review does not mend it");
}

#[test]
fn carrying_progress_over_gives_the_cache_up() {
    let (home, store) = cached();
    store.decide(&key("d/a"), &Decision::Carry(key("d/b")), moment(2)).unwrap();
    assert_eq!(stored(&open(&home), "m1"), None);
    store.save_memories("m1", &HashMap::from([(key("d/b"), memory(1.5))])).unwrap();
    assert!(stored(&open(&home), "m1").is_some());
}

#[test]
fn an_instance_that_missed_an_append_does_not_touch_the_cache() {
    let (home, first) = cached();
    let second = open(&home);
    assert!(stored(&second, "m1").is_some());
    let a = key("d/a");
    second.record(&review(&second, "d/a", Rating::Good, 2), Some(folded(&a, &memory(9.0)))).unwrap();
    assert_eq!(stored(&first, "m1").unwrap()[&a], memory(9.0), "the cache followed");

    second.record(&review(&second, "d/a", Rating::Good, 3), Some(folded(&a, &memory(10.0)))).unwrap();
    assert!(first.is_behind().unwrap());
    assert!(!second.is_behind().unwrap());
    // Folded without the review just before: wrong.
    first.record(&review(&first, "d/a", Rating::Good, 4), Some(folded(&a, &memory(9.5)))).unwrap();
    first.save_memory(Folded { key: &a, memory: Some(&memory(9.5)) }).unwrap();
    first.save_memories("m1", &HashMap::new()).unwrap();
    assert_eq!(stored(&open(&home), "m1"), None);

    // Once it has read everything, it may.
    assert_eq!(counted(&first).len(), 4);
    assert!(!first.is_behind().unwrap());
    first.save_memories("m1", &HashMap::from([(a.clone(), memory(11.0))])).unwrap();
    assert_eq!(stored(&open(&home), "m1"), Some(HashMap::from([(a, memory(11.0))])));
}

#[test]
fn an_instance_with_other_settings_does_not_touch_the_cache() {
    let (home, store) = cached();
    let other = open(&home);
    assert_eq!(stored(&other, "m2"), None);
    let a = key("d/a");
    other.record(&review(&other, "d/a", Rating::Good, 2), Some(folded(&a, &memory(2.0)))).unwrap();
    assert_eq!(stored(&store, "m1"), None);
    assert_eq!(stored(&store, "m2"), None);
}

#[test]
fn one_memory_is_stored_anew_without_an_append() {
    let (home, store) = cached();
    let a = key("d/a");
    store.save_memory(Folded { key: &a, memory: Some(&memory(3.5)) }).unwrap();
    assert_eq!(stored(&open(&home), "m1").unwrap()[&a], memory(3.5));
}

/// Damages the cache in one way.
fn damaged(change: &str) -> (TempDir, Store) {
    let (home, store) = cached();
    let b = key("d/b");
    store.record(&review(&store, "d/b", Rating::Good, 2), Some(folded(&b, &memory(2.5)))).unwrap();
    store.connection.execute_batch(change).unwrap();
    drop(store);
    let store = open(&home);
    (home, store)
}

#[test]
fn one_bad_row_of_the_cache_is_left_out_alone() {
    for change in [
        "due = 0",
        "reps = -1",
        "reps = reps + 1",
        "stability = 7",
        "last_ms = 9223372036854775807",
        "step = 3",
        "checksum = 0",
        "question = 9",
    ] {
        let (_home, store) = damaged(&format!("UPDATE memory SET {change} WHERE question = 1"));
        let stored = store.memories("m1").unwrap().unwrap();
        assert!(!stored.is_whole, "{change}");
        assert_eq!(stored.memories, HashMap::from([(key("d/b"), memory(2.5))]), "{change}");
    }
    let (_home, store) = damaged("DELETE FROM memory WHERE question = 1");
    assert!(!store.memories("m1").unwrap().unwrap().is_whole, "a row that is missing is missed");
}

#[test]
fn a_cache_that_is_gone_or_of_another_shape_is_made_anew() {
    for change in [
        "DROP TABLE memory",
        "DROP TABLE cache",
        "DROP TABLE memory; DROP TABLE cache; DROP TABLE seen",
        "DROP TABLE memory; CREATE TABLE memory (question TEXT)",
        "DROP TABLE cache; CREATE TABLE cache (x)",
    ] {
        let (home, store) = damaged(change);
        assert!(store.memories("m1").unwrap().is_none_or(|stored| !stored.is_whole), "{change}");
        // Reading the reviews is what a fold does before the memories are saved.
        assert_eq!(counted(&store).len(), 2, "{change}");
        let memories = HashMap::from([(key("d/a"), memory(1.5)), (key("d/b"), memory(2.5))]);
        store.save_memories("m1", &memories).unwrap();
        assert_eq!(stored(&open(&home), "m1"), Some(memories), "{change}");
    }
}

#[test]
fn a_cache_that_vanishes_while_the_program_runs_costs_no_review() {
    let (home, store) = cached();
    store.connection.execute_batch("DROP TABLE memory; DROP TABLE cache").unwrap();
    let b = key("d/b");
    store.record(&review(&store, "d/b", Rating::Good, 2), Some(folded(&b, &memory(2.5)))).unwrap();
    assert_eq!(counted(&open(&home)).len(), 2);
}

#[test]
fn texts_that_are_lost_are_begun_anew_and_told_once() {
    let texts = [(key("d/a"), "prompt".to_owned(), "answer".to_owned())];
    for change in ["DROP TABLE seen", "DROP TABLE seen; CREATE TABLE seen (x)"] {
        let (home, store) = cached();
        store.remember(&texts).unwrap();
        store.connection.execute_batch(change).unwrap();
        drop(store);
        let store = open(&home);
        assert_eq!(store.seen("d").unwrap(), [], "{change}");
        assert!(store.take_lost_texts(), "{change}");
        assert!(!store.take_lost_texts(), "{change}");
        store.remember(&texts).unwrap();
        let store = open(&home);
        assert_eq!(store.seen("d").unwrap(), texts, "{change}");
        assert!(!store.take_lost_texts(), "{change}");
    }
}
