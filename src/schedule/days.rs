//! Study days: which day a moment belongs to.
//!
//! A study day begins in the small hours (04:00 unless set otherwise), so that a session past midnight still counts
//! to the evening before. The day of a review is counted by the zone offset stored in it: travel and daylight saving
//! time move the days to come, never a past review.

use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// The learner's study days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Days {
    /// Where the learner is.
    pub zone: TimeZone,
    /// When a study day begins, by the clock on the wall.
    pub start: Time,
}

impl Days {
    /// When a study day begins unless the learner says otherwise.
    pub const START: Time = Time::constant(4, 0, 0, 0);

    /// The study day that `at` belongs to.
    ///
    /// Where clocks go back over the start itself (a start at 02:30, on one night of the year), the half hour before
    /// it comes twice and belongs to the old day both times.
    pub fn of(&self, at: Timestamp) -> Date {
        self.of_review(at, self.offset(at))
    }

    /// The study day of a review, by the offset it was given in: not by where the learner is now.
    pub fn of_review(&self, at: Timestamp, offset: Offset) -> Date {
        study_day(at, offset, self.start)
    }

    /// The zone offset at that moment, to be stored with a review.
    pub fn offset(&self, at: Timestamp) -> Offset {
        self.zone.to_offset(at)
    }

    /// The first moment of a study day. Where clocks jump over the start, the day begins at the jump.
    pub fn start_of(&self, day: Date) -> Timestamp {
        let start = self.zone.to_ambiguous_timestamp(day.to_datetime(self.start));
        let is_skipped = matches!(start.offset(), AmbiguousOffset::Gap { .. });
        let first =
            start.compatible().unwrap_or(if day < Date::ZERO { Timestamp::MIN } else { Timestamp::MAX });
        if !is_skipped {
            return first;
        }
        let after = first.checked_add(SignedDuration::from_nanos(1)).unwrap_or(first);
        self.zone.preceding(after).next().map_or(first, |jump| jump.timestamp())
    }
}

/// The study day of `at` where clocks show UTC plus `offset` and days begin at `start`.
pub(super) fn study_day(at: Timestamp, offset: Offset, start: Time) -> Date {
    let wall = offset.to_datetime(at);
    let date = wall.date();
    if wall.time() < start { date.yesterday().unwrap_or(date) } else { date }
}

/// `day` and so many days more; the last day there is, at most.
pub(super) fn days_after(day: Date, days: u32) -> Date {
    day.checked_add(SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(Date::MAX)
}

/// Whole days from `earlier` to `later`; 0 where the days run backwards.
pub fn days_between(earlier: Date, later: Date) -> u32 {
    u32::try_from(later.duration_since(earlier).as_hours() / 24).unwrap_or(0)
}

#[cfg(test)]
mod tests;
