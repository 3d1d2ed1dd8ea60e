//! The model against reference values made by other implementations; the fixture says how.

use std::collections::HashMap;

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
struct Fixture {
    parameters: HashMap<String, Vec<f32>>,
    sequences: Vec<Sequence>,
}

#[derive(Deserialize)]
struct Sequence {
    parameters: String,
    retention: f32,
    kind: String,
    steps: Vec<(u8, u32, Option<f64>, f64, f64, f64)>,
}

fn is_near(got: f64, wanted: f64, tolerance: f64) -> bool {
    (got - wanted).abs() <= tolerance
}

#[test]
fn the_model_agrees_with_the_reference() {
    let fixture: Fixture =
        serde_json::from_str(include_str!("../../../../tests/fixtures/fsrs6.json")).unwrap();
    let mut checked = 0;
    for sequence in &fixture.sequences {
        let settings = Settings { retention: sequence.retention, ..Settings::default() };
        let model = Model::new(&fixture.parameters[&sequence.parameters], settings, Days::START).unwrap();
        let mut memory: Option<Memory> = None;
        let mut hours = 0;
        for (nth, &(rating, elapsed, chance, stability, difficulty, interval)) in
            sequence.steps.iter().enumerate()
        {
            hours += 24 * i64::from(elapsed);
            let mut review = review(hours, Rating::from_number(rating).unwrap());
            let today = study_day(review.at, review.offset, Days::START);
            let place = format!("{} {} step {nth}", sequence.kind, sequence.parameters);
            if let (Some(memory), Some(chance)) = (&memory, chance) {
                let got = model.retrievability(memory, today);
                assert!(is_near(got, chance, 5e-6), "{place}: retrievability {got}, not {chance}");
            }
            let wished = model.next_states(memory.as_ref(), today)[usize::from(rating) - 1].interval;
            assert!(
                is_near(wished.into(), interval, 5e-5 * interval),
                "{place}: interval {wished}, not {interval}"
            );

            let seeded = after(&model, memory, &review);
            review.due = Some(seeded.due);
            let next = after(&model, memory, &review);
            assert_eq!(seeded, next, "{place}: one rating and all four give the same");
            let (s, d) = (f64::from(next.stability), f64::from(next.difficulty));
            assert!(is_near(s, stability, 4e-5 * stability), "{place}: stability {s}, not {stability}");
            assert!(is_near(d, difficulty, 3e-6), "{place}: difficulty {d}, not {difficulty}");
            memory = Some(next);
            checked += 1;
        }
    }
    assert_eq!(checked, 1938);
}

#[test]
fn recall_falls_to_nine_in_ten_at_the_stability() {
    for w20 in [0.1, 0.1542, 0.5, 0.8] {
        let curve = Curve::new(w20);
        assert!(is_near(curve.at(12.5, 12.5), 0.9, 1e-12));
        assert!(is_near(curve.at(0.0, 12.5), 1.0, 0.0));
    }
}
