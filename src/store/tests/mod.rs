//! What the log promises, tried on real files.

mod backups;
mod choices;
mod clocks;
mod counted;
mod decisions;
mod doctor;
mod faults;
mod importing;
mod instances;
mod lost;
mod memories;
mod migration;
mod reader;
mod reviews;
mod shelf;
mod sittings;

use std::slice::from_ref;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::Offset;
use tempfile::TempDir;

use super::{Logged, Store};
use crate::card::QuestionKey;
use crate::schedule::{Memory, Mode, Rating, Review, Stamp, Step};

/// Some moment in 2026, plus so many seconds.
fn moment(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + seconds).unwrap()
}

fn key(text: &str) -> QuestionKey {
    QuestionKey::from_stored(text)
}

fn home() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn open(home: &TempDir) -> Store {
    Store::open(home.path(), 7, moment(0)).unwrap()
}

fn review(store: &Store, question: &str, rating: Rating, seconds: i64) -> Review {
    let at = moment(seconds);
    let stamp = Stamp { id: store.next_id(at), at, offset: Offset::constant(-3), device: store.device() };
    let review = Review::new(stamp, key(question), rating, Mode::Drill).taking(Duration::from_millis(4_321));
    Review { due: Some(date(2026, 10, 1)), ..review }
}

/// Records a review of the question and returns it.
fn rate(store: &Store, question: &str, seconds: i64) -> Review {
    let review = review(store, question, Rating::Good, seconds);
    store.record(&review, None).unwrap();
    review
}

fn logged(store: &Store) -> Vec<Logged> {
    let mut all = Vec::new();
    store.reviews(|logged| all.push(logged)).unwrap();
    all
}

fn counted(store: &Store) -> Vec<Review> {
    logged(store).into_iter().filter(|logged| !logged.retracted).map(|logged| logged.review).collect()
}

/// A memory none of whose numbers is a round one.
fn memory(stability: f32) -> Memory {
    Memory {
        stability,
        difficulty: 0.1 + 0.2,
        last: moment(5).into(),
        last_day: date(2026, 9, 21),
        due: date(2026, 12, 31),
        step: Some(Step { index: 1, relearning: true, at: moment(605).into() }),
        reps: 3,
        lapses: 1,
    }
}
