//! What is remembered of a question, told in sentences: how firm it is, and why it comes on its day.

use jiff::civil::Date;

use super::{count, percent};
use crate::schedule::{Memory, Model, Rating, Review};

/// Why a question comes that was never asked.
pub const WHY_NEW: &str = "New: it was never asked. New questions come in the order of their deck.";

/// How firm a memory is, and how long about nine in ten such questions are still recalled: `firm: about 9 in 10 such
/// questions are still recalled in 3 weeks`.
pub fn firmness(memory: &Memory, model: &Model, today: Date) -> String {
    let firm = match memory.stability {
        ..2.0 => "fresh",
        ..10.0 => "not firm yet",
        ..45.0 => "fairly firm",
        ..180.0 => "firm",
        _ => "very firm",
    };
    let left = model.days_until(memory, 0.9).round() as u32;
    match left.saturating_sub(memory.elapsed(today)) {
        0 => {
            let recalled = (10.0 * model.retrievability(memory, today)).round();
            format!("{firm}: about {recalled} in 10 such questions are recalled today")
        }
        days => format!("{firm}: about 9 in 10 such questions are still recalled {}", ahead(days)),
    }
}

/// Why a question comes again on its day. `last` is the last review that moved it, where the log has told it.
pub fn why_due(memory: &Memory, last: Option<&Review>, model: &Model, today: Date) -> String {
    if last.is_some_and(|review| !review.mode.is_answer()) {
        return "The day was set by hand, in another program.".to_owned();
    }
    let answered = match last.map(|review| review.rating) {
        None => "Last asked",
        Some(Rating::Again) => "Last forgotten",
        Some(Rating::Hard) => "Last recalled with effort",
        Some(Rating::Good | Rating::Easy) => "Last right",
    };
    let asked = format!("{answered} {}", on(memory.last_day, today));
    if memory.waiting(today).is_some() {
        return format!("{asked}: a learning step brings it back the same day.");
    }
    let retention = percent(f64::from(model.settings().retention));
    let days = model.days_until(memory, f64::from(model.settings().retention));
    let kept = if days < 1.0 {
        format!("recall is above {retention} for less than a day")
    } else {
        format!("recall stays above {retention} for {}", count(days.round() as usize, "day"))
    };
    let moved = moved(memory, days, last.is_some_and(|review| review.due.is_some()), model);
    format!("{asked}; {kept}{moved}.")
}

/// By how much, and why, the day taken differs from the one on which recall falls as far as is wanted, which is so many
/// `days` after the last review.
fn moved(memory: &Memory, days: f64, is_chosen: bool, model: &Model) -> String {
    let (taken, wished) = (memory.elapsed(memory.due), (days.round() as u32).max(1));
    if taken == wished {
        return String::new();
    }
    let by = count(taken.abs_diff(wished) as usize, "day");
    let by = format!("; moved {by} {}", if taken > wished { "later" } else { "earlier" });
    let longest = model.settings().longest;
    if !model.days_that_will_do(days).contains(&taken) {
        return if taken >= longest.saturating_sub(2) && wished > taken {
            format!("; no interval is longer than {}", count(longest as usize, "day"))
        } else if taken == wished + 1 && wished < 4 {
            format!("{by}, so that hard, good and easy do not fall on one day")
        } else {
            format!("; it comes {taken} days after the last answer, as was settled when you rated it")
        };
    }
    let why = if is_chosen { "where fewer are due" } else { "so that what was learned together parts" };
    format!("{by}, {why}")
}

/// A day that was, as a person reads it: `today`, `on 3 May`, `on 3 May 2025`.
pub fn on(day: Date, today: Date) -> String {
    if day == today {
        return "today".to_owned();
    }
    format!("on {}", short_date(day, today))
}

/// A day without its weekday, and with its year where that is another one: `3 May`, `3 May 2025`.
pub fn short_date(day: Date, today: Date) -> String {
    let pattern = if day.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    day.strftime(pattern).to_string()
}

