//! What a learner gave counts as it was given, whatever the clock did meanwhile.

use proptest::prelude::*;

use super::*;
use crate::config::Config;

/// Something a learner does at some time of day.
#[derive(Debug, Clone)]
enum Deed {
    Rate(usize, Rating),
    UndoLast,
    Suspend(usize, bool),
    Flag(usize, bool),
    Bury(usize, bool),
    /// The program ends and starts again.
    Restart,
}

fn deed() -> impl Strategy<Value = Deed> {
    let (card, yes) = (0..CARDS.len(), any::<bool>());
    prop_oneof![
        4 => (card.clone(), 0..4_usize).prop_map(|(card, rating)| Deed::Rate(card, Rating::ALL[rating])),
        1 => Just(Deed::UndoLast),
        1 => (card.clone(), yes).prop_map(|(card, yes)| Deed::Suspend(card, yes)),
        1 => (card.clone(), yes).prop_map(|(card, yes)| Deed::Flag(card, yes)),
        1 => (card, yes).prop_map(|(card, yes)| Deed::Bury(card, yes)),
        1 => Just(Deed::Restart),
    ]
}

/// A clock that mostly runs, and is set forward and back by up to two years.
fn clock() -> impl Strategy<Value = i64> {
    prop_oneof![3 => 0..86_400_i64, 1 => -63_000_000..63_000_000_i64]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_clock_that_jumps_spoils_no_order(deeds in prop::collection::vec((deed(), clock()), 1..30)) {
        let home = tempfile::tempdir().unwrap();
        let mut learner = trainer(home.path(), library(CARDS), now());
        let keys: Vec<QuestionKey> = learner.library.questions().iter().map(|q| q.key.clone()).collect();
        let mut given: Vec<Review> = Vec::new();
        let mut decided = vec![(false, false, None); CARDS.len()];
        for (deed, seconds) in deeds {
            let at = Timestamp::from_second(now().as_second() + seconds).unwrap();
            match deed {
                Deed::Rate(card, rating) => {
                    let review = Review::new(learner.stamp(at), keys[card].clone(), rating, Mode::Drill);
                    prop_assert_eq!(review.at, at, "the time is the clock's own");
                    learner.record(&review).unwrap();
                    given.push(review);
                }
                Deed::UndoLast => {
                    let undone = learner.take_back_last(at).unwrap();
                    prop_assert_eq!(undone.map(|review| review.id), given.pop().map(|review| review.id));
                }
                Deed::Suspend(card, yes) => {
                    learner.decide(&keys[card], &Decision::Suspend(yes), at).unwrap();
                    decided[card].0 = yes;
                }
                Deed::Flag(card, yes) => {
                    learner.decide(&keys[card], &Decision::Flag(yes), at).unwrap();
                    decided[card].1 = yes;
                }
                Deed::Bury(card, yes) => {
                    let day = yes.then(|| learner.today(at));
                    learner.decide(&keys[card], &Decision::Bury(day), at).unwrap();
                    decided[card].2 = day;
                }
                Deed::Restart => {
                    drop(learner);
                    learner = trainer(home.path(), library(CARDS), at);
                }
            }
        }
        let mut ids = Vec::new();
        learner.store.reviews(|logged| ids.push(logged.review.id)).unwrap();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len() as u64, learner.store.len().unwrap());
        prop_assert!(given.is_sorted_by(|one, next| one.id < next.id));
        for (key, (suspended, flagged, buried)) in keys.iter().zip(decided) {
            let standing = learner.standing(key).cloned().unwrap_or_default();
            prop_assert_eq!((standing.suspended, standing.flagged, standing.buried), (suspended, flagged, buried));
            let mut reviews: Vec<&Review> = given.iter().filter(|review| review.key == *key).collect();
            reviews.sort_by_key(|review| (review.at, review.id));
            prop_assert_eq!(learner.memory(key).copied(), learner.model.fold(reviews));
        }
        prop_assert_eq!(&learner.folded().unwrap(), learner.memories());
    }
}

#[test]
fn one_rating_a_year_ahead_leaves_today_as_it_is() {
    let mut learner = Trainer::rehearsal(library(CARDS), now()).unwrap();
    let keys: Vec<QuestionKey> = learner.library.questions().iter().map(|q| q.key.clone()).collect();
    let year = Duration::from_hours(365 * 24);
    for (key, at) in keys.iter().zip([now(), now() + year, now()]) {
        let review = Review::new(learner.stamp(at), key.clone(), Rating::Good, Mode::Drill);
        learner.record(&review).unwrap();
    }
    let overview = learner.overview(now()).unwrap();
    assert_eq!((overview.done_today, overview.streak), (2, 1));
    let tomorrow = learner.overview(now() + Duration::from_hours(24)).unwrap();
    assert_eq!((tomorrow.done_today, tomorrow.streak), (0, 1));
}

