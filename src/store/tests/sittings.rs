use super::*;
use crate::quiz::{Act, End, Paper, Step, Terms, Timing};

fn paper() -> Paper {
    let fixture: serde_json::Value =
        serde_json::from_str(include_str!("../../../tests/fixtures/sitting.json")).unwrap();
    serde_json::from_value(fixture["paper"].clone()).unwrap()
}

#[test]
fn a_sitting_that_this_version_cannot_read_takes_no_other_with_it() {
    let store = Store::in_memory(1).unwrap();
    let begin = || store.begin_sitting(&paper(), &Terms::exam(Timing::None), moment(0), Offset::UTC).unwrap();
    let (first, second) = (begin(), begin());
    let broken =
        "UPDATE sitting SET paper = '{\"from\": \"the future\"}' WHERE id = (SELECT max(id) FROM sitting)";
    store.connection.execute(broken, []).unwrap();
    let found: Vec<_> = store.sittings().unwrap().into_iter().map(|sat| sat.id).collect();
    assert_eq!(found, [first]);
    assert_eq!(store.sitting(second).unwrap(), None);
    assert_eq!(store.open_sitting().unwrap(), None, "so that another quiz can begin");
}

#[test]
fn the_last_sittings_of_an_exam_are_those_that_ended_and_count() {
    let store = Store::in_memory(1).unwrap();
    let sit = |exam: &str, end: Option<End>| {
        let paper = Paper { exam: exam.to_owned(), ..paper() };
        let id = store.begin_sitting(&paper, &Terms::exam(Timing::None), moment(0), Offset::UTC).unwrap();
        if let Some(end) = end {
            let step = Step { used: std::time::Duration::ZERO, act: Act::HandIn(end, Vec::new()) };
            store.take_step(id, &step, moment(1)).unwrap();
        }
        id
    };
    let ended =
        [sit("net", Some(End::HandedIn)), sit("net", Some(End::TimeOver)), sit("net", Some(End::HandedIn))];
    let of_nothing = sit("", Some(End::HandedIn));
    sit("network", Some(End::HandedIn));
    sit("net", Some(End::Discarded));
    sit("net", None);
    let last = |exam, most| -> Vec<_> {
        store.last_sittings(exam, most).unwrap().into_iter().map(|sat| sat.id).collect()
    };
    assert_eq!(last("net", 2), ended[1..]);
    assert_eq!(last("net", 9), ended);
    assert_eq!(last("", 9), [of_nothing]);
}
