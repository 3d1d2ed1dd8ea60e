//! Numbers, times and names in words, for screens and lines alike: each is told in one way.

mod memory;

use std::time::Duration;

use jiff::civil::Date;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::quiz::{Pace, Progress, Sitting};
use crate::schedule::Wait;

pub use memory::{WHY_NEW, firmness, on, short_date, why_due};

/// `count` and its noun: `1 question`, `12 questions`.
pub fn count(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// Questions and the answers they are expected to take: `20 questions, about 34 answers`; only the questions where each is
/// answered once.
pub fn questions(questions: usize, answers: usize) -> String {
    let asked = count(questions, "question");
    if answers > questions { format!("{asked}, about {}", count(answers, "answer")) } else { asked }
}

/// What new questions cost, in answers now and on the day after, given the time an answer takes:
/// `about 20 answers now, and 4 more tomorrow (about 1 minute)`.
pub fn cost((now, tomorrow): (usize, usize), each: Duration) -> String {
    let now = count(now, "answer");
    match tomorrow {
        0 => format!("about {now} now, and none tomorrow"),
        more => format!("about {now} now, and {more} more tomorrow ({})", estimate(each * more as u32)),
    }
}

/// When a question comes again: `10 min`, `4 d`, `2.5 mo`, `1.3 y`.
pub fn wait(wait: Wait) -> String {
    match wait {
        Wait::Step(time) if time.as_secs() < 60 => format!("{} s", time.as_secs()),
        Wait::Step(time) if time.as_secs() < 90 * 60 => format!("{} min", (time.as_secs() + 30) / 60),
        Wait::Step(time) => format!("{} h", (time.as_secs() + 1800) / 3600),
        Wait::Days(days) => self::days(days),
    }
}

/// When a question comes again, in whole words: `in 10 minutes`, `tomorrow`, `in 3 months`.
pub fn again(wait: Wait) -> String {
    match wait {
        Wait::Step(wait) if wait.as_secs() < 60 => format!("in {}", count(wait.as_secs() as usize, "second")),
        Wait::Step(wait) => format!("in {}", count(wait.as_secs().div_ceil(60) as usize, "minute")),
        Wait::Days(1) => "tomorrow".to_owned(),
        Wait::Days(days @ ..60) => format!("in {days} days"),
        Wait::Days(days @ ..730) => format!("in {} months", (f64::from(days) / 30.44).round()),
        Wait::Days(days) => format!("in {} years", (f64::from(days) / 365.25).round()),
    }
}

/// A number of days: `4 d`, `2.5 mo`, `1.3 y`.
pub fn days(days: u32) -> String {
    match days {
        0..=30 => format!("{days} d"),
        31..=364 => tenths(days, 30.44, "mo"),
        _ => tenths(days, 365.25, "y"),
    }
}

/// How long a memory holds, in days: `< 1 d`, `4 d`, `2.5 mo`.
pub fn stability(days: f32) -> String {
    if days < 1.0 { "< 1 d".to_owned() } else { self::days(days.round() as u32) }
}

/// A number of days in units of so many days, with at most one decimal.
fn tenths(days: u32, unit: f64, name: &str) -> String {
    let number = format!("{:.1}", f64::from(days) / unit);
    format!("{} {name}", number.strip_suffix(".0").unwrap_or(&number))
}

/// A time as clocks show it: `0:41`, `31:20`, `1:02:03`.
pub fn clock(time: Duration) -> String {
    let (hours, minutes, seconds) = (time.as_secs() / 3600, time.as_secs() / 60 % 60, time.as_secs() % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// What is left on a clock, as it shows it: a second that has begun counts.
pub fn countdown(left: Duration) -> String {
    clock(Duration::from_secs(left.as_millis().div_ceil(1000) as u64))
}

/// A share, 0 to 1, in percent without a fraction: `82 %`.
pub fn percent(share: f64) -> String {
    // The sum of nothing has a minus sign, which adding takes away.
    format!("{:.0} %", 100.0 * share + 0.0)
}

/// Points with at most two digits behind the dot: `2`, `1.5`, `0.67`.
pub fn points(points: f64) -> String {
    let text = format!("{points:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// How long something took or will take: `under a minute`, `7 minutes`, `1 h 20 min`.
pub fn minutes(time: Duration) -> String {
    match (time.as_secs() + 30) / 60 {
        0 => "under a minute".to_owned(),
        1 => "1 minute".to_owned(),
        minutes @ 2..=89 => format!("{minutes} minutes"),
        minutes => format!("{} h {} min", minutes / 60, minutes % 60),
    }
}

/// A time that was set: `45 seconds`, `20 minutes`.
pub fn span(time: Duration) -> String {
    if time.as_secs() < 120 { count(time.as_secs() as usize, "second") } else { minutes(time) }
}

/// How long something will probably take: `under a minute`, `about 7 minutes`.
pub fn estimate(time: Duration) -> String {
    let about = if time < Duration::from_secs(30) { "" } else { "about " };
    format!("{about}{}", minutes(time))
}

/// A day as seen from `today`: `today`, `tomorrow`, `in 4 d`, `3 d ago`.
pub fn day(day: Date, today: Date) -> String {
    let ahead = today.until(day).map_or(0, |span| span.get_days());
    match ahead {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        ahead if ahead > 0 => format!("in {}", days(ahead.unsigned_abs())),
        ahead => format!("{} ago", days(ahead.unsigned_abs())),
    }
}

/// A day as a person reads it: `Monday, 23 November`.
pub fn date(day: Date) -> String {
    day.strftime("%A, %-d %B").to_string()
}

/// The start of `text`, at most `room` columns.
pub fn start(text: &str, room: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme.width();
        if used > room {
            return &text[..at];
        }
    }
    text
}

/// `text` if it fits in `room` columns; otherwise its start, and `sign` (of one column) to say that it goes on.
pub fn cut(text: &str, room: usize, sign: &str) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let sign = if room == 0 { "" } else { sign };
    format!("{}{sign}", start(text, room.saturating_sub(1)))
}

/// How far someone is against the clock: `6 behind`.
pub fn pace(Pace { answered, expected }: Pace) -> String {
    match (answered.saturating_sub(expected), expected.saturating_sub(answered)) {
        (0, 0) => "at an even pace".to_owned(),
        (0, behind) => format!("{behind} behind an even pace"),
        (ahead, _) => format!("{ahead} ahead of an even pace"),
    }
}

/// What keeps a quiz from being answered as a whole: `2 questions not answered, 1 not finished`; `None` where nothing does. What is
/// begun is marked as it stands, so a result tells of those that are not answered alone.
pub fn unanswered(sitting: &Sitting) -> Option<String> {
    let places = 0..sitting.entries().len();
    let all = |wanted| places.clone().filter(|&at| sitting.progress(at) == wanted).count();
    match (all(Progress::Open), all(Progress::Begun)) {
        (0, 0) => None,
        (0, begun) => Some(format!("{} not finished", count(begun, "question"))),
        (open, 0) => Some(format!("{} not answered", count(open, "question"))),
        (open, begun) => Some(format!("{} not answered, {begun} not finished", count(open, "question"))),
    }
}

/// Places from 0 as numbers from 1, neighbours together: `1, 3-5`.
pub fn places(places: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &place in places {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == place => *last = place,
            _ => runs.push((place, place)),
        }
    }
    let runs = runs.iter().map(|(first, last)| match last - first {
        0 => format!("{}", first + 1),
        1 => format!("{}, {}", first + 1, last + 1),
        _ => format!("{}-{}", first + 1, last + 1),
    });
    runs.collect::<Vec<_>>().join(", ")
}

/// A bar of text, ten wide; never full or empty unless the share is.
pub fn bar(share: f64) -> String {
    let full = match (10.0 * share).round() as usize {
        0 if share > 0.0 => 1,
        10 if share < 1.0 => 9,
        full => full.min(10),
    };
    format!("[{}{}]", "#".repeat(full), "-".repeat(10 - full))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn nothing_has_no_sign() {
        assert_eq!([-0.0, 0.0, 0.005, 0.125, 1.0].map(percent), ["0 %", "0 %", "0 %", "12 %", "100 %"]);
    }

    #[test]
    fn waits_are_short_and_plain() {
        let steps = [60, 600, 7200].map(|seconds| wait(Wait::Step(Duration::from_secs(seconds))));
        assert_eq!(steps, ["1 min", "10 min", "2 h"]);
        assert_eq!([1, 30, 61, 365, 500].map(days), ["1 d", "30 d", "2 mo", "1 y", "1.4 y"]);
    }

    #[test]
    fn figures_are_as_short_as_they_can_be() {
        assert_eq!(
            [41, 1880, 3723].map(|seconds| clock(Duration::from_secs(seconds))),
            ["0:41", "31:20", "1:02:03"]
        );
        assert_eq!(countdown(Duration::from_millis(59_001)), "1:00");
        assert_eq!(countdown(Duration::ZERO), "0:00");
        assert_eq!([3.0, 2.0 / 3.0, 0.5, 10.0].map(points), ["3", "0.67", "0.5", "10"]);
        assert_eq!(percent(0.719), "72 %");
    }

    #[test]
    fn days_are_named_as_seen_from_today() {
        let today = date(2026, 11, 23);
        let named = [22, 23, 24, 27, 20].map(|day| super::day(date(2026, 11, day), today));
        assert_eq!(named, ["yesterday", "today", "tomorrow", "in 4 d", "3 d ago"]);
    }

    #[test]
    fn waits_are_told_in_words() {
        assert_eq!(again(Wait::Step(Duration::from_mins(1))), "in 1 minute");
        assert_eq!(again(Wait::Days(1)), "tomorrow");
        assert_eq!(again(Wait::Days(59)), "in 59 days");
        assert_eq!(again(Wait::Days(365)), "in 12 months");
        assert_eq!(again(Wait::Days(730)), "in 2 years");
    }

    #[test]
    fn neighbours_stand_together() {
        assert_eq!(places(&[0, 2, 3, 4, 7, 8]), "1, 3-5, 8, 9");
        assert_eq!(places(&[]), "");
    }

    #[test]
    fn a_bar_is_full_only_when_all_is_right() {
        assert_eq!(
            [0.0, 0.01, 0.5, 0.99, 1.0].map(bar).map(|bar| bar.matches('#').count()),
            [0, 1, 5, 9, 10]
        );
    }

    #[test]
    fn a_pace_is_told_in_questions() {
        assert_eq!(pace(Pace { answered: 4, expected: 10 }), "6 behind an even pace");
        assert_eq!(pace(Pace { answered: 4, expected: 4 }), "at an even pace");
    }
}
