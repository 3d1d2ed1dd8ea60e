use std::collections::HashMap;

use jiff::civil::date;

use super::*;
use crate::schedule::Decision;

/// A log in which progress was carried over so, in this order.
fn carried(steps: &[(&str, &str)]) -> Store {
    let store = Store::in_memory(1).unwrap();
    for (old, new) in steps {
        store.decide(&key(old), &Decision::Carry(key(new)), moment(1)).unwrap();
    }
    store
}

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

#[test]
fn progress_carried_on_and_on_ends_at_the_last_name() {
    let cases: &[(&[(&str, &str)], &[(&str, &str)])] = &[
        (&[("a", "b")], &[("a", "b")]),
        (&[("a", "b"), ("b", "c")], &[("a", "c"), ("b", "c")]),
        (&[("b", "c"), ("a", "b")], &[("b", "b"), ("a", "b")]),
        (&[("a", "c"), ("b", "c")], &[("a", "c"), ("b", "c")]),
        (&[("a", "b"), ("a", "c")], &[("a", "c")]),
        // Reworded and reworded back: the first name has all of it again.
        (&[("a", "b"), ("b", "a")], &[("b", "a")]),
        (&[("a", "b"), ("b", "c"), ("c", "a")], &[("b", "a"), ("c", "a")]),
        (&[("a", "b"), ("b", "a"), ("a", "b")], &[("a", "b")]),
        (&[("a", "b"), ("a", "a")], &[]),
        (&[("a", "a")], &[]),
    ];
    for (steps, wanted) in cases {
        let wanted: HashMap<_, _> =
            wanted.iter().filter(|(old, new)| old != new).map(|(old, new)| (key(old), key(new))).collect();
        let found = carried(steps).carries().unwrap();
        // Carrying to a name that had been given up brings that name back.
        assert_eq!(found, wanted, "{steps:?}");
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
fn all_names_of_a_question_bring_all_its_reviews() {
    let store = carried(&[("d/a", "d/b"), ("d/b", "d/c")]);
    let (first, second) = (rate(&store, "d/a", 3), rate(&store, "d/c", 4));
    rate(&store, "d/other", 5);
    let names = store.names_of(&key("d/c")).unwrap();
    assert_eq!(names, [key("d/a"), key("d/b"), key("d/c")]);
    assert_eq!(store.reviews_of(&names).unwrap(), [first, second]);
    assert_eq!(store.names_of(&key("d/a")).unwrap(), []);
    assert_eq!(store.names_of(&key("d/other")).unwrap(), [key("d/other")]);
}
