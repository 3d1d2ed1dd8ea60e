use std::collections::HashSet;

use super::*;
use crate::schedule::DeviceId;

const YEAR: i64 = 365 * 86_400;

#[test]
fn a_clock_that_was_ahead_for_one_review_moves_no_later_one() {
    let store = Store::in_memory(1).unwrap();
    let seconds = [1, YEAR, 2, 3];
    let given: Vec<_> = seconds.iter().map(|seconds| rate(&store, "d/a", *seconds)).collect();
    assert!(given.is_sorted_by(|one, next| one.id < next.id), "the order of storing is in the ids");
    let in_time = [&given[0], &given[2], &given[3], &given[1]].map(Clone::clone);
    assert_eq!(counted(&store), in_time);
    assert_eq!(store.reviews_of(&[key("d/a")]).unwrap(), in_time);
    assert_eq!(store.last_review().unwrap().as_ref(), given.last(), "undo takes back what was given last");
    let (start, end) = (moment(0), moment(86_400));
    assert_eq!(store.today(start, end).unwrap().seen.len(), 1);
    rate(&store, "d/b", 4);
    let back = rate(&store, "d/c", 5);
    store.retract(back.id, moment(6), None).unwrap();
    rate(&store, "d/d", 2 * YEAR);
    assert_eq!(store.studied(start, end).unwrap(), store.today(start, end).unwrap().seen);
    assert_eq!(store.studied(start, end).unwrap(), HashSet::from([key("d/a"), key("d/b")]));
    let days = store.activity(jiff::civil::time(4, 0, 0, 0)).unwrap();
    assert_eq!(days.values().copied().collect::<Vec<_>>(), [4, 1, 1]);
}

#[test]
fn ids_go_on_above_those_of_rows_from_elsewhere() {
    let store = Store::in_memory(1).unwrap();
    let other = Store::in_memory(2).unwrap();
    let ahead = Review { device: DeviceId(2), ..review(&other, "d/a", Rating::Easy, YEAR) };
    store.append_all([&ahead]).unwrap();
    let next = rate(&store, "d/a", 1);
    assert!(next.id > ahead.id);
    assert_eq!(next.at, moment(1), "its time is the clock's own");
}

#[test]
fn an_id_at_the_end_of_time_leaves_the_later_ones_apart() {
    let store = Store::in_memory(1).unwrap();
    store.connection.execute("UPDATE head SET last = 9223372036854775807", []).unwrap();
    let (first, second) = (store.next_id(moment(1)), store.next_id(moment(2)));
    assert!(first < second);
}

#[test]
fn a_review_in_the_future_is_moved_and_stays_as_it_was_stored() {
    let home = home();
    let store = open(&home);
    let first = rate(&store, "d/a", 1);
    let ahead = rate(&store, "d/a", YEAR);
    let next = rate(&store, "d/b", 5);
    let last = rate(&store, "d/a", YEAR + 7);
    let found = store.ahead(moment(10)).unwrap();
    let times: Vec<_> = found.iter().map(|ahead| (ahead.id, ahead.at, ahead.likely)).collect();
    assert_eq!(times, [(ahead.id, ahead.at, next.at), (last.id, last.at, moment(10))]);

    let moves: Vec<_> = found.iter().map(|ahead| (ahead.id, ahead.likely)).collect();
    store.redate(&moves, moment(10)).unwrap();
    drop(store);
    let store = open(&home);
    let given_at = |review: &Review, at| Review { at, ..review.clone() };
    // At one moment the ids tell the order.
    assert_eq!(counted(&store), [first, given_at(&ahead, next.at), next, given_at(&last, moment(10))]);
    assert_eq!(store.ahead(moment(10)).unwrap(), []);
    let stored: i64 = store
        .connection
        .query_row("SELECT count(*) FROM review WHERE at_ms > ?1", [moment(10).as_millisecond()], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(stored, 2, "the rows themselves are never rewritten");
    // The newest move counts.
    store.redate(&[(ahead.id, moment(3))], moment(11)).unwrap();
    assert_eq!(counted(&store)[1].at, moment(3));
}
