//! One review, and what a learner's reviews say about a question.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::days::days_between;
use crate::card::QuestionKey;

/// How well the learner knew it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rating {
    /// Forgotten, or wrong.
    Again = 1,
    /// Right, with effort.
    Hard = 2,
    /// Right.
    Good = 3,
    /// Right without thinking.
    Easy = 4,
}

impl Rating {
    /// All four, worst first.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// The number it is stored as and typed with, 1 to 4.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The rating with that number.
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::Again),
            2 => Some(Self::Hard),
            3 => Some(Self::Good),
            4 => Some(Self::Easy),
            _ => None,
        }
    }

    /// The word on its key.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Hard => "hard",
            Self::Good => "good",
            Self::Easy => "easy",
        }
    }
}

/// What a review was given in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Daily drill: moves the schedule.
    Drill,
    /// Ahead of the schedule, which it does not touch.
    Ahead,
    /// Cramming: does not touch the schedule.
    Cram,
    /// A timed quiz whose answers move the schedule.
    Quiz,
    /// Right in a quiz before it was ever studied: it stays new, and comes first among the new ones.
    Trial,
    /// No answer: the day of the next review was set by hand, in another program. Its rating means nothing.
    Rescheduled,
    /// No answer: the question was made new again, in another program. Its rating means nothing.
    Forgotten,
}

impl Mode {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Drill, Self::Ahead, Self::Cram, Self::Quiz, Self::Trial, Self::Rescheduled, Self::Forgotten];

    /// The word it is stored as and printed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Drill => "drill",
            Self::Ahead => "ahead",
            Self::Cram => "cram",
            Self::Quiz => "quiz",
            Self::Trial => "trial",
            Self::Rescheduled => "rescheduled",
            Self::Forgotten => "forgotten",
        }
    }

    /// The mode of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }

    /// Whether such a review changes what a question's reviews fold to.
    pub const fn schedules(self) -> bool {
        matches!(self, Self::Drill | Self::Quiz | Self::Rescheduled | Self::Forgotten)
    }

    /// Whether a question was asked and answered; what was set by hand was not.
    pub const fn is_answer(self) -> bool {
        !matches!(self, Self::Rescheduled | Self::Forgotten)
    }
}

/// The name of a row of the log: unique among all devices, and higher than that of any row its device knew.
///
/// 48 bits of milliseconds since 1970, 32 bits of device, 48 bits that count up. The milliseconds are a logical clock:
/// they follow the time of day, and go on by themselves where that went back. When something happened is told by its
/// own time, not by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowId(pub u128);

impl RowId {
    /// The last millisecond that a name can hold, in the year 10889.
    pub const LAST_MILLISECOND: u64 = (1 << 48) - 1;

    /// The name of the row number `serial` of `device`, at so many milliseconds of the logical clock.
    pub fn new(millisecond: u64, device: DeviceId, serial: u64) -> Self {
        let millisecond = u128::from(millisecond.min(Self::LAST_MILLISECOND));
        Self(millisecond << 80 | u128::from(device.0) << 48 | u128::from(serial & 0xffff_ffff_ffff))
    }

    /// The milliseconds of the logical clock in it.
    pub const fn millisecond(self) -> u64 {
        (self.0 >> 80) as u64
    }
}

impl fmt::Display for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// The machine a review was given on: a random number made once per data directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceId(pub u32);

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

/// The name and the time of a review that is about to be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Its name, higher than that of any row in the log.
    pub id: RowId,
    /// The time of day, to the millisecond: before that of an earlier review where the clock went back.
    pub at: Timestamp,
    /// The zone offset here and now.
    pub offset: Offset,
    /// This device.
    pub device: DeviceId,
}

/// What the memory model expected of an answer just before it was given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prediction {
    /// The chance of recall, 0 to 1.
    pub recall: f32,
    /// The row of the parameters it was calculated by; `None` for the standard ones.
    pub parameters: Option<RowId>,
}

/// One review, as it stands in the log for ever. Reviews of a question count in the order of `at`, then `id`.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// Its name.
    pub id: RowId,
    /// What was asked.
    pub key: QuestionKey,
    /// How it went.
    pub rating: Rating,
    /// When, to the millisecond.
    pub at: Timestamp,
    /// The zone offset of the place and time it was given in: its study day never changes by travel.
    pub offset: Offset,
    /// From the question to the rating.
    pub took: Duration,
    /// Drill, cram, …
    pub mode: Mode,
    /// Where it was given.
    pub device: DeviceId,
    /// The day chosen for the next review when this one was given, with the other cards' load in mind. `None`:
    /// the fold takes the day that the seed of the question gives.
    pub due: Option<Date>,
    /// What was expected of it. `None` for a new question, for a mode that does not schedule, and for reviews of other
    /// programs and of versions that did not store it.
    pub predicted: Option<Prediction>,
}

