//! Draws the list and what is known about the row under the cursor.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Browse;
use super::rows::Row;
use crate::tui::screens::{below, column};
use crate::tui::theme::Look;
use crate::tui::widgets::prose::{columns, cut};
use crate::tui::widgets::{Sheet, panel, prose};
use crate::tui::words;
use crate::tui::zones::Zones;

/// From this width on, details stand beside the list.
const WIDE: u16 = 110;
/// From this height on, details stand below the list.
const TALL: u16 = 18;

impl Browse {
    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, look: &Look, zones: &mut Zones) {
        let area = column(area, 190);
        let note =
            format!("{} of {} {} {}", self.shown.len(), self.rows.len(), look.glyphs.dot, self.filter.name());
        let head = panel::heading("Browse", &note, area.width, look);
        frame.render_widget(head, Rect { height: area.height.min(1), ..area });
        let mut rest = below(area, 1);
        if area.height > 6 || self.is_searching {
            self.draw_search(frame, Rect { height: rest.height.min(1), ..rest }, look);
            rest = below(rest, 1);
        }
        let (list, details) = if area.width >= WIDE {
            let width = rest.width * 11 / 20;
            (Rect { width, ..rest }, Rect { x: rest.x + width + 3, width: rest.width - width - 3, ..rest })
        } else if area.height >= TALL {
            let height = rest.height * 11 / 20;
            (Rect { height, ..rest }, below(rest, height + 1))
        } else if self.answer {
            (Rect { height: 0, ..rest }, rest)
        } else {
            (rest, Rect { height: 0, ..rest })
        };
        let rows = self.list(list.width, list.height, look);
        rows.draw(frame, list, look, zones);
        if let Some(row) = self.row() {
            let sheet = Sheet::fitting(details, |width| self.details(row, width, look));
            sheet.draw_from(0, frame, details, look, zones);
        }
    }

    fn draw_search(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let theme = &look.theme;
        let (text, caret) = self.search.window(usize::from(area.width.saturating_sub(9)), look);
        let line = if text.is_empty() && !self.is_searching {
            Line::styled(format!("/ searches {} {}", look.glyphs.dot, self.sort.name()), theme.dim)
        } else {
            Line::from(vec![Span::styled("search ", theme.dim), Span::styled(text, theme.accent)])
        };
        frame.render_widget(line, area);
        if self.is_searching && area.width > 8 {
            frame.set_cursor_position((area.x + 7 + caret as u16, area.y));
        }
    }

    /// Only the rows that are in the room: a library may have a hundred thousand.
    fn list(&self, width: u16, height: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        if self.shown.is_empty() {
            sheet.push(Line::styled("Nothing fits. f changes the filter, / the search.", look.theme.dim));
            return sheet;
        }
        let height = usize::from(height).max(1);
        let first =
            (self.at + 1).saturating_sub(height.div_ceil(2)).min(self.shown.len().saturating_sub(height));
        for (place, &row) in self.shown.iter().enumerate().skip(first).take(height) {
            sheet.push(row_line(&self.rows[row], place == self.at, usize::from(width), look));
        }
        sheet
    }

    fn details(&self, row: &Row, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let theme = &look.theme;
        sheet.push(panel::ruled(&row.deck, row.kind, width, look));
        sheet.prose(&row.prompt, width, look, theme.text);
        sheet.gap();
        if self.answer {
            let body = prose::sentence(&row.answer, usize::from(width).saturating_sub(2), theme.right);
            sheet.hang(vec![Span::styled(format!("{} ", look.glyphs.arrow), theme.right)], body);
            if let Some(explain) = &row.explain {
                sheet.prose(explain, width, look, theme.text);
            }
        } else {
            sheet.push(Line::styled("enter shows the answer", theme.dim));
        }
        sheet.gap();
        for fact in facts(row) {
            prose::sentence(&fact, usize::from(width), theme.dim)
                .into_iter()
                .for_each(|line| sheet.push(line));
        }
        sheet
    }
}

fn row_line(row: &Row, is_here: bool, width: usize, look: &Look) -> Line<'static> {
    let theme = &look.theme;
    let state = state(row);
    let state_room = if width >= 40 { 12 } else { 0 };
    let room = width.saturating_sub(2 + state_room);
    let text = cut(&row.line, room);
    let mut spans = vec![
        Span::styled(
            if is_here { format!("{} ", look.glyphs.cursor) } else { "  ".to_owned() },
            theme.accent,
        ),
        Span::styled(text.to_owned(), if is_here { theme.selected } else { theme.text }),
    ];
    if state_room > 0 {
        spans.push(Span::raw(" ".repeat(room - columns(text))));
        spans.push(Span::styled(format!("{state:>12}"), if row.is_due { theme.accent } else { theme.dim }));
    }
    Line::from(spans)
}

fn state(row: &Row) -> String {
    match row.memory {
        _ if row.is_suspended || row.is_suspended_by_author => "suspended".to_owned(),
        _ if row.is_flagged => "marked".to_owned(),
        None => "new".to_owned(),
        Some(memory) => words::day(memory.due, row.today),
    }
}

fn facts(row: &Row) -> Vec<String> {
    let memory = row.memory.map_or_else(
        || "new: never asked".to_owned(),
        |memory| {
            format!(
                "due {}, recall {:.0} %, stability {}, difficulty {:.1}, {}, {}",
                words::day(memory.due, row.today),
                100.0 * row.recall,
                words::days(memory.stability.round() as u32),
                memory.difficulty,
                words::count(memory.reps as usize, "review"),
                words::count(memory.lapses as usize, "lapse"),
            )
        },
    );
    let mut facts = vec![memory, row.key.to_string()];
    if !row.tags.is_empty() {
        facts.push(row.tags.join(", "));
    }
    facts
}
