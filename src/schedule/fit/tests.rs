use jiff::civil::time;
use jiff::tz::Offset;
use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::*;
use crate::card::QuestionKey;
use crate::schedule::{DeviceId, Mode, Model, Rating, Review, RowId, Settings, Stamp};

const DAY: i64 = 86_400_000;

fn review(key: &QuestionKey, at: Timestamp, rating: Rating) -> Review {
    let stamp = Stamp { id: RowId(0), at, offset: Offset::UTC, device: DeviceId(1) };
    Review::new(stamp, key.clone(), rating, Mode::Drill)
}

fn at(millisecond: i64) -> Timestamp {
    Timestamp::from_millisecond(millisecond).unwrap()
}

fn history() -> History {
    History::new(time(4, 0, 0, 0), Timestamp::MAX)
}

/// What a learner with these parameters answers who studies `questions` as the standard model plans it, for so many days.
fn learned(values: &[f32], questions: usize, days: i64, seed: u64) -> Vec<Review> {
    let start = time(4, 0, 0, 0);
    let learner = Model::new(values, Settings::default(), start).unwrap();
    let planner = Model::standard(Settings::default(), start);
    let mut rng = StdRng::seed_from_u64(seed);
    let mut all = Vec::new();
    for nth in 0..questions {
        let key = QuestionKey::new("deck", &format!("card{nth}"), "front");
        let (mut truth, mut plan) = (None, None);
        let mut day = i64::from(rng.random_range(0..40));
        while day < days {
            let now = at((20_000 + day) * DAY + DAY / 2 + nth as i64);
            let recall =
                truth.as_ref().map_or(0.5, |memory| learner.predict(memory, now, Offset::UTC).recall);
            let rating = if rng.random::<f32>() < recall { Rating::Good } else { Rating::Again };
            let review = review(&key, now, rating);
            truth = learner.apply(truth, &review);
            plan = planner.apply(plan, &review);
            all.push(review);
            day += i64::from(plan.unwrap().due.since(plan.unwrap().last_day).unwrap().get_days().max(1));
        }
    }
    all.sort_by_key(|review| review.at);
    all
}

fn history_of(reviews: &[Review]) -> History {
    let mut history = history();
    for review in reviews {
        history.add(review.key.number(), review);
    }
    history
}

#[test]
fn a_fit_is_due_at_a_hundred_answers_and_then_ever_more_rarely() {
    let now = at(0);
    assert!(!is_due(99, None, now) && is_due(100, None, now));
    let last = Some(Last { rows: 100, at: now });
    let later = |hours| now + SignedDuration::from_hours(hours);
    assert!(!is_due(155, last, later(47)) && !is_due(154, last, later(48)) && is_due(155, last, later(48)));
    // A clock that went back waits.
    assert!(!is_due(900, last, later(-100)));
}

#[test]
fn a_learner_who_forgets_otherwise_is_followed_all_the_way() {
    let mut values = fsrs::DEFAULT_PARAMETERS;
    values[..4].copy_from_slice(&[0.05, 0.2, 0.4, 1.5]);
    values[8] = 0.9;
    values[20] = 0.4;
    let reviews = learned(&values, 400, 120, 5);
    let fit = fit(&history_of(&reviews), &Parameters::STANDARD, 0);
    let kept = fit.kept().unwrap();
    assert!(matches!(kept.candidate, Candidate::Step(5 | 10)), "{fit:?}");
    assert!(fit.gain() > 0.05, "{}", fit.gain());
}

#[test]
fn the_average_learner_keeps_about_the_standard_parameters() {
    for seed in 0..4 {
        let reviews = learned(&fsrs::DEFAULT_PARAMETERS, 200, 90, seed);
        let fit = fit(&history_of(&reviews), &Parameters::STANDARD, 0);
        assert!(matches!(fit.kept().unwrap().candidate, Candidate::Standard | Candidate::Step(1)), "{seed}");
    }
}

#[test]
fn too_little_or_one_rating_alone_keeps_what_there_is() {
    let mut values = fsrs::DEFAULT_PARAMETERS;
    values[0] = 0.5;
    let own = Parameters::new(&values).unwrap();
    let reviews = learned(&values, 60, 60, 1);
    for few in [&reviews[..0], &reviews[..1], &reviews[..99]] {
        assert_eq!(fit(&history_of(few), &own, 0).parameters, own);
    }
    for rating in Rating::ALL {
        let alike: Vec<Review> = reviews.iter().map(|review| Review { rating, ..review.clone() }).collect();
        assert_eq!(fit(&history_of(&alike), &own, 0).parameters, own);
    }
}

#[test]
fn what_a_clock_that_was_ahead_stamped_is_left_out() {
    let reviews = learned(&fsrs::DEFAULT_PARAMETERS, 60, 60, 1);
    let mut history = History::new(time(4, 0, 0, 0), reviews[9].at);
    for review in &reviews {
        history.add(review.key.number(), review);
    }
    assert_eq!(history.rows(), 10);
}

#[test]
fn a_question_made_new_again_begins_a_history_of_its_own() {
    let key = QuestionKey::new("deck", "card", "front");
    let mut history = history();
    history.add(key.number(), &review(&key, at(0), Rating::Good));
    let forgotten = Review { mode: Mode::Forgotten, ..review(&key, at(DAY), Rating::Again) };
    history.add(key.number(), &forgotten);
    history.add(key.number(), &review(&key, at(9 * DAY), Rating::Good));
    let mut score = Score::default();
    history.score(&Parameters::STANDARD, 0, 9, &mut score);
    assert_eq!((history.rows(), score.answers()), (2, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever the log holds, and whatever parameters were imported.
    #[test]
    fn nonsense_gives_finite_parameters(
        answers in prop::collection::vec((0_u64..6, 0_i64..40, 0_usize..4), 0..260),
        own in prop::collection::vec(-1e9_f32..1e9, 21),
    ) {
        let mut history = history();
        let mut day = 0;
        for (question, gap, rating) in answers {
            day += gap / 8;
            let key = QuestionKey::new("deck", &question.to_string(), "front");
            history.add(key.number(), &review(&key, at(day * DAY), Rating::ALL[rating]));
        }
        let current = Parameters::new(&own).unwrap();
        let fit = fit(&history, &current, 0);
        prop_assert!(fit.parameters.values().iter().all(|value| value.is_finite()));
        prop_assert!(fit.gain().is_finite());
    }
}
