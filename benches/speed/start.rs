//! From nothing to the first frame: the decks are read, the log is opened, Today is drawn.

use std::fs;
use std::path::Path;

use divan::Bencher;
use examdrill::config::Config;
use examdrill::library::Library;
use examdrill::paths::Paths;
use examdrill::schedule::Mode;
use examdrill::store::Store;
use examdrill::trainer::{Scope, Trainer};
use examdrill::tui::LearnerWorld;
use examdrill::tui::play::Player;
use examdrill::tui::screens::Today;
use examdrill::tui::theme::Look;
use jiff::ToSpan;
use jiff::tz::TimeZone;

use crate::samples::{self, CARDS};

const REVIEWS: u32 = 20_000;

/// The built-in decks and an empty log.
#[divan::bench(sample_count = 100, sample_size = 1)]
fn built_in_decks(bencher: Bencher<'_, '_>) {
    let folder = samples::folder();
    bencher.bench_local(|| start(folder.path()));
}

/// A large deck of the learner's own beside them, and a log of 20,000 reviews of it.
#[divan::bench(sample_count = 30, sample_size = 1)]
fn ten_thousand_cards(bencher: Bencher<'_, '_>) {
    let folder = samples::folder();
    prepare(folder.path());
    bencher.bench_local(|| start(folder.path()));
}

/// The questions of the first session of the built-in A+ exam, without a date and ordered by the plan that was kept.
#[divan::bench(args = [false, true], sample_count = 50, sample_size = 1)]
fn a_first_session(bencher: Bencher<'_, '_>, is_planned: bool) {
    let (folder, now) = (samples::folder(), samples::now());
    if is_planned {
        let mut trainer = opened(folder.path());
        let today = trainer.today(now);
        let exam = today.saturating_add(21.days());
        let choices = trainer.agenda().choose_date("a-plus-1201", exam, today);
        trainer.choose(&choices, now).expect("the log is writable");
        trainer.plan(now).expect("the log is read");
    }
    bencher.bench_local(|| {
        let mut trainer = opened(folder.path());
        trainer.take_up_plan(now);
        trainer.session(Mode::Drill, &Scope::default(), now).expect("the log is read")
    });
}

/// Ten thousand cards after an update that folds by another model, so that the stored memories cannot be used.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn ten_thousand_cards_folded_anew(bencher: Bencher<'_, '_>) {
    let folder = samples::folder();
    prepare(folder.path());
    let forget = || {
        let store = Store::open(folder.path(), 1, samples::now()).expect("the log opens");
        store.forget_memories().expect("the log is writable");
    };
    bencher.with_inputs(forget).bench_local_values(|()| start(folder.path()));
}

/// Puts the large deck and its log into `data`, and opens them once, as every start but the first finds them.
fn prepare(data: &Path) {
    let decks = data.join("decks");
    fs::create_dir(&decks).expect("the folder is writable");
    fs::write(decks.join("large.toml"), samples::deck(CARDS)).expect("the folder is writable");
    let library = Library::load(&decks);
    let deck = library.deck("large").expect("the deck is read");
    let key = |serial: u32| deck.row(serial as usize * 7919 % deck.len()).key();
    let reviews: Vec<_> = (0..REVIEWS).map(|serial| samples::review(serial, key(serial))).collect();
    let store = Store::open(data, 1, samples::now()).expect("a new log opens");
    store.append_all(&reviews).expect("the reviews are stored");
    drop(store);
    start(data);
}

fn opened(data: &Path) -> Trainer {
    let paths = Paths { data: data.to_path_buf(), config: data.to_path_buf() };
    let config = Config::load(&paths.config).expect("there is no file");
    let library = Library::open(&paths, &[]);
    Trainer::open(paths, config, library, TimeZone::UTC, 1, samples::now()).expect("the log opens")
}

fn start(data: &Path) -> Player<LearnerWorld> {
    let desk = LearnerWorld::new(opened(data), Vec::new());
    Player::new(desk, Box::new(Today::default()), Look::dark(), (200, 50), samples::now())
}
