//! From a key to the finished frame, at 200×50, over a deck of 10,000 cards and a log in memory.

use std::cell::RefCell;
use std::path::PathBuf;

use divan::Bencher;
use examdrill::config::Config;
use examdrill::library::{Library, LoadedDeck};
use examdrill::trainer::Trainer;
use examdrill::tui::LearnerWorld;
use examdrill::tui::play::Player;
use examdrill::tui::screens::Today;
use examdrill::tui::theme::Look;

use crate::samples::{self, CARDS};

/// A key, and how to come to where it is pressed.
struct Stroke {
    name: &'static str,
    /// Only questions of this kind; empty for all.
    kind: &'static str,
    /// Pressed once, on Today.
    way: &'static str,
    /// Pressed before each measured key.
    before: &'static str,
    key: &'static str,
}

const fn stroke(
    name: &'static str,
    kind: &'static str,
    way: &'static str,
    before: &'static str,
    key: &'static str,
) -> Stroke {
    Stroke { name, kind, way, before, key }
}

const STROKES: &[Stroke] = &[
    stroke("today: begin", "", "<enter>", "q", "<enter>"),
    stroke("today: next deck", "", "", "", "j"),
    stroke("today: browse", "", "b", "q", "b"),
    stroke("study: turn over", "flip", "<enter>", "3", "<space>"),
    stroke("study: rate", "flip", "<enter>", "<space>", "3"),
    stroke("study: undo", "flip", "<enter>", "<space>3", "u"),
    stroke("study: type", "typed", "<enter>", "<backspace>", "7"),
    stroke("study: choose", "choice", "<enter>", "", "<down>"),
    stroke("study: order", "order", "<enter>", "", "<down>"),
    stroke("study: match", "match", "<enter>", "", "<down>"),
    stroke("study: fill in", "cloze", "<enter>", "<backspace>", "7"),
    stroke("study: help", "flip", "<enter>", "<esc>", "?"),
    stroke("quiz: choose, and store it", "choice", "t<enter><enter>", "1", "2"),
    stroke("quiz: next question", "choice", "t<enter><enter>", "p", "n"),
    stroke("browse: next", "", "b", "", "j"),
    stroke("browse: show the answer", "", "b", "j", "<enter>"),
    stroke("browse: search", "", "b/", "<backspace>", "s"),
    stroke("browse: filter", "", "b", "", "f"),
    stroke("browse: order", "", "b", "", "o"),
    stroke("browse: mark", "", "b", "j", "m"),
];

#[divan::bench(args = STROKES.iter().map(|stroke| stroke.name), sample_count = 100, sample_size = 1)]
fn key(bencher: Bencher<'_, '_>, name: &str) {
    let stroke = STROKES.iter().find(|stroke| stroke.name == name).expect("the name is of this table");
    let player = RefCell::new(player(stroke.kind));
    player.borrow_mut().press(stroke.way);
    bencher
        .with_inputs(|| {
            player.borrow_mut().press(stroke.before);
        })
        .bench_local_values(|()| {
            player.borrow_mut().press(stroke.key);
        });
    assert!(!player.borrow().is_over(), "{name} left the program:\n{}", player.borrow().frame());
}

/// Someone before Today.
fn player(kind: &str) -> Player<LearnerWorld> {
    let path = Some(PathBuf::from("large.toml"));
    let mut deck = LoadedDeck::new(path, vec![samples::file(samples::deck(CARDS))], Vec::new());
    deck.deck.questions.retain(|question| kind.is_empty() || question.kind == kind);
    assert!(!deck.deck.questions.is_empty(), "no card is of kind {kind}");
    let library = Library::from_iter([deck]);
    let mut trainer = Trainer::rehearsal(library, samples::now()).expect("a log in memory opens");
    trainer.configure(|config| *config = Config::parse("new_per_day = 250").expect("it is a setting").0);
    let world = LearnerWorld::new(trainer, Vec::new());
    Player::new(world, Box::new(Today::default()), Look::dark(), (200, 50), samples::now())
}
