mod kept;
mod odd;
mod why;

use std::collections::HashSet;
use std::path::PathBuf;

use jiff::civil::date;

use super::*;
use crate::card::QuestionKey;
use crate::library::LoadedDeck;
use crate::schedule::{Calendar, Mode, Rating, Review, Stamp};
use crate::source::SourceFile;
use crate::trainer::{Scope, Selection};

fn deck(id: &str, cards: usize) -> LoadedDeck {
    deck_after(id, cards, "[]")
}

/// A deck that comes after those in the list `after`.
fn deck_after(id: &str, cards: usize, after: &str) -> LoadedDeck {
    let mut text = format!("[deck]\nid = '{id}'\ntitle = '{id}'\nafter = {after}\n");
    for card in 0..cards {
        text += &format!(
            "[[card]]\nid = 'c{card:03}'\nfront = '{id} {card}?'\nback = '{card}'\ntags = ['t{}']\n",
            card % 3
        );
    }
    let files = vec![SourceFile { name: format!("{id}.toml"), text }];
    LoadedDeck::new(Some(PathBuf::from(format!("{id}.toml"))), files, Vec::new())
}

fn now() -> Timestamp {
    "2026-11-23T08:00:00Z".parse().unwrap()
}

fn on(day: i64) -> Timestamp {
    now() + jiff::SignedDuration::from_hours(24 * day)
}

/// A learner with an exam of the deck `a` in so many days and so many minutes a day, and a deck `b` beside it.
fn learner(cards: usize, days: i64, minutes: u32) -> Trainer {
    learner_of([deck("a", cards), deck("b", 9)], days, minutes)
}

/// The same with these decks.
fn learner_of(decks: [LoadedDeck; 2], days: i64, minutes: u32) -> Trainer {
    let mut trainer = Trainer::rehearsal(Library::from_iter(decks), now()).unwrap();
    trainer.choose(&[Calendar::choose_minutes(Some(minutes))], now()).unwrap();
    plan_exam(&mut trainer, "The exam", &["a"], days);
    trainer
}

/// Gives an exam of these decks a date in so many days, and plans for it.
fn plan_exam(trainer: &mut Trainer, title: &str, decks: &[&str], days: i64) {
    date_exam(trainer, title, decks, days);
    trainer.plan(now()).unwrap();
}

fn date_exam(trainer: &mut Trainer, title: &str, decks: &[&str], days: i64) {
    let decks: Vec<String> = decks.iter().map(|deck| (*deck).to_owned()).collect();
    let (id, mut choices) = Agenda::make(title, &decks, &[], &trainer.library);
    choices.extend(trainer.agenda().choose_date(&id, trainer.today(on(days)), trainer.today(now())));
    trainer.choose(&choices, now()).unwrap();
}

#[test]
fn a_day_that_is_not_over_does_not_say_how_long_days_are() {
    let mut trainer = learner(100, 9, 10);
    trainer.choose(&[Calendar::choose_minutes(None)], now()).unwrap();
    rate(&mut trainer, "a/c000", Rating::Good, now());
    trainer.plan(now()).unwrap();
    assert_eq!(trainer.planned().unwrap().usual, Duration::from_mins(20), "nothing else is known yet");
    trainer.plan(on(1)).unwrap();
    assert_eq!(trainer.planned().unwrap().usual, Duration::from_secs(10));
}

fn rate(trainer: &mut Trainer, key: &str, rating: Rating, at: Timestamp) {
    let stamp = Stamp { at, ..trainer.stamp(at) };
    let review = Review::new(stamp, QuestionKey::from_stored(key), rating, Mode::Drill);
    trainer.record(&review.taking(Duration::from_secs(10))).unwrap();
}

fn read(trainer: &mut Trainer, library: Library) {
    let read = trainer.reading(&[]).found(library);
    trainer.take(read, now()).unwrap();
}

/// Chooses, and gives what takes that back.
fn replan(trainer: &mut Trainer, choices: &[Choice]) -> Vec<Choice> {
    let undo = trainer.agenda().undoing(choices);
    trainer.choose(choices, now()).unwrap();
    undo
}

/// How many of the questions asked are of the deck `a`.
fn asked_of_exam(trainer: &Trainer) -> usize {
    asked(trainer, now()).iter().filter(|key| key.starts_with("a/")).count()
}

fn asked(trainer: &Trainer, now: Timestamp) -> Vec<String> {
    let (session, _) = trainer.session(Mode::Drill, &Scope::default(), now).unwrap();
    session.items().iter().map(|item| item.question.key.to_string()).collect()
}

