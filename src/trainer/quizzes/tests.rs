//! What quizzes do to the schedule, over days.

use std::collections::HashSet;

use rand::SeedableRng;
use rand::rngs::StdRng;

use super::*;
use crate::card::answers;
use crate::card::{Answer, Input, QuestionKey};
use crate::library::{Library, LoadedDeck};
use crate::quiz::{Sureness, Timing};
use crate::source::SourceFile;
use crate::trainer::{Only, QuizWish, Scope, Source};

/// So many choices of four.
fn trainer(cards: usize) -> Trainer {
    let card = |n: usize| {
        format!(
            "[[card]]\nid='c{n}'\nquestion='Question {n}?'\nanswer='right{n}'\nwrong=['x{n}','y{n}','z{n}']\n"
        )
    };
    let text = format!("[deck]\nid='d'\ntitle='D'\n{}", (0..cards).map(card).collect::<String>());
    let deck = LoadedDeck::new(None, vec![SourceFile { name: "d.toml".into(), text }], Vec::new());
    let library = Library::from_iter([deck]);
    let mut trainer = Trainer::rehearsal(library, day(0)).unwrap();
    trainer.configure(|config| config.new_per_day = 10);
    trainer
}

/// Ten in the morning, so many days after the first.
fn day(number: i64) -> Timestamp {
    let first: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
    first + jiff::SignedDuration::from_hours(24 * number)
}

fn rng() -> StdRng {
    StdRng::seed_from_u64(5)
}

fn wish(questions: usize) -> QuizWish {
    QuizWish { source: Source::Own(Scope::default(), questions), only: Only::All, seed: None }
}

/// Drills what is due and new, everything right; gives the questions in the order they came.
fn drill(trainer: &mut Trainer, now: Timestamp) -> Vec<QuestionKey> {
    let (mut session, _) = trainer.session(Mode::Drill, &Scope::default(), now).unwrap();
    let (mut now, mut seen, mut rng) = (now, Vec::new(), rng());
    session.advance(now, &mut rng);
    while let Some(asked) = session.asked() {
        now += Duration::from_secs(10);
        seen.push(session.item().unwrap().question.key.clone());
        let solution = asked.posed.input.solution();
        session.answer(Some(solution), now);
        let review = session.rate(Rating::Good, trainer.stamp(now), trainer.model()).unwrap();
        trainer.record(&review).unwrap();
        session.advance(now, &mut rng);
    }
    seen
}

/// Sits a quiz; `is_right` says of each place whether it is answered right, `None` leaves it open without looking at it.
fn sit(
    trainer: &mut Trainer,
    paper: &Paper,
    now: Timestamp,
    is_right: &dyn Fn(usize) -> Option<bool>,
) -> Past {
    let id = trainer.begin_quiz(paper, &Terms::exam(Timing::Whole(Duration::from_mins(20))), now).unwrap();
    let mut used = Duration::ZERO;
    for (at, item) in paper.items.iter().enumerate() {
        let Some(right) = is_right(at) else { continue };
        let Answer::Chosen(solution) = item.posed.input.solution() else { panic!() };
        let Input::Choose(answers::Choose { options, .. }) = &item.posed.input else { panic!() };
        let chosen = if right { solution } else { vec![(solution[0] + 1) % options.len()] };
        for act in [Act::Go(at), Act::Answer(at, Some(Answer::Chosen(chosen)))] {
            used += Duration::from_secs(5);
            trainer.step_quiz(id, &Step { used, act }, now).unwrap();
        }
    }
    trainer.hand_in(id, used, End::HandedIn, now).unwrap();
    trainer.past_quiz(id).unwrap().unwrap()
}

fn draw(trainer: &Trainer, wish: &QuizWish, now: Timestamp) -> Paper {
    trainer.draw_quiz(wish, now, &mut rng()).unwrap().unwrap()
}

