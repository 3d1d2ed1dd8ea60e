//! Draws the form, what comes of it in words, and the minutes of the days.

use jiff::civil::Date;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::form::Row;
use super::readiness;
use super::{Plan, Trial, compared};
use crate::schedule::days_between;
use crate::trainer::{DayAhead, Prospect};
use crate::tui::canvas::Canvas;
use crate::tui::screens::form::{self, NARROW};
use crate::tui::theme::Look;
use crate::tui::widgets::page::{self, Paged};
use crate::tui::widgets::prose::{self, clipped, columns};
use crate::tui::widgets::{Sheet, panel, plot};
use crate::words;

/// What stands where a plan will be told of.
const SOLVING: &str = "Working it out…";
/// Columns of a label.
const LABEL: usize = 10;
/// Below this height, what comes of it stands right beneath the line that is typed.
const LOW: u16 = 8;
/// From this width on, there is room for topics beside two plans in full.
const COMPARED: u16 = 150;
/// Weeks of days that one row of the plot has at most.
const WEEKS: u16 = 10;

impl Plan {
    pub(super) fn draw(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        let (area, sheet) = page::laid(self, area, look);
        match self.scroll {
            0 => sheet.draw(area, canvas),
            first => sheet.draw_from(first, area, canvas),
        }
    }

    /// The row that is drawn first after a page down or up.
    pub(super) fn scrolled(&self, from: usize, is_down: bool, area: Rect) -> usize {
        // All looks take the same room.
        let (area, sheet) = page::laid(self, area, &Look::plain());
        let page = usize::from(area.height).saturating_sub(1).max(1);
        let last = usize::from(sheet.height().saturating_sub(area.height));
        if is_down { (from + page).min(last) } else { from.saturating_sub(page) }
    }

    /// Whether the topics stand beside the rest.
    fn is_wide(&self, area: Rect) -> bool {
        area.width >= if self.compares() { COMPARED } else { page::WIDE } && self.has_topics()
    }

    /// Whether two plans stand side by side.
    fn compares(&self) -> bool {
        self.stands.is_some() && matches!(self.trial, Trial::Solving(_) | Trial::Solved(_))
    }

    /// Whose days and topics are told, and what says so: of what is typed once it is solved, until then of the plan in force.
    fn told(&self) -> Option<(&Prospect, &'static str)> {
        if self.asks.is_some() || self.form.check().is_err() {
            return None;
        }
        match (&self.trial, self.stands.as_ref()) {
            (Trial::Solved(then), stands) => {
                Some((&**then, if stands.is_some() { "if you keep this" } else { "" }))
            }
            (Trial::Same, Some(stands)) => Some((stands, "")),
            (Trial::Solving(_), Some(stands)) => Some((stands, "as it stands")),
            _ => None,
        }
    }

    fn has_topics(&self) -> bool {
        self.told().is_some_and(|(told, _)| told.exams.iter().any(readiness::has_topics))
    }

    /// The topics of all exams, each set apart from what stands above.
    fn topics(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        for exam in self.told().into_iter().flat_map(|(told, _)| &told.exams) {
            readiness::push_topics(exam, width, look, &mut sheet);
        }
        sheet
    }

    fn sheet(&self, width: u16, height: u16, with_topics: bool, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        if height >= LOW {
            sheet.push(panel::heading("Plan", "", width, look));
        }
        if let Some(asks) = &self.asks {
            asks.push(width, look, &mut sheet);
            return sheet;
        }
        for row in self.form.rows() {
            let is_here = self.form.at() == row;
            self.push_row(row, width, look, &mut sheet);
            if height < LOW && is_here {
                let from = usize::from(sheet.height());
                self.push_outcome(width, look, &mut sheet);
                sheet.wish(from..usize::from(sheet.height()));
            }
        }
        if height >= LOW {
            sheet.gap();
            self.push_outcome(width, look, &mut sheet);
            if let Some((told, whose)) = self.told() {
                push_days(told, whose, (width, height), look, &mut sheet);
            }
            if with_topics && self.has_topics() {
                sheet.gap();
                sheet.append(self.topics(width, look));
            }
        }
        sheet
    }

    /// What is wrong with what is typed, or what comes of it.
    fn push_outcome(&self, width: u16, look: &Look, sheet: &mut Sheet) {
        if let Err(why) = self.form.check() {
            return sheet.say(&why, width, look.theme.hint);
        }
        let (stands, trial) = (self.stands.as_ref(), &self.trial);
        match (stands, trial) {
            (_, Trial::Untold) => {}
            (Some(stands), Trial::Same) => push_sentences(&stands.sentences(), width, look, sheet),
            (None, Trial::Same | Trial::Solving(_)) => sheet.say(SOLVING, width, look.theme.dim),
            (None, Trial::Solved(then)) => push_sentences(&then.sentences(), width, look, sheet),
            (Some(stands), Trial::Solving(_)) => compared::push(stands, None, width, look, sheet),
            (Some(stands), Trial::Solved(then)) => {
                compared::push(stands, Some(then), width, look, sheet);
                let besides = then.besides();
                if width >= NARROW && !besides.is_empty() {
                    sheet.gap();
                    for sentence in &besides {
                        sheet.say(sentence, width, look.theme.text);
                    }
                }
            }
        }
    }

