//! The plan of an exam: its date, the minutes of the days, and what comes of them.

use std::time::Duration;

use super::choosing::newcomer;
use super::*;

/// Someone who studies an exam, before its plan.
fn planner(size: (u16, u16)) -> Player<Failing> {
    let mut player = newcomer(size);
    player.press("1d");
    player
}

#[test]
fn a_date_is_tried_while_it_is_typed_and_holds_when_it_is_kept() {
    let mut player = planner((80, 24));
    shows(&player, &["▸ date", "When is the exam?"]);
    player.press("+3w");
    shows(&player, &["Monday, 14 December, in 21 days", "Today: about 3 new questions, "]);
    assert_eq!(player.world.view().agenda().exams, []);
    player.press("<tab>20<tab>2026-11-28..29<enter>");
    shows(&player, &["This is the plan. q goes back to Today.", "2026-12-14"]);
    assert_eq!(player.world.view().agenda().exams.len(), 1);
    player.press("u");
    shows(&player, &["No exam has a date"]);
    player.press("q");
    shows(&player, &["Deck number 1"]);
}

#[test]
fn what_makes_no_day_is_told_at_once_and_not_kept() {
    let mut player = planner((80, 24));
    for (typed, told) in [
        ("soon", "A day is written `2027-02-12`"),
        ("2026-11-22", "2026-11-22 is over: today is 2026-11-23."),
        ("2062-01-01", "is the year right?"),
        ("+3w<tab>0", "Minutes a day are a number from 1 to 1440."),
        ("20<tab>2026-11-23..12-13", "No day before the exam has any minutes left."),
        ("<ctrl+u>2026-11-29..28", "The last of these days comes before the first."),
    ] {
        player.press("<ctrl+u>").press(typed);
        shows(&player, &[told]);
    }
    player.press("<enter>");
    assert_eq!(player.world.view().agenda().exams, []);
}

#[test]
fn how_an_exam_went_is_asked_once_when_it_is_over() {
    let mut player = planner((80, 24));
    player.press("+2<enter>q").wait(Duration::from_hours(72));
    player.press("d");
    shows(&player, &["How did it go? The exam", "p passed"]);
    player.press("p");
    hides(&player, &["How did it go?"]);
    player.press("qd");
    hides(&player, &["How did it go?"]);
}

#[test]
fn the_plan_fits_every_screen() {
    for (width, height) in SIZES {
        let mut player = planner((width, height));
        assert_frame(&format!("plan_empty_{width}x{height}"), &player.frame());
        player.press("+9w<tab>20<tab>2026-12-24..26<enter>");
        assert_frame(&format!("plan_kept_{width}x{height}"), &player.frame());
    }
}
