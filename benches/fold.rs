//! How fast a log folds, and how fast a day is planned.
//!
//! The marks to keep: a million reviews of 128,000 questions in 300 ms, a plan of 100,000 questions in 50 ms.

use std::time::Duration;

use divan::{Bencher, counter::ItemsCount};
use examdrill::card::QuestionKey;
use examdrill::schedule::{
    Budget, Candidate, Days, DeviceId, Mode, Model, Rating, Review, ReviewId, Settings, plan,
};
use jiff::civil::date;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

const REVIEWS: u32 = 1_000_000;
const QUESTIONS: u32 = 128_000;

fn main() {
    divan::main();
}

fn model() -> Model {
    Model::standard(Settings::default(), Days::START)
}

/// Two questions to a card.
fn key(nth: u32) -> QuestionKey {
    QuestionKey::new("ports", &format!("port/{}", nth / 2), ["number", "name"][nth as usize % 2])
}

/// A log in order of time: each question in turn, mostly remembered, about a fortnight apart.
fn log(with_due: bool) -> Vec<Review> {
    let keys: Vec<QuestionKey> = (0..QUESTIONS).map(key).collect();
    let review = |nth: u32| {
        let at = Timestamp::UNIX_EPOCH + SignedDuration::from_secs(1_600_000_000 + i64::from(nth) * 9);
        // A Weyl sequence stands for chance.
        let chance = nth.wrapping_mul(2_654_435_769) >> 24;
        let rating = match chance {
            0..30 => Rating::Again,
            30..60 => Rating::Hard,
            60..230 => Rating::Good,
            _ => Rating::Easy,
        };
        let due = with_due.then(|| date(2030, 1, 1));
        Review {
            id: ReviewId::new(at, DeviceId(1), nth.into()),
            key: keys[(u64::from(nth) * 48_271 % u64::from(QUESTIONS)) as usize].clone(),
            rating,
            at,
            offset: Offset::constant(1),
            took: Duration::from_secs(6),
            mode: Mode::Drill,
            device: DeviceId(1),
            due,
        }
    };
    (0..REVIEWS).map(review).collect()
}

/// A million reviews of our own, and as many imported ones that do not say when the next is due.
#[divan::bench(args = [true, false], sample_count = 10)]
fn fold_a_million_reviews(bencher: Bencher, with_due: bool) {
    let (model, log) = (model(), log(with_due));
    bencher.counter(ItemsCount::new(REVIEWS)).bench_local(|| model.fold_all(&log));
}

/// With a budget of 200 questions a day, and without any: every question but the new ones is due.
#[divan::bench(args = [Some(200), None], sample_count = 20)]
fn plan_a_hundred_thousand(bencher: Bencher, daily: Option<usize>) {
    let (model, log) = (model(), log(false));
    let memories = model.fold_all(&log);
    let look_alikes = ["port/3".to_owned(), "port/4".to_owned()];
    let keys: Vec<QuestionKey> = (0..100_000).map(key).collect();
    let candidate = |(order, key)| Candidate {
        key,
        look_alikes: if order % 5 == 0 { &look_alikes } else { &[] },
        memory: memories.get(key).filter(|_| order % 10 > 0),
        away: false,
        order,
    };
    let candidates: Vec<Candidate<'_>> = keys.iter().enumerate().map(candidate).collect();
    let budget = Budget { new: 1_000, daily, done: 0 };
    let now = Timestamp::UNIX_EPOCH + SignedDuration::from_secs(1_900_000_000);
    bencher.bench_local(|| plan(&candidates, [], &budget, date(2030, 3, 17), now));
}
