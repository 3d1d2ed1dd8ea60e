//! Small diagrams: columns, and how many were done by when.

use std::time::Duration;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Sheet;
use crate::tui::theme::Look;
use crate::words;

/// A column for each value, from nothing to the largest, with a sign beneath; on as many rows as they take.
pub fn columns(values: &[f64], signs: &[(&'static str, Style)], width: u16, look: &Look) -> Sheet {
    let mut sheet = Sheet::default();
    let largest = values.iter().copied().fold(0.0, f64::max);
    let row = usize::from(width).max(1);
    for (values, signs) in values.chunks(row).zip(signs.chunks(row)) {
        let bars: String = values.iter().map(|value| level(value / largest, look)).collect();
        sheet.push(Line::styled(bars, look.theme.gauge));
        sheet.push(signs.iter().map(|(sign, style)| Span::styled(*sign, *style)).collect::<Vec<_>>());
    }
    sheet
}

/// The same on so many rows, with what the largest and nothing are called at their left.
pub fn scaled_columns(
    values: &[f64],
    signs: &[(&'static str, Style)],
    (largest, nothing): (&str, &str),
    (width, rows): (u16, usize),
    look: &Look,
) -> Sheet {
    let mut sheet = Sheet::default();
    let axis = largest.len().max(nothing.len());
    let most = values.iter().copied().fold(0.0, f64::max);
    let (rows, steps) = (rows.max(1), look.glyphs.levels.len());
    let in_row = usize::from(width).saturating_sub(axis + 1).max(1);
    for (values, signs) in values.chunks(in_row).zip(signs.chunks(in_row)) {
        let heights: Vec<usize> = values.iter().map(|value| height(value / most, rows * steps)).collect();
        for row in (0..rows).rev() {
            let label = if row + 1 == rows {
                largest
            } else if row == 0 {
                nothing
            } else {
                ""
            };
            let parts = heights.iter().map(|height| height.saturating_sub(row * steps).min(steps));
            let bars: String = parts
                .map(|part| part.checked_sub(1).map_or(" ", |level| look.glyphs.levels[level]))
                .collect();
            let label = Span::styled(format!("{label:>axis$} "), look.theme.dim);
            sheet.push(vec![label, Span::styled(bars, look.theme.gauge)]);
        }
        let mut beneath = vec![Span::raw(" ".repeat(axis + 1))];
        beneath.extend(signs.iter().map(|(sign, style)| Span::styled(*sign, *style)));
        sheet.push(beneath);
    }
    sheet
}

/// How many of `all` steps a share, 0 to 1, is high.
fn height(share: f64, all: usize) -> usize {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    (share * all as f64).ceil() as usize
}

/// The sign for a share, 0 to 1, of a column.
fn level(share: f64, look: &Look) -> &'static str {
    let last = look.glyphs.levels.len() - 1;
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    look.glyphs.levels[(share * last as f64).round() as usize]
}

/// How many of `count` were answered at each moment up to `all`, given when each was. Dots show an even pace where that is
/// ahead.
pub fn pace(
    times: &[Duration],
    count: usize,
    all: Duration,
    (width, height): (u16, u16),
    look: &Look,
) -> Sheet {
    let mut sheet = Sheet::default();
    let axis = count.to_string().len() + 1;
    let columns = usize::from(width).saturating_sub(axis + 1).max(1);
    let rows = usize::from(height).max(1);
    let steps = look.glyphs.levels.len();
    let last = times.iter().max().copied().unwrap_or_default();
    // Heights in parts of a row.
    let mut heights = Vec::new();
    for column in 0..columns {
        let until = all.mul_f64((column + 1) as f64 / columns as f64);
        let begun = all.mul_f64(column as f64 / columns as f64);
        let by_then = times.iter().filter(|time| **time <= until).count();
        // Nothing is drawn for the time after the last answer.
        heights.push(if begun > last { 0 } else { (by_then * rows * steps).div_ceil(count.max(1)) });
    }
    let even = |column: usize| (column + 1) * rows * steps / columns;
    for row in (0..rows).rev() {
        let label = match row {
            _ if row + 1 == rows => count.to_string(),
            0 => "0".to_owned(),
            _ => String::new(),
        };
        let mut spans = vec![Span::styled(format!("{label:>axis$} "), look.theme.dim)];
        for (column, height) in heights.iter().enumerate() {
            let filled = height.saturating_sub(row * steps).min(steps);
            let is_even = even(column).saturating_sub(1) / steps == row;
            spans.push(match filled {
                0 if is_even => Span::styled(look.glyphs.dot, look.theme.dim),
                0 => Span::raw(" "),
                filled => Span::styled(look.glyphs.levels[filled - 1], look.theme.gauge),
            });
        }
        sheet.push(spans);
    }
    let end = words::clock(all);
    let gap = (axis + 1 + columns).saturating_sub(axis + 1 + 4 + end.len());
    let line = format!("{}0:00{}{end}", " ".repeat(axis + 1), " ".repeat(gap));
    sheet.push(Line::styled(line, look.theme.dim));
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widgets::tests::shown;

    #[test]
    fn columns_rise_to_the_largest_and_wrap() {
        let look = Look::dark();
        let signs = [("✓", Style::new()); 5];
        let sheet = columns(&[0.0, 1.0, 2.0, 4.0, 0.1], &signs, 4, &look);
        assert_eq!(shown(&sheet, 4), ["▁▃▅█", "✓✓✓✓", "▁", "✓"]);
        assert_eq!(shown(&columns(&[0.0], &signs[..1], 4, &look), 2)[0], "▁", "nothing is the largest");
    }

    #[test]
    fn columns_with_a_scale_have_rows_and_the_largest_and_nothing_named() {
        let (look, signs) = (Look::dark(), [("M", Style::new()); 4]);
        let sheet = scaled_columns(&[20.0, 10.0, 5.0, 0.0], &signs, ("20 min", "0"), (20, 2), &look);
        assert_eq!(shown(&sheet, 20), ["20 min █", "     0 ██▄", "       MMMM"]);
    }

    #[test]
    fn an_even_pace_is_a_slope_and_what_is_behind_shows_dots() {
        let minutes = [1, 2, 3, 4].map(Duration::from_mins);
        let even = pace(&minutes, 4, Duration::from_mins(4), (7, 2), &Look::dark());
        assert_eq!(shown(&even, 7), [" 4   ▄█", " 0 ▄███", "   0:004:00"[..7].to_owned().as_str()]);
        let late = pace(&minutes[3..], 4, Duration::from_mins(4), (7, 2), &Look::dark());
        assert_eq!(shown(&late, 7)[..2], [" 4   ··", " 0 ·· ▄"]);
    }
}