    fn push_row(&self, row: Row, width: u16, look: &Look, sheet: &mut Sheet) {
        let (theme, is_here) = (&look.theme, self.form.at() == row);
        form::push_row((row.label(), LABEL), is_here, width, look, sheet, |room| {
            let (value, caret) = match (row, self.form.text(row)) {
                (Row::Exam | Row::Parts, _) => {
                    let chosen = clipped(&self.form.chosen(row), room.saturating_sub(4), look);
                    let style = if is_here { theme.selected } else { theme.dim };
                    (Span::styled(if is_here { look.turnable(&chosen) } else { chosen }, style), None)
                }
                (_, Some(text)) if !text.value().is_empty() => {
                    let (shown, column) = text.window(room, look);
                    (Span::styled(shown, theme.text), Some((0, column)))
                }
                _ => {
                    let about = clipped(&format!("({})", row.about()), room, look);
                    (Span::styled(about, theme.dim), Some((0, 0)))
                }
            };
            let mut line = Line::from(value);
            if let (true, Row::Date, Ok(date)) = (width >= NARROW, row, self.form.date()) {
                let rest = room.saturating_sub(prose::width(&line.spans));
                line.push_span(Span::styled(away(date, self.form.today, rest), theme.dim));
            }
            (vec![line], caret.filter(|_| !self.is_commanding))
        });
    }
}

impl Paged for Plan {
    fn text(&self, width: u16, area: Rect, look: &Look) -> Sheet {
        self.sheet(width, area.height, !self.is_wide(area), look)
    }

    fn aside(&self, width: u16, area: Rect, look: &Look) -> Option<Sheet> {
        self.is_wide(area).then(|| self.topics(width, look))
    }
}

/// Sentences, the first of which counts most.
fn push_sentences(sentences: &[String], width: u16, look: &Look, sheet: &mut Sheet) {
    for (place, sentence) in sentences.iter().enumerate() {
        sheet.say(sentence, width, if place == 0 { look.theme.accent } else { look.theme.text });
    }
}

/// The minutes of the days, the higher the higher the screen is; `whose` says of which plan, where two are told of.
fn push_days(prospect: &Prospect, whose: &str, (width, height): (u16, u16), look: &Look, sheet: &mut Sheet) {
    let [first, .., last] = prospect.days.as_slice() else { return };
    sheet.gap();
    let most = prospect.days.iter().map(|day| day.used).max().unwrap_or_default();
    let title = if whose.is_empty() { "Minutes a day".to_owned() } else { format!("Minutes a day, {whose}") };
    sheet.push(panel::titled(&title, look.theme.heading, "", width, look));
    let minutes: Vec<f64> = prospect.days.iter().map(|day| day.used.as_secs_f64()).collect();
    let signs: Vec<(&'static str, Style)> = prospect.days.iter().map(|day| sign(day, look)).collect();
    let largest = match (most.as_secs() + 30) / 60 {
        minutes @ ..90 => format!("{minutes} min"),
        minutes => format!("{} h", (minutes + 30) / 60),
    };
    let rows = match height {
        ..24 => 1,
        24..40 => 3,
        _ => 5,
    };
    let room = (width.min(7 * WEEKS + largest.len() as u16 + 1), rows);
    sheet.append(plot::scaled_columns(&minutes, &signs, (&largest, "0"), room, look));
    let [first, last] = [first, last].map(|day| day.day.strftime("%-d %B"));
    let legend = format!("{first} to {last}; a letter marks Mondays, {} days off", look.glyphs.dot);
    sheet.say(&legend, width, look.theme.dim);
}

/// Which day of the week that is, and how far away; as much of it as there is room for.
fn away(date: Date, today: Date, room: usize) -> String {
    let away = ahead(days_between(today, date));
    let whole = format!("   {}, {away}", words::date(date));
    if columns(&whole) <= room { whole } else { format!("   {away}") }
}

/// A day so many days from now.
fn ahead(days: u32) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    }
}

/// What stands beneath a day: Mondays by their letter, days off by a dot.
fn sign(day: &DayAhead, look: &Look) -> (&'static str, Style) {
    if day.time.is_zero() {
        return (look.glyphs.dot, look.theme.dim);
    }
    let is_monday = day.day.weekday() == jiff::civil::Weekday::Monday;
    (if is_monday { "M" } else { " " }, look.theme.dim)
}
