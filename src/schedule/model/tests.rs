//! Promises about the model: outcomes, lapses, steps, and folding.

mod laws;
mod vectors;

use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;

use super::*;
use crate::schedule::{Days, DeviceId, Mode, RowId, Stamp};

const MINUTE: Duration = Duration::from_mins(1);

fn model() -> Model {
    Model::standard(Settings::default(), Days::START)
}

fn key() -> QuestionKey {
    QuestionKey::new("ports", "port/Telnet", "number")
}

/// A review so many hours after noon of the first of May, in Greenwich.
fn review(hours: i64, rating: Rating) -> Review {
    let at = Timestamp::from_second(1_777_636_800).unwrap() + SignedDuration::from_hours(hours);
    let id = RowId::new(at.as_millisecond().unsigned_abs(), DeviceId(1), hours.unsigned_abs());
    let stamp = Stamp { id, at, offset: Offset::UTC, device: DeviceId(1) };
    Review::new(stamp, key(), rating, Mode::Drill).taking(Duration::from_secs(5))
}

/// The memory after one more answer.
fn after(model: &Model, memory: Option<Memory>, review: &Review) -> Memory {
    model.apply(memory, review).expect("an answer leaves a memory")
}

fn outcomes(model: &Model, memory: Option<&Memory>, hours: i64) -> [Outcome; 4] {
    model.outcomes(memory, &key(), review(hours, Rating::Good).at, Offset::UTC, &|_| 0)
}

#[test]
fn a_new_question_takes_the_learning_steps() {
    let model = model();
    let [again, hard, good, easy] = outcomes(&model, None, 0).map(|outcome| outcome.wait);
    assert_eq!(again, Wait::Step(MINUTE));
    assert_eq!(hard, Wait::Step(MINUTE * 11 / 2));
    assert_eq!(good, Wait::Step(10 * MINUTE));
    assert!(matches!(easy, Wait::Days(6..=11)), "{easy:?}");

    let first = after(&model, None, &review(0, Rating::Good));
    let step = first.waiting(first.last_day).unwrap();
    assert_eq!((step.index, step.relearning), (1, false));
    assert_eq!(step.at.time(), first.last.time() + SignedDuration::from_mins(10));
    let [again, hard, good, _] = outcomes(&model, Some(&first), 1).map(|outcome| outcome.wait);
    assert_eq!((again, hard), (Wait::Step(MINUTE), Wait::Step(10 * MINUTE)));
    assert!(matches!(good, Wait::Days(_)));
    assert_eq!(after(&model, Some(first), &review(1, Rating::Good)).step, None);
}

#[test]
fn steps_never_change_what_is_remembered() {
    let plain = Settings { learning: Vec::new(), relearning: Vec::new(), ..Settings::default() };
    let plain = Model::standard(plain, Days::START);
    let log =
        [0, 1, 30, 31, 90].map(|hours| review(hours, if hours == 30 { Rating::Again } else { Rating::Good }));
    let (with, without) = (model().fold(&log).unwrap(), plain.fold(&log).unwrap());
    assert_eq!(with.stability.to_bits(), without.stability.to_bits());
    assert_eq!(with.difficulty.to_bits(), without.difficulty.to_bits());
    assert_eq!(after(&plain, None, &review(0, Rating::Again)).step, None);
}

#[test]
fn a_step_is_gone_on_the_next_day() {
    let model = model();
    let first = after(&model, None, &review(0, Rating::Again));
    assert!(first.waiting(date(2026, 5, 1)).is_some());
    assert_eq!(first.waiting(date(2026, 5, 2)), None);
    assert!(matches!(outcomes(&model, Some(&first), 24)[2].wait, Wait::Days(_)));
}

#[test]
fn a_step_that_would_lie_in_the_next_study_day_is_none() {
    let mut late = review(16, Rating::Good);
    late.at -= SignedDuration::from_mins(5);
    assert_eq!(after(&model(), None, &late).step, None);
    late.rating = Rating::Again;
    assert!(after(&model(), None, &late).step.is_some());
}

#[test]
fn only_forgetting_what_was_learned_is_a_lapse() {
    let lapses = |ratings: &[(i64, Rating)]| {
        let log: Vec<Review> = ratings.iter().map(|(hours, rating)| review(*hours, *rating)).collect();
        model().fold(&log).unwrap().lapses
    };
    assert_eq!(lapses(&[(0, Rating::Again), (1, Rating::Again)]), 0);
    assert_eq!(lapses(&[(0, Rating::Easy), (200, Rating::Again)]), 1);
    // The second Again is still in the relearning step; a day later it is not.
    assert_eq!(lapses(&[(0, Rating::Easy), (200, Rating::Again), (201, Rating::Again)]), 1);
    assert_eq!(lapses(&[(0, Rating::Easy), (200, Rating::Again), (230, Rating::Again)]), 2);
}

