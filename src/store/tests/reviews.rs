use jiff::civil::date;

use super::*;
use crate::schedule::{DeviceId, Prediction, RowId};

#[test]
fn a_review_comes_back_as_it_was_given_also_after_the_program_ended() {
    let home = home();
    let mut given = Vec::new();
    {
        let store = open(&home);
        for (number, mode) in Mode::ALL.into_iter().enumerate() {
            let mut review = review(&store, "d/ä\u{1f600}'\"#c1", Rating::ALL[number % 4], 1);
            (review.mode, review.due) = (mode, (number % 2 == 0).then(|| date(2027, 2, 28)));
            let parameters = (number == 1).then_some(review.id);
            review.predicted = (number < 3).then_some(Prediction { recall: 0.1 + 0.2, parameters });
            store.record(&review, None).unwrap();
            given.push(review);
        }
    }
    assert_eq!(counted(&open(&home)), given);
    assert_eq!(open(&home).device(), DeviceId(7), "the device stays what it was");
}

#[test]
fn every_review_is_on_the_disk_before_the_next_question() {
    let home = home();
    let store = open(&home);
    let setting = |name: &str| -> String {
        let value = store.connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0)).unwrap();
        match value {
            rusqlite::types::Value::Integer(number) => number.to_string(),
            rusqlite::types::Value::Text(text) => text,
            other => format!("{other:?}"),
        }
    };
    assert_eq!(setting("journal_mode"), "wal");
    assert_eq!(setting("synchronous"), "2");
    assert_eq!(setting("fullfsync"), "1");
    assert_eq!(setting("foreign_keys"), "1");
    assert_eq!(setting("busy_timeout"), "5000");
    assert_eq!(setting("user_version"), super::super::schema::MIGRATIONS.len().to_string());
}

#[test]
fn a_review_recorded_twice_is_there_once() {
    let store = Store::in_memory(1).unwrap();
    let review = rate(&store, "d/a", 1);
    let generation = store.generation().unwrap();
    store.record(&review, None).unwrap();
    assert_eq!(store.append_all([&review]).unwrap(), 0);
    assert_eq!(counted(&store), from_ref(&review));
    assert_eq!(store.generation().unwrap(), generation);
    assert!(store.contains(review.id).unwrap());
}

#[test]
fn the_last_of_taking_back_and_giving_back_counts() {
    let store = Store::in_memory(1).unwrap();
    let (first, second) = (rate(&store, "d/a", 1), rate(&store, "d/a", 2));
    store.retract(first.id, moment(3), None).unwrap();
    assert_eq!(counted(&store), from_ref(&second));
    // The clock went back an hour, and still the later mark is the later one.
    store.restore(first.id, moment(-3600), None).unwrap();
    assert_eq!(counted(&store), [first.clone(), second.clone()]);
    store.retract(first.id, moment(-7200), None).unwrap();
    assert_eq!(counted(&store), from_ref(&second));
    assert_eq!(store.len().unwrap(), 2, "nothing ever leaves the log");
    assert_eq!(store.reviews_of(&[key("d/a"), key("d/none")]).unwrap(), [second]);
}

#[test]
fn the_reviews_of_some_questions_come_in_order_of_time() {
    let store = Store::in_memory(1).unwrap();
    let given: Vec<_> = (0..6).map(|number| rate(&store, ["d/a", "d/b", "d/c"][number % 3], 1)).collect();
    let found = store.reviews_of(&[key("d/c"), key("d/a"), key("d/a")]).unwrap();
    assert_eq!(found, [given[0].clone(), given[2].clone(), given[3].clone(), given[5].clone()]);
}

#[test]
fn the_last_review_is_of_this_device_and_not_taken_back() {
    let store = Store::in_memory(1).unwrap();
    assert_eq!(store.last_review().unwrap(), None);
    let (first, second) = (rate(&store, "d/a", 1), rate(&store, "d/b", 2));
    let foreign =
        Review { id: RowId::new(1, DeviceId(2), 1), device: DeviceId(2), at: moment(9), ..second.clone() };
    assert_eq!(store.append_all([&foreign]).unwrap(), 1);
    assert_eq!(store.last_review().unwrap(), Some(second.clone()));
    store.retract(second.id, moment(10), None).unwrap();
    assert_eq!(store.last_review().unwrap(), Some(first));
}

#[test]
fn ids_ascend_when_the_clock_goes_back_and_when_the_program_starts_anew() {
    let home = home();
    let mut ids = Vec::new();
    for seconds in [100, 50, 0] {
        let store = open(&home);
        for _ in 0..3 {
            ids.push(rate(&store, "d/a", seconds).id);
        }
    }
    assert!(ids.is_sorted_by(|one, next| one < next), "{ids:?}");
    let millisecond = |id: RowId| i64::try_from(id.millisecond()).unwrap();
    let store = open(&home);
    assert_eq!(millisecond(store.next_id(moment(200))), moment(200).as_millisecond());
    assert_eq!(millisecond(store.next_id(moment(0))), moment(200).as_millisecond() + 1);
}

#[test]
fn the_texts_of_a_deck_are_remembered_for_rewording() {
    let store = Store::in_memory(1).unwrap();
    let text = |question: &str, prompt: &str| (key(question), prompt.to_owned(), "answer".to_owned());
    store
        .remember(&[text("d/b", "old"), text("d/a", "?"), text("d2/a", "other deck"), text("d-/x", "")])
        .unwrap();
    store.remember(&[text("d/b", "new")]).unwrap();
    assert_eq!(store.seen("d").unwrap(), [text("d/a", "?"), text("d/b", "new")]);
    assert_eq!(store.seen("none").unwrap(), []);
}
