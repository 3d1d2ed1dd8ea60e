use super::*;
use crate::schedule::{Decision, Memories};
use crate::store::Folded;

fn folded<'a>(key: &'a QuestionKey, memory: &'a Memory) -> Folded<'a> {
    Folded { key, memory: Some(memory) }
}

fn memories<const N: usize>(all: [(&str, f32); N]) -> Memories {
    all.into_iter().map(|(text, stability)| (key(text).number(), memory(stability))).collect()
}

/// The stored memories, all of them or none.
fn stored(store: &Store, fingerprint: &str) -> Option<Memories> {
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
    store.save_memories("m1", &memories([("d/a", 1.5)])).unwrap();
    (home, store)
}

#[test]
fn a_memory_comes_back_bit_for_bit() {
    let store = Store::in_memory(1).unwrap();
    let strange = [0.1_f32, f32::MIN_POSITIVE / 2.0, -0.0, 36_500.0, f32::MAX, 0.001, f32::INFINITY];
    let mut memories = Memories::default();
    for (number, stability) in (0..).zip(strange) {
        let mut memory = memory(stability);
        if number % 2 == 0 {
            memory.step = None;
        }
        memories.insert(&rate(&store, &format!("d/{number}"), number).key, memory);
    }
    assert_eq!(counted(&store).len(), strange.len());
    store.save_memories("m1", &memories).unwrap();
    let back = stored(&store, "m1").unwrap();
    assert_eq!(back, memories);
    for (number, memory) in back.iter() {
        assert_eq!(memory.stability.to_bits(), memories.of(number).unwrap().stability.to_bits());
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
    let wanted = memories([("d/a", 1.5), ("d/b", 2.5)]);
    assert_eq!(stored(&open(&home), "m1"), Some(wanted.clone()));
    store.retract(second.id, moment(4), Some(Folded { key: &b, memory: None })).unwrap();
    assert_eq!(stored(&open(&home), "m1"), Some(memories([("d/a", 1.5)])));
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
    store.save_memories("m1", &memories([("d/b", 1.5)])).unwrap();
    assert!(stored(&open(&home), "m1").is_some());
}

#[test]
fn an_instance_that_missed_an_append_does_not_touch_the_cache() {
    let (home, first) = cached();
    let second = open(&home);
    assert!(stored(&second, "m1").is_some());
    let a = key("d/a");
    second.record(&review(&second, "d/a", Rating::Good, 2), Some(folded(&a, &memory(9.0)))).unwrap();
    assert_eq!(stored(&first, "m1").unwrap().get(&a), Some(&memory(9.0)), "the cache followed");

    second.record(&review(&second, "d/a", Rating::Good, 3), Some(folded(&a, &memory(10.0)))).unwrap();
    assert!(first.is_behind().unwrap());
    assert!(!second.is_behind().unwrap());
    // Folded without the review just before: wrong.
    first.record(&review(&first, "d/a", Rating::Good, 4), Some(folded(&a, &memory(9.5)))).unwrap();
    first.save_memory(Folded { key: &a, memory: Some(&memory(9.5)) }).unwrap();
    first.save_memories("m1", &Memories::default()).unwrap();
    assert_eq!(stored(&open(&home), "m1"), None);

    // Once it has read everything, it may.
    assert_eq!(counted(&first).len(), 4);
    assert!(!first.is_behind().unwrap());
    first.save_memories("m1", &memories([("d/a", 11.0)])).unwrap();
    assert_eq!(stored(&open(&home), "m1"), Some(memories([("d/a", 11.0)])));
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
    assert_eq!(stored(&open(&home), "m1").unwrap().get(&a), Some(&memory(3.5)));
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

/// A log with a memory on each of two pages, whose cache is changed in one way.
fn damaged_on_two_pages(change: &str) -> (TempDir, Store) {
    let (home, store) = cached();
    let fill: Vec<_> =
        (0..72).map(|nth| review(&store, &format!("d/fill-{nth}"), Rating::Good, nth)).collect();
    store.append_all(&fill).unwrap();
    let last = rate(&store, "d/last", 100).key;
    assert_eq!(counted(&store).len(), 74);
    store.save_memories("m1", &memories([("d/a", 1.5), (last.as_str(), 2.5)])).unwrap();
    store.connection.execute_batch(change).unwrap();
    drop(store);
    let store = open(&home);
    (home, store)
}

#[test]
fn one_bad_page_of_the_cache_is_left_out_alone() {
    for change in [
        "UPDATE memory_page SET checksum = checksum + 1 WHERE number = 0",
        "UPDATE memory_page SET records = x'' WHERE number = 0",
        "UPDATE memory_page SET records = zeroblob(56) WHERE number = 0",
        "UPDATE memory_page SET records = substr(records, 1, 55) WHERE number = 0",
        "UPDATE memory_page SET records = CAST(records || records AS BLOB) WHERE number = 0",
        "UPDATE memory_page SET number = 9 WHERE number = 0",
        "DELETE FROM memory_page WHERE number = 0",
    ] {
        let (_home, store) = damaged_on_two_pages(change);
        let stored = store.memories("m1").unwrap().unwrap();
        assert!(!stored.is_whole, "{change}");
        assert_eq!(stored.memories, memories([("d/last", 2.5)]), "{change}");
    }
}

#[test]
fn a_rating_on_a_bad_page_does_not_make_it_look_good() {
    for change in [
        "UPDATE memory_page SET checksum = 0 WHERE number = 0",
        "UPDATE memory_page SET records = zeroblob(112) WHERE number = 0",
        "DELETE FROM memory_page WHERE number = 0",
    ] {
        for rated in ["d/a", "d/fill-3"] {
            let (home, store) = damaged_on_two_pages(change);
            assert!(!store.memories("m1").unwrap().unwrap().is_whole);
            let (rated, memory) = (key(rated), memory(9.0));
            let another = review(&store, rated.as_str(), Rating::Good, 200);
            store.record(&another, Some(folded(&rated, &memory))).unwrap();
            let stored = open(&home).memories("m1").unwrap().unwrap();
            let is_there = stored.memories.get(&key("d/a")).is_some();
            assert!(!stored.is_whole || is_there, "{change}: {rated}");
            assert!(stored.memories.get(&rated).is_none_or(|found| *found == memory), "{change}: {rated}");
        }
    }
}

#[test]
fn a_page_fills_up_and_empties_one_rating_at_a_time() {
    let (home, store) = cached();
    let keys: Vec<_> = (0..200).map(|nth| key(&format!("d/{nth}"))).collect();
    let mut given = Vec::new();
    for (nth, key) in (2..).zip(&keys) {
        let review = review(&store, key.as_str(), Rating::Good, nth);
        store.record(&review, Some(folded(key, &memory(nth as f32)))).unwrap();
        given.push(review);
    }
    let stored_now = stored(&open(&home), "m1").unwrap();
    assert_eq!(stored_now.len(), 201);
    assert!((2..).zip(&keys).all(|(nth, key)| stored_now.get(key) == Some(&memory(nth as f32))));
    for review in &given {
        store.retract(review.id, moment(900), Some(Folded { key: &review.key, memory: None })).unwrap();
    }
    assert_eq!(stored(&open(&home), "m1"), Some(memories([("d/a", 1.5)])));
    let pages: i64 =
        store.connection.query_row("SELECT count(*) FROM memory_page", [], |row| row.get(0)).unwrap();
    assert_eq!(pages, 1, "an empty page is none");
}

#[test]
fn a_memory_under_a_name_that_nothing_was_stored_under_yet_is_kept() {
    let (home, store) = cached();
    store.decide(&key("d/a"), &Decision::Carry(key("d/new")), moment(2)).unwrap();
    assert_eq!(stored(&store, "m1"), None);
    assert_eq!(counted(&store).len(), 1);
    store.save_memories("m1", &memories([("d/new", 1.5)])).unwrap();
    assert_eq!(stored(&open(&home), "m1"), Some(memories([("d/new", 1.5)])));
    // Of what the log knows nothing, no memory can be kept: it is missed, and folded again.
    store.save_memories("m1", &memories([("d/new", 1.5), ("d/unknown", 1.5)])).unwrap();
    assert!(!open(&home).memories("m1").unwrap().unwrap().is_whole);
}

#[test]
fn what_an_older_version_kept_is_dropped_and_never_taken() {
    let (home, store) = cached();
    let old = "CREATE TABLE cache (one INTEGER PRIMARY KEY, fingerprint TEXT, generation INTEGER, count INTEGER) STRICT;
               CREATE TABLE memory (question INTEGER PRIMARY KEY, stability INTEGER) STRICT;
               INSERT INTO cache VALUES (1, 'm1', 2, 0);
               UPDATE head SET generation = 2;";
    store.connection.execute_batch(old).unwrap();
    let again = open(&home);
    assert_eq!(stored(&again, "m1"), None, "the older version appended something");
    let sql = "SELECT count(*) FROM sqlite_schema WHERE name IN ('cache', 'memory')";
    assert_eq!(again.connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
    // It may be at work at the same time, and makes its tables again; nobody minds.
    store.connection.execute_batch(old).unwrap();
    rate(&again, "d/b", 5);
    assert_eq!(counted(&open(&home)).len(), 2);
}

#[test]
fn a_cache_that_is_gone_or_of_another_shape_is_made_anew() {
    for change in [
        "DROP TABLE memory_page",
        "DROP TABLE memories",
        "DROP TABLE memory_page; DROP TABLE memories; DROP TABLE seen",
        "DROP TABLE memory_page; CREATE TABLE memory_page (number TEXT)",
        "DROP TABLE memories; CREATE TABLE memories (x)",
    ] {
        let (home, store) = damaged(change);
        assert!(store.memories("m1").unwrap().is_none_or(|stored| !stored.is_whole), "{change}");
        // Reading the reviews is what a fold does before the memories are saved.
        assert_eq!(counted(&store).len(), 2, "{change}");
        let both = memories([("d/a", 1.5), ("d/b", 2.5)]);
        store.save_memories("m1", &both).unwrap();
        assert_eq!(stored(&open(&home), "m1"), Some(both), "{change}");
    }
}

#[test]
fn a_cache_that_vanishes_while_the_program_runs_costs_no_review() {
    let (home, store) = cached();
    store.connection.execute_batch("DROP TABLE memory_page; DROP TABLE memories").unwrap();
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
