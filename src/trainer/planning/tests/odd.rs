//! What nobody should say, and somebody does: a clear word, a sensible day, nothing lost.

use super::*;
use crate::schedule::Parameters;
use crate::trainer::BadDate;

/// Fails unless all that screens tell of the plan is made of numbers, and a session can be made. Gives what is told.
#[track_caller]
fn sensible(trainer: &mut Trainer, at: Timestamp) -> String {
    trainer.plan(at).unwrap();
    let today = trainer.today(at);
    let mut told = Vec::new();
    if let Some(planned) = trainer.planned() {
        let prospect = planned.prospect();
        told.extend(prospect.sentences());
        told.extend(prospect.exams.iter().map(|exam| exam.brief(today)));
        for day in &prospect.days {
            assert!(day.reviews.is_finite() && day.new.is_finite(), "{day:?}");
        }
        for exam in &prospect.exams {
            let topics = exam.readiness.topics.iter();
            for share in topics.flat_map(|topic| [topic.now, topic.on_day]) {
                assert!((0.0..=1.0).contains(&share), "{exam:?}");
            }
        }
        assert!(prospect.ten_more.is_finite());
    }
    for row in trainer.library.rows() {
        let history = trainer.history(&row.key()).unwrap();
        told.push(trainer.why_asked(&row.key(), &history, at));
        let recall = trainer.recall(&row.key(), at).unwrap_or_default();
        assert!((0.0..=1.0).contains(&recall), "{recall}");
    }
    let told = told.join("\n");
    assert!(!told.contains("NaN") && !told.contains("inf "), "{told}");
    let (_, outlook) = trainer.session(Mode::Drill, &Scope::default(), at).unwrap();
    assert!(outlook.time < Duration::from_hours(48), "{outlook:?}");
    told
}

#[test]
fn a_date_that_is_past_or_far_is_refused_and_today_and_tomorrow_are_planned() {
    let today = date(2026, 11, 23);
    assert_eq!(Agenda::check_date(date(2026, 11, 22), today), Err(BadDate::Over(date(2026, 11, 22), today)));
    assert!(matches!(Agenda::check_date(date(2062, 3, 1), today), Err(BadDate::Far(_))));
    assert_eq!([today, date(2026, 11, 24)].map(|day| Agenda::check_date(day, today)), [Ok(()), Ok(())]);
    let told = sensible(&mut learner(9, 0, 10), now());
    assert!(told.contains("The exam is today."), "{told}");
    let told = sensible(&mut learner(9, 1, 10), now());
    assert!(told.contains("The exam is tomorrow"), "{told}");
    // A date that went by in another window, or on another device.
    let told = sensible(&mut learner(9, -3, 10), now());
    assert!(!told.contains("exam"), "{told}");
}

#[test]
fn a_day_of_one_minute_asks_something_and_one_of_all_hours_asks_everything() {
    let mut trainer = learner(9, 3, 1);
    sensible(&mut trainer, now());
    assert!((1..=2).contains(&asked_of_exam(&trainer)));
    let mut trainer = learner(9, 3, 1440);
    let told = sensible(&mut trainer, now());
    assert_eq!(asked_of_exam(&trainer), 9);
    assert!(told.contains("Every question is studied by"), "{told}");
}

#[test]
fn a_learner_with_all_days_off_is_told_so_and_asked_nothing() {
    let mut trainer = learner(9, 20, 10);
    let off = trainer
        .agenda()
        .calendar
        .choose_off(&["2026-11-01..2027-03-01".parse().unwrap()], date(2026, 11, 23));
    replan(&mut trainer, &[off]);
    let told = sensible(&mut trainer, now());
    assert!(told.contains("No day before the exam has any minutes left."), "{told}");
    assert_eq!(asked(&trainer, now()), [""; 0]);
    assert_eq!(trainer.study_days(trainer.today(now())), []);
}

#[test]
fn a_date_that_is_moved_back_and_forth_ends_where_it_began() {
    let mut trainer = learner(30, 9, 10);
    let id = trainer.agenda().exams[0].exam.id.clone();
    let (before, begun) = (asked(&trainer, now()), trainer.agenda().begun(trainer.today(now())));
    for day in [2, 40, 0, 1, 9] {
        let choices = trainer.agenda().choose_date(&id, trainer.today(on(day)), trainer.today(now()));
        replan(&mut trainer, &choices);
        sensible(&mut trainer, now());
        assert_eq!(trainer.planned().unwrap().prospect().days.len(), day as usize);
    }
    assert_eq!(asked(&trainer, now()), before);
    assert_eq!(trainer.agenda().begun(trainer.today(now())), begun);
}

#[test]
fn reviews_of_a_clock_that_was_ahead_are_neither_lost_nor_in_the_way() {
    let mut trainer = learner(9, 5, 10);
    for card in 0..5 {
        rate(&mut trainer, &format!("a/c{card:03}"), Rating::Good, on(400));
    }
    sensible(&mut trainer, now());
    assert!(!asked(&trainer, now()).is_empty(), "the others are asked");
    assert_eq!(trainer.memories().values().count(), 5);
    sensible(&mut trainer, on(4));
    sensible(&mut trainer, on(401));
}

#[test]
fn parameters_that_are_nonsense_put_no_nonsense_on_a_screen() {
    for value in [0.0, -5.0, 1e-30, 1e30, f32::MAX] {
        let mut trainer = learner(9, 5, 10);
        for card in 0..5 {
            rate(&mut trainer, &format!("a/c{card:03}"), Rating::Good, on(-3));
        }
        trainer.store.set_parameters(&[value; 21], now()).unwrap();
        if let Some(parameters) = Parameters::new(&[value; 21]) {
            trainer.set_parameters(&parameters, now()).unwrap();
        }
        rate(&mut trainer, "a/c000", Rating::Hard, on(-1));
        sensible(&mut trainer, now());
    }
}

#[test]
fn an_exam_of_no_question_or_of_one_is_planned() {
    for cards in [0, 1] {
        let mut trainer = learner(cards, 3, 10);
        let told = sensible(&mut trainer, now());
        assert!(!told.contains("Every question was studied"), "{told}");
        assert_eq!(told.contains("No deck has questions for this exam"), cards == 0, "{told}");
        assert_eq!(trainer.planned().unwrap().questions(), cards);
        assert_eq!(asked_of_exam(&trainer), cards);
        for card in 0..cards {
            rate(&mut trainer, &format!("a/c{card:03}"), Rating::Easy, now());
        }
        sensible(&mut trainer, on(1));
        sensible(&mut trainer, on(3));
        sensible(&mut trainer, on(4));
    }
}
