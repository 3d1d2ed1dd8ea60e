//! Columns that rise from nothing, with what stands beneath.

use ratatui::style::Style;
use ratatui::symbols::bar::Set;
use ratatui::text::Line;
use ratatui::widgets::{Bar, BarChart};

use super::drawn;
use crate::stats::plots::Column;
use crate::tui::theme::Look;
use crate::tui::widgets::Sheet;
use crate::tui::widgets::prose::columns;

/// A column takes no more columns of the screen than that, the gap behind it included.
const WIDEST: usize = 8;
/// From this width on, its value stands beneath.
const TOLD: usize = 5;

/// The columns on `rows` rows, the last ones where not all have room.
pub(super) fn sheet(all: &[Column], width: u16, rows: u16, is_sure: bool, look: &Look) -> Sheet {
    let room = usize::from(width).max(1);
    let shown = &all[all.len().saturating_sub(room)..];
    let step = (room / shown.len().max(1)).clamp(1, WIDEST);
    let gap = usize::from(step > 1);
    let style = if is_sure { look.theme.gauge } else { look.theme.dim };
    let most = shown.iter().map(|column| column.value).fold(0.0, f64::max);
    let chart = chart(shown, most, rows, style, look).bar_width((step - gap) as u16).bar_gap(gap as u16);
    let mut sheet = drawn(chart, width, rows, look);
    let labels = shown.iter().map(|column| column.label.clone());
    sheet.push(Line::styled(beneath(labels, step, room), look.theme.dim));
    if step >= TOLD {
        let values = shown.iter().map(|column| format!("{:.0}", column.value));
        sheet.push(Line::styled(beneath(values, step, room), look.theme.text));
    }
    sheet
}

fn chart<'a>(shown: &[Column], most: f64, rows: u16, style: Style, look: &'a Look) -> BarChart<'a> {
    // Eighths of a row. What is more than nothing is seen.
    let height = u64::from(rows) * 8;
    let mut bars = Vec::new();
    for &Column { value, .. } in shown {
        let is_nothing = value <= 0.0 || most <= 0.0;
        let filled = if is_nothing { 0 } else { ((value / most * height as f64).round() as u64).max(1) };
        bars.push(Bar::new(filled).text_value(""));
    }
    BarChart::new(bars).max(height).bar_style(style).bar_set(set(look))
}

fn set(look: &Look) -> Set<'_> {
    let levels = look.glyphs.levels;
    let [one_eighth, one_quarter, three_eighths, half, five_eighths, three_quarters, seven_eighths, full] =
        levels;
    Set {
        full,
        seven_eighths,
        three_quarters,
        five_eighths,
        half,
        three_eighths,
        one_quarter,
        one_eighth,
        empty: " ",
    }
}

/// What stands beneath columns that are `step` apart, in `room` columns of the screen; what would run into what is before it,
/// or out of them, is left out.
fn beneath(labels: impl Iterator<Item = String>, step: usize, room: usize) -> String {
    let mut line = String::new();
    let mut used = 0;
    for (nth, label) in labels.enumerate().filter(|(_, label)| !label.is_empty()) {
        let at = nth * step;
        if at >= used && at + columns(&label) <= room {
            let here = columns(&line);
            line.push_str(&" ".repeat(at - here));
            line.push_str(&label);
            used = at + columns(&label) + 1;
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_do_not_run_into_each_other() {
        let labels = ["9 Nov", "", "", "16 Nov", "", "", "", "23 Nov"].map(str::to_owned);
        assert_eq!(beneath(labels.clone().into_iter(), 1, 20), "9 Nov  23 Nov");
        assert_eq!(beneath(labels.into_iter(), 1, 12), "9 Nov");
    }
}
