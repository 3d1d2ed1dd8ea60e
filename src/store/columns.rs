//! The columns of a review: one table by which it is written, read, and printed as JSON.

use std::sync::LazyLock;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::Offset;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row, params_from_iter};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::log::{id_of, keep_time, number};
use super::reviews::{Logged, unreadable};
use super::shapes::{Shape, id_stored};
use super::tables::{Field, Table};
use crate::card::QuestionKey;
use crate::schedule::{DeviceId, Mode, Prediction, Rating, Review, RowId, Stamp};

/// What the memories were folded by when a review was given; kept with it, for a later model to know. Parameters are of
/// one model too.
pub(super) const MODEL: &str = "fsrs-6";

/// A column of the table `review`.
struct Column {
    /// Its name, what it holds and means.
    field: Field,
    /// What is stored of a review. Of a question it is the number in this file, which a review does not know.
    write: fn(&Review) -> Value,
    /// Takes what is stored; `None` where this program never stored it.
    read: fn(&mut Review, ValueRef<'_>) -> Option<()>,
}

/// **Add a column here.** One that was added later is the last. What is exchanged with other devices, its schema and its
/// reference, and `log --json` follow.
const COLUMNS: &[Column] = &[
    Column {
        field: Field::always("id", Shape::Id, "its name, the same on all devices"),
        write: |review| id_stored(review.id),
        read: |review, stored| set(&mut review.id, id_of(stored.as_blob().ok()?)),
    },
    Column {
        field: Field::always("key", Shape::Question, "the question, under the name it had then")
            .in_column("question"),
        write: |_| Value::Null,
        // It bears its key already.
        read: |_, _| Some(()),
    },
    Column {
        field: Field::always("rating", Shape::Rating, "how it was rated"),
        write: |review| review.rating.number().into(),
        read: |review, stored| set(&mut review.rating, Rating::from_number(whole(stored)?)),
    },
    Column {
        field: Field::always("at", Shape::Time, "when it was rated, by the clock of the device")
            .in_column("at_ms"),
        write: |review| review.at.as_millisecond().into(),
        read: |review, stored| set(&mut review.at, Timestamp::from_millisecond(whole(stored)?).ok()),
    },
    Column {
        field: Field::always("offset_s", Shape::Offset, "of the zone it was rated in, in seconds"),
        write: |review| review.offset.seconds().into(),
        read: |review, stored| set(&mut review.offset, Offset::from_seconds(whole(stored)?).ok()),
    },
    Column {
        field: Field::always("took_ms", Shape::Whole, "how long the answer took, in milliseconds"),
        write: |review| i64::try_from(review.took.as_millis()).unwrap_or(i64::MAX).into(),
        read: |review, stored| {
            let took = whole::<i64>(stored)?.max(0).cast_unsigned();
            set(&mut review.took, Some(Duration::from_millis(took)))
        },
    },
    Column {
        field: Field::always("mode", Shape::Mode, "how it was asked"),
        write: |review| review.mode.name().to_owned().into(),
        read: |review, stored| set(&mut review.mode, Mode::from_name(stored.as_str().ok()?)),
    },
    Column {
        field: Field::always("device", Shape::Device, "the device that stored it"),
        write: |review| review.device.0.into(),
        read: |review, stored| set(&mut review.device.0, whole(stored)),
    },
    Column {
        field: Field::maybe("due", Shape::Day, "the day that was chosen for the next review"),
        write: |review| review.due.map(|due| due.to_string()).into(),
        read: |review, stored| {
            let due = stored.as_str_or_null().ok()?.map(str::parse).transpose();
            set(&mut review.due, due.ok())
        },
    },
    Column {
        field: Field::maybe("predicted", Shape::Share, "the chance of recall that was predicted, 0 to 1"),
        write: |review| review.predicted.map(|predicted| f64::from(predicted.recall)).into(),
        read: |review, stored| {
            let recall = stored.as_f64_or_null().ok()?;
            let predicted = |recall| Prediction { recall: recall as f32, parameters: None };
            set(&mut review.predicted, Some(recall.map(predicted)))
        },
    },
    Column {
        field: Field::maybe(
            "parameters",
            Shape::Id,
            "the row of parameters that it was predicted by, where they were not the standard ones",
        ),
        write: |review| {
            review.predicted.and_then(|predicted| predicted.parameters).map_or(Value::Null, id_stored)
        },
        read: |review, stored| match (&mut review.predicted, stored.as_blob_or_null().ok()?) {
            (Some(predicted), Some(id)) => set(&mut predicted.parameters, id_of(id).map(Some)),
            _ => Some(()),
        },
    },
];

/// Puts `value` into its place, if there is one.
fn set<T>(place: &mut T, value: Option<T>) -> Option<()> {
    value.map(|value| *place = value)
}

fn whole<T: TryFrom<i64>>(stored: ValueRef<'_>) -> Option<T> {
    T::try_from(stored.as_i64().ok()?).ok()
}

/// The fields of a review behind its `id`.
pub(super) fn fields() -> Vec<Field> {
    COLUMNS.iter().skip(1).map(|column| column.field).collect()
}

/// The place of `question` in the table.
const QUESTION: usize = 1;

/// The columns in their order.
static NAMES: LazyLock<String> = LazyLock::new(|| names(str::to_owned));

/// The query for those rows of `dated` that `which` says, to be read by [`review`].
pub(super) fn dated(which: &str) -> String {
    format!("SELECT {} FROM dated {which}", *NAMES)
}

fn names(written: impl Fn(&str) -> String) -> String {
    COLUMNS.iter().map(|column| written(column.field.column)).collect::<Vec<_>>().join(", ")
}

/// Makes the view `dated`: the reviews under the time they count for.
///
/// In the view of that name in the file SQLite looks through all reviews to find those that were moved, which are few or
/// none. CROSS JOIN has it begin with these.
pub(super) fn view_dated(connection: &Connection) -> rusqlite::Result<()> {
    let moved = names(|name| match name {
        "at_ms" => "redating.at_ms".to_owned(),
        name => format!("review.{name}"),
    });
    connection.execute_batch(&format!(
        "CREATE TEMP VIEW IF NOT EXISTS dated ({names}) AS
            SELECT {names} FROM main.review WHERE id NOT IN (SELECT review FROM main.redating)
            UNION ALL
            SELECT {moved} FROM main.redating CROSS JOIN main.review ON review.id = redating.review
            WHERE redating.id = (SELECT max(id) FROM main.redating AS other WHERE other.review = review.id)",
        names = *NAMES,
    ))
}

/// Adds a review, if it is not there. Gives how many rows that are.
pub(super) fn insert(connection: &Connection, review: &Review) -> rusqlite::Result<usize> {
    let question = number(connection, &review.key)?;
    let added = insert_numbered(connection, review, question)?;
    if added > 0 {
        keep_time(connection, review.id)?;
    }
    Ok(added)
}

/// The same for a question of which the number is known, without keeping the time in the id.
pub(super) fn insert_numbered(
    connection: &Connection,
    review: &Review,
    question: i64,
) -> rusqlite::Result<usize> {
    static SQL: LazyLock<String> = LazyLock::new(|| Table::of_reviews().insert());
    let values = COLUMNS.iter().map(|column| match column.field.shape {
        Shape::Question => question.into(),
        _ => (column.write)(review),
    });
    connection.prepare_cached(&SQL)?.execute(params_from_iter(values))
}

/// The review in a row that [`dated`] asks for. `key` gives the key of a question by its number.
pub(super) fn review(
    row: &Row<'_>,
    key: impl FnOnce(u32) -> Option<QuestionKey>,
) -> rusqlite::Result<Review> {
    let key = key(row.get(QUESTION)?).ok_or_else(|| unreadable(QUESTION, "a question's number"))?;
    let stamp = Stamp { id: RowId(0), at: Timestamp::UNIX_EPOCH, offset: Offset::UTC, device: DeviceId(0) };
    let mut review = Review::new(stamp, key, Rating::Again, Mode::Drill);
    for (at, column) in COLUMNS.iter().enumerate() {
        (column.read)(&mut review, row.get_ref(at)?).ok_or_else(|| unreadable(at, column.field.name))?;
    }
    Ok(review)
}

impl Serialize for Logged {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for Column { field, write, .. } in COLUMNS {
            let value = match field.shape {
                Shape::Question => Some(self.owner.as_str().into()),
                shape => shape.json((&write(&self.review)).into()),
            };
            map.serialize_entry(field.name, &value)?;
        }
        map.serialize_entry("retracted", &self.retracted)?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{LogRow, Store};

