//! The statistics, as somebody sees them who has studied for some weeks.

use std::time::Duration;

use jiff::{SignedDuration, ToSpan};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::decks::{KINDS, large};
use super::*;
use crate::card::QuestionKey;
use crate::library::ListedDeck;
use crate::schedule::{Mode, Rating, Review};
use crate::stats::{Quiz, Statistics};

/// New questions a day.
const NEW: usize = 4;

/// Lets a learner study for so many days up to yesterday, who forgets a little more than is expected.
pub(super) fn live(trainer: &mut Trainer, days: i64) {
    let mut rng = StdRng::seed_from_u64(7);
    let rows = |deck: &ListedDeck| deck.rows().map(|row| row.key()).collect::<Vec<_>>();
    let keys: Vec<QuestionKey> = trainer.library.decks.iter().flat_map(rows).collect();
    for back in (1..=days).rev().filter(|back| back % 9 != 5) {
        let morning = now() - SignedDuration::from_hours(24 * back);
        let today = trainer.today(morning);
        let is_due = |key: &&QuestionKey| trainer.memory(key).is_some_and(|memory| memory.due <= today);
        let new = keys.iter().filter(|key| trainer.memory(key).is_none()).take(NEW);
        let asked: Vec<QuestionKey> = keys.iter().filter(is_due).chain(new).cloned().collect();
        let mut at = morning;
        for key in asked {
            loop {
                let rating = rate(trainer, &key, at, &mut rng);
                let took = Duration::from_secs(rng.random_range(3..40));
                answer(trainer, &key, rating, took, at);
                at += SignedDuration::from_secs(60);
                if rating != Rating::Again {
                    break;
                }
            }
        }
    }
}

fn rate(trainer: &Trainer, key: &QuestionKey, at: Timestamp, rng: &mut StdRng) -> Rating {
    // Every eighth question never sticks.
    let is_hard = key.number().0.is_multiple_of(8);
    let recall = trainer.recall(key, at).unwrap_or(0.8);
    let roll: f64 = rng.random();
    match () {
        () if roll > recall - if is_hard { 0.35 } else { 0.04 } => Rating::Again,
        () if roll < 0.1 => Rating::Hard,
        () => Rating::Good,
    }
}

fn answer(trainer: &mut Trainer, key: &QuestionKey, rating: Rating, took: Duration, at: Timestamp) {
    let stamp = trainer.stamp(at);
    let mut review = Review::new(stamp, key.clone(), rating, Mode::Drill);
    review.took = took;
    let memory = trainer.memory(key);
    review.predicted = memory.map(|memory| trainer.model().predict(memory, stamp.at, stamp.offset));
    trainer.record(&review).unwrap();
}

/// Somebody before the statistics who has studied these decks for so many days.
pub(super) fn player_after(texts: &[&str], days: i64, look: Look, size: (u16, u16)) -> Player<Failing> {
    let mut trainer = Trainer::rehearsal(library(texts), now()).unwrap();
    live(&mut trainer, days);
    let mut player = player_before(Today::default(), trainer, look, size);
    player.press("S");
    player.settle();
    player
}

fn told(player: &Player<Failing>) -> Statistics {
    player.world.trainer().counting(now()).unwrap().run().unwrap()
}

/// The same with quizzes that grew from 60 % to 84 %.
fn with_quizzes(mut statistics: Statistics) -> Statistics {
    let quiz = |nth: i32| Quiz {
        day: statistics.today.saturating_sub((30 - 7 * nth).days()),
        title: "A mock exam".to_owned(),
        share: 0.6 + 0.08 * f64::from(nth),
        passed: Some(nth > 1),
    };
    statistics.quizzes = (0..4).map(quiz).collect();
    statistics
}

#[test]
fn every_page_at_every_size() {
    let cards = large(120);
    let mut player = player_after(&[KINDS, &cards], 60, Look::dark(), (80, 24));
    let told = with_quizzes(told(&player));
    player.tell(Event::Done(Done::Statistics(Box::new(told))));
    let pages = ["overview", "memory", "topics", "hardest", "quizzes"];
    for (name, key) in pages.into_iter().zip("12345".chars()) {
        assert_frames(&format!("statistics_{name}"), player.press(&key.to_string()));
    }
}

#[test]
fn the_first_days_say_that_they_say_little() {
    let mut player = player_after(&[KINDS], 2, Look::plain(), (80, 24));
    assert_frame("statistics_early_80x24", &player.frame());
    let frame = player.frame();
    let words: Vec<&str> = frame.split_whitespace().collect();
    assert!(words.join(" ").contains("Only 1 so far: this says little."), "{frame}");
    player.press("2");
    assert_frame("statistics_early_memory_80x24", &player.frame());
}

