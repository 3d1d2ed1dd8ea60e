//! Columns of text for people.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::out::Out;

/// Rows under headings. A heading that begins with `>` stands to the right of its column.
pub(super) struct Table {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new(headings: &[impl AsRef<str>]) -> Self {
        Self {
            headings: headings.iter().map(|heading| heading.as_ref().to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    pub(super) fn write(&self, out: &mut Out) -> io::Result<()> {
        let headings: Vec<String> =
            self.headings.iter().map(|heading| heading.trim_start_matches('>').to_owned()).collect();
        let mut widths: Vec<usize> = headings.iter().map(|heading| heading.width()).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width());
            }
        }
        for row in std::iter::once(&headings).chain(&self.rows) {
            let mut line = String::new();
            for ((cell, width), heading) in row.iter().zip(&widths).zip(&self.headings) {
                let gap = " ".repeat(width.saturating_sub(cell.width()));
                let (before, after) =
                    if heading.starts_with('>') { (gap, String::new()) } else { (String::new(), gap) };
                line.extend([&before, cell, &after, "  "]);
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}
