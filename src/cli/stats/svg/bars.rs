//! Shares beside each other, with a mark where each was expected.

use plotters::prelude::{PathElement, Rectangle, Text};
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::{ACCENT, Area, DIM, EXPECTED, FAINT, INK, text};
use crate::stats::plots::Bar;
use crate::words;

/// Units of a row upward.
const ROW: i32 = 28;
/// Where the bars begin and end; names stand before, figures behind.
const BAR: (i32, i32) = (138, 312);
/// Columns of a name, at most.
const NAME: usize = 16;

/// The height of so many.
pub(super) fn height(bars: &[Bar]) -> u32 {
    (ROW * bars.len().max(1) as i32 + 6) as u32
}

pub(super) fn draw(bars: &[Bar], area: &Area<'_>) -> anyhow::Result<()> {
    for (nth, bar) in bars.iter().enumerate() {
        let y = ROW * nth as i32 + ROW / 2 + 3;
        let (ink, fill) = if bar.is_sure() { (INK, ACCENT) } else { (DIM, DIM) };
        let name = words::cut(&bar.name, NAME, "…");
        area.draw(&Text::new(name, (BAR.0 - 10, y), text(ink, HPos::Right, VPos::Center)))?;
        area.draw(&Rectangle::new([(BAR.0, y - 6), (BAR.1, y + 6)], FAINT.filled()))?;
        let share = bar.share.filter(|share| *share > 0.0);
        if let Some(share) = share {
            area.draw(&Rectangle::new([(BAR.0, y - 6), (at(share), y + 6)], fill.filled()))?;
        }
        if let Some(expected) = bar.expected {
            let mark = [(at(expected), y - 10), (at(expected), y + 10)];
            area.draw(&PathElement::new(mark, EXPECTED.stroke_width(3)))?;
        }
        let share = bar.share.map_or("–".to_owned(), words::percent);
        area.draw(&Text::new(share, (BAR.1 + 52, y), text(ink, HPos::Right, VPos::Center)))?;
        let few = if bar.is_sure() { "" } else { ", few" };
        let note = format!("{}{few}", bar.note);
        area.draw(&Text::new(note, (BAR.1 + 60, y), text(DIM, HPos::Left, VPos::Center)))?;
    }
    Ok(())
}

/// Where on a bar that share of it ends.
fn at(share: f64) -> i32 {
    BAR.0 + (f64::from(BAR.1 - BAR.0) * share.clamp(0.0, 1.0)).round() as i32
}
