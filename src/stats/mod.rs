//! Numbers about a learner's progress, for screens and commands.

pub mod answers;
pub mod plots;
mod statistics;

use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::card::KeyNumber;
use crate::deck::Row;
use crate::schedule::{Memories, Memory, Model};

pub use statistics::{AHEAD, Difficult, Named, Quiz, Statistics, TIMES, times};

/// Reviews counted on each study day.
pub type Activity = BTreeMap<Date, u32>;

/// Seconds taken for a question as long as too few were answered to know.
pub const USUAL_SECONDS: u64 = 13;

/// Where the questions of a deck stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// All questions.
    pub questions: usize,
    /// Never reviewed.
    pub new: usize,
    /// To be reviewed on this study day or before.
    pub due: usize,
    /// How many of all are expected to be recalled now.
    pub recalled: usize,
    /// Set aside by the author or the learner.
    pub suspended: usize,
}

impl Counts {
    /// Asked at least once, and not set aside.
    pub const fn seen(&self) -> usize {
        self.questions.saturating_sub(self.new + self.suspended)
    }
}

/// A number with its thousands parted, as sentences have it: `3,333`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Counts `rows` on study day `today`, on which a question is recalled with the chance `recall`, 0 to 1. Suspended ones are neither new nor due.
pub fn counts<'a>(
    rows: impl Iterator<Item = Row<'a>>,
    memories: &Memories,
    away: &HashSet<KeyNumber>,
    today: Date,
    recall: impl Fn(&Memory) -> f64,
) -> Counts {
    let (mut counts, mut recalled) = (Counts::default(), 0.0);
    for row in rows {
        counts.questions += 1;
        let memory = memories.of(row.number());
        let suspended = row.is_suspended() || away.contains(&row.number());
        match memory {
            _ if suspended => counts.suspended += 1,
            None => counts.new += 1,
            Some(memory) => {
                counts.due += usize::from(memory.due <= today || memory.waiting(today).is_some());
            }
        }
        recalled += memory.map_or(0.0, &recall);
    }
    counts.recalled = f64::round(recalled) as usize;
    counts
}

/// Days in a row with a review, up to today; a day that has not been used yet does not break it.
pub fn streak(activity: &Activity, today: Date) -> u32 {
    let mut day = today;
    if !is_studied(activity, day) {
        day = day.saturating_sub(1.day());
    }
    let mut days = 0;
    while is_studied(activity, day) {
        days += 1;
        day = day.saturating_sub(1.day());
    }
    days
}

fn is_studied(activity: &Activity, day: Date) -> bool {
    activity.get(&day).is_some_and(|&reviews| reviews > 0)
}

/// The middle of `times`, the lower of two; `None` below `least` of them.
pub fn median(mut times: Vec<Duration>, least: usize) -> Option<Duration> {
    if times.is_empty() || times.len() < least {
        return None;
    }
    times.sort_unstable();
    Some(times[(times.len() - 1) / 2])
}

/// How many questions fall due on each of the coming `days`, today first; what is overdue counts to today.
pub fn forecast<'a>(memories: impl Iterator<Item = &'a Memory>, today: Date, days: usize) -> Vec<usize> {
    let mut load = vec![0; days];
    for memory in memories {
        let ahead = today.until(memory.due).map_or(0, |span| span.get_days()).max(0);
        if let Some(day) = usize::try_from(ahead).ok().and_then(|ahead| load.get_mut(ahead)) {
            *day += 1;
        }
    }
    load
}

/// What a forecast comes to when a day holds only `room` questions, of which `done` were asked today: the rest moves on
/// to the next day.
pub fn spread(forecast: &[usize], room: usize, done: usize) -> Vec<usize> {
    let (mut days, mut moved) = (Vec::with_capacity(forecast.len()), 0);
    for (index, due) in forecast.iter().enumerate() {
        let room = if index == 0 { room.saturating_sub(done) } else { room };
        let all = due + moved;
        moved = all.saturating_sub(room);
        days.push(all - moved);
    }
    days
}

/// The share of `memories` that is remembered on `today`, as the model expects it; `None` without any.
pub fn expected_recall<'a>(
    memories: impl Iterator<Item = &'a Memory>,
    model: &Model,
    today: Date,
) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0u32);
    for memory in memories {
        sum += model.retrievability(memory, today);
        count += 1;
    }
    (count > 0).then(|| sum / f64::from(count))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_streak_is_not_broken_before_the_day_is_over() {
        let activity: Activity =
            [(date(2026, 11, 20), 3), (date(2026, 11, 21), 1), (date(2026, 11, 22), 9)].into();
        assert_eq!(streak(&activity, date(2026, 11, 22)), 3);
        assert_eq!(streak(&activity, date(2026, 11, 23)), 3);
        assert_eq!(streak(&activity, date(2026, 11, 24)), 0);
        assert_eq!(streak(&Activity::new(), date(2026, 11, 24)), 0);
    }

    #[test]
    fn what_does_not_fit_a_day_moves_to_the_next() {
        assert_eq!(spread(&[223, 0, 5], 30, 0), [30, 30, 30]);
        assert_eq!(spread(&[10, 0, 5], 30, 25), [5, 5, 5]);
    }

    #[test]
    fn a_median_of_too_few_is_none() {
        assert_eq!(median([3, 1, 2].map(Duration::from_secs).to_vec(), 3), Some(Duration::from_secs(2)));
        assert_eq!(median([3, 1].map(Duration::from_secs).to_vec(), 3), None);
        assert_eq!(median(vec![], 0), None);
    }
}
