use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::*;
use crate::store::backup::{generation_of, superfluous};
use crate::store::{Backup, Error, Newest};

/// A log with many reviews and its compressed and plain backups.
fn backups() -> (TempDir, PathBuf, PathBuf) {
    let home = home();
    let store = open(&home);
    (0..300).for_each(|number| drop(rate(&store, &format!("d/{number}"), number)));
    let folder = home.path().join("backups");
    let (packed, plain) = (folder.join("2026-09-21.db.gz"), folder.join("2026-09-20.db"));
    store.backup_to(&packed, false).unwrap();
    store.backup_to(&plain, false).unwrap();
    (home, packed, plain)
}

fn listed(home: &TempDir) -> Vec<Backup> {
    Store::backups_in(home.path()).unwrap()
}

#[test]
fn a_backup_is_compressed_by_its_name_and_both_kinds_are_read() {
    let (home, packed, plain) = backups();
    let size = |path: &Path| fs::metadata(path).unwrap().len();
    assert!(size(&packed) * 2 < size(&plain), "{} of {}", size(&packed), size(&plain));
    let found = listed(&home);
    assert_eq!(found.iter().map(Backup::name).collect::<Vec<_>>(), ["2026-09-21", "2026-09-20"]);
    let contents: Vec<_> = found.iter().map(|backup| backup.check().unwrap()).collect();
    assert_eq!(contents[0], contents[1]);
    assert_eq!(contents[0].reviews, 300);
    let store = open(&home);
    rate(&store, "d/more", 400);
    for path in [packed, plain] {
        assert_eq!(generation_of(&path), Some(contents[0].generation));
        store.restore_from(&path, moment(500)).unwrap();
        assert_eq!(counted(&store).len(), 300);
    }
}

#[test]
fn a_compressed_copy_is_an_ordinary_gzip_file_of_an_ordinary_database() {
    let (home, packed, plain) = backups();
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(
        &mut flate2::read::GzDecoder::new(fs::File::open(packed).unwrap()),
        &mut unpacked,
    )
    .unwrap();
    assert_eq!(unpacked, fs::read(plain).unwrap());
    // And one that another program has packed, without a word on what is in it.
    let other = home.path().join("backups/2026-09-22.db.gz");
    let mut encoder =
        flate2::write::GzEncoder::new(fs::File::create(&other).unwrap(), flate2::Compression::fast());
    encoder.write_all(&unpacked).unwrap();
    encoder.finish().unwrap();
    assert_eq!(listed(&home)[0].check().unwrap().reviews, 300);
}

