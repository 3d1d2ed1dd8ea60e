//! What is left of a day, as every screen tells it.

use std::time::Duration;

use jiff::ToSpan;

use super::*;
use crate::schedule::Calendar;
use crate::trainer::Outlook;

/// Someone who studies for A+ Core 1, three weeks ahead, with 20 minutes a day.
fn learner(size: (u16, u16)) -> Player<Failing> {
    let library = Library::load(std::path::Path::new("no such folder"));
    let mut trainer = Trainer::rehearsal(library, now()).unwrap();
    let today = trainer.today(now());
    let mut choices = trainer.agenda().choose_date("a-plus-1201", today + 21.days(), today);
    choices.push(Calendar::choose_minutes(Some(20)));
    trainer.choose(&choices, now()).unwrap();
    trainer.plan(now()).unwrap();
    let world = Failing { desk: LearnerWorld::new(trainer, Vec::new()), is_full: false };
    Player::new(world, Box::new(Today::new()), Look::dark(), size, now())
}

/// Answers the next questions, each in so many seconds and every `missed`th wrong.
fn answer(player: &mut Player<Failing>, answers: usize, seconds: u64, missed: usize) {
    for nth in 0..answers {
        player.wait(Duration::from_secs(seconds));
        let gives_up = if player.is_typing() { "<esc>d" } else { "d" };
        player.press(gives_up).press(if nth % missed == 0 { "1" } else { "3" });
    }
}

/// What is left of today, and how much of its minutes.
fn left(player: &Player<Failing>) -> (Outlook, Duration) {
    let overview = player.world.trainer().overview(player.now()).unwrap();
    (overview.outlook, overview.minutes.unwrap().0)
}

/// Leaves the session, and goes through all screens that tell what is left of today; the last is Today.
#[track_caller]
fn tells_alike(player: &mut Player<Failing>) {
    let words = left(player).0.words(true);
    let leaves = if player.is_typing() { "<esc>q" } else { "q" };
    player.press(leaves);
    shows(player, &["Stopped here", &format!("Still to come today: {words}.")]);
    player.press("<enter>");
    shows(player, &["Decks", &format!("Still to come today: {words}")]);
    player.press("d");
    shows(player, &[&format!("Today: {words}.")]);
    player.press("<esc>q");
}

#[test]
fn what_is_left_of_a_day_is_told_alike_everywhere_and_becomes_less_with_every_answer() {
    // Answered as fast as one can press keys, and slowly.
    for seconds in [0, 3, 40] {
        let mut player = learner((100, 40));
        let (mut before, whole) = left(&player);
        assert_eq!((before.new, before.questions(), whole), (32, 32, Duration::from_mins(20)));
        assert!(before.time <= whole, "{before:?}");
        for _ in 0..3 {
            player.press("<enter>");
            answer(&mut player, 8, seconds, 3);
            let (now, minutes) = left(&player);
            assert!(
                now.questions() <= before.questions() && (now.new < before.new || now.new == 0),
                "{before:?}\n{now:?}"
            );
            assert!(now.answers < before.answers && now.time < before.time, "{before:?}\n{now:?}");
            assert!(now.time <= minutes || now.new == 0, "{now:?} in {minutes:?}");
            before = now;
            tells_alike(&mut player);
        }
    }
}

#[test]
fn where_a_day_took_less_time_than_expected_its_minutes_hold_more() {
    let mut player = learner((100, 40));
    player.press("<enter>");
    // All that was planned, each question until it is learned.
    while player.title().starts_with("Study") {
        player.wait(Duration::from_secs(3));
        let gives_up = if player.is_typing() { "<esc>d" } else { "d" };
        player.press(gives_up).press("4");
    }
    let told = ["Unused of today's 20 minutes: 18 minutes, room for 29 new.", "Press g to go on."];
    shows(&player, &["Done for now", told[0], told[1]]);
    player.press("<enter>");
    shows(&player, &["Done for today, after 32 answers.", told[0], "Press enter to go on."]);
    player.press("<enter>");
    shows(&player, &["29 left"]);
    // What was begun of it comes back, and the rest is asked for again.
    answer(&mut player, 8, 3, 1);
    player.press(if player.is_typing() { "<esc>q" } else { "q" });
    shows(&player, &["Still to come today: 8 you are learning"]);
    player.press("<enter>");
    shows(&player, &["Still to come today: 8 you are learning"]);
}
