//! Why a question is asked, and what its rating keys show.

use super::*;
use crate::schedule::{Outcome, Wait};
use crate::words;

fn key(name: &str) -> QuestionKey {
    QuestionKey::from_stored(name)
}

fn why(trainer: &Trainer, name: &str, now: Timestamp) -> Option<String> {
    trainer.why_now(&key(name), &trainer.history(&key(name)).unwrap(), now)
}

/// The percentages in a sentence.
fn percents(sentence: &str) -> Vec<u32> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    words.windows(2).filter(|pair| pair[1].starts_with('%')).map(|pair| pair[0].parse().unwrap()).collect()
}

#[test]
fn why_a_question_is_asked_is_told_by_the_day_of_its_exam() {
    let mut trainer = learner(9, 30, 10);
    for (day, rating) in [(-9, Rating::Again), (-8, Rating::Again), (-6, Rating::Good)] {
        rate(&mut trainer, "a/c000", rating, on(day));
    }
    let told = why(&trainer, "a/c000", now()).unwrap();
    assert!(told.contains("now; on 23 Dec it is "), "{told}");
    assert!(told.ends_with(" if you answer it today. Your last ratings: good, again, again."), "{told}");
    let [now_recalled, without, with] = percents(&told)[..] else { panic!("{told}") };
    assert!(without < now_recalled && without < with && with <= 100, "{told}");
    let told = why(&trainer, "a/c001", now()).unwrap();
    assert!(
        told.starts_with("New: if you learn it today, the chance that you recall it on 23 Dec is "),
        "{told}"
    );
    assert_eq!(percents(&told).len(), 1);
}

#[test]
fn what_was_answered_today_and_what_the_exam_of_today_asks_are_told_as_they_are() {
    let mut trainer = learner(9, 30, 10);
    rate(&mut trainer, "a/c000", Rating::Easy, now());
    let told = why(&trainer, "a/c000", now()).unwrap();
    assert!(told.starts_with("Studied today: the chance that you recall it on 23 Dec is "), "{told}");
    rate(&mut trainer, "a/c001", Rating::Again, now());
    assert_eq!(why(&trainer, "a/c001", now()), None, "a learning step brings it back");
    let told = trainer.why_asked(&key("a/c001"), &trainer.history(&key("a/c001")).unwrap(), now());
    assert!(told.contains("learning step"), "{told}");
    trainer.plan(on(30)).unwrap();
    let told = why(&trainer, "a/c000", on(30)).unwrap();
    assert!(told.starts_with("The exam is today, and the chance that you recall this is "), "{told}");
    assert_eq!(
        why(&trainer, "a/c005", on(30)).as_deref(),
        Some("The exam is today, and this was never studied.")
    );
    assert_eq!(why(&trainer, "a/c000", on(31)), None, "the exam is over");
}

#[test]
fn what_no_exam_asks_comes_by_its_schedule() {
    let mut trainer = learner(9, 30, 10);
    assert_eq!(why(&trainer, "b/c000", now()), None);
    assert_eq!(trainer.why_asked(&key("b/c000"), &[], now()), words::WHY_NEW);
    rate(&mut trainer, "b/c000", Rating::Easy, on(-30));
    let told = trainer.why_asked(&key("b/c000"), &trainer.history(&key("b/c000")).unwrap(), now());
    assert!(told.starts_with("Last right on 24 Oct; recall stays above 90 %"), "{told}");
}

#[test]
fn the_rating_keys_show_no_wait_beyond_the_exam_and_store_what_they_would_without_it() {
    let trainer = learner(9, 3, 10);
    let outcomes = |name: &str, at: Timestamp| {
        let offset = trainer.days().offset(at);
        let outcomes = trainer.model().outcomes(None, &key(name), at, offset, &|_| 0);
        (outcomes, trainer.shown_waits(&key(name), outcomes, at))
    };
    let (easy, days) = (3, |outcomes: [Outcome; 4], rating: usize| outcomes[rating].wait);
    let (stored, shown) = outcomes("a/c000", now());
    assert!(matches!(days(stored, easy), Wait::Days(4..)), "{stored:?}");
    assert_eq!(days(shown, easy), Wait::Days(3));
    assert_eq!(stored.map(|outcome| outcome.due), shown.map(|outcome| outcome.due));
    assert_eq!(days(stored, 0), days(shown, 0), "a learning step stays");
    let (stored, shown) = outcomes("b/c000", now());
    assert_eq!(stored, shown, "no exam asks it");
    for day in [3, 4] {
        let (stored, shown) = outcomes("a/c000", on(day));
        assert_eq!(stored, shown, "from the day of the exam on, the schedule counts");
    }
}

#[test]
fn after_the_exam_what_is_due_is_spread_and_no_day_expects_more_answers_than_its_minutes_hold() {
    let mut trainer = learner(300, 1, 60);
    trainer.configure(|config| config.minutes_per_day = Some(Duration::from_mins(15)));
    for card in 0..300 {
        rate(&mut trainer, &format!("a/c{card:03}"), Rating::Easy, on(-40));
    }
    trainer.plan(now()).unwrap();
    let today = trainer.today(now());
    assert_eq!(trainer.memories().values().filter(|memory| memory.due < today).count(), 300);
    let mut seen = HashSet::new();
    for day in 2..7 {
        let at = on(day);
        assert!(!trainer.is_planned(trainer.today(at)));
        let nothing_new = Scope { new: Some(0), ..Scope::default() };
        let (session, outlook) = trainer.session(Mode::Drill, &nothing_new, at).unwrap();
        assert_eq!(outlook.due + outlook.left_over, 300 - seen.len(), "day {day}");
        assert!(outlook.answers >= outlook.due);
        let each = trainer.recent(at).unwrap().seconds_each();
        let time = each * outlook.answers as u32;
        assert!(time <= Duration::from_mins(15) + each, "day {day}: {time:?}");
        for item in session.items() {
            assert!(seen.insert(item.question.key.to_string()), "{} is asked twice", item.question.key);
            rate(&mut trainer, &item.question.key.to_string(), Rating::Good, at);
        }
    }
    assert_eq!(seen.len(), 300);
}
