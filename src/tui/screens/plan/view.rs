//! Draws the form, what comes of it in words, and the minutes of the days.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Plan;
use super::form::Row;
use super::readiness;
use crate::schedule::days_between;
use crate::trainer::{DayAhead, Prospect};
use crate::tui::theme::Look;
use crate::tui::widgets::page::{self, Lay};
use crate::tui::widgets::prose::{self, clipped, columns};
use crate::tui::widgets::{Sheet, panel, plot};
use crate::tui::zones::Zones;
use crate::words;

/// Columns of a label.
const LABEL: usize = 10;
/// Below this width, a label stands above its line.
const NARROW: u16 = 40;
/// Weeks of days that one row of the plot has at most.
const WEEKS: u16 = 10;

impl Plan {
    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, look: &Look, zones: &mut Zones) {
        let is_wide = area.width >= page::WIDE && self.has_topics();
        let text = |width: u16, look: &Look| self.sheet(width, area.height, !is_wide, look);
        let topics = |width: u16, look: &Look| self.topics(width, look);
        let lay = Lay { text: &text, aside: if is_wide { Some(&topics) } else { None } };
        let (area, sheet) = lay.laid(area, look);
        sheet.draw(frame, area, look, zones);
    }

    /// What is told, if what is typed can be read.
    fn told(&self) -> Option<&Prospect> {
        self.prospect.as_ref().filter(|_| self.asks.is_none() && self.form.check().is_ok())
    }

    fn has_topics(&self) -> bool {
        self.told().is_some_and(|told| told.exams.iter().any(readiness::has_topics))
    }

    /// The topics of all exams, which stand beside the rest on a wide screen.
    fn topics(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        for exam in self.told().into_iter().flat_map(|told| &told.exams) {
            readiness::push_topics(exam, width, look, &mut sheet);
        }
        sheet
    }

    fn sheet(&self, width: u16, height: u16, with_topics: bool, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        if height >= 8 {
            sheet.push(panel::heading("Plan", "", width, look));
        }
        if let Some(asks) = &self.asks {
            asks.push(width, look, &mut sheet);
            return sheet;
        }
        for row in self.form.rows() {
            self.push_row(row, width, look, &mut sheet);
        }
        let sentence = self.form.check();
        match (&self.prospect, sentence) {
            (_, Err(why)) => {
                sheet.gap();
                sheet.say(&why, width, look.theme.hint);
            }
            (Some(prospect), Ok(())) => {
                sheet.gap();
                self.push_prospect(prospect, width, look, &mut sheet);
                if with_topics && self.has_topics() {
                    sheet.gap();
                    sheet.append(self.topics(width, look));
                }
            }
            (None, Ok(())) => {}
        }
        sheet
    }

    fn push_row(&self, row: Row, width: u16, look: &Look, sheet: &mut Sheet) {
        let (theme, is_here) = (&look.theme, self.form.at() == row);
        let style = if is_here { theme.selected } else { theme.dim };
        let mut spans = vec![Span::styled(format!("{} ", look.cursor(is_here)), theme.accent)];
        let lead = if width < NARROW { 2 } else { 2 + LABEL };
        if width < NARROW {
            spans.push(Span::styled(row.label(), style));
            sheet.push(Line::from(std::mem::take(&mut spans)));
            spans.push(Span::raw("  "));
        } else {
            spans.push(Span::styled(format!("{:LABEL$}", row.label()), style));
        }
        let room = usize::from(width).saturating_sub(lead).max(1);
        let mut caret = None;
        match (row, self.form.text(row)) {
            (Row::Exam, _) => {
                let title = self.form.exam_title().unwrap_or(Row::Exam.about());
                let title = clipped(title, room.saturating_sub(4), look);
                let turned = format!("{} {title} {}", look.glyphs.cut_left, look.glyphs.cut);
                spans.push(Span::styled(if is_here { turned } else { title }, style));
            }
            (Row::Parts, _) => {
                let shown = clipped(&parts(self.form.part_names()), room.saturating_sub(4), look);
                let framed = format!("{} {shown} {}", look.glyphs.cut_left, look.glyphs.cut);
                spans.push(Span::styled(if is_here { framed } else { shown }, style));
            }
            (_, Some(text)) if !text.value().is_empty() => {
                let (shown, column) = text.window(room, look);
                spans.push(Span::styled(shown, theme.text));
                caret = Some(column);
            }
            _ => {
                caret = Some(0);
                spans.push(Span::styled(clipped(&format!("({})", row.about()), room, look), theme.dim));
            }
        }
        if let (true, Row::Date, Ok(date)) = (width >= NARROW, row, self.form.date()) {
            let away = ahead(days_between(self.form.today(), date));
            let used = prose::width(&spans);
            let wordings = [format!("   {}, {away}", words::date(date)), format!("   {away}")];
            let shown = wordings.into_iter().find(|words| used + columns(words) <= width.into());
            spans.push(Span::styled(shown.unwrap_or_default(), theme.dim));
        }
        let at = usize::from(sheet.height());
        sheet.push(Line::from(spans));
        if is_here {
            sheet.focus(at..at + 1);
            if let Some(caret) = caret.filter(|_| !self.is_commanding()) {
                sheet.caret(at, lead + caret);
            }
        }
    }

    fn push_prospect(&self, prospect: &Prospect, width: u16, look: &Look, sheet: &mut Sheet) {
        let lines = prospect.sentences();
        for (place, line) in lines.iter().enumerate() {
            let style = match place {
                _ if self.is_solving => look.theme.dim,
                0 => look.theme.accent,
                _ => look.theme.text,
            };
            sheet.say(line, width, style);
        }
        if prospect.days.len() < 2 {
            return;
        }
        sheet.gap();
        let (first, last) = (&prospect.days[0], &prospect.days[prospect.days.len() - 1]);
        let most = prospect.days.iter().map(|day| day.used).max().unwrap_or_default();
        let note = if most.is_zero() { String::new() } else { format!("{} at most", words::minutes(most)) };
        sheet.push(panel::titled("Minutes a day", look.theme.heading, &note, width, look));
        let minutes: Vec<f64> = prospect.days.iter().map(|day| day.used.as_secs_f64()).collect();
        let signs: Vec<(&'static str, Style)> = prospect.days.iter().map(|day| sign(day, look)).collect();
        sheet.append(plot::columns(&minutes, &signs, width.min(7 * WEEKS), look));
        let legend = format!(
            "{} to {}; below each day the letter of Monday, {} a day off",
            words::date(first.day),
            words::date(last.day),
            look.glyphs.dot
        );
        sheet.say(&legend, width, look.theme.dim);
    }
}

/// A day so many days from now.
fn ahead(days: u32) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    }
}

/// The decks and tags that an exam is made of.
fn parts(names: &[String]) -> String {
    if names.is_empty() { Row::Parts.about().to_owned() } else { names.join(", ") }
}

/// What stands beneath a day: Mondays by their letter, days off by a dot.
fn sign(day: &DayAhead, look: &Look) -> (&'static str, Style) {
    if day.time.is_zero() {
        return (look.glyphs.dot, look.theme.dim);
    }
    let is_monday = day.day.weekday() == jiff::civil::Weekday::Monday;
    (if is_monday { "M" } else { " " }, look.theme.dim)
}
