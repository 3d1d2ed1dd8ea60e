//! How the figures of a quiz are written where nothing can be drawn: pace, places, bars.

use crate::quiz::Pace;

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
