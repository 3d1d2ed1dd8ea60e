//! How many minutes a learner gives to each day.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::{Choice, Choices, Subject};

/// The property of the learner that says how many minutes a usual day has.
const MINUTES: &str = "minutes";
/// The property of the learner that lists the days off.
const OFF: &str = "off";
/// More minutes than a day can have, the night included.
const MOST: u32 = 24 * 60;
/// The days of the week by the names they are written and stored with.
pub const WEEKDAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

/// What a learner said of the minutes of their days: one budget for all exams.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    /// Minutes of a usual day, 1 to 1440; `None` where the learner never said.
    pub minutes: Option<u32>,
    /// Minutes of that day of the week, Monday first; 0 for none; `None` for those of a usual day.
    weekdays: [Option<u32>; 7],
    /// Days without study.
    off: Vec<DaysOff>,
}

/// Days on which nobody studies, from the first to the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaysOff(pub RangeInclusive<Date>);

/// Why a text says nothing about days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoDays {
    /// It is no date, and no two dates with `..` between.
    #[error("days off are written `2026-12-24`, `2026-12-24..26` or `2026-12-24..2027-01-02`")]
    Unreadable,
    /// The last day comes before the first.
    #[error("the last of these days comes before the first")]
    Backwards,
}

/// A day as it is written: `2027-02-12`, or `+21` for in so many days, `+3w` for weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// On that day.
    On(Date),
    /// In so many days.
    In(u32),
}

/// The text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a day is written `2027-02-12`, or `+21` for in 21 days, `+3w` for in 3 weeks")]
pub struct NoDay;

impl When {
    /// Which day that is, seen from `today`.
    pub fn seen_from(self, today: Date) -> Date {
        match self {
            Self::On(day) => day,
            Self::In(days) => today.saturating_add(i64::from(days).days()),
        }
    }
}

impl FromStr for When {
    type Err = NoDay;

    fn from_str(text: &str) -> Result<Self, NoDay> {
        let text = text.trim();
        let Some(ahead) = text.strip_prefix('+') else {
            return text.parse().map(Self::On).map_err(|_| NoDay);
        };
        let (number, days) = ahead.strip_suffix('w').map_or((ahead, 1), |weeks| (weeks, 7));
        let number: u16 = number.trim().parse().map_err(|_| NoDay)?;
        Ok(Self::In(u32::from(number) * days))
    }
}

/// Minutes of one day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekdayMinutes {
    /// Which.
    pub day: Weekday,
    /// How many, 0 to 1440.
    pub minutes: u32,
}

/// The text is no day of the week with its minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write a day and its minutes, `sat=40`: mon, tue, wed, thu, fri, sat, sun, and 0 to 1440")]
pub struct NoWeekday;

impl Calendar {
    /// What the `choices` of the learner say.
    pub fn of(choices: &Choices) -> Self {
        let off = choices.get(&Subject::Learner, OFF).unwrap_or_default();
        Self {
            minutes: chosen(choices, MINUTES).filter(|some| (1..=MOST).contains(some)),
            weekdays: WEEKDAYS.map(|(name, _)| chosen(choices, &of_day(name)).filter(|&some| some <= MOST)),
            off: off.split(',').filter_map(|days| days.parse().ok()).collect(),
        }
    }

    /// Whether the learner said anything.
    pub fn is_set(&self) -> bool {
        *self != Self::default()
    }

    /// Whether nothing is studied on `day`.
    pub fn is_off(&self, day: Date) -> bool {
        self.off.iter().any(|off| off.0.contains(&day)) || self.of_weekday(day) == Some(0)
    }

    /// The time of `day`; a usual day has `usual` where the learner never said how many minutes.
    pub fn time(&self, day: Date, usual: Duration) -> Duration {
        if self.is_off(day) {
            return Duration::ZERO;
        }
        let minutes = self.of_weekday(day).or(self.minutes);
        minutes.map_or(usual, |minutes| Duration::from_mins(minutes.into()))
    }

    fn of_weekday(&self, day: Date) -> Option<u32> {
        self.weekdays[day.weekday().to_monday_zero_offset() as usize]
    }

    /// The days of the week that have minutes of their own, Monday first.
    pub fn weekdays(&self) -> impl Iterator<Item = WeekdayMinutes> {
        let days = WEEKDAYS.iter().zip(self.weekdays);
        days.filter_map(|((_, day), minutes)| Some(WeekdayMinutes { day: *day, minutes: minutes? }))
    }

    /// The days off that are not over on `today`.
    pub fn coming_off(&self, today: Date) -> impl Iterator<Item = &DaysOff> {
        self.off.iter().filter(move |off| *off.0.end() >= today)
    }

