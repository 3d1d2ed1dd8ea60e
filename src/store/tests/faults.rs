use std::fs;

use rusqlite::Connection;

use super::*;
use crate::store::{Error, FILE};

/// What opening says of a folder whose database holds these bytes.
fn refusal(content: &[u8]) -> Error {
    let home = home();
    fs::write(home.path().join(FILE), content).unwrap();
    let error = Store::open(home.path(), 7, moment(0)).unwrap_err();
    assert_eq!(fs::read(home.path().join(FILE)).unwrap(), content, "a refused file is left as it was");
    assert!(error.to_string().contains(FILE), "{error}");
    assert!(!error.help().is_empty());
    error
}

/// The bytes of a log with some reviews.
fn bytes() -> Vec<u8> {
    let home = home();
    let store = open(&home);
    (0..300).for_each(|number| drop(rate(&store, &format!("d/{number}"), number)));
    drop(store);
    fs::read(home.path().join(FILE)).unwrap()
}

#[test]
fn a_log_of_a_newer_version_is_refused() {
    let home = home();
    rate(&open(&home), "d/a", 1);
    let path = home.path().join(FILE);
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = Store::open(home.path(), 7, moment(0)).unwrap_err();
    assert!(matches!(error, Error::Newer { found: 99, .. }), "{error}");
    assert!(error.help().contains("update examdrill"));
}

#[test]
fn what_is_no_database_is_damaged() {
    let error = refusal("this is not a database, and long enough to have a header\n".repeat(9).as_bytes());
    assert!(matches!(error, Error::Damaged { .. }), "{error:?}");
    assert!(error.help().contains("doctor") && error.help().contains("restore"));
}

#[test]
fn a_log_cut_short_is_damaged() {
    let whole = bytes();
    for keep in [whole.len() / 2, 8192, 5000] {
        let error = refusal(&whole[..keep]);
        assert!(matches!(error, Error::Damaged { .. }), "{keep}: {error:?}");
    }
}

#[test]
fn the_database_of_another_program_is_refused() {
    let home = home();
    let path = home.path().join(FILE);
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
    assert!(matches!(Store::open(home.path(), 7, moment(0)), Err(Error::Foreign { .. })));
}

#[test]
fn values_that_are_never_written_are_damage() {
    for change in [
        "UPDATE review SET mode = 'nonsense'",
        "UPDATE review SET due = 'tomorrow'",
        "UPDATE review SET at_ms = 9223372036854775807",
        "UPDATE review SET offset_s = 9999999",
        "PRAGMA foreign_keys = OFF; UPDATE review SET question = 77",
        "DELETE FROM head",
    ] {
        let store = Store::in_memory(1).unwrap();
        rate(&store, "d/a", 1);
        store.connection.execute_batch(change).unwrap();
        let found = store.reviews(|_| {});
        assert!(matches!(found, Err(Error::Damaged { .. })), "{change}: {found:?}");
    }
}

#[test]
fn a_log_that_may_only_be_read_can_be_read() {
    let store = Store::in_memory(1).unwrap();
    let first = rate(&store, "d/a", 1);
    store.connection.pragma_update(None, "query_only", true).unwrap();
    let second = review(&store, "d/b", Rating::Good, 2);
    let error = store.record(&second, None).unwrap_err();
    assert!(matches!(error, Error::ReadOnly { .. }), "{error:?}");
    assert!(error.help().contains("writable"));
    assert_eq!(counted(&store), from_ref(&first));
    store.connection.pragma_update(None, "query_only", false).unwrap();
    store.record(&second, None).unwrap();
    assert_eq!(counted(&store), [first, second], "the review that was refused can be stored later");
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_opened_for_reading() {
    use std::os::unix::fs::PermissionsExt;
    let home = home();
    rate(&open(&home), "d/a", 1);
    let mode =
        |path: &std::path::Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    mode(&home.path().join(FILE), 0o400);
    mode(home.path(), 0o500);
    // Nothing is forbidden to root, who runs the tests in some containers.
    if fs::write(home.path().join("probe"), "").is_err() {
        let store = open(&home);
        assert!(store.is_read_only());
        assert_eq!(counted(&store).len(), 1);
        let another = review(&store, "d/b", Rating::Good, 2);
        assert!(matches!(store.record(&another, None), Err(Error::ReadOnly { .. })));
        assert!(matches!(store.backup_daily(moment(3)), Err(Error::ReadOnly { .. })));
    }
    mode(home.path(), 0o700);
}

#[test]
fn a_full_disk_refuses_the_review_and_keeps_the_others() {
    let home = home();
    let store = open(&home);
    let pages: i64 = store.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    store.connection.pragma_update(None, "max_page_count", pages + 2).unwrap();
    let mut stored = Vec::new();
    let (refused, error) = loop {
        let review = review(&store, &format!("d/{}", stored.len()), Rating::Good, 1);
        match store.record(&review, None) {
            Ok(()) => stored.push(review),
            Err(error) => break (review, error),
        }
    };
    assert!(matches!(error, Error::Full { .. }), "{error:?}");
    assert!(error.help().contains("space"));
    assert_eq!(counted(&store), stored);
    store.connection.pragma_update(None, "max_page_count", pages + 100).unwrap();
    store.record(&refused, None).unwrap();
    stored.push(refused);
    drop(store);
    assert_eq!(counted(&open(&home)), stored);
}

#[test]
fn a_lock_that_is_not_let_go_is_told() {
    let home = home();
    let (one, other) = (open(&home), open(&home));
    let waiting = review(&other, "d/a", Rating::Good, 1);
    one.connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    other.connection.busy_timeout(Duration::from_millis(10)).unwrap();
    assert!(matches!(other.record(&waiting, None), Err(Error::Busy { .. })));
    one.connection.execute_batch("ROLLBACK").unwrap();
    other.record(&waiting, None).unwrap();
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let home = home();
    let folder = home.path().join("new/data");
    let store = Store::open(&folder, 7, moment(0)).unwrap();
    rate(&store, "d/a", 1);
    store.backup_daily(moment(2)).unwrap().unwrap();
    store.backup_to(&folder.join("copy.db"), false).unwrap();
    let mode = |name: &str| fs::metadata(folder.join(name)).unwrap().permissions().mode() & 0o777;
    for folder in [".", "backups"] {
        assert_eq!(mode(folder), 0o700, "{folder}");
    }
    let daily = format!("backups/{}", "2026-09-21.db.gz");
    for file in [FILE, "progress.db-wal", "progress.db-shm", "copy.db", &daily] {
        assert_eq!(mode(file), 0o600, "{file}");
    }
}

#[cfg(unix)]
#[test]
fn a_log_that_was_removed_while_in_use_takes_no_review() {
    let home = home();
    let store = open(&home);
    let first = rate(&store, "d/a", 1);
    let second = review(&store, "d/a", Rating::Good, 2);
    let (path, aside) = (home.path().join(FILE), home.path().join("aside.db"));
    fs::rename(&path, &aside).unwrap();
    assert!(matches!(store.record(&second, None), Err(Error::Moved { .. })));
    fs::write(&path, "another file").unwrap();
    assert!(matches!(store.record(&second, None), Err(Error::Moved { .. })));
    fs::rename(&aside, &path).unwrap();
    store.record(&second, None).unwrap();
    assert_eq!(counted(&store), [first, second]);
}
