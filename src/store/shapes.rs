//! What the columns of the log hold: how it is stored, and how it is written in JSON.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use rusqlite::types::{Value as Stored, ValueRef};
use serde_json::Value;

use super::log::{bytes, id_of};
use crate::schedule::{DeviceId, Mode, Rating, RowId};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The name of a row: 32 hexadecimal digits, letters small.
    Id,
    /// A device: 8 hexadecimal digits, letters small.
    Device,
    /// A time in UTC, to the millisecond.
    Time,
    /// A day, as `2026-11-28`.
    Day,
    /// Seconds that clocks on the wall are ahead of UTC.
    Offset,
    /// A whole number from 0 on.
    Whole,
    /// A chance, 0 to 1.
    Share,
    /// Yes or no.
    Flag,
    /// Any text.
    Text,
    /// A question: its number in this file, its key in JSON.
    Question,
    /// A rating: its number here, its word in JSON.
    Rating,
    /// What a review was given in.
    Mode,
    /// One of these words.
    OneOf(&'static [&'static str]),
}

impl Shape {
    /// What is stored, as JSON; nothing is `null`. `None` where it is of another shape. A question comes as its key.
    pub(super) fn json(self, stored: ValueRef<'_>) -> Option<Value> {
        Some(match (self, stored) {
            (_, ValueRef::Null) => Value::Null,
            (Self::Id, ValueRef::Blob(id)) => id_of(id)?.to_string().into(),
            (Self::Device, ValueRef::Integer(device)) => {
                DeviceId(u32::try_from(device).ok()?).to_string().into()
            }
            (Self::Time, ValueRef::Integer(at)) => {
                format!("{:.3}", Timestamp::from_millisecond(at).ok()?).into()
            }
            (Self::Offset, ValueRef::Integer(seconds)) => offset(seconds)?.into(),
            // A negative one was never written by this program.
            (Self::Whole, ValueRef::Integer(number)) => number.max(0).into(),
            (Self::Share, ValueRef::Real(share)) => short(share as f32)?,
            (Self::Flag, ValueRef::Integer(flag)) => (flag != 0).into(),
            (Self::Rating, ValueRef::Integer(number)) => {
                Rating::from_number(u8::try_from(number).ok()?)?.name().into()
            }
            (Self::Day | Self::Mode | Self::Text | Self::Question | Self::OneOf(_), ValueRef::Text(text)) => {
                let text = str::from_utf8(text).ok().filter(|text| self.takes(text))?;
                text.into()
            }
            _ => return None,
        })
    }

    /// Whether what is stored can be written as JSON.
    pub(super) fn holds(self, stored: ValueRef<'_>) -> bool {
        match (self, stored) {
            // The longest texts need no copy to be looked at.
            (Self::Text | Self::Question, ValueRef::Text(text)) => str::from_utf8(text).is_ok(),
            (Self::Id, ValueRef::Blob(id)) => id_of(id).is_some(),
            (Self::Time, ValueRef::Integer(at)) => Timestamp::from_millisecond(at).is_ok(),
            (shape, stored) => shape.json(stored).is_some(),
        }
    }

    /// What is stored of `json`; `None` where that is of another shape. Of a question it is the key.
    pub(super) fn stored(self, json: &Value) -> Option<Stored> {
        Some(match (self, json) {
            (_, Value::Null) => Stored::Null,
            (Self::Id, Value::String(id)) => id_stored(RowId(hexadecimal(id, 32)?)),
            (Self::Device, Value::String(device)) => u32::try_from(hexadecimal(device, 8)?).ok()?.into(),
            (Self::Time, Value::String(at)) => at.parse::<Timestamp>().ok()?.as_millisecond().into(),
            (Self::Offset, Value::Number(seconds)) => offset(seconds.as_i64()?)?.into(),
            (Self::Whole, Value::Number(number)) => number.as_i64().filter(|&number| number >= 0)?.into(),
            (Self::Share, Value::Number(share)) => f64::from(share.as_f64()? as f32).into(),
            (Self::Flag, &Value::Bool(flag)) => flag.into(),
            (Self::Rating, Value::String(name)) => {
                Rating::ALL.into_iter().find(|rating| rating.name() == name)?.number().into()
            }
            (Self::Day | Self::Mode | Self::Text | Self::Question | Self::OneOf(_), Value::String(text))
                if self.takes(text) =>
            {
                text.clone().into()
            }
            _ => return None,
        })
    }

    /// Whether a text of this shape can be `text`.
    fn takes(self, text: &str) -> bool {
        match self {
            Self::Day => text.parse::<Date>().is_ok(),
            Self::Mode => Mode::from_name(text).is_some(),
            Self::OneOf(words) => words.contains(&text),
            _ => true,
        }
    }
}

/// The id as it is stored: highest byte first, so that SQLite sorts ids as we do.
pub(super) fn id_stored(id: RowId) -> Stored {
    Stored::Blob(bytes(id).to_vec())
}

fn offset(seconds: i64) -> Option<i64> {
    Offset::from_seconds(i32::try_from(seconds).ok()?).ok().map(|_| seconds)
}

/// The number in as few digits as tell it from any other: `0.9`, not `0.8999999761581421`.
fn short(share: f32) -> Option<Value> {
    serde_json::from_str(&share.to_string()).ok()
}

/// The number that the text is, if it has so many hexadecimal digits, letters small.
fn hexadecimal(text: &str, digits: usize) -> Option<u128> {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let is_one = text.len() == digits && text.bytes().all(is_digit);
    is_one.then(|| u128::from_str_radix(text, 16).ok()).flatten()
}
