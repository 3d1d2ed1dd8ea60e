//! A session never loses a question, and what is taken back is as it was.

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::time;
use jiff::tz::Offset;
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::*;
use crate::card::{Answer, QuestionKey, Verdict};
use crate::schedule::{
    Buttons, Decision, DeviceId, Load, Memory, Mode, Model, Rating, RowId, Settings, Stamp,
};
use crate::source::SourceFile;

/// A session of `count` new typed questions, with its clock.
struct Desk {
    session: Session,
    model: Model,
    now: Timestamp,
    rng: StdRng,
    serial: u64,
}

fn desk(count: usize, mode: Mode) -> Desk {
    let mut text = "[deck]\nid = \"d\"\ntitle = \"D\"\n".to_owned();
    for card in 0..count {
        text +=
            &format!("[[card]]\nid = \"c{card}\"\nquestion = \"q{card}?\"\nanswer = {card}\nhint = \"h\"\n");
    }
    let (parsed, findings) = crate::deck::parse(&[SourceFile { name: "d.toml".into(), text }]);
    assert_eq!(findings, []);
    let items: Vec<_> = parsed
        .questions
        .into_iter()
        .map(|question| Item { question, memory: None, flagged: false })
        .collect();
    let waiting = items.len();
    let mut desk = Desk {
        session: Session::new(items, waiting, mode, Load::default(), HashMap::new()),
        model: Model::standard(Settings::default(), time(4, 0, 0, 0)),
        now: "2026-11-23T08:00:00Z".parse().unwrap(),
        rng: StdRng::seed_from_u64(1),
        serial: 0,
    };
    desk.session.advance(desk.now, &mut desk.rng);
    desk
}

impl Desk {
    fn wait(&mut self, seconds: u64) {
        self.now += Duration::from_secs(seconds);
    }

    fn rate(&mut self, rating: Rating) -> Option<crate::schedule::Review> {
        self.serial += 1;
        let device = DeviceId(1);
        let stamp = Stamp {
            id: RowId::new(self.serial, device, self.serial),
            at: self.now,
            offset: Offset::UTC,
            device,
        };
        let review = self.session.rate(rating, stamp, &self.model);
        self.session.advance(self.now, &mut self.rng);
        review
    }

    /// Answers right and rates.
    fn give(&mut self, rating: Rating) {
        self.wait(5);
        let solution = self.session.asked().unwrap().posed.input.solution();
        self.session.answer(Some(solution), self.now);
        assert!(self.rate(rating).is_some());
    }

    fn shown(&self) -> String {
        self.session.item().map_or_else(String::new, |item| item.question.key.card().to_owned())
    }

    /// Everything that undo must bring back.
    fn state(&self) -> (Option<Asked>, Vec<Option<Memory>>, Vec<GivenRating>, usize) {
        let memories = self.session.items().iter().map(|item| item.memory).collect();
        (self.session.asked().cloned(), memories, self.session.ratings().to_vec(), self.session.left())
    }
}

#[test]
fn a_question_is_rated_only_after_it_was_answered() {
    let mut desk = desk(2, Mode::Drill);
    assert_eq!(desk.rate(Rating::Good), None);
    desk.session.answer(Some(Answer::Text("0".into())), desk.now);
    assert_eq!(desk.session.suggested(Buttons::Four), Some(Rating::Good));
    let review = desk.rate(Rating::Good).unwrap();
    assert_eq!((review.key.as_str(), review.rating, review.mode), ("d/c0", Rating::Good, Mode::Drill));
    assert_eq!(desk.shown(), "c1");
}

#[test]
fn giving_up_is_wrong_and_the_learner_may_overrule() {
    let mut desk = desk(1, Mode::Drill);
    desk.session.answer(None, desk.now);
    assert_eq!(desk.session.suggested(Buttons::Four), Some(Rating::Again));
    desk.session.overrule();
    assert_eq!(desk.session.suggested(Buttons::Four), Some(Rating::Good));
    let Phase::Answered { verdict, .. } = &desk.session.asked().unwrap().phase else { panic!() };
    assert_eq!(*verdict, Verdict::Right);
}

