//! The quizzes that were sat, and how each topic went.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Marks;
use crate::quiz::{Report, topic_trends};
use crate::store::Unreadable;
use crate::trainer::Past;
use crate::tui::ask::{Ask, Told};
use crate::tui::canvas::Canvas;
use crate::tui::event::{Event, Key};
use crate::tui::keys::{Binding, Hint, lookup};
use crate::tui::screen::{Ctx, Done, Effect, Go, Next, Screen};
use crate::tui::screens::{below, column, headed};
use crate::tui::theme::Look;
use crate::tui::widgets::prose::{columns, filled};
use crate::tui::widgets::{Cursor, Sheet, list, panel};
use crate::words;

/// What the keys do.
pub(in super::super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::ENTER, Key::char(' ')], Action::Open, "its result").hint(Hint::First),
    Binding::new(&[Key::char('q'), Key::ESC], Action::Back, "back").hint(Hint::First),
];

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Action {
    Open,
    Back,
}

/// No line of text is longer than this.
const WIDEST: u16 = 110;
/// From this height on, the trend stands below the list.
const TALL: u16 = 14;
/// Quizzes that a trend goes back.
const TREND: usize = 12;

/// The screen; the history is read when it is shown.
#[derive(Debug, Default)]
pub struct History {
    /// Newest first.
    past: Vec<Past>,
    /// Those that stand in the log and cannot be read.
    unreadable: Vec<Unreadable>,
    cursor: Cursor,
    offset: Option<jiff::tz::TimeZone>,
}

impl History {
    fn row(&self, past: &Past, here: bool, width: u16, look: &Look) -> Vec<Span<'static>> {
        let theme = &look.theme;
        let zone = self.offset.clone().unwrap_or(jiff::tz::TimeZone::UTC);
        let at = past.at.to_zoned(zone);
        let day =
            if width >= 60 { at.strftime("%Y-%m-%d %H:%M  ") } else { at.strftime("%m-%d ") }.to_string();
        let (sign, style) = match past.report.passed {
            Some(true) => (look.glyphs.right, theme.right),
            Some(false) => (look.glyphs.wrong, theme.wrong),
            None => (" ", theme.text),
        };
        let mut numbers = format!("{:>6} ", words::percent(past.report.share()));
        if width >= 60 {
            numbers = format!("{:>8}{numbers}", words::clock(past.sitting.spent()));
        }
        let room = usize::from(width).saturating_sub(columns(&day) + columns(&numbers) + 4);
        let paper = past.sitting.paper();
        let form = if paper.form.is_empty() { String::new() } else { format!("{}: ", paper.form) };
        let title = filled(&format!("{form}{}", paper.title), room, look);
        vec![
            Span::styled(format!("{} ", look.cursor(here)), theme.accent),
            Span::styled(day, theme.dim),
            Span::styled(title, look.row(here)),
            Span::styled(format!(" {numbers}"), theme.accent),
            Span::styled(sign, style),
        ]
    }

    /// How each topic of the exam under the cursor went, oldest quiz first.
    fn trend(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(here) = self.past.get(self.cursor.at()) else { return sheet };
        let exam = &here.sitting.paper().exam;
        let mut past: Vec<&Past> =
            self.past.iter().filter(|past| past.sitting.paper().exam == *exam).collect();
        past.truncate(TREND);
        past.reverse();
        let note = if width >= 60 { "one column for each quiz, the newest on the right" } else { "" };
        sheet.push(panel::ruled("Trend", note, width, look));
        let all: Vec<Option<f64>> = past.iter().map(|past| Some(past.report.share())).collect();
        trend_row(&mut sheet, "All", &all, width, look);
        let reports: Vec<&Report> = past.iter().map(|past| &past.report).collect();
        for (title, shares) in topic_trends(&reports) {
            trend_row(&mut sheet, title, &shares, width, look);
        }
        sheet
    }
}

/// What is told of a quiz that cannot be read.
fn unreadable(quiz: &Unreadable, zone: Option<&jiff::tz::TimeZone>) -> String {
    let zone = zone.cloned().unwrap_or(jiff::tz::TimeZone::UTC);
    let day = quiz.at.to_zoned(zone).strftime("%Y-%m-%d %H:%M");
    format!("The quiz of {day} cannot be read ({}); it stays in the log.", quiz.what)
}

fn trend_row(sheet: &mut Sheet, title: &str, shares: &[Option<f64>], width: u16, look: &Look) {
    let last = shares.iter().rev().find_map(|share| *share).unwrap_or_default();
    // Never the full height, so that rows stay apart.
    let levels = &look.glyphs.levels[..7];
    let level = |share: &Option<f64>| {
        share.map_or(" ", |share| levels[(share.clamp(0.0, 1.0) * 6.0).round() as usize])
    };
    let picture: String = shares.iter().map(level).collect();
    let style = if last < crate::quiz::WEAK { look.theme.wrong } else { look.theme.right };
    let room = usize::from(width).saturating_sub(TREND + 10);
    sheet.push(vec![
        Span::raw("  "),
        Span::styled(filled(title, room, look), look.theme.text),
        Span::styled(format!("  {picture:>TREND$}"), look.theme.gauge),
        Span::styled(format!("{:>6}", words::percent(last)), style),
    ]);
}

impl Screen for History {
    fn title(&self) -> &'static str {
        "Quizzes"
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        match event {
            Event::Shown => {
                self.offset = Some(ctx.view.days().zone.clone());
                return Effect::Ask(Ask::Quizzes).into();
            }
            Event::Done(Done::Told(Told::Quizzes(past, unreadable))) => {
                self.past = past.iter().rev().cloned().collect();
                self.unreadable.clone_from(unreadable);
            }
            Event::Key(key) => match lookup(KEYS, *key) {
                Some(Action::Open) => {
                    if let Some(past) = self.past.get(self.cursor.at()) {
                        return Go::Open(Box::new(Marks::new(past.clone()))).into();
                    }
                }
                Some(Action::Back) => return Go::Back.into(),
                None => {
                    self.cursor.key(*key, list::PAGE, self.past.len());
                }
            },
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        let area = column(area, WIDEST);
        let sat = format!("{} sat", self.past.len());
        let mut rows = headed("Quizzes", &sat, area.height >= TALL, area, canvas);
        if !self.unreadable.is_empty() {
            let mut sheet = Sheet::default();
            for one in &self.unreadable {
                let words = unreadable(one, self.offset.as_ref());
                sheet.say(&words, area.width, look.theme.wrong);
            }
            let height = sheet.height().min(rows.height / 3 + 1);
            sheet.draw_from(0, Rect { height, ..rows }, canvas);
            rows = below(rows, height);
        }
        if self.past.is_empty() {
            canvas.frame.render_widget(Line::styled("You have not sat a quiz yet.", look.theme.dim), rows);
            return;
        }
        let room = if area.height >= TALL { rows.height / 3 } else { rows.height };
        let list = Rect { height: room.min(self.past.len() as u16), ..rows };
        let mut sheet = Sheet::default();
        let width = area.width.saturating_sub(u16::from(usize::from(list.height) < self.past.len()));
        for (place, past) in self.past.iter().enumerate() {
            let is_here = place == self.cursor.at();
            sheet.item(self.row(past, is_here, width, look), is_here);
        }
        sheet.draw(list, canvas);
        if area.height >= TALL {
            let rest = below(rows, list.height + 1);
            Sheet::fitting(rest, |width| self.trend(width, look)).draw_from(0, rest, canvas);
        }
    }
}
