//! What is answered is stored, and what is taken back is as it was.

use super::decks::{KINDS, TWO};
use super::*;
use crate::schedule::Buttons;
use crate::tui::app::TerminalTask;

#[test]
fn a_rating_is_stored_at_once_and_the_next_question_comes() {
    let mut player = player(TWO);
    player.press("<enter>22<enter>").shows(&["✓ Right.", "▸3 good"]);
    assert_eq!(reviews(&player), 0);
    player.press("3");
    assert_eq!(reviews(&player), 1);
    player.shows(&["1 answer", "Which port does DNS use?"]);
}

#[test]
fn enter_takes_the_suggested_rating() {
    let mut player = player(TWO);
    player.press("<enter>21<enter>").shows(&["✗ Wrong.", "▸1 again", "space again", "→ 22"]);
    player.press("<enter>");
    assert_eq!(last_rating(&player), Rating::Again);
}

#[test]
fn undo_brings_back_the_question_with_its_verdict() {
    let mut player = player(TWO);
    player.press("<enter>22<enter>3");
    assert_eq!(reviews(&player), 1);
    player.press("<alt+u>");
    assert_eq!(reviews(&player), 0);
    player.shows(&["0 answers", "Which port does SSH use?", "✓ Right.", "▸3 good"]);
    player.press("1");
    assert_eq!(reviews(&player), 1);
}

#[test]
fn what_was_taken_back_can_be_done_again() {
    let mut player = player(TWO);
    player.press("<enter>22<enter>3<alt+u>U");
    assert_eq!(reviews(&player), 1);
    player.shows(&["1 answer", "Which port does DNS use?"]);
}

#[test]
fn undo_works_for_the_last_card_too() {
    let mut player = player(TWO);
    player.press("<enter>22<enter>453<enter>4").shows(&["Done for now", "2 of 2 right"]);
    player.press("u");
    assert_eq!(reviews(&player), 1);
    player.shows(&["Which port does DNS use?", "✓ Right."]);
    player.press("4").shows(&["Done for now", "2 of 2 right"]);
}

#[test]
fn undo_at_the_start_takes_back_the_last_review_of_the_last_session() {
    let mut player = player(TWO);
    player.press("<enter>22<enter>4<esc><esc><enter>");
    assert_eq!(reviews(&player), 1);
    player.press("<enter>").shows(&["Which port does DNS use?"]);
    player.press("<alt+u>");
    assert_eq!(reviews(&player), 0);
    player.shows(&["Which port does SSH use?", "Taken back"]);
}

#[test]
fn today_takes_back_the_last_review_as_well() {
    let mut player = player(TWO);
    player.press("u").shows(&["There is nothing to take back."]);
    player.press("<enter>22<enter>4<esc><esc><enter>u");
    assert_eq!(reviews(&player), 0);
    player.shows(&["Taken back: “Which port does SSH use?”, rated easy."]);
}

#[test]
fn a_review_of_an_earlier_day_is_taken_back_only_by_the_second_key_and_given_back_by_another() {
    let mut player = player(TWO);
    player.press("<enter>22<enter>4<esc><esc><enter>").wait(std::time::Duration::from_hours(48));
    player.press("u");
    player.shows(&["Not of today: “Which port does SSH use?”, rated easy, 2 d ago. Press u again"]);
    player.press("ju");
    assert_eq!(reviews(&player), 1, "another key between, and it is asked anew");
    player.press("u");
    assert_eq!(reviews(&player), 0);
    player.shows(&["gives it back."]);
    player.press("U");
    assert_eq!(reviews(&player), 1);
    player.shows(&["Given back: “Which port does SSH use?”, rated easy."]);
    player.press("U");
    player.shows(&["There is nothing to give back."]);
}

#[test]
fn a_session_asks_before_it_takes_back_a_review_of_an_earlier_day_and_gives_it_back() {
    let mut player = player(TWO);
    player.press("<enter>22<enter>4<esc><esc><enter>").wait(std::time::Duration::from_hours(48));
    player.press("<enter><alt+u>");
    assert_eq!(reviews(&player), 1);
    player.shows(&["Not of today", "alt+u"]);
    player.press("<alt+u>");
    assert_eq!(reviews(&player), 0);
    player.shows(&["Which port does SSH use?"]);
    player.press("<alt+U>");
    assert_eq!(reviews(&player), 1);
    player.shows(&["Given back", "Which port does DNS use?"]);
}

#[test]
fn a_review_that_cannot_be_stored_stays_until_it_can() {
    let mut player = player(TWO);
    player.press("<enter>22<enter>");
    player.world.is_full = true;
    player.press("3").shows(&["Not stored yet", "The disk is full", "r try again"]);
    player.press("jq<esc>4").shows(&["Not stored yet", "press r"]);
    player.press("r").shows(&["Not stored yet", "The disk is full"]);
    player.press("<ctrl+c>");
    assert!(!player.is_over(), "the learner is warned once");
    player.world.is_full = false;
    player.press("r");
    assert_eq!(reviews(&player), 1);
    player.shows(&["Which port does DNS use?"]).hides(&["Not stored"]);
}

