//! Decks of several devices and a place, and everything that goes wrong between them.

use std::collections::{BTreeMap, BTreeSet};

use fs_err as fs;
use jiff::Timestamp;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use tempfile::TempDir;

use super::Settle;
use crate::store::Store;
use crate::sync::tests::{Killed, begun};
use crate::sync::{Folder, HowDeck, Place, Report, Sync};

struct Home {
    folder: TempDir,
    store: Store,
}

impl Home {
    fn new(device: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("decks")).unwrap();
        Self { folder, store: Store::in_memory(device).unwrap() }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join("decks").join(name)
    }

    fn edit(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    fn text(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.path(name)).ok()
    }

    /// All files in the decks folder, by their names.
    fn files(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.folder.path().join("decks")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    let name =
                        entry.path().strip_prefix(self.path("")).unwrap().to_string_lossy().into_owned();
                    found
                        .insert(name, String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned());
                }
            }
        }
        found
    }

    fn begin<'a>(&self, place: &'a dyn Place) -> Sync<'a> {
        begun(self.folder.path(), place).with_decks(true)
    }

    fn sync(&mut self, place: &dyn Place, second: i64) -> Report {
        self.begin(place).run(&mut self.store, 77, moment(second)).unwrap()
    }

    fn settle(&self, place: &dyn Place, name: &str, settle: Settle) {
        let own = self.store.device();
        let count = self.begin(place).settle_deck((name, None), settle, own, moment(500)).unwrap();
        assert!(count > 0, "`{name}` is at odds with nobody");
    }

    fn cases(&self, place: &dyn Place) -> Vec<(String, HowDeck)> {
        let stand = self.begin(place).decks(self.store.device(), moment(600)).unwrap();
        stand.cases.into_iter().map(|case| (case.deck, case.how)).collect()
    }
}

fn moment(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

fn place() -> (TempDir, Folder) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("v1")).unwrap();
    fs::write(folder.path().join("v1/README.txt"), "ours").unwrap();
    let place = Folder::new(folder.path());
    (folder, place)
}

fn homes() -> (Home, Home, TempDir, Folder) {
    let (folder, place) = place();
    (Home::new(1), Home::new(2), folder, place)
}

const BESIDE: &str = "a/ports.toml.from-00000001";
const PORTS: &str = "a/ports.toml";

/// Two homes that both changed a deck they had; the second has heard of that.
fn two_edits() -> (Home, Home, TempDir, Folder) {
    let (mut one, mut two, folder, place) = homes();
    one.edit(PORTS, "first");
    one.sync(&place, 1);
    two.sync(&place, 2);
    one.edit(PORTS, "mine");
    two.edit(PORTS, "yours");
    one.sync(&place, 3);
    let report = two.sync(&place, 4);
    assert_eq!(report.decks.cases.len(), 1);
    (one, two, folder, place)
}

#[test]
fn a_deck_goes_along_with_what_lies_beside_it_and_so_does_what_is_changed_in_it() {
    let (mut one, mut two, _folder, place) = homes();
    one.edit(PORTS, "first");
    one.edit("a/ports.anki", "kept");
    one.edit("a/ports.media/rack.png", "picture");
    one.edit("a/notes.txt", "stays");
    assert_eq!(one.sync(&place, 1).decks.sent.len(), 3);
    assert_eq!(two.sync(&place, 2).decks.taken.len(), 3);
    two.edit(PORTS, "second");
    assert_eq!(two.sync(&place, 3).decks.sent, [PORTS]);
    assert_eq!(one.sync(&place, 4).decks.taken, [PORTS]);
    let mut files = one.files();
    files.remove("a/notes.txt");
    assert_eq!((one.text(PORTS).as_deref(), files), (Some("second"), two.files()));
    two.sync(&place, 5);
    one.sync(&place, 6);
    assert!(two.sync(&place, 7).is_nothing() && one.sync(&place, 8).is_nothing());
}