    /// Whether all days from `today` on have the same minutes in both.
    pub fn is_alike(&self, other: &Self, today: Date) -> bool {
        (self.minutes, self.weekdays) == (other.minutes, other.weekdays)
            && self.coming_off(today).eq(other.coming_off(today))
    }

    /// Chooses the minutes of a usual day; `None` for as many as the settings say.
    pub fn choose_minutes(minutes: Option<u32>) -> Choice {
        choice(MINUTES, minutes.map(|minutes| minutes.to_string()))
    }

    /// Chooses the minutes of a day of the week.
    pub fn choose_weekday(WeekdayMinutes { day, minutes }: WeekdayMinutes) -> Choice {
        let name = WEEKDAYS[day.to_monday_zero_offset() as usize].0;
        choice(&of_day(name), Some(minutes.to_string()))
    }

    /// Chooses further days off. Those that are over on `today` are forgotten.
    pub fn choose_off(&self, more: &[DaysOff], today: Date) -> Choice {
        let mut off: Vec<&DaysOff> = self.coming_off(today).chain(more).collect();
        off.sort_by_key(|off| (*off.0.start(), *off.0.end()));
        off.dedup();
        choice(OFF, Some(off.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")))
    }

    /// Takes back all days off and the minutes of all days of the week.
    pub fn clear_days(&self) -> Vec<Choice> {
        let weekdays = WEEKDAYS.iter().zip(self.weekdays).filter(|(_, minutes)| minutes.is_some());
        let weekdays = weekdays.map(|((name, _), _)| choice(&of_day(name), None));
        let off = (!self.off.is_empty()).then(|| choice(OFF, None));
        weekdays.chain(off).collect()
    }
}

/// The minutes that the learner chose as `what`.
fn chosen(choices: &Choices, what: &str) -> Option<u32> {
    choices.get(&Subject::Learner, what)?.parse().ok()
}

/// The property that says how many minutes a day of the week has.
fn of_day(weekday: &str) -> String {
    format!("{MINUTES}/{weekday}")
}

fn choice(what: &str, value: Option<String>) -> Choice {
    Choice { subject: Subject::Learner, what: what.to_owned(), value }
}

impl fmt::Display for DaysOff {
    /// `2026-12-24`, or `2026-12-24..2026-12-26`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.0.start(), self.0.end());
        if first == last { write!(f, "{first}") } else { write!(f, "{first}..{last}") }
    }
}

impl FromStr for DaysOff {
    type Err = NoDays;

    /// `2026-12-24`, `2026-12-24..2026-12-26`, or in short `2026-12-24..26` and `2026-12-24..01-02`: the end takes over
    /// from the beginning what it does not say, and 01-02 after December is in the next year.
    fn from_str(text: &str) -> Result<Self, NoDays> {
        let (first, last) = text.split_once("..").map_or((text, None), |(first, last)| (first, Some(last)));
        let first: Date = first.trim().parse().map_err(|_| NoDays::Unreadable)?;
        let last = match last.map(str::trim) {
            None => first,
            Some(last) => end_of(first, last).ok_or(NoDays::Unreadable)?,
        };
        if last < first { Err(NoDays::Backwards) } else { Ok(Self(first..=last)) }
    }
}

/// The last of some days that begin on `first`.
fn end_of(first: Date, last: &str) -> Option<Date> {
    if let Some((month, day)) = last.split_once('-').filter(|(_, day)| !day.contains('-')) {
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        let year = if month < first.month() { first.year() + 1 } else { first.year() };
        return Date::new(year, month, day).ok();
    }
    match last.parse() {
        Ok(day) => Date::new(first.year(), first.month(), day).ok(),
        Err(_) => last.parse().ok(),
    }
}

impl FromStr for WeekdayMinutes {
    type Err = NoWeekday;