#[test]
fn an_undo_that_cannot_be_stored_stays_as_well() {
    let mut player = player(TWO);
    player.press("<enter>22<enter>3");
    player.world.is_full = true;
    player.press("<alt+u>").shows(&["Not stored yet"]);
    assert_eq!(reviews(&player), 1);
    player.world.is_full = false;
    player.press("<space>");
    assert_eq!(reviews(&player), 0);
    player.shows(&["✓ Right.", "▸3 good"]);
}

#[test]
fn the_end_of_one_deck_says_what_today_still_has_and_a_key_goes_on() {
    let mut player = player_with(library(&[TWO, KINDS]), Look::dark(), (80, 24));
    player.press("s22<enter>453<enter>4");
    player.shows(&["Done for now", "More to come today: 9 new, about 25 answers", "Press g", "g go on"]);
    player.press("g").shows(&["9 questions left"]);
}

#[test]
fn leaving_in_the_middle_loses_nothing() {
    let mut player = player(KINDS);
    player.press("<enter><space>3<esc><esc>").shows(&["Stopped here", "1 of 1 right"]);
    assert_eq!(reviews(&player), 1);
    player.press("g").shows(&["1 answer", "On which UDP port"]);
    player.press("<esc><enter>").shows(&["examdrill", "1 answer today"]);
}

#[test]
fn who_leaves_without_an_answer_is_back_at_once() {
    let mut player = player(TWO);
    player.press("<enter><esc><esc>").shows(&["examdrill"]);
}

#[test]
fn a_card_set_aside_comes_back_by_undo() {
    for keys in ["b", "ss"] {
        let mut player = player(KINDS);
        player.press("<enter>").press(keys).shows(&["Press alt+u to take it back."]);
        player.hides(&["What is a DHCP lease?"]);
        player.press("<alt+u>").shows(&["What is a DHCP lease?", "9 questions left"]);
        let standing = player.world.trainer().standing(&crate::card::QuestionKey::from_stored("all/lease"));
        assert!(standing.is_none_or(|standing| !standing.suspended && standing.buried.is_none()));
    }
}

#[test]
fn a_mark_is_stored_and_seen() {
    let mut player = player(KINDS);
    player.press("<enter>m").shows(&["● marked · Every kind", "Marked."]);
    player.press("m").hides(&["● marked"]);
}

#[test]
fn cramming_and_working_ahead_leave_the_schedule_alone() {
    for (mode, word) in [("c", "cram"), ("a", "ahead")] {
        let mut player = player(TWO);
        player.press("<enter>22<enter>453<enter>4<enter>");
        let key = crate::card::QuestionKey::from_stored("two/ssh");
        let before = player.world.trainer().memory(&key).copied();
        assert!(before.is_some());
        player.press(mode).shows(&[word]);
        player.press("1<enter>").hides(&["10 min", " 1 d"]);
        player.press("1");
        assert_eq!(reviews(&player), 3);
        assert_eq!(player.world.trainer().memory(&key).copied(), before);
    }
}

#[test]
fn two_buttons_are_again_and_good() {
    let mut trainer = Trainer::rehearsal(library(&[TWO]), now()).unwrap();
    trainer.configure(|config| config.buttons = Buttons::Two);
    let mut player = player_before(Today::default(), trainer, Look::dark(), (80, 24));
    player.press("<enter>22<enter>").shows(&["1 again", "▸2 good"]).hides(&["hard", "easy"]);
    player.press("2");
    assert_eq!(last_rating(&player), Rating::Good);
}

#[test]
fn a_built_in_card_cannot_be_edited_and_says_so() {
    let mut player = player(TWO);
    player.press("<enter><alt+e>").shows(&["This card is built in;"]);
    assert_eq!(player.errands, []);
}

#[test]
fn a_card_of_ones_own_is_edited_at_its_line() {
    let mut library = Library::default();
    let file = SourceFile { name: "two.toml".into(), text: TWO.trim_start().to_owned() };
    library.add(LoadedDeck::new(Some("two.toml".into()), vec![file], Vec::new()));
    let mut player = player_with(library, Look::dark(), (80, 24));
    player.press("<enter><alt+e>");
    assert_eq!(player.errands, [TerminalTask::Edit("two.toml".into(), 4)]);
}

#[test]
fn a_session_that_came_first_ends_with_the_program() {
    let trainer = Trainer::rehearsal(library(&[TWO]), now()).unwrap();
    let (session, _) =
        trainer.session(crate::schedule::Mode::Drill, &crate::trainer::Scope::default(), now()).unwrap();
    let study = super::super::Study::new(session, &trainer, now());
    let mut player = player_before(study, trainer, Look::dark(), (80, 24));
    player.press("22<enter>4<esc><esc>").shows(&["Stopped here", "enter leave"]);
    assert!(player.press("<enter>").is_over());
    assert_eq!(reviews(&player), 1);
}
