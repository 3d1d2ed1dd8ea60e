use std::fs;
use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;
use rusqlite::Connection;

use super::*;
use crate::schedule::{Decision, DeviceId};
use crate::store::backup::kept;
use crate::store::schema::{MIGRATIONS, migrate};
use crate::store::{Backup, Error, FILE};

const DAY: i64 = 86_400;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn what_was_backed_up_is_restored() {
    let home = home();
    let store = open(&home);
    let first = rate(&store, "d/a", 1);
    store.decide(&key("d/a"), &Decision::Carry(key("d/b")), moment(2)).unwrap();
    store.remember(&[(key("d/b"), "prompt".to_owned(), "answer".to_owned())]).unwrap();
    let target = home.path().join("copy.db");
    store.backup_to(&target, false).unwrap();
    let second = rate(&store, "d/c", 3);
    store.retract(first.id, moment(4), None).unwrap();
    let (generation, id) = (store.generation().unwrap(), store.next_id(moment(0)));

    let saved = store.restore_from(&target, moment(5)).unwrap().unwrap();
    assert_eq!(counted(&store), [first]);
    assert_eq!(logged(&store)[0].owner, key("d/b"));
    assert_eq!(store.seen("d").unwrap().len(), 1);
    assert!(store.generation().unwrap() > generation);
    assert!(store.next_id(moment(0)) > id);
    // And the state before can be brought back in turn.
    store.restore_from(&saved, moment(6)).unwrap();
    assert_eq!(counted(&store), [second]);
    assert_eq!(names(home.path()), ["backups", "copy.db", FILE, "progress.db-shm", "progress.db-wal"]);
}

#[test]
fn a_running_instance_goes_on_after_a_restore() {
    let home = home();
    let (one, other) = (open(&home), open(&home));
    let first = rate(&one, "d/a", 1);
    let target = home.path().join("copy.db");
    one.backup_to(&target, false).unwrap();
    rate(&other, "d/b", 2);
    assert!(other.memories("m1").unwrap().is_none());
    other.save_memories("m1", &crate::schedule::Memories::default()).unwrap();
    one.restore_from(&target, moment(3)).unwrap();
    assert!(other.is_behind().unwrap());
    assert!(other.memories("m1").unwrap().is_none());
    let third = rate(&other, "d/c", 4);
    assert_eq!(counted(&one), [first, third]);
}

#[test]
fn a_backup_never_replaces_a_file_unasked_and_the_log_not_at_all() {
    let home = home();
    let store = open(&home);
    rate(&store, "d/a", 1);
    let target = home.path().join("copy.db");
    fs::write(&target, "precious").unwrap();
    assert!(matches!(store.backup_to(&target, false), Err(Error::Exists { .. })));
    assert_eq!(fs::read(&target).unwrap(), b"precious");
    assert!(matches!(store.backup_to(&home.path().join(FILE), true), Err(Error::Exists { .. })));
    store.backup_to(&target, true).unwrap();
    assert_eq!(names(home.path()), ["copy.db", FILE, "progress.db-shm", "progress.db-wal"]);
    let copy = Connection::open(&target).unwrap();
    assert_eq!(copy.query_row("SELECT count(*) FROM review", [], |row| row.get::<_, i64>(0)).unwrap(), 1);
}

#[test]
fn restoring_what_is_no_backup_changes_nothing() {
    let home = home();
    let store = open(&home);
    let first = rate(&store, "d/a", 1);
    let whole = home.path().join("whole.db");
    store.backup_to(&whole, false).unwrap();
    let bytes = fs::read(&whole).unwrap();
    let before = names(home.path());
    let refused = |content: &[u8]| {
        let folder = super::home();
        let path = folder.path().join("given.db");
        fs::write(&path, content).unwrap();
        let error = store.restore_from(&path, moment(2)).unwrap_err();
        assert_eq!(counted(&store), from_ref(&first));
        error
    };
    assert!(matches!(
        refused(b"garbage, but long enough to be looked at as a header of some kind, really, it is."),
        Error::Damaged { .. }
    ));
    assert!(matches!(refused(b""), Error::Foreign { .. }));
    assert!(matches!(refused(&bytes[..bytes.len() / 2]), Error::Damaged { .. }));
    let mut holed = bytes.clone();
    holed[8192..12_288].fill(0xaa);
    assert!(matches!(refused(&holed), Error::Damaged { .. }));
    let mut newer = bytes.clone();
    newer[63] = 99;
    assert!(matches!(refused(&newer), Error::Newer { found: 99, .. }));
    let missing = store.restore_from(&home.path().join("none.db"), moment(2)).unwrap_err();
    assert!(matches!(missing, Error::Io { .. }), "{missing:?}");
    assert_eq!(names(home.path()), before, "nothing is left lying about");
}

/// A log of the first format with one review, as a file.
fn old_log(path: &Path) {
    let connection = Connection::open(path).unwrap();
    migrate(&connection, path, &MIGRATIONS[..1], DeviceId(3)).unwrap();
    connection
        .execute_batch(
            "INSERT INTO question VALUES (1, 'd/old');
             INSERT INTO review VALUES (1, x'00000000000000000000000000000001', 1, 3, 0, 0, 'drill', 3, NULL, 'x');",
        )
        .unwrap();
}

