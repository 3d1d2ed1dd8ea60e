//! A quiz from the first key to the result: nothing is told too early, nothing is lost, and the clock is honest.

use std::time::Duration;

use super::decks::KINDS;
use super::*;
use crate::card::QuestionKey;
use crate::library::LoadedExam;

/// So many choices named `c0` to `c9`, of which option `right…` is right.
pub(super) fn choices(count: usize) -> String {
    let card = |n: usize| {
        format!(
            "[[card]]\nid = 'c{n}'\nquestion = 'Question number {n}?'\nanswer = 'right{n}'\nwrong = ['x{n}', 'y{n}', 'z{n}']\nexplain = 'Because {n}.'\nsource = 'RFC {n}'\ntags = ['t']\n"
        )
    };
    format!("[deck]\nid = 'q'\ntitle = 'Questions'\n{}", (0..count).map(card).collect::<String>())
}

/// An exam of ten questions in ten minutes.
const EXAM: &str = "[exam]\nid='x'\ntitle='Exam X'\npass=675\nscale=[100,900]\nnote='A note.'\n\
    [[form]]\nid='half'\nquestions=10\nminutes=10\nperformance=0\n[[topic]]\ntag='t'\ntitle='All of it'\nweight=1\n";

/// Someone before Today with twelve choices and an exam of ten.
pub(super) fn candidate(size: (u16, u16)) -> Player<Failing> {
    let mut library = library(&[&choices(12)]);
    let file = SourceFile { name: "x.toml".into(), text: EXAM.into() };
    library.exams.push(LoadedExam::new(None, file));
    player_with(library, Look::dark(), size)
}

/// The same, with the first question on the screen.
fn sitting() -> Player<Failing> {
    let mut player = candidate((80, 24));
    player.press("t<enter><enter>").shows(&["Question 1 of 10", "10:00 left"]);
    player
}

/// Presses the key of the right option on the screen, or of a wrong one.
fn choose(player: &mut Player<Failing>, right: bool) -> &mut Player<Failing> {
    let frame = player.frame();
    let option = frame.lines().find(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.last().is_some_and(|word| word.starts_with("right") == right && word.len() < 9)
            && words.iter().any(|word| ["○", "●"].contains(word))
    });
    let option = option.unwrap_or_else(|| panic!("no option in:\n{frame}"));
    player.press(&option.chars().find(char::is_ascii_digit).unwrap().to_string())
}

/// Answers `count` questions and goes on after each.
fn answer(player: &mut Player<Failing>, count: usize, right: bool) {
    for _ in 0..count {
        choose(player, right).press("<enter>");
    }
}

/// The program is killed, and started again after `away`.
fn restart(player: Player<Failing>, away: Duration) -> Player<Failing> {
    let now = player.now() + away;
    Player::new(player.world, Box::new(Today::default()), Look::dark(), (80, 24), now)
}

const MINUTE: Duration = Duration::from_mins(1);

#[test]
fn an_exam_tells_nothing_before_the_end_and_everything_after() {
    let mut player = sitting();
    choose(&mut player, true).hides(&["Right", "Because", "✓"]);
    player.press("<enter>").shows(&["Question 2 of 10"]);
    answer(&mut player, 8, true);
    answer(&mut player, 1, false);
    player.shows(&["Review", "10 answered"]);
    player.press("h").shows(&["Every question is answered. Press h again to hand in"]);
    player.press("h");
    player.shows(&["Exam X · half", "90 %  ✓ passed", "9 of 10 points", "820 on 100-900; 675 passes"]);
    player.shows(&["truly at 90 % scores 71-100 %", "All of it"]);
    player.press("w");
    player.shows(&[
        "Question 10 of 10",
        "✗ Wrong.",
        "your answer",
        "the answer",
        "Because",
        "RFC",
        "it comes back as due",
    ]);
    player.press("n").shows(&["90 %"]);
}

