//! While a job runs, the screen is as live as before.

use super::decks::{KINDS, TWO};
use super::*;
use crate::card::QuestionKey;
use crate::schedule::{Mode, Rating, Review};
use crate::tui::jobs::Kind;

/// Someone before Today whose jobs are only done by [`run_held`].
fn waiting() -> Player<Failing> {
    let mut player = player(KINDS);
    player.world.desk.hold();
    player
}

/// The same with a deck on the disk.
fn waiting_at_home() -> (tempfile::TempDir, Player<Failing>) {
    let (home, mut player) = player_at_home(&[("two.toml", TWO)], (80, 50));
    player.world.desk.hold();
    (home, player)
}

/// Saves the deck on the disk under another title, and lets the watch notice.
fn retitle(home: &tempfile::TempDir, player: &mut Player<Failing>, title: &str) {
    let text = TWO.replacen("title = \"", &format!("title = \"{title} "), 1);
    std::fs::write(home.path().join("decks/two.toml"), text).unwrap();
    player.tell(Event::DecksChanged);
}

#[test]
fn keys_are_heard_while_a_paper_is_drawn() {
    let mut player = waiting();
    player.press("t<enter>").shows(&["Timed quiz", "Drawing the paper… Press esc to cancel."]);
    player.press("?").shows(&["all quizzes"]);
    player.press("<esc>jj").shows(&["Drawing the paper…"]);
    player.press("<enter>");
    run_held(&mut player).shows(&["8 questions in 8 minutes.", "Press enter to start the clock."]);
}

#[test]
fn the_first_frame_and_the_keys_do_not_wait_until_all_questions_are_looked_over() {
    let trainer = Trainer::rehearsal(library(&[KINDS]), now()).unwrap();
    let mut desk = LearnerWorld::new(trainer, Vec::new());
    desk.hold_looks();
    let world = Failing { desk, is_full: false };
    let mut player = Player::new(world, Box::new(Today::default()), Look::dark(), (80, 24), now());
    player.hides(&["Every kind of card"]);
    player.press("+").shows(&["New card"]);
    // What was calculated meanwhile is for Today, which asks again.
    run_held(&mut player).shows(&["New card"]);
    player.press("<esc>");
    run_held(&mut player).shows(&["Every kind of card"]);
}

#[test]
fn esc_ends_the_drawing_and_nothing_comes_of_it() {
    let mut player = waiting();
    player.press("t<enter><esc>").hides(&["Drawing"]);
    run_held(&mut player).shows(&["Timed quiz"]).hides(&["Press enter to start the clock."]);
    player.press("<enter>");
    run_held(&mut player).shows(&["Press enter to start the clock."]);
}

#[test]
fn who_changes_the_choice_does_not_get_the_paper_of_the_old_one() {
    for key in ["<right>", "v", "5"] {
        let mut player = waiting();
        player.press("tjj<enter>").press(key);
        run_held(&mut player);
        player.hides(&["Drawing", "Press enter to start the clock."]);
        player.press("<esc>").hides(&["Drawing"]);
    }
}

#[test]
fn how_far_the_drawing_is_stands_in_the_footer() {
    let mut player = waiting();
    player.press("t<enter>");
    player.tell(Event::Progress(Kind::Draw, 3, 12));
    player.shows(&["Drawing the paper… 3 of 12. Press esc to cancel."]);
    player.tell(Event::JobFailed(Kind::Draw, "Could not draw the paper.".to_owned()));
    player.shows(&["Could not draw the paper."]);
    player.press("j").hides(&["Drawing", "Could not"]);
}

#[test]
fn a_result_can_be_left_while_what_was_missed_is_drawn() {
    let mut player = waiting();
    player.press("t<enter>");
    run_held(&mut player).press("<enter>rhht").shows(&["Drawing the paper…"]);
    player.press("n").shows(&["Drawing the paper…"]);
    player.press("<esc>").hides(&["Drawing"]);
    run_held(&mut player).shows(&["Question 1 of 8"]);
}

#[test]
fn decks_are_read_in_the_background_and_taken_in_by_the_next_screen_that_follows() {
    let (home, mut player) = waiting_at_home();
    retitle(&home, &mut player, "Better");
    player.hides(&["Better"]);
    player.press("+");
    run_held(&mut player).shows(&["New card"]);
    player.press("<esc>").shows(&["Better", "The decks are read anew."]);
}

#[test]
fn a_save_during_the_reading_is_read_after_it() {
    let (home, mut player) = waiting_at_home();
    for title in ["First", "Second"] {
        retitle(&home, &mut player, title);
    }
    run_held(&mut player).shows(&["Second"]);
}

#[test]
fn who_asks_for_the_decks_is_answered_also_where_nothing_has_changed() {
    let (_home, mut player) = waiting_at_home();
    player.press("r");
    player.tell(Event::DecksChanged).hides(&["The decks are read anew."]);
    run_held(&mut player).shows(&["The decks are read anew."]);
}

#[test]
fn a_card_that_is_added_while_the_decks_are_read_is_not_lost_to_the_older_reading() {
    let (home, mut player) = waiting_at_home();
    retitle(&home, &mut player, "Better");
    player.press("+");
    // The decks are read; the form does not take them in.
    run_held(&mut player).press("<down>Which port does NTP use?<tab>123<ctrl+s>");
    run_held(&mut player).press("/does ntp<enter>").shows(&["  Which port does NTP use?"]);
}

#[test]
fn a_rating_that_is_not_stored_comes_before_decks_that_were_read() {
    let (home, mut player) = waiting_at_home();
    player.press("<enter>");
    player.world.is_full = true;
    player.press("<enter>3").shows(&["The disk is full"]);
    retitle(&home, &mut player, "Better");
    run_held(&mut player).shows(&["The disk is full"]);
    player.world.is_full = false;
    player.press("r");
    run_held(&mut player);
    assert_eq!(reviews(&player), 1);
    player.shows(&["The decks are read anew."]);
}

/// A fit that is due is made once the first frame is shown, and noted in the log.
#[test]
fn a_fit_that_is_due_is_made_beside_the_first_frame() {
    let mut player = waiting();
    let now = player.now();
    let trainer = &mut player.world.desk.trainer;
    let mut reviews = Vec::new();
    for nth in 0..60_i64 {
        for (hours, rating) in [(500, Rating::Good), (100, Rating::Again)] {
            let at = now - jiff::SignedDuration::from_hours(hours + nth / 9);
            let key = QuestionKey::new("deck", &format!("card{nth}"), "front");
            reviews.push(Review::new(trainer.stamp(at), key, rating, Mode::Drill));
        }
    }
    trainer.store().append_all(&reviews).unwrap();
    player.world.desk.shown(now);
    assert!(
        player.world.desk.trainer.store().all_parameters().unwrap().is_empty(),
        "it waits beside the loop"
    );
    run_held(&mut player);
    assert_eq!(player.world.desk.trainer.store().all_parameters().unwrap().len(), 1);
}
