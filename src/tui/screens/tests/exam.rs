//! What an exam with a date changes where one studies, and how it went.

use jiff::ToSpan;

use super::*;
use crate::schedule::{Calendar, Rating};
use crate::trainer::{Agenda, ExamResult};

const LAW: &str = "[deck]\nid='law'\ntitle='Law'\n[[card]]\nid='a'\nfront='Tort?'\nback='A wrong.'\n[[card]]\nid='b'\n\
                   front='Deed?'\nback='A paper.'\n";

/// Someone with an exam of the deck in so many days.
fn with_exam(days: i64) -> Player<Failing> {
    let mut trainer = Trainer::rehearsal(library(&[LAW]), now()).unwrap();
    let today = trainer.today(now());
    let (id, mut choices) = Agenda::make("The bar", &["law".to_owned()], &[], &trainer.library);
    choices.extend(trainer.agenda().choose_date(&id, today.saturating_add(days.days()), today));
    choices.push(Calendar::choose_minutes(Some(20)));
    trainer.choose(&choices, now()).unwrap();
    trainer.plan(now()).unwrap();
    player_before(Today::default(), trainer, Look::dark(), (80, 24))
}

fn result(player: &Player<Failing>) -> Option<ExamResult> {
    player.world.trainer().agenda().exams[0].result.clone()
}

#[test]
fn how_an_exam_went_is_kept_in_the_log_and_can_be_taken_back() {
    let mut player = with_exam(-2);
    player.shows(&["The bar is over. How did it go? Press d to answer."]);
    player.press("d").shows(&["How did it go? The bar"]);
    player.press("p");
    assert_eq!(result(&player), None, "the score may follow");
    player.press("780").shows(&["Passed. Score: 780"]);
    player.press("<enter>");
    assert_eq!(result(&player), Some(ExamResult::Passed("780".to_owned())));
    player.press("q").hides(&["How did it go?"]);
    player.press("d").hides(&["How did it go?"]);

    let mut player = with_exam(-2);
    player.press("df<enter>u");
    assert_eq!(result(&player), None, "undone");
    player.press("qd").shows(&["How did it go? The bar"]);
    player.press("p<esc>q");
    assert_eq!(result(&player), None, "later");
    player.press("<esc>q").shows(&["How did it go? Press d to answer."]);
    player.press("dn");
    assert_eq!(result(&player), Some(ExamResult::Untold));
}

#[test]
fn a_key_tells_why_the_question_is_asked_now_until_the_next_key() {
    let mut player = with_exam(10);
    player.press("<enter>w").shows(&["New: if you learn it today, the chance that you recall it", "Tort?"]);
    player.press("<space>").hides(&["if you learn it today"]);
    player.press("<alt+w>").shows(&["New: if you learn it today", "again"]);
    player.press("4").hides(&["if you learn it today"]);
    assert_eq!(reviews(&player), 1);
}

#[test]
fn the_rating_keys_show_at_most_the_days_to_the_exam_and_the_log_has_the_day_without_it() {
    let mut player = with_exam(3);
    player.press("<enter><space>").shows(&["4 easy 3 d"]);
    player.press("4");
    let trainer = player.world.trainer();
    let memory = trainer.memories().values().next().unwrap();
    assert!(memory.due > trainer.today(now()).saturating_add(3.days()), "{memory:?}");
}

#[test]
fn browse_tells_what_an_answer_today_gains_on_the_day_of_the_exam() {
    let mut player = with_exam(10);
    player.press("<enter><space>4qq");
    let mut world = player.world;
    let key = crate::card::QuestionKey::from_stored("law/b");
    let trainer = &mut world.desk.trainer;
    let then = now() - jiff::SignedDuration::from_hours(24 * 4);
    let stamp = Stamp { at: then, ..trainer.stamp(then) };
    let review = crate::schedule::Review::new(stamp, key, Rating::Good, crate::schedule::Mode::Drill);
    trainer.record(&review).unwrap();
    let mut player = Player::new(world, Box::new(Today::default()), Look::dark(), (120, 35), now());
    player.press("b").wait(std::time::Duration::from_secs(1)).shows(&["Studied today: the chance that you"]);
    player.press("j").wait(std::time::Duration::from_secs(1));
    player.shows(&["The chance that you recall this", "if you answer it today"]);
}

/// Parameters by which a memory holds otherwise than by the standard ones.
fn other_parameters() -> crate::schedule::Parameters {
    let mut values = crate::schedule::Parameters::STANDARD.values().to_vec();
    (values[2], values[3]) = (9.0, 30.0);
    crate::schedule::Parameters::new(&values).unwrap()
}

#[test]
fn a_session_goes_by_a_fit_from_its_next_rating_on_and_what_is_undone_is_exact() {
    let mut player = with_exam(30);
    player.press("<enter><space>4");
    player.world.desk.trainer.set_parameters(&other_parameters(), now()).unwrap();
    player.tell(Event::LogChanged);
    let fitted = player.world.trainer().memories().clone();
    player.press("<space>4");
    let memories: Vec<_> = player.world.trainer().memories().values().copied().collect();
    assert!(memories.iter().all(|memory| memory.stability > 20.0), "{memories:?}");
    player.press("u");
    assert_eq!(*player.world.trainer().memories(), fitted);
    player.press("u");
    assert!(player.world.trainer().memories().values().next().is_none());
    player.press("UU");
    let again: Vec<_> = player.world.trainer().memories().values().copied().collect();
    assert_eq!(again, memories);
    player.press("<enter>");
}

#[test]
fn today_left_open_over_the_end_of_a_day_plans_the_next_one() {
    let mut player = with_exam(10);
    player.shows(&["in 10 days"]);
    let planned = |player: &Player<Failing>| player.world.trainer().planned().unwrap().day();
    assert_eq!(planned(&player), player.world.trainer().today(now()));
    player.wait(std::time::Duration::from_hours(24));
    assert_eq!(planned(&player), player.world.trainer().today(player.now()));
    assert!(player.now() > now());
}
