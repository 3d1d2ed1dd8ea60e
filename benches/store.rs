//! What the log costs: one durable review, and reading all reviews back. Run with `cargo bench --bench store`.

use std::time::Duration;

use divan::Bencher;
use examdrill::card::QuestionKey;
use examdrill::schedule::{DeviceId, Mode, Rating, Review, ReviewId};
use examdrill::store::Store;
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::Offset;

fn main() {
    divan::main();
}

/// One review on disk, from the call until it would survive a power cut.
#[divan::bench(sample_count = 200, sample_size = 1)]
fn record(bencher: Bencher<'_, '_>) {
    // In the present folder, since the folder for temporary files may lie in memory.
    let folder = tempfile::tempdir_in(".").expect("the folder is writable");
    let store = Store::open(folder.path(), 1, Timestamp::UNIX_EPOCH).expect("a new log opens");
    let mut serial = 0;
    bencher
        .with_inputs(|| {
            serial += 1;
            review(serial)
        })
        .bench_local_values(|review| store.record(&review, None).expect("the review is stored"));
}

/// Every review read in order, 10 for each question.
#[divan::bench(args = [100_000, 1_000_000], sample_count = 5, sample_size = 1)]
fn stream(bencher: Bencher<'_, '_>, count: u64) {
    let folder = tempfile::tempdir_in(".").expect("the folder is writable");
    let store = Store::open(folder.path(), 1, Timestamp::UNIX_EPOCH).expect("a new log opens");
    let reviews: Vec<_> = (0..count).map(review).collect();
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

fn review(serial: u64) -> Review {
    let millis = 1_760_000_000_000 + serial.cast_signed() * 9_000;
    let at = Timestamp::from_millisecond(millis).expect("the year is about 2025");
    Review {
        id: ReviewId::new(at, DeviceId(1), serial),
        key: QuestionKey::new("ports", &format!("port/{}", serial / 10), "number"),
        rating: Rating::ALL[serial as usize % 4],
        at,
        offset: Offset::constant(1),
        took: Duration::from_secs(4),
        mode: Mode::Drill,
        device: DeviceId(1),
        due: Some(date(2026, 1, 15)),
    }
}