    /// `sat=40`.
    fn from_str(text: &str) -> Result<Self, NoWeekday> {
        let (name, minutes) = text.split_once('=').ok_or(NoWeekday)?;
        let name = name.trim().to_lowercase();
        // Also written out: saturday.
        let short = name.get(..3).ok_or(NoWeekday)?;
        let (_, day) = *WEEKDAYS.iter().find(|(known, _)| *known == short).ok_or(NoWeekday)?;
        let minutes = minutes.trim().parse().ok().filter(|&minutes| minutes <= MOST).ok_or(NoWeekday)?;
        Ok(Self { day, minutes })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn calendar(choices: Vec<Choice>) -> Calendar {
        let mut all = Choices::default();
        for choice in choices {
            all.apply(choice);
        }
        Calendar::of(&all)
    }

    #[test]
    fn days_off_are_read_in_long_and_in_short() {
        for (text, first, last) in [
            ("2026-12-24", date(2026, 12, 24), date(2026, 12, 24)),
            ("2026-12-24..26", date(2026, 12, 24), date(2026, 12, 26)),
            ("2026-12-24..01-02", date(2026, 12, 24), date(2027, 1, 2)),
            ("2026-12-24 .. 2027-01-02", date(2026, 12, 24), date(2027, 1, 2)),
        ] {
            let off: DaysOff = text.parse().unwrap();
            assert_eq!(off, DaysOff(first..=last), "{text}");
            assert_eq!(off.to_string().parse(), Ok(off), "{text}");
        }
        assert_eq!("2026-12-24..23".parse::<DaysOff>(), Err(NoDays::Backwards));
        for text in ["", "24", "2026-12-24..", "2026-02-30", "2026-12-24..32", "soon", "2026-12-24..x-y"] {
            assert_eq!(text.parse::<DaysOff>(), Err(NoDays::Unreadable), "{text}");
        }
    }

    #[test]
    fn a_day_is_a_date_or_so_many_days_or_weeks_ahead() {
        for (text, day) in
            [("2027-02-12", date(2027, 2, 12)), ("+21", date(2026, 12, 18)), (" +3w ", date(2026, 12, 18))]
        {
            assert_eq!(
                text.parse::<When>().map(|when| when.seen_from(date(2026, 11, 27))),
                Ok(day),
                "{text}"
            );
        }
        for text in ["", "+", "+w", "-3", "+99999999", "soon", "2027-02-30"] {
            assert_eq!(text.parse::<When>().map(|_| ()), Err(NoDay), "{text}");
        }
    }

    #[test]
    fn a_day_of_the_week_and_its_minutes() {
        assert_eq!("sat=40".parse(), Ok(WeekdayMinutes { day: Weekday::Saturday, minutes: 40 }));
        assert_eq!("Sunday = 0".parse(), Ok(WeekdayMinutes { day: Weekday::Sunday, minutes: 0 }));
        for text in ["", "sat", "sat=", "xyz=3", "sat=1441", "sat=-1", "s=1", "ü=1"] {
            assert_eq!(text.parse::<WeekdayMinutes>(), Err(NoWeekday), "{text}");
        }
    }

    #[test]
    fn a_day_has_its_own_minutes_or_those_of_its_weekday_or_the_usual_ones() {
        let usual = Duration::from_mins(30);
        let saturday = date(2026, 12, 26);
        assert_eq!(calendar(vec![]).time(saturday, usual), usual);
        let chosen = vec![
            Calendar::choose_minutes(Some(20)),
            Calendar::choose_weekday("sat=40".parse().unwrap()),
            Calendar::choose_weekday("sun=0".parse().unwrap()),
        ];
        let calendar = calendar(chosen.clone());
        assert_eq!(calendar.time(date(2026, 12, 25), usual), Duration::from_mins(20));
        assert_eq!(calendar.time(saturday, usual), Duration::from_mins(40));
        assert!(calendar.is_off(date(2026, 12, 27)));
        let off = calendar.choose_off(&["2026-12-24..26".parse().unwrap()], date(2026, 12, 1));
        let with_off = self::calendar(chosen.into_iter().chain([off]).collect());
        assert_eq!(with_off.time(saturday, usual), Duration::ZERO);
        assert_eq!(self::calendar(with_off.clear_days()), Calendar::default());
    }

    #[test]
    fn days_off_add_up_and_those_that_are_over_are_forgotten() {
        let all = calendar(vec![
            calendar(vec![]).choose_off(&["2026-12-24..26".parse().unwrap()], date(2026, 12, 1)),
        ]);
        let more = all.choose_off(
            &["2027-01-05".parse().unwrap(), "2026-12-24..26".parse().unwrap()],
            date(2026, 12, 25),
        );
        assert_eq!(more.value.as_deref(), Some("2026-12-24..2026-12-26,2027-01-05"));
        let later = calendar(vec![more]).choose_off(&[], date(2026, 12, 27));
        assert_eq!(later.value.as_deref(), Some("2027-01-05"));
    }

    #[test]
    fn choices_that_make_no_sense_count_as_none() {
        let odd =
            [(MINUTES, "0"), ("minutes/sat", "9999"), (OFF, "moon,,2026-12-24"), ("minutes/noday", "3")];
        let calendar = calendar(odd.map(|(what, value)| choice(what, Some(value.to_owned()))).to_vec());
        assert_eq!(calendar.minutes, None);
        assert_eq!(calendar.weekdays, [None; 7]);
        assert!(calendar.is_off(date(2026, 12, 24)));
    }
}