#[test]
fn a_day_has_as_many_questions_of_the_exam_as_its_minutes_hold() {
    let trainer = learner(100, 9, 10);
    // 600 s of first studies of 38.3 s each; the last one may pass the minutes.
    assert_eq!(asked_of_exam(&trainer), 16);
    let (_, outlook) = trainer.session(Mode::Drill, &Scope::default(), now()).unwrap();
    let today = trainer.planned().unwrap().prospect().days[0];
    assert_eq!(
        (today.reviews, today.new),
        (outlook.due as f64, outlook.new as f64),
        "the plan says what Today says"
    );
    assert_eq!(outlook.planned, 16);
    assert_eq!(outlook.time, Duration::from_mins(10), "what passes the minutes by one answer is not told");
}

#[test]
fn what_no_exam_asks_fits_into_the_minutes_as_well() {
    let mut trainer = learner_of([deck("a", 3), deck("b", 200)], 9, 10);
    for card in 0..15 {
        rate(&mut trainer, &format!("b/c{card:03}"), Rating::Hard, on(-20));
    }
    let overview = trainer.overview(now()).unwrap();
    assert!(overview.outlook.due > 10 && overview.outlook.new > 3, "{:?}", overview.outlook);
    assert!(overview.outlook.time <= Duration::from_mins(10), "{:?}", overview.outlook);
    let all = overview.each.mul_f64(overview.outlook.answers as f64);
    assert!(all < Duration::from_mins(11), "{:?}", overview.outlook);
}

#[test]
fn a_quiz_that_makes_the_plan_anew_leaves_the_day_its_measure() {
    let mut trainer = learner(100, 9, 10);
    for card in 0..9 {
        let stamp = trainer.stamp(now());
        let review =
            Review::new(stamp, QuestionKey::from_stored(&format!("a/c{card:03}")), Rating::Good, Mode::Drill);
        trainer.record(&review.taking(Duration::from_secs(2))).unwrap();
    }
    let before = trainer.overview(now()).unwrap().outlook;
    trainer.outdate_plan();
    trainer.plan(now()).unwrap();
    assert_eq!(trainer.overview(now()).unwrap().outlook, before);
}

#[test]
fn what_an_exam_asks_does_not_wait_for_decks_that_it_does_not_ask() {
    let trainer = learner_of([deck_after("a", 100, "['b']"), deck("b", 9)], 30, 10);
    assert_eq!(asked_of_exam(&trainer), 16);
}

/// A learner with 10 minutes a day until an exam in so many days, of a deck `a` and the nine slow cards of the deck `ground` that
/// comes before it.
fn learner_with_ground(cards: usize, days: i64) -> Trainer {
    let order = |nth: usize| {
        format!("[[card]]\nid = 'o{nth}'\nquestion = 'Order {nth}?'\norder = ['{nth}', 'b', 'c', 'd']\n")
    };
    let mut text = "[deck]\nid = 'ground'\ntitle = 'Ground'\n".to_owned();
    text.extend((0..9).map(order));
    let files = vec![SourceFile { name: "ground.toml".to_owned(), text }];
    let ground = LoadedDeck::new(Some(PathBuf::from("ground.toml")), files, Vec::new());
    let library = Library::from_iter([ground, deck_after("a", cards, "['ground']")]);
    let mut trainer = Trainer::rehearsal(library, now()).unwrap();
    trainer.choose(&[Calendar::choose_minutes(Some(10))], now()).unwrap();
    plan_exam(&mut trainer, "The exam", &["ground", "a"], days);
    trainer
}

#[test]
fn where_not_everything_can_be_studied_in_time_nothing_waits() {
    let trainer = learner_with_ground(300, 10);
    assert!(trainer.planned().unwrap().prospect().unseen > 0);
    let asked = asked(&trainer, now());
    assert!(asked.iter().any(|key| key.starts_with("a/")), "{asked:?}");
    assert!(asked.iter().filter(|key| key.starts_with("ground/")).count() < 9, "{asked:?}");
}

