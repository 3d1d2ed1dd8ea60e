//! The counted days are what one comes to who counts all reviews.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time, time};
use proptest::prelude::*;

use super::*;
use crate::schedule::Decision;

const START: Time = time(4, 0, 0, 0);

/// The days, counted one review at a time.
fn by_hand(store: &Store) -> BTreeMap<Date, u32> {
    let mut days = BTreeMap::new();
    for Logged { review, retracted, .. } in logged(store) {
        if !retracted && review.mode.is_answer() {
            let wall = review.offset.to_datetime(review.at) - jiff::SignedDuration::from_hours(4);
            *days.entry(wall.date()).or_default() += 1;
        }
    }
    days
}

/// Whether counts are kept for the present state of the log.
fn is_kept(store: &Store) -> bool {
    let sql = "SELECT count(*) FROM counted JOIN head USING (generation)";
    store.connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap() == 1
}

#[test]
fn counts_are_kept_with_each_append() {
    let home = home();
    let store = open(&home);
    let first = rate(&store, "d/a", 1);
    assert_eq!(store.activity(START).unwrap(), by_hand(&store));
    rate(&store, "d/b", 100_000);
    store.retract(first.id, moment(3), None).unwrap();
    store.decide(&key("d/a"), &Decision::Flag(true), moment(4)).unwrap();
    assert!(is_kept(&store));
    assert_eq!(store.activity(START).unwrap(), by_hand(&store));
    // An import is counted when it is next asked for.
    store.append_all([&review(&store, "d/c", Rating::Good, 7)]).unwrap();
    assert!(!is_kept(&store));
    assert_eq!(open(&home).activity(START).unwrap(), by_hand(&store));
    assert!(is_kept(&store));
}

#[test]
fn days_that_begin_at_another_time_are_counted_anew() {
    let store = Store::in_memory(1).unwrap();
    // 11:13 there.
    rate(&store, "d/a", 0);
    let at_four = store.activity(START).unwrap();
    let late = store.activity(time(23, 59, 0, 0)).unwrap();
    assert_ne!(at_four, late);
    assert_eq!(store.activity(START).unwrap(), at_four);
}

#[test]
fn counts_that_are_wrong_or_gone_are_made_anew() {
    for change in [
        "UPDATE study_day SET reviews = 7",
        "DELETE FROM study_day",
        "UPDATE counted SET total = 9",
        "DROP TABLE study_day",
        "DROP TABLE counted",
        "DROP TABLE counted; CREATE TABLE counted (x)",
        "DROP TABLE study_day; CREATE TABLE study_day (day TEXT)",
    ] {
        let home = home();
        let store = open(&home);
        rate(&store, "d/a", 1);
        store.activity(START).unwrap();
        store.connection.execute_batch(change).unwrap();
        rate(&store, "d/b", 2);
        assert_eq!(store.activity(START).unwrap(), by_hand(&store), "{change}");
        rate(&store, "d/b", 200_000);
        assert!(is_kept(&store), "{change}");
        assert_eq!(open(&home).activity(START).unwrap(), by_hand(&store), "{change}");
    }
}

#[derive(Debug, Clone)]
enum Change {
    Rate(i64, usize),
    Retract(usize),
    Restore(usize),
    Redate(usize, i64),
    /// Another instance rates.
    Elsewhere(i64),
    Ask,
}

fn change() -> impl Strategy<Value = Change> {
    let seconds = -400_000_i64..400_000;
    prop_oneof![
        3 => (seconds.clone(), 0..Mode::ALL.len()).prop_map(|(at, mode)| Change::Rate(at, mode)),
        2 => (0_usize..40).prop_map(Change::Retract),
        2 => (0_usize..40).prop_map(Change::Restore),
        1 => (0_usize..40, seconds.clone()).prop_map(|(which, at)| Change::Redate(which, at)),
        1 => seconds.prop_map(Change::Elsewhere),
        1 => Just(Change::Ask),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_appended_the_counts_are_right(changes in prop::collection::vec(change(), 1..40)) {
        let home = home();
        let (store, other) = (open(&home), open(&home));
        let mut given: Vec<Review> = Vec::new();
        for change in changes {
            let pick = |which: usize| given.get(which % given.len().max(1)).map(|review| review.id);
            match change {
                Change::Rate(at, mode) => {
                    let review = Review { mode: Mode::ALL[mode], ..review(&store, "d/a", Rating::Good, at) };
                    store.record(&review, None).unwrap();
                    // What is there already is not counted twice.
                    store.record(&review, None).unwrap();
                    given.push(review);
                }
                Change::Retract(which) => {
                    if let Some(id) = pick(which) {
                        store.retract(id, moment(0), None).unwrap();
                    }
                }
                Change::Restore(which) => {
                    if let Some(id) = pick(which) {
                        store.restore(id, moment(0), None).unwrap();
                    }
                }
                Change::Redate(which, at) => {
                    if let Some(id) = pick(which) {
                        store.redate(&[(id, moment(at))], moment(0)).unwrap();
                    }
                }
                Change::Elsewhere(at) => given.push(rate(&other, "d/b", at)),
                Change::Ask => {
                    store.activity(START).unwrap();
                }
            }
        }
        prop_assert_eq!(store.activity(START).unwrap(), by_hand(&store));
        prop_assert_eq!(other.activity(START).unwrap(), by_hand(&store));
    }
}

/// What was studied today, looked up one review at a time.
fn today_by_hand(store: &Store, since: Timestamp, until: Timestamp) -> (Vec<QuestionKey>, usize) {
    let mut times: BTreeMap<QuestionKey, Vec<Timestamp>> = BTreeMap::new();
    for Logged { review, retracted, .. } in logged(store) {
        if !retracted && matches!(review.mode, Mode::Drill | Mode::Quiz) {
            times.entry(review.key).or_default().push(review.at);
        }
    }
    times.retain(|_, times| times.iter().any(|at| (since..until).contains(at)));
    let introduced = times.values().filter(|times| times.iter().all(|at| *at >= since)).count();
    (times.into_keys().collect(), introduced)
}

#[test]
fn today_is_what_the_reviews_that_stand_say() {
    let store = Store::in_memory(1).unwrap();
    let all: Vec<_> = [("d/old", -90_000), ("d/old", 10), ("d/new", 20), ("d/gone", 30), ("d/back", 40)]
        .map(|(key, at)| rate(&store, key, at))
        .into();
    rate(&store, "d/tomorrow", 90_000);
    let moved_in = rate(&store, "d/moved-in", 500_000);
    let moved_out = rate(&store, "d/moved-out", 60);
    store.redate(&[(moved_in.id, moment(70)), (moved_out.id, moment(-100_000))], moment(80)).unwrap();
    store.retract(all[3].id, moment(90), None).unwrap();
    store.retract(all[4].id, moment(91), None).unwrap();
    store.restore(all[4].id, moment(92), None).unwrap();
    let (since, until) = (moment(0), moment(86_400));
    let today = store.today(since, until).unwrap();
    let (keys, introduced) = today_by_hand(&store, since, until);
    assert_eq!(keys, ["d/back", "d/moved-in", "d/new", "d/old"].map(key));
    assert_eq!((today.seen, today.introduced), (keys.into_iter().collect(), introduced));
    assert_eq!(introduced, 3);
}
