//! What a sitting promises.

use proptest::prelude::*;

use super::super::{News, Running, Seed, draw, read};
use super::*;
use crate::card::answers;
use crate::card::{Input, Question};
use crate::source::SourceFile;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_mins(1);

/// An ordering, which stands first, and so many choices.
fn paper(choices: usize) -> Paper {
    let file = |text: String| SourceFile { name: "x.toml".into(), text };
    let choice = |n: usize| {
        format!("[[card]]\nid='c{n}'\nquestion='q{n}?'\nanswer='a{n}'\nwrong=['x','y','z']\ntags=['t']\n")
    };
    let cards: String = (0..choices).map(choice).collect();
    let order = "[[card]]\nid='o'\nquestion='o?'\norder=['1','2','3']\ntags=['t']\n";
    let (deck, findings) = crate::deck::parse(&[file(format!("[deck]\nid='d'\n{order}{cards}"))]);
    assert_eq!(findings, []);
    let exam = format!(
        "[exam]\nid='x'\ntitle='X'\npass=50\n[[form]]\nid='f'\nquestions={}\nperformance=1\n\
         [[topic]]\ntag='t'\nweight=1\n",
        choices + 1
    );
    let exam = read(&file(exam)).0.unwrap();
    draw(&exam, &exam.forms[0], &deck.questions.iter().collect::<Vec<&Question>>(), Seed::first(1))
}

fn sitting(choices: usize, timing: Timing) -> Sitting {
    Sitting::new(paper(choices), Terms::exam(timing))
}

fn step(seconds: u64, act: Act) -> Step {
    Step { used: SECOND * seconds as u32, act }
}

/// The right answer to the item at `at`.
fn right(sitting: &Sitting, at: usize) -> Answer {
    sitting.paper().items[at].posed.input.solution()
}

fn any_act() -> impl Strategy<Value = Act> {
    let place = 0_usize..6;
    prop_oneof![
        place.clone().prop_map(Act::Go),
        (place.clone(), prop::option::of(0_usize..5))
            .prop_map(|(at, option)| Act::Answer(at, option.map(|option| Answer::Chosen(vec![option])))),
        place.clone().prop_map(Act::Tell),
        (place.clone(), any::<bool>()).prop_map(|(at, on)| Act::Flag(at, on)),
        place.prop_map(|at| Act::Sure(at, Some(Sureness::Sure))),
        Just(Act::Beat),
        Just(Act::Pause),
        Just(Act::Resume),
    ]
}

proptest! {
    #[test]
    fn no_step_breaks_a_sitting_and_time_is_spent_on_one_item_at_a_time(
        acts in prop::collection::vec((any_act(), 0_u64..100), 0..40),
        timing in prop::sample::select(vec![Timing::None, Timing::Whole(MINUTE * 10), Timing::Each(MINUTE)]),
    ) {
        let mut sitting = sitting(4, timing);
        let (mut used, mut last, mut away) = (0, Duration::ZERO, Duration::ZERO);
        for (act, passed) in acts {
            used += passed;
            let is_back = act == Act::Resume;
            sitting.apply(&step(used, act));
            prop_assert!(sitting.used() >= last);
            away += if is_back { sitting.used().saturating_sub(last) } else { Duration::ZERO };
            last = sitting.used();
            let spent: Duration = sitting.entries().iter().map(|entry| entry.spent).sum();
            prop_assert!(spent <= sitting.used());
            prop_assert!(matches!(timing, Timing::Each(_)) || spent + away == sitting.used());
            let left = sitting.left(sitting.used());
            prop_assert_eq!(left.is_some(), timing != Timing::None);
        }
    }

    #[test]
    fn a_sitting_read_back_from_its_steps_is_the_same(acts in prop::collection::vec((any_act(), 0_u64..100), 0..40)) {
        let (mut sat, mut used) = (sitting(4, Timing::Whole(MINUTE * 30)), 0);
        let mut stored = Vec::new();
        for (act, passed) in acts {
            used += passed;
            let step = step(used, act);
            stored.push((step.used, serde_json::to_string(&step.act).unwrap()));
            sat.apply(&step);
        }
        let paper = serde_json::to_string(sat.paper()).unwrap();
        let mut again = Sitting::new(serde_json::from_str(&paper).unwrap(), *sat.terms());
        for (used, act) in stored {
            again.apply(&Step { used, act: serde_json::from_str(&act).unwrap() });
        }
        prop_assert_eq!(again, sat);
    }
}

