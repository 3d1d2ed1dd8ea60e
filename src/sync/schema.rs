//! The JSON Schema of the lines of a segment: what its reader takes, and nothing else.

use serde_json::{Map, Value, json};

use super::segment::{FORMAT, VERSION};
use crate::schedule::{Mode, Rating};

/// What a field holds.
#[derive(Debug, Clone, Copy)]
enum Shape {
    /// The name of a row.
    Id,
    Device,
    Time,
    Day,
    /// Seconds that clocks on the wall are ahead of UTC.
    Offset,
    /// A whole number from 0 on.
    Whole,
    /// A chance.
    Share,
    Flag,
    Text,
    /// A text, or nothing.
    MaybeText,
    /// JSON, as a text.
    Json,
    Rating,
    Mode,
    Decision,
    Bury,
}

/// A field of a row: its name, what it holds, what it means; whether a row may go without it.
type Field = (&'static str, Shape, &'static str, bool);

const fn always(name: &'static str, shape: Shape, means: &'static str) -> Field {
    (name, shape, means, true)
}

const fn maybe(name: &'static str, shape: Shape, means: &'static str) -> Field {
    (name, shape, means, false)
}

const AT: Field = always("at", Shape::Time, "when it was stored");
const DEVICE: Field = always("device", Shape::Device, "the device that stored it");

/// The rows of the log, what each says, and its fields beside `row` and `id`.
const ROWS: &[(&str, &str, &[Field])] = &[
    (
        "review",
        "a rating",
        &[
            always("key", Shape::Text, "the question, under the name it had then"),
            always("rating", Shape::Rating, "how it was rated"),
            always("at", Shape::Time, "when it was rated, by the clock of the device"),
            always("offset_s", Shape::Offset, "the zone it was rated in"),
            always("took_ms", Shape::Whole, "how long the answer took"),
            always("mode", Shape::Mode, "how it was asked"),
            DEVICE,
            maybe("due", Shape::Day, "when it was due, if it was set"),
            maybe("predicted", Shape::Share, "the chance of recall that was predicted"),
            maybe("parameters", Shape::Id, "the row of parameters that it was predicted by"),
        ],
    ),
    (
        "mark",
        "a review that counts no more, or counts again",
        &[
            always("review", Shape::Id, "the review"),
            always("retracted", Shape::Flag, "whether it was taken back"),
            AT,
        ],
    ),
    (
        "move",
        "a review that counts as given at another time",
        &[
            always("review", Shape::Id, "the review"),
            always("at", Shape::Time, "when it counts as given"),
            always("made", Shape::Time, "when this was stored"),
        ],
    ),
    (
        "decision",
        "what was decided about a question",
        &[
            always("key", Shape::Text, "the question"),
            always("decision", Shape::Decision, "which"),
            always("value", Shape::Text, "`yes` or `no`, or the name that it has from now on"),
            AT,
        ],
    ),
    (
        "decision",
        "until when a question was put off",
        &[
            always("key", Shape::Text, "the question"),
            always("decision", Shape::Bury, "which"),
            maybe("value", Shape::MaybeText, "a day; nothing: no longer"),
            AT,
        ],
    ),
    (
        "choice",
        "what was chosen about a deck, an exam, the learner or the schedule",
        &[
            DEVICE,
            always("subject", Shape::Text, "what it is about"),
            always("what", Shape::Text, "which of its settings"),
            maybe("value", Shape::MaybeText, "nothing: as if it had not been chosen"),
            AT,
        ],
    ),
    (
        "parameters",
        "what a fit of the schedule came to",
        &[
            DEVICE,
            always("model", Shape::Text, "the model of memory"),
            always("value", Shape::Json, "a list of numbers"),
            AT,
        ],
    ),
    (
        "sitting",
        "a quiz",
        &[
            always("at", Shape::Time, "when it began"),
            always("offset_s", Shape::Offset, "the zone it began in"),
            DEVICE,
            always("paper", Shape::Json, "its questions"),
            always("terms", Shape::Json, "how it is sat"),
        ],
    ),
    (
        "step",
        "what was done in a quiz",
        &[
            always("sitting", Shape::Id, "the quiz"),
            AT,
            always("used_ms", Shape::Whole, "how much of its time was used"),
            always("act", Shape::Json, "what was done"),
        ],
    ),
];

