//! Logs of formats that were in use before.

use rusqlite::Connection;

use super::*;
use crate::store::FILE;
use crate::store::schema::MIGRATIONS;

/// A folder with the log of format 3 in the fixtures.
fn format_3() -> TempDir {
    let home = home();
    let path = home.path().join(FILE);
    Connection::open(path).unwrap().execute_batch(include_str!("../../../tests/fixtures/log-3.sql")).unwrap();
    home
}

#[test]
fn a_log_of_format_3_keeps_everything_it_held() {
    let home = format_3();
    let store = open(&home);
    let all = logged(&store);
    let shown: Vec<_> = all
        .iter()
        .map(|Logged { review, owner, retracted }| {
            let time = review.at.to_string();
            format!(
                "{} {} {} {}{}",
                &time[..16],
                owner.card(),
                review.rating.name(),
                review.mode.name(),
                if *retracted { " -" } else { "" }
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "2026-03-01T09:00 which-city-is-the-capital-of-france good drill",
            "2026-03-01T09:00 what-is-the-capital-of-portugal good drill",
            "2026-03-01T09:00 peru again drill -",
            "2026-03-01T09:00 peru easy drill",
            "2026-03-03T21:30 which-city-is-the-capital-of-france hard drill",
            "2026-03-03T21:30 what-is-the-capital-of-portugal hard drill",
            "2027-03-04T09:00 which-city-is-the-capital-of-france good drill",
            "2027-03-04T09:00 what-is-the-capital-of-portugal again quiz",
            "2027-03-04T09:00 peru again quiz",
        ]
    );
    assert!(all.iter().all(|logged| logged.review.predicted.is_none()));
    assert_eq!(store.sittings().unwrap().len(), 1);
    assert_eq!(store.seen("capitals").unwrap().len(), 4);
    assert!(!store.take_lost_texts());
    assert_eq!(store.memories("any").unwrap(), None, "the memories are folded anew");
}

#[test]
fn a_log_of_format_3_is_backed_up_first_and_goes_on() {
    let home = format_3();
    let store = open(&home);
    let backups = store.list_backups().unwrap();
    assert_eq!(backups.len(), 1);
    assert!(!backups[0].automatic, "it is the one made before the update");
    let newest = logged(&store).into_iter().map(|logged| logged.review.id).max().unwrap();
    let next = rate(&store, "capitals/peru", -9_999_999);
    assert!(next.id > newest, "its ids go on above those there are");
    assert_eq!(next.at, moment(-9_999_999));
    let format: i64 = store.connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    assert_eq!(format, MIGRATIONS.len() as i64);
}

#[test]
fn a_backup_of_format_3_is_restored() {
    let (old, home) = (format_3(), home());
    let store = open(&home);
    rate(&store, "d/a", 1);
    store.restore_from(&old.path().join(FILE), moment(2)).unwrap();
    assert_eq!(logged(&store).len(), 9);
}

#[test]
fn what_the_old_clock_put_into_the_future_can_be_moved() {
    let store = open(&format_3());
    let now = "2026-03-05T10:00:00Z".parse().unwrap();
    let ahead = store.ahead(now).unwrap();
    assert_eq!(ahead.len(), 3);
    assert!(ahead.iter().all(|ahead| ahead.likely == now), "nothing later tells when they were given");
}