#[test]
fn decks_stay_where_nobody_wished_them_to_go_along() {
    let (one, mut two, folder, place) = homes();
    one.edit(PORTS, "first");
    let mut store = Store::in_memory(1).unwrap();
    let sync = begun(one.folder.path(), &place);
    sync.run(&mut store, 7, moment(1)).unwrap();
    assert!(!folder.path().join("v1/00000001").exists());
    two.edit("b.toml", "b");
    two.sync(&place, 2);
    drop(sync);
    let sync = begun(one.folder.path(), &place);
    let report = sync.run(&mut store, 7, moment(3)).unwrap();
    assert!(report.foreign == 0 && one.text("b.toml").is_none());
}

#[test]
fn of_two_edits_both_are_kept_until_one_is_chosen() {
    let (mut one, mut two, _folder, place) = two_edits();
    assert_eq!((two.text(PORTS).as_deref(), two.text(BESIDE).as_deref()), (Some("yours"), Some("mine")));
    one.sync(&place, 5);
    assert_eq!(one.text(PORTS).as_deref(), Some("mine"));
    assert_eq!(two.sync(&place, 6).decks.cases, [], "it is told once");
    assert_eq!(two.cases(&place), [(PORTS.to_owned(), HowDeck::TwoEdits)]);
    two.settle(&place, PORTS, Settle::Keep);
    one.sync(&place, 7);
    assert_eq!(one.files(), two.files());
    assert_eq!(one.files(), BTreeMap::from([(PORTS.to_owned(), "yours".to_owned())]));
    assert_eq!(two.cases(&place), []);
    let trash: Vec<_> = fs::read_dir(two.folder.path().join("trash")).unwrap().map(Result::unwrap).collect();
    assert_eq!(fs::read_to_string(trash[0].path()).unwrap(), "mine", "what does not count is kept");
}

#[test]
fn the_other_text_is_taken_where_that_is_chosen() {
    let (mut one, two, _folder, place) = two_edits();
    two.settle(&place, PORTS, Settle::Take);
    one.sync(&place, 7);
    assert_eq!(one.files(), two.files());
    assert_eq!(one.files(), BTreeMap::from([(PORTS.to_owned(), "mine".to_owned())]));
    let trash: Vec<_> = fs::read_dir(two.folder.path().join("trash")).unwrap().map(Result::unwrap).collect();
    assert_eq!(fs::read_to_string(trash[0].path()).unwrap(), "yours");
}

#[test]
fn a_deck_that_was_made_of_both_counts_once_the_text_beside_it_is_removed() {
    let (mut one, mut two, _folder, place) = two_edits();
    two.edit(PORTS, "both");
    two.sync(&place, 5);
    one.sync(&place, 6);
    assert_eq!(one.text(PORTS).as_deref(), Some("mine"), "that may not be the last word");
    two.remove(BESIDE);
    two.sync(&place, 7);
    one.sync(&place, 8);
    assert_eq!((one.text(PORTS).as_deref(), one.files().len()), (Some("both"), 1));
}

#[test]
fn a_text_beside_a_deck_that_the_learner_changed_is_left_alone() {
    let (mut one, mut two, _folder, place) = two_edits();
    two.edit(BESIDE, "changed");
    one.edit(PORTS, "mine, later");
    one.sync(&place, 5);
    let report = two.sync(&place, 6);
    assert!(report.decks.left[0].contains("was changed meanwhile"), "{report:?}");
    assert_eq!(two.text(BESIDE).as_deref(), Some("changed"));
}

