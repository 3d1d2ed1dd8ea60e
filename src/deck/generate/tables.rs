//! The tables of a file, for generators that draw rows of them.

use std::collections::{HashMap, HashSet};

use toml::de::{DeTable, DeValue};

use crate::source::{Fields, FileId, Span, Value};

/// The tables of one file. Each is read when it is first asked for.
#[derive(Debug)]
pub(in crate::deck) struct Tables<'a> {
    root: &'a DeTable<'a>,
    file: FileId,
    known: HashMap<String, Option<Rows>>,
    drawn: HashSet<String>,
}

/// The rows of a table, column by column.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    pub(super) columns: Vec<String>,
    pub(super) cells: Vec<Vec<String>>,
}

impl<'a> Tables<'a> {
    pub(in crate::deck) fn of(root: &'a DeTable<'a>, file: FileId) -> Self {
        let generators = items(root, "generate", file, "generator");
        let draws = generators.filter_map(|fields| fields.peek("draw"));
        let names = draws.flat_map(|draw| {
            let sources = draw.table().into_iter().flat_map(|table| table.values());
            let named = |source| Some(draw.member(source).fields("draw")?.peek("table")?.text()?.value);
            sources.filter_map(named).collect::<Vec<_>>()
        });
        Self { root, file, known: HashMap::new(), drawn: names.collect() }
    }

    /// Whether a generator draws rows of the table in `fields`.
    pub(in crate::deck) fn draws(&self, fields: &Fields<'_>) -> bool {
        fields.peek("id").and_then(|id| id.text()).is_some_and(|id| self.drawn.contains(&id.value))
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
        items(self.root, "table", self.file, "table")
    }
}

/// The tables of the file that stand under `[[key]]`; `what` is what one is called.
fn items<'a>(
    root: &'a DeTable<'a>,
    key: &str,
    file: FileId,
    what: &'static str,
) -> impl Iterator<Item = Fields<'a>> + use<'a> {
    let items = match root.get(key).map(toml::Spanned::get_ref) {
        Some(DeValue::Array(items)) => items.iter().collect(),
        _ => Vec::new(),
    };
    items.into_iter().filter_map(move |item| {
        let span = Span::new(file, item.span());
        item.get_ref().as_table().map(|table| Fields::new(table, span, what))
    })
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
