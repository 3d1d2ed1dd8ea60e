//! Days of study: weeks as columns, weekdays as rows, the fuller the more.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use plotters::prelude::{Rectangle, Text};
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::{Area, DIM, HEAT, INK, text};

/// Units of a cell and the gap behind it.
const CELL: i32 = 9;
/// Weeks that are shown, the last ones from the first day of study on, at most.
const WEEKS: i32 = 53;
/// Where the first cell stands.
const FIRST: (i32, i32) = (40, 24);
/// Units upward: months, seven days, and what the colours mean.
pub(super) const HEIGHT: u32 = (FIRST.1 + 7 * CELL + 36) as u32;

pub(super) fn draw(days: &[(Date, u32)], today: Date, area: &Area<'_>) -> anyhow::Result<()> {
    let counts: BTreeMap<Date, u32> = days.iter().copied().collect();
    let most = counts.values().copied().max().unwrap_or(0).max(1);
    let monday = today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
    for (row, name) in [(0, "Mon"), (2, "Wed"), (4, "Fri"), (6, "Sun")] {
        let at = (FIRST.0 - 6, FIRST.1 + CELL * row + CELL / 2);
        area.draw(&Text::new(name, at, text(DIM, HPos::Right, VPos::Center)))?;
    }
    let first = counts.keys().next().copied().unwrap_or(today);
    let weeks =
        1 + first.until(monday).map_or(0, |span| (span.get_days() + 6).div_euclid(7)).clamp(0, WEEKS - 1);
    let mut free = 0;
    for week in 0..weeks {
        let begins = monday.saturating_sub(i64::from(7 * (weeks - 1 - week)).days());
        let x = FIRST.0 + CELL * week;
        if begins.day() <= 7 && x >= free && x < FIRST.0 + CELL * (WEEKS - 2) {
            let month = begins.strftime("%b").to_string();
            area.draw(&Text::new(month, (x, 4), text(INK, HPos::Left, VPos::Top)))?;
            free = x + 4 * CELL;
        }
        for row in 0..7 {
            let day = begins.saturating_add(i64::from(row).days());
            if day <= today {
                let level = level(counts.get(&day).copied().unwrap_or(0), most);
                draw_cell(x, FIRST.1 + CELL * row, level, area)?;
            }
        }
    }
    draw_legend(most, area)
}

/// How strong a day is, 0 to 4, measured by the strongest.
fn level(count: u32, most: u32) -> usize {
    if count == 0 { 0 } else { (1 + (u64::from(count) * 4 - 1) / u64::from(most)).min(4) as usize }
}

fn draw_cell(x: i32, y: i32, level: usize, area: &Area<'_>) -> anyhow::Result<()> {
    // Stronger days are larger as well, so that they are told apart without colour.
    let less = if level == 0 { 3 } else { (4 - level as i32) / 2 };
    let corners = [(x + less, y + less), (x + CELL - 2 - less, y + CELL - 2 - less)];
    area.draw(&Rectangle::new(corners, HEAT[level].filled()))?;
    Ok(())
}

fn draw_legend(most: u32, area: &Area<'_>) -> anyhow::Result<()> {
    let y = FIRST.1 + 7 * CELL + 14;
    area.draw(&Text::new("0", (FIRST.0, y + CELL / 2), text(DIM, HPos::Left, VPos::Center)))?;
    for level in 0..HEAT.len() {
        draw_cell(FIRST.0 + 14 + (CELL + 4) * level as i32, y, level, area)?;
    }
    let most = format!("{most} answers a day");
    let at = (FIRST.0 + 20 + (CELL + 4) * HEAT.len() as i32, y + CELL / 2);
    area.draw(&Text::new(most, at, text(DIM, HPos::Left, VPos::Center)))?;
    Ok(())
}