/// The schema of a line of a segment: of the first one, or of a row.
pub fn schema() -> Value {
    let rows = ROWS.iter().map(|&(row, means, fields)| {
        let id = always("id", Shape::Id, "its name, the same on all devices");
        let mut schema = object(row, means, [&[id], fields].concat());
        schema["properties"]["row"] = json!({ "const": row });
        schema["required"].as_array_mut().into_iter().for_each(|required| required.insert(0, json!("row")));
        schema
    });
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "examdrill sync",
        "description": "A line of a file that `examdrill sync` writes: the first one, or a row of the log.",
        "oneOf": std::iter::once(head()).chain(rows).collect::<Vec<_>>(),
    })
}

/// The first line.
fn head() -> Value {
    let rows = always("rows", Shape::Whole, "how many lines follow");
    let mut schema = object("first line", "what the file is", vec![DEVICE, rows]);
    schema["properties"]["format"] = json!({ "const": FORMAT });
    schema["properties"]["version"] = json!({ "const": VERSION });
    schema["required"] = json!(["format", "version", "device", "rows"]);
    schema
}

fn object(title: &str, means: &str, fields: Vec<Field>) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for (name, shape, means, is_needed) in fields {
        let mut schema = shape.schema();
        schema["description"] = means.into();
        properties.insert(name.to_owned(), schema);
        if is_needed {
            required.push(name);
        }
    }
    json!({
        "title": title,
        "description": means,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

impl Shape {
    fn schema(self) -> Value {
        let text = |pattern: &str| json!({ "type": "string", "pattern": pattern });
        match self {
            Self::Id => text("^[0-9a-f]{32}$"),
            Self::Device => text("^[0-9a-f]{8}$"),
            Self::Time => text("^-?[0-9]{4,6}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"),
            Self::Day => text("^-?[0-9]{4,6}-[0-9]{2}-[0-9]{2}$"),
            Self::Offset => json!({ "type": "integer", "minimum": -93_599, "maximum": 93_599 }),
            Self::Whole => json!({ "type": "integer", "minimum": 0 }),
            Self::Share => json!({ "type": "number" }),
            Self::Flag => json!({ "type": "boolean" }),
            Self::Text | Self::Json => json!({ "type": "string" }),
            Self::MaybeText => json!({ "type": ["string", "null"] }),
            Self::Rating => json!({ "enum": Rating::ALL.map(Rating::name) }),
            Self::Mode => json!({ "enum": Mode::ALL.map(Mode::name) }),
            Self::Decision => json!({ "enum": ["suspend", "flag", "carry"] }),
            Self::Bury => json!({ "const": "bury" }),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;
    use jiff::civil::date;
    use jiff::tz::Offset;

    use super::*;
    use crate::card::QuestionKey;
    use crate::quiz::{Act, Step, Terms, Timing};
    use crate::schedule::{Choice, Decision, Review, Stamp, Subject};
    use crate::store::{LogRow, Store};

    const REFERENCE: &str = include_str!("../../docs/reference/sync.md");

    /// One of every row that the program writes, through what it writes them by.
    fn every_row() -> Vec<Value> {
        let store = Store::in_memory(7).unwrap();
        let now: Timestamp = "2026-11-28T06:00:00.5Z".parse().unwrap();
        let key = QuestionKey::from_stored("d/a#c1");
        let stamp = || Stamp {
            id: store.next_id(now),
            at: now,
            offset: Offset::constant(-3),
            device: store.device(),
        };
        store.set_parameters(&[0.4, 1.5], now).unwrap();
        for mode in Mode::ALL {
            store.record(&Review::new(stamp(), key.clone(), Rating::Hard, mode), None).unwrap();
        }
        let whole = Review::whole();
        store.record(&whole, None).unwrap();
        store.retract(whole.id, now, None).unwrap();
        store.restore(whole.id, now, None).unwrap();
        store.redate(&[(whole.id, now)], now).unwrap();
        for decision in [
            Decision::Suspend(true),
            Decision::Flag(false),
            Decision::Bury(None),
            Decision::Bury(Some(date(2026, 11, 29))),
            Decision::Carry(QuestionKey::from_stored("d/b")),
        ] {
            store.decide(&key, &decision, now).unwrap();
        }
        for value in [None, Some("0.85".to_owned())] {
            let choice = Choice { subject: Subject::Schedule, what: "retention".to_owned(), value };
            store.choose(&[choice], now).unwrap();
        }
        let fixture: Value = serde_json::from_str(include_str!("../../tests/fixtures/sitting.json")).unwrap();
        let paper = serde_json::from_value(fixture["paper"].clone()).unwrap();
        let sitting = store.begin_sitting(&paper, &Terms::exam(Timing::None), now, Offset::UTC).unwrap();
        let step = Step { used: Duration::from_secs(9), act: Act::Flag(0, true) };
        store.take_step(sitting, &step, now).unwrap();
        let mut rows = Vec::new();
        store.rows(&store.row_ids().unwrap().1, |row| rows.push(serde_json::to_value(row).unwrap())).unwrap();
        rows
    }

    #[test]
    fn what_the_program_writes_fits_and_what_the_reader_refuses_does_not() {
        jsonschema::draft7::meta::validate(&schema()).unwrap();
        let validator = jsonschema::draft7::new(&schema()).unwrap();
        let rows = every_row();
        for &(name, ..) in ROWS {
            assert!(rows.iter().any(|row| row["row"] == name), "`{name}` is not tried");
        }
        let is_read = |row: &Value| serde_json::from_value::<LogRow>(row.clone()).is_ok();
        for row in &rows {
            assert!(validator.is_valid(row) && is_read(row), "{row}");
            for field in row.as_object().unwrap().keys() {
                let mut without = row.clone();
                without.as_object_mut().unwrap().remove(field);
                let wrong = |value: Value| {
                    let mut row = row.clone();
                    row[field] = value;
                    row
                };
                for bad in
                    [without, wrong(json!([])), wrong(json!({})), wrong(json!(-1e9)), wrong(json!("\n"))]
                {
                    assert!(
                        validator.is_valid(&bad) || !is_read(&bad),
                        "the schema refuses what is read: {bad}"
                    );
                    let is_text = bad.get(field) == Some(&json!("\n"));
                    assert!(is_text || !validator.is_valid(&bad) || is_read(&bad), "the schema takes {bad}");
                }
            }
            let mut more = row.clone();
            more["colour"] = json!("red");
            assert!(!validator.is_valid(&more) && !is_read(&more), "{more}");
        }
    }

    #[test]
    fn the_first_line_fits() {
        let validator = jsonschema::draft7::new(&schema()).unwrap();
        let head = json!({ "format": FORMAT, "version": 1, "device": "00000001", "rows": 3 });
        assert!(validator.is_valid(&head));
        for (field, bad) in [("version", json!(2)), ("format", json!("x")), ("rows", json!(-1))] {
            let mut head = head.clone();
            head[field] = bad;
            assert!(!validator.is_valid(&head), "{head}");
        }
    }

    #[test]
    fn the_reference_names_every_row_and_field() {
        for (row, _, fields) in ROWS {
            let start = format!("| `{row}` | ");
            let line = REFERENCE.lines().find(|line| line.starts_with(&start));
            let line = line.unwrap_or_else(|| panic!("no `{row}` in the reference"));
            for (field, ..) in *fields {
                assert!(line.contains(&format!("`{field}`")), "`{field}` is missing in: {line}");
            }
        }
    }
}