#[test]
fn a_backup_of_an_older_format_is_brought_up_to_date() {
    let home = home();
    let store = open(&home);
    let path = home.path().join("old.db");
    old_log(&path);
    let before = fs::read(&path).unwrap();
    store.restore_from(&path, moment(1)).unwrap();
    assert_eq!(counted(&store)[0].key, key("d/old"));
    assert_eq!(store.device(), open(&home).device(), "the log stays this device's");
    assert_eq!(fs::read(&path).unwrap(), before, "the backup is only read");
}

#[test]
fn a_log_of_an_older_format_is_backed_up_and_brought_up_to_date() {
    let home = home();
    old_log(&home.path().join(FILE));
    let store = open(&home);
    assert_eq!(counted(&store).len(), 1);
    assert_eq!(store.device(), DeviceId(3));
    let backups = store.list_backups().unwrap();
    assert!(backups[0].path.ends_with("2026-09-21T14-13-20Z-before-update.db.gz"), "{backups:?}");
}

#[test]
fn a_damaged_log_is_set_aside_for_a_backup() {
    let home = home();
    let store = open(&home);
    let first = rate(&store, "d/a", 1);
    let daily = store.backup_daily(moment(2)).unwrap().unwrap();
    drop(store);
    fs::write(home.path().join(FILE), "damaged".repeat(100)).unwrap();
    Store::open(home.path(), 7, moment(3)).unwrap_err();
    let garbage = home.path().join("garbage.db");
    fs::write(&garbage, "garbage".repeat(100)).unwrap();
    Store::recover(home.path(), &garbage, 8, moment(4)).unwrap_err();
    assert!(home.path().join(FILE).exists(), "a bad backup changes nothing");

    let (store, aside) = Store::recover(home.path(), &daily, 8, moment(5)).unwrap();
    assert_eq!(counted(&store), from_ref(&first));
    assert_eq!(store.last_review().unwrap(), Some(first), "it is the same device as before");
    assert_eq!(fs::read(aside.unwrap()).unwrap(), "damaged".repeat(100).as_bytes());
}

#[test]
fn there_is_one_backup_a_day_and_only_of_something_new() {
    let home = home();
    let store = open(&home);
    assert_eq!(store.backup_daily(moment(0)).unwrap(), None, "there is nothing yet");
    rate(&store, "d/a", 1);
    let first = store.backup_daily(moment(2)).unwrap();
    assert_eq!(first, Some(home.path().join("backups/2026-09-21.db.gz")));
    rate(&store, "d/a", 3);
    assert_eq!(store.backup_daily(moment(4)).unwrap(), None, "it is the same day");
    assert!(store.backup_daily(moment(DAY)).unwrap().is_some());
    assert_eq!(store.backup_daily(moment(2 * DAY)).unwrap(), None, "nothing is new");
    fs::write(home.path().join("backups/2026-09-22.db.gz"), "lost").unwrap();
    assert!(store.backup_daily(moment(3 * DAY)).unwrap().is_some(), "the last one is of no use");
    let listed = store.list_backups().unwrap();
    let names: Vec<_> = listed.iter().map(Backup::name).collect();
    assert_eq!(names, ["2026-09-24", "2026-09-22", "2026-09-21"]);
}

#[test]
fn a_damaged_log_does_not_push_out_good_backups() {
    let home = home();
    let store = open(&home);
    rate(&store, "d/a", 1);
    store.backup_daily(moment(2)).unwrap().unwrap();
    rate(&store, "d/b", 3);
    store.connection.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM question").unwrap();
    assert!(matches!(store.backup_daily(moment(DAY)), Err(Error::Damaged { .. })));
    assert_eq!(names(&home.path().join("backups")), ["2026-09-21.db.gz"]);
}

#[test]
fn older_backups_are_thinned() {
    let home = home();
    let store = open(&home);
    for day in 0..12 {
        rate(&store, "d/a", day * DAY);
        store.backup_daily(moment(day * DAY + 1)).unwrap().unwrap();
    }
    rate(&store, "d/b", 12 * DAY);
    store.backup_to(&home.path().join("backups/mine.db"), false).unwrap();
    let names: Vec<_> = names(&home.path().join("backups"));
    let wanted = ["09-26", "09-27", "09-28", "09-29", "09-30", "10-01", "10-02"]
        .map(|day| format!("2026-{day}.db.gz"));
    assert_eq!(names, [&wanted[..], &["mine.db".to_owned()]].concat());
}

#[test]
fn of_years_of_backups_the_newest_of_days_weeks_and_months_stay() {
    let days = |last: Date, count: i32| -> Vec<Date> { (0..count).map(|back| last - back.days()).collect() };
    let shown = |days: &[Date]| kept(days).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    assert_eq!(shown(&[]), "");
    let last: Date = "2026-11-25".parse().unwrap();
    assert_eq!(shown(&days(last, 3)), "2026-11-23 2026-11-24 2026-11-25");
    assert_eq!(
        shown(&days(last, 900)),
        "2025-12-31 2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31 2026-06-30 2026-07-31 2026-08-31 \
         2026-09-30 2026-10-31 2026-11-08 2026-11-15 2026-11-19 2026-11-20 2026-11-21 2026-11-22 2026-11-23 \
         2026-11-24 2026-11-25"
    );
    // Thinned day by day it comes to the same, because what stays today is what tomorrow needs.
    let mut daily = Vec::new();
    for back in (0..900).rev() {
        daily.push(last - back.days());
        daily = kept(&daily).into_iter().collect();
    }
    assert_eq!(shown(&daily), shown(&days(last, 900)));
}
