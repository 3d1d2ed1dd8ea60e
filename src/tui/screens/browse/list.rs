//! The rows of the list as they are drawn: the question on one line, and as many columns beside it as there is room for.

use jiff::civil::Date;
use ratatui::text::{Line, Span};

use super::rows::{Row, Rows};
use crate::tui::theme::Look;
use crate::tui::widgets::prose::{columns, filled};
use crate::words;

/// A column beside the question.
struct Column {
    head: &'static str,
    /// Columns of the terminal, the gap before it included.
    room: usize,
    /// The list is at least so wide where it is shown.
    from: usize,
    text: fn(&Rows, &Row) -> String,
}

/// From left to right.
const COLUMNS: &[Column] = &[
    Column { head: "firm", room: 9, from: 58, text: firm },
    Column { head: "recall", room: 8, from: 90, text: recall },
    Column { head: "lapses", room: 8, from: 60, text: lapses },
    Column { head: "asked", room: 13, from: 90, text: asked },
    Column { head: "due", room: 12, from: 40, text: state },
];

/// The width from which on the columns have names.
pub(super) const NAMED: usize = 58;

/// The names of the columns.
pub(super) fn head(width: usize, look: &Look) -> Line<'static> {
    let shown = || COLUMNS.iter().filter(|column| column.from <= width);
    let room: usize = shown().map(|column| column.room).sum();
    let names: Vec<_> = shown().map(|column| format!("{:>1$}", column.head, column.room)).collect();
    let lead = "  question";
    let gap = width.saturating_sub(room + columns(lead));
    Line::styled(format!("{lead}{}{}", " ".repeat(gap), names.concat()), look.theme.dim)
}

/// One row; `sign` stands before the question where some are selected.
pub(super) fn line(
    rows: &Rows,
    row: &Row,
    is_here: bool,
    sign: &'static str,
    width: usize,
    look: &Look,
) -> Line<'static> {
    let theme = &look.theme;
    let shown = || COLUMNS.iter().filter(|column| column.from <= width);
    let beside: usize = shown().map(|column| column.room).sum();
    let picked = if sign.is_empty() { String::new() } else { format!("{sign} ") };
    let lead = if row.is_flagged { format!("{picked}{} ", look.glyphs.flag) } else { picked };
    let room = width.saturating_sub(2 + columns(&lead) + beside);
    let mut spans = vec![
        Span::styled(format!("{} ", look.cursor(is_here)), theme.accent),
        Span::styled(lead, theme.accent),
        Span::styled(filled(&rows.prompt(row).line(), room, look), look.row(is_here)),
    ];
    for column in shown() {
        let is_pressing = column.head == "due" && row.is_due;
        let style = if is_pressing { theme.accent } else { theme.dim };
        spans.push(Span::styled(format!("{:>1$}", (column.text)(rows, row), column.room), style));
    }
    Line::from(spans)
}

fn firm(_: &Rows, row: &Row) -> String {
    row.memory.map_or_else(String::new, |memory| words::stability(memory.stability))
}

fn recall(rows: &Rows, row: &Row) -> String {
    rows.recall(row).map_or_else(String::new, words::percent)
}

fn lapses(_: &Rows, row: &Row) -> String {
    row.memory.map_or_else(String::new, |memory| memory.lapses.to_string())
}

fn asked(rows: &Rows, row: &Row) -> String {
    row.memory.map_or_else(String::new, |memory| words::short_date(memory.last_day, rows.today))
}

fn state(rows: &Rows, row: &Row) -> String {
    let today: Date = rows.today;
    match row.memory {
        _ if row.suspended.is_some() => "suspended".to_owned(),
        // It comes tomorrow, whenever it was due.
        _ if row.is_put_off => "put off 1 d".to_owned(),
        None => "new".to_owned(),
        Some(memory) => words::day(memory.due, today),
    }
}
