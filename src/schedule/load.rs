//! How many questions fall due on each day.

use jiff::civil::Date;

use super::Memory;

/// Questions that fall due on each day.
#[derive(Debug, Clone, Default)]
pub struct Load {
    /// The years in which any do: a few, in no order. A hundred thousand are counted at each start, so no day is hashed.
    years: Vec<i16>,
    /// Of each of them, the days by [`place`].
    days: Vec<[u32; PLACES]>,
}

/// Room for the days of a year.
const PLACES: usize = 13 << 5;

impl Load {
    /// That of all `memories`.
    pub fn of<'a>(memories: impl Iterator<Item = &'a Memory>) -> Self {
        let mut load = Self::default();
        memories.for_each(|memory| load.add(memory.due));
        load
    }

    /// Counts a question that falls due on that day.
    pub fn add(&mut self, due: Date) {
        let year = self.year(due).unwrap_or_else(|| {
            self.years.push(due.year());
            self.days.push([0; PLACES]);
            self.days.len() - 1
        });
        self.days[year][place(due)] += 1;
    }

    /// Counts one less on that day.
    pub fn remove(&mut self, due: Date) {
        if let Some(year) = self.year(due) {
            let count = &mut self.days[year][place(due)];
            *count = count.saturating_sub(1);
        }
    }

    /// How many fall due on that day.
    pub fn on(&self, day: Date) -> u32 {
        self.year(day).map_or(0, |year| self.days[year][place(day)])
    }

    fn year(&self, day: Date) -> Option<usize> {
        self.years.iter().position(|year| *year == day.year())
    }
}

/// The place of a day in its year.
fn place(day: Date) -> usize {
    (day.month().unsigned_abs() as usize) << 5 | day.day().unsigned_abs() as usize
}
