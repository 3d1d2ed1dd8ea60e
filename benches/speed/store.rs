//! What the log costs on the real disk: a durable rating, and reading all reviews back.

use divan::Bencher;
use examdrill::card::QuestionKey;
use examdrill::config::Config;
use examdrill::library::Library;
use examdrill::paths::Paths;
use examdrill::schedule::Rating;
use examdrill::store::Store;
use examdrill::trainer::Trainer;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::samples;

/// Ten reviews for each question.
fn key(serial: u32) -> QuestionKey {
    QuestionKey::new("ports", &format!("port/{}", serial / 10), "number")
}

/// A rating, from the call until it would survive a power cut, the memory that follows from it included.
#[divan::bench(sample_count = 300, sample_size = 1)]
fn rate(bencher: Bencher<'_, '_>) {
    let folder = samples::folder();
    let paths = Paths { data: folder.path().to_path_buf(), config: folder.path().to_path_buf() };
    let now = samples::now();
    let trainer = Trainer::open(paths, Config::default(), Library::default(), TimeZone::UTC, 1, now);
    let mut trainer = trainer.expect("a new log opens");
    let mut serial = 0;
    let next = || {
        serial += 1;
        samples::review(serial, key(serial))
    };
    bencher
        .with_inputs(next)
        .bench_local_values(|review| trainer.record(&review).expect("the review is stored"));
}

/// Every review read in order.
#[divan::bench(args = [100_000, 1_000_000], sample_count = 5, sample_size = 1)]
fn read_all(bencher: Bencher<'_, '_>, count: u32) {
    let folder = samples::folder();
    let store = Store::open(folder.path(), 1, Timestamp::UNIX_EPOCH).expect("a new log opens");
    let reviews: Vec<_> = (0..count).map(|serial| samples::review(serial, key(serial))).collect();
    store.append_all(&reviews).expect("the reviews are stored");
    drop(reviews);
    bencher.bench_local(|| {
        let mut right = 0_u64;
        store
            .reviews(|logged| right += u64::from(logged.review.rating != Rating::Again))
            .expect("the log is whole");
        right
    });
}