impl Review {
    /// A review given now. How long it took, when the next is due, and what was expected are added where they are known.
    pub const fn new(stamp: Stamp, key: QuestionKey, rating: Rating, mode: Mode) -> Self {
        let Stamp { id, at, offset, device } = stamp;
        let (took, due, predicted) = (Duration::ZERO, None, None);
        Self { id, key, rating, at, offset, took, mode, device, due, predicted }
    }

    /// With the time from the question to the rating, at most [`Self::LONGEST`].
    #[must_use]
    pub fn taking(self, took: Duration) -> Self {
        Self { took: took.min(Self::LONGEST), ..self }
    }

    /// A review of which everything is known, and nothing is what it would be by itself. All fields are written out: a new one
    /// belongs here, and tests then tell where it is not stored, not printed, or not brought to other devices.
    #[cfg(test)]
    pub(crate) fn whole() -> Self {
        Self {
            id: RowId(0x0123_4567_89ab_cdef << 64 | 0x0fed_cba9_8765_4321),
            key: QuestionKey::from_stored("d/a#c1"),
            rating: Rating::Hard,
            at: "2026-11-27T09:00:00.123Z".parse().unwrap(),
            offset: Offset::constant(-3),
            took: Duration::from_millis(4_321),
            mode: Mode::Cram,
            device: DeviceId(0x9abc_def0),
            due: Some(jiff::civil::date(2026, 10, 1)),
            predicted: Some(Prediction { recall: 0.1 + 0.2, parameters: Some(RowId(7)) }),
        }
    }

    /// Nobody thinks so long about a question: the learner went away, or the clock was set.
    pub const LONGEST: Duration = Duration::from_hours(1);
}

/// What a question's reviews fold to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// Days until the chance of recall has fallen to 90 %; 0.001 to 36,500.
    pub stability: f32,
    /// 1 (easy) to 10 (hard).
    pub difficulty: f32,
    /// The last review that moved the schedule.
    pub last: Moment,
    /// The study day of the last review, by the offset it was given in.
    pub last_day: Date,
    /// The study day of the next review.
    pub due: Date,
    /// While learning steps of the day are left: when the question comes again in this day's session.
    pub step: Option<Step>,
    /// Reviews folded.
    pub reps: u32,
    /// Times it was forgotten after having been learned.
    pub lapses: u32,
}

impl Memory {
    /// Study days from the last review to `day`, not below 0.
    pub fn elapsed(&self, day: Date) -> u32 {
        days_between(self.last_day, day)
    }

    /// The learning step the question waits for on that study day. A step of an earlier day is gone.
    pub fn waiting(&self, today: Date) -> Option<Step> {
        self.step.filter(|_| self.last_day == today)
    }
}

/// A learning step that a question waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Which step, from 0.
    pub index: u8,
    /// Whether it is one of the steps after a lapse.
    pub relearning: bool,
    /// When the question is to be shown again.
    pub at: Moment,
}

/// A time to the millisecond, as the log holds it: half the room of a [`Timestamp`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Moment(i64);

impl Moment {
    /// So many milliseconds after 1970 began.
    pub const fn from_millisecond(millisecond: i64) -> Self {
        Self(millisecond)
    }

    /// The time; the first or last there is, where that lies beyond it.
    pub fn time(self) -> Timestamp {
        let beyond = if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX };
        Timestamp::from_millisecond(self.0).unwrap_or(beyond)
    }

    /// Milliseconds since 1970.
    pub const fn millisecond(self) -> i64 {
        self.0
    }
}

impl From<Timestamp> for Moment {
    fn from(time: Timestamp) -> Self {
        Self(time.as_millisecond())
    }
}

/// What a learner decided about a question, apart from ratings. The last decision of each sort counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Set aside until taken back.
    Suspend(bool),
    /// Marked to be looked at.
    Flag(bool),
    /// Not before this study day; `None` takes it back.
    Bury(Option<Date>),
    /// The progress of the question now belongs to this key: the card was reworded.
    Carry(QuestionKey),
}
