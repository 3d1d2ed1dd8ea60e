//! What a learner may set about the schedule.

use std::time::Duration;

use jiff::civil::Time;

use super::Rating;

/// The learner's wishes for the schedule. All that moves a fold is part of [`super::Model::fingerprint`].
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The chance of recall at which a question comes again. Outside 0.7 to 0.99 the nearer of the two counts.
    pub retention: f32,
    /// Waits of a new question within its first day; may be empty.
    pub learning: Vec<Duration>,
    /// Waits of a question that was forgotten, within that day; may be empty.
    pub relearning: Vec<Duration>,
    /// The longest interval, in days; 0 counts as 1. Below 3 there is no room for hard, good and easy to differ.
    pub longest: u32,
    /// Lapses that make a question a leech.
    pub leech_first: u32,
    /// Lapses from then on that make it one again; 0 for never.
    pub leech_every: u32,
}

impl Settings {
    /// The settings that move a fold, by their names in the settings file, with their values as the log records them.
    pub fn recorded(&self, day_start: Time) -> [(&'static str, String); 5] {
        [
            ("retention", self.retention.to_string()),
            ("learning_minutes", minutes(&self.learning)),
            ("relearning_minutes", minutes(&self.relearning)),
            ("longest_days", self.longest.to_string()),
            ("day_start", day_start.to_string()),
        ]
    }

    /// Takes a recorded value. One that cannot be read, or is none of [`Self::recorded`], changes nothing; gives whether
    /// it was taken.
    pub fn set(&mut self, day_start: &mut Time, setting: &str, value: &str) -> bool {
        let taken = match setting {
            "retention" => value
                .parse()
                .ok()
                .filter(|share| (0.7..=0.99).contains(share))
                .map(|share| self.retention = share),
            "learning_minutes" => steps(value).map(|steps| self.learning = steps),
            "relearning_minutes" => steps(value).map(|steps| self.relearning = steps),
            "longest_days" => value.parse().ok().map(|days: u32| self.longest = days),
            "day_start" => value.parse().ok().map(|start| *day_start = start),
            _ => None,
        };
        taken.is_some()
    }
}

/// Waits as minutes, to the millisecond, with commas between them.
fn minutes(steps: &[Duration]) -> String {
    let minutes = steps.iter().map(|step| (step.as_millis() as f64 / 60_000.0).to_string());
    minutes.collect::<Vec<_>>().join(",")
}

/// What [`minutes`] wrote; `None` for anything else, and for waits over half a day.
fn steps(text: &str) -> Option<Vec<Duration>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let steps = text.split(',').map(|minutes| {
        let minutes = minutes.parse().ok().filter(|minutes: &f64| (0.0..=720.0).contains(minutes))?;
        Some(Duration::from_millis((minutes * 60_000.0).round() as u64))
    });
    steps.collect()
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            retention: 0.9,
            learning: vec![Duration::from_mins(1), Duration::from_mins(10)],
            relearning: vec![Duration::from_mins(10)],
            longest: 36_500,
            leech_first: 8,
            leech_every: 4,
        }
    }
}

/// The rating keys a learner wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Buttons {
    /// Again and Good.
    Two,
    /// Again, Hard, Good and Easy.
    #[default]
    Four,
}

impl Buttons {
    /// The ratings on the keys, worst first.
    pub const fn ratings(self) -> &'static [Rating] {
        match self {
            Self::Two => &[Rating::Again, Rating::Good],
            Self::Four => &Rating::ALL,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;

    #[test]
    fn what_is_recorded_is_read_back_as_it_was() {
        for (retention, seconds) in
            [(0.9, vec![]), (0.7, vec![6.0]), (0.876_543_2, vec![74.07, 600.0, 43_200.0])]
        {
            let learning = seconds.into_iter().map(Duration::from_secs_f64).collect();
            let settings = Settings { retention, learning, longest: 77, ..Settings::default() };
            let (mut back, mut start) = (Settings::default(), time(4, 0, 0, 0));
            for (setting, value) in settings.recorded(time(3, 30, 0, 0)) {
                assert!(back.set(&mut start, setting, &value), "{setting} = {value}");
            }
            assert_eq!((back, start), (settings, time(3, 30, 0, 0)));
        }
    }

    #[test]
    fn a_record_that_makes_no_sense_changes_nothing() {
        for (setting, value) in [
            ("retention", "2"),
            ("retention", "NaN"),
            ("learning_minutes", "1,x"),
            ("learning_minutes", "-1"),
            ("longest_days", "-3"),
            ("day_start", "noon"),
            ("leech_lapses", "4"),
        ] {
            let (mut settings, mut start) = (Settings::default(), time(4, 0, 0, 0));
            assert!(!settings.set(&mut start, setting, value), "{setting} = {value}");
            assert_eq!((settings, start), (Settings::default(), time(4, 0, 0, 0)));
        }
    }
}
