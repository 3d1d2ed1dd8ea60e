//! Lines that may be taller than the room they get, with what can be clicked in them.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::prose::{self, columns};
use crate::card::Text;
use crate::tui::canvas::Canvas;
use crate::tui::event::Key;
use crate::tui::pictures;
use crate::tui::theme::Look;

/// Laid-out lines. Sheets can be put under one another and side by side before they are drawn.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    rows: Vec<Line<'static>>,
    clicks: Vec<Click>,
    wish: Range<usize>,
    need: Range<usize>,
    caret: Option<(usize, usize)>,
}

/// A stretch of rows and columns that can be clicked.
#[derive(Debug, Clone)]
struct Click {
    rows: Range<usize>,
    columns: Range<usize>,
    key: Key,
}

impl Sheet {
    /// What `lay` makes of the width of `area`. Where that is too tall, one column is left free for the signs that say
    /// that there is more.
    pub fn fitting(area: Rect, lay: impl Fn(u16) -> Self) -> Self {
        let sheet = lay(area.width);
        if sheet.height() > area.height { lay(area.width.saturating_sub(1)) } else { sheet }
    }

    /// How many rows there are.
    pub fn height(&self) -> u16 {
        u16::try_from(self.rows.len()).unwrap_or(u16::MAX)
    }

