//! The days of study: weeks as columns, weekdays as rows, the more the stronger.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date;
use ratatui::text::{Line, Span};

use super::prose;
use crate::tui::theme::Look;
use crate::words;

/// Rows of the whole picture: months, seven weekdays, legend.
pub const HEIGHT: u16 = 9;

/// Columns before the first week.
const LABEL: usize = 4;

/// Days with the number of answers given on each; days that are missing had none.
#[derive(Debug, Clone)]
pub struct Heatmap {
    counts: HashMap<Date, u32>,
    most: u32,
    first: Date,
    today: Date,
}

/// How much of the time there is room for.
struct Room {
    weeks: usize,
    /// Columns of a week: two, or one where not all weeks have room otherwise.
    each: usize,
    width: usize,
}

impl Heatmap {
    /// The days up to `today`; later ones are not shown.
    pub fn new(days: &[(Date, u32)], today: Date) -> Self {
        let mut counts = HashMap::new();
        for &(day, count) in days.iter().filter(|(day, _)| *day <= today) {
            let sum: &mut u32 = counts.entry(day).or_default();
            *sum = sum.saturating_add(count);
        }
        let first = counts.keys().copied().min().unwrap_or(today);
        Self { most: counts.values().copied().max().unwrap_or(0), counts, first, today }
    }

    /// How strong a day is, from 0 (none) to 4, measured by the strongest day.
    pub fn level(&self, day: Date) -> usize {
        match self.counts.get(&day) {
            None | Some(0) => 0,
            Some(&count) => 1 + (u64::from(count) * 4 - 1) as usize / (self.most as usize).max(1),
        }
        .min(4)
    }

