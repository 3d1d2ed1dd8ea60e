//! Draws the list and what is known about the row under the cursor.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Browse, list};
use crate::search::{TERMS, TermHelp};
use crate::tui::canvas::Canvas;
use crate::tui::pictures::Pictures;
use crate::tui::screens::{below, column};
use crate::tui::theme::Look;
use crate::tui::widgets::prose::{clipped, columns};
use crate::tui::widgets::{Cursor, Sheet, panel};
use crate::words;

/// From this width on, details stand beside the list.
const WIDE: u16 = 110;
/// From this height on, details stand below the list.
const TALL: u16 = 18;
/// What stands before the words that are searched for, and before the name of a file.
const SEARCH: &str = "search ";
const FILE: &str = "write to ";
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
    pub(super) fn draw(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        let Layout { head, search, list, details } = self.layout(area);
        canvas.frame.render_widget(panel::heading("Browse", &self.note(look), head.width, look), head);
        if search.height > 0 {
            self.draw_search(Rect { height: 1, ..search }, canvas);
        }
        for (line, y) in self.advice(search, look).into_iter().zip(1..search.height) {
            canvas.frame.render_widget(line, below(search, y));
        }
        self.list(list.width, list.height, look).draw(list, canvas);
        if let Some(row) = self.row() {
            let chosen = self.rating.map(Cursor::at);
            let lay = |width| self.details.sheet(&self.rows, row, chosen, width, look);
            let sheet = Sheet::fitting(details, lay);
            let scroll = chosen.is_none().then_some(self.scroll);
            sheet.draw_at(scroll, details, canvas);
        }
    }

    /// How many questions there are, are shown and are selected.
    fn note(&self, look: &Look) -> String {
        let (shown, off) = (self.shown.len(), self.rows.off);
        let has_choice = off > 0 && self.filter.follows_choice();
        let all = self.rows.len() - if has_choice { off } else { 0 };
        let mut note = match (shown == all, has_choice) {
            (true, false) => words::count(all, "question"),
            (false, false) => format!("{shown} of {all}"),
            (true, true) => format!("{} {} {off} off", words::count(all, "question"), look.glyphs.dot),
            (false, true) => format!("{shown} of {all} {} {off} off", look.glyphs.dot),
        };
        if !self.several.is_empty() {
            note = format!("{} selected {} {note}", self.several.len(), look.glyphs.dot);
        }
        note
    }

    /// The scroll at which the last line about the row under the cursor is shown.
    pub(super) fn last_scroll(&self, area: Rect, pictures: &Pictures) -> usize {
        let (Some(row), Layout { details, .. }) = (self.row(), self.layout(area)) else { return 0 };
        let look = Look::measuring(pictures);
        let lay = |width| self.details.sheet(&self.rows, row, None, width, &look);
        let sheet = Sheet::fitting(details, lay);
        usize::from(sheet.height().saturating_sub(details.height))
    }

    fn layout(&self, area: Rect) -> Layout {
        let area = column(area, 190);
        let head = Rect { height: area.height.min(1), ..area };
        let mut rest = below(area, 1);
        let is_typing = self.is_searching || self.naming.is_some();
        let advice = if self.is_searching { Self::advice_rows(area) } else { 0 };
        let rows = (u16::from(area.height > 6 || is_typing) + advice).min(rest.height);
        let search = Rect { height: rows, ..rest };
        rest = below(rest, rows);
        // The last row stays free above the keys.
        rest.height -= u16::from(area.height >= TALL);
        let none = Rect { height: 0, ..rest };
        let (list, details) = if area.width >= WIDE && self.is_large {
            (none, rest)
        } else if area.width >= WIDE {
            let width = rest.width * 11 / 20;
            (Rect { width, ..rest }, Rect { x: rest.x + width + 3, width: rest.width - width - 3, ..rest })
        } else if area.height >= TALL {
            // A card may be long; a list of three rows still shows where one is.
            let height = if self.is_large { (rest.height / 4).max(3) } else { rest.height * 2 / 5 };
            (Rect { height, ..rest }, below(rest, height + 1))
        } else if self.is_large || self.rating.is_some() {
            (none, rest)
        } else {
            (rest, none)
        };
        Layout { head, search, list, details }
    }

    /// Rows that say how a search may go on.
    const fn advice_rows(area: Rect) -> u16 {
        match area.height {
            ..12 => 0,
            12..18 => 1,
            _ => 2,
        }
    }

    /// What is wrong with the search or how it may go on, and beneath it all that can be written.
    fn advice(&self, area: Rect, look: &Look) -> Vec<Line<'static>> {
        let (room, theme) = (usize::from(area.width), &look.theme);
        let line = |words: &str, style| Line::styled(clipped(words, room, look), style);
        let completions = self.completions();
        // A word that may still become right is not wrong yet.
        let is_begun = !completions.is_empty() || self.search.value().ends_with(':');
        let end = if is_begun { self.search.value().len() } else { usize::MAX };
        let first = match self.query.mistakes.iter().find(|mistake| mistake.at.end < end) {
            Some(mistake) => Some(line(&format!("{}: {}", mistake.message, mistake.help), theme.close)),
            None if !completions.is_empty() => Some(line(&self.last_words(&completions), theme.accent)),
            None => self.term().map(|term| line(&format!("{}  {}", term.example, term.means), theme.dim)),
        };
        first.into_iter().chain([line(SYNTAX, theme.dim)]).collect()
    }

    /// What the last word may become; the words before it stand in the search already.
    fn last_words(&self, completions: &[String]) -> String {
        let before = self.search.value().rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let last: Vec<&str> = completions.iter().filter_map(|whole| whole.get(before..)).collect();
        last.join("   ")
    }

    /// The term that the last word of the search is one of.
    fn term(&self) -> Option<&'static TermHelp> {
        let last = self.search.value().split(' ').next_back()?;
        let (key, _) = last.trim_start_matches('-').split_once(':')?;
        TERMS.iter().find(|term| term.key == key)
    }

    /// What is searched for, and at the right what else chooses and orders the rows.
    fn draw_search(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let (frame, look, theme) = (&mut *canvas.frame, canvas.look, &canvas.look.theme);
        let width = usize::from(area.width);
        let choice = format!("{} {} {}", self.filter.name(), look.glyphs.dot, self.order.words());
        if let Some(name) = &self.naming {
            let lead = columns(FILE);
            let (text, caret) = name.window(width.saturating_sub(lead), look);
            let line = [Span::styled(FILE, theme.dim), Span::styled(text, theme.accent)];
            frame.render_widget(Line::from_iter(line), area);
            frame.set_cursor_position((area.x + (lead + caret) as u16, area.y));
            return;
        }
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
            Span::styled(text, if self.search.is_selected() { theme.selected } else { theme.accent }),
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
                let add = look.keys.on("Browse", '+');
                format!("There is no question yet. Press {add} to write a card.")
            } else {
                let [all, filter, search] = ['c', 'f', '/'].map(|key| look.keys.on("Browse", key));
                format!(
                    "Nothing fits. Press {all} for all questions, {filter} to change the filter, {search} to change \
                     the search."
                )
            };
            sheet.say(&words, width, look.theme.dim);
            return sheet;
        }
        let mut height = usize::from(height).max(1);
        if usize::from(width) >= list::NAMED && height >= 5 {
            sheet.push(list::head(usize::from(width), look));
            height -= 1;
        }
        let first = (self.cursor.at() + 1)
            .saturating_sub(height.div_ceil(2))
            .min(self.shown.len().saturating_sub(height));
        for (place, &row) in self.shown.iter().enumerate().skip(first).take(height) {
            let sign = match (self.several.is_empty(), self.is_picked(row)) {
                (true, _) => "",
                (false, true) => look.glyphs.on,
                (false, false) => look.glyphs.off,
            };
            let Some(row) = self.rows.get(row) else { continue };
            let is_here = place == self.cursor.at();
            sheet.push(list::line(&self.rows, row, is_here, sign, usize::from(width), look));
        }
        sheet
    }
}