type Break = (&'static str, fn(&mut Vec<u8>));

/// Ways in which a backup breaks.
const BREAKS: &[Break] = &[
    ("cut to nothing", Vec::clear),
    ("cut in its head", |bytes| bytes.truncate(7)),
    ("cut in half", |bytes| bytes.truncate(bytes.len() / 2)),
    ("cut by a byte", |bytes| bytes.truncate(bytes.len() - 1)),
    ("zeroed", |bytes| bytes.fill(0)),
    ("zeroed at its end", |bytes| {
        let half = bytes.len() / 2;
        bytes[half..].fill(0);
    }),
    ("overwritten", |bytes| {
        // Over several pages: one alone may be free, and nothing of it is missed then.
        let quarter = bytes.len() / 4;
        bytes[quarter..3 * quarter].fill(0xaa);
    }),
    ("a text", |bytes| *bytes = b"no backup at all, though it is called one".repeat(9)),
    ("another program's", |bytes| {
        let home = home();
        let path = home.path().join("x.db");
        rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
        *bytes = fs::read(path).unwrap();
    }),
];

#[test]
fn a_broken_backup_is_known_and_passed_over_and_never_restored() {
    for (name, spoil) in BREAKS {
        let (home, packed, plain) = backups();
        for (path, other) in [(&packed, &plain), (&plain, &packed)] {
            let whole = fs::read(path).unwrap();
            let mut bytes = whole.clone();
            spoil(&mut bytes);
            fs::write(path, &bytes).unwrap();
            let broken = listed(&home).into_iter().find(|backup| backup.path == *path).unwrap();
            let error = broken.check().expect_err(name);
            assert!(error.to_string().contains(&*path.to_string_lossy()), "{name}: {error}");
            let newest = Store::newest_backup(home.path()).unwrap().usable;
            assert_eq!(newest.unwrap().0.path, *other, "{name}");
            let store = open(&home);
            store.restore_from(path, moment(500)).unwrap_err();
            assert_eq!(counted(&store).len(), 300, "{name}");
            fs::write(path, whole).unwrap();
        }
    }
}

#[test]
fn of_one_day_the_newest_is_the_one_with_most_in_it() {
    let home = home();
    let store = open(&home);
    let folder = home.path().join("backups");
    rate(&store, "d/a", 1);
    store.backup_to(&folder.join("2026-09-21T23-00-00Z-manual.db.gz"), false).unwrap();
    rate(&store, "d/b", 2);
    store.backup_to(&folder.join("2026-09-21.db.gz"), false).unwrap();
    let Newest { usable, broken } = Store::newest_backup(home.path()).unwrap();
    let (backup, content) = usable.unwrap();
    assert_eq!((backup.name(), content.reviews), ("2026-09-21", 2));
    assert!(broken.is_empty());
}

#[test]
fn a_backup_of_any_name_is_on_the_shelf() {
    let home = home();
    let store = open(&home);
    rate(&store, "d/a", 1);
    store.backup_to(&home.path().join("backups/before-holidays.db"), false).unwrap();
    let found = listed(&home);
    assert_eq!(found[0].name(), "before-holidays");
    assert!(!found[0].automatic && !found[0].unasked);
    assert_eq!(Store::newest_backup(home.path()).unwrap().usable.unwrap().1.reviews, 1);
}

#[test]
fn a_broken_backup_of_today_is_made_anew() {
    let home = home();
    let store = open(&home);
    rate(&store, "d/a", 1);
    let daily = store.backup_daily(moment(2)).unwrap().unwrap();
    let bytes = fs::read(&daily).unwrap();
    fs::write(&daily, &bytes[..bytes.len() - 9]).unwrap();
    assert_eq!(store.backup_daily(moment(3)).unwrap(), Some(daily.clone()));
    assert_eq!(fs::read(daily).unwrap(), bytes);
}

/// Backups of these names, the newest first, each of so many megabytes by its listing, and `broken` ones among them.
fn shelf(names: &[&str], megabytes: u64, broken: &[&str]) -> (TempDir, Vec<Backup>) {
    let home = home();
    let store = open(&home);
    rate(&store, "d/a", 1);
    for name in names {
        let path = home.path().join(format!("backups/{name}.db.gz"));
        store.backup_to(&path, false).unwrap();
        if broken.contains(name) {
            fs::write(path, "").unwrap();
        }
    }
    let listed = listed(&home).into_iter().map(|backup| Backup { bytes: megabytes << 20, ..backup });
    (home, listed.collect())
}

fn going(names: &[&str], megabytes: u64, broken: &[&str]) -> Vec<String> {
    let (_home, listed) = shelf(names, megabytes, broken);
    let going = superfluous(&listed);
    let mut names: Vec<_> = listed
        .iter()
        .filter(|backup| going.contains(&backup.path))
        .map(|backup| backup.name().to_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn all_backups_together_take_a_limited_room() {
    let names = [
        "2026-09-21",
        "2026-09-20",
        "2026-09-19",
        "2026-09-18",
        "2026-09-17T10-00-00Z-before-restore",
        "2026-09-16T10-00-00Z-manual",
    ];
    assert_eq!(going(&names, 10, &[]), [""; 0], "sixty megabytes are few enough");
    assert_eq!(going(&names, 16, &[]), ["2026-09-18", "2026-09-19"], "the oldest daily ones go first");
    // A log that is large is worth three times its room.
    assert_eq!(going(&names, 100, &[]), ["2026-09-17T10-00-00Z-before-restore", "2026-09-18", "2026-09-19"]);
    let asked = [
        "2026-09-21",
        "2026-09-16T10-00-00Z-manual",
        "2026-09-15T10-00-00Z-manual",
        "2026-09-14T10-00-00Z-manual",
    ];
    assert_eq!(
        going(&asked, 100, &[]),
        [""; 0],
        "what the learner asked for stays, and so do the newest two"
    );
}

#[test]
fn a_broken_backup_does_not_stand_in_for_a_good_one() {
    let names = ["2026-09-21", "2026-09-20", "2026-09-19", "2026-09-18"];
    assert_eq!(going(&names, 100, &["2026-09-21", "2026-09-20"]), ["2026-09-20"]);
}

#[test]
fn a_backup_appears_whole_or_not_at_all() {
    let home = home();
    let store = open(&home);
    rate(&store, "d/a", 1);
    let target = home.path().join("nowhere/copy.db.gz");
    assert!(matches!(store.backup_to(&target, false), Err(Error::Io { .. })));
    assert!(!home.path().join("nowhere").exists());
}
