//! What `stats --json` tells of every answer.

use jiff::ToSpan;
use serde::Serialize;

use crate::stats::answers::{self, Retention, Retentions};
use crate::stats::{self, Difficult, Statistics};

#[derive(Serialize)]
pub(super) struct Series {
    retention: Retentions,
    calibration: Vec<answers::Bin>,
    days: Vec<Day>,
    learned: Vec<Learned>,
    load: Vec<Load>,
    stability: Vec<Bin>,
    decks: Vec<Named>,
    kinds: Vec<Named>,
    times: Vec<Times>,
    hardest: Vec<Hard>,
    leeches: Vec<Leech>,
    quizzes: Quizzes,
    predicted: Vec<Came>,
}

#[derive(Serialize)]
struct Day {
    day: String,
    answers: usize,
    again: usize,
    new: usize,
    minutes: f64,
}

#[derive(Serialize)]
struct Learned {
    day: String,
    questions: usize,
}

/// What falls due of the questions that were answered before; what is overdue counts to today.
#[derive(Serialize)]
struct Load {
    day: String,
    due: usize,
}

#[derive(Serialize)]
struct Times {
    /// Seconds, at most; `null` for those above all others.
    seconds: Option<u64>,
    answers: usize,
}

#[derive(Serialize)]
struct Bin {
    /// Days, at most; `null` for those above all others.
    to: Option<f32>,
    questions: usize,
}

#[derive(Serialize)]
struct Named {
    name: String,
    answers: usize,
    #[serde(flatten)]
    retention: Shares,
    median_seconds: Option<f64>,
    /// How much longer than usual such answers take; only of kinds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pace: Option<f64>,
}

#[derive(Serialize)]
struct Shares {
    tests: usize,
    right: Option<f64>,
    expected: Option<f64>,
}

#[derive(Serialize)]
struct Hard {
    key: String,
    #[serde(flatten)]
    retention: Shares,
}

#[derive(Serialize)]
struct Leech {
    key: String,
    lapses: u32,
}

#[derive(Serialize)]
struct Quizzes {
    /// The share of the points of each, the oldest first.
    shares: Vec<f64>,
    /// By how much the share grows from one to the next.
    trend: Option<f64>,
}

#[derive(Serialize)]
struct Came {
    day: String,
    tests: usize,
    expected: f64,
    right: f64,
}

impl Series {
    pub(super) fn of(statistics: &Statistics) -> Self {
        let ends = answers::STABILITIES.into_iter().map(Some).chain([None]);
        let learned = statistics.learned.iter();
        Self {
            retention: statistics.retention,
            calibration: statistics.calibration.clone(),
            days: statistics.days.iter().map(|(date, day)| day_of(*date, day)).collect(),
            learned: learned
                .map(|(day, count)| Learned { day: day.to_string(), questions: *count })
                .collect(),
            load: load(statistics),
            stability: ends
                .zip(statistics.stabilities)
                .map(|(to, questions)| Bin { to, questions })
                .collect(),
            decks: statistics.decks.iter().map(named).collect(),
            kinds: statistics.kinds.iter().map(named).collect(),
            times: times(statistics),
            hardest: statistics.hardest.iter().map(hard).collect(),
            leeches: statistics.leeches.iter().map(leech).collect(),
            quizzes: Quizzes {
                trend: statistics.quiz_trend(),
                shares: statistics.quizzes.iter().map(|quiz| quiz.share).collect(),
            },
            predicted: statistics.came.iter().map(came).collect(),
        }
    }
}

fn load(statistics: &Statistics) -> Vec<Load> {
    let days = (0i64..).map(|ahead| statistics.today.saturating_add(ahead.days()));
    days.zip(&statistics.load).map(|(day, &due)| Load { day: day.to_string(), due }).collect()
}

fn times(statistics: &Statistics) -> Vec<Times> {
    let ends = stats::TIMES.into_iter().map(Some).chain([None]);
    ends.zip(statistics.times).map(|(seconds, answers)| Times { seconds, answers }).collect()
}

fn day_of(date: jiff::civil::Date, day: &answers::Day) -> Day {
    let answers::Day { answers, again, new, time } = *day;
    Day { day: date.to_string(), answers, again, new, minutes: time.as_secs_f64() / 60.0 }
}

fn came(came: &answers::Came) -> Came {
    let answers::Came { day, answers, expected, right } = *came;
    Came { day: day.to_string(), tests: answers, expected, right }
}

fn shares(retention: &Retention) -> Shares {
    Shares { tests: retention.answers, right: retention.share(), expected: retention.expected_share() }
}

fn named(named: &stats::Named) -> Named {
    // The title may change, and is for people.
    let stats::Named { name, title: _, group, pace } = named;
    Named {
        name: name.clone(),
        answers: group.answers,
        retention: shares(&group.retention),
        median_seconds: group.median.map(|median| median.as_secs_f64()),
        pace: *pace,
    }
}

fn hard(hard: &Difficult) -> Hard {
    Hard { key: hard.key.to_string(), retention: shares(&hard.retention) }
}

fn leech(leech: &Difficult) -> Leech {
    Leech { key: leech.key.to_string(), lapses: leech.lapses }
}
