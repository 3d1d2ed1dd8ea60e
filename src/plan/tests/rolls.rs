//! What the days of a plan hold.

use crate::schedule::Calibration;
use crate::schedule::pace::{FIRST_STUDY_SECONDS, review_seconds};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::super::*;
use super::properties::deck;

/// So coarse that a thousand plans are solved in seconds, even by a build that is not optimised.
const TINY: Precision = Precision {
    grid: Grid { stabilities: 9, difficulties: 2 },
    softness: Softness { of_price: 0.1, most: 0.004 },
};

/// Minutes for this many times the first studies are enough to see every question before the exam.
const ENOUGH: f64 = 1.5;

#[test]
fn no_day_holds_more_than_its_minutes_and_with_enough_of_them_everything_is_seen() {
    live_through(0..500);
}

/// In two tests, which run beside each other.
#[test]
fn nor_does_it_in_five_hundred_other_plans() {
    live_through(500..1_000);
}

/// Plans of random decks, dates and minutes, one for each seed.
fn live_through(seeds: std::ops::Range<u64>) {
    let learner = Learner::default();
    for seed in seeds {
        let mut rng = StdRng::seed_from_u64(seed);
        let (days, count) = (rng.random_range(1..7), rng.random_range(1..30));
        let questions = recent(deck(&mut rng, count, days), rng.random_bool(0.5));
        let is_enough = rng.random_bool(0.5);
        let studies = FIRST_STUDY_SECONDS * questions.len() as f64;
        let whole = studies * if is_enough { ENOUGH } else { rng.random_range(0.0..3.0) };
        let off = rng.random_range(0..days * 2);
        let open = (days - usize::from(off < days && days > 1)) as f64;
        let seconds: Vec<_> =
            (0..days).map(|day| if day == off && days > 1 { 0.0 } else { whole / open }).collect();
        let problem = Problem { questions: &questions, seconds: &seconds, learner: &learner };
        let solution = Solution::<f32>::first(&problem, TINY);
        let roll = roll(&solution, &questions, &seconds, None, &mut rng);
        let longest_answer = FIRST_STUDY_SECONDS.max(review_seconds(crate::schedule::Rating::Again));
        for (day, &seconds) in roll.days.iter().zip(&seconds) {
            let most = if seconds > 0.0 { seconds + longest_answer } else { 0.0 };
            assert!(day.seconds <= most, "{seed}: {day:?} of {seconds}");
        }
        assert!(!is_enough || roll.unseen == 0, "{seed}: {} of {} unseen", roll.unseen, questions.len());
    }
}

/// The same questions, last studied within a week, so that there are few lines; or all of them new.
fn recent(mut questions: Vec<Question>, are_new: bool) -> Vec<Question> {
    for question in &mut questions {
        let recent = question.seen.map(|seen| Seen { elapsed: 1 + seen.elapsed % 6, ..seen });
        question.seen = recent.filter(|_| !are_new);
    }
    questions
}

#[test]
fn an_outlook_tells_of_all_questions_and_a_forecast_of_any_part() {
    let learner = Learner::default();
    let mut rng = StdRng::seed_from_u64(1);
    let questions = deck(&mut rng, 450, 6);
    let seconds = [1_500.0; 6];
    let problem = Problem { questions: &questions, seconds: &seconds, learner: &learner };
    let solution = Solution::<f32>::first(&problem, TINY);
    let outlook = solution.outlook(&questions, 1);
    let minutes: f64 = outlook.days.iter().map(|day| day.seconds).sum();
    assert!((minutes / 9_000.0 - 1.0).abs() < 0.05, "{minutes}");
    let new = questions.iter().filter(|question| question.seen.is_none()).count() as f64;
    let begun: f64 = outlook.days.iter().map(|day| day.first_studies).sum();
    assert!((begun + outlook.unseen - new).abs() < 0.1 * new, "{begun} begun, {} not", outlook.unseen);
    let gained = solution.gained_by(600.0);
    assert!(gained > 1.0 && gained < 450.0, "{gained}");

    let calibration =
        Calibration { theta: [-0.3, 0.9], covariance: [[0.01, 0.0], [0.0, 0.01]], residual_sd: 0.4 };
    let forecast = Forecast::new(&solution, &questions, &calibration, 1);
    let whole = forecast.expected(|place| questions[place].weight).unwrap();
    assert!(whole.mean < outlook.recall, "{whole:?} is less sure than {}", outlook.recall);
    assert!(whole.low < whole.mean && whole.mean < whole.high);
    let part = forecast.expected(|place| if place < 100 { 1.0 } else { 0.0 }).unwrap();
    assert!(part.mean > 0.0 && part != whole);
    assert_eq!(forecast.expected(|_| 0.0), None);
    let today = Forecast::today(&solution, &questions, &calibration, 1).expected(|_| 1.0).unwrap();
    assert!(today.mean < whole.mean, "{today:?} before {whole:?}");
}
