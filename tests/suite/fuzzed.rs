//! What the fuzzer tries, tried on its seeds: its own run needs a build of everything, and is made by hand.

use std::fs;
use std::path::PathBuf;

use super::tree::root;

#[path = "../../fuzz/tries/anki.rs"]
mod anki;
#[path = "../../fuzz/tries/comparer.rs"]
mod comparer;
#[path = "../../fuzz/tries/deck_reader.rs"]
mod deck_reader;
#[path = "../../fuzz/tries/exchange.rs"]
mod exchange;
#[path = "../../fuzz/tries/formula.rs"]
mod formula;

/// Tries one seed; fails where something is wrong.
type Attempt = fn(&[u8]);

/// What is tried with the seeds of each folder of `fuzz/seeds`.
const TRIES: [(&str, Attempt); 5] = [
    ("anki", anki::try_it),
    ("comparer", |seed| comparer::try_it(&String::from_utf8_lossy(seed))),
    ("deck_reader", deck_reader::try_it),
    ("exchange", exchange::try_it),
    ("formula", |seed| formula::try_it(&String::from_utf8_lossy(seed))),
];

/// The files and folders of `folder` in the order of their names.
fn entries(folder: PathBuf) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

#[test]
fn what_the_fuzzer_found_or_begins_with_stays_mended() {
    let seeds = root().join("fuzz/seeds");
    assert_eq!(entries(seeds.clone()), TRIES.map(|(name, _)| seeds.join(name)));
    for (name, attempt) in TRIES {
        for seed in entries(seeds.join(name)) {
            println!("{}", seed.display());
            attempt(&fs::read(seed).unwrap());
        }
    }
}