#[test]
fn what_is_removed_on_one_device_stays_on_the_other_and_does_not_come_back_by_itself() {
    let (mut one, mut two, _folder, place) = homes();
    one.edit(PORTS, "first");
    one.sync(&place, 1);
    two.sync(&place, 2);
    one.remove(PORTS);
    one.sync(&place, 3);
    assert_eq!(two.sync(&place, 4).decks.cases[0].how, HowDeck::RemovedThere);
    one.sync(&place, 5);
    assert_eq!((one.text(PORTS), two.text(PORTS).as_deref()), (None, Some("first")));
    two.edit(PORTS, "second");
    two.sync(&place, 6);
    assert_eq!(one.sync(&place, 7).decks.cases[0].how, HowDeck::RemovedHere);
    assert_eq!(one.text(PORTS), None);
    one.settle(&place, PORTS, Settle::Take);
    assert_eq!(one.text(PORTS).as_deref(), Some("second"));
    two.sync(&place, 8);
    assert!(one.cases(&place).is_empty() && two.cases(&place).is_empty());
    two.remove(PORTS);
    two.sync(&place, 9);
    one.sync(&place, 10);
    one.settle(&place, PORTS, Settle::Take);
    assert_eq!(one.text(PORTS), None);
    two.sync(&place, 11);
    assert!(one.cases(&place).is_empty() && two.cases(&place).is_empty());
}

#[test]
fn a_decks_folder_that_is_not_there_is_none_from_which_all_was_removed() {
    let (mut one, mut two, _folder, place) = homes();
    one.edit(PORTS, "first");
    one.sync(&place, 1);
    two.sync(&place, 2);
    fs::rename(one.path(""), one.folder.path().join("elsewhere")).unwrap();
    one.sync(&place, 3);
    assert_eq!(two.sync(&place, 4).decks.cases, []);
}

#[test]
fn a_deck_that_is_empty_while_it_is_saved_is_no_edit() {
    let (mut one, mut two, _folder, place) = homes();
    one.edit(PORTS, "first");
    one.sync(&place, 1);
    one.edit(PORTS, "");
    one.sync(&place, 2);
    two.sync(&place, 3);
    assert_eq!(two.text(PORTS).as_deref(), Some("first"));
}

#[test]
fn a_text_that_comes_back_takes_the_place_of_the_one_after_it() {
    let (mut one, mut two, _folder, place) = homes();
    for (text, second) in [("first", 1), ("second", 3), ("first", 5)] {
        one.edit(PORTS, text);
        one.sync(&place, second);
        two.sync(&place, second + 1);
        assert_eq!(two.text(PORTS).as_deref(), Some(text));
    }
}

#[test]
fn what_is_known_of_the_place_may_be_lost() {
    let (mut one, mut two, _folder, place) = homes();
    one.edit(PORTS, "first");
    one.sync(&place, 1);
    two.sync(&place, 2);
    fs::remove_file(one.folder.path().join("sync.db")).unwrap();
    assert!(one.sync(&place, 3).decks.cases.is_empty());
    two.sync(&place, 4);
    one.edit(PORTS, "second");
    one.sync(&place, 5);
    two.sync(&place, 6);
    assert_eq!(two.text(PORTS).as_deref(), Some("second"));
}

#[test]
fn a_name_that_differs_in_capitals_alone_is_left() {
    let (mut one, mut two, _folder, place) = homes();
    one.edit("Ports.toml", "first");
    two.edit("ports.toml", "second");
    one.sync(&place, 1);
    let report = two.sync(&place, 2);
    assert!(report.decks.left[0].contains("but for capitals"), "{report:?}");
    assert_eq!(two.files().len(), 1);
}

#[test]
fn what_another_device_held_alone_lies_in_the_folder_of_this_one_when_it_is_forgotten() {
    let (mut one, mut two, folder, place) = homes();
    one.edit(PORTS, "first");
    one.sync(&place, 1);
    two.sync(&place, 2);
    two.begin(&place).forget("00000001", &mut two.store, 9, moment(3)).unwrap();
    assert!(!folder.path().join("v1/00000001").exists());
    let mut three = Home::new(3);
    assert_eq!(three.sync(&place, 4).decks.taken, [PORTS]);
}

