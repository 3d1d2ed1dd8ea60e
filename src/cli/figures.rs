//! How the figures of a quiz are written: percent, points, times, places.

use std::time::Duration;

use crate::quiz::Pace;

/// A share as a whole percent: `82 %`.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

/// Points with at most two decimals: `37`, `2.67`.
pub(super) fn points(points: f64) -> String {
    let text = format!("{points:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A time to the second: `0:07`, `38:20`, `1:05:00`.
pub(super) fn time(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// A time that is left, to the second begun: it is never told as less than it is.
pub(super) fn left(left: Duration) -> String {
    time(left + Duration::from_millis(999))
}

/// How far someone is against the clock: `6 behind`.
pub(super) fn pace(Pace { answered, expected }: Pace) -> String {
    match (answered.saturating_sub(expected), expected.saturating_sub(answered)) {
        (0, 0) => "at an even pace".to_owned(),
        (0, behind) => format!("{behind} behind an even pace"),
        (ahead, _) => format!("{ahead} ahead of an even pace"),
    }
}

/// Places from 0 as numbers from 1, neighbours together: `1, 3-5`.
pub(super) fn places(places: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &place in places {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == place => *last = place,
            _ => runs.push((place, place)),
        }
    }
    let run = |(first, last): &(usize, usize)| match last - first {
        0 => format!("{}", first + 1),
        1 => format!("{}, {}", first + 1, last + 1),
        _ => format!("{}-{}", first + 1, last + 1),
    };
    runs.iter().map(run).collect::<Vec<_>>().join(", ")
}

/// A bar of text, ten wide; never full or empty unless the share is.
pub(super) fn bar(share: f64) -> String {
    let full = match (10.0 * share).round() as usize {
        0 if share > 0.0 => 1,
        10 if share < 1.0 => 9,
        full => full.min(10),
    };
    format!("[{}{}]", "#".repeat(full), "-".repeat(10 - full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_short_and_exact() {
        assert_eq!([3.0, 2.0 / 3.0, 0.5, 10.0].map(points), ["3", "0.67", "0.5", "10"]);
        assert_eq!(
            [7, 2300, 3900].map(|seconds| time(Duration::from_secs(seconds))),
            ["0:07", "38:20", "1:05:00"]
        );
        assert_eq!([0, 1, 1000].map(|millis| left(Duration::from_millis(millis))), ["0:00", "0:01", "0:01"]);
        assert_eq!(percent(0.719), "72 %");
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
