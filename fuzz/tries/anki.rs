//! Reading a package of Anki never panics, and the cards that it brings make a deck without mistakes.
//!
//! The bytes are a package; where they are none, they are taken for the database of one.

use std::io::{Cursor, Write};
use std::path::Path;

use examdrill::anki::{OwnNotes, Package, Present, arrange, media, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Fails where the sentence above does not hold for `bytes`.
pub(crate) fn try_it(bytes: &[u8]) {
    let home = tempfile::tempdir().expect("a folder can be made");
    let path = home.path().join("x.apkg");
    std::fs::write(&path, bytes).expect("a file can be written");
    if Package::open(&path).is_err() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("collection.anki2", SimpleFileOptions::default()).expect("a zip takes a file");
        zip.write_all(bytes).expect("memory is enough");
        let packed = zip.finish().expect("memory is enough").into_inner();
        std::fs::write(&path, packed).expect("a file can be written");
    }
    bring(&path, home.path());
}

fn bring(path: &Path, home: &Path) {
    let Ok(mut package) = Package::open(path) else { return };
    let Ok(collection) = read(&mut package, home) else { return };
    let Ok(media) = media(&mut package) else { return };
    let own_notes = OwnNotes::new();
    let present = Present {
        own: home,
        is_free: &|_| true,
        updates: false,
        package: "fuzz.apkg",
        own_notes: &own_notes,
    };
    for plan in arrange(&collection, &media, &present).expect("there are no decks to be mistaken").plans {
        assert_eq!(plan.deck.errors(), 0, "{:?}", plan.deck.findings);
    }
}