    /// The picture on at most `width` columns and `height` rows, from the first day of use on or as far back as there is
    /// room: all of it on [`HEIGHT`] rows; on fewer, but two, the last days with their weekdays. Nothing where weekdays or
    /// what the signs mean had no room.
    pub fn lines(&self, width: u16, height: u16, look: &Look) -> Vec<Line<'static>> {
        let width = usize::from(width);
        if height < 2 || width < LABEL + prose::width(&self.legend(false, look)) {
            return Vec::new();
        }
        if height < HEIGHT {
            return self.strip(width, look);
        }
        let room = self.room(width);
        let mut lines = vec![self.months(&room, look)];
        lines.extend((0..7).map(|weekday| self.weekday(weekday, &room, look)));
        let mut legend = vec![Span::raw(" ".repeat(LABEL))];
        let is_long = width >= LABEL + prose::width(&self.legend(true, look));
        legend.extend(self.legend(is_long, look));
        lines.push(Line::from(legend));
        lines
    }

    fn room(&self, width: usize) -> Room {
        let until_today = |day: Date| self.today.since(day).map_or(0, |span| span.get_days().unsigned_abs());
        let days = until_today(self.first) as usize;
        // Up to six days of the last week have not come yet.
        let wanted = (days + 6 - self.today.weekday().to_monday_zero_offset() as usize) / 7 + 1;
        let wide = (width - LABEL).div_ceil(2);
        let each = if wanted > wide { 1 } else { 2 };
        Room { weeks: wanted.min((width - LABEL).div_ceil(each)), each, width }
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

    fn weekday(&self, weekday: i8, room: &Room, look: &Look) -> Line<'static> {
        let name = ["Mon", "", "Wed", "", "Fri", "", "Sun"][weekday as usize];
        let mut spans = vec![Span::styled(format!("{name:LABEL$}"), look.theme.dim)];
        for week in 0..room.weeks {
            let day =
                self.monday(week, room.weeks).and_then(|day| day.checked_add(i64::from(weekday).days()).ok());
            spans.push(match day {
                Some(day) if day <= self.today => self.cell(day, look),
                _ => Span::raw(" "),
            });
            if week + 1 < room.weeks && room.each == 2 {
                spans.push(Span::raw(" "));
            }
        }
        Line::from(spans)
    }

    /// The names of the months above the weeks in which they begin.
    fn months(&self, room: &Room, look: &Look) -> Line<'static> {
        let mut text = " ".repeat(LABEL);
        for week in 0..room.weeks {
            let Some(monday) = self.monday(week, room.weeks) else { continue };
            let at = LABEL + week * room.each;
            let Ok(sunday) = monday.checked_add(6.days()) else { continue };
            // A month that began before the picture is named only if the next one leaves it room.
            let begins = sunday.day() <= 7 || week == 0 && sunday.day() <= 14;
            if begins && at >= text.len() && at + 3 <= room.width {
                text.push_str(&" ".repeat(at - text.len()));
                text.push_str(&sunday.strftime("%b ").to_string());
            }
        }
        Line::styled(text.trim_end().to_owned(), look.theme.dim)
    }

    /// The last days with the first letters of their weekdays beneath, and what the signs mean.
    fn strip(&self, width: usize, look: &Look) -> Vec<Line<'static>> {
        let long = prose::width(&self.legend(true, look));
        let is_long = width >= 2 * long;
        let legend = self.legend(is_long, look);
        let room = width - prose::width(&legend) - 2;
        let before = |days: usize| self.today.checked_sub((days as i64).days()).ok();
        let days: Vec<Date> = (0..room).rev().filter_map(before).filter(|day| *day >= self.first).collect();
        let mut cells: Vec<Span<'static>> = days.iter().map(|day| self.cell(*day, look)).collect();
        cells.push(Span::raw("  "));
        cells.extend(legend);
        let letter =
            |day: &Date| ["M", "T", "W", "T", "F", "S", "S"][day.weekday().to_monday_zero_offset() as usize];
        let letters: String = days.iter().map(letter).collect();
        vec![Line::from(cells), Line::styled(letters, look.theme.dim)]
    }

    /// What the signs mean: from none to the most answers that were given on a day.
    fn legend(&self, is_long: bool, look: &Look) -> Vec<Span<'static>> {
        let dim = look.theme.dim;
        let mut spans = vec![Span::styled("0 ", dim)];
        for (sign, style) in look.glyphs.heat.into_iter().zip(look.theme.heat) {
            spans.push(Span::styled(sign, style));
            spans.push(Span::raw(" "));
        }
        let most = self.most.max(1);
        let most = if is_long {
            format!("{} a day", words::count(most as usize, "answer"))
        } else {
            most.to_string()
        };
        spans.push(Span::styled(most, dim));
        spans
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn levels_are_measured_by_the_strongest_day() {
        let days =
            [(1, 1), (2, 50), (3, 100), (4, 0), (9, 999)].map(|(day, count)| (date(2026, 3, day), count));
        let map = Heatmap::new(&days, date(2026, 3, 5));
        assert_eq!([1, 2, 3, 4, 5].map(|day| map.level(date(2026, 3, day))), [1, 2, 4, 0, 0]);
    }

    fn shown(map: &Heatmap, width: u16, height: u16) -> Vec<String> {
        map.lines(width, height, &Look::plain())
            .iter()
            .map(|line| line.to_string().trim_end().to_owned())
            .collect()
    }

    #[test]
    fn the_picture_goes_from_the_first_day_of_use_to_today() {
        let today = date(2026, 3, 4);
        let map = Heatmap::new(&[(today, 3), (date(2026, 3, 2), 1), (date(2026, 2, 19), 3)], today);
        let lines = shown(&map, 40, HEIGHT);
        assert_eq!(lines[0], "      Mar");
        assert_eq!(lines[1], "Mon . . +");
        assert_eq!(lines[3], "Wed . . #");
        assert_eq!(lines[4], "    # .", "Thursday has not come this week");
        assert_eq!(lines[8], "    0 . - + * # 3 answers a day");
        assert_eq!(shown(&map, 60, 2), ["#..........+.#  0 . - + * # 3 answers a day", "TFSSMTWTFSSMTW"]);
        assert_eq!(shown(&map, 20, 2), ["..+.#  0 . - + * # 3", "SSMTW"], "as far back as there is room");
    }

    #[test]
    fn a_week_takes_one_column_where_two_are_too_many() {
        let today = date(2026, 3, 4);
        let map = Heatmap::new(&[(date(2025, 3, 5), 1), (today, 1)], today);
        assert_eq!(shown(&map, 120, HEIGHT)[1].len(), LABEL + 2 * 53 - 1);
        assert_eq!(shown(&map, 60, HEIGHT)[1].len(), LABEL + 53);
        assert_eq!(shown(&map, 40, HEIGHT)[1].len(), 40);
    }

    #[test]
    fn nothing_is_shown_without_what_it_means() {
        let map = Heatmap::new(&[(date(2026, 3, 2), 5)], date(2026, 3, 2));
        for (width, height) in [(120, 1), (10, 9), (0, 0)] {
            assert_eq!(shown(&map, width, height), Vec::<String>::new());
        }
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
