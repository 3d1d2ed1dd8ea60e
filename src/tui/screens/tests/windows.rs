//! Two windows at once, and a log that another hand changed.

use super::decks::TWO;
use super::quiz::{candidate, choices};
use super::*;
use crate::quiz::{End, SittingId};

/// Someone before Today over the log in `folder`, as in one of several windows.
fn window(folder: &std::path::Path, library: Library) -> Player<Failing> {
    player_before(Today::default(), trainer_at(folder, library), Look::dark(), (80, 24))
}

fn two_windows() -> (tempfile::TempDir, [Player<Failing>; 2]) {
    let home = tempfile::tempdir().unwrap();
    let windows = [0, 1].map(|_| window(home.path(), library(&[TWO])));
    (home, windows)
}

#[test]
fn what_another_window_rated_is_not_asked_here() {
    let (_home, [mut one, mut other]) = two_windows();
    one.press("<enter>");
    other.press("<enter>").shows(&["Which port does SSH use?"]);
    one.press("22<enter>4").shows(&["Which port does DNS use?"]);
    // The first key was meant for the question that is not asked any more.
    other.press("2").shows(&["Which port does DNS use?", "rated in another window"]).hides(&["› 2"]);
    other.press("53<enter>4").shows(&["Done for now", "of 1 right"]);
    one.press("5").shows(&["Done for now", "of 1 right"]);
    assert_eq!(reviews(&one), 2);
}

#[test]
fn what_another_window_put_away_is_not_asked_here() {
    let (_home, [mut one, mut other]) = two_windows();
    one.press("<enter>");
    other.press("<enter><alt+s>");
    one.press("x").shows(&["Which port does DNS use?"]);
}

#[test]
fn an_answer_on_the_screen_stays_when_another_window_rates_something_else() {
    let (_home, [mut one, mut other]) = two_windows();
    one.press("<enter>2");
    other.press("<enter>22<enter>4");
    // SSH is done; DNS, now on the other screen, is rated there too while SSH is long gone here.
    one.press("2").shows(&["Which port does DNS use?"]);
    one.press("5");
    other.press("<alt+u>");
    one.press("3<enter>").shows(&["✓ Right."]);
}

/// Another window throws the quiz away that is sat here.
fn throw_away(player: &mut Player<Failing>) -> SittingId {
    let trainer = &mut player.world.desk.trainer;
    let waiting = trainer.waiting_quiz(now()).unwrap().unwrap();
    trainer.hand_in(waiting.id, waiting.used, End::Discarded, now()).unwrap();
    waiting.id
}

#[test]
fn a_quiz_that_is_gone_says_so_and_is_stored_anew() {
    let mut player = candidate((80, 24));
    player.press("t<enter><enter>1<enter>");
    let id = throw_away(&mut player);
    player.press("2").shows(&["no longer in the log", "s store it anew", "q leave it"]);
    player.press("s").shows(&["Question 2 of 10", "stored anew"]);
    let anew = player.world.trainer().waiting_quiz(now()).unwrap().unwrap();
    assert_ne!(anew.id, id);
    assert_eq!(anew.sitting.answered(), 2, "what was given before and after it was gone is there");
    player.press("rhh").shows(&["Topics"]);
    assert_eq!(player.world.trainer().past_quizzes().unwrap().len(), 1);
}

#[test]
fn a_quiz_that_is_gone_when_it_is_handed_in_is_handed_in_once_it_is_stored_anew() {
    let mut player = candidate((80, 24));
    player.press("t<enter><enter>1r");
    throw_away(&mut player);
    player.press("hh").shows(&["no longer in the log"]);
    player.press("s").shows(&["Topics"]);
}

#[test]
fn a_quiz_that_is_gone_can_be_left() {
    let mut player = candidate((80, 24));
    player.press("t<enter><enter>");
    throw_away(&mut player);
    player.press("1q");
    assert!(player.world.trainer().waiting_quiz(now()).unwrap().is_none());
    player.hides(&["not in the log"]);
}

#[test]
fn a_quiz_that_cannot_be_read_is_listed_as_that() {
    let home = tempfile::tempdir().unwrap();
    let mut player = window(home.path(), library(&[&choices(12)]));
    player.press("t<enter><enter>1rhh");
    drop(player);
    let log = rusqlite::Connection::open(home.path().join("progress.db")).unwrap();
    log.execute("UPDATE sitting SET paper = '{}'", []).unwrap();
    drop(log);
    let mut player = window(home.path(), library(&[&choices(12)]));
    player.press("tv").shows(&["cannot be read (its paper)"]);
}
