//! Packages that are hostile, damaged or none: refused by name, and nothing is written.

use std::io::{Cursor, Write};
use std::path::PathBuf;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::sqlite::rusqlite::Connection;

/// A package with these files, in a folder that is empty otherwise.
fn package(files: &[(&str, &[u8])]) -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    let path = home.path().join("x.apkg");
    std::fs::write(&path, zip.finish().unwrap().into_inner()).unwrap();
    (home, path)
}

/// What reading a package with these files comes to.
fn read_files(files: &[(&str, &[u8])]) -> Result<(Collection, Media), Error> {
    let (home, path) = package(files);
    let mut package = Package::open(&path)?;
    let read = read(&mut package, home.path());
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1, "nothing stays beside the package");
    let collection = read?;
    Ok((collection, media(&mut package)?))
}

/// The bytes of a database of schema 11 with `more` done to it.
fn database(more: &str) -> Vec<u8> {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("x.db");
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "CREATE TABLE col (id, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags);
             CREATE TABLE notes (id INTEGER PRIMARY KEY, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data);
             CREATE TABLE cards (id INTEGER PRIMARY KEY, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses,
                left, odue, odid, flags, data);
             CREATE TABLE revlog (id INTEGER PRIMARY KEY, cid, usn, ease, ivl, lastIvl, factor, time, type);
             INSERT INTO col VALUES (1, 0, 0, 0, 11, 0, 0, 0, '{}', '{}', '{}', '{}', '{}');",
        )
        .unwrap();
    connection.execute_batch(more).unwrap();
    drop(connection);
    std::fs::read(path).unwrap()
}

/// A frame of Zstandard that unpacks to so many times 128 KiB of zeros, in four bytes each.
fn zeros(blocks: usize) -> Vec<u8> {
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0, 0x58];
    for nth in 0..blocks {
        let header = u32::from(nth + 1 == blocks) | 1 << 1 | (128 * 1024) << 3;
        frame.extend(&header.to_le_bytes()[..3]);
        frame.push(0);
    }
    frame
}

const LATEST: &[u8] = &[8, 3];

#[test]
fn a_plain_collection_is_read() {
    let note = "INSERT INTO notes VALUES (1, 'g', 2, 3, -1, ' a ', 'q' || char(31) || 'b', 'q', 0, 0, '');
                INSERT INTO cards (id, nid, ord, did) VALUES (4, 1, 0, 5);
                INSERT INTO revlog VALUES (6, 4, -1, 3, 1, 0, 0, 7, 0);";
    let (collection, _) = read_files(&[("collection.anki2", &database(note))]).unwrap();
    assert_eq!(collection.notes[0].fields, ["q", "b"]);
    assert_eq!((collection.cards[0].nid, collection.reviews[0].cid), (1, 4));
}

#[test]
fn what_is_no_package_or_only_a_part_of_one_is_refused() {
    let sound = database("");
    assert_eq!(read_files(&[("a.txt", b"x")]).unwrap_err(), Error::NoPackage);
    assert_eq!(read_files(&[("collection.anki2", b"no database")]).unwrap_err(), Error::NoDatabase);
    assert_eq!(
        read_files(&[("collection.anki2", &sound[..sound.len() / 4])]).unwrap_err(),
        Error::NoDatabase
    );
    assert_eq!(read_files(&[("meta", LATEST), ("collection.anki2", &sound)]).unwrap_err(), Error::Stub);
    assert_eq!(read_files(&[("meta", &[8, 9]), ("collection.anki2", &sound)]).unwrap_err(), Error::Newer);
    let stub = "INSERT INTO notes VALUES (1, 'g', 2, 3, -1, '', 'Please update to the latest Anki version, then …', '', 0, 0, '')";
    assert_eq!(read_files(&[("collection.anki2", &database(stub))]).unwrap_err(), Error::Stub);
    let newer = database("UPDATE col SET ver = 99");
    assert_eq!(read_files(&[("collection.anki2", &newer)]).unwrap_err(), Error::Newer);
    let (home, path) = package(&[("collection.anki2", &sound)]);
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert!(Package::open(&path).is_err());
    drop(home);
}

