use super::*;
use crate::quiz::{Paper, Terms, Timing};

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