    /// The rows alone.
    pub fn into_lines(self) -> Vec<Line<'static>> {
        self.rows
    }

    /// Adds a row.
    pub fn push(&mut self, line: impl Into<Line<'static>>) {
        let mut line = line.into();
        // The style of a line would reach into what is put beside it.
        let style = std::mem::take(&mut line.style);
        for span in &mut line.spans {
            span.style = style.patch(span.style);
        }
        self.rows.push(line);
    }

    /// Adds a row of a list, and keeps it in sight if the cursor is on it.
    pub fn item(&mut self, line: impl Into<Line<'static>>, is_here: bool) {
        let row = self.rows.len();
        self.push(line);
        if is_here {
            self.focus(row..row + 1);
        }
    }

    /// Adds an empty row, unless the sheet is empty.
    pub fn gap(&mut self) {
        if !self.rows.is_empty() {
            self.push("");
        }
    }

    /// As [`Self::gap`], where there is room for air or something to set apart.
    pub fn gap_if(&mut self, is_wanted: bool) {
        if is_wanted {
            self.gap();
        }
    }

    /// Adds an author's text, with its pictures.
    pub fn prose(&mut self, text: &Text, width: u16, look: &Look, base: Style) {
        self.rows.extend(prose::pictured(text, width, look, base));
    }

    /// Adds a sentence, wrapped.
    pub fn say(&mut self, words: &str, width: u16, style: Style) {
        self.hang(Vec::new(), prose::sentence(words, usize::from(width), style));
    }

    /// Adds a sentence behind a sign. Returns the rows it took.
    pub fn point(&mut self, sign: (&str, Style), words: &str, width: u16, style: Style) -> Range<usize> {
        let lead = Span::styled(format!("{} ", sign.0), sign.1);
        let room = usize::from(width).saturating_sub(columns(&lead.content));
        self.hang(vec![lead], prose::sentence(words, room, style))
    }

    /// Adds `body` beside `lead`: later rows hang under the first word. Returns the rows it took.
    pub fn hang(&mut self, lead: Vec<Span<'static>>, body: Vec<Line<'static>>) -> Range<usize> {
        let start = self.rows.len();
        let indent = prose::width(&lead);
        let mut lead = Some(lead);
        let body = if body.is_empty() { vec![Line::default()] } else { body };
        for line in body {
            let mut spans = lead.take().unwrap_or_else(|| vec![Span::raw(" ".repeat(indent))]);
            spans.extend(line.spans);
            self.push(spans);
        }
        start..self.rows.len()
    }

    /// A click in these rows, at any column, equals the press of `key`.
    pub fn click(&mut self, rows: Range<usize>, key: Key) {
        self.click_at(rows, 0..usize::from(u16::MAX), key);
    }

    /// A click in these rows and columns equals the press of `key`.
    pub fn click_at(&mut self, rows: Range<usize>, columns: Range<usize>, key: Key) {
        self.clicks.push(Click { rows, columns, key });
    }

    /// Makes `rows` be seen in a room that cannot show everything.
    pub fn focus(&mut self, rows: Range<usize>) {
        self.wish = rows.clone();
        self.need = rows;
    }

    /// Makes `rows` be seen, and before all else what in them wants to be seen already.
    pub fn focus_around(&mut self, rows: Range<usize>) {
        if self.need.is_empty() {
            self.need = rows.clone();
        }
        self.wish = rows;
    }

    /// Makes `rows` be seen too, if there is room beside those that must be.
    pub fn wish(&mut self, rows: Range<usize>) {
        self.wish = rows;
    }

    /// Shows the terminal's cursor at this row and column.
    pub fn caret(&mut self, row: usize, column: usize) {
        self.caret = Some((row, column));
    }

    /// Hides the terminal's cursor.
    pub fn hide_caret(&mut self) {
        self.caret = None;
    }

    /// Puts `other` beneath; what it wants to be seen is what is seen.
    pub fn append(&mut self, other: Self) {
        self.place(other, self.rows.len(), 0);
    }

    /// Puts `other` to the right, at `column`.
    pub fn beside(&mut self, other: Self, column: usize) {
        self.place(other, 0, column);
    }

    fn place(&mut self, other: Self, row: usize, column: usize) {
        for (number, line) in other.rows.into_iter().enumerate() {
            if row + number >= self.rows.len() {
                self.rows.push(Line::default());
            }
            let target = &mut self.rows[row + number];
            let used = prose::width(&target.spans);
            if column > used {
                target.spans.push(Span::raw(" ".repeat(column - used)));
            }
            target.spans.extend(line.spans);
        }
        for click in other.clicks {
            let end = click.columns.end.saturating_add(column);
            let columns = click.columns.start + column..end;
            self.clicks.push(Click { rows: moved(click.rows, row), columns, key: click.key });
        }
        if !other.need.is_empty() {
            (self.need, self.wish) = (moved(other.need, row), moved(other.wish, row));
        }
        self.caret = other.caret.map(|(r, c)| (r + row, c + column)).or(self.caret);
    }

    /// Draws what fits, scrolled so that what must be seen is seen.
    pub fn draw(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        self.draw_from(self.first(usize::from(area.height)), area, canvas);
    }

    /// Draws what fits from row `first` on; as much as fits when there are fewer rows after it.
    pub fn draw_from(&self, first: usize, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        let area = area.intersection(canvas.frame.area());
        if area.is_empty() {
            return;
        }
        let room = usize::from(area.height);
        let first = first.min(self.rows.len().saturating_sub(room));
        for (line, y) in self.rows.iter().skip(first).zip(area.top()..area.bottom()) {
            canvas.frame.buffer_mut().set_line(area.x, y, line, area.width);
            if prose::is_cut(line, look) {
                canvas.zones.cut();
            }
        }
        self.draw_pictures(first, area, canvas);
        for click in &self.clicks {
            if let Some(rect) = visible(click, first, area) {
                canvas.zones.add(rect, click.key);
            }
        }
        let (buffer, right) = (canvas.frame.buffer_mut(), area.right() - 1);
        if first > 0 {
            buffer.set_string(right, area.top(), look.glyphs.up, look.theme.dim);
        }
        if first + room < self.rows.len() {
            buffer.set_string(right, area.bottom() - 1, look.glyphs.down, look.theme.dim);
        }
        if let Some((row, column)) = self.caret
            && (first..first + room).contains(&row)
        {
            let x = area.x + (column as u16).min(area.width - 1);
            canvas.frame.set_cursor_position((x, area.y + (row - first) as u16));
        }
    }

    /// Draws the pictures that are in sight from row `first` on: those that are as a whole in the way of the terminal; of the
    /// others the rows in sight are there in half blocks.
    fn draw_pictures(&self, first: usize, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        for (number, row, column, y) in self.marks(first, area) {
            let Some(shown) = look.pictures.shown(number) else { continue };
            let (columns, rows) = shown.cells();
            let place = Rect { x: area.x + column, y, width: columns, height: rows - row.min(rows) };
            let is_first = row == 0 || y == area.y;
            if is_first {
                canvas.zones.picture(place.intersection(area), shown.path.clone());
            }
            if row == 0 && place.intersection(area) == place {
                shown.draw(canvas.frame, place);
            }
        }
    }

    /// The rows of pictures that are in sight from row `first` on: number, row in the picture, column, and where it is drawn.
    fn marks(&self, first: usize, area: Rect) -> Vec<(u32, u16, u16, u16)> {
        let mut marks = Vec::new();
        for (line, y) in self.rows.iter().skip(first).zip(area.top()..area.bottom()) {
            let mut column = 0;
            for span in &line.spans {
                if let Some((number, row)) = pictures::marked(span) {
                    marks.push((number, row, column as u16, y));
                }
                column += columns(&span.content);
            }
        }
        marks
    }

    /// Draws what fits from row `scroll` on; without one, as [`Self::draw`].
    pub fn draw_at(&self, scroll: Option<usize>, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let first = scroll.unwrap_or_else(|| self.first(usize::from(area.height)));
        self.draw_from(first, area, canvas);
    }

    /// The row at the top in a room of `room` rows once it is scrolled `to` another, given that row and the rows of a page.
    pub fn scrolled(&self, scroll: Option<usize>, room: u16, to: impl Fn(usize, usize) -> usize) -> usize {
        let room = usize::from(room);
        let last = usize::from(self.height()).saturating_sub(room);
        let from = scroll.unwrap_or_else(|| self.first(room)).min(last);
        to(from, room.saturating_sub(1).max(1)).min(last)
    }

    /// The row that [`Self::draw`] begins with in a room of `room` rows.
    pub fn first(&self, room: usize) -> usize {
        // A row of what comes after is worth more than a row of what was.
        let wish = self.wish.start..(self.wish.end + usize::from(room > 3)).min(self.rows.len());
        [&wish, &self.need].into_iter().fold(0, |first, rows| {
            let first = first.max(rows.end.saturating_sub(room));
            if rows.is_empty() { first } else { first.min(rows.start) }
        })
    }
}

/// `rows` of a sheet that is put `down` rows lower.
fn moved(rows: Range<usize>, down: usize) -> Range<usize> {
    rows.start + down..rows.end + down
}

fn visible(click: &Click, first: usize, area: Rect) -> Option<Rect> {
    let room = usize::from(area.height);
    let top = click.rows.start.max(first);
    let bottom = click.rows.end.min(first + room);
    let right = click.columns.end.min(usize::from(area.width));
    let (width, height) = (right.checked_sub(click.columns.start)?, bottom.checked_sub(top)?);
    Some(Rect {
        x: area.x + click.columns.start as u16,
        y: area.y + (top - first) as u16,
        width: width as u16,
        height: height as u16,
    })
}
