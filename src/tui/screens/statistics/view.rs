//! Draws the pages: plots beneath each other, in two columns where there is room, and in figures where there is none.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{About, Statistics};
use crate::stats::plots::{Plot, Shape};
use crate::tui::canvas::Canvas;
use crate::tui::event::Key;
use crate::tui::keys::DIGITS;
use crate::tui::screens::{below, column};
use crate::tui::theme::Look;
use crate::tui::widgets::page::{self, Paged};
use crate::tui::widgets::{Page, Sheet, chart};

/// Below this height, plots are told in figures.
const LOW: u16 = 10;
/// From this height on, plots are drawn larger.
const TALL: u16 = 40;
/// Below this width, only the name of the page is shown.
const NARROW: u16 = 60;

impl Statistics {
    pub(super) fn draw(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        // It stays in its place from page to page.
        let top = column(area, page::WHOLE);
        let mut sheet = Sheet::default();
        sheet.push(Line::from(self.tabs(top.width, look)));
        click_tabs(top.width, &mut sheet);
        sheet.draw_from(0, Rect { height: top.height.min(1), ..top }, canvas);
        let rest = below(area, 1 + u16::from(area.height >= LOW));
        if self.told.is_none() {
            let words = self.trouble.as_deref().unwrap_or("Reading the log…");
            let mut sheet = Sheet::default();
            sheet.say(words, column(rest, 92).width, look.theme.dim);
            sheet.draw(column(rest, 92), canvas);
        } else if self.about == About::Hardest {
            self.draw_hard(rest, canvas);
        } else {
            self.page.draw(self, rest, canvas);
        }
    }

    /// The page after `key`.
    pub(super) fn scrolled(&self, key: Key, area: Rect) -> Page {
        let rest = below(area, 1 + u16::from(area.height >= LOW));
        self.page.after(key, rest, self)
    }

    /// The names of the pages, this one marked.
    fn tabs(&self, width: u16, look: &Look) -> Vec<Span<'static>> {
        let mut spans = vec![Span::styled("Statistics", look.theme.heading)];
        if width < NARROW {
            let at = About::ALL.iter().position(|about| *about == self.about).unwrap_or(0) + 1;
            let name = format!("{} {at}/{}", self.about.title(), About::ALL.len());
            return vec![Span::styled(name, look.theme.heading)];
        }
        for (nth, about) in About::ALL.iter().enumerate() {
            let is_here = *about == self.about;
            spans.push(Span::styled(format!("   {}{} ", look.cursor(is_here), nth + 1), look.theme.key));
            let style = if is_here { look.theme.selected } else { look.theme.dim };
            spans.push(Span::styled(about.title(), style));
        }
        spans
    }
}

impl Paged for Statistics {
    fn text(&self, width: u16, area: Rect, look: &Look) -> Sheet {
        let plots = self.plots();
        let left = if area.width >= page::WIDE { half(&plots) } else { plots.len() };
        let overview = self.told.as_ref().filter(|_| self.about == About::Overview);
        let lead = overview.map_or_else(Vec::new, |told| told.lead());
        stacked(&lead, &plots[..left], width, area.height, look)
    }

    fn aside(&self, width: u16, area: Rect, look: &Look) -> Option<Sheet> {
        let plots = self.plots();
        let right = &plots[half(&plots)..];
        (!right.is_empty()).then(|| stacked(&[], right, width, area.height, look))
    }
}

/// A click on a name turns to its page.
fn click_tabs(width: u16, sheet: &mut Sheet) {
    if width < NARROW {
        return;
    }
    let mut at = "Statistics".len();
    for (about, key) in About::ALL.iter().zip(DIGITS) {
        let end = at + 6 + about.title().len();
        sheet.click_at(0..1, at..end, *key);
        at = end;
    }
}

/// How many of `plots` stand at the left, so that both columns come out about as tall; one alone stands there.
fn half(plots: &[Plot]) -> usize {
    let all: usize = plots.iter().map(weight).sum();
    let mut left = 0;
    for (nth, plot) in plots.iter().enumerate() {
        left += weight(plot);
        if 2 * left >= all {
            return (nth + 1).min((plots.len() - 1).max(1));
        }
    }
    plots.len()
}

/// About as many rows as a plot takes.
fn weight(plot: &Plot) -> usize {
    match &plot.shape {
        Shape::Bars(bars) => 3 + bars.len(),
        Shape::Columns(_) => 9,
        Shape::Lines(_) => 14,
        Shape::Days(..) => 12,
    }
}

/// The plots beneath each other and beneath what they come to, on a screen of so many rows.
fn stacked(lead: &[String], plots: &[Plot], width: u16, rows: u16, look: &Look) -> Sheet {
    let mut sheet = Sheet::default();
    for sentence in lead {
        sheet.say(sentence, width, look.theme.text);
    }
    for plot in plots {
        sheet.gap_if(rows >= LOW);
        sheet.append(chart::sheet(plot, width, tall(plot, rows), look));
    }
    sheet
}

/// Rows of the picture of a plot on a screen of so many; 0 where it is not drawn.
fn tall(plot: &Plot, rows: u16) -> u16 {
    match (&plot.shape, rows) {
        (_, ..LOW) => 0,
        (Shape::Lines(_), TALL..) => 15,
        (Shape::Lines(_), _) => 10,
        (_, TALL..) => 6,
        _ => 4,
    }
}