#[test]
fn an_answer_can_be_changed_and_taken_away_until_the_end() {
    let mut player = sitting();
    player.press("1").shows(&["1 ●"]);
    player.press("2").shows(&["1 ○", "2 ●"]);
    player.press("<enter>p").shows(&["Question 1 of 10", "2 ●"]);
    player.press("<backspace>r").shows(&["0 answered, 10 open"]);
}

#[test]
fn flags_and_open_questions_are_found_again() {
    let mut player = sitting();
    player.press("fn1nnf").shows(&["Question 4 of 10 · ⚑ flagged"]);
    player.press("o").shows(&["Question 5 of 10"]);
    player.press("r").shows(&["1 answered, 9 open, 2 flagged"]);
    player.press("<home>f").shows(&["1 flagged"]);
    player.press("<enter>").shows(&["Question 1 of 10"]).hides(&["flagged"]);
    player.press("rhh").shows(&["%"]);
}

#[test]
fn handing_in_with_open_questions_warns_first() {
    let mut player = sitting();
    player.press("1<enter>rh").shows(&["9 questions not answered. Press h again"]);
    player.press("jh").shows(&["not answered."]);
    player.press("h").shows(&["not passed"]);
}

#[test]
fn the_clock_warns_at_half_time_and_hands_in_at_zero() {
    let mut player = sitting();
    player.wait(MINUTE * 4).shows(&["4 behind · 6:00 left"]);
    player.wait(MINUTE + Duration::from_secs(2)).shows(&["less than 45 % is answered"]);
    player.wait(Duration::from_secs(30)).hides(&["fewer than 45 %"]);
    player.wait(MINUTE * 3 + Duration::from_secs(40)).shows(&["1 minute left."]);
    answer(&mut player, 1, true);
    player.wait(MINUTE).shows(&["10 %  ✗ not passed; handed in when time ran out"]);
}

#[test]
fn a_key_after_zero_is_too_late() {
    let mut player = sitting();
    // Nothing ticks while the machine is too busy to wake the program.
    player.stall(MINUTE * 10);
    choose(&mut player, true).shows(&["0 %  ✗ not passed; handed in when time ran out"]);
}

#[test]
fn the_clock_can_be_hidden() {
    let mut player = sitting();
    player.press("c").hides(&["10:00"]).shows(&["clock hidden"]);
    player.press("c").shows(&["10:00 left"]);
}

#[test]
fn a_killed_exam_goes_on_with_the_time_honestly_run() {
    let mut player = sitting();
    answer(&mut player, 3, true);
    player.wait(MINUTE);
    let mut player = restart(player, MINUTE * 2);
    player.shows(&["A quiz waits for you", "3 of 10 answered, 7:00 left", "the clock kept running"]);
    player.press("q").shows(&["A quiz waits: 3 of 10 answered"]);
    player.press("t<enter>").shows(&["Question 4 of 10", "7:00 left"]);
    answer(&mut player, 7, true);
    player.press("hh").shows(&["100 %  ✓ passed"]);
    let player = restart(player, MINUTE);
    player.hides(&["A quiz waits"]);
}

#[test]
fn an_exam_whose_time_ran_out_meanwhile_is_handed_in_as_it_was() {
    let mut player = sitting();
    answer(&mut player, 3, true);
    let player = restart(player, MINUTE * 20);
    player
        .shows(&["30 %  ✗ not passed; handed in when time ran out", "The time ran out while you were away"]);
}

#[test]
fn a_clock_set_back_meanwhile_gives_no_time() {
    let mut player = sitting();
    answer(&mut player, 1, true);
    player.wait(MINUTE * 3);
    let now = player.now() - MINUTE * 60;
    let player = Player::new(player.world, Box::new(Today::default()), Look::dark(), (80, 24), now);
    player.shows(&["7:00 left"]);
}

#[test]
fn a_clock_that_jumps_while_one_sits_neither_gives_nor_takes() {
    let mut player = sitting();
    player.wait(MINUTE);
    player.set_clock(player.now() + MINUTE * 600);
    player.press("n");
    player.wait(MINUTE).shows(&["8:00 left"]);
    // It was stored with the time that was used, so a kill right now costs nothing either.
    let player = restart(player, Duration::from_secs(10));
    player.shows(&["7:50 left"]);
}

