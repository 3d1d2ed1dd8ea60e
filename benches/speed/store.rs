//! What the log costs on the real disk: a durable rating, what a start asks, and reading all reviews back.

use divan::Bencher;
use examdrill::card::QuestionKey;
use examdrill::config::Config;
use examdrill::library::Library;
use examdrill::paths::Paths;
use examdrill::schedule::{Days, Model, Rating};
use examdrill::store::Store;
use examdrill::trainer::Trainer;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

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

/// All that a start asks of a log with two reviews of each question, from opening it.
#[divan::bench(args = [10_000, 100_000], sample_count = 30, sample_size = 1)]
fn start_asks(bencher: Bencher<'_, '_>, questions: u32) {
    let folder = samples::folder();
    let key = |serial: u32| QuestionKey::new("large", &format!("card-{}", serial % questions), "");
    let reviews: Vec<_> = (0..2 * questions).map(|serial| samples::review(serial, key(serial))).collect();
    let now = reviews.last().expect("there are some").at;
    let store = Store::open(folder.path(), 1, now).expect("a new log opens");
    store.append_all(&reviews).expect("the reviews are stored");
    for review in reviews.iter().step_by(997) {
        store.retract(review.id, now, None).expect("the review is taken back");
    }
    drop((reviews, store));
    // As every start but the first finds it.
    let paths = Paths { data: folder.path().to_path_buf(), config: folder.path().to_path_buf() };
    let trainer = Trainer::open(paths, Config::default(), Library::default(), TimeZone::UTC, 1, now);
    let trainer = trainer.expect("the log opens");
    trainer.overview(now).expect("the log is whole");
    let model = trainer.model().clone();
    drop(trainer);
    bencher.bench_local(|| asked(folder.path(), &model, now));
}

/// Gives how many memories there are, so that nothing is left out.
fn asked(folder: &std::path::Path, model: &Model, now: Timestamp) -> usize {
    let store = Store::open(folder, 1, now).expect("the log opens");
    let half = SignedDuration::from_hours(12);
    let whole = "the log is whole";
    store.choices().expect(whole);
    let counts = [
        store.standing().expect(whole).len(),
        store.activity(Days::START).expect(whole).len(),
        store.today(now - half, now + half).expect(whole).seen.len(),
        store.tried().expect(whole).len(),
        store.times(2000).expect(whole).len(),
        usize::from(store.is_empty().expect(whole)),
        usize::from(store.open_sitting().expect(whole).is_some()),
    ];
    let memories = store.memories(&model.fingerprint()).expect(whole).expect("they are stored").memories;
    memories.len() + counts.iter().sum::<usize>()
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
