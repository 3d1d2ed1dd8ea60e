//! The rows of the log as they leave this file for another device: one JSON object each, with the names that
//! `log --json` has.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::card::QuestionKey;
use crate::schedule::{DeviceId, Mode, Prediction, Rating, Review, RowId};

/// A row of the log, whichever device wrote it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(into = "Line", try_from = "Line")]
pub struct LogRow(pub(super) Line);

/// What stands in a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "row", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum Line {
    Review {
        id: Id,
        /// The name that the question had then, unlike in `log --json`.
        key: String,
        rating: String,
        at: Time,
        offset_s: i32,
        took_ms: u64,
        mode: String,
        device: Device,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Day>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        predicted: Option<f32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parameters: Option<Id>,
    },
    Mark {
        id: Id,
        review: Id,
        retracted: bool,
        at: Time,
    },
    /// A review that counts as given `at` another time.
    Move {
        id: Id,
        review: Id,
        at: Time,
        made: Time,
    },
    Decision {
        id: Id,
        key: String,
        decision: String,
        value: Option<String>,
        at: Time,
    },
    Choice {
        id: Id,
        device: Device,
        subject: String,
        what: String,
        value: Option<String>,
        at: Time,
    },
    /// `value` is the text of a JSON list, as it is stored.
    Parameters {
        id: Id,
        device: Device,
        model: String,
        value: String,
        at: Time,
    },
    /// `paper` and `terms` are the texts of JSON objects, as they are stored.
    Sitting {
        id: Id,
        at: Time,
        offset_s: i32,
        device: Device,
        paper: String,
        terms: String,
    },
    /// `act` is the text of a JSON value, as it is stored.
    Step {
        id: Id,
        sitting: Id,
        at: Time,
        used_ms: u64,
        act: String,
    },
}

impl LogRow {
    /// Its name.
    pub const fn id(&self) -> RowId {
        match &self.0 {
            Line::Review { id, .. }
            | Line::Mark { id, .. }
            | Line::Move { id, .. }
            | Line::Decision { id, .. }
            | Line::Choice { id, .. }
            | Line::Parameters { id, .. }
            | Line::Sitting { id, .. }
            | Line::Step { id, .. } => id.0,
        }
    }

    /// Whether it is a review.
    pub const fn is_review(&self) -> bool {
        matches!(self.0, Line::Review { .. })
    }
}

impl From<LogRow> for Line {
    fn from(row: LogRow) -> Self {
        row.0
    }
}

impl TryFrom<Line> for LogRow {
    type Error = String;

    /// Refuses what this version would not understand in its log.
    fn try_from(line: Line) -> Result<Self, String> {
        let row = Self(line);
        if row.id().millisecond() > LAST_SENSIBLE {
            return Err(format!("the id `{}` is of no time", row.id()));
        }
        match &row.0 {
            Line::Review { .. } => review(&row.0).map(drop)?,
            Line::Decision { decision, value, .. } => check_decision(decision, value.as_deref())?,
            Line::Sitting { offset_s, .. } => offset(*offset_s).map(drop)?,
            _ => {}
        }
        Ok(row)
    }
}

/// The last millisecond that an id may hold, in the year 6429: the logical clocks of all devices go on from the highest id, and
/// must have room.
const LAST_SENSIBLE: u64 = RowId::LAST_MILLISECOND / 2;

/// The line of a review.
pub(super) fn line(review: &Review) -> Line {
    Line::Review {
        id: Id(review.id),
        key: review.key.as_str().to_owned(),
        rating: review.rating.name().to_owned(),
        at: Time(review.at),
        offset_s: review.offset.seconds(),
        took_ms: u64::try_from(review.took.as_millis()).unwrap_or(u64::MAX),
        mode: review.mode.name().to_owned(),
        device: Device(review.device),
        due: review.due.map(Day),
        predicted: review.predicted.map(|predicted| predicted.recall),
        parameters: review.predicted.and_then(|predicted| predicted.parameters).map(Id),
    }
}

/// The review in a line; an error where there is none, or none that this version knows.
pub(super) fn review(line: &Line) -> Result<Review, String> {
    let Line::Review { id, key, rating, at, offset_s, took_ms, mode, device, due, predicted, parameters } =
        line
    else {
        return Err("it is no review".to_owned());
    };
    let known = Rating::ALL.into_iter().find(|known| known.name() == rating);
    let took = i64::try_from(*took_ms).map_err(|_| "`took_ms` is too large".to_owned())?;
    Ok(Review {
        id: id.0,
        key: QuestionKey::from_stored(key),
        rating: known.ok_or_else(|| format!("`{rating}` is no rating"))?,
        at: at.0,
        offset: offset(*offset_s)?,
        took: Duration::from_millis(took.cast_unsigned()),
        mode: Mode::from_name(mode).ok_or_else(|| format!("`{mode}` is no mode"))?,
        device: device.0,
        due: due.map(|day| day.0),
        predicted: predicted
            .map(|recall| Prediction { recall, parameters: parameters.as_ref().map(|id| id.0) }),
    })
}

fn offset(seconds: i32) -> Result<Offset, String> {
    Offset::from_seconds(seconds).map_err(|_| format!("`{seconds}` is no zone offset"))
}

fn check_decision(decision: &str, value: Option<&str>) -> Result<(), String> {
    let is_known = match (decision, value) {
        ("suspend" | "flag" | "carry", Some(_)) | ("bury", None) => true,
        ("bury", Some(day)) => day.parse::<Date>().is_ok(),
        _ => false,
    };
    if is_known { Ok(()) } else { Err(format!("`{decision}` is no decision")) }
}

/// An id as 32 digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Id(pub(super) RowId);

/// A device as 8 digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Device(pub(super) DeviceId);

/// A day, as 2026-11-28.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Day(pub(super) Date);

/// A time to the millisecond.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Time(pub(super) Timestamp);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = hexadecimal(&text, 32).and_then(|text| u128::from_str_radix(text, 16).ok());
        number.map(|number| Self(RowId(number))).ok_or_else(|| de::Error::custom("no id"))
    }
}

impl Serialize for Device {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Device {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = hexadecimal(&text, 8).and_then(|text| u32::from_str_radix(text, 16).ok());
        number.map(|number| Self(DeviceId(number))).ok_or_else(|| de::Error::custom("no device"))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map(Self).map_err(de::Error::custom)
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:.3}", self.0))
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let time: Timestamp = String::deserialize(deserializer)?.parse().map_err(de::Error::custom)?;
        Timestamp::from_millisecond(time.as_millisecond()).map(Self).map_err(de::Error::custom)
    }
}

/// The text, if it is so many digits of a hexadecimal number, letters small.
fn hexadecimal(text: &str, digits: usize) -> Option<&str> {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    (text.len() == digits && text.bytes().all(is_digit)).then_some(text)
}
