//! How fast a log folds, and how fast a day is planned.
//!
//! The marks to keep: a million reviews of 128,000 questions in 300 ms, a plan of 100,000 questions in 50 ms.

use std::collections::HashSet;
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

/// A log in order of time: each question in turn, mostly remembered, about a fortnight apart.
fn log(with_due: bool) -> Vec<Review> {
    let keys: Vec<QuestionKey> = (0..QUESTIONS)
        .map(|nth| {
            QuestionKey::new(
                "ports",
                &format!("port/{}", nth / 2),
                if nth % 2 == 0 { "number" } else { "name" },
            )
        })
        .collect();
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

/// Every question is due, and none is held back by a budget.
#[divan::bench(sample_count = 20)]
fn plan_a_hundred_thousand(bencher: Bencher) {
    let (model, log) = (model(), log(false));
    let memories = model.fold_all(&log);
    let look_alikes = ["port/3".to_owned(), "port/4".to_owned()];
    let candidate = |(order, (key, memory))| Candidate {
        key,
        look_alikes: if order % 5 == 0 { &look_alikes } else { &[] },
        memory: (order % 10 > 0).then_some(memory),
        away: false,
        order,
    };
    let candidates: Vec<Candidate<'_>> = memories.iter().take(100_000).enumerate().map(candidate).collect();
    let budget = Budget { new: 1_000, daily: None, done: 0 };
    let now = Timestamp::UNIX_EPOCH + SignedDuration::from_secs(1_900_000_000);
    let seen = HashSet::new();
    bencher.bench_local(|| plan(&candidates, &seen, &budget, date(2030, 3, 17), now));
}
