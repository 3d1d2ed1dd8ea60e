//! Promises about study days, in zones written out so that no time zone database is needed.

use jiff::civil::{date, datetime, time};
use proptest::prelude::*;

use super::*;

const BERLIN: &str = "CET-1CEST,M3.5.0,M10.5.0/3";
const NEW_YORK: &str = "EST5EDT,M3.2.0,M11.1.0";

fn days(zone: &str) -> Days {
    Days { zone: TimeZone::posix(zone).unwrap(), start: Days::START }
}

fn at(zone: &str, wall: jiff::civil::DateTime) -> Timestamp {
    TimeZone::posix(zone).unwrap().to_timestamp(wall).unwrap()
}

#[test]
fn a_session_past_midnight_counts_to_the_evening_before() {
    let days = days(BERLIN);
    assert_eq!(days.of(at(BERLIN, datetime(2026, 5, 2, 3, 59, 59, 999_000_000))), date(2026, 5, 1));
    assert_eq!(days.of(at(BERLIN, datetime(2026, 5, 2, 4, 0, 0, 0))), date(2026, 5, 2));
}

#[test]
fn the_days_when_clocks_change_are_23_and_25_hours_long() {
    let hours = |zone, year, month, day| {
        let days = days(zone);
        let day = date(year, month, day);
        days.start_of(day.tomorrow().unwrap()).duration_since(days.start_of(day)).as_hours()
    };
    // The study day that holds the change began at four on the day before.
    assert_eq!(hours(BERLIN, 2026, 3, 28), 23);
    assert_eq!(hours(BERLIN, 2026, 3, 29), 24);
    assert_eq!(hours(BERLIN, 2026, 10, 24), 25);
    assert_eq!(hours(NEW_YORK, 2026, 3, 7), 23);
    assert_eq!(hours(NEW_YORK, 2026, 10, 31), 25);
    assert_eq!(hours(NEW_YORK, 2026, 11, 1), 24);
}

#[test]
fn a_start_that_clocks_jump_over_is_the_jump() {
    let days = Days { start: time(2, 30, 0, 0), ..days(BERLIN) };
    let jump = at(BERLIN, datetime(2026, 3, 29, 3, 0, 0, 0));
    assert_eq!(days.start_of(date(2026, 3, 29)), jump);
    assert_eq!(days.of(jump), date(2026, 3, 29));
    assert_eq!(days.of(jump - SignedDuration::from_secs(1)), date(2026, 3, 28));

    let days = Days { start: time(2, 0, 0, 0), ..days };
    assert_eq!(days.start_of(date(2026, 3, 29)), jump);
}

#[test]
fn travel_never_moves_a_past_review() {
    let home = days(BERLIN);
    let moment = at(BERLIN, datetime(2026, 5, 2, 3, 0, 0, 0));
    let offset = home.offset(moment);
    assert_eq!(home.of(moment), date(2026, 5, 1));
    for away in [NEW_YORK, "JST-9", "HST10"] {
        assert_eq!(days(away).of_review(moment, offset), date(2026, 5, 1));
    }
    assert_eq!(days("JST-9").of(moment), date(2026, 5, 2));
}

#[test]
fn days_between_never_run_backwards() {
    assert_eq!(days_between(date(2026, 3, 1), date(2026, 3, 29)), 28);
    assert_eq!(days_between(date(2026, 3, 2), date(2026, 3, 1)), 0);
    assert_eq!(days_after(date(2026, 2, 27), 2), date(2026, 3, 1));
    assert_eq!(days_after(Date::MAX, 1), Date::MAX);
}

proptest! {
    #[test]
    fn every_moment_lies_between_the_start_of_its_day_and_of_the_next(
        second in 1_700_000_000_i64..1_900_000_000,
        zone in prop::sample::select(vec![BERLIN, NEW_YORK, "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "UTC0"]),
        hour in 0_i8..6,
    ) {
        // Within the hour that comes twice, days of a start at two are not in one piece; see `Days::of`.
        prop_assume!(hour != 2 && hour != 1);
        let days = Days { start: time(hour, 0, 0, 0), ..days(zone) };
        let moment = Timestamp::from_second(second).unwrap();
        let day = days.of(moment);
        prop_assert!(days.start_of(day) <= moment);
        prop_assert!(moment < days.start_of(day.tomorrow().unwrap()));
        prop_assert_eq!(days.of(days.start_of(day)), day);
    }
}