#[test]
fn what_other_decks_wait_for_is_asked_first_and_opens_them_on_the_same_day() {
    let mut trainer = learner_with_ground(70, 40);
    let first_day = asked(&trainer, now());
    let opened = first_day.iter().position(|key| key.starts_with("a/")).expect("the minutes left are used");
    assert!(first_day[opened..].iter().all(|key| !key.starts_with("ground/")), "{first_day:?}");
    // Whatever else could be asked meanwhile, nothing new stays behind.
    let mut days = 0;
    while trainer.memories().len() < 79 {
        let at = on(days);
        trainer.plan(at).unwrap();
        let asked = asked(&trainer, at);
        let new = |key: &&String| trainer.memories().get(&QuestionKey::from_stored(key)).is_none();
        assert!(asked.iter().any(|key| new(&key)), "day {days} asks nothing new: {asked:?}");
        for key in &asked {
            rate(&mut trainer, key, Rating::Good, at);
        }
        days += 1;
        assert!(days < 12, "{} of 79 after {days} days", trainer.memories().len());
    }
}

#[test]
fn what_was_studied_takes_from_the_minutes_of_its_day_and_is_not_asked_again() {
    let mut trainer = learner(100, 9, 10);
    for card in 0..5 {
        rate(&mut trainer, &format!("a/c{card:03}"), Rating::Easy, now());
    }
    assert!(!asked(&trainer, now()).contains(&"a/c000".to_owned()));
    // Faster than expected: 50 s are gone, but five of the sixteen are done.
    assert_eq!(asked_of_exam(&trainer), 11);
}

#[test]
fn without_a_date_and_after_the_exam_everything_is_as_ever() {
    let mut trainer = learner(100, 3, 10);
    let after = on(4);
    assert!(
        trainer.offers(&Scope::default(), &trainer.recent(after).unwrap(), trainer.today(after)).is_none()
    );
    assert_eq!(
        trainer.agenda().unasked(trainer.today(after)).map(|dated| dated.exam.title.as_str()),
        Some("The exam")
    );
    let before = asked(&trainer, now());
    let id = trainer.agenda().exams[0].exam.id.clone();
    let undo = replan(&mut trainer, &Agenda::drop_date(&id));
    assert_eq!(asked(&trainer, now()).len(), 20, "as many new ones as the settings say");
    replan(&mut trainer, &undo);
    trainer.plan(now()).unwrap();
    assert_eq!(asked(&trainer, now()), before, "and a date that comes back plans as before");
}

#[test]
fn a_day_off_asks_nothing_and_more_minutes_ask_more() {
    let mut trainer = learner(100, 9, 10);
    let off = trainer.agenda().calendar.choose_off(&["2026-11-23".parse().unwrap()], date(2026, 11, 23));
    let undo = replan(&mut trainer, &[off]);
    trainer.plan(now()).unwrap();
    assert_eq!(asked(&trainer, now()), [""; 0]);
    replan(&mut trainer, &undo);
    trainer.plan(now()).unwrap();
    let scope = Scope { more: Duration::from_mins(10), ..Scope::default() };
    let (_, outlook) = trainer.session(Mode::Drill, &scope, now()).unwrap();
    assert_eq!(outlook.planned, 32);
}

#[test]
fn a_limit_of_the_learners_holds_for_all_questions_together() {
    let trainer = learner(100, 5, 10);
    for limit in [0, 3, 25] {
        let scope = Scope { limit: Some(limit), ..Scope::default() };
        let (_, outlook) = trainer.session(Mode::Drill, &scope, now()).unwrap();
        assert_eq!(outlook.due + outlook.new, limit);
    }
}

#[test]
fn a_question_counts_for_the_nearer_of_two_exams_and_then_for_the_next() {
    let mut trainer = learner(9, 5, 60);
    plan_exam(&mut trainer, "Both", &["a", "b"], 20);
    let exam_of = |trainer: &Trainer, key: &str| {
        let number = QuestionKey::from_stored(key).number();
        trainer.planned().unwrap().exam_of(number).unwrap()
    };
    assert_eq!(exam_of(&trainer, "a/c000"), trainer.today(on(5)));
    assert_eq!(exam_of(&trainer, "b/c000"), trainer.today(on(20)));
    trainer.plan(on(6)).unwrap();
    assert_eq!(exam_of(&trainer, "a/c000"), trainer.today(on(20)));
}

#[test]
fn of_two_exams_on_one_day_each_has_its_own_questions_and_topics() {
    let mut trainer = learner(12, 5, 20);
    plan_exam(&mut trainer, "Another", &["b"], 5);
    let told = |exam: &ExamProspect| {
        let topics = exam.readiness.topics.iter().map(|topic| topic.questions).collect::<Vec<_>>();
        (exam.id.clone(), exam.questions, topics)
    };
    let exams: Vec<_> = trainer.planned().unwrap().prospect().exams.iter().map(told).collect();
    assert_eq!(exams, [("another".to_owned(), 9, vec![9]), ("the-exam".to_owned(), 12, vec![12])]);
}

