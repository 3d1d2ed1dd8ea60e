use jiff::civil::date;

use super::*;
use crate::schedule::Decision;

#[test]
fn the_last_decision_of_each_sort_counts() {
    let store = Store::in_memory(1).unwrap();
    let decide = |question: &str, decision| store.decide(&key(question), &decision, moment(1)).unwrap();
    decide("d/a", Decision::Suspend(true));
    decide("d/a", Decision::Flag(true));
    decide("d/a", Decision::Bury(Some(date(2026, 10, 2))));
    decide("d/a", Decision::Suspend(false));
    decide("d/b", Decision::Bury(Some(date(2026, 10, 2))));
    decide("d/b", Decision::Bury(None));
    let standing = store.standing().unwrap();
    let a = &standing[&key("d/a")];
    assert_eq!((a.suspended, a.flagged, a.buried), (false, true, Some(date(2026, 10, 2))));
    assert_eq!(standing[&key("d/b")].buried, None);
}

/// What happens to progress: a review of a question, or its being carried over.
enum Event {
    Review(&'static str),
    Carry(&'static str, &'static str),
}
use Event::{Carry, Review};

#[test]
fn progress_goes_on_under_the_present_name() {
    let cases: &[(&[Event], &[&str])] = &[
        (&[Review("a"), Carry("a", "b"), Review("b")], &["b", "b"]),
        (&[Review("a"), Carry("a", "b"), Review("b"), Carry("b", "c")], &["c", "c"]),
        (&[Review("a"), Review("b"), Carry("a", "c"), Carry("b", "c")], &["c", "c"]),
        // Reworded and reworded back: the first name has all of it again.
        (&[Review("a"), Carry("a", "b"), Review("b"), Carry("b", "a"), Review("a")], &["a", "a", "a"]),
        (&[Review("a"), Carry("a", "b"), Carry("b", "c"), Carry("c", "a")], &["a"]),
        (&[Review("a"), Carry("a", "a"), Review("a")], &["a", "a"]),
        // Another card gets the name that was given up.
        (&[Review("a"), Carry("a", "b"), Review("a"), Review("b")], &["b", "a", "b"]),
        // Numbered ids move up by one.
        (&[Review("1"), Review("2"), Carry("2", "3"), Carry("1", "2"), Review("2")], &["2", "3", "2"]),
        // Two cards exchange their names.
        (&[Review("a"), Review("b"), Carry("a", "x"), Carry("b", "a"), Carry("x", "b")], &["b", "a"]),
        // A review that came in under the old name while it was given up follows with the next carrying.
        (&[Review("a"), Carry("a", "b"), Review("a"), Carry("a", "b")], &["b", "b"]),
    ];
    for (number, (events, wanted)) in cases.iter().enumerate() {
        let store = Store::in_memory(1).unwrap();
        for event in *events {
            match event {
                Review(question) => drop(rate(&store, question, 1)),
                Carry(old, new) => store.decide(&key(old), &Decision::Carry(key(new)), moment(1)).unwrap(),
            }
        }
        let all = logged(&store);
        let owners: Vec<_> = all.iter().map(|logged| logged.owner.as_str()).collect();
        assert_eq!(owners, *wanted, "case {number}");
        assert_eq!(Some(&store.last_review().unwrap().unwrap().key.as_str()), owners.last());
        for owner in &owners {
            let found = store.reviews_of(&[key(owner)]).unwrap();
            let wanted: Vec<_> = all.iter().filter(|logged| logged.owner.as_str() == *owner).collect();
            assert_eq!(found.len(), wanted.len(), "case {number}, {owner}");
            assert!(found.iter().zip(wanted).all(|(one, other)| one.id == other.review.id));
            assert!(found.iter().all(|review| review.key.as_str() == *owner));
        }
    }
}

#[test]
fn what_was_decided_under_the_old_name_holds_for_the_new_one() {
    let store = Store::in_memory(1).unwrap();
    store.decide(&key("d/a"), &Decision::Suspend(true), moment(1)).unwrap();
    store.decide(&key("d/a"), &Decision::Flag(true), moment(1)).unwrap();
    store.decide(&key("d/a"), &Decision::Carry(key("d/b")), moment(2)).unwrap();
    store.decide(&key("d/b"), &Decision::Flag(false), moment(3)).unwrap();
    let standing = store.standing().unwrap();
    assert_eq!(standing.len(), 1);
    let b = &standing[&key("d/b")];
    assert_eq!((b.suspended, b.flagged), (true, false));
    assert_eq!(b.carried_from, [key("d/a")]);
}

#[test]
fn a_name_that_was_given_up_and_given_anew_has_its_own_decisions() {
    let store = Store::in_memory(1).unwrap();
    store.decide(&key("d/a"), &Decision::Suspend(true), moment(1)).unwrap();
    store.decide(&key("d/a"), &Decision::Carry(key("d/b")), moment(2)).unwrap();
    store.decide(&key("d/a"), &Decision::Flag(true), moment(3)).unwrap();
    let standing = store.standing().unwrap();
    let (a, b) = (&standing[&key("d/a")], &standing[&key("d/b")]);
    assert_eq!((a.suspended, a.flagged, b.suspended, b.flagged), (false, true, true, false));
}