#[test]
fn a_question_on_the_screen_while_the_clock_is_set_took_an_hour_at_most() {
    let learner = Trainer::rehearsal(library(CARDS), now()).unwrap();
    let (mut session, _) = learner.session(Mode::Drill, &Scope::default(), now()).unwrap();
    session.advance(now(), &mut StdRng::seed_from_u64(1));
    let later = now() + Duration::from_hours(365 * 24);
    session.answer(None, later);
    let review = session.rate(Rating::Again, learner.stamp(later), learner.model()).unwrap();
    assert_eq!(review.took, Review::LONGEST);
}

#[test]
fn a_review_holds_what_was_expected_of_it_and_by_which_parameters() {
    let home = tempfile::tempdir().unwrap();
    let mut learner = trainer(home.path(), library(CARDS), now());
    let first = drill(&mut learner, Rating::Good, now()).remove(0);
    assert_eq!(first.predicted, None, "nothing is expected of a new question");
    let mut parameters = fsrs::DEFAULT_PARAMETERS.to_vec();
    parameters[0] = 0.5;
    let row = learner.store.set_parameters(&parameters, now()).unwrap();
    drop(learner);
    let later = now() + Duration::from_hours(24 * 10);
    let mut learner = trainer(home.path(), library(CARDS), later);
    let second = drill(&mut learner, Rating::Good, later).remove(0);
    let predicted = second.predicted.unwrap();
    assert_eq!(predicted.parameters, Some(row));
    assert!((0.3..0.99).contains(&predicted.recall), "{predicted:?}");
    assert_eq!(learner.history(&second.key).unwrap().last().unwrap().predicted, Some(predicted));
}

#[test]
fn parameters_that_make_no_sense_leave_the_standard_ones() {
    let home = tempfile::tempdir().unwrap();
    let learner = trainer(home.path(), library(CARDS), now());
    let standard = learner.model.fingerprint();
    for nonsense in [vec![], vec![1.0], vec![f32::NAN; 21]] {
        learner.store.set_parameters(&nonsense, now()).unwrap();
        let again = trainer(home.path(), library(CARDS), now());
        assert_eq!(again.model.fingerprint(), standard);
    }
}

/// A trainer over the log in `folder`, of a learner whose settings file asks for that retention.
fn wishing(folder: &std::path::Path, retention: f32) -> Trainer {
    let config = Config { retention, ..Config::default() };
    let paths = Paths { data: folder.to_path_buf(), config: folder.to_path_buf() };
    Trainer::open(paths, config, library(CARDS), TimeZone::UTC, 7, now()).unwrap()
}

#[test]
fn a_setting_is_recorded_when_the_file_changes_and_only_then() {
    let home = tempfile::tempdir().unwrap();
    let generations: Vec<u64> = [0.9, 0.85, 0.85, 0.8, 0.9]
        .map(|retention| wishing(home.path(), retention).store.generation().unwrap())
        .to_vec();
    assert_eq!(generations, [0, 1, 1, 2, 3]);
}

#[test]
fn the_newest_record_is_in_force_also_where_another_device_made_it() {
    let home = tempfile::tempdir().unwrap();
    drop(wishing(home.path(), 0.85));
    let other = home.path().join("progress.db");
    rusqlite::Connection::open(&other).unwrap().execute("UPDATE choice SET device = 2", []).unwrap();
    // This device never recorded anything, and its file says the standard value: that overrules nobody.
    let learner = wishing(home.path(), 0.9);
    assert_eq!(learner.model.settings().retention.to_bits(), 0.85_f32.to_bits());
    assert_eq!(learner.config.retention.to_bits(), 0.85_f32.to_bits());
    let overruled = learner.overruled();
    assert_eq!(overruled.len(), 1);
    assert_eq!(
        (overruled[0].setting, overruled[0].wanted.as_str(), overruled[0].in_force.as_str()),
        ("retention", "0.9", "0.85")
    );
    learner.store.choose(&[overruled[0].insisting()], now()).unwrap();
    let again = wishing(home.path(), 0.9);
    assert_eq!((again.overruled(), again.model.settings().retention.to_bits()), (&[][..], 0.9_f32.to_bits()));
}

#[test]
fn the_same_log_folds_the_same_under_another_settings_file() {
    let home = tempfile::tempdir().unwrap();
    let mut learner = wishing(home.path(), 0.8);
    drill(&mut learner, Rating::Good, now());
    let memories = learner.memories().clone();
    drop(learner);
    let other = rusqlite::Connection::open(home.path().join("progress.db")).unwrap();
    // As on another device: none of the records is its own.
    other.execute("UPDATE choice SET device = 2", []).unwrap();
    assert_eq!(wishing(home.path(), 0.9).folded().unwrap(), memories);
}
