//! Promises about the day's plan.

use std::collections::HashSet;

use jiff::SignedDuration;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::schedule::Step;

const TODAY: Date = date(2026, 5, 1);
const ALL: Budget = Budget { new: 1000, daily: None, done: 0, exam: None };

fn now() -> Timestamp {
    Timestamp::from_second(1_777_636_800).unwrap()
}

/// What a candidate borrows.
#[derive(Debug, Clone)]
struct Owned {
    key: QuestionKey,
    look_alikes: Vec<String>,
    memory: Option<Memory>,
}

fn new(key: &str) -> Owned {
    Owned { key: QuestionKey::from_stored(key), look_alikes: Vec::new(), memory: None }
}

/// A question of stability 10 seen last so many days ago and due in so many.
fn seen(key: &str, ago: i64, due: i64) -> Owned {
    let memory = Memory {
        stability: 10.0,
        difficulty: 5.0,
        last: (now() - SignedDuration::from_hours(24 * ago)).into(),
        last_day: TODAY - SignedDuration::from_hours(24 * ago),
        due: TODAY + SignedDuration::from_hours(24 * due),
        step: None,
        reps: 1,
        lapses: 0,
    };
    Owned { memory: Some(memory), ..new(key) }
}

fn stepping(key: &str, minutes: i64) -> Owned {
    let mut owned = seen(key, 0, 1);
    let at = now() + SignedDuration::from_mins(minutes);
    owned.memory.as_mut().unwrap().step = Some(Step { index: 0, relearning: false, at: at.into() });
    owned
}

fn candidates<'a>(owned: &'a [Owned]) -> Vec<Candidate<'a>> {
    let candidate = |Owned { key, look_alikes, memory }: &'a Owned| Candidate {
        number: key.number(),
        card: (key.deck(), key.card()),
        look_alikes,
        memory: memory.as_ref(),
        away: false,
        offer: None,
        order: 0,
    };
    owned.iter().map(candidate).collect()
}

fn planned(owned: &[Owned], budget: Budget) -> DayQueue {
    day_queue(&candidates(owned), &HashSet::new(), &budget, TODAY, now())
}

#[test]
fn steps_come_first_then_the_riskiest_with_new_ones_among_them() {
    let owned = [
        new("d/n1"),
        seen("d/little", 5, -1),
        seen("d/most", 30, -20),
        seen("d/some", 12, 0),
        seen("d/later", 1, 9),
        stepping("d/waits", 5),
        stepping("d/come", -1),
        stepping("d/earlier", -3),
        new("d/n2"),
    ];
    let plan = planned(&owned, ALL);
    assert_eq!(plan.queue, [7, 6, 2, 0, 3, 8, 1]);
    assert_eq!(plan.waiting, [5]);
    assert_eq!((plan.steps, plan.due, plan.new), (2, 3, 2));
    assert_eq!((plan.left_over, plan.held_back), (0, 0));
}

#[test]
fn new_questions_come_in_their_order_and_only_so_many() {
    let owned = ["d/a", "d/b", "d/c"].map(new);
    let mut candidates = candidates(&owned);
    candidates[0].order = 9;
    candidates[1].away = true;
    let none = HashSet::new();
    assert_eq!(day_queue(&candidates, &none, &ALL, TODAY, now()).queue, [2, 0]);
    assert_eq!(day_queue(&candidates, &none, &Budget { new: 1, ..ALL }, TODAY, now()).queue, [2]);
}

#[test]
fn a_review_wins_over_its_new_sibling() {
    let plan = planned(&[new("d/a#front"), seen("d/a#back", 12, 0), new("d/b")], ALL);
    assert_eq!(plan.queue, [2, 1]);
    assert_eq!(plan.held_back, 1);
}

#[test]
fn a_card_seen_today_keeps_its_siblings_and_look_alikes_away() {
    let mut owned = [seen("d/a#1", 12, 0), seen("d/like", 12, 0), seen("d/b", 12, 0), stepping("d/a#2", -1)];
    owned[1].look_alikes = vec!["a".into()];
    // Its own step is what it was seen for, and goes on.
    assert_eq!(planned(&owned, ALL).queue, [3, 2]);

    let today = HashSet::from([QuestionKey::from_stored("d/a#3")]);
    assert_eq!(day_queue(&candidates(&owned[..3]), &today, &ALL, TODAY, now()).queue, [2]);
    let itself = HashSet::from([QuestionKey::from_stored("d/a#1")]);
    assert_eq!(day_queue(&candidates(&owned[..3]), &itself, &ALL, TODAY, now()).queue, [0, 2]);
}

#[test]
fn look_alikes_of_another_deck_are_kept_away_and_so_are_two_that_ask_its_one_row() {
    let mut owned = [new("d/a"), new("e/port/SSH#n"), new("f/all/SSH#w"), new("d/b")];
    owned[0].look_alikes = vec!["e/port/SSH".into()];
    owned[2].look_alikes = vec!["e/port/SSH".into()];
    assert_eq!(planned(&owned, Budget { new: 2, ..ALL }).queue, [0, 3]);
    owned.swap(0, 1);
    assert_eq!(planned(&owned, Budget { new: 2, ..ALL }).queue, [0, 3]);
    // A row of one's own table is no deck.
    let mut owned = [new("d/port/A#n"), new("e/port/A#n"), new("d/port/B#n")];
    owned[0].look_alikes = vec!["port/B".into()];
    owned[1].look_alikes = vec!["port/B".into()];
    assert_eq!(planned(&owned, Budget { new: 2, ..ALL }).queue, [0, 1]);
}