#[test]
fn nothing_is_answered_once_the_time_is_over() {
    let mut sitting = sitting(3, Timing::Whole(MINUTE));
    sitting.apply(&step(59, Act::Answer(1, Some(Answer::Chosen(vec![0])))));
    sitting.apply(&step(60, Act::Answer(2, Some(Answer::Chosen(vec![0])))));
    sitting.apply(&step(600, Act::Flag(2, true)));
    assert_eq!((sitting.answered(), sitting.used(), sitting.flagged()), (1, MINUTE, vec![]));
    sitting.apply(&step(700, Act::HandIn(End::TimeOver, vec![])));
    assert_eq!((sitting.end(), sitting.used()), (Some(End::TimeOver), MINUTE));
}

#[test]
fn a_question_whose_own_time_is_over_is_closed_and_the_others_are_not() {
    let mut sitting = sitting(2, Timing::Each(MINUTE));
    assert_eq!(sitting.next_open(MINUTE), Some(1));
    sitting.apply(&step(61, Act::Answer(0, Some(Answer::Order(vec![0, 1, 2])))));
    assert!(sitting.is_closed(0) && sitting.entries()[0].answer.is_none());
    sitting.apply(&step(61, Act::Go(2)));
    assert_eq!(sitting.left(SECOND * 71), Some(SECOND * 50));
    assert!(!sitting.is_time_over(SECOND * 1000), "one was never looked at");
    sitting.apply(&step(1000, Act::Go(1)));
    assert!(sitting.is_time_over(SECOND * 1060) && sitting.next_open(SECOND * 1060).is_none());
}

#[test]
fn an_order_with_an_open_place_is_begun_and_counts_as_open() {
    let mut sitting = sitting(1, Timing::None);
    sitting.apply(&step(1, Act::Answer(0, Some(Answer::Order(vec![1])))));
    assert_eq!((sitting.progress(0), sitting.open()), (Progress::Begun, vec![0, 1]));
    let whole = right(&sitting, 0);
    sitting.apply(&step(2, Act::Answer(0, Some(whole))));
    assert_eq!((sitting.progress(0), sitting.open()), (Progress::Answered, vec![1]));
    sitting.apply(&step(3, Act::Answer(0, None)));
    assert_eq!((sitting.progress(0), sitting.entries()[0].answered), (Progress::Open, None));
}

#[test]
fn the_clock_of_an_exam_runs_on_and_one_that_may_be_stopped_stands() {
    let (hour, half) = (Timing::Whole(MINUTE * 60), MINUTE * 30);
    let mut exam = sitting(1, hour);
    exam.apply(&step(60, Act::Beat));
    assert_eq!(exam.used_after(half), MINUTE * 31);
    exam.apply(&step(70, Act::Pause));
    assert!(!exam.is_paused(), "an exam knows no pause");
    let mut relaxed = Sitting::new(paper(1), Terms { pausable: true, ..Terms::exam(hour) });
    relaxed.apply(&step(60, Act::Beat));
    assert_eq!(relaxed.used_after(half), MINUTE);
    assert_eq!(sitting(1, Timing::None).used_after(half), Duration::ZERO, "without a clock nothing runs");
}

#[test]
fn performance_based_items_take_four_times_as_long_at_an_even_pace() {
    let sitting = sitting(6, Timing::Whole(MINUTE * 10));
    let expected = |minutes: u32| sitting.pace(MINUTE * minutes).unwrap().expected;
    assert_eq!([0, 3, 4, 5, 9, 10].map(expected), [0, 0, 1, 2, 6, 7]);
}

#[test]
fn marks_give_thirds_for_parts_and_take_nothing_off() {
    let mut sitting = sitting(3, Timing::None);
    let Input::Order(answers::Order { right: order, .. }) = &sitting.paper().items[0].posed.input else {
        panic!()
    };
    let mut order = order.clone();
    order.swap(1, 2);
    sitting.apply(&step(1, Act::Answer(0, Some(Answer::Order(order)))));
    let good = right(&sitting, 1);
    sitting.apply(&step(2, Act::Answer(1, Some(good))));
    let Answer::Chosen(place) = right(&sitting, 2) else { panic!() };
    sitting.apply(&step(3, Act::Answer(2, Some(Answer::Chosen(vec![(place[0] + 1) % 4])))));
    sitting.apply(&step(3, Act::Sure(2, Some(Sureness::Sure))));
    let report = sitting.report();
    assert_eq!((report.points, report.of), (2.0, 6.0));
    assert_eq!((report.scaled, report.passed), (Some(33), Some(false)));
    assert_eq!((report.missed(), report.misconceptions), (vec![0, 2, 3], vec![2]));
}

#[test]
fn the_interval_is_that_of_the_binomial_law() {
    let mut sitting = sitting(44, Timing::None);
    // Without the ordering, 36 of 45 would be the 80 % of the textbooks: 68 to 92.
    for at in 0..36 {
        let answer = right(&sitting, at);
        sitting.apply(&step(1, Act::Answer(at, Some(answer))));
    }
    let report = sitting.report();
    assert!((report.share() - 38.0 / 47.0).abs() < 1e-9);
    let (low, high) = report.luck;
    assert!((low - 0.69).abs() < 0.01 && (high - 0.93).abs() < 0.01, "{low} {high}");
}

