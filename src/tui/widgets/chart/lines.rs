//! Points and lines between two axes.

use ratatui::style::Style;
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Axis, Chart, Dataset, GraphType};

use super::drawn;
use crate::stats::plots::{self, Lines, Series};
use crate::tui::theme::Look;
use crate::tui::widgets::Sheet;

/// No plot is wider than this: points would lie too far apart to be compared.
const WIDEST: u16 = 90;

pub(super) fn sheet(lines: &Lines, width: u16, rows: u16, is_sure: bool, look: &Look) -> Sheet {
    let series: Vec<&Series> = lines.series.iter().filter(|series| !series.points.is_empty()).collect();
    let sets = series.iter().map(|series| dataset(series, is_sure, look)).collect();
    let chart = Chart::new(sets)
        .x_axis(axis(&lines.across, 1, look))
        .y_axis(axis(&lines.up, step(&lines.up, rows), look))
        .legend_position(None);
    let mut sheet = drawn(chart, width.min(WIDEST), rows, look);
    if series.len() > 1 {
        sheet.push(legend(&series, is_sure, look));
    }
    sheet
}

/// Of so many labels one is shown: of five on few rows every second, or two would stand close and two far apart.
fn step(axis: &plots::Axis, rows: u16) -> usize {
    if axis.labels.len() == 5 && rows < 15 { 2 } else { 1 }
}

fn axis<'a>(axis: &'a plots::Axis, step: usize, look: &Look) -> Axis<'a> {
    let labels = axis.labels.iter().step_by(step).map(|label| Span::styled(label.as_str(), look.theme.dim));
    Axis::default().bounds(axis.bounds).labels(labels).style(look.theme.border)
}

fn dataset<'a>(series: &'a Series, is_sure: bool, look: &Look) -> Dataset<'a> {
    let kind = match series.style {
        plots::Style::Line | plots::Style::Ideal => GraphType::Line,
        plots::Style::Points | plots::Style::Unsure => GraphType::Scatter,
    };
    Dataset::default().data(&series.points).marker(marker(series.style, look)).graph_type(kind).style(ink(
        series.style,
        is_sure,
        look,
    ))
}

fn ink(style: plots::Style, is_sure: bool, look: &Look) -> Style {
    match style {
        _ if !is_sure => look.theme.dim,
        plots::Style::Line => look.theme.gauge,
        plots::Style::Points => look.theme.accent,
        plots::Style::Ideal | plots::Style::Unsure => look.theme.dim,
    }
}

fn marker(style: plots::Style, look: &Look) -> Marker {
    let is_ascii = look.glyphs.is_ascii();
    match style {
        plots::Style::Line | plots::Style::Ideal if !is_ascii => Marker::Braille,
        style => Marker::Custom(sign(style, look).chars().next().unwrap_or('*')),
    }
}

fn sign(style: plots::Style, look: &Look) -> &'static str {
    match (style, look.glyphs.is_ascii()) {
        (plots::Style::Line | plots::Style::Ideal, false) => "⠒⠒",
        (plots::Style::Line | plots::Style::Ideal, true) => ".",
        (plots::Style::Points, _) => look.glyphs.on,
        (plots::Style::Unsure, _) => look.glyphs.off,
    }
}

/// What the signs mean.
fn legend(series: &[&Series], is_sure: bool, look: &Look) -> Line<'static> {
    let mut spans = Vec::new();
    for one in series {
        spans.push(Span::styled(format!("{} ", sign(one.style, look)), ink(one.style, is_sure, look)));
        spans.push(Span::styled(format!("{}   ", one.name), look.theme.dim));
    }
    Line::from(spans)
}