#[test]
fn what_does_not_fit_is_spread_over_the_coming_days() {
    let mut owned: Vec<Owned> = (0..202).map(|nth| seen(&format!("d/{nth}"), 12 + nth, -nth)).collect();
    owned.extend((0..40).map(|nth| seen(&format!("d/tomorrow{nth}"), 9, 1)));
    owned.push(new("d/new"));
    let plan = planned(&owned, Budget { new: 10, daily: Some(70), done: 8, exam: None });
    assert_eq!((plan.due, plan.left_over, plan.new), (62, 140, 0));
    assert_eq!(plan.queue[0], 201, "the riskiest first");
    let mut later = Load::default();
    (0..40).for_each(|_| later.add(date(2026, 5, 2)));
    let days = [(2, 70), (3, 70), (4, 40)].map(|(day, count)| (date(2026, 5, day), count));
    assert_eq!(spread(plan.left_over, 70, &later, TODAY), days);
}

#[test]
fn minutes_are_counted_in_questions() {
    let budget = Budget::in_time(5, Duration::from_mins(20), Duration::from_secs(12), 3);
    assert_eq!(budget, Budget { new: 5, daily: Some(100), done: 3, exam: None });
    assert_eq!(Budget::in_time(0, Duration::ZERO, Duration::ZERO, 0).daily, Some(0));
    let plan = planned(&[seen("d/a", 12, 0)], Budget { new: 5, daily: Some(0), done: 3, exam: None });
    assert_eq!(spread(plan.left_over, 0, &Load::default(), TODAY).len(), 1);
}

/// A library in which cards have few ids, so that siblings and look-alikes abound.
fn library() -> impl Strategy<Value = Vec<Owned>> {
    let names = prop::collection::vec((0..12).prop_map(|id: i32| id.to_string()), 0..3);
    let made = (0_i64..40, -20_i64..5, 0..4).prop_map(|(ago, due, sort)| match sort {
        0 => new(""),
        1 if due < -15 => stepping("", ago - 20),
        _ => seen("", ago + 1, due),
    });
    prop::collection::btree_map("[0-9]#[ab]", (names, made), 0..40).prop_map(|questions| {
        let owned = |(id, (look_alikes, made))| {
            let key = QuestionKey::from_stored(&format!("d/{id}"));
            Owned { key, look_alikes, ..made }
        };
        questions.into_iter().map(owned).collect()
    })
}

fn are_alike(a: &Owned, b: &Owned) -> bool {
    let names = |a: &Owned, b: &Owned| a.look_alikes.iter().any(|id| id == b.key.card());
    names(a, b) || names(b, a)
}

#[test]
fn look_alikes_are_learned_on_one_day_where_nothing_else_is_left() {
    let mut owned = [new("d/a#"), new("d/b#"), new("d/c#"), new("d/a#reverse")];
    owned[1].look_alikes = vec!["a".to_owned()];
    assert_eq!(planned(&owned, Budget { new: 2, ..ALL }).queue, [0, 2], "there is something else");
    let plan = planned(&owned, Budget { new: 3, ..ALL });
    assert_eq!((plan.queue, plan.held_back), (vec![0, 2, 1], 1), "but never siblings");
}

proptest! {
    #[test]
    fn siblings_never_meet_and_look_alikes_only_where_nothing_else_is_new(
        owned in library(),
        limit in prop::option::of(0_usize..20),
        done in 0_usize..5,
    ) {
        let plan = planned(&owned, Budget { new: 8, daily: limit, done, exam: None });
        let steps: HashSet<usize> = plan.queue[..plan.steps].iter().chain(&plan.waiting).copied().collect();
        for (place, &a) in plan.queue.iter().enumerate().skip(plan.steps) {
            let others = plan.queue[plan.steps..place].iter().chain(&steps);
            for &b in others {
                let (a, b) = (&owned[a], &owned[b]);
                prop_assert!(!a.key.is_sibling_of(&b.key), "{} and {}", a.key, b.key);
                let yields = plan.has_room && (a.memory.is_none() || b.memory.is_none());
                prop_assert!(yields || !are_alike(a, b), "{} and {}", a.key, b.key);
            }
        }
        prop_assert_eq!(plan.queue.len(), plan.steps + plan.due + plan.new);
        prop_assert!(limit.is_none_or(|limit| plan.due + plan.new <= limit.saturating_sub(done)));
        let due = owned.iter().filter(|owned| owned.memory.is_some_and(|m| m.step.is_none() && m.due <= TODAY));
        prop_assert!(plan.due + plan.left_over <= due.count());
        prop_assert_eq!(plan.queue.iter().collect::<HashSet<_>>().len(), plan.queue.len());
    }
}

#[test]
fn one_question_of_each_card_comes_before_the_second_of_any() {
    let owned = ["d/a#1", "d/a#2", "d/b#1", "d/a#3", "d/c#1", "d/b#2"].map(new);
    let mut queue: Vec<usize> = (0..owned.len()).collect();
    put_apart(&mut queue, &candidates(&owned));
    let asked: Vec<&str> = queue.into_iter().map(|index| owned[index].key.as_str()).collect();
    assert_eq!(asked, ["d/a#1", "d/b#1", "d/c#1", "d/a#2", "d/b#2", "d/a#3"]);
}