#[test]
fn the_clock_tells_half_and_the_last_minutes_once_each() {
    let mut running = Running::new(sitting(9, Timing::Whole(MINUTE * 30)), Duration::ZERO, SECOND * 100);
    let start = SECOND * 100;
    assert_eq!(running.news(start), None);
    assert_eq!(running.until_news(start), Some(MINUTE * 15 + Duration::from_millis(1)));
    assert_eq!(running.news(start + MINUTE * 16), Some(News::Half { slow: true }));
    assert_eq!(running.news(start + MINUTE * 16), None);
    assert_eq!(running.news(start + MINUTE * 26), Some(News::Left(MINUTE * 5)), "of two, the later");
    assert_eq!(running.news(start + MINUTE * 30), Some(News::Left(MINUTE)));
    assert!(running.is_over(start + MINUTE * 30) && !running.is_over(start + MINUTE * 29));
    let mut late = Running::new(sitting(9, Timing::Whole(MINUTE * 30)), MINUTE * 21, Duration::ZERO);
    assert_eq!(late.news(SECOND), None, "what was passed before is not told again");
}

#[test]
fn a_pause_stops_the_clock_and_time_is_a_step_now_and_then() {
    let terms = Terms { pausable: true, ..Terms::exam(Timing::Whole(MINUTE * 30)) };
    let mut running = Running::new(Sitting::new(paper(2), terms), Duration::ZERO, Duration::ZERO);
    assert!(!running.is_beat_due(SECOND * 14) && running.is_beat_due(SECOND * 15));
    assert_eq!([SECOND * 14, SECOND * 16].map(|at| running.until_beat(at)), [SECOND, Duration::ZERO]);
    running.take(Act::Pause, SECOND * 20);
    assert_eq!(running.used(SECOND * 500), SECOND * 20);
    assert!(!running.is_beat_due(SECOND * 500));
    assert_eq!(running.take(Act::Resume, SECOND * 500).used, SECOND * 20);
    assert_eq!(running.left(SECOND * 510), Some(SECOND * (30 * 60 - 30)));
}

#[test]
fn the_time_away_is_not_spent_on_the_question_that_was_open() {
    let mut sitting = sitting(2, Timing::Whole(MINUTE * 30));
    sitting.apply(&step(20, Act::Beat));
    sitting.apply(&step(600, Act::Resume));
    sitting.apply(&step(610, Act::Go(1)));
    assert_eq!((sitting.entries()[0].spent, sitting.used()), (SECOND * 30, SECOND * 610));
    let mut left_open = sitting.clone();
    sitting.apply(&step(625, Act::HandIn(End::HandedIn, Vec::new())));
    assert_eq!(sitting.entries()[1].spent, SECOND * 15);
    left_open.apply(&step(1800, Act::HandIn(End::TimeOver, Vec::new())));
    assert_eq!((left_open.entries()[1].spent, left_open.used()), (Duration::ZERO, MINUTE * 30));
}

#[test]
fn a_question_with_a_clock_of_its_own_loses_the_time_away() {
    let mut sitting = sitting(2, Timing::Each(MINUTE));
    sitting.apply(&step(90, Act::Resume));
    assert!(sitting.is_closed(0) && !sitting.is_closed(1));
}

/// A sitting as it was stored once: every way of answering, every act. What learners have must be readable for ever, so the
/// fixture only grows.
#[test]
fn what_was_stored_before_can_still_be_read() {
    #[derive(serde::Deserialize)]
    struct Stored {
        paper: Paper,
        terms: Vec<Terms>,
        acts: Vec<Act>,
        ends: Vec<End>,
    }
    let stored: Stored = serde_json::from_str(include_str!("../../../tests/fixtures/sitting.json")).unwrap();
    let ways: Vec<&str> = stored.paper.items.iter().map(|item| item.posed.input.way()).collect();
    assert_eq!(ways, ["Order", "Sort", "Match", "Blanks", "Choose", "Text", "Choose", "Choose", "Choose"]);
    assert_eq!((stored.terms.len(), stored.acts.len(), stored.ends.len()), (3, 21, 3));
    let mut sitting = Sitting::new(stored.paper, stored.terms[1]);
    for act in stored.acts {
        sitting.apply(&Step { used: sitting.used() + SECOND, act });
    }
    assert_eq!((sitting.end(), sitting.answered()), (Some(End::HandedIn), 9));
    let report = sitting.report();
    assert_eq!((report.missed(), report.misconceptions), (vec![4], vec![4]));
}
