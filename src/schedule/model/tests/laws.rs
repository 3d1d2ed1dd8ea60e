//! What holds for any log.

use proptest::prelude::*;

use super::*;

/// A log of one question: hours since the last review, rating, mode, zone, and whether the day was stored.
fn log() -> impl Strategy<Value = Vec<Review>> {
    let mode = prop::sample::select(vec![Mode::Drill, Mode::Drill, Mode::Quiz, Mode::Cram, Mode::Ahead]);
    let one = (0_i64..900, 0_usize..4, mode, -12_i8..=13, prop::option::of(1_u32..60));
    prop::collection::vec(one, 1..20).prop_map(|ones| {
        let mut hours = 0;
        let review = |(wait, rating, mode, zone, due): (i64, usize, Mode, i8, Option<u32>)| {
            hours += wait;
            let mut review = review(hours, Rating::ALL[rating]);
            review.mode = mode;
            review.offset = Offset::constant(zone);
            review.due = due.map(|days| days_after(study_day(review.at, review.offset, Days::START), days));
            review
        };
        ones.into_iter().map(review).collect()
    })
}

fn bits(memory: Option<Memory>) -> (Option<Memory>, [u32; 2]) {
    (memory, memory.map_or([0; 2], |memory| [memory.stability.to_bits(), memory.difficulty.to_bits()]))
}

proptest! {
    #[test]
    fn folding_is_applying_one_after_the_other(log in log()) {
        let model = model();
        let mut memory = None;
        for review in log.iter().filter(|review| review.mode.schedules()) {
            memory = model.apply(memory, review);
        }
        prop_assert_eq!(bits(model.fold(&log)), bits(memory));
        prop_assert_eq!(bits(model.fold_all(&log).get(&key()).copied()), bits(memory));
    }

    #[test]
    fn cramming_and_going_ahead_leave_no_trace(log in log()) {
        let rest: Vec<Review> = log.iter().filter(|review| review.mode.schedules()).cloned().collect();
        prop_assert_eq!(bits(model().fold(&log)), bits(model().fold(&rest)));
    }

    #[test]
    fn undo_gives_back_the_memory_bit_for_bit(log in log(), last in 0_i64..900, rating in 0_usize..4) {
        let model = model();
        let before = model.fold(&log);
        let mut more = log;
        more.push(Review { at: more.last().unwrap().at + SignedDuration::from_hours(last), ..review(0, Rating::ALL[rating]) });
        model.fold(&more);
        more.pop();
        prop_assert_eq!(bits(model.fold(&more)), bits(before));
    }

    #[test]
    fn storing_the_seeded_day_changes_nothing(log in log()) {
        let model = model();
        let mut memory = None;
        for mut review in log {
            review.due = None;
            let shown = model.outcomes(memory.as_ref(), &review.key, review.at, review.offset, &|_| 0);
            let seeded = after(&model, memory, &review);
            review.due = Some(shown[review.rating as usize - 1].due);
            let stored = after(&model, memory, &review);
            prop_assert_eq!(bits(Some(seeded)), bits(Some(stored)));
            memory = Some(stored);
        }
    }

    #[test]
    fn better_ratings_wait_longer(log in log(), later in 0_i64..9000, longest in 3_u32..40_000, loads in any::<u64>()) {
        let model = Model::standard(Settings { longest, ..Settings::default() }, Days::START);
        let memory = model.fold(&log);
        let at = log.last().unwrap().at + SignedDuration::from_hours(later);
        let load = |day: Date| (loads >> (day.day_of_year() % 60)) as u32 % 4;
        let due = model.outcomes(memory.as_ref(), &key(), at, Offset::UTC, &load).map(|outcome| outcome.due);
        let today = study_day(at, Offset::UTC, Days::START);
        prop_assert!(today < due[0] && due[0] <= due[1] && due[1] < due[2] && due[2] < due[3], "{:?}", due);
        prop_assert!(due[3] <= days_after(today, longest));
    }

    #[test]
    fn memories_keep_within_their_ranges(log in log(), days in 0_u32..40_000) {
        let model = model();
        if let Some(memory) = model.fold(&log) {
            prop_assert!((0.001..=36_500.0).contains(&memory.stability));
            prop_assert!((1.0..=10.0).contains(&memory.difficulty));
            let chance = model.retrievability(&memory, days_after(memory.last_day, days));
            prop_assert!((0.0..=1.0).contains(&chance));
            prop_assert_eq!(model.retrievability(&memory, Date::MIN).to_bits(), 1.0_f64.to_bits());
        }
    }

    #[test]
    fn any_finite_parameters_fold_to_numbers(log in log(), parameters in prop::collection::vec(-20_f32..50.0, 21)) {
        let model = Model::new(&parameters, Settings::default(), Days::START).unwrap();
        if let Some(memory) = model.fold(&log) {
            prop_assert!(memory.stability.is_finite() && memory.difficulty.is_finite());
            prop_assert!(model.retrievability(&memory, memory.due).is_finite());
        }
    }
}
