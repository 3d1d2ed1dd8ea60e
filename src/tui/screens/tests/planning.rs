//! The date of an exam: given, tried out, moved, dropped, and asked about when it is over.

use jiff::ToSpan;

use super::*;
use crate::schedule::{Calendar, Mode};
use crate::trainer::{Agenda, Scope};
use crate::tui::screens::Study;

/// Someone with a deck of 40 cards, and an exam made of it that has no date.
fn learner(size: (u16, u16)) -> Player<Failing> {
    let card = |nth: usize| {
        let tag = ["ports", "mail"][nth % 2];
        format!("[[card]]\nid = 'c{nth}'\nfront = 'What is {nth}?'\nback = '{nth}'\ntags = ['{tag}']\n")
    };
    let cards: String = (0..40).map(card).collect();
    let text = format!("[deck]\nid = 'd'\ntitle = 'The deck'\n{cards}");
    let mut trainer = Trainer::rehearsal(library(&[&text]), now()).unwrap();
    let tags = ["ports".to_owned(), "mail".to_owned()];
    let (_, choices) = Agenda::make("The exam", &[], &tags, &trainer.library);
    trainer.choose(&choices, now()).unwrap();
    player_before(Today::default(), trainer, Look::dark(), size)
}

#[test]
fn a_date_and_minutes_are_tried_out_as_one_types_and_hold_when_they_are_kept() {
    let mut player = learner((80, 24));
    player.press("d").shows(&["The exam", "(2027-02-12, or +3w for in three weeks)", "When is the exam?"]);
    player.press("+5<tab>6").shows(&[
        "in 5 days",
        "Today: 10 new, about 28 answers: about 6 minutes.",
        "Minutes a day",
    ]);
    assert!(player.world.trainer().agenda().exams.is_empty(), "nothing holds yet");
    player.press("<enter>").shows(&["This is the plan."]);
    let agenda = player.world.trainer().agenda().clone();
    assert_eq!((agenda.exams.len(), agenda.calendar.minutes), (1, Some(6)));
    player.press("q").shows(&["10 new", "Exam in 5 days", "0 of 40 questions studied"]);
}

#[test]
fn a_session_from_the_command_line_ends_with_what_the_plan_asks_tomorrow() {
    let home = tempfile::tempdir().unwrap();
    let open = || {
        let cards = (0..40).map(|nth| format!("[[card]]\nid = 'c{nth}'\nfront = '{nth}?'\nback = '{nth}'\n"));
        let text = format!("[deck]\nid = 'd'\n{}", cards.collect::<String>());
        trainer_at(home.path(), library(&[text]))
    };
    let mut trainer = open();
    let (id, mut choices) = Agenda::make("The exam", &["d".to_owned()], &[], &trainer.library);
    let today = trainer.today(now());
    choices.extend(trainer.agenda().choose_date(&id, today + 9.days(), today));
    trainer.choose(&choices, now()).unwrap();
    trainer.plan(now()).unwrap();
    drop(trainer);
    let mut trainer = open();
    trainer.take_up_plan(now());
    let (session, _) = trainer.session(Mode::Drill, &Scope::default(), now()).unwrap();
    let study = Study::new(session, trainer.view(), now());
    let mut player = player_before(study, trainer, Look::dark(), (80, 24));
    player.press("<space>3q").shows(&["Stopped here", "Tomorrow by the plan"]);
}

#[test]
fn what_cannot_be_a_plan_is_told_as_it_is_typed_and_not_kept() {
    for (date, rest, told) in [
        ("2020-01-01", "", "is over: today is"),
        ("+9999", "", "more than ten years away"),
        ("soon", "", "A day is written"),
        ("+5", "<tab>0", "from 1 to 1440"),
        ("+5", "<tab>5<tab>never", "Days off are written"),
        ("+5", "<tab>5<tab>2026-12-24..23", "comes before the first"),
    ] {
        let mut player = learner((100, 24));
        player.press("d<tab><tab>").paste(date).press(rest).shows(&[told]);
        player.press("<enter>");
        assert!(player.world.trainer().agenda().exams.is_empty(), "{date} {rest}");
    }
}

#[test]
fn a_plan_that_is_typed_is_not_thrown_away_by_leaving_once() {
    for (typed, keep) in [("+5", "<enter>"), ("<tab>9", "<enter>"), ("<tab><tab>2026-12-24", "")] {
        let mut player = learner((80, 24));
        player.press("d").press(typed).press("<esc>q");
        player.shows(&["This plan is not kept. Press q again to throw it away, enter to keep it."]);
        player.press(keep);
        player.shows(&["minutes", "days off"]);
        player.press("jq");
        let is_kept = !player.world.trainer().agenda().exams.is_empty();
        assert_eq!(player.frame().contains("days off"), !is_kept, "{typed}\n{}", player.frame());
        player.press("q");
        player.hides(&["days off"]);
    }
    let mut player = learner((80, 24));
    player.press("d<up><up><right><left><esc>q");
    player.hides(&["days off"]);
}

#[test]
fn a_plan_without_minutes_says_how_many_it_has_and_why() {
    let mut player = learner((80, 24));
    player.press("d+5");
    player.shows(&["You gave the plan no minutes: it has 20 minutes a day"]);
    player.press("<tab>9");
    player.hides(&["You gave the plan no minutes"]);
}

#[test]
fn enter_keeps_the_plan_on_every_line() {
    let mut player = learner((80, 24));
    player.press("d+5<up><up>");
    player.shows(&["enter keep this plan", "tab next line"]);
    player.press("<enter>");
    assert_eq!(player.world.trainer().agenda().exams.len(), 1);
}

