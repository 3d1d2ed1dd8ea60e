//! The tables of a file, for generators that draw rows of them.

use std::collections::HashMap;

use toml::de::{DeTable, DeValue};

use crate::source::{Fields, FileId, Span, Value};

/// The tables of one file. Each is read when it is first asked for.
#[derive(Debug)]
pub(in crate::deck) struct Tables<'a> {
    root: &'a DeTable<'a>,
    file: FileId,
    known: HashMap<String, Option<Rows>>,
}

/// The rows of a table, column by column.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    pub(super) columns: Vec<String>,
    pub(super) cells: Vec<Vec<String>>,
}

impl<'a> Tables<'a> {
    pub(in crate::deck) fn of(root: &'a DeTable<'a>, file: FileId) -> Self {
        Self { root, file, known: HashMap::new() }
    }

    /// The rows of the table of that name, those that can be used.
    pub(super) fn rows(&mut self, name: &str) -> Option<&Rows> {
        if !self.known.contains_key(name) {
            let rows = self.tables().find(|fields| is_called(fields, name)).map(|fields| read(&fields));
            self.known.insert(name.to_owned(), rows);
        }
        self.known.get(name)?.as_ref()
    }

    /// The names of all tables.
    pub(super) fn names(&self) -> Vec<String> {
        self.tables().filter_map(|fields| Some(fields.peek("id")?.text()?.value)).collect()
    }

    fn tables(&self) -> impl Iterator<Item = Fields<'a>> + use<'a> {
        let file = self.file;
        let tables = match self.root.get("table").map(toml::Spanned::get_ref) {
            Some(DeValue::Array(tables)) => tables.iter().collect(),
            _ => Vec::new(),
        };
        tables.into_iter().filter_map(move |table| {
            let span = Span::new(file, table.span());
            table.get_ref().as_table().map(|table| Fields::new(table, span, "table"))
        })
    }
}

fn is_called(fields: &Fields<'_>, name: &str) -> bool {
    fields.peek("id").and_then(|id| id.text()).is_some_and(|id| id.value == name)
}

/// What is wrong with a table is told where it is read for its own cards.
fn read(fields: &Fields<'_>) -> Rows {
    let columns = fields.peek("columns").and_then(|columns| texts(&columns)).unwrap_or_default();
    let rows = fields.peek("rows").and_then(|rows| rows.list()).unwrap_or_default();
    let cells = rows.iter().filter_map(texts).filter(|cells| cells.len() == columns.len()).collect();
    Rows { columns, cells }
}

/// The texts of a list, without blanks around them; `None` where `value` is no list of texts.
fn texts(value: &Value<'_>) -> Option<Vec<String>> {
    value.list()?.iter().map(|item| Some(item.text()?.value.trim().to_owned())).collect()
}
