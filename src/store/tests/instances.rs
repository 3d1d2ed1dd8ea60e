use std::collections::HashSet;
use std::thread;

use super::*;
use crate::store::schema::MIGRATIONS;

#[test]
fn two_instances_writing_in_turn_lose_nothing() {
    let home = home();
    let (one, other) = (open(&home), open(&home));
    for number in 0..200 {
        rate(if number % 2 == 0 { &one } else { &other }, "d/a", number);
    }
    assert_eq!(counted(&one).len(), 200);
    assert_eq!(counted(&one), counted(&other));
}

#[test]
fn two_instances_writing_at_once_lose_nothing_and_give_no_id_twice() {
    let home = home();
    thread::scope(|scope| {
        for name in ["d/a", "d/b"] {
            // All at the same moment, so that only the serial numbers tell some of them apart. Both also open the
            // new log at once.
            let home = &home;
            scope.spawn(move || {
                let store = open(home);
                for _ in 0..200 {
                    rate(&store, name, 0);
                }
            });
        }
    });
    let all = counted(&open(&home));
    assert_eq!(all.len(), 400);
    assert_eq!(all.iter().map(|review| review.id).collect::<HashSet<_>>().len(), 400);
    assert_eq!(all.iter().filter(|review| review.key == key("d/a")).count(), 200);
}

#[test]
fn many_instances_make_the_new_log_at_once() {
    let home = home();
    thread::scope(|scope| {
        for seed in 0..8 {
            let home = &home;
            scope.spawn(move || Store::open(home.path(), seed, moment(0)).unwrap());
        }
    });
    let store = open(&home);
    let format: i64 = store.connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    assert_eq!(format, MIGRATIONS.len() as i64);
    let heads: i64 = store.connection.query_row("SELECT count(*) FROM head", [], |row| row.get(0)).unwrap();
    assert_eq!(heads, 1);
}

#[test]
fn an_append_of_another_instance_is_noticed() {
    let home = home();
    let (one, other) = (open(&home), open(&home));
    let before = one.generation().unwrap();
    rate(&other, "d/a", 1);
    assert_ne!(one.generation().unwrap(), before);
    assert!(one.is_behind().unwrap());
    assert!(!other.is_behind().unwrap());
    logged(&one);
    assert!(!one.is_behind().unwrap());
}

#[test]
fn a_snapshot_does_not_see_what_is_appended_meanwhile() {
    let home = home();
    let (one, other) = (open(&home), open(&home));
    one.snapshot(|| {
        assert_eq!(one.len()?, 0);
        rate(&other, "d/a", 1);
        assert_eq!(one.len()?, 0);
        assert!(one.standing()?.is_empty());
        Ok(())
    })
    .unwrap();
    assert_eq!(one.len().unwrap(), 1);
}
