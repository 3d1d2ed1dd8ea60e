//! The tables of the log, column by column: what is stored, and what devices exchange of it.

use std::sync::LazyLock;

use rusqlite::types::ValueRef;

use super::columns;
use super::shapes::Shape;

/// A column of a table, and the field of JSON that devices exchange it in.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name in JSON.
    pub name: &'static str,
    /// Its name in the table.
    pub(super) column: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// What it means.
    pub means: &'static str,
    /// Whether each row has it.
    pub is_needed: bool,
}

impl Field {
    /// A field that each row has.
    pub const fn always(name: &'static str, shape: Shape, means: &'static str) -> Self {
        Self { name, column: name, shape, means, is_needed: true }
    }

    /// A field that a row may go without.
    pub(super) const fn maybe(name: &'static str, shape: Shape, means: &'static str) -> Self {
        Self { is_needed: false, ..Self::always(name, shape, means) }
    }

    /// Whether the column can hold what is stored there.
    pub(super) fn holds(self, stored: ValueRef<'_>) -> bool {
        match stored {
            ValueRef::Null => !self.is_needed,
            stored => self.shape.holds(stored),
        }
    }

    /// The same in a column that has another name.
    pub(super) const fn in_column(self, column: &'static str) -> Self {
        Self { column, ..self }
    }
}

/// A table, or a part of one whose rows are alike.
#[derive(Debug)]
pub struct Table {
    /// What its rows are called in JSON.
    pub row: &'static str,
    /// What a row says.
    pub means: &'static str,
    /// What stands in a row, its `id` first.
    pub fields: Vec<Field>,
    pub(super) name: &'static str,
    /// Which rows of the table it is about, and in which order they lie on disk.
    which: &'static str,
    /// A column that has the same value in all rows that this version writes. It is not exchanged.
    constant: Option<(&'static str, &'static str)>,
}

const ID: Field = Field::always("id", Shape::Id, "its name, the same on all devices");
const AT: Field = Field::always("at", Shape::Time, "when it was stored").in_column("at_ms");
const DEVICE: Field = Field::always("device", Shape::Device, "the device that stored it");
const QUESTION: Field = Field::always("key", Shape::Question, "the question").in_column("question");

/// What may have been decided about a question, but for putting it off.
const DECIDED: Shape = Shape::OneOf(&["suspend", "flag", "carry"]);

/// All tables of the log. **A new one has its row here; a column of the reviews has it in `store/columns.rs`.**
pub static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    vec![
        Table::new(
            "parameters",
            "parameters",
            "what a fit of the schedule came to",
            &[
                DEVICE,
                Field::always("model", Shape::Text, "the model of memory"),
                Field::always("value", Shape::Text, "a JSON list of numbers"),
                AT,
            ],
        ),
        Table::new(
            "choice",
            "choice",
            "what was chosen: settings that move the schedule, the date of an exam, what is studied",
            &[
                DEVICE,
                Field::always("subject", Shape::Text, "the deck, the exam, the learner or the schedule"),
                Field::always("what", Shape::Text, "which of its settings"),
                Field::maybe("value", Shape::Text, "without it, as if it had not been chosen"),
                AT,
            ],
        ),
        Table::new(
            "decision",
            "decision",
            "what was decided about a question",
            &[
                QUESTION,
                Field::always("decision", DECIDED, "which").in_column("sort"),
                Field::always("value", Shape::Text, "`yes` or `no`, or the key that it has from now on"),
                AT,
            ],
        )
        .only("WHERE sort <> 'bury' ORDER BY id"),
        Table::new(
            "decision",
            "decision",
            "until when a question was put off",
            &[
                QUESTION,
                Field::always("decision", Shape::OneOf(&["bury"]), "this one").in_column("sort"),
                Field::maybe("value", Shape::Day, "the day before which it does not come"),
                AT,
            ],
        )
        .only("WHERE sort = 'bury' ORDER BY id"),
        Table::new(
            "mark",
            "mark",
            "a review that counts no more, or counts again",
            &[
                Field::always("review", Shape::Id, "the review"),
                Field::always("retracted", Shape::Flag, "whether it was taken back"),
                AT,
            ],
        ),
        Table::new(
            "redating",
            "move",
            "a review that counts as given at another time",
            &[
                Field::always("review", Shape::Id, "the review"),
                Field::always("at", Shape::Time, "when it counts as given").in_column("at_ms"),
                Field::always("made", Shape::Time, "when this was stored").in_column("made_ms"),
            ],
        ),
        Table::new(
            "sitting",
            "sitting",
            "a quiz",
            &[
                Field::always("at", Shape::Time, "when it began").in_column("at_ms"),
                Field::always("offset_s", Shape::Offset, "of the zone it began in, in seconds"),
                DEVICE,
                Field::always("paper", Shape::Text, "its questions, a JSON object"),
                Field::always("terms", Shape::Text, "how it is sat, a JSON object"),
            ],
        ),
        Table::new(
            "step",
            "step",
            "what was done in a quiz",
            &[
                Field::always("sitting", Shape::Id, "the quiz"),
                AT,
                Field::always("used_ms", Shape::Whole, "how much of its time was used, in milliseconds"),
                Field::always("act", Shape::Text, "what was done, a JSON value"),
            ],
        ),
        Table::of_reviews(),
    ]
});

impl Table {
    /// The table of the reviews.
    pub(super) fn of_reviews() -> Self {
        Self {
            which: "ORDER BY at_ms, id",
            constant: Some(("model", columns::MODEL)),
            ..Self::new("review", "review", "an answer, and how it was rated", &columns::fields())
        }
    }

    fn new(name: &'static str, row: &'static str, means: &'static str, fields: &[Field]) -> Self {
        let fields = [&[ID], fields].concat();
        Self { row, means, fields, name, which: "ORDER BY id", constant: None }
    }

    fn only(self, which: &'static str) -> Self {
        Self { which, ..self }
    }

    /// The columns of the fields, in their order.
    pub(super) fn columns(&self) -> String {
        self.fields.iter().map(|field| field.column).collect::<Vec<_>>().join(", ")
    }

    /// The query for its rows, always in the same order.
    pub(super) fn select(&self) -> String {
        format!("SELECT {} FROM main.{} {}", self.columns(), self.name, self.which)
    }

    /// Adds a row of the values of its fields, if none of that name is there.
    pub(super) fn insert(&self) -> String {
        let places = vec!["?"; self.fields.len()].join(", ");
        let (column, value) = self
            .constant
            .map(|(column, value)| (format!(", {column}"), format!(", '{value}'")))
            .unwrap_or_default();
        let Self { name, .. } = self;
        format!(
            "INSERT INTO {name} ({}{column}) VALUES ({places}{value}) ON CONFLICT DO NOTHING",
            self.columns()
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::store::Store;

    #[test]
    fn every_column_of_every_table_whose_rows_have_an_id_is_here() {
        let store = Store::in_memory(1).unwrap();
        let sql = "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table'";
        let mut statement = store.connection.prepare(sql).unwrap();
        let there = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let there: BTreeSet<(String, String)> = there.map(Result::unwrap).collect();
        let has_id = |table: &str| there.contains(&(table.to_owned(), "id".to_owned()));
        let log: BTreeSet<_> = there.iter().filter(|(table, _)| has_id(table)).cloned().collect();
        let known = TABLES.iter().flat_map(|table| {
            let columns = table.fields.iter().map(|field| field.column);
            let columns = columns.chain(table.constant.map(|(column, _)| column));
            columns.map(|column| (table.name.to_owned(), column.to_owned()))
        });
        assert_eq!(log, known.collect());
    }
}
