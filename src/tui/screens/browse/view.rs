//! Draws the list and what is known about the row under the cursor.

use jiff::civil::Date;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Browse;
use super::rows::{Row, Rows};
use crate::tui::screens::{below, column};
use crate::tui::theme::Look;
use crate::tui::widgets::prose::{clipped, columns};
use crate::tui::widgets::{Sheet, panel};
use crate::tui::zones::Zones;
use crate::words;

/// From this width on, details stand beside the list.
const WIDE: u16 = 110;
/// From this height on, details stand below the list.
const TALL: u16 = 18;
/// What stands before the words that are searched for.
const SEARCH: &str = "search ";
/// What can be searched for.
const SYNTAX: &str = "words  \"two words\"  -word  deck:  tag:  kind:  is:due  due:<7  lapses:>3";

/// What stands where.
struct Layout {
    head: Rect,
    search: Rect,
    list: Rect,
    details: Rect,
}

impl Browse {
    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, look: &Look, zones: &mut Zones) {
        let Layout { head, search, list, details } = self.layout(area);
        let note = if self.shown.len() == self.rows.len() {
            words::count(self.rows.len(), "question")
        } else {
            format!("{} of {}", self.shown.len(), self.rows.len())
        };
        frame.render_widget(panel::heading("Browse", &note, head.width, look), head);
        if search.height > 0 {
            self.draw_search(frame, Rect { height: 1, ..search }, look);
        }
        if search.height > 1 {
            let style = if self.query.mistakes.is_empty() { look.theme.dim } else { look.theme.close };
            let advice = clipped(&self.advice(), usize::from(search.width), look);
            frame.render_widget(Line::styled(advice, style), below(search, 1));
        }
        self.list(list.width, list.height, look).draw(frame, list, look, zones);
        if let Some(row) = self.row() {
            let sheet = Sheet::fitting(details, |width| self.details(row, width, look));
            sheet.draw_from(self.scroll, frame, details, look, zones);
        }
    }

    /// The scroll at which the last line about the row under the cursor is shown.
    pub(super) fn last_scroll(&self, area: Rect) -> usize {
        let (Some(row), Layout { details, .. }) = (self.row(), self.layout(area)) else { return 0 };
        // All looks take the same room.
        let sheet = Sheet::fitting(details, |width| self.details(row, width, &Look::plain()));
        usize::from(sheet.height().saturating_sub(details.height))
    }

    fn layout(&self, area: Rect) -> Layout {
        let area = column(area, 190);
        let head = Rect { height: area.height.min(1), ..area };
        let mut rest = below(area, 1);
        let rows = u16::from(area.height > 6 || self.is_searching) + u16::from(self.has_advice(area));
        let rows = rows.min(rest.height);
        let search = Rect { height: rows, ..rest };
        rest = below(rest, rows);
        // The last row stays free above the keys.
        rest.height -= u16::from(area.height >= TALL);
        let (list, details) = if area.width >= WIDE {
            let width = rest.width * 11 / 20;
            (Rect { width, ..rest }, Rect { x: rest.x + width + 3, width: rest.width - width - 3, ..rest })
        } else if area.height >= TALL {
            // An answer may be long; a list of three rows still shows where one is.
            let height = if self.answer { (rest.height / 4).max(3) } else { rest.height * 11 / 20 };
            (Rect { height, ..rest }, below(rest, height + 1))
        } else if self.answer {
            (Rect { height: 0, ..rest }, rest)
        } else {
            (rest, Rect { height: 0, ..rest })
        };
        Layout { head, search, list, details }
    }

    /// Whether there is room to say how a search may go on.
    const fn has_advice(&self, area: Rect) -> bool {
        self.is_searching && area.height >= 12
    }

    /// What is wrong with the search, or how it may go on.
    fn advice(&self) -> String {
        let completions = self.completions();
        // A word that may still become right is not wrong yet.
        let end = if completions.is_empty() { usize::MAX } else { self.search.value().len() };
        match self.query.mistakes.iter().find(|mistake| mistake.at.end < end) {
            Some(mistake) => format!("{}: {}", mistake.message, mistake.help),
            None if completions.is_empty() => SYNTAX.to_owned(),
            None => completions.join("   "),
        }
    }

    /// What is searched for, and at the right what else chooses and orders the rows.
    fn draw_search(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let theme = &look.theme;
        let width = usize::from(area.width);
        let choice = format!("{} {} {}", self.filter.name(), look.glyphs.dot, self.sort.name());
        if self.search.value().is_empty() && !self.is_searching {
            frame.render_widget(Line::styled(clipped(&choice, width, look), theme.dim), area);
            return;
        }
        let lead = columns(SEARCH);
        let beside = width.saturating_sub(lead + columns(&choice) + 2);
        let (room, choice) =
            if beside < 12 { (width.saturating_sub(lead), String::new()) } else { (beside, choice) };
        let (text, caret) = self.search.window(room, look);
        let gap = " ".repeat(room.saturating_sub(columns(&text)) + 2);
        let line = [
            Span::styled(SEARCH, theme.dim),
            Span::styled(text, theme.accent),
            Span::raw(gap),
            Span::styled(choice, theme.dim),
        ];
        frame.render_widget(Line::from_iter(line), area);
        if self.is_searching && width > lead {
            frame.set_cursor_position((area.x + (lead + caret) as u16, area.y));
        }
    }

    /// Only the rows that are in the room: a library may have a hundred thousand.
    fn list(&self, width: u16, height: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        if self.shown.is_empty() {
            let words = if self.rows.len() == 0 {
                "There is no question yet."
            } else {
                "Nothing fits. f changes the filter, / the search."
            };
            sheet.say(words, width, look.theme.dim);
            return sheet;
        }
        let height = usize::from(height).max(1);
        let first = (self.cursor.at() + 1)
            .saturating_sub(height.div_ceil(2))
            .min(self.shown.len().saturating_sub(height));
        for (place, &row) in self.shown.iter().enumerate().skip(first).take(height) {
            let Some(row) = self.rows.get(row) else { continue };
            sheet.push(row_line(&self.rows, row, place == self.cursor.at(), usize::from(width), look));
        }
        sheet
    }

    fn details(&self, row: &Row, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let theme = &look.theme;
        let listed = self.rows.listed(row);
        sheet.push(panel::ruled(self.rows.deck(row).title(), listed.kind(), width, look));
        sheet.prose(&self.rows.prompt(row), width, look, theme.text);
        sheet.gap();
        if self.answer {
            sheet.point((look.glyphs.arrow, theme.right), self.rows.answer(row), width, theme.right);
            if let Some(explain) = &self.explain {
                sheet.gap();
                sheet.prose(explain, width, look, theme.text);
            }
            sheet.gap();
        }
        for fact in facts(&self.rows, row) {
            sheet.say(&fact, width, theme.dim);
        }
        sheet
    }
}