#[test]
fn a_stub_beside_a_newer_collection_is_never_taken() {
    let files =
        [("meta", LATEST), ("collection.anki2", &database("")[..]), ("collection.anki21b", b"damaged")];
    assert!(matches!(read_files(&files), Err(Error::Damaged { .. })));
}

#[test]
fn a_small_file_that_unpacks_to_a_large_one_is_refused() {
    let bomb = zeros(2400);
    assert!(bomb.len() < 10_000);
    let files = [("meta", LATEST), ("collection.anki21b", &bomb[..])];
    assert!(matches!(read_files(&files), Err(Error::TooLarge { .. })));
}

#[test]
fn a_database_that_would_run_something_is_refused() {
    for program in [
        "CREATE VIEW x AS SELECT 1",
        "CREATE TRIGGER x AFTER INSERT ON notes BEGIN SELECT 1; END",
        "DROP TABLE revlog; CREATE VIEW revlog AS SELECT * FROM cards",
    ] {
        let found = read_files(&[("collection.anki2", &database(program))]);
        assert!(matches!(found, Err(Error::Damaged { .. })), "{program}");
    }
}

#[test]
fn strange_values_and_a_million_fields_do_no_harm() {
    let strange = "INSERT INTO notes VALUES (1, x'ff00', 'two', NULL, -1, 5, x'1f1f1f', '', 0, 1e300, NULL);
                   INSERT INTO cards (id, nid, ord, did, queue) VALUES (4, '1', 'x', -9e18, x'00');
                   INSERT INTO revlog VALUES (-6, 4, -1, 99, 1e18, 0, 0, -7, 55);
                   UPDATE col SET models = '{\"1\": {\"flds\": 7, \"tmpls\": [1, null]}}', decks = '[', conf = 'x'";
    let (collection, _) = read_files(&[("collection.anki2", &database(strange))]).unwrap();
    assert_eq!(collection.notes[0].fields.len(), 4);
    let many = "INSERT INTO notes VALUES (1, 'g', 2, 3, -1, '', replace(hex(zeroblob(500000)), '0', char(31)), '', 0, 0, '')";
    let (collection, _) = read_files(&[("collection.anki2", &database(many))]).unwrap();
    assert_eq!(collection.notes[0].fields.len(), database::MOST_FIELDS);
}

#[test]
fn a_medium_whose_name_leads_out_is_refused_by_name() {
    let list = br#"{"0": "../../.bashrc", "1": "/etc/passwd", "2": "a\u001b[2J.png", "3": "nul", "4": "ok.png", "5": ".hidden", "6": "OK.png"}"#;
    let (_, media) = read_files(&[("collection.anki2", &database("")), ("media", list)]).unwrap();
    assert_eq!(media.entries.keys().collect::<Vec<_>>(), ["ok.png"]);
    assert_eq!(media.refused.len(), 6);
    let broken = read_files(&[("collection.anki2", &database("")), ("media", b"{")]);
    assert!(matches!(broken, Err(Error::Damaged { .. })));
}

#[test]
fn media_come_to_a_multiple_of_the_package_and_no_more() {
    let zeros = vec![0; 3_000_000];
    let (home, path) = package(&[("collection.anki2", &database("")), ("0", &zeros)]);
    let mut package = Package::open(&path).unwrap();
    let taken =
        (0..100).take_while(|_| package.medium("0", 10_000_000, &mut std::io::sink()).is_ok()).count();
    assert!((20..60).contains(&taken), "{taken}");
    drop(home);
}

proptest::proptest! {
    #[test]
    fn bytes_that_are_a_little_off_are_read_or_refused(at in 0..60_000_usize, byte: u8) {
        let mut bytes = include_bytes!("../../tests/fixtures/anki/latest.apkg").to_vec();
        let at = at % bytes.len();
        bytes[at] = byte;
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("x.apkg");
        std::fs::write(&path, bytes).unwrap();
        if let Ok(mut package) = Package::open(&path) {
            let _ = read(&mut package, home.path());
            let _ = media(&mut package);
        }
    }
}
