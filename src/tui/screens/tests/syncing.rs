//! `y` on Today, and the syncs that come by themselves: with a log and a place on disk, and another device in it.

use std::path::Path;

use super::decks::TWO;
use super::*;
use crate::schedule::{Mode, Rating, Review};
use crate::sync::{Folder, Sync, SyncSettings};

/// Someone before Today with the log in `home`, whose keys are heard while jobs wait if `holds`.
fn at(home: &Path, holds: bool) -> Player<Failing> {
    let mut desk = LearnerWorld::new(trainer_at(home, library(&[TWO])), Vec::new());
    if holds {
        desk.hold();
    }
    let world = Failing { desk, is_full: false };
    Player::new(world, Box::new(Today::default()), Look::dark(), (100, 30), now())
}

/// A place, and a home that syncs with it.
fn home() -> (tempfile::TempDir, tempfile::TempDir) {
    let (home, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::fs::create_dir(place.path().join("v1")).unwrap();
    std::fs::write(place.path().join("v1/README.txt"), "ours").unwrap();
    let place_name = place.path().display().to_string();
    let settings = SyncSettings { place: place_name, ..SyncSettings::default() };
    settings.write(home.path()).unwrap();
    (home, place)
}

/// The device of that number rates a question and syncs.
fn another_rates(place: &Path, device: u32) {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::in_memory(device).unwrap();
    let ssh = library(&[TWO]).decks[0].row(0).key();
    let stamp =
        Stamp { id: store.next_id(now()), at: now(), offset: jiff::tz::Offset::UTC, device: store.device() };
    store.record(&Review::new(stamp, ssh, Rating::Good, Mode::Drill), None).unwrap();
    let folder = Folder::new(place);
    let sync = Sync::begin(home.path(), &folder, "the place").unwrap();
    assert_eq!(sync.run(&mut store, 1, now()).unwrap().sent.reviews, 1);
}

#[test]
fn what_another_device_rated_is_there_at_the_start_and_again_when_it_is_asked_for() {
    let (home, place) = home();
    another_rates(place.path(), 8);
    let mut player = at(home.path(), false);
    player.settle().shows(&["Synced. Took 1 review; nothing new here."]);
    assert_eq!(reviews(&player), 1);
    another_rates(place.path(), 9);
    player.press("y");
    player.settle();
    assert_eq!(reviews(&player), 2);
    player.press("y");
    player.settle().shows(&["Nothing new, neither there nor here."]);
}

#[test]
fn what_is_rated_is_in_the_place_when_the_learner_leaves() {
    let (home, place) = home();
    let mut player = at(home.path(), false);
    player.press("<enter>22<enter>3");
    player.world.desk.leave(now()).unwrap();
    let mut store = Store::in_memory(9).unwrap();
    let (other, folder) = (tempfile::tempdir().unwrap(), Folder::new(place.path()));
    let sync = Sync::begin(other.path(), &folder, "the place").unwrap();
    assert_eq!(sync.run(&mut store, 1, now()).unwrap().taken.reviews, 1);
}

#[test]
fn a_place_that_is_gone_holds_up_nobody_and_is_told_on_today() {
    let (home, place) = home();
    std::fs::remove_dir_all(place.path()).unwrap();
    let mut player = at(home.path(), false);
    player.press("y");
    player.settle().shows(&["Not synced.", "cannot be reached"]);
    player.press("<enter>22<enter>3").hides(&["Not synced."]);
    assert_eq!(reviews(&player), 1);
}

#[test]
fn the_drill_goes_on_while_a_sync_takes_long() {
    let (home, place) = home();
    another_rates(place.path(), 9);
    let mut player = at(home.path(), true);
    player.press("y<enter>22<enter>3");
    assert_eq!(reviews(&player), 1);
    run_held(&mut player);
    assert_eq!(reviews(&player), 2);
    player.shows(&["Which port does DNS use?"]);
}

#[test]
fn who_has_not_set_it_up_is_told_how() {
    let home = tempfile::tempdir().unwrap();
    let mut player = at(home.path(), false);
    player.settle().hides(&["ync"]);
    player.press("y");
    player.settle().shows(&["Sync is not set up; `examdrill sync set PLACE` does it"]);
}