#[test]
fn over_a_week_of_drill_and_quizzes_every_miss_comes_back_the_same_day_and_stays_close() {
    let mut trainer = trainer(40);
    let mut all_missed: Vec<(i64, QuestionKey)> = Vec::new();
    for number in 0..7 {
        let morning = day(number);
        drill(&mut trainer, morning);
        if number % 2 == 0 {
            continue;
        }
        let noon = morning + jiff::SignedDuration::from_hours(4);
        let paper = draw(&trainer, &wish(10), noon);
        let past = sit(&mut trainer, &paper, noon, &|at| Some(at % 5 != 0));
        let missed: Vec<QuestionKey> =
            past.report.missed().iter().map(|&at| paper.items[at].key.clone()).collect();
        assert_eq!(missed.len(), 2);
        let evening = noon + jiff::SignedDuration::from_hours(4);
        let due = drill(&mut trainer, evening);
        for key in missed {
            assert!(due.contains(&key), "{key} was missed at noon, and is asked in the evening");
            all_missed.push((number, key));
        }
    }
    for (number, key) in all_missed {
        let memory = trainer.memory(&key).unwrap();
        let others: Vec<f32> = trainer
            .memories()
            .values()
            .filter(|m| m.lapses == 0 && m.reps > 2)
            .map(|m| m.stability)
            .collect();
        let usual = others.iter().sum::<f32>() / others.len().max(1) as f32;
        assert!(memory.stability < usual, "missed on day {number}, {key} comes sooner than the others");
    }
}

#[test]
fn what_is_right_counts_by_how_likely_it_was_known() {
    let mut trainer = trainer(8);
    drill(&mut trainer, day(0));
    // After half a year hardly anything is left, so a right answer is more likely a guess.
    for (later, lesson) in [(2, Lesson::Known), (400, Lesson::LuckyGuess)] {
        let now = day(later);
        let paper = draw(&trainer, &wish(8), now);
        let past = sit(&mut trainer, &paper, now, &|at| (at == 0).then_some(true));
        let found = past.sitting.entries()[0].lesson;
        let recall = trainer.memory(&paper.items[0].key).map(|memory| memory.stability);
        if later == 2 {
            assert_eq!(found, Some(lesson));
        } else {
            assert!(matches!(found, Some(Lesson::LuckyGuess | Lesson::Shaky)), "{found:?} {recall:?}");
        }
    }
}

#[test]
fn not_reached_says_nothing_and_a_new_question_answered_right_stays_new() {
    let mut trainer = trainer(8);
    let paper = draw(&trainer, &wish(8), day(0));
    let past = sit(&mut trainer, &paper, day(0), &|at| (at < 2).then_some(at == 0));
    let lessons: Vec<_> = past.sitting.entries().iter().map(|entry| entry.lesson).collect();
    assert_eq!(lessons[..3], [Some(Lesson::Unstudied), Some(Lesson::Missed), None]);
    assert!(trainer.memory(&paper.items[0].key).is_none());
    assert!(trainer.memory(&paper.items[1].key).is_some());
    assert!(trainer.memory(&paper.items[2].key).is_none());
    // It comes first among the new ones.
    let (session, _) = trainer.session(Mode::Drill, &Scope::default(), day(0)).unwrap();
    let new = session.items().iter().find(|item| item.memory.is_none()).unwrap();
    assert_eq!(new.question.key, paper.items[0].key);
}

#[test]
fn a_guess_that_was_right_comes_back_and_is_named() {
    let mut trainer = trainer(8);
    drill(&mut trainer, day(0));
    let paper = draw(&trainer, &wish(8), day(2));
    let id = trainer.begin_quiz(&paper, &Terms::exam(Timing::None), day(2)).unwrap();
    let solution = paper.items[0].posed.input.solution();
    for act in [Act::Answer(0, Some(solution)), Act::Sure(0, Some(Sureness::Unsure))] {
        trainer.step_quiz(id, &Step { used: Duration::from_secs(5), act }, day(2)).unwrap();
    }
    trainer.hand_in(id, Duration::from_secs(9), End::HandedIn, day(2)).unwrap();
    let past = trainer.past_quiz(id).unwrap().unwrap();
    assert_eq!((past.sitting.entries()[0].lesson, past.report.guesses), (Some(Lesson::LuckyGuess), vec![0]));
    assert!(drill(&mut trainer, day(2)).contains(&paper.items[0].key));
}

#[test]
fn the_feeding_can_be_switched_off_and_handing_in_twice_is_handing_in_once() {
    let mut trainer = trainer(8);
    let terms = Terms { feeds: false, ..Terms::exam(Timing::None) };
    let paper = draw(&trainer, &wish(8), day(0));
    for (terms, reviews) in [(terms, 0), (Terms::exam(Timing::None), 1)] {
        let id = trainer.begin_quiz(&paper, &terms, day(0)).unwrap();
        let first = trainer.hand_in(id, Duration::from_secs(9), End::HandedIn, day(0)).unwrap();
        let again = trainer.hand_in(id, Duration::from_secs(99), End::TimeOver, day(0)).unwrap();
        assert_eq!(first, again);
        assert_eq!(trainer.store().len().unwrap(), reviews);
    }
}