/// Right answers with or without a hint, each after so many seconds.
fn right_answers() -> impl Strategy<Value = Vec<(bool, u64)>> {
    prop::collection::vec((any::<bool>(), 1_u64..60), 12)
}

proptest! {
    #[test]
    fn whoever_is_right_and_takes_what_is_suggested_comes_to_an_end(answers in right_answers()) {
        let mut desk = desk(3, Mode::Drill);
        desk.session.medians = HashMap::from([("typed", Duration::from_secs(5))]);
        for (has_hint, seconds) in answers {
            let Some(asked) = desk.session.asked() else { break };
            let solution = asked.posed.input.solution();
            if has_hint {
                desk.session.hint();
            }
            desk.wait(seconds);
            desk.session.answer(Some(solution), desk.now);
            let suggested = desk.session.suggested(Buttons::Four).unwrap();
            desk.rate(suggested);
        }
        // A new question has two learning steps; being hard holds it at the first of them once.
        prop_assert_eq!(desk.session.left(), 0);
        prop_assert!(desk.session.ratings().len() <= 3 * 3);
    }
}

#[test]
fn a_hint_makes_a_right_answer_hard() {
    let mut desk = desk(1, Mode::Drill);
    assert!(desk.session.hint());
    desk.session.answer(Some(Answer::Text("0".into())), desk.now);
    assert_eq!(desk.session.suggested(Buttons::Four), Some(Rating::Hard));
}

#[test]
fn a_missed_question_comes_again_but_never_twice_in_a_row() {
    let mut desk = desk(3, Mode::Drill);
    desk.give(Rating::Again);
    desk.wait(120);
    let mut order = vec![];
    while desk.session.asked().is_some() {
        order.push(desk.shown());
        desk.wait(120);
        desk.give(Rating::Easy);
    }
    assert_eq!(order, ["c1", "c0", "c2"]);
}

#[test]
fn the_last_question_comes_again_at_once_when_there_is_no_other() {
    let mut desk = desk(1, Mode::Drill);
    desk.give(Rating::Again);
    assert_eq!(desk.shown(), "c0");
}

#[test]
fn cramming_gives_reviews_that_move_no_memory() {
    let mut desk = desk(2, Mode::Cram);
    desk.give(Rating::Again);
    desk.give(Rating::Good);
    assert!(desk.session.items().iter().all(|item| item.memory.is_none()));
    assert_eq!(desk.shown(), "c0", "what was missed comes again");
    assert!(desk.session.outcomes(&desk.model, desk.now, Offset::UTC).is_none());
}

#[test]
fn a_question_set_aside_is_not_asked_again_and_undo_brings_it_back() {
    let mut desk = desk(2, Mode::Drill);
    let before = desk.state();
    let (key, decision) = desk.session.set_aside(Decision::Suspend(true)).unwrap();
    assert_eq!((key.as_str(), decision), ("d/c0", Decision::Suspend(true)));
    desk.session.advance(desk.now, &mut desk.rng);
    desk.give(Rating::Easy);
    assert!(desk.session.asked().is_none());
    desk.session.undo();
    assert!(matches!(desk.session.undo(), Some(Change::Decide { before: Decision::Suspend(false), .. })));
    assert_eq!(desk.state(), before);
}

#[test]
fn a_review_of_an_earlier_session_is_asked_first_when_it_is_taken_back() {
    let mut desk = desk(3, Mode::Drill);
    let item = desk.session.items()[2].clone();
    desk.session.ask_first(item, desk.now, &mut desk.rng);
    let mut order = vec![];
    while desk.session.asked().is_some() {
        order.push(desk.shown());
        desk.give(Rating::Easy);
    }
    assert_eq!(order, ["c2", "c0", "c1"]);
}

