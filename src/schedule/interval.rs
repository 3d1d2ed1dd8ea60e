//! From the interval the model wishes to the day that is taken: fuzz, load and seed.

use std::ops::RangeInclusive;

use super::hash::mix;
use crate::card::QuestionKey;
use crate::source::fnv1a;

/// Where the fuzz grows, and by what share of the days within: 15 % from 2.5 to 7 days, 10 % to 20, 5 % beyond.
/// The figures are Anki's, and so is the day that comes on top.
const FUZZ: [(f64, f64, f64); 3] = [(2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, f64::INFINITY, 0.05)];

/// The whole days that will do for a wished interval of `days`, all of them from `least` to `most` and at least 1.
///
/// An interval below 2.5 days has no fuzz. Where `least` is above `most`, only `most` will do.
pub(super) fn fuzzed(days: f64, least: u32, most: u32) -> RangeInclusive<u32> {
    let most = most.max(1);
    let least = least.clamp(1, most);
    let days = days.clamp(f64::from(least), f64::from(most));
    let fuzz = if days < 2.5 {
        0.0
    } else {
        1.0 + FUZZ.iter().map(|(from, to, share)| share * (days.min(*to) - from).max(0.0)).sum::<f64>()
    };
    let [shortest, longest] = [days - fuzz, days + fuzz].map(|days| (days.round() as u32).clamp(least, most));
    shortest..=longest
}

/// The interval among `days` that has the least load; of several, the one the seed says.
///
/// Without a load all days are alike, so the seed alone says it, as it does when a log is folded.
pub(super) fn choose(days: RangeInclusive<u32>, seed: u64, load: Option<&dyn Fn(u32) -> u32>) -> u32 {
    let first = *days.start();
    let Some(load) = load else {
        return first + (seed % (u64::from(days.end() - first) + 1)) as u32;
    };
    let loads: Vec<(u32, u32)> = days.map(|days| (days, load(days))).collect();
    let least = loads.iter().map(|(_, load)| *load).min();
    let ties: Vec<u32> =
        loads.iter().filter(|(_, load)| Some(*load) == least).map(|(days, _)| *days).collect();
    ties.get((seed % ties.len().max(1) as u64) as usize).copied().unwrap_or(first)
}

/// A number made of the question and how often it was reviewed before: the same on every machine, for ever.
pub(super) fn seed(key: &QuestionKey, reps: u32) -> u64 {
    mix(fnv1a(key.as_str().as_bytes()) ^ u64::from(reps))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_intervals_have_no_fuzz_and_long_ones_little() {
        assert_eq!(fuzzed(0.2, 1, 36_500), 1..=1);
        assert_eq!(fuzzed(2.4, 1, 36_500), 2..=2);
        assert_eq!(fuzzed(2.5, 1, 36_500), 2..=4);
        // 1 + 15 % of 4.5 = 1.675 days either side of 7.
        assert_eq!(fuzzed(7.0, 1, 36_500), 5..=9);
        // 1 + 0.675 + 1.3 + 4 = 6.975 days either side of 100.
        assert_eq!(fuzzed(100.0, 1, 36_500), 93..=107);
    }

    #[test]
    fn fuzz_keeps_within_the_borders() {
        assert_eq!(fuzzed(100.0, 98, 101), 98..=101);
        assert_eq!(fuzzed(500.0, 1, 101), 94..=101);
        assert_eq!(fuzzed(5.0, 9, 4), 4..=4);
        assert_eq!(fuzzed(5.0, 0, 0), 1..=1);
    }

    #[test]
    fn the_day_with_the_least_load_is_taken() {
        let busy = |days: u32| if days == 12 { 3 } else { 10 };
        assert_eq!(choose(10..=15, 4, Some(&busy)), 12);
        let two = |days: u32| u32::from(days != 11 && days != 14);
        assert_eq!([6, 7].map(|draw| choose(10..=15, draw, Some(&two))), [11, 14]);
    }

    #[test]
    fn an_even_load_leaves_it_to_the_seed() {
        for seed in 0..50 {
            assert_eq!(choose(10..=16, seed, Some(&|_| 5)), choose(10..=16, seed, None));
        }
    }

    #[test]
    fn the_seed_reaches_every_day_and_is_the_same_for_ever() {
        let key = QuestionKey::new("ports", "port/Telnet", "number");
        let reached: std::collections::HashSet<u32> =
            (0..100).map(|reps| choose(10..=15, seed(&key, reps), None)).collect();
        assert_eq!(reached.len(), 6);
        assert_eq!(seed(&key, 3), 5_674_840_210_231_833_102);
    }
}