fn row_line(rows: &Rows, row: &Row, is_here: bool, width: usize, look: &Look) -> Line<'static> {
    let theme = &look.theme;
    let state = state(row, rows.today);
    let state_room = if width >= 40 { 12 } else { 0 };
    let room = width.saturating_sub(2 + state_room);
    let text = clipped(&rows.prompt(row).line(), room, look);
    let mut spans = vec![
        Span::styled(format!("{} ", look.cursor(is_here)), theme.accent),
        Span::styled(text.clone(), look.row(is_here)),
    ];
    if state_room > 0 {
        spans.push(Span::raw(" ".repeat(room - columns(&text))));
        spans.push(Span::styled(format!("{state:>12}"), if row.is_due { theme.accent } else { theme.dim }));
    }
    Line::from(spans)
}

fn state(row: &Row, today: Date) -> String {
    match row.memory {
        _ if row.suspended.is_some() => "suspended".to_owned(),
        _ if row.is_flagged => "marked".to_owned(),
        None => "new".to_owned(),
        Some(memory) => words::day(memory.due, today),
    }
}

fn facts(rows: &Rows, row: &Row) -> Vec<String> {
    let memory = row.memory.map_or_else(
        || "new: never asked".to_owned(),
        |memory| {
            format!(
                "due {}, recall {:.0} %, stability {}, difficulty {:.1}, {}, {}",
                words::day(memory.due, rows.today),
                100.0 * rows.recall(row).unwrap_or_default(),
                words::days(memory.stability.round() as u32),
                memory.difficulty,
                words::count(memory.reps as usize, "review"),
                words::count(memory.lapses as usize, "lapse"),
            )
        },
    );
    let listed = rows.listed(row);
    let mut facts = vec![memory, listed.key().to_string()];
    if !listed.tags().is_empty() {
        facts.push(listed.tags().join(", "));
    }
    facts
}