#[test]
fn what_is_weak_now_is_told_on_today() {
    let mut player = prepared((80, 24));
    player.press("<esc>q");
    player.shows(&["recalled by then, if you", "keep to the plan every day; weakest now: mail."]);
}

#[test]
fn a_date_is_dropped_and_taken_back() {
    let mut player = learner((80, 24));
    player.press("d+5<enter>x");
    assert!(player.world.trainer().agenda().exams.is_empty());
    player.shows(&["No exam has a date: everything keeps its schedule."]);
    player.press("u");
    assert_eq!(player.world.trainer().agenda().exams.len(), 1);
    player.press("u");
    assert!(player.world.trainer().agenda().exams.is_empty(), "as it was at first");
    player.press("u").shows(&["There is nothing to undo here."]);
}

#[test]
fn more_minutes_are_given_to_a_day_that_is_planned() {
    let mut player = learner((80, 24));
    player.press("d+5<tab>1<enter>qm").shows(&["How many more minutes today?"]);
    player.press("1");
    // Six minutes in all, of 38 seconds each.
    player.shows(&["10 questions left"]);
}

#[test]
fn the_plan_at_every_size() {
    for (name, keys) in [("empty", "d"), ("typed", "d+4<tab>4"), ("mistake", "d2020-01-01")] {
        assert_frames(&format!("plan_{name}"), learner((80, 24)).press(keys));
    }
    assert_frames("today_planned", learner((80, 24)).press("d+4<tab>4<enter>q"));
}

#[test]
fn an_exam_is_made_of_decks_and_tags_tried_out_and_undone_on_the_screen() {
    let mut player = learner((80, 24));
    player.press("d<up><up><right>");
    player.shows(&["a new exam, of decks and tags", "title", "asks", "Give the exam a title."]);
    player.press("<down>My law<down>").shows(&["My law", "Choose the decks or tags that the exam asks."]);
    player.press("<space>").shows(&["Decks and tags", "[ ] The deck", "[ ] ports"]);
    player.press("jj<space><enter><down>+5<tab>6").shows(&["ports", "Today:", "Minutes a day"]);
    assert!(player.world.trainer().agenda().exams.is_empty(), "nothing holds yet");
    player.press("<enter>");
    let agenda = player.world.trainer().agenda().clone();
    let [dated] = agenda.exams.as_slice() else { panic!("{:?}", agenda.exams) };
    assert_eq!((dated.exam.id.as_str(), dated.exam.title.as_str()), ("my-law", "My law"));
    assert_eq!(agenda.parts("my-law"), Some((Vec::new(), vec!["ports".to_owned()])));
    player.shows(&["exam      My law", "asks      ports"]);
    player.press("u");
    let agenda = player.world.trainer().agenda();
    assert!(agenda.exams.is_empty() && agenda.parts("my-law").is_none());
}

/// Someone who has studied for a month, with a plan of a minute a day for an exam in ten days.
fn prepared(size: (u16, u16)) -> Player<Failing> {
    let mut player = learner(size);
    let trainer = &mut player.world.desk.trainer;
    super::statistics::live(trainer, 30);
    let today = trainer.today(now());
    let mut choices = trainer.agenda().choose_date("the-exam", today.saturating_add(10.days()), today);
    choices.push(Calendar::choose_minutes(Some(1)));
    trainer.choose(&choices, now()).unwrap();
    trainer.plan(now()).unwrap();
    player.press("d<tab>");
    player
}

#[test]
fn what_is_typed_stands_beside_what_holds_and_only_where_it_differs() {
    let mut player = prepared((80, 24));
    player.shows(&["If you keep to the plan every day, you will recall about", "Now it is ", "; weakest: "]);
    player.hides(&["as it stands", "if you keep this"]);
    player.press("0");
    player.shows(&["as it stands", "if you keep this", "recalled on the day", "not studied by then"]);
    let line = player.frame().lines().find(|line| line.contains("recalled on the day")).unwrap().to_owned();
    let mut shares = line.split(" %").map(|part| part.rsplit(' ').next().unwrap_or_default());
    let [before, after] = [shares.next(), shares.next()].map(|share| share.unwrap().parse::<u32>().unwrap());
    assert!(before < after, "ten minutes are worth more than one: {line}");
    player.press("<backspace>").hides(&["as it stands", "if you keep this"]);
}

#[test]
fn while_it_is_solved_no_figure_stands_as_its_answer_and_what_was_typed_before_is_none() {
    let mut player = prepared((80, 24));
    player.world.desk.hold();
    player.press("0").shows(&["as it stands", "…", "Minutes a day, as it stands"]);
    player.hides(&["Minutes a day, if you keep this"]);
    // The answer to this comes after the next key.
    let late = Event::Done(Done::WhatIf(Vec::new(), Box::default()));
    player.press("0");
    player.tell(late).shows(&["…", "Minutes a day, as it stands"]);
    run_held(&mut player).shows(&["Minutes a day, if you keep this"]).hides(&["…"]);
    player.press("<backspace><backspace>");
    run_held(&mut player).hides(&["as it stands", "if you keep this"]);
}

#[test]
fn what_a_small_screen_has_no_room_for_is_a_page_down() {
    let mut player = prepared((60, 15));
    player.hides(&["Topics", "ports    "]);
    player.press("<pagedown><pagedown>").shows(&["Topics"]);
    player.press("<pagedown><pageup><pageup>").shows(&["minutes   1"]);
    player.press("<pagedown>0").shows(&["minutes   10"]);
}

#[test]
fn the_comparison_at_every_size() {
    let mut player = prepared((80, 24));
    assert_frames("plan_compared", player.press("0"));
    player.world.desk.hold();
    assert_frames("plan_solving", player.press("0"));
}
