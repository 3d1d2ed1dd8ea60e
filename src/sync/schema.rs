//! The JSON Schema of the lines of a segment: what its reader takes, and nothing else.

use serde_json::{Map, Value, json};

use super::segment::{FORMAT, VERSION};
use crate::schedule::{Mode, Rating};
use crate::store::{Field, Shape, TABLES, Table};

/// The schema of a line of a segment: of the first one, or of a row.
pub fn schema() -> Value {
    let rows = TABLES.iter().map(|Table { row, means, fields, .. }| {
        let mut schema = object(row, means, fields);
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
    let device = Field::always("device", Shape::Device, "the device that wrote it");
    let rows = Field::always("rows", Shape::Whole, "how many lines follow");
    let mut schema = object("first line", "what the file is", &[device, rows]);
    schema["properties"]["format"] = json!({ "const": FORMAT });
    schema["properties"]["version"] = json!({ "const": VERSION });
    schema["required"] = json!(["format", "version", "device", "rows"]);
    schema
}

fn object(title: &str, means: &str, fields: &[Field]) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for field in fields {
        let mut schema = shape(field.shape);
        schema["description"] = field.means.into();
        if field.is_needed {
            required.push(field.name);
        } else {
            schema["type"] = json!([schema["type"], "null"]);
        }
        properties.insert(field.name.to_owned(), schema);
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

fn shape(shape: Shape) -> Value {
    let text = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    match shape {
        Shape::Id => text("^[0-9a-f]{32}$"),
        Shape::Device => text("^[0-9a-f]{8}$"),
        Shape::Time => text("^-?[0-9]{4,6}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"),
        Shape::Day => text("^-?[0-9]{4,6}-[0-9]{2}-[0-9]{2}$"),
        Shape::Offset => json!({ "type": "integer", "minimum": -93_599, "maximum": 93_599 }),
        Shape::Whole => json!({ "type": "integer", "minimum": 0 }),
        Shape::Share => json!({ "type": "number" }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Text | Shape::Question => json!({ "type": "string" }),
        Shape::Rating | Shape::Mode | Shape::OneOf(_) => json!({ "enum": words(shape) }),
    }
}

/// The words that stand in a field, where they are few.
fn words(shape: Shape) -> Vec<&'static str> {
    match shape {
        Shape::Rating => Rating::ALL.map(Rating::name).to_vec(),
        Shape::Mode => Mode::ALL.map(Mode::name).to_vec(),
        Shape::OneOf(words) => words.to_vec(),
        _ => Vec::new(),
    }
}

/// The rows of the log as a table in Markdown: what each says, and its fields.
pub fn reference() -> String {
    let mut page =
        "| `row` | what it says | its fields beside `row` and `id` |\n| --- | --- | --- |\n".to_owned();
    for Table { row, means, fields, .. } in TABLES.iter() {
        let fields = fields.iter().skip(1).map(|field| {
            let maybe = if field.is_needed { "" } else { "may be missing; " };
            let words = words(field.shape).into_iter().map(|word| format!("`{word}`"));
            let means: Vec<_> = std::iter::once(field.means.to_owned()).chain(words).collect();
            format!("`{}` ({maybe}{})", field.name, means.join(", "))
        });
        page += &format!("| `{row}` | {means} | {} |\n", fields.collect::<Vec<_>>().join(", "));
    }
    page
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
        for table in TABLES.iter() {
            assert!(rows.iter().any(|row| row["row"] == table.row), "`{}` is not tried", table.row);
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
}
