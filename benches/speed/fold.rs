//! What a log folds to, and the plan of a day.

use divan::{Bencher, counter::ItemsCount};
use examdrill::card::QuestionKey;
use examdrill::schedule::{Budget, Candidate, Days, Model, Review, Settings, day_queue};
use jiff::civil::date;
use jiff::{Timestamp, ToSpan};

use crate::samples;

const REVIEWS: u32 = 1_000_000;
const QUESTIONS: u32 = 128_000;

fn model() -> Model {
    Model::standard(Settings::default(), Days::START)
}

/// Two questions to a card.
fn key(nth: u32) -> QuestionKey {
    QuestionKey::new("ports", &format!("port/{}", nth / 2), ["number", "name"][nth as usize % 2])
}

/// A log in order of time: each question in turn, about a fortnight apart.
fn log(with_due: bool) -> Vec<Review> {
    let keys: Vec<QuestionKey> = (0..QUESTIONS).map(key).collect();
    let key = |nth: u32| &keys[(u64::from(nth) * 48_271 % u64::from(QUESTIONS)) as usize];
    let due = with_due.then(|| date(2030, 1, 1));
    (0..REVIEWS).map(|nth| Review { due, ..samples::review(nth, key(nth).clone()) }).collect()
}

/// A million reviews of our own, and as many imported ones that do not say when the next is due.
#[divan::bench(args = [true, false], sample_count = 10, sample_size = 1)]
fn a_million_reviews(bencher: Bencher<'_, '_>, with_due: bool) {
    let (model, log) = (model(), log(with_due));
    bencher.counter(ItemsCount::new(REVIEWS)).bench_local(|| model.fold_all(&log));
}

/// With a budget of 200 questions a day, and without any: every question but the new ones is due.
#[divan::bench(args = [Some(200), None], sample_count = 20, sample_size = 1)]
fn plan_a_hundred_thousand(bencher: Bencher<'_, '_>, daily: Option<usize>) {
    let (model, log) = (model(), log(false));
    let memories = model.fold_all(&log);
    let look_alikes = ["port/3".to_owned(), "port/4".to_owned()];
    let keys: Vec<QuestionKey> = (0..100_000).map(key).collect();
    let candidates: Vec<Candidate<'_>> = (keys.iter().enumerate())
        .map(|(order, key)| Candidate {
            number: key.number(),
            card: (key.deck(), key.card()),
            look_alikes: if order % 5 == 0 { &look_alikes } else { &[] },
            memory: memories.get(key).filter(|_| order % 10 > 0),
            away: false,
            order,
            offer: None,
        })
        .collect();
    let budget = Budget { new: 1_000, daily, done: 0, exam: None };
    let now: Timestamp = samples::now() + (24 * 1500).hours();
    bencher.bench_local(|| day_queue(&candidates, [], &budget, date(2030, 3, 17), now));
}
