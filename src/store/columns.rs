//! The columns of a review: one table by which it is written, read, and printed as JSON.

use std::sync::LazyLock;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::Offset;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::log::{bytes, id_in, keep_time, number};
use super::reviews::{Logged, timestamp, unreadable};
use crate::card::QuestionKey;
use crate::schedule::{DeviceId, Mode, Prediction, Rating, Review, RowId, Stamp};

/// What the memories were folded by when a review was given; kept with it, for a later model to know. Parameters are of
/// one model too.
pub(super) const MODEL: &str = "fsrs-6";

/// A column of the table `review`.
struct Column {
    name: &'static str,
    /// What is stored of a review whose question has that number in this file.
    write: fn(&Review, i64) -> Value,
    /// Takes what is stored, in the column of that place.
    read: fn(&mut Review, &Row<'_>, usize) -> rusqlite::Result<()>,
    /// The name it has in JSON, and what it is there.
    json: Option<(&'static str, InJson)>,
}

type InJson = fn(&Logged) -> Json;

/// A value of JSON.
#[derive(serde::Serialize)]
#[serde(untagged)]
enum Json {
    Text(String),
    Word(&'static str),
    Whole(u128),
    Share(Option<f32>),
    Id(Option<String>),
}

/// **Add a column here, and where ARCHITECTURE.md says.** One that was added later is the last.
const COLUMNS: &[Column] = &[
    Column {
        name: "id",
        write: |review, _| id(review.id),
        read: |review, row, at| id_in(row, at).map(|id| review.id = id),
        json: Some(("id", |logged| Json::Text(logged.review.id.to_string()))),
    },
    Column {
        name: "question",
        write: |_, question| question.into(),
        // It bears its key already.
        read: |_, _, _| Ok(()),
        json: Some(("key", |logged| Json::Text(logged.owner.as_str().to_owned()))),
    },
    Column {
        name: "rating",
        write: |review, _| review.rating.number().into(),
        read: |review, row, at| {
            let rating = Rating::from_number(row.get(at)?);
            rating.map(|rating| review.rating = rating).ok_or_else(|| unreadable(at, "a rating"))
        },
        json: Some(("rating", |logged| Json::Word(logged.review.rating.name()))),
    },
    Column {
        name: "at_ms",
        write: |review, _| review.at.as_millisecond().into(),
        read: |review, row, at| timestamp(row, at).map(|time| review.at = time),
        json: Some(("at", |logged| Json::Text(format!("{:.3}", logged.review.at)))),
    },
    Column {
        name: "offset_s",
        write: |review, _| review.offset.seconds().into(),
        read: |review, row, at| {
            let offset = Offset::from_seconds(row.get(at)?);
            offset.map(|offset| review.offset = offset).map_err(|_| unreadable(at, "a zone offset"))
        },
        json: None,
    },
    Column {
        name: "took_ms",
        write: |review, _| i64::try_from(review.took.as_millis()).unwrap_or(i64::MAX).into(),
        read: |review, row, at| {
            let took = row.get(at).map(|took: i64| took.max(0).cast_unsigned());
            took.map(|took| review.took = Duration::from_millis(took))
        },
        json: Some(("took_ms", |logged| Json::Whole(logged.review.took.as_millis()))),
    },
    Column {
        name: "mode",
        write: |review, _| review.mode.name().to_owned().into(),
        read: |review, row, at| {
            let mode = Mode::from_name(row.get_ref(at)?.as_str()?);
            mode.map(|mode| review.mode = mode).ok_or_else(|| unreadable(at, "a mode"))
        },
        json: Some(("mode", |logged| Json::Word(logged.review.mode.name()))),
    },
    Column {
        name: "device",
        write: |review, _| review.device.0.into(),
        read: |review, row, at| row.get(at).map(|device| review.device = DeviceId(device)),
        json: Some(("device", |logged| Json::Text(logged.review.device.to_string()))),
    },
    Column {
        name: "due",
        write: |review, _| review.due.map(|due| due.to_string()).into(),
        read: |review, row, at| {
            let due = row.get_ref(at)?.as_str_or_null()?.map(str::parse).transpose();
            due.map(|due| review.due = due).map_err(|_| unreadable(at, "a day"))
        },
        json: None,
    },
    Column { name: "model", write: |_, _| MODEL.to_owned().into(), read: |_, _, _| Ok(()), json: None },
    Column {
        name: "predicted",
        write: |review, _| review.predicted.map(|predicted| f64::from(predicted.recall)).into(),
        read: |review, row, at| {
            let predicted = |recall: f32| Prediction { recall, parameters: None };
            row.get(at).map(|recall: Option<f32>| review.predicted = recall.map(predicted))
        },
        json: Some(("predicted", |logged| {
            Json::Share(logged.review.predicted.map(|predicted| predicted.recall))
        })),
    },
    Column {
        name: "parameters",
        write: |review, _| parameters(review).map_or(Value::Null, id),
        read: |review, row, at| {
            if let Some(predicted) = &mut review.predicted
                && row.get_ref(at)?.as_blob_or_null()?.is_some()
            {
                predicted.parameters = Some(id_in(row, at)?);
            }
            Ok(())
        },
        json: Some(("parameters", |logged| Json::Id(parameters(&logged.review).map(|row| row.to_string())))),
    },
];

/// The place of `question` in the table.
const QUESTION: usize = 1;

/// The row of the parameters that a prediction was calculated by.
fn parameters(review: &Review) -> Option<RowId> {
    review.predicted?.parameters
}

fn id(id: RowId) -> Value {
    Value::Blob(bytes(id).to_vec())
}

/// The columns in their order.
static NAMES: LazyLock<String> = LazyLock::new(|| names(str::to_owned));

/// The query for those rows of `dated` that `which` says, to be read by [`review`].
pub(super) fn dated(which: &str) -> String {
    format!("SELECT {} FROM dated {which}", *NAMES)
}

/// The query for those rows of the table that `which` says, under the time they were stored with.
pub(super) fn stored(which: &str) -> String {
    format!("SELECT {} FROM main.review {which}", *NAMES)
}

fn names(written: impl Fn(&str) -> String) -> String {
    COLUMNS.iter().map(|column| written(column.name)).collect::<Vec<_>>().join(", ")
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
    static SQL: LazyLock<String> = LazyLock::new(|| {
        let values = names(|_| "?".to_owned());
        format!("INSERT INTO review ({}) VALUES ({values}) ON CONFLICT DO NOTHING", *NAMES)
    });
    let values = COLUMNS.iter().map(|column| (column.write)(review, question));
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
        (column.read)(&mut review, row, at)?;
    }
    Ok(review)
}

impl Serialize for Logged {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in COLUMNS.iter().filter_map(|column| column.json) {
            map.serialize_entry(name, &value(self))?;
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
    fn every_column_of_the_log_is_in_the_table() {
        let store = Store::in_memory(1).unwrap();
        let mut statement = store.connection.prepare("SELECT name FROM pragma_table_info('review')").unwrap();
        let mut there: Vec<String> =
            statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let mut known: Vec<_> = COLUMNS.iter().map(|column| column.name).collect();
        there.sort();
        known.sort_unstable();
        assert_eq!(there, known);
    }

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
        assert_eq!(all, [given], "a field is missing in `Line::Review`, in src/store/rows.rs");
    }
}
