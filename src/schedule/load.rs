//! How many questions fall due on each day.

use jiff::civil::Date;

use super::Memory;
use super::hash::QuickMap;

/// Questions that fall due on each day.
#[derive(Debug, Clone, Default)]
pub struct Load {
    /// By the number of the day, since a hundred thousand are counted at each start.
    days: QuickMap<u32, u32>,
}

impl Load {
    /// That of all `memories`.
    pub fn of<'a>(memories: impl Iterator<Item = &'a Memory>) -> Self {
        let mut load = Self::default();
        memories.for_each(|memory| load.add(memory.due));
        load
    }

    /// Counts a question that falls due on that day.
    pub fn add(&mut self, due: Date) {
        *self.days.entry(number(due)).or_default() += 1;
    }

    /// Counts one less on that day.
    pub fn remove(&mut self, due: Date) {
        self.days.entry(number(due)).and_modify(|count| *count = count.saturating_sub(1));
    }

    /// How many fall due on that day.
    pub fn on(&self, day: Date) -> u32 {
        self.days.get(&number(day)).copied().unwrap_or(0)
    }
}

/// A number of its own for each day.
fn number(day: Date) -> u32 {
    let [month, day_of_month] = [day.month(), day.day()].map(|part| u32::from(part.unsigned_abs()));
    u32::from(day.year().cast_unsigned()) << 16 | month << 8 | day_of_month
}
