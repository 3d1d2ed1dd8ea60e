//! Draws the plots of the statistics as SVG.
//!
//! Colours are those of a light page. The style sheet of the page finds each by its name and shows another on a dark one.

mod bars;
mod days;
mod lines;

use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{
    Cartesian2d, DrawingArea, FontTransform, IntoDrawingArea, IntoFont, PathElement, Rectangle, SVGBackend,
    Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, RGBColor, TextStyle};

use crate::stats::plots::{Axis, Column, Plot, Shape};
use crate::words;

/// What is written along axes and beside bars.
pub(super) const INK: RGBColor = RGBColor(0x30, 0x36, 0x42);
/// What stands on too few answers, or was only expected.
pub(super) const DIM: RGBColor = RGBColor(0x6b, 0x72, 0x80);
/// Lines of the grid, and the rest of a bar.
pub(super) const FAINT: RGBColor = RGBColor(0xdd, 0xe0, 0xe6);
/// What came.
pub(super) const ACCENT: RGBColor = RGBColor(0x17, 0x57, 0xa6);
/// Where something was expected.
pub(super) const EXPECTED: RGBColor = RGBColor(0xb4, 0x53, 0x09);
/// Days, from none to the most answers.
pub(super) const HEAT: [RGBColor; 5] = [
    RGBColor(0xe4, 0xe7, 0xec),
    RGBColor(0x9f, 0xd3, 0xad),
    RGBColor(0x5f, 0xae, 0x76),
    RGBColor(0x2d, 0x7d, 0x48),
    RGBColor(0x13, 0x5a, 0x2e),
];

/// Units of a picture across; the page makes it as wide as there is room.
const WIDTH: u32 = 520;
/// Units of a plot between two axes upward.
const HEIGHT: u32 = 240;
/// Size of what is written.
const SIZE: u32 = 16;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Chart<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// The picture of a plot as an element of a page, with what it shows in figures for those who cannot see it.
pub(super) fn picture(plot: &Plot) -> anyhow::Result<String> {
    let height = match &plot.shape {
        Shape::Bars(bars) => bars::height(bars),
        Shape::Columns(_) | Shape::Lines(_) => HEIGHT,
        Shape::Days(..) => days::HEIGHT,
    };
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (WIDTH, height)).into_drawing_area();
        match &plot.shape {
            Shape::Bars(bars) => bars::draw(bars, &area)?,
            Shape::Columns(all) => columns(all, plot.is_sure(), &area)?,
            Shape::Lines(lines) => lines::draw(lines, plot.is_sure(), &area)?,
            Shape::Days(days, today) => days::draw(days, *today, &area)?,
        }
        area.present()?;
    }
    let told = escaped(&format!("{}: {}", plot.title, plot.figures.join("; ")));
    Ok(svg.replacen("<svg ", &format!("<svg role=\"img\" aria-label=\"{told}\" "), 1))
}

/// A text style of this colour, held at this point of the text.
fn text(color: RGBColor, across: HPos, up: VPos) -> TextStyle<'static> {
    ("system-ui, sans-serif", SIZE)
        .into_font()
        .transform(FontTransform::None)
        .color(&color)
        .pos(Pos::new(across, up))
}

/// An empty plot between two axes, `top` units from above, with its grid and what stands along it.
fn between<'a, 'b>(across: &Axis, up: &Axis, top: u32, area: &'a Area<'b>) -> anyhow::Result<Chart<'a, 'b>> {
    let [width, height] = [across, up].map(|axis| axis.bounds[0]..axis.bounds[1]);
    let chart = ChartBuilder::on(area)
        .margin_top(top)
        .margin_right(24)
        .x_label_area_size(28)
        .y_label_area_size(56)
        .build_cartesian_2d(width, height)?;
    for (value, label) in along(up) {
        let (left, right) = (across.bounds[0], across.bounds[1]);
        chart.plotting_area().draw(&PathElement::new([(left, value), (right, value)], FAINT))?;
        let (x, y) = chart.backend_coord(&(left, value));
        area.draw(&Text::new(label.to_owned(), (x - 8, y), text(INK, HPos::Right, VPos::Center)))?;
    }
    for (value, label) in along(across) {
        let (x, y) = chart.backend_coord(&(value, up.bounds[0]));
        let held = if value > across.bounds[0] { HPos::Center } else { HPos::Left };
        let held = if value < across.bounds[1] { held } else { HPos::Right };
        area.draw(&Text::new(label.to_owned(), (x, y + 8), text(INK, held, VPos::Top)))?;
    }
    Ok(chart)
}

/// The labels of an axis, each with its value.
fn along(axis: &Axis) -> impl Iterator<Item = (f64, &str)> {
    let [first, last] = axis.bounds;
    let steps = axis.labels.len().saturating_sub(1).max(1) as f64;
    let value = move |nth: usize| first + (last - first) * nth as f64 / steps;
    axis.labels.iter().enumerate().map(move |(nth, label)| (value(nth), label.as_str()))
}

fn columns(all: &[Column], is_sure: bool, area: &Area<'_>) -> anyhow::Result<()> {
    let most = all.iter().map(|column| column.value).fold(1.0, f64::max).ceil();
    let up = Axis { bounds: [0.0, most], labels: vec!["0".to_owned(), format!("{most:.0}")] };
    let across = Axis { bounds: [0.0, all.len().max(1) as f64], labels: Vec::new() };
    let chart = between(&across, &up, 10, area)?;
    let fill = if is_sure { ACCENT } else { DIM }.filled();
    let mut free = 0;
    for (nth, column) in all.iter().enumerate() {
        let at = nth as f64;
        if column.value > 0.0 {
            chart.plotting_area().draw(&Rectangle::new([(at + 0.1, 0.0), (at + 0.9, column.value)], fill))?;
        }
        let (x, y) = chart.backend_coord(&(at + 0.5, 0.0));
        // What would run into the label before it is left out.
        if !column.label.is_empty() && x >= free {
            let label = words::cut(&column.label, 12, "…");
            free = x + 10 * label.chars().count() as i32;
            area.draw(&Text::new(label, (x, y + 8), text(INK, HPos::Center, VPos::Top)))?;
        }
    }
    Ok(())
}

/// `text` as it may stand in a page, between tags and in quoted values.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            sign => escaped.push(sign),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
