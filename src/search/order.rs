//! The orders in which questions that were found are listed.

use jiff::civil::Date;

use crate::schedule::{Memory, Model};

/// An order of questions. Those that are alike in it stay in the order of their decks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As the decks have them.
    #[default]
    Deck,
    /// By the day on which they come again.
    Due,
    /// The least firm memory first.
    Firmness,
    /// The least likely to be remembered today first.
    Recall,
    /// The most often forgotten first.
    Lapses,
    /// The last asked first.
    Asked,
    /// By how they read.
    Text,
}

impl Order {
    /// All of them, as a key turns through them.
    pub const ALL: [Self; 7] =
        [Self::Deck, Self::Due, Self::Firmness, Self::Recall, Self::Lapses, Self::Asked, Self::Text];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Deck => "deck",
            Self::Due => "due",
            Self::Firmness => "firmness",
            Self::Recall => "recall",
            Self::Lapses => "lapses",
            Self::Asked => "asked",
            Self::Text => "text",
        }
    }

    /// The order of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }

    /// What stands where, in a few words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Deck => "by deck",
            Self::Due => "by due day",
            Self::Firmness => "least firm first",
            Self::Recall => "least likely remembered first",
            Self::Lapses => "most forgotten first",
            Self::Asked => "last asked first",
            Self::Text => "by text",
        }
    }

    /// The next one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }

    /// The one before.
    #[must_use]
    pub const fn before(self) -> Self {
        Self::ALL[(self as usize + Self::ALL.len() - 1) % Self::ALL.len()]
    }

    /// Whether the text decides, and not the memory.
    pub const fn is_by_text(self) -> bool {
        matches!(self, Self::Text)
    }

    /// Where a question with that memory stands: lower numbers first, new questions last. The same for all where the memory
    /// does not decide.
    pub fn rank(self, memory: Option<&Memory>, model: &Model, today: Date) -> u64 {
        let Some(memory) = memory else { return if self.is_by_memory() { u64::MAX } else { 0 } };
        match self {
            Self::Deck | Self::Text => 0,
            Self::Due => days_from_the_first(memory.due),
            // Neither is below 0, so the bits are in the order of the numbers.
            Self::Firmness => u64::from(memory.stability.to_bits()),
            Self::Recall => model.retrievability(memory, today).to_bits(),
            Self::Lapses => u64::from(u32::MAX - memory.lapses),
            Self::Asked => i64::MAX.abs_diff(memory.last.millisecond()),
        }
    }

    const fn is_by_memory(self) -> bool {
        !matches!(self, Self::Deck | Self::Text)
    }
}

fn days_from_the_first(day: Date) -> u64 {
    let [year, month, day] = [i64::from(day.year()) + 10_000, i64::from(day.month()), i64::from(day.day())];
    (year << 16 | month << 8 | day).unsigned_abs()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Time, date};

    use super::*;
    use crate::schedule::{Moment, Settings};

    fn memory(stability: f32, due: Date, lapses: u32, last: i64) -> Memory {
        Memory {
            stability,
            difficulty: 5.0,
            last: Moment::from_millisecond(last),
            last_day: date(2026, 11, 1),
            due,
            step: None,
            reps: 1,
            lapses,
        }
    }

    #[test]
    fn each_order_puts_first_what_its_words_say_and_new_questions_last() {
        let model = Model::standard(Settings::default(), Time::midnight());
        let first = memory(2.0, date(2026, 11, 3), 5, 2_000);
        let second = memory(30.0, date(2026, 12, 1), 0, 1_000);
        for order in Order::ALL {
            let ranks = [Some(&first), Some(&second), None]
                .map(|memory| order.rank(memory, &model, date(2026, 11, 23)));
            if order.is_by_memory() {
                assert!(ranks.is_sorted_by(|one, next| one < next), "{order:?}: {ranks:?}");
            } else {
                assert_eq!(ranks, [0; 3], "{order:?}");
            }
        }
    }

    #[test]
    fn every_order_has_its_name_and_the_key_turns_through_all() {
        let mut order = Order::default();
        for one in Order::ALL {
            assert_eq!((order, Order::named(one.name())), (one, Some(one)));
            assert_eq!(order.next().before(), order);
            order = order.next();
        }
        assert_eq!(order, Order::default());
    }
}
