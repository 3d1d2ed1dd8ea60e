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
    Player::new(world, Box::new(Today::default()), Look::dark(), size, now())
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
    player.shows(&["Stopped here", &format!("Still to come today: {words}.")]);
    player.press("<enter>");
    player.shows(&["Decks", &format!("Still to come today: {words}")]);
    player.press("d");
    player.shows(&[&format!("Today: {words}.")]);
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
    player.shows(&["Done for now", told[0], told[1]]);
    player.press("<enter>");
    player.shows(&["Done for today, after 32 answers.", told[0], "Press enter to go on."]);
    player.press("<enter>");
    player.shows(&["29 questions left"]);
    // What was begun of it comes back, and the rest is asked for again.
    answer(&mut player, 8, 3, 1);
    player.press(if player.is_typing() { "<esc>q" } else { "q" });
    player.shows(&["Still to come today: 8 you are learning"]);
    player.press("<enter>");
    player.shows(&["Still to come today: 8 you are learning"]);
}

#[test]
fn a_deck_in_which_nothing_comes_later_says_how_much_is_due() {
    let deck = "[deck]\nid = 'd'\n[[card]]\nid = 'one'\nfront = '1?'\nback = '1'\n[[card]]\nid = 'two'\nfront = '2?'\nback = '2'\n";
    let mut player = player_with(library(&[deck]), Look::dark(), (80, 24));
    player.press("A");
    player.shows(&["There is nothing to ask here yet."]);
    player.press("<enter><space>4<space>4q").wait(Duration::from_hours(24 * 60)).press("A");
    player.shows(&["Nothing comes later here; 2 due now. Press s to study."]);
    player.press("a");
    player.shows(&["Nothing comes later here; 2 due now. Press enter to study."]);
}

#[test]
fn new_questions_that_are_left_come_tomorrow() {
    let card = |nth: usize| format!("[[card]]\nid = 'c{nth}'\nfront = '{nth}?'\nback = '{nth}'\n");
    let text = format!("[deck]\nid = 'd'\n{}", (0..5).map(card).collect::<String>());
    let mut player = player_with(library(&[&text]), Look::dark(), (80, 24));
    player.world.desk.trainer.configure(|config| config.new_per_day = 2);
    player.press("<enter><space>4q");
    player.shows(&["Tomorrow: about 2 new, about 1 minute."]);
    player.press("<enter>");
    player.shows(&["3 more new ones come on later days; m brings more today."]);
    player.press("<enter><space>4<enter>");
    player.shows(&["Done for today, after 2 answers.", "Tomorrow: about 2 new."]);
}