/// So many days from today, in the largest unit that fits: `tomorrow`, `in 12 days`, `in 3 weeks`, `in 5 months`.
fn ahead(days: u32) -> String {
    let (unit, noun) = match days {
        ..=1 => return "tomorrow".to_owned(),
        2..=13 => (1.0, "day"),
        14..=59 => (7.0, "week"),
        60..=729 => (30.44, "month"),
        _ => (365.25, "year"),
    };
    format!("in {}", count((f64::from(days) / unit).round() as usize, noun))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::{Time, date};
    use jiff::tz::Offset;

    use super::*;
    use crate::card::QuestionKey;
    use crate::schedule::{DeviceId, Mode, Moment, RowId, Settings, Stamp};

    const TODAY: Date = date(2026, 5, 10);

    fn model() -> Model {
        Model::standard(Settings::default(), Time::midnight())
    }

    fn memory(stability: f32, last_day: Date, due: Date) -> Memory {
        let last = Moment::default();
        Memory { stability, difficulty: 5.0, last, last_day, due, step: None, reps: 3, lapses: 0 }
    }

    fn review(rating: Rating, mode: Mode, due: Option<Date>) -> Review {
        let stamp =
            Stamp { id: RowId(1), at: Timestamp::UNIX_EPOCH, offset: Offset::UTC, device: DeviceId(1) };
        Review { due, ..Review::new(stamp, QuestionKey::new("d", "c", ""), rating, mode) }
    }

    #[test]
    fn a_memory_is_as_firm_as_it_lasts() {
        for (stability, last_day, told) in [
            (1.0, TODAY, "fresh: about 9 in 10 such questions are still recalled tomorrow"),
            (
                28.0,
                date(2026, 5, 3),
                "fairly firm: about 9 in 10 such questions are still recalled in 3 weeks",
            ),
            (400.0, TODAY, "very firm: about 9 in 10 such questions are still recalled in 13 months"),
            (5.0, date(2026, 2, 1), "not firm yet: about 6 in 10 such questions are recalled today"),
        ] {
            assert_eq!(firmness(&memory(stability, last_day, TODAY), &model(), TODAY), told);
        }
    }

    fn may(day: i8) -> Date {
        date(2026, 5, day)
    }

    fn good(chosen: Option<Date>) -> Review {
        review(Rating::Good, Mode::Drill, chosen)
    }

    /// Why what was last answered on 3 May, and then had a stability of 12 days, is due on that day.
    fn why(due: Date, review: &Review) -> String {
        why_due(&memory(12.0, may(3), due), Some(review), &model(), TODAY)
    }

    #[test]
    fn the_day_is_explained_by_the_last_answer_and_what_moved_it() {
        let start = "Last right on 3 May; recall stays above 90 % for 12 days";
        assert_eq!(why(may(15), &good(Some(may(15)))), format!("{start}."));
        assert_eq!(
            why(may(14), &good(Some(may(14)))),
            format!("{start}; moved 1 day earlier, where fewer are due.")
        );
        assert_eq!(
            why(may(16), &good(None)),
            format!("{start}; moved 1 day later, so that what was learned together parts.")
        );
        assert_eq!(
            why(may(29), &good(Some(may(29)))),
            format!("{start}; it comes 26 days after the last answer, as was settled when you rated it.")
        );
        assert!(
            why(may(15), &review(Rating::Again, Mode::Drill, None)).starts_with("Last forgotten on 3 May")
        );
        assert_eq!(
            why(may(15), &review(Rating::Good, Mode::Rescheduled, Some(may(15)))),
            "The day was set by hand, in another program."
        );
    }

    #[test]
    fn without_the_log_the_day_is_explained_as_far_as_it_is_known() {
        let why = why_due(&memory(0.4, TODAY, date(2026, 5, 11)), None, &model(), TODAY);
        assert_eq!(why, "Last asked today; recall is above 90 % for less than a day.");
    }
}
