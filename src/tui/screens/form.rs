//! A row of a form: what it is about, and beside that what is typed or chosen.

use ratatui::text::{Line, Span};

use crate::tui::theme::Look;
use crate::tui::widgets::Sheet;

/// Below this width, a label stands above its line.
pub(super) const NARROW: u16 = 40;

/// Adds a row to `sheet`, whose label takes so many columns. `value` lays out in a room of columns what stands beside it, and
/// says at which of its rows and columns the terminal's cursor is.
pub(super) fn push_row(
    (label, columns): (&'static str, usize),
    is_here: bool,
    width: u16,
    look: &Look,
    sheet: &mut Sheet,
    value: impl FnOnce(usize) -> (Vec<Line<'static>>, Option<(usize, usize)>),
) {
    let style = if is_here { look.theme.selected } else { look.theme.dim };
    let first = usize::from(sheet.height());
    let mut lead = vec![Span::styled(format!("{} ", look.cursor(is_here)), look.theme.accent)];
    let mut indent = 2 + columns;
    if width < NARROW {
        lead.push(Span::styled(label, style));
        sheet.push(std::mem::replace(&mut lead, vec![Span::raw("  ")]));
        indent = 2;
    } else {
        lead.push(Span::styled(format!("{label:columns$}"), style));
    }
    let (lines, caret) = value(usize::from(width).saturating_sub(indent).max(1));
    let rows = sheet.hang(lead, lines);
    if is_here {
        sheet.focus(first..rows.end);
        if let Some((row, column)) = caret {
            sheet.caret(rows.start + row, indent + column);
        }
    }
}
