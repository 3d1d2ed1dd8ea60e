//! What comes from another program, all or none.

use super::*;
use crate::schedule::{Choice, Decision, DeviceId, RowId, Subject};
use crate::store::Imported;

const FOREIGN: DeviceId = DeviceId(0x616e_6b69);

fn foreign(minute: i64, serial: u64) -> Review {
    let at = moment(minute);
    let id = RowId::new(at.as_millisecond().cast_unsigned(), FOREIGN, serial);
    let stamp = Stamp { id, at, offset: Offset::UTC, device: FOREIGN };
    Review::new(stamp, QuestionKey::from_stored("d/a"), Rating::Good, Mode::Drill)
}

#[test]
fn an_import_comes_once_and_is_never_taken_back_or_ahead_of_the_clock() {
    let store = Store::in_memory(1).unwrap();
    let key = QuestionKey::from_stored("d/a");
    let reviews = [foreign(-20, 1), foreign(-10, 1)];
    let day_start = Choice {
        subject: Subject::Schedule,
        what: "day_start".to_owned(),
        value: Some("05:00:00".to_owned()),
    };
    let imported = Imported {
        reviews: &reviews,
        decisions: &[(key.clone(), Decision::Suspend(true))],
        choices: std::slice::from_ref(&day_start),
        parameters: Some(&[0.5; 21]),
        device: FOREIGN,
    };
    assert_eq!(store.take_in(imported, moment(0), &|_| ()).unwrap(), 2);
    assert_eq!(store.take_in(imported, moment(1), &|_| ()).unwrap(), 0);
    assert_eq!(store.len().unwrap(), 2);
    assert_eq!(store.last_review().unwrap(), None, "nothing to undo");
    assert!(store.standing().unwrap()[&key].suspended);
    assert_eq!(store.choices().unwrap().get(&Subject::Schedule, "day_start"), Some("05:00:00"));
    assert_eq!(store.own_choices().unwrap().get(&Subject::Schedule, "day_start"), None);
    assert_eq!(store.parameters().unwrap().unwrap().values, [0.5; 21]);
    let next = store.next_id(moment(5));
    assert_eq!(next.millisecond(), moment(5).as_millisecond().cast_unsigned());
}