#[test]
fn a_question_that_joins_late_is_asked_last_and_undo_knows_it() {
    let mut desk = desk(2, Mode::Drill);
    let late = self::desk(3, Mode::Drill).session.items()[2].clone();
    desk.session.append([late]);
    assert_eq!(desk.session.left(), 3);
    let mut shown = Vec::new();
    for _ in 0..3 {
        shown.push(desk.shown());
        desk.session.answer(None, desk.now);
        desk.rate(Rating::Easy);
    }
    assert_eq!(shown, ["c0", "c1", "c2"]);
    desk.session.undo();
    assert_eq!((desk.shown().as_str(), desk.session.left()), ("c2", 1));
}

#[test]
fn a_reloaded_deck_keeps_the_session_and_drops_what_is_gone() {
    let mut desk = desk(3, Mode::Drill);
    let questions: Vec<_> = desk.session.items().iter().map(|item| item.question.clone()).collect();
    desk.session.reload(
        |asked| {
            questions
                .iter()
                .find(|question| question.key == asked.key && question.key.card() != "c0")
                .cloned()
        },
        &mut desk.rng,
    );
    assert!(desk.session.asked().is_none());
    desk.session.advance(desk.now, &mut desk.rng);
    assert_eq!((desk.shown().as_str(), desk.session.left()), ("c1", 2));
}

proptest! {
    #[test]
    fn undo_brings_back_every_state_bit_for_bit_and_redo_goes_forth_again(steps in proptest::collection::vec((0u8..6, 1u64..900), 1..40)) {
        let mut desk = desk(5, Mode::Drill);
        let mut states = vec![];
        for (step, seconds) in steps {
            desk.wait(seconds);
            if desk.session.asked().is_none() {
                break;
            }
            match step {
                1..=4 => {
                    let solution = desk.session.asked().unwrap().posed.input.solution();
                    desk.session.answer(Some(solution), desk.now);
                    states.push(desk.state());
                    desk.rate(Rating::from_number(step).unwrap());
                }
                _ => {
                    states.push(desk.state());
                    desk.session.set_aside(Decision::Bury(None));
                    desk.session.advance(desk.now, &mut desk.rng);
                }
            }
        }
        let mut later = vec![];
        while let Some(state) = states.pop() {
            later.push(desk.state());
            prop_assert!(desk.session.undo().is_some());
            prop_assert_eq!(desk.state(), state);
        }
        prop_assert!(!desk.session.can_undo());
        while let Some(state) = later.pop() {
            prop_assert!(desk.session.redo().is_some());
            prop_assert_eq!(desk.state(), state);
        }
    }
}

#[test]
fn the_answers_that_are_left_follow_each_rating_and_undo_is_exact() {
    let mut desk = desk(6, Mode::Drill);
    let today = "2026-11-23".parse().unwrap();
    let all = desk.session.answers_left(today);
    assert!(all > desk.session.left(), "new questions come again");
    let mut before = vec![all];
    for rating in [Rating::Easy, Rating::Again, Rating::Good] {
        desk.give(rating);
        before.push(desk.session.answers_left(today));
    }
    assert!(
        before[1] < before[0] && before[2] >= before[1],
        "what is forgotten is asked more often: {before:?}"
    );
    while let (Some(then), Some(_)) = (before.pop(), desk.session.undo()) {
        assert!(before.last().is_none_or(|before| *before == desk.session.answers_left(today)), "{then}");
    }
    assert_eq!(desk.session.answers_left(today), all);
    let crammed = self::desk(6, Mode::Cram).session;
    assert!((6..=7).contains(&crammed.answers_left(today)));
}

#[test]
fn what_was_put_away_here_was_not_put_away_elsewhere_and_undo_brings_it_back() {
    let mut desk = desk(2, Mode::Drill);
    let (key, _) = desk.session.set_aside(Decision::Suspend(true)).unwrap();
    desk.session.advance(desk.now, &mut desk.rng);
    let put_away = |away: &QuestionKey| (None, *away == key);
    assert!(!desk.session.catch_up(put_away));
    desk.session.undo();
    assert!(!desk.session.catch_up(|_| (None, false)), "it is asked, and nothing else took its place");
    assert_eq!(desk.shown(), "c0");
    assert!(desk.session.catch_up(put_away), "now somebody else put it away");
}