#[test]
fn a_pausable_clock_stands_while_paused_and_while_away() {
    let mut player = candidate((80, 24));
    player.press("tjjjjjj<right><enter><enter>");
    player.wait(MINUTE);
    player.press("z").shows(&["The clock is stopped."]);
    player.wait(MINUTE * 30);
    player.press("x").shows(&["9:00 left"]);
    player.press("q");
    let mut player = restart(player, MINUTE * 60);
    player.shows(&["9:00 left", "The clock was stopped"]);
    player.press("<enter>").shows(&["Question 1 of 10", "9:00 left"]);
}

#[test]
fn leaving_a_running_exam_asks_once_and_loses_nothing() {
    let mut player = sitting();
    answer(&mut player, 2, true);
    player.press("q").shows(&["its clock runs on. Press the same key again"]);
    player.press("q").shows(&["A quiz waits: 2 of 10 answered"]);
    player.press("t<enter>").shows(&["Question 3 of 10"]);
    player.press("<ctrl+c>");
    assert!(!player.is_over());
    player.shows(&["The clock of the quiz runs on"]);
}

#[test]
fn a_quiz_thrown_away_leaves_nothing_behind() {
    let mut player = sitting();
    answer(&mut player, 2, false);
    let mut player = restart(player, MINUTE);
    player.press("x").shows(&["Press x again to throw it"]);
    player.press("x").shows(&["12 new"]);
    assert_eq!(reviews(&player), 0);
    player.press("tv").shows(&["You have not sat a quiz yet."]);
}

#[test]
fn a_full_disk_stops_no_exam_and_nothing_is_lost() {
    let mut player = sitting();
    answer(&mut player, 1, true);
    player.world.is_full = true;
    answer(&mut player, 3, true);
    player.shows(&["Not stored yet: The disk is full", "Question 5 of 10"]);
    player.press("qq").shows(&["Only ctrl+c leaves without them"]);
    player.world.is_full = false;
    player.wait(Duration::from_secs(7)).hides(&["Not stored"]);
    player.world.is_full = true;
    answer(&mut player, 6, true);
    player.press("hh").shows(&["The quiz is over but not stored yet."]);
    player.world.is_full = false;
    player.press("x").shows(&["100 %"]);
    let past = player.world.trainer().past_quizzes().unwrap();
    assert_eq!((past.len(), past[0].sitting.answered()), (1, 10));
}

#[test]
fn practice_tells_at_once_and_each_answer_is_final() {
    let mut player = candidate((80, 24));
    player.press("tjjjjj<right><enter>").shows(&["Practice: each answer is marked at once"]);
    player.press("<enter>");
    choose(&mut player, false).shows(&["✗ Wrong.", "Because", "enter next"]);
    player.press("1234<enter>").shows(&["Question 2 of 10"]);
    player.press("p").shows(&["✗ Wrong."]);
}

#[test]
fn every_question_can_have_its_own_clock() {
    let mut player = candidate((80, 24));
    // One for each question, of thirty seconds.
    player.press("tjjj<right>j30<enter><enter>").shows(&["0:30 left"]);
    player.wait(Duration::from_secs(20));
    answer(&mut player, 1, true);
    player.shows(&["Question 2 of 10", "0:30 left"]);
    player.wait(Duration::from_secs(31)).shows(&["Question 3 of 10", "The time of question 2 is over."]);
    player.wait(Duration::from_secs(30 * 9)).shows(&["10 %", "handed in when time ran out"]);
}

#[test]
fn misses_come_back_as_due_and_what_was_known_before_it_was_studied_stays_new() {
    let mut player = sitting();
    answer(&mut player, 9, true);
    answer(&mut player, 1, false);
    player.press("hh").shows(&["1 question comes back in today's reviews; 9 that you got right"]);
    assert_eq!(reviews(&player), 10);
    player.press("q").shows(&["11 new and 1 you are learning"]);
    let missed = player.world.trainer().past_quizzes().unwrap().pop().unwrap();
    let key: &QuestionKey = &missed.sitting.paper().items[9].key;
    assert!(player.world.trainer().memory(key).is_some());
}

