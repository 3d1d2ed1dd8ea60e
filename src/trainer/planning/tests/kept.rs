use jiff::tz::TimeZone;

use super::*;
use crate::config::Config;
use crate::paths::Paths;

fn open(folder: &std::path::Path, now: Timestamp) -> Trainer {
    open_with(60, folder, now)
}

fn open_with(cards: usize, folder: &std::path::Path, now: Timestamp) -> Trainer {
    let paths = Paths { data: folder.to_path_buf(), config: folder.to_path_buf() };
    Trainer::open(paths, Config::default(), Library::from_iter([deck("a", cards)]), TimeZone::UTC, 1, now)
        .unwrap()
}

/// A learner on the disk with an exam in three weeks, who studied a little under a plan.
fn begun(folder: &std::path::Path) -> Trainer {
    let mut trainer = open(folder, now());
    trainer.choose(&[Calendar::choose_minutes(Some(10))], now()).unwrap();
    date_exam(&mut trainer, "The exam", &["a"], 21);
    for card in 0..9 {
        rate(&mut trainer, &format!("a/c{card:03}"), [Rating::Again, Rating::Good][card % 2], now());
    }
    trainer.plan(now()).unwrap();
    trainer
}

#[test]
fn the_next_start_orders_by_the_same_prices_and_solves_again_when_it_can() {
    let home = tempfile::tempdir().unwrap();
    let before = begun(home.path());
    let (today, tomorrow) = (asked(&before, now()), asked(&before, on(1)));
    drop(before);
    let mut trainer = open(home.path(), now());
    trainer.take_up_plan(now());
    assert_eq!(asked(&trainer, now()), today);
    assert!(trainer.needs_plan(trainer.today(now())), "it tells nothing of the days ahead");
    let mut trainer = open(home.path(), on(1));
    trainer.take_up_plan(on(1));
    assert_eq!(asked(&trainer, on(1)), tomorrow, "yesterday's will do for the first questions");
    trainer.plan(on(1)).unwrap();
    assert!(!trainer.needs_plan(trainer.today(on(1))));
    assert_eq!(trainer.planned().unwrap().day(), trainer.today(on(1)));
}

#[test]
fn a_kept_plan_tells_nothing_of_the_days_ahead_rather_than_that_they_ask_nothing() {
    let home = tempfile::tempdir().unwrap();
    drop(begun(home.path()));
    let mut trainer = open(home.path(), now());
    trainer.take_up_plan(now());
    assert_eq!(trainer.overview(now()).unwrap().forecast.len(), 1, "today alone");
    trainer.plan(now()).unwrap();
    let forecast = trainer.overview(now()).unwrap().forecast;
    assert!(forecast.len() == 7 && forecast[1] > 0, "{forecast:?}");
}

#[test]
fn whatever_is_doubtful_about_a_kept_plan_there_is_none() {
    let home = tempfile::tempdir().unwrap();
    drop(begun(home.path()));
    let taken_up = |now| {
        let mut trainer = open(home.path(), now);
        trainer.take_up_plan(now);
        trainer.planned().is_some()
    };
    assert!(taken_up(now()));
    assert!(!taken_up(on(9)), "it is too old");
    assert!(!taken_up(on(-1)), "it is of a day to come");
    let file = home.path().join("plan.cache");
    let whole = fs_err::read(&file).unwrap();
    for at in (0..whole.len()).step_by(whole.len() / 40) {
        let mut spoilt = whole.clone();
        spoilt[at] ^= 1;
        fs_err::write(&file, &spoilt).unwrap();
        assert!(!taken_up(now()), "byte {at} is another");
        fs_err::write(&file, &whole[..at]).unwrap();
        assert!(!taken_up(now()), "it ends after {at} bytes");
    }
    fs_err::write(&file, &whole).unwrap();
    let mut trainer = open(home.path(), now());
    trainer.choose(&[Calendar::choose_minutes(Some(30))], now()).unwrap();
    drop(trainer);
    assert!(!taken_up(now()), "the minutes are others");
}

#[test]
fn a_plan_reads_the_same_however_often_it_is_looked_at() {
    let home = tempfile::tempdir().unwrap();
    let before = begun(home.path());
    let (told, today) = (before.planned().unwrap().prospect().clone(), asked(&before, now()));
    drop(before);
    for _ in 0..2 {
        let mut trainer = open(home.path(), now());
        trainer.plan(now()).unwrap();
        assert_eq!(trainer.planned().unwrap().prospect(), &told);
        assert_eq!(asked(&trainer, now()), today);
        let wish = trainer.planning_if(&[], now()).unwrap().unwrap().run().unwrap();
        assert_eq!(wish.prospect(), &told, "to look at it changes nothing");
    }
    let mut trainer = open(home.path(), on(1));
    trainer.take_up_plan(on(1));
    let at_once = asked(&trainer, on(1));
    trainer.plan(on(1)).unwrap();
    assert_eq!(asked(&trainer, on(1)), at_once, "the next morning as well");
}

#[test]
fn a_plan_for_other_questions_orders_the_first_ones_and_is_solved_again() {
    let home = tempfile::tempdir().unwrap();
    drop(begun(home.path()));
    for (cards, is_outdated) in [(60, false), (61, true)] {
        let mut trainer = open_with(cards, home.path(), now());
        trainer.take_up_plan(now());
        assert_eq!(trainer.planned().unwrap().is_outdated, is_outdated, "{cards}");
    }
}