#[test]
fn papers_in_a_row_ask_something_else_as_far_as_there_is_more() {
    let mut trainer = trainer(40);
    let mut last: HashSet<QuestionKey> = HashSet::new();
    for number in 0..3 {
        let paper = draw(&trainer, &wish(10), day(number));
        let keys: HashSet<QuestionKey> = paper.items.iter().map(|item| item.key.clone()).collect();
        assert_eq!((keys.len(), keys.intersection(&last).count()), (10, 0));
        sit(&mut trainer, &paper, day(number), &|_| Some(true));
        last = keys;
    }
}

#[test]
fn two_windows_that_hand_in_at_the_same_moment_file_the_misses_once() {
    let trainer = trainer(8);
    let paper = draw(&trainer, &wish(8), day(0));
    let id = trainer.begin_quiz(&paper, &Terms::exam(Timing::None), day(0)).unwrap();
    // Both have looked already, and neither has seen an end.
    let sitting = trainer.store.sitting(id).unwrap().unwrap().sitting;
    let lessons = trainer.lessons(&sitting, day(0));
    let end = |end| Step { used: Duration::ZERO, act: Act::HandIn(end, lessons.clone()) };
    let first = trainer.reviews(&sitting, &lessons, day(0));
    let second = trainer.reviews(&sitting, &lessons, day(0));
    assert_eq!(trainer.store.hand_in(id, &end(End::HandedIn), &first, &[], day(0)).unwrap(), Taken::Counts);
    assert_eq!(trainer.store.hand_in(id, &end(End::TimeOver), &second, &[], day(0)).unwrap(), Taken::Over);
    assert_eq!(trainer.store().len().unwrap(), 1);
    assert_eq!(trainer.past_quiz(id).unwrap().unwrap().sitting.end(), Some(End::HandedIn));
    let late = Step { used: Duration::ZERO, act: Act::Flag(0, true) };
    assert_eq!(trainer.step_quiz(id, &late, day(0)).unwrap(), Taken::Over, "and nobody goes on unheeded");
}

#[test]
fn what_a_quiz_says_is_not_taken_back_by_undo() {
    let mut trainer = trainer(8);
    drill(&mut trainer, day(0));
    let rated = trainer.store().last_review().unwrap().unwrap();
    let paper = draw(&trainer, &wish(8), day(1));
    sit(&mut trainer, &paper, day(1), &|at| Some(at != 0));
    assert_eq!(trainer.take_back_last(day(1)).unwrap().unwrap().id, rated.id);
}

#[test]
fn a_quiz_begun_before_its_card_was_reworded_moves_the_card_of_now() {
    let mut trainer = trainer(8);
    drill(&mut trainer, day(0));
    let paper = draw(&trainer, &wish(8), day(1));
    let id = trainer.begin_quiz(&paper, &Terms::exam(Timing::None), day(1)).unwrap();
    let (old, new) = (paper.items[0].key.clone(), QuestionKey::from_stored("d/reworded"));
    // As the trainer does it at a start; this run has not seen it.
    trainer.store.decide(&old, &crate::schedule::Decision::Carry(new.clone()), day(2)).unwrap();
    trainer.refresh().unwrap();
    let reps = trainer.memory(&new).unwrap().reps;
    trainer.hand_in(id, Duration::ZERO, End::HandedIn, day(3)).unwrap();
    assert_eq!(trainer.memory(&new).unwrap().reps, reps + 1);
    assert!(trainer.memory(&old).is_none());
    let past = trainer.past_quiz(id).unwrap().unwrap();
    assert_eq!(past.sitting.paper().items[0].key, new);
}

#[test]
fn a_lost_quiz_never_raises_what_is_told_of_recall_today() {
    let mut trainer = trainer(10);
    drill(&mut trainer, day(0));
    let recalled = |trainer: &Trainer| trainer.overview(day(9)).unwrap().decks[0].counts.recalled;
    let before = recalled(&trainer);
    let paper = draw(&trainer, &wish(10), day(9));
    sit(&mut trainer, &paper, day(9), &|_| Some(false));
    let after = recalled(&trainer);
    assert!(before > 0 && after == 0, "{before} before it, {after} after it");
    drill(&mut trainer, day(9));
    assert_eq!(recalled(&trainer), 10, "what was asked again is recalled");
}
