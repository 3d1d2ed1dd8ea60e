//! Points and lines between two axes.

use plotters::prelude::{Circle, PathElement, Text};
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBColor};

use super::{ACCENT, Area, Chart, DIM, INK, between, text};
use crate::stats::plots::{Lines, Series, Style};

/// Units of the radius of a point.
const POINT: i32 = 5;
/// Where the legend stands, and units of a letter in it and of a sign.
const LEGEND: (i32, i32) = (62, 12);
const LETTER: i32 = 8;
const SIGN: i32 = 24;

pub(super) fn draw(lines: &Lines, is_sure: bool, area: &Area<'_>) -> anyhow::Result<()> {
    let shown: Vec<&Series> = lines.series.iter().filter(|series| !series.points.is_empty()).collect();
    let top = if shown.len() > 1 { 30 } else { 10 };
    let chart = between(&lines.across, &lines.up, top, area)?;
    for series in &shown {
        let ink = if is_sure { ink(series.style) } else { DIM };
        draw_series(series, ink, &chart)?;
    }
    if shown.len() > 1 {
        draw_legend(&shown, is_sure, area)?;
    }
    Ok(())
}

const fn ink(style: Style) -> RGBColor {
    match style {
        Style::Line | Style::Points => ACCENT,
        Style::Ideal | Style::Unsure => DIM,
    }
}

fn draw_series(series: &Series, ink: RGBColor, chart: &Chart<'_, '_>) -> anyhow::Result<()> {
    let area = chart.plotting_area();
    match series.style {
        Style::Line => area.draw(&PathElement::new(series.points.clone(), ink.stroke_width(3)))?,
        Style::Ideal => area.draw(&PathElement::new(series.points.clone(), ink.stroke_width(2)))?,
        Style::Points => {
            for point in &series.points {
                area.draw(&Circle::new(*point, POINT, ink.filled()))?;
            }
        }
        Style::Unsure => {
            for point in &series.points {
                area.draw(&Circle::new(*point, POINT, ink.stroke_width(1)))?;
            }
        }
    }
    Ok(())
}

/// What the signs mean, above the plot.
fn draw_legend(series: &[&Series], is_sure: bool, area: &Area<'_>) -> anyhow::Result<()> {
    let (mut x, y) = LEGEND;
    for one in series {
        let ink = if is_sure { ink(one.style) } else { DIM };
        match one.style {
            Style::Line | Style::Ideal => {
                area.draw(&PathElement::new([(x, y), (x + 16, y)], ink.stroke_width(2)))?;
            }
            Style::Points => area.draw(&Circle::new((x + 8, y), POINT, ink.filled()))?,
            Style::Unsure => area.draw(&Circle::new((x + 8, y), POINT, ink.stroke_width(1)))?,
        }
        area.draw(&Text::new(one.name, (x + SIGN, y), text(INK, HPos::Left, VPos::Center)))?;
        x += 2 * SIGN + LETTER * one.name.len() as i32;
    }
    Ok(())
}
