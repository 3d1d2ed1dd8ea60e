//! What a learner may set about the schedule.

use std::time::Duration;

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