#[test]
fn who_never_answered_sees_empty_pages_and_no_trouble() {
    let mut player = player_after(&[KINDS], 0, Look::dark(), (80, 24));
    for _ in 0..5 {
        player.press("<tab>");
    }
    player.shows(&["1 Overview", "Retention"]);
    player.press("4").shows(&["No question gives you trouble"]);
    player.press("<enter>esj");
    player.press("5").shows(&["None has been sat yet"]);
}

#[test]
fn pages_turn_round_and_round_and_q_leads_back() {
    let mut player = player_after(&[KINDS], 20, Look::dark(), (80, 24));
    player.press("<tab>").shows(&["▸2 Memory", "Calibration"]);
    player.press("<left><left>").shows(&["▸5 Quizzes"]);
    player.press("<right>").shows(&["▸1 Overview"]);
    player.click("3 Topics").shows(&["▸3 Topics", "By deck", "Every kind of card"]);
    player.press("q").shows(&["Nothing is due today"]);
}

#[test]
fn nothing_is_told_before_the_log_was_read_and_keys_go_on() {
    let mut player = player_after(&[KINDS], 3, Look::dark(), (80, 24));
    player.press("q");
    player.world.desk.hold();
    player.press("S2").shows(&["Reading the log…", "▸2 Memory"]);
    run_held(&mut player).shows(&["Calibration"]);
}

#[test]
fn enter_shows_a_hard_question_in_browse_and_s_suspends_it() {
    let cards = large(60);
    let mut player = player_after(&[&cards], 40, Look::dark(), (80, 24));
    let hardest = told(&player).leeches.into_iter().chain(told(&player).hardest).next().unwrap();
    player.press("4s").shows(&["Suspended. Press s to have it asked again.", "It is suspended"]);
    let is_suspended = |player: &Player<Failing>| {
        player.world.trainer().standing(&hardest.key).is_some_and(|is| is.suspended)
    };
    assert!(is_suspended(&player));
    player.press("s");
    assert!(!is_suspended(&player));
    player.press("<enter>").shows(&["Browse", &hardest.prompt]);
}

#[test]
fn what_was_counted_is_what_was_answered() {
    let cards = large(60);
    let player = player_after(&[&cards], 30, Look::dark(), (80, 24));
    let told = told(&player);
    assert_eq!(told.answers as u64, reviews(&player));
    assert_eq!(told.days.values().map(|day| day.answers).sum::<usize>(), told.answers);
    assert_eq!(told.times.iter().sum::<usize>(), told.answers);
    assert_eq!(told.load.len(), 30);
    let learned = told.learned.last().unwrap().1;
    assert_eq!(told.stabilities.iter().sum::<usize>(), learned);
    assert_eq!(told.hardest[0].retention.answers, told.hardest[0].history.len() - 1 - same_day(&told));
}

/// Answers of the hardest question that came on a day on which it had been answered before.
fn same_day(told: &Statistics) -> usize {
    let history = &told.hardest[0].history;
    history.windows(2).filter(|pair| pair[0].0 == pair[1].0).count()
}

/// How many answers Done counts: `4 of 5 right`.
fn counted_by_done(player: &Player<Failing>) -> usize {
    let frame = player.frame();
    let before = frame.split(" right").next().unwrap();
    before.rsplit(' ').next().unwrap().parse().unwrap_or_else(|_| panic!("no answers in:\n{frame}"))
}

#[test]
fn a_day_has_as_many_answers_in_done_on_today_and_in_the_statistics_and_fewer_of_them_are_reviews() {
    let card = |nth| format!("[[card]]\nid = 'c{nth}'\nfront = 'What is {nth}?'\nback = '{nth}'\n");
    let text = format!("[deck]\nid = 'd'\ntitle = 'The deck'\n{}", (0..30).map(card).collect::<String>());
    let mut trainer = Trainer::rehearsal(library(&[&text]), now()).unwrap();
    live(&mut trainer, 4);
    let mut player = player_before(Today::default(), trainer, Look::dark(), (80, 24));
    // Rated, taken back, rated otherwise; taken back twice and given again; put away; forgotten, and asked once more.
    player.press("<enter><space>3<space>1u<space>3<space>3<space>4uuUU<space>1<space>3");
    player.wait(Duration::from_mins(20)).press("<space>3<space>3q");
    let first = counted_by_done(&player);
    player.press("q<enter><space>3<space>2<space>1q");
    let second = counted_by_done(&player);
    player.press("q").shows(&[&format!("{} answers today", first + second)]);
    let at = player.now();
    let statistics = player.world.trainer().counting(at).unwrap().run().unwrap();
    let today = statistics.days[&statistics.today];
    assert_eq!(today.answers, first + second);
    let before: usize = statistics.days.values().map(|day| day.answers).sum::<usize>() - today.answers;
    assert_eq!(statistics.answers, before + first + second);
    let reviews = statistics.retention.all().answers;
    assert!(reviews < statistics.answers, "first studies and steps are no reviews");
    player.press("S").shows(&[&format!("{reviews} reviews"), "Answers a day"]);
}
