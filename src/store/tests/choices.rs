use super::*;
use crate::schedule::{Choice, Subject};

fn choice(what: &str, value: Option<&str>) -> Choice {
    Choice { subject: Subject::Schedule, what: what.to_owned(), value: value.map(str::to_owned) }
}

#[test]
fn the_newest_choice_counts_also_after_the_clock_went_back() {
    let home = home();
    let store = open(&home);
    store.choose(&[choice("retention", Some("0.8")), choice("day_start", Some("03:00"))], moment(9)).unwrap();
    store.choose(&[choice("retention", Some("0.85"))], moment(1)).unwrap();
    store.choose(&[choice("day_start", None)], moment(0)).unwrap();
    let choices = open(&home).choices().unwrap();
    assert_eq!(choices.get(&Subject::Schedule, "retention"), Some("0.85"));
    assert_eq!(choices.get(&Subject::Schedule, "day_start"), None);
    assert_eq!(choices.get(&Subject::Learner, "retention"), None);
}

#[test]
fn no_choice_appends_nothing() {
    let store = Store::in_memory(1).unwrap();
    store.choose(&[], moment(1)).unwrap();
    assert_eq!(store.generation().unwrap(), 0);
}

#[test]
fn a_subject_of_a_later_version_is_passed_over() {
    let store = Store::in_memory(1).unwrap();
    store.choose(&[choice("retention", Some("0.8"))], moment(1)).unwrap();
    store.connection.execute("UPDATE choice SET subject = 'moon'", []).unwrap();
    assert_eq!(store.choices().unwrap(), crate::schedule::Choices::default());
}

#[test]
fn what_another_device_chose_counts_but_is_not_this_devices_own() {
    let store = Store::in_memory(1).unwrap();
    store.choose(&[choice("retention", Some("0.8"))], moment(1)).unwrap();
    store.connection.execute("UPDATE choice SET device = 2", []).unwrap();
    assert_eq!(store.choices().unwrap().get(&Subject::Schedule, "retention"), Some("0.8"));
    assert_eq!(store.own_choices().unwrap().get(&Subject::Schedule, "retention"), None);
}

#[test]
fn the_newest_parameters_count() {
    let store = Store::in_memory(1).unwrap();
    assert_eq!(store.parameters().unwrap(), None);
    store.set_parameters(&[0.1, 2.5], moment(9)).unwrap();
    let id = store.set_parameters(&[0.3], moment(1)).unwrap();
    let newest = store.parameters().unwrap().unwrap();
    assert_eq!((newest.id, newest.values), (id, vec![0.3]));
    store.connection.execute("UPDATE parameters SET value = 'nonsense'", []).unwrap();
    assert_eq!(store.parameters().unwrap().unwrap().values, Vec::<f32>::new());
}
