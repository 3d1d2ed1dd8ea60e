//! Splits delimited text into rows and fields.

use super::super::LONGEST;

/// How fields and rows are told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marks {
    /// Between two fields.
    pub(super) field: String,
    /// Between two rows.
    pub(super) row: String,
    /// Whether quotes hold a field together.
    pub(super) quotes: bool,
    /// Whether a row has two fields, parted by the first separator in it.
    pub(super) is_paired: bool,
}

/// One row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Its first line, from 1.
    pub(super) line: usize,
    /// Its fields, without their quotes; `None` when it is too long to be a card.
    pub(super) fields: Option<Vec<String>>,
    /// Whether a quote in it is never closed, and was taken for a letter.
    pub(super) is_open: bool,
    /// Whether it begins with `#`, and that not in quotes.
    pub(super) is_comment: bool,
}

/// The rows of a text.
#[derive(Clone)]
pub(super) struct Rows<'a> {
    rest: &'a str,
    line: usize,
    marks: &'a Marks,
    /// Quotes that were never closed; a text with many of them has no quoted fields.
    open: usize,
}

/// Unclosed quotes from which on quotes are letters.
const MOST_OPEN: usize = 100;

impl<'a> Rows<'a> {
    /// The rows of `text`, which begins at `line` of its file.
    pub(super) fn new(text: &'a str, line: usize, marks: &'a Marks) -> Self {
        Self { rest: text, line, marks, open: 0 }
    }

    /// The content of the quoted field at `at`, and where it ends.
    fn quoted(&self, at: usize) -> Option<(String, usize)> {
        let text = &self.rest[..self.rest.floor_char_boundary(at + LONGEST)];
        let mut content = String::new();
        let mut from = at + 1;
        loop {
            let quote = from + text[from..].find('"')?;
            content.push_str(&text[from..quote]);
            let after = &text[quote + 1..];
            if after.starts_with('"') {
                content.push('"');
                from = quote + 2;
            } else if after.is_empty() && text.len() < self.rest.len() {
                return None;
            } else if after.is_empty()
                || after.starts_with(&self.marks.field)
                || after.starts_with(&self.marks.row)
            {
                return Some((content, quote + 1));
            } else {
                // A quote in the middle of a field is a letter.
                content.push('"');
                from = quote + 1;
            }
        }
    }

    fn end_from(&self, at: usize) -> usize {
        self.rest[at..].find(&self.marks.row).map_or(self.rest.len(), |end| at + end)
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        if self.rest.is_empty() {
            return None;
        }
        let (mut fields, mut at, mut is_open) = (Vec::new(), 0, false);
        let mut end = self.end_from(0);
        loop {
            let is_quoted = self.marks.quotes && self.open < MOST_OPEN && self.rest[at..].starts_with('"');
            let quoted = if is_quoted { self.quoted(at) } else { None };
            if is_quoted && quoted.is_none() {
                self.open += 1;
                is_open = true;
            }
            if let Some((content, after)) = quoted {
                fields.push(content);
                at = after;
                if at > end {
                    end = self.end_from(at);
                }
            } else {
                let is_last = self.marks.is_paired && !fields.is_empty();
                let next = if is_last { None } else { self.rest[at..end].find(&self.marks.field) };
                let field_end = next.map_or(end, |found| at + found);
                if end - at <= LONGEST {
                    fields.push(self.rest[at..field_end].to_owned());
                }
                at = field_end;
            }
            if at >= end || end - at > LONGEST || !self.rest[at..].starts_with(&self.marks.field) {
                break;
            }
            at += self.marks.field.len();
        }
        let (row, line) = (&self.rest[..end], self.line);
        self.line += row.matches('\n').count() + self.marks.row.matches('\n').count();
        self.rest = self.rest.get(end + self.marks.row.len()..).unwrap_or("");
        let is_comment = row.starts_with('#');
        Some(Row { line, fields: (row.len() <= LONGEST).then_some(fields), is_open, is_comment })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, field: &str, row: &str, quotes: bool) -> Vec<(usize, Vec<String>)> {
        let marks = Marks { field: field.into(), row: row.into(), quotes, is_paired: false };
        Rows::new(text, 1, &marks).map(|row| (row.line, row.fields.unwrap())).collect()
    }

    #[test]
    fn quotes_hold_lines_separators_and_quotes_together() {
        assert_eq!(
            rows("a;\"b;\"\"c\"\"\nd\"\n\"e\";f\n", ";", "\n", true),
            [(1, vec!["a".to_owned(), "b;\"c\"\nd".to_owned()]), (3, vec!["e".to_owned(), "f".to_owned()])]
        );
    }

    #[test]
    fn separators_may_be_words() {
        assert_eq!(
            rows("a - b\nc;;\"d\" - e", " - ", ";;", false),
            [(1, vec!["a".to_owned(), "b\nc".to_owned()]), (2, vec!["\"d\"".to_owned(), "e".to_owned()])]
        );
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_no_neighbour() {
        let found = rows("\"a\tb\nc\td\n", "\t", "\n", true);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].1, ["\"a", "b"]);
        let found = rows("a \"b\" c\td", "\t", "\n", true);
        assert_eq!(found[0].1, ["a \"b\" c", "d"]);
    }

    #[test]
    fn a_giant_row_is_passed_over() {
        let text = format!("a\tb\n{}\n\"{}\nc\td\n", "x\t".repeat(LONGEST), "y".repeat(3 * LONGEST));
        let marks = Marks { field: "\t".into(), row: "\n".into(), quotes: true, is_paired: false };
        let read: Vec<_> = Rows::new(&text, 1, &marks).collect();
        assert_eq!(
            read.iter().map(|row| row.fields.is_some()).collect::<Vec<_>>(),
            [true, false, false, true]
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_split(text in "([\"\t\n]|[a-zä])*") {
            let marks = Marks { field: "\t".into(), row: "\n".into(), quotes: true, is_paired: false };
            proptest::prop_assert!(Rows::new(&text, 1, &marks).count() <= text.len());
        }
    }
}
