//! Draws the plots of the statistics with what ratatui has for it. Shapes and signs tell everything; colours only help.

mod bars;
mod columns;
mod lines;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::heatmap::{self, Heatmap};
use super::{Sheet, panel};
use crate::stats::plots::{Plot, Shape};
use crate::tui::theme::Look;

/// Narrower than that, a plot is told in figures.
const NARROW: u16 = 40;

/// A plot with its name and what it means, `rows` rows of it drawn; in figures where there is no room to draw.
pub fn sheet(plot: &Plot, width: u16, rows: u16, look: &Look) -> Sheet {
    let mut sheet = Sheet::default();
    let heading = if plot.is_sure() { look.theme.heading } else { look.theme.dim };
    let is_small = width < NARROW || rows == 0;
    let note = if is_small { String::new() } else { note(plot) };
    sheet.push(panel::titled(plot.title, heading, &note, width, look));
    let ink = if plot.is_sure() { look.theme.text } else { look.theme.dim };
    if is_small {
        for figure in &plot.figures {
            sheet.say(figure, width, ink);
        }
        if !plot.is_sure() {
            sheet.say("Below 20 answers: this says little.", width, look.theme.dim);
        }
        return sheet;
    }
    sheet.say(&plot.words(), width, look.theme.dim);
    match &plot.shape {
        Shape::Bars(all) => sheet.append(bars::sheet(all, width, look)),
        Shape::Columns(all) => sheet.append(columns::sheet(all, width, rows, plot.is_sure(), look)),
        Shape::Lines(lines) => sheet.append(lines::sheet(lines, width, rows, plot.is_sure(), look)),
        Shape::Days(days, today) => {
            let map = Heatmap::new(days, *today);
            map.lines(width, heatmap::HEIGHT, look).into_iter().for_each(|line| sheet.push(line));
        }
    }
    sheet
}

/// What stands beside the name: what no axis tells.
fn note(plot: &Plot) -> String {
    match &plot.shape {
        Shape::Columns(all) => {
            let most = all.iter().map(|column| column.value).fold(0.0, f64::max);
            format!("{most:.0} at most")
        }
        _ => String::new(),
    }
}

/// What `widget` draws on so many columns and rows, as lines.
fn drawn(widget: impl Widget, width: u16, rows: u16, look: &Look) -> Sheet {
    let area = Rect::new(0, 0, width, rows);
    let mut buffer = Buffer::empty(area);
    widget.render(area, &mut buffer);
    let mut sheet = Sheet::default();
    for y in 0..rows {
        let mut spans: Vec<Span<'static>> = Vec::new();
        for x in 0..width {
            let cell = &buffer[(x, y)];
            let (sign, style) =
                (sign(cell.symbol(), look), Style::new().fg(cell.fg).add_modifier(cell.modifier));
            match spans.last_mut().filter(|last| last.style == style) {
                Some(last) => last.content.to_mut().push_str(sign),
                None => spans.push(Span::styled(sign.to_owned(), style)),
            }
        }
        sheet.push(Line::from(spans));
    }
    sheet
}

/// A sign of a widget, as this terminal can show it.
fn sign<'a>(sign: &'a str, look: &Look) -> &'a str {
    match sign {
        "│" if look.glyphs.is_ascii() => "|",
        "─" if look.glyphs.is_ascii() => "-",
        "└" if look.glyphs.is_ascii() => "+",
        sign => sign,
    }
}

#[cfg(test)]
mod tests;
