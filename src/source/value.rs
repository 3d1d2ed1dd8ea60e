//! A value of a TOML file while it is read.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Fields, FileId, Located, Span, clean, cost};

/// A value of the file, with its place.
#[derive(Debug, Clone, Copy)]
pub struct Value<'a> {
    pub(super) value: &'a Spanned<DeValue<'a>>,
    pub(super) file: FileId,
    pub(super) row: Row<'a>,
}

/// The columns of a table, found by their names.
#[derive(Debug, Default)]
pub struct Columns {
    names: Vec<String>,
    places: HashMap<String, usize>,
}

/// A row of a table: its cells, and the columns they stand in.
#[derive(Debug, Clone, Copy, Default)]
pub struct Row<'a> {
    columns: Option<&'a Columns>,
    cells: &'a [String],
}

impl Columns {
    /// These columns. Of two with one name the first counts.
    pub fn new(names: Vec<String>) -> Self {
        let mut places = HashMap::new();
        for (place, name) in names.iter().enumerate() {
            places.entry(name.clone()).or_insert(place);
        }
        Self { names, places }
    }

    /// The names, from left to right.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Which column has that name.
    pub fn place(&self, name: &str) -> Option<usize> {
        cost::count(1);
        self.places.get(name).copied()
    }

    /// A row with these cells, one for each column.
    pub const fn row<'a>(&'a self, cells: &'a [String]) -> Row<'a> {
        Row { columns: Some(self), cells }
    }
}

impl<'a> Row<'a> {
    /// What stands in the column of that name.
    pub fn cell(&self, column: &str) -> Option<&'a str> {
        self.cells.get(self.columns?.place(column)?).map(String::as_str)
    }
}

impl<'a> Value<'a> {
    /// Where it stands.
    pub fn span(&self) -> Span {
        Span::new(self.file, self.value.span())
    }

    /// The text, cleaned and with the row's cells filled in; a number as it is written. `None` for anything else.
    pub fn text(&self) -> Option<Located<String>> {
        let text = match self.value.get_ref() {
            DeValue::String(text) => self.fill(&clean(text)),
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().replace('_', ""),
            DeValue::Float(number) => number.as_str().replace('_', ""),
            _ => return None,
        };
        Some(Located { value: text, span: self.span() })
    }

    /// The text, cleaned and with the row's cells filled in as `cell` writes them. `None` for anything else.
    pub fn text_with(&self, cell: impl Fn(&str) -> String) -> Option<Located<String>> {
        let text = clean(self.value.get_ref().as_str()?);
        let value = filled(&text, self.row, |out, text| out.push_str(&cell(text)));
        Some(Located { value, span: self.span() })
    }

    /// The text without any cell filled in: for templates that are filled with other rows.
    pub fn unfilled(&self) -> Option<String> {
        self.value.get_ref().as_str().map(|text| clean(text).into_owned())
    }

    /// Where `range` of its text stands; the value itself where the file writes its text otherwise.
    pub fn part(&self, range: Range<usize>) -> Span {
        let whole = self.span();
        let DeValue::String(Cow::Borrowed(text)) = self.value.get_ref() else { return whole };
        let (inside, around) = (clean(text), whole.range.len().saturating_sub(text.len()));
        // The quotes, and a line break that follows three of them.
        let quotes = match around {
            2 => 1,
            6.. => around - 3,
            _ => return whole,
        };
        if inside != *text || range.end > text.len() {
            return whole;
        }
        let start = whole.range.start + quotes;
        Span::new(self.file, start + range.start..start + range.end)
    }

    /// The whole number, if it is one that fits 64 bits.
    pub fn integer(&self) -> Option<i64> {
        match self.value.get_ref() {
            DeValue::Integer(number) => {
                i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
            }
            _ => None,
        }
    }

    /// The number, if it is one and finite.
    pub fn number(&self) -> Option<f64> {
        match self.value.get_ref() {
            DeValue::Float(number) => {
                number.as_str().replace('_', "").parse().ok().filter(|n: &f64| n.is_finite())
            }
            _ => self.integer().map(|number| number as f64),
        }
    }

    /// `true` or `false`, if it is one.
    pub fn boolean(&self) -> Option<bool> {
        self.value.get_ref().as_bool()
    }

    /// The items, if it is a list.
    pub fn list(&self) -> Option<Vec<Self>> {
        let items = self.value.get_ref().as_array()?;
        Some(items.iter().map(|value| Self { value, ..*self }).collect())
    }

    /// The table, if it is one: its keys with their values, in the order they are written.
    pub fn table(&self) -> Option<&'a DeTable<'a>> {
        self.value.get_ref().as_table()
    }

    /// The table as a cursor of its own, if it is one; `what` names it in messages.
    pub fn fields(&self, what: &'static str) -> Option<Fields<'a>> {
        Some(Fields::new(self.table()?, self.span(), what).with_row(self.row))
    }

    /// A member of this value, with its place: for walking tables whose keys are the author's own.
    #[must_use]
    pub fn member(&self, value: &'a Spanned<DeValue<'a>>) -> Self {
        Self { value, ..*self }
    }

    /// What sort of value it is, in words.
    pub fn sort(&self) -> &'static str {
        match self.value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "`true` or `false`",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        }
    }

    /// `text` with every `{column}` replaced by the row's cell.
    pub fn fill(&self, text: &str) -> String {
        fill(text, self.row)
    }
}

/// `text` with every `{column}` replaced by the cell of `row`. One pass: cells that hold braces are not filled again.
pub fn fill(text: &str, row: Row<'_>) -> String {
    filled(text, row, String::push_str)
}

/// `text` with every `{column}` replaced by what `push` adds for the cell of `row`.
fn filled(text: &str, row: Row<'_>, push: impl Fn(&mut String, &str)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (open, name) in braces(text) {
        if let Some(cell) = row.cell(name) {
            out.push_str(&text[done..open]);
            push(&mut out, cell);
            done = open + name.len() + 2;
        }
    }
    out.push_str(&text[done..]);
    cost::count(out.len());
    out
}

/// The names in single braces.
pub fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    braces(text).map(|(_, name)| name).filter(|name| !name.is_empty())
}

/// What stands between a brace and the next, where that closes it; and where the first one stands.
fn braces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('{').filter_map(|(open, _)| {
        let inside = &text[open + 1..];
        let end = inside.find(['{', '}'])?;
        inside[end..].starts_with('}').then_some((open, &inside[..end]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_filled_in_once() {
        let columns = Columns::new(["a", "b", "a"].map(str::to_owned).to_vec());
        let cells = ["{b}", "x", "y"].map(str::to_owned);
        assert_eq!(fill("{a} {b} {{{b}}} {c} {", columns.row(&cells)), "{b} x {{x}} {c} {");
        assert_eq!(fill("{a} {b}", Row::default()), "{a} {b}");
    }
}