    #[test]
    fn everything_of_a_review_comes_back_and_nothing_is_what_it_would_be_by_itself() {
        let store = Store::in_memory(1).unwrap();
        let given = Review::whole();
        store.record(&given, None).unwrap();
        let mut all = Vec::new();
        store.reviews(|logged| all.push(logged)).unwrap();
        assert_eq!(all[0].review, given);
        let blank = format!(
            "{:?}",
            Review::new(
                Stamp { id: RowId(0), at: Timestamp::UNIX_EPOCH, offset: Offset::UTC, device: DeviceId(0) },
                QuestionKey::from_stored(""),
                Rating::Again,
                Mode::Drill,
            )
        );
        let parts = |shown: &str| shown.split(", ").map(str::to_owned).collect::<Vec<_>>();
        let same: Vec<_> =
            parts(&format!("{given:?}")).into_iter().filter(|part| parts(&blank).contains(part)).collect();
        assert_eq!(
            same, [""; 0],
            "give it another value in `Review::whole`, so that it is seen to come back"
        );
    }

    #[test]
    fn everything_of_a_review_comes_to_another_device() {
        let (store, other) = (Store::in_memory(1).unwrap(), Store::in_memory(2).unwrap());
        let given = Review::whole();
        store.record(&given, None).unwrap();
        let mut rows: Vec<LogRow> = Vec::new();
        let on_its_way = |row| {
            rows.push(serde_json::from_str(&serde_json::to_string(&row).unwrap()).unwrap());
        };
        store.rows(&store.row_ids().unwrap().1, on_its_way).unwrap();
        other.merge(&rows).unwrap();
        let mut all = Vec::new();
        other.reviews(|logged| all.push(logged.review)).unwrap();
        assert_eq!(all, [given], "it is written and read in another shape than its field has");
    }
}