#[test]
fn what_no_shelf_names_any_more_is_removed_from_the_place() {
    let (mut one, mut two, folder, place) = homes();
    for second in 0..5 {
        one.edit(PORTS, &format!("text {second}"));
        one.sync(&place, 2 * second);
        two.sync(&place, 2 * second + 1);
    }
    one.sync(&place, 20);
    let files = fs::read_dir(folder.path().join("v1/00000001")).unwrap().count();
    assert!(files <= 3, "a shelf, and what the last two texts need: {files}");
}

/// A learner on three devices, and what they wrote there.
struct Life {
    homes: Vec<Home>,
    folder: TempDir,
    rng: StdRng,
    second: i64,
    written: BTreeSet<String>,
    /// What the learner replaced or removed themself.
    given_up: BTreeSet<String>,
}

impl Life {
    fn new(seed: u64) -> Self {
        let homes = (1..=3).map(Home::new).collect();
        let rng = StdRng::seed_from_u64(seed);
        let (written, given_up) = (BTreeSet::new(), BTreeSet::new());
        Self { homes, folder: place().0, rng, second: 0, written, given_up }
    }

    fn edit(&mut self, nth: usize) {
        let name = ["a.toml", "b/c.toml"][self.rng.random_range(0..2)];
        let text = format!("text {} of {nth}", self.second);
        self.given_up.extend(self.homes[nth].text(name));
        self.homes[nth].edit(name, &text);
        self.written.insert(text);
    }

    /// Removes a deck, or a text beside one.
    fn remove(&mut self, nth: usize) {
        let files: Vec<_> = self.homes[nth].files().into_iter().collect();
        if let Some((name, text)) = files.choose(&mut self.rng) {
            self.homes[nth].remove(name);
            self.given_up.insert(text.clone());
        }
    }

    fn sync(&mut self, nth: usize, killed: Option<u32>) {
        let folder = Folder::new(self.folder.path());
        let place = Killed::after(folder, killed, self.rng.random());
        let home = &mut self.homes[nth];
        let sync = home.begin(&place);
        drop(sync.run(&mut home.store, 9, moment(self.second)));
    }

    /// A file of the place is torn or gone.
    fn harm(&mut self) {
        let entries = Folder::new(self.folder.path()).list("v1/").unwrap();
        let entries: Vec<_> =
            entries.into_iter().filter(|entry| entry.name.split('.').next_back() == Some("gz")).collect();
        if let Some(entry) = entries.choose(&mut self.rng) {
            let path = self.folder.path().join(&entry.name);
            let bytes = fs::read(&path).unwrap();
            if self.rng.random() {
                fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
            } else {
                fs::remove_file(path).unwrap();
            }
        }
    }

    fn anything(&mut self) {
        self.second += 1;
        let nth = self.rng.random_range(0..3);
        match self.rng.random_range(0..20) {
            0..=5 => self.edit(nth),
            6 => self.remove(nth),
            7..=12 => self.sync(nth, None),
            13..=16 => {
                let killed = self.rng.random_range(0..8);
                self.sync(nth, Some(killed));
            }
            17 => self.harm(),
            _ => drop(fs::remove_file(self.homes[nth].folder.path().join("sync.db"))),
        }
    }
}

fn nothing_is_lost(seed: u64) {
    let mut life = Life::new(seed);
    for _ in 0..40 {
        life.anything();
    }
    for _ in 0..4 {
        (0..3).for_each(|nth| {
            life.second += 1;
            life.sync(nth, None);
        });
    }
    let there: BTreeSet<String> = life.homes.iter().flat_map(|home| home.files().into_values()).collect();
    for text in life.written.difference(&life.given_up) {
        assert!(there.contains(text), "seed {seed}: `{text}` is lost");
    }
    let strange: Vec<_> = there.difference(&life.written).collect();
    assert_eq!(strange, [""; 0], "seed {seed}");
}

#[test]
fn whatever_happens_no_text_of_a_deck_is_lost() {
    (0..8).for_each(nothing_is_lost);
}

#[test]
#[ignore = "minutes: for a release build"]
fn two_thousand_times_no_text_of_a_deck_is_lost() {
    (0..2_000).for_each(nothing_is_lost);
}
