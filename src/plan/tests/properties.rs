//! What holds for any plan.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::super::*;

/// A deck of questions, a third of them new, as chance will have it.
pub(super) fn deck(rng: &mut StdRng, count: usize, exam_in: usize) -> Vec<Question> {
    (0..count).map(|_| question(rng, exam_in)).collect()
}

fn question(rng: &mut StdRng, exam_in: usize) -> Question {
    let state =
        State { stability: rng.random_range(-1.0_f64..4.5).exp(), difficulty: rng.random_range(1.0..10.0) };
    let seen = Seen { state, elapsed: rng.random_range(1..40) };
    let seen = rng.random_bool(2.0 / 3.0).then_some(seen);
    Question { seen, weight: 1.0, time_factor: 1.0, exam_in }
}

/// Exact tables on the coarse grid.
const COARSE: Precision = Precision { grid: Grid::COARSE, softness: Softness { of_price: 0.1, most: 0.004 } };

fn solved(questions: &[Question], seconds: &[f64]) -> Solution<f64> {
    let learner = Learner::default();
    Solution::first(&Problem { questions, seconds, learner: &learner }, COARSE)
}

#[test]
fn no_question_is_lost_on_the_way_to_the_exam() {
    let mut rng = StdRng::seed_from_u64(1);
    let mut questions = deck(&mut rng, 40, 20);
    questions[3].time_factor = 2.0;
    questions[7].exam_in = 9;
    let began: f64 = questions.iter().map(|question| question.time_factor).sum();
    let arrived = solved(&questions, &[300.0; 20]).arrived();
    assert!((arrived - began).abs() <= 1e-9, "{arrived}, not {began}");
}

#[test]
fn use_is_the_slope_of_the_dual() {
    let mut rng = StdRng::seed_from_u64(2);
    let questions = deck(&mut rng, 30, 12);
    let learner = Learner::default();
    let problem = Problem { questions: &questions, seconds: &[400.0; 12], learner: &learner };
    let softness = Softness { of_price: 1e6, most: 1e-6 };
    let precision = Precision { grid: Grid::COARSE, softness };
    let prices: Vec<f64> = (0..12).map(|day| 0.002 - 0.000_1 * f64::from(day)).collect();
    let at = |prices: &[f64]| Solution::<f64>::at_prices(&problem, precision, prices.to_vec());
    let solution = at(&prices);
    let mut checked = 0;
    for day in 0..12 {
        let moved = |by: f64| {
            let mut prices = prices.clone();
            prices[day] += by;
            at(&prices).bound()
        };
        let step = 1e-9;
        let slope = |step: f64| (moved(step) - moved(-step)) / (2.0 * step);
        // Where a node changes its mind between two steps there is a bend, and no slope.
        if (slope(step) - slope(10.0 * step)).abs() > 1e-3 {
            continue;
        }
        let used = 400.0 - slope(step);
        let got = solution.used()[day];
        assert!((got - used).abs() <= 0.001 * used.max(1.0), "day {day}: {got}, not {used}");
        checked += 1;
    }
    assert!(checked >= 8, "{checked}");
}

#[test]
fn with_plenty_of_minutes_a_second_costs_nothing() {
    let questions = deck(&mut StdRng::seed_from_u64(3), 10, 30);
    let solution = solved(&questions, &[3600.0; 30]);
    assert!(solution.prices().iter().all(|&price| price <= 1e-7), "{:?}", solution.prices());
    assert_eq!(solution.order(0, &questions).len(), 10);
}

#[test]
fn without_minutes_there_is_nothing_to_do() {
    let questions = deck(&mut StdRng::seed_from_u64(4), 10, 5);
    for seconds in [&[0.0; 5][..], &[]] {
        let solution = solved(&questions, seconds);
        assert_eq!(solution.order(0, &questions), [0; 0]);
        assert_eq!(solution.ranked(0, &questions).len(), 10, "who studies all the same gets the best first");
        let again = solution.again(
            &Problem { questions: &questions, seconds: &[600.0; 5], learner: solution.learner() },
            0,
            CHANGED_ROUNDS,
        );
        assert_eq!(again.order(0, &questions).len(), 10, "and minutes may be given later");
    }
}

#[test]
fn no_questions_and_no_days_make_an_empty_plan() {
    assert_eq!(solved(&[], &[600.0; 5]).order(0, &[]), [0; 0]);
    let questions = deck(&mut StdRng::seed_from_u64(5), 3, 0);
    let solution = solved(&questions, &[]);
    assert_eq!(solution.seconds(), [0.0; 0]);
    let broken = [Question { weight: f64::NAN, exam_in: 4, ..questions[0] }];
    assert_eq!(solved(&broken, &[600.0; 4]).ranked(0, &broken), [0]);
}

