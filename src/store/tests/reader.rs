use std::thread;

use super::*;
use crate::store::{BackupJob, Reader};

#[test]
fn a_reader_sees_what_is_stored_and_works_on_another_thread() {
    let home = home();
    let store = open(&home);
    rate(&store, "d/a", 1);
    let reader = store.reader().unwrap();
    assert_eq!(reader.count().unwrap(), 1);
    rate(&store, "d/b", 2);
    let reading = thread::spawn(move || {
        let mut all = Vec::new();
        reader.reviews(|logged| all.push(logged)).unwrap();
        (all, reader.reviews_of(&[key("d/b")]).unwrap())
    });
    let (all, of_b) = reading.join().unwrap();
    assert_eq!(all, logged(&store));
    assert_eq!(of_b, [counted(&store).pop().unwrap()]);
}

#[test]
fn a_reader_cannot_write_and_hinders_nobody_who_does() {
    let home = home();
    let store = open(&home);
    rate(&store, "d/a", 1);
    let reader = store.reader().unwrap();
    reader
        .reviews(|_| {
            // In the middle of its reading.
            rate(&store, "d/b", 2);
        })
        .unwrap();
    let Reader(inner) = &reader;
    assert!(inner.is_read_only());
    assert!(inner.record(&review(&store, "d/c", Rating::Good, 3), None).is_err());
    assert!(inner.connection.execute_batch("DELETE FROM review").is_err());
    assert_eq!(reader.count().unwrap(), 2);
}

#[test]
fn a_log_in_memory_is_read_as_it_is_now() {
    let store = Store::in_memory(1).unwrap();
    rate(&store, "d/a", 1);
    let reader = store.reader().unwrap();
    rate(&store, "d/b", 2);
    assert_eq!(reader.count().unwrap(), 1);
    assert_eq!(reader.sittings().unwrap(), []);
}

#[test]
fn the_backup_of_a_day_is_made_on_another_thread_while_reviews_are_stored() {
    const fn goes_to_another_thread<T: Send>() {}
    const { goes_to_another_thread::<BackupJob>() }
    let home = home();
    let store = open(&home);
    assert!(store.daily_backup(moment(0)).unwrap().is_none(), "there is nothing yet");
    for nth in 0..300 {
        rate(&store, &format!("d/{nth}"), nth);
    }
    let job = store.daily_backup(moment(400)).unwrap().unwrap();
    let making = thread::spawn(move || job.run());
    let mut given = 300;
    while !making.is_finished() {
        rate(&store, "d/more", given);
        given += 1;
    }
    let made = making.join().unwrap().unwrap();
    let backup = store.list_backups().unwrap().pop().unwrap();
    assert_eq!(backup.path, made);
    let reviews = backup.check().unwrap().reviews;
    assert!((300..=given as u64).contains(&reviews), "{reviews}");
    assert!(store.daily_backup(moment(500)).unwrap().is_none(), "it is made");
}

#[test]
fn a_backup_is_not_made_of_another_log_that_took_the_place_of_this_one() {
    let (home, other) = (home(), home());
    let store = open(&home);
    rate(&store, "d/a", 1);
    let job = store.daily_backup(moment(2)).unwrap().unwrap();
    drop(open(&other));
    std::fs::rename(other.path().join("progress.db"), home.path().join("progress.db")).unwrap();
    assert!(matches!(job.run(), Err(crate::store::Error::Moved { .. })));
    assert_eq!(store.list_backups().unwrap(), []);
}
