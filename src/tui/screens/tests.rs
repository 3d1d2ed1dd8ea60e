//! The screens as learners play them: keys in, frames and log out.

mod browse;
mod card_form;
mod choosing;
mod copying;
mod days;
mod decks;
mod exam;
mod following;
mod frames;
mod jobs;
mod kinds;
mod lists;
mod lost;
mod pictures;
mod planning;
mod preview;
mod quiz;
mod quiz_frames;
mod reading;
mod remapped;
mod sizes;
mod statistics;
mod storing;
mod syncing;
mod windows;

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Today;
use crate::config::Config;
use crate::library::{Library, LoadedDeck};
use crate::paths::Paths;
use crate::schedule::{Rating, Stamp};
use crate::source::SourceFile;
use crate::store::Store;
use crate::trainer::{Trainer, View};
use crate::tui::event::Event;
use crate::tui::play::Player;
use crate::tui::screen::{Done, Effect, Screen, World};
use crate::tui::theme::Look;
use crate::tui::widgets::tests::assert_frame_in;
use crate::tui::world::LearnerWorld;

/// The sizes that every screen is looked at in.
const SIZES: [(u16, u16); 5] = [(20, 6), (60, 15), (80, 24), (120, 35), (200, 50)];

/// A desk whose disk can be full.
struct Failing {
    desk: LearnerWorld,
    is_full: bool,
}

impl Failing {
    /// What the screens cannot reach.
    fn trainer(&self) -> &Trainer {
        &self.desk.trainer
    }
}

impl World for Failing {
    fn view(&self) -> &View {
        self.desk.view()
    }

    fn stamp(&self, now: Timestamp) -> Option<Stamp> {
        self.desk.stamp(now)
    }

    fn catch_up(&mut self) -> bool {
        self.desk.catch_up()
    }

    fn shown(&mut self, now: Timestamp) {
        self.desk.shown(now);
    }

    fn report(&mut self, follows_decks: bool, now: Timestamp) -> Option<Event> {
        self.desk.report(follows_decks, now)
    }

    fn perform(&mut self, effect: Effect, now: Timestamp) -> Result<Done, String> {
        if self.is_full && effect.is_stored() {
            return Err("The disk is full: free some of it.".to_owned());
        }
        self.desk.perform(effect, now)
    }
}

fn now() -> Timestamp {
    "2026-11-23T07:00:00Z".parse().unwrap()
}

/// A library of decks with these texts, built in.
fn library(texts: &[impl AsRef<str>]) -> Library {
    let deck = |(index, text)| {
        let file = SourceFile { name: format!("deck{index}.toml"), text };
        LoadedDeck::new(None, vec![file], Vec::new())
    };
    texts.iter().map(|text| text.as_ref().to_owned()).enumerate().map(deck).collect()
}

/// The log in `folder`, as another window may have it open as well.
fn trainer_at(folder: &Path, library: Library) -> Trainer {
    let paths = Paths { data: folder.to_path_buf(), config: folder.to_path_buf() };
    Trainer::open(paths, Config::default(), library, TimeZone::UTC, 7, now()).unwrap()
}

/// Someone at the keys before `screen`, with all that `trainer` has.
fn player_before(
    screen: impl Screen + 'static,
    trainer: Trainer,
    look: Look,
    size: (u16, u16),
) -> Player<Failing> {
    let world = Failing { desk: LearnerWorld::new(trainer, Vec::new()), is_full: false };
    Player::new(world, Box::new(screen), look, size, now())
}

/// Someone at the keys before Today, with these decks.
fn player_with(library: Library, look: Look, size: (u16, u16)) -> Player<Failing> {
    let mut trainer = Trainer::rehearsal(library, now()).unwrap();
    trainer.configure(|config| config.new_per_day = 100);
    player_before(Today::default(), trainer, look, size)
}

/// Someone with decks of these names and texts in a folder on the disk, which goes with the first of the two.
fn player_at_home(decks: &[(&str, &str)], size: (u16, u16)) -> (tempfile::TempDir, Player<Failing>) {
    player_who_sees(decks, &[], Look::dark(), size)
}

/// The same with other files beside the decks, and another look.
fn player_who_sees(
    decks: &[(&str, &str)],
    files: &[(&str, &[u8])],
    look: Look,
    size: (u16, u16),
) -> (tempfile::TempDir, Player<Failing>) {
    let home = tempfile::tempdir().unwrap();
    let paths = Paths { data: home.path().to_path_buf(), config: home.path().join("config") };
    std::fs::create_dir(paths.decks()).unwrap();
    for (name, text) in decks {
        std::fs::write(paths.decks().join(name), text).unwrap();
    }
    for (name, bytes) in files {
        let path = paths.decks().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let library = Library::load(&paths.decks());
    let store = Store::in_memory(1).unwrap();
    let trainer =
        Trainer::with_store(store, paths, Config::default(), library, TimeZone::UTC, now()).unwrap();
    (home, player_before(Today::default(), trainer, look, size))
}

/// Someone at the keys before one deck, 80×24.
fn player(text: &str) -> Player<Failing> {
    player_with(library(&[text]), Look::dark(), (80, 24))
}

/// Lets the jobs that are held be done.
fn run_held(player: &mut Player<Failing>) -> &mut Player<Failing> {
    player.world.desk.run_held();
    player.settle()
}

/// How many reviews count in the log.
fn reviews(player: &Player<Failing>) -> u64 {
    let mut count = 0;
    player.world.trainer().store().reviews(|logged| count += u64::from(!logged.retracted)).unwrap();
    count
}

/// The rating that was given last.
fn last_rating(player: &Player<Failing>) -> Rating {
    player.world.trainer().store().last_review().unwrap().unwrap().rating
}

/// Compares the frames at every size with those that are kept under `name`.
fn assert_frames(name: &str, player: &mut Player<Failing>) {
    for (width, height) in SIZES {
        player.resize(width, height);
        assert_frame(&format!("{name}_{width}x{height}"), &player.frame());
    }
}

/// Compares a frame with the one that is kept under `name`.
fn assert_frame(name: &str, frame: &str) {
    assert_frame_in("screens", name, frame);
}
