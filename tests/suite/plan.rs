//! The plan against other orders, on a few simulated learners. The whole table is made by `benches/simulator`.

#[path = "../../benches/simulator/cell.rs"]
mod cell;
#[path = "../../benches/simulator/learner.rs"]
mod learner;
#[path = "../../benches/simulator/policy.rs"]
mod policy;

use cell::{Cell, recall};
use examdrill::plan::{Grid, Precision};
use learner::Kind;
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
