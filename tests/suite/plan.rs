//! The plan against other orders, on a few simulated learners. The whole table is made by `benches/simulator`.

#[path = "../../benches/simulator/cell.rs"]
mod cell;
#[path = "../../benches/simulator/coverage.rs"]
mod coverage;
#[path = "../../benches/simulator/learner.rs"]
mod learner;
#[path = "../../benches/simulator/life.rs"]
mod life;
#[path = "../../benches/simulator/policy.rs"]
mod policy;

use cell::{Cell, recall};
use coverage::Coverage;
use examdrill::plan::{Grid, Precision};
use learner::Kind;
use life::{Life, Lived};
use policy::Policy;

/// Learners of each kind.
const LEARNERS: u64 = 6;

/// A setting that a build without optimisation goes through in seconds: few questions and days, and the coarse grid.
fn cell() -> Cell {
    let precision = Precision { grid: Grid::COARSE, ..Precision::default() };
    Cell { questions: 100, days: 14, minutes: 8, precision }
}

/// Recall on the exam day in the mean over learners of all kinds.
fn mean(policy: Policy) -> f64 {
    let of_kind = |kind| (0..LEARNERS).map(move |seed| recall(cell(), kind, policy, seed, None));
    let recalls: Vec<f64> = Kind::ALL.into_iter().flat_map(|(kind, _)| of_kind(kind)).collect();
    recalls.iter().sum::<f64>() / recalls.len() as f64
}

#[test]
fn who_follows_the_plan_recalls_more_than_who_studies_what_is_due_and_no_less_than_who_crams() {
    let plan = mean(Policy::Plan);
    let due = mean(Policy::Due);
    assert!(plan > due, "{plan}, and {due} by what is due");
    let cram = Policy::CRAMS.map(mean).into_iter().fold(0.0, f64::max);
    assert!(plan >= cram - 0.005, "{plan}, and {cram} by cramming");
}

#[test]
fn every_order_of_the_simulator_recalls_something_and_none_more_than_the_plan_for_a_learner_like_the_model() {
    let recall = |policy| recall(cell(), Kind::Modelled, policy, 1, None);
    let plan = recall(Policy::Plan);
    for policy in [Policy::Random, Policy::LowestRecall, Policy::Cycling, Policy::Index] {
        let other = recall(policy);
        assert!(other > 0.3 && other < plan + 0.01, "{policy:?}: {other}, and {plan} by the plan");
    }
}

#[test]
fn a_refit_changes_what_is_believed_and_not_what_was_answered() {
    let fit: cell::Fit<'_> = &|histories| {
        assert!(histories.iter().map(Vec::len).sum::<usize>() > 100, "a fit waits for enough answers");
        examdrill::plan::Fsrs::STANDARD
    };
    let [with, without] =
        [Some(fit), None].map(|fit| recall(cell(), Kind::Modelled, Policy::LowestRecall, 1, fit));
    assert!((with - without).abs() < 1e-12, "{with} and {without}");
}

#[test]
fn what_is_forecast_of_learners_like_the_model_mostly_comes() {
    let coverage = Coverage::of(cell(), Kind::Modelled, 9, 0..LEARNERS, None);
    let [told, came, width] = coverage.means();
    assert_eq!(coverage.count() as u64, LEARNERS);
    assert!(coverage.held() as u64 + 1 >= LEARNERS, "{coverage:?}");
    assert!((told - came).abs() < 0.05 && width < 0.3, "{told} was told, {came} came, {width} wide");
}

/// `simulate --life` lives all three weeks.
#[test]
fn the_first_days_before_the_built_in_exam_fill_their_minutes_and_repeat_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut life = Life::new(home.path(), 21, Kind::Modelled, 1).unwrap();
    for day in 0..2 {
        let Lived { answers, new, minutes, forecast } = life.live().unwrap();
        assert!(
            (15.0..24.0).contains(&minutes),
            "day {day}: {answers} answers, {new} new in {minutes} minutes"
        );
        assert!(forecast.is_none(), "there is nothing yet that it could stand on");
        assert!(new > 10 && answers > new);
    }
    assert!((0.05..0.5).contains(&life.recall()));
}