#[test]
fn sure_but_wrong_and_guessed_but_right_are_named() {
    let mut player = sitting();
    choose(&mut player, false).press("s<enter>");
    choose(&mut player, true).press("u<enter>");
    player.press("rhhjjjjj").shows(&["Sure, but wrong", "Right, but guessed"]);
    player.press("n").shows(&["you were sure", "a misconception"]);
}

#[test]
fn the_missed_ones_are_tried_again_by_one_key_and_leave_the_schedule_alone() {
    let mut player = sitting();
    answer(&mut player, 8, true);
    answer(&mut player, 2, false);
    player.press("hh");
    let before = reviews(&player);
    player.press("t").shows(&["2 questions, no clock.", "retry"]);
    player.press("<enter>");
    answer(&mut player, 2, true);
    player.press("hh").shows(&["100 %", "Your schedule stays as it was.", "Nothing was missed."]);
    assert_eq!(reviews(&player), before);
}

#[test]
fn a_seed_draws_the_same_paper_again() {
    let paper = |player: &Player<Failing>| {
        let past = player.world.trainer().past_quizzes().unwrap();
        past.last().unwrap().sitting.paper().clone()
    };
    let mut player = sitting();
    player.press("rhh");
    let first = paper(&player);
    player.press("qt<end>").press(&"j".repeat(9)).press(&first.seed.to_string());
    player.press("<enter><enter>rhh");
    assert_eq!(paper(&player), first);
}

#[test]
fn weak_topics_and_the_missed_ones_can_be_asked_alone() {
    let mut player = sitting();
    answer(&mut player, 9, true);
    answer(&mut player, 1, false);
    player.press("hhqtjj<right><enter>").shows(&["No topic is below 70 %"]);
    player.press("<right><enter>").shows(&["1 question in 1 minute.", "missed last time"]);
}

#[test]
fn a_quiz_whose_deck_has_gone_meanwhile_still_ends_with_a_result() {
    let mut player = sitting();
    answer(&mut player, 4, true);
    let trainer = &mut player.world.desk.trainer;
    trainer.take(trainer.reading(&[]).found(Library::default()), now()).unwrap();
    answer(&mut player, 6, false);
    player.press("hh").shows(&["40 %  ✗ not passed"]);
    assert_eq!(reviews(&player), 10, "the log keeps them for when the deck comes back");
    player.press("n").shows(&["Because"]);
}

#[test]
fn every_kind_of_item_is_asked_in_a_quiz_of_ones_own() {
    let mut player = player(KINDS);
    player.press("t<enter>").shows(&["8 questions in 8 minutes.", "The paper has 8 questions instead of 20"]);
    player.press("<enter>");
    // Half of an order, or of a matching, is there when one comes back.
    for _ in 0..8 {
        player.press("1<alt+n>");
    }
    player.shows(&["Review", "3 answered, 5 begun"]);
    player.press("<home><enter>");
    while !player.frame().contains("TCP or UDP?") {
        player.press("<alt+n>");
    }
    player.shows(&["●        ○"]);
    player.press("rhh").shows(&["Every kind of card", "of 14 points"]);
}

#[test]
fn numbers_are_typed_and_kept_in_their_bounds() {
    let mut player = player(KINDS);
    player.press("tj").shows(&["Decks, tags"]);
    player.press("j9999").shows(&["‹ 500 ›"]);
    player.press("<backspace><backspace><backspace><enter>").shows(&["How many questions?"]);
    player.press("7k<right>").shows(&["Decks and tags", "[ ] Every kind of card"]);
    player.press("<space><enter>").shows(&["all"]);
    player.press("<enter>").shows(&["7 questions in 7 minutes"]);
}

#[test]
fn only_one_quiz_is_sat_at_a_time() {
    let mut player = sitting();
    player.press("qqt").shows(&["A quiz waits for you"]);
}
