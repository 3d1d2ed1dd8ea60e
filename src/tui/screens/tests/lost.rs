//! The log is lost: what is offered, and what comes of it.

use std::fs;

use super::*;
use crate::store::{Error, Store};
use crate::tui::Salvage;
use crate::tui::screens::Lost;

/// Someone before a log that is gone beside a backup of it, and the folder of both.
fn bereft() -> (tempfile::TempDir, Player<Salvage>) {
    let home = tempfile::tempdir().unwrap();
    let paths = Paths { data: home.path().to_path_buf(), config: home.path().to_path_buf() };
    let mut trainer = trainer_at(home.path(), library(&[decks::TWO]));
    let question = trainer.library.questions()[0].key.clone();
    trainer.decide(&question, &crate::schedule::Decision::Flag(true), now()).unwrap();
    trainer.store().backup_daily(now()).unwrap().unwrap();
    drop(trainer);
    fs::remove_file(Store::place(&paths.data)).unwrap();
    let error = Store::open(&paths.data, 1, now()).unwrap_err();
    let newest = Store::newest_backup(&paths.data).unwrap().usable;
    let screen = Lost::new(error.to_string(), newest, Vec::new());
    let world = Salvage::new(paths, 1);
    (home, Player::new(world, Box::new(screen), Look::dark(), (80, 24), now()))
}

#[test]
fn leaving_changes_nothing() {
    let (home, mut player) = bereft();
    player.press("q");
    assert!(player.is_over() && player.world.done.is_empty());
    assert!(matches!(Store::open(home.path(), 1, now()), Err(Error::Lost { .. })));
}

#[test]
fn one_key_brings_the_backup_back() {
    let (home, mut player) = bereft();
    player.press("b");
    assert!(player.is_over());
    assert!(player.world.done[0].contains("2026-11-23.db.gz"), "{:?}", player.world.done);
    assert_eq!(Store::open(home.path(), 1, now()).unwrap().standing().unwrap().len(), 1);
}

#[test]
fn to_begin_anew_takes_two_keys_in_a_row() {
    let (home, mut player) = bereft();
    player.press("nxn");
    assert!(!player.is_over());
    player.shows(&["Press n again"]);
    player.press("n");
    assert!(player.is_over());
    assert_eq!(Store::open(home.path(), 1, now()).unwrap().standing().unwrap().len(), 0);
}

#[test]
fn a_log_that_another_window_brought_back_is_left_alone() {
    let (home, mut player) = bereft();
    drop(Store::begin_anew(home.path(), 1, now()).unwrap());
    player.press("b");
    assert!(player.world.done[0].contains("there again"), "{:?}", player.world.done);
    assert_eq!(Store::open(home.path(), 1, now()).unwrap().standing().unwrap().len(), 0);
}