#[test]
fn on_the_last_day_the_order_is_that_of_the_gain_for_each_second() {
    let learner = Learner::default();
    let questions = deck(&mut StdRng::seed_from_u64(6), 30, 1);
    let problem = Problem { questions: &questions, seconds: &[600.0], learner: &learner };
    let solution = Solution::<f64>::first(&problem, Precision::default());
    for question in &questions {
        let (score, gain) =
            (solution.score(0, question).unwrap(), Gain::new(&learner, question).per_second());
        assert!((score - gain).abs() <= 0.02 * gain.abs() + 2e-4, "{score} and {gain} of {question:?}");
    }
}

#[test]
fn on_the_exam_day_what_is_most_at_risk_comes_first() {
    let mut questions = deck(&mut StdRng::seed_from_u64(7), 12, 0);
    questions[5].weight = 50.0;
    questions[5].seen = None;
    let solution = solved(&questions, &[]);
    let fsrs = &Learner::default().fsrs;
    let risks: Vec<f64> = solution
        .ranked(0, &questions)
        .iter()
        .map(|&place| {
            let recall = questions[place]
                .seen
                .map_or(0.0, |seen| fsrs.recall(seen.elapsed as f64, seen.state.stability));
            questions[place].weight * (1.0 - recall)
        })
        .collect();
    assert!(risks.is_sorted_by(|a, b| a >= b), "{risks:?}");
    assert!((risks[0] - 50.0).abs() < 1e-9);
}

#[test]
fn twice_the_weight_for_twice_the_time_is_the_same() {
    let mut questions = deck(&mut StdRng::seed_from_u64(8), 20, 10);
    let double = Question { weight: 2.0, time_factor: 2.0, ..questions[2] };
    questions.push(double);
    let solution = solved(&questions, &[300.0; 10]);
    let [single, double] = [2, 20].map(|place| solution.score(0, &questions[place]).unwrap());
    assert!((single - double).abs() < 1e-15, "{single} and {double}");
}

#[test]
fn an_exam_day_without_minutes_changes_nothing() {
    let questions = deck(&mut StdRng::seed_from_u64(9), 20, 10);
    let mut seconds = vec![300.0; 10];
    let without = solved(&questions, &seconds);
    seconds.push(0.0);
    let with = solved(&questions, &seconds);
    assert_eq!(without.prices(), with.prices());
    assert_eq!(without.order(0, &questions), with.order(0, &questions));
}

#[test]
fn days_off_have_no_use_and_no_list() {
    let questions = deck(&mut StdRng::seed_from_u64(10), 30, 6);
    let solution = solved(&questions, &[200.0, 0.0, 200.0, 0.0, 200.0, 200.0]);
    assert!(solution.used()[1].abs() < 1e-12 && solution.used()[3].abs() < 1e-12);
    assert_eq!(solution.order(1, &questions), [0; 0]);
}

#[test]
fn a_plan_that_is_solved_again_keeps_its_bound() {
    let questions = deck(&mut StdRng::seed_from_u64(11), 100, 20);
    let learner = Learner::default();
    let problem = Problem { questions: &questions, seconds: &[300.0; 20], learner: &learner };
    let first = Solution::<f32>::first(&problem, COARSE);
    let again = first.again(&problem, 0, WARM_ROUNDS);
    assert!(again.bound() <= first.bound() + 1e-3, "{} after {}", again.bound(), first.bound());
    let used: f64 = again.used().iter().sum();
    assert!((used - 6_000.0).abs() < 600.0, "{used} of 6,000 seconds");
}

#[test]
fn single_precision_gives_the_same_order_but_for_near_ties() {
    let questions = deck(&mut StdRng::seed_from_u64(12), 60, 15);
    let learner = Learner::default();
    let problem = Problem { questions: &questions, seconds: &[300.0; 15], learner: &learner };
    let exact = Solution::<f64>::first(&problem, COARSE);
    let quick = Solution::<f32>::at_prices(&problem, COARSE, exact.prices().to_vec());
    for question in &questions {
        let (a, b) = (exact.score(0, question).unwrap(), quick.score(0, question).unwrap());
        assert!((a - b).abs() < 1e-6, "{a} and {b}");
    }
}
