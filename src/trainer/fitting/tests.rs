use jiff::Timestamp;
use jiff::tz::Offset;

use crate::card::QuestionKey;
use crate::library::Library;
use crate::schedule::fit::{Candidate, Fit};
use crate::schedule::{Mode, Parameters, Rating, Review};
use crate::trainer::{Fitted, Trainer};

const DAY: i64 = 86_400_000;

fn now() -> Timestamp {
    "2026-11-27T12:00:00Z".parse().unwrap()
}

/// A learner with `questions` questions, each answered four times in the last weeks.
fn learner(questions: i64) -> Trainer {
    let mut trainer = Trainer::rehearsal(Library::default(), now()).unwrap();
    let mut reviews = Vec::new();
    for nth in 0..questions {
        let key = QuestionKey::new("deck", &format!("card{nth}"), "front");
        for (back, rating) in [(30, Rating::Good), (28, Rating::Again), (20, Rating::Good), (2, Rating::Good)]
        {
            let at = Timestamp::from_millisecond(now().as_millisecond() - back * DAY + nth).unwrap();
            let stamp = crate::schedule::Stamp { at, offset: Offset::UTC, ..trainer.stamp(at) };
            reviews.push(Review::new(stamp, key.clone(), rating, Mode::Drill));
        }
    }
    trainer.store.append_all(&reviews).unwrap();
    trainer.refresh().unwrap();
    trainer
}

/// A fit that found `parameters`, whatever the answers say.
fn found(trainer: &Trainer, parameters: Parameters) -> Fitted {
    let mut fitting = trainer.fitting(now()).unwrap();
    fitting.model = fitting.model.by(&parameters);
    let memories = Some(fitting.folded(&fitting.model).unwrap());
    let fit = Fit { rows: 0, trials: Vec::new(), kept: None, parameters };
    Fitted { fit, generation: trainer.store.generation().unwrap(), model: fitting.model, memories }
}

fn others() -> Parameters {
    let mut values = *Parameters::STANDARD.values();
    values[2] = 9.0;
    Parameters::new(&values).unwrap()
}

#[test]
fn a_fit_that_is_due_is_noted_whether_it_changes_anything_or_not() {
    let mut trainer = learner(30);
    let fitted = trainer.fitting_if_due(now()).unwrap().unwrap().run().unwrap().unwrap();
    assert_eq!(fitted.fit.rows, 120);
    assert!(trainer.take_fit(fitted, now()).unwrap());
    assert_eq!(trainer.store.all_parameters().unwrap().len(), 1);
    assert!(trainer.fitting_if_due(now()).unwrap().is_none(), "two days have not passed");
    let later = now() + jiff::SignedDuration::from_hours(72);
    assert!(
        trainer.fitting_if_due(later).unwrap().unwrap().run().unwrap().is_none(),
        "nothing was learned since"
    );
}

#[test]
fn nothing_is_due_below_a_hundred_answers() {
    assert!(learner(24).fitting_if_due(now()).unwrap().is_none());
}

#[test]
fn a_fit_folds_everything_anew_and_can_be_taken_back() {
    let mut trainer = learner(30);
    let before = trainer.memories().clone();
    assert!(trainer.take_fit(found(&trainer, others()), now()).unwrap());
    assert_eq!(trainer.model().parameters(), others());
    assert!(trainer.model().row().is_some());
    assert_ne!(*trainer.memories(), before);
    assert_eq!(*trainer.memories(), trainer.folded().unwrap());
    let back = trainer.parameters_before().unwrap().unwrap();
    assert!(back.is_standard());
    trainer.set_parameters(&back, now()).unwrap();
    assert_eq!((trainer.memories(), trainer.model().row()), (&before, None));
    assert_eq!(
        trainer.parameters_before().unwrap(),
        Some(others()),
        "taken back once more, the fit is there again"
    );
}

#[test]
fn a_fit_is_not_taken_where_something_was_stored_meanwhile() {
    let mut trainer = learner(30);
    let fitted = found(&trainer, others());
    trainer.store.set_parameters(&[], now()).unwrap();
    assert!(!trainer.take_fit(fitted, now()).unwrap());
    assert!(trainer.model().parameters().is_standard());
}

#[test]
fn what_another_device_fitted_is_followed() {
    let mut trainer = learner(30);
    trainer.store.set_parameters(others().values(), now()).unwrap();
    trainer.refresh().unwrap();
    assert_eq!(trainer.model().parameters(), others());
    assert_eq!(*trainer.memories(), trainer.folded().unwrap());
    assert_eq!(Candidate::Step(10).name(), "fitted");
}
