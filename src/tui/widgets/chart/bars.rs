//! Shares beside each other, with a mark where each was expected.

use ratatui::text::{Line, Span};

use crate::stats::plots::Bar;
use crate::tui::theme::Look;
use crate::tui::widgets::Sheet;
use crate::tui::widgets::bar::bar;
use crate::tui::widgets::prose::{clipped, columns};
use crate::words;

/// Columns of a name, at most, and of a bar, at least and at most.
const NAME: usize = 34;
const BAR: (usize, usize) = (10, 50);
/// Columns of a share with a space before it.
const SHARE: usize = 6;

pub(super) fn sheet(bars: &[Bar], width: u16, look: &Look) -> Sheet {
    let width = usize::from(width);
    let name = bars.iter().map(|bar| columns(&bar.name)).max().unwrap_or(0).min(NAME).min(width / 3);
    let note = bars.iter().map(|bar| columns(&note_of(bar))).max().unwrap_or(0);
    let has_expected = bars.iter().any(|bar| bar.expected.is_some());
    let figures = SHARE + if has_expected { SHARE + 2 } else { 0 };
    let note = if name + 1 + BAR.0 + figures + 2 + note <= width { note } else { 0 };
    let room = width.saturating_sub(name + 1 + figures + if note > 0 { note + 2 } else { 0 });
    let mut sheet = Sheet::default();
    for bar in bars {
        sheet.push(row(bar, (name, room.min(BAR.1), note), has_expected, look));
    }
    sheet
}

fn row(
    bar: &Bar,
    (name, room, note): (usize, usize, usize),
    has_expected: bool,
    look: &Look,
) -> Line<'static> {
    let ink = if bar.is_sure() { look.theme.text } else { look.theme.dim };
    let title = clipped(&bar.name, name, look);
    let gap = " ".repeat(name + 1 - columns(&title));
    let mut spans = vec![Span::styled(title, ink), Span::raw(gap)];
    spans.extend(gauge(bar, room, look));
    let share = bar.share.map_or("-".to_owned(), words::percent);
    spans.push(Span::styled(format!("{share:>SHARE$}"), ink));
    if has_expected {
        let expected =
            bar.expected.map_or(String::new(), |share| format!("{}{:>5}", mark(look), words::percent(share)));
        spans.push(Span::styled(format!("{expected:>0$}", SHARE + 2), look.theme.dim));
    }
    if note > 0 {
        spans.push(Span::styled(format!("  {}", note_of(bar)), look.theme.dim));
    }
    Line::from(spans)
}

/// What stands behind a bar.
fn note_of(bar: &Bar) -> String {
    format!("{}{}", bar.note, if bar.is_sure() { "" } else { ", few" })
}

/// The bar, `room` columns of it, with a mark at what was expected.
fn gauge(share: &Bar, room: usize, look: &Look) -> Vec<Span<'static>> {
    let done = (1000.0 * share.share.unwrap_or(0.0)).round() as usize;
    let drawn = bar(done, 1000, room as u16, look);
    let Some(expected) = share.expected.filter(|_| room > 0) else { return drawn.spans };
    let at = ((expected * room as f64) as usize).min(room - 1);
    let mut spans = Vec::new();
    let mut column = 0;
    for span in drawn.spans {
        let style = if share.is_sure() { span.style } else { look.theme.dim };
        for sign in span.content.chars() {
            spans.push(if column == at {
                Span::styled(mark(look), look.theme.hint)
            } else {
                Span::styled(sign.to_string(), style)
            });
            column += 1;
        }
    }
    spans
}

/// The sign of what was expected.
fn mark(look: &Look) -> &'static str {
    if look.glyphs.is_ascii() { "|" } else { "│" }
}
