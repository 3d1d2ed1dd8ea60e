//! The plan against reference values made by other implementations; the fixture says how.

use crate::schedule::pace::Shares;
use serde::Deserialize;

use super::super::*;

#[derive(Deserialize)]
struct Fixture {
    problems: Vec<Reference>,
}

#[derive(Deserialize)]
struct Reference {
    id: usize,
    days: usize,
    params: Vec<f64>,
    prices: Vec<f64>,
    seconds_per_day: f64,
    days_off: Vec<usize>,
    questions: Vec<Asked>,
    order: Vec<usize>,
    use_per_day: Vec<f64>,
    dual: f64,
}

#[derive(Deserialize)]
struct Asked {
    seen: bool,
    s: f64,
    d: f64,
    elapsed: usize,
    weight: f64,
    time_factor: f64,
    exam_day: usize,
    gain: f64,
    seconds: f64,
    score: f64,
}

impl Asked {
    fn question(&self) -> Question {
        let state = State { stability: self.s, difficulty: self.d };
        Question {
            seen: self.seen.then_some(Seen { state, elapsed: self.elapsed }),
            weight: self.weight,
            time_factor: self.time_factor,
            exam_in: self.exam_day,
        }
    }
}

fn is_near(got: f64, wanted: f64) -> bool {
    (got - wanted).abs() <= 1e-6 * wanted.abs()
}

#[test]
fn the_plan_agrees_with_the_reference() {
    let text = include_str!("../../../tests/fixtures/plan.json");
    let fixture: Fixture = serde_json::from_str(text).unwrap();
    assert_eq!(fixture.problems.len(), 22);
    for reference in fixture.problems {
        let id = reference.id;
        let questions: Vec<_> = reference.questions.iter().map(Asked::question).collect();
        let is_off = |day| reference.days_off.contains(&day);
        let seconds =
            (0..reference.days).map(|day| if is_off(day) { 0.0 } else { reference.seconds_per_day });
        let seconds: Vec<_> = seconds.collect();
        let fsrs = Fsrs::new(reference.params.try_into().unwrap());
        let learner = Learner { fsrs, shares: Shares::standard(false) };
        let problem = Problem { questions: &questions, seconds: &seconds, learner: &learner };
        let solution = Solution::<f64>::at_prices(&problem, Precision::default(), reference.prices);
        for (asked, question) in reference.questions.iter().zip(&questions) {
            let gain = Gain::new(&learner, question);
            assert!((gain.with - gain.without - asked.gain).abs() <= 1e-9, "{id}: {gain:?}");
            assert!((gain.seconds - asked.seconds).abs() <= 1e-9, "{id}: {gain:?}");
            let score = solution.score(0, question).unwrap();
            assert!(is_near(score, asked.score), "{id}: score {score}, not {}", asked.score);
        }
        assert_eq!(solution.order(0, &questions), reference.order, "{id}");
        assert!(is_near(solution.bound(), reference.dual), "{id}: {}", solution.bound());
        for (day, (&got, &wanted)) in solution.used().iter().zip(&reference.use_per_day).enumerate() {
            let is_near = is_near(got, wanted) || (got - wanted).abs() <= 1e-6;
            assert!(is_near, "{id}: {got} seconds on day {day}, not {wanted}");
        }
    }
}
