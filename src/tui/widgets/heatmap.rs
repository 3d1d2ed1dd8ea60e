//! The days of study: weeks as columns, weekdays as rows, the more the stronger.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date;
use ratatui::text::{Line, Span};

use crate::tui::theme::Look;

/// Rows of the whole picture: months, seven weekdays, legend.
pub const HEIGHT: u16 = 9;

/// Columns before the first week.
const LABEL: usize = 4;

/// A year of weeks at most.
const WEEKS: usize = 53;

/// Days with the number of answers given on each; days that are missing had none.
#[derive(Debug, Clone)]
pub struct Heatmap {
    counts: HashMap<Date, u32>,
    most: u32,
    today: Date,
}

impl Heatmap {
    /// The days up to `today`; later ones are not shown.
    pub fn new(days: &[(Date, u32)], today: Date) -> Self {
        let mut counts = HashMap::new();
        for &(day, count) in days.iter().filter(|(day, _)| *day <= today) {
            let sum: &mut u32 = counts.entry(day).or_default();
            *sum = sum.saturating_add(count);
        }
        Self { most: counts.values().copied().max().unwrap_or(0), counts, today }
    }

    /// How strong a day is, from 0 (none) to 4, measured by the strongest day.
    pub fn level(&self, day: Date) -> usize {
        match self.counts.get(&day) {
            None | Some(0) => 0,
            Some(&count) => 1 + (u64::from(count) * 4 - 1) as usize / (self.most as usize).max(1),
        }
        .min(4)
    }

    /// The picture on at most `width` columns and `height` rows: all of it on [`HEIGHT`] rows, without the legend on
    /// one less; on fewer rows one row with the last days.
    pub fn lines(&self, width: u16, height: u16, look: &Look) -> Vec<Line<'static>> {
        let room = usize::from(width);
        if height == 0 || room == 0 {
            return Vec::new();
        }
        if height < HEIGHT - 1 || room < LABEL + 6 {
            return vec![self.strip(room, look)];
        }
        let weeks = (room - LABEL).div_ceil(2).min(WEEKS);
        let mut lines = vec![self.months(weeks, look)];
        lines.extend((0..7).map(|weekday| self.weekday(weekday, weeks, look)));
        if height >= HEIGHT && room >= LABEL + 19 {
            lines.push(legend(look));
        }
        lines
    }

    /// The Monday of the week that stands in column `week` of `weeks`.
    fn monday(&self, week: usize, weeks: usize) -> Option<Date> {
        let days = self.today.weekday().to_monday_zero_offset();
        let back = i64::from(days) + 7 * (weeks - 1 - week) as i64;
        self.today.checked_sub(back.days()).ok()
    }

    fn cell(&self, day: Date, look: &Look) -> Span<'static> {
        let level = self.level(day);
        Span::styled(look.glyphs.heat[level], look.theme.heat[level])
    }

    fn weekday(&self, weekday: i8, weeks: usize, look: &Look) -> Line<'static> {
        let name = ["Mon", "", "Wed", "", "Fri", "", "Sun"][weekday as usize];
        let mut spans = vec![Span::styled(format!("{name:LABEL$}"), look.theme.dim)];
        for week in 0..weeks {
            let day =
                self.monday(week, weeks).and_then(|day| day.checked_add(i64::from(weekday).days()).ok());
            spans.push(match day {
                Some(day) if day <= self.today => self.cell(day, look),
                _ => Span::raw(" "),
            });
            if week + 1 < weeks {
                spans.push(Span::raw(" "));
            }
        }
        Line::from(spans)
    }

    /// The names of the months above the weeks in which they begin.
    fn months(&self, weeks: usize, look: &Look) -> Line<'static> {
        let mut text = " ".repeat(LABEL);
        for week in 0..weeks {
            let Some(monday) = self.monday(week, weeks) else { continue };
            let at = LABEL + week * 2;
            let Ok(sunday) = monday.checked_add(6.days()) else { continue };
            // A month that began before the picture is named only if the next one leaves it room.
            let begins = sunday.day() <= 7 || week == 0 && sunday.day() <= 14;
            if begins && at >= text.len() && at + 3 <= LABEL + weeks * 2 {
                text.push_str(&" ".repeat(at - text.len()));
                text.push_str(&sunday.strftime("%b ").to_string());
            }
        }
        Line::styled(text.trim_end().to_owned(), look.theme.dim)
    }

    fn strip(&self, days: usize, look: &Look) -> Line<'static> {
        let day = |back: usize| self.today.checked_sub((back as i64).days()).ok();
        (0..days).rev().filter_map(day).map(|day| self.cell(day, look)).collect()
    }
}

fn legend(look: &Look) -> Line<'static> {
    let mut spans = vec![Span::styled(format!("{:LABEL$}less ", ""), look.theme.dim)];
    for level in 0..5 {
        spans.push(Span::styled(look.glyphs.heat[level], look.theme.heat[level]));
        spans.push(Span::raw(" "));
    }
    spans.push(Span::styled("more", look.theme.dim));
    Line::from(spans)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn levels_are_measured_by_the_strongest_day() {
        let day = |d| date(2026, 3, d);
        let map =
            Heatmap::new(&[(day(1), 1), (day(2), 50), (day(3), 100), (day(4), 0), (day(9), 999)], day(5));
        assert_eq!([1, 2, 3, 4, 5].map(|d| map.level(day(d))), [1, 2, 4, 0, 0]);
    }

    #[test]
    fn today_is_the_last_day_of_the_picture() {
        let today = date(2026, 3, 4);
        let map = Heatmap::new(&[(today, 3), (date(2026, 3, 2), 1)], today);
        let lines: Vec<String> =
            map.lines(20, HEIGHT, &Look::plain()).iter().map(ToString::to_string).collect();
        assert_eq!(lines[1], "Mon . . . . . . . +");
        assert_eq!(lines[3], "Wed . . . . . . . #");
        assert_eq!(lines[4].trim_end(), "    . . . . . . .");
        assert_eq!(map.lines(8, 3, &Look::plain())[0].to_string(), ".....+.#");
    }

    #[test]
    fn any_room_will_do() {
        let map = Heatmap::new(&[(date(2026, 3, 2), u32::MAX)], date(2026, 3, 2));
        for width in 0..120 {
            for height in 0..11 {
                let lines = map.lines(width, height, &Look::dark());
                assert!(lines.len() <= usize::from(height));
                assert!(lines.iter().all(|line| line.width() <= usize::from(width)), "{width}×{height}");
            }
        }
    }

    #[test]
    fn the_first_days_of_the_calendar_do_not_end_the_program() {
        let map = Heatmap::new(&[], Date::MIN);
        assert_eq!(map.lines(200, HEIGHT, &Look::dark()).len(), usize::from(HEIGHT));
    }
}
