use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::*;
use crate::store::{Error, FILE, Found};

/// A folder with a log of two reviews, and the backup of the first.
fn studied() -> TempDir {
    let home = home();
    let store = open(&home);
    rate(&store, "d/a", 1);
    store.backup_daily(moment(2)).unwrap().unwrap();
    rate(&store, "d/b", 3);
    home
}

/// All files in the folder with their content.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        files.push((entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()));
    }
    files.sort();
    files
}

type Loss = (&'static str, fn(&Path));

/// Ways in which a log is lost.
const LOSSES: &[Loss] = &[
    ("gone", |log| fs::remove_file(log).unwrap()),
    ("of no byte", |log| fs::write(log, "").unwrap()),
    ("of one byte", |log| fs::write(log, "x").unwrap()),
    ("of two bytes", |log| fs::write(log, "xx").unwrap()),
    ("zeroed", |log| fs::write(log, [0; 4096]).unwrap()),
    ("a text", |log| fs::write(log, "A sync program writes what it likes. ".repeat(99)).unwrap()),
    ("a folder", |log| {
        fs::remove_file(log).unwrap();
        fs::create_dir(log).unwrap();
    }),
    ("an empty database", |log| {
        fs::remove_file(log).unwrap();
        Connection::open(log).unwrap().pragma_update(None, "journal_mode", "wal").unwrap();
    }),
    ("another program's", |log| {
        fs::remove_file(log).unwrap();
        Connection::open(log).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
    }),
    ("a log without its tables", |log| {
        let tables = "DROP TABLE step; DROP TABLE sitting; DROP TABLE decision; DROP TABLE mark; DROP TABLE review; DROP TABLE head";
        Connection::open(log)
            .unwrap()
            .execute_batch(&format!("PRAGMA foreign_keys = OFF; {tables}"))
            .unwrap();
    }),
    #[cfg(unix)]
    ("a link that leads nowhere", |log| {
        fs::remove_file(log).unwrap();
        std::os::unix::fs::symlink("/nowhere/progress.db", log).unwrap();
    }),
];

#[test]
fn a_folder_without_log_and_backups_is_a_new_learner() {
    let home = home();
    assert_eq!(Store::find(home.path()).unwrap(), Found::Nothing);
    assert!(Store::look(home.path(), 7, moment(0)).unwrap().is_none());
    assert_eq!(files(home.path()), [], "looking makes nothing");
    fs::create_dir(home.path().join("backups")).unwrap();
    fs::write(home.path().join("backups/.hidden.db"), "").unwrap();
    fs::write(home.path().join("backups/notes.txt"), "").unwrap();
    assert_eq!(Store::find(home.path()).unwrap(), Found::Nothing);
    // A run that was killed while it made the log.
    fs::write(home.path().join(FILE), "").unwrap();
    assert_eq!(Store::find(home.path()).unwrap(), Found::Nothing);
    rate(&open(&home), "d/a", 1);
    assert_eq!(Store::find(home.path()).unwrap(), Found::Log);
}

#[test]
fn a_lost_log_is_told_and_nothing_is_made_in_its_place() {
    for (name, lose) in LOSSES {
        let home = studied();
        lose(&home.path().join(FILE));
        let before = files(home.path());
        let opened = Store::open(home.path(), 7, moment(9)).unwrap_err();
        let looked = Store::look(home.path(), 7, moment(9)).unwrap_err();
        for error in [opened, looked] {
            assert!(error.is_loss_of(&home.path().join(FILE)), "{name}: {error:?}");
            assert!(error.help().contains("--newest") && error.help().contains("--fresh"), "{name}");
        }
        assert_eq!(files(home.path()), before, "{name}");
    }
}

#[test]
fn a_lost_log_is_brought_back_or_begun_anew_and_what_was_there_is_kept() {
    for (name, lose) in LOSSES {
        for fresh in [false, true] {
            let home = studied();
            let log = home.path().join(FILE);
            lose(&log);
            let was = log.is_file().then(|| fs::read(&log).unwrap());
            let newest = Store::newest_backup(home.path()).unwrap().usable;
            let backup = newest.unwrap().0.path;
            let (store, aside) = if fresh {
                Store::begin_anew(home.path(), 8, moment(9)).unwrap()
            } else {
                Store::recover(home.path(), &backup, 8, moment(9)).unwrap()
            };
            assert_eq!(counted(&store).len(), usize::from(!fresh), "{name}");
            if let Some(was) = was {
                assert_eq!(fs::read(aside.unwrap()).unwrap(), was, "{name}");
            }
            rate(&store, "d/c", 10);
            drop(store);
            assert_eq!(counted(&open(&home)).len(), 1 + usize::from(!fresh), "{name}");
        }
    }
}

#[test]
fn what_was_last_written_to_a_lost_log_is_never_applied_to_another() {
    let home = studied();
    let log = home.path().join(FILE);
    let store = open(&home);
    let last = rate(&store, "d/last", 4);
    let left = ["", "-wal"].map(|ending| fs::read(home.path().join(format!("{FILE}{ending}"))).unwrap());
    drop(store);
    // As after a kill, when something takes the database away and leaves the rest.
    fs::remove_file(&log).unwrap();
    fs::write(home.path().join("progress.db-wal"), &left[1]).unwrap();
    assert!(matches!(Store::open(home.path(), 7, moment(5)), Err(Error::Lost { .. })));
    let (store, aside) = Store::begin_anew(home.path(), 7, moment(6)).unwrap();
    assert_eq!(counted(&store), []);
    let aside = aside.unwrap();
    assert_eq!(fs::read(&aside).unwrap(), left[1]);
    // Should the database turn up again, its last reviews are there.
    let found = aside.to_str().unwrap().strip_suffix("-wal").unwrap();
    fs::write(found, &left[0]).unwrap();
    store.restore_from(Path::new(found), moment(7)).unwrap();
    assert!(counted(&store).contains(&last));
}

#[test]
fn a_write_ahead_log_alone_is_a_loss_too() {
    let home = home();
    fs::write(home.path().join("progress.db-wal"), "the last reviews").unwrap();
    let error = Store::open(home.path(), 7, moment(0)).unwrap_err();
    assert!(error.to_string().contains("`progress.db-wal` is left"), "{error}");
    assert_eq!(files(home.path()).len(), 1);
}

#[test]
fn a_log_that_works_can_be_set_aside_too() {
    let home = studied();
    let (store, aside) = Store::begin_anew(home.path(), 8, moment(9)).unwrap();
    assert_eq!(counted(&store), []);
    store.restore_from(&aside.unwrap(), moment(10)).unwrap();
    assert_eq!(counted(&store).len(), 2);
}

#[test]
fn the_backup_of_a_restored_log_is_not_taken_for_an_older_one() {
    let home = studied();
    let daily = Store::backups_in(home.path()).unwrap().remove(0).path;
    let store = open(&home);
    store.backup_to(&home.path().join("backups/2026-09-20.db.gz"), false).unwrap();
    drop(store);
    fs::remove_file(home.path().join(FILE)).unwrap();
    let (store, _) = Store::recover(home.path(), &daily, 8, moment(9)).unwrap();
    let generation = store.generation().unwrap();
    rate(&store, "d/x", 10);
    assert!(generation > 2, "beyond all that any backup holds: {generation}");
    assert!(store.backup_daily(moment(86_400)).unwrap().is_some());
}

#[cfg(unix)]
#[test]
fn a_log_is_read_without_writing_anything_beside_it() {
    use std::os::unix::fs::PermissionsExt;
    let home = studied();
    let store = open(&home);
    drop(store);
    let path = home.path().join(FILE);
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    mode(&path, 0o400);
    mode(home.path(), 0o500);
    let store = Store::open_to_read(home.path(), 7).unwrap();
    assert!(store.is_read_only());
    assert_eq!(counted(&store).len(), 2);
    let another = review(&store, "d/c", Rating::Good, 9);
    assert!(matches!(store.record(&another, None), Err(Error::ReadOnly { .. })));
    mode(home.path(), 0o700);
}

#[test]
fn reading_beside_a_write_ahead_log_sees_what_is_in_it() {
    let home = studied();
    let store = open(&home);
    rate(&store, "d/last", 4);
    let left = ["", "-wal"].map(|ending| fs::read(home.path().join(format!("{FILE}{ending}"))).unwrap());
    drop(store);
    // As a killed run leaves it.
    fs::write(home.path().join(FILE), &left[0]).unwrap();
    fs::write(home.path().join("progress.db-wal"), &left[1]).unwrap();
    let store = Store::open_to_read(home.path(), 7).unwrap();
    assert_eq!(counted(&store).len(), 3);
    drop(store);
    assert_eq!(fs::read(home.path().join("progress.db-wal")).unwrap(), left[1], "it is only read");
}