#[test]
fn what_is_due_in_no_exam_gets_at_least_a_tenth_of_the_minutes() {
    let mut trainer = learner(200, 30, 10);
    for card in 0..9 {
        rate(&mut trainer, &format!("b/c{card:03}"), Rating::Easy, on(-60));
    }
    trainer.plan(now()).unwrap();
    let asked = asked(&trainer, now());
    let others = asked.iter().filter(|key| key.starts_with("b/")).count();
    let each = trainer.recent(now()).unwrap().seconds_each();
    assert!(others >= 1 && others <= (60.0 / each.as_secs_f64()).ceil() as usize, "{others} of {asked:?}");
    assert!(asked.iter().filter(|key| key.starts_with("a/")).count() >= 14);
}

#[test]
fn of_questions_that_are_as_good_the_decks_take_turns_as_without_a_plan() {
    let mut trainer = learner(100, 9, 10);
    let id = trainer.agenda().exams[0].exam.id.clone();
    let mut choices = Agenda::make("The exam", &["a".to_owned(), "b".to_owned()], &[], &trainer.library).1;
    choices.retain(|choice| choice.what == "decks");
    assert_eq!(choices.len(), 1);
    trainer.choose(&choices, now()).unwrap();
    trainer.plan(now()).unwrap();
    assert_eq!(trainer.agenda().exams[0].exam.id, id);
    let asked = asked(&trainer, now());
    assert_eq!(asked[..4], ["a/c000", "b/c000", "a/c001", "b/c001"]);
    let different: HashSet<_> = asked.iter().collect();
    assert_eq!(different.len(), asked.len());
}

#[test]
fn an_exam_whose_decks_are_gone_plans_nothing_and_nothing_is_lost() {
    let mut trainer = learner(30, 9, 10);
    read(&mut trainer, Library::from_iter([deck("b", 9)]));
    trainer.plan(now()).unwrap();
    assert_eq!(trainer.planned().unwrap().questions(), 0);
    assert_eq!(asked(&trainer, now()).len(), 9, "what is in no exam is asked");
    read(&mut trainer, Library::from_iter([deck("a", 30), deck("b", 9)]));
    trainer.plan(now()).unwrap();
    assert_eq!(trainer.planned().unwrap().questions(), 30);
}

#[test]
fn after_a_quiz_the_plan_is_made_anew_and_holds_until_then() {
    let mut trainer = learner(30, 9, 10);
    let today = trainer.today(now());
    assert!(!trainer.needs_plan(today));
    trainer.outdate_plan();
    assert!(trainer.needs_plan(today));
    assert_eq!(asked(&trainer, now()).len(), 16, "by the plan of the morning");
    trainer.plan(now()).unwrap();
    assert!(!trainer.needs_plan(today));
}

#[test]
fn the_plan_of_an_exam_has_what_it_asks_of_what_is_studied_and_tells_one_number_of_questions() {
    for is_alone in [false, true] {
        let library = Library::load(std::path::Path::new("no such folder"));
        let mut trainer = Trainer::rehearsal(library, now()).unwrap();
        let exam = trainer.library.exams_to_sit().next().unwrap().clone();
        if is_alone {
            trainer.choose(&Selection::exam(&trainer.library, &exam), now()).unwrap();
        }
        let mut choices = trainer.agenda().choose_date(&exam.id, trainer.today(on(4)), trainer.today(now()));
        choices.push(Calendar::choose_minutes(Some(1440)));
        trainer.choose(&choices, now()).unwrap();
        trainer.plan(now()).unwrap();
        let planned = trainer.planned().unwrap();
        assert_eq!(planned.prospect().exams[0].questions, planned.questions());
        assert_eq!(planned.questions(), trainer.prepared_for(&exam));
        let of_topics: usize =
            planned.prospect().exams[0].readiness.topics.iter().map(|topic| topic.questions).sum();
        assert_eq!(
            planned.questions() > of_topics,
            !is_alone,
            "what is in no topic is studied by chance only"
        );
        let asked = asked(&trainer, now());
        let asked = asked.iter().map(|key| QuestionKey::from_stored(key).number());
        let asked = asked.filter(|number| planned.exam_of(*number).is_some()).count();
        assert_eq!(asked, planned.questions(), "a day that has time for all asks all of them");
    }
}