#[test]
fn a_leech_has_eight_lapses_and_then_every_four() {
    let model = model();
    let mut memory = after(&model, None, &review(0, Rating::Good));
    let leeches: Vec<u32> = (0..=17)
        .filter(|lapses| {
            memory.lapses = *lapses;
            model.is_leech(&memory)
        })
        .collect();
    assert_eq!(leeches, [8, 12, 16]);
    let once = Settings { leech_first: 0, leech_every: 0, ..Settings::default() };
    memory.lapses = 0;
    assert!(!Model::standard(once, Days::START).is_leech(&memory));
}

#[test]
fn the_stored_day_wins_over_the_seed() {
    let mut given = review(0, Rating::Easy);
    given.due = Some(date(2026, 5, 13));
    assert_eq!(after(&model(), None, &given).due, date(2026, 5, 13));
}

#[test]
fn the_least_loaded_day_within_the_fuzz_is_taken() {
    let quiet = date(2026, 5, 11);
    let load = |day| u32::from(day != quiet);
    let outcomes = model().outcomes(None, &key(), review(0, Rating::Easy).at, Offset::UTC, &load);
    assert_eq!(outcomes[3], Outcome { due: quiet, wait: Wait::Days(10) });
}

#[test]
fn no_interval_is_longer_than_the_longest() {
    let short = Model::standard(Settings { longest: 6, ..Settings::default() }, Days::START);
    assert!(outcomes(&short, None, 0)[3].due <= date(2026, 5, 7));
    let old = short.fold(&[0, 100, 300, 900].map(|hours| review(hours, Rating::Easy))).unwrap();
    let due = outcomes(&short, Some(&old), 2000).map(|outcome| outcome.due);
    assert!(due[1] < due[2] && due[2] < due[3], "{due:?}");
    assert!(due[3] <= days_after(study_day(review(2000, Rating::Easy).at, Offset::UTC, Days::START), 6));
}

#[test]
fn a_clock_that_went_back_counts_as_the_same_day() {
    let model = model();
    let first = after(&model, None, &review(0, Rating::Good));
    let back = after(&model, Some(first), &review(-50, Rating::Good));
    let same = after(&model, Some(first), &review(1, Rating::Good));
    assert_eq!(back.stability.to_bits(), same.stability.to_bits());
    assert_eq!(back.last_day, date(2026, 4, 29));
}

#[test]
fn elapsed_days_are_study_days_also_where_clocks_change() {
    let elapsed = |zone: &str, first: DateTime, second: DateTime| {
        let days = Days { zone: TimeZone::posix(zone).unwrap(), start: Days::START };
        let log = [first, second].map(|wall| {
            let at = days.zone.to_timestamp(wall).unwrap();
            Review { at, offset: days.offset(at), ..review(0, Rating::Good) }
        });
        let before = model().fold(&log[..1]).unwrap();
        before.elapsed(after(&model(), Some(before), &log[1]).last_day)
    };
    let berlin = "CET-1CEST,M3.5.0,M10.5.0/3";
    // 23 hours apart and yet a day; 24 hours and 40 minutes apart and yet the same.
    assert_eq!(elapsed(berlin, date(2026, 3, 28).at(4, 10, 0, 0), date(2026, 3, 29).at(4, 10, 0, 0)), 1);
    assert_eq!(elapsed(berlin, date(2026, 10, 24).at(4, 10, 0, 0), date(2026, 10, 25).at(3, 50, 0, 0)), 0);
    let new_york = "EST5EDT,M3.2.0,M11.1.0";
    assert_eq!(elapsed(new_york, date(2026, 3, 7).at(4, 10, 0, 0), date(2026, 3, 8).at(4, 0, 0, 0)), 1);
    assert_eq!(elapsed(new_york, date(2026, 10, 31).at(4, 10, 0, 0), date(2026, 11, 1).at(3, 50, 0, 0)), 0);
}

#[test]
fn unusable_parameters_make_no_model() {
    let with = |parameters: &[f32]| Model::new(parameters, Settings::default(), Days::START);
    assert!(with(&[1.0; 5]).is_none());
    assert!(with(&[f32::NAN; 21]).is_none());
    assert!(with(&[0.5; 21]).is_some());
}

#[test]
fn the_fingerprint_changes_with_whatever_moves_the_fold() {
    let of = |settings: Settings| Model::standard(settings, Days::START).fingerprint();
    let usual = Settings::default;
    assert_eq!(of(usual()), of(Settings { leech_first: 3, leech_every: 1, ..usual() }));
    let others = [
        of(usual()),
        of(Settings { retention: 0.85, ..usual() }),
        of(Settings { learning: Vec::new(), ..usual() }),
        of(Settings { relearning: Vec::new(), ..usual() }),
        of(Settings { longest: 365, ..usual() }),
        Model::standard(usual(), Time::midnight()).fingerprint(),
        Model::new(&[0.5; 21], usual(), Days::START).unwrap().fingerprint(),
    ];
    assert_eq!(others.iter().collect::<std::collections::HashSet<_>>().len(), others.len(), "{others:?}");
}
