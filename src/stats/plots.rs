//! The statistics as plots, told apart from how they are drawn: screens and pages draw the same.

mod shape;

use std::time::Duration;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::answers::{self, Retention, SURE_FROM};
use super::{Named, Statistics, TIMES};
use crate::words;
pub use shape::{Axis, Bar, Column, Lines, Plot, Series, Shape, Style};

/// Days that plots by day go back, at most.
const BACK: usize = 60;

/// How it is going.
pub fn overview(statistics: &Statistics) -> Vec<Plot> {
    vec![retention(statistics), reviews(statistics), minutes(statistics), heat(statistics), load(statistics)]
}

/// What is remembered, and whether it was foreseen.
pub fn memory(statistics: &Statistics) -> Vec<Plot> {
    vec![calibration(statistics), came(statistics), learned(statistics), stability(statistics)]
}

/// By deck, by kind, and by time.
pub fn topics(statistics: &Statistics) -> Vec<Plot> {
    let decks = named(
        "By deck",
        "How much you recalled in each deck, the weakest first; | is what was predicted.",
        &statistics.decks,
    );
    let kinds = named(
        "By kind of card",
        "How much you recalled in each kind, the weakest first, and how long an answer takes.",
        &statistics.kinds,
    );
    vec![decks, kinds, times(statistics)]
}

/// How quizzes went.
pub fn quizzes(statistics: &Statistics) -> Vec<Plot> {
    let mut plots = Vec::new();
    if statistics.quizzes.len() >= 2 {
        plots.push(quiz_shares(statistics));
    }
    plots.push(quiz_list(statistics));
    plots
}

fn retention(statistics: &Statistics) -> Plot {
    let retentions = &statistics.retention;
    let all = retentions.all();
    let bars = vec![
        retention_bar("young", &retentions.young),
        retention_bar("mature", &retentions.mature),
        retention_bar("all", &all),
    ];
    Plot {
        title: "Retention",
        meaning: "What you recalled at reviews: first answers of a day to what was studied before. | is what was predicted; mature is what lasts three weeks.",
        figures: bars.iter().map(bar_figure).collect(),
        answers: Some(all.answers),
        shape: Shape::Bars(bars),
    }
}

fn retention_bar(name: &str, retention: &Retention) -> Bar {
    Bar {
        name: name.to_owned(),
        share: retention.share(),
        expected: retention.expected_share(),
        answers: Some(retention.answers),
        note: words::count(retention.answers, "review"),
    }
}

/// A bar in figures: `young 82 % (predicted 85 %)`.
fn bar_figure(bar: &Bar) -> String {
    let share = bar.share.map_or("-".to_owned(), words::percent);
    let expected = bar.expected.map(|share| format!(" (predicted {})", words::percent(share)));
    format!("{} {share}{}", bar.name, expected.unwrap_or_default())
}

/// The last days up to today, at most [`BACK`]; from the first with an answer on.
fn last_days(statistics: &Statistics) -> Vec<(Date, answers::Day)> {
    let first = statistics.days.keys().next().copied().unwrap_or(statistics.today);
    let back = (0..BACK as i64).rev().map(|back| statistics.today.saturating_sub(back.days()));
    back.filter(|day| *day >= first || *day == statistics.today)
        .map(|day| (day, statistics.days.get(&day).copied().unwrap_or_default()))
        .collect()
}

/// What stands beneath a day: Mondays have their date.
fn day_label(day: Date) -> String {
    if day.weekday() == Weekday::Monday { short(day) } else { String::new() }
}

fn short(day: Date) -> String {
    day.strftime("%-d %b").to_string()
}

fn reviews(statistics: &Statistics) -> Plot {
    let days = last_days(statistics);
    let column =
        |(day, done): &(Date, answers::Day)| Column { label: day_label(*day), value: done.answers as f64 };
    let today = days.last().map_or(0, |(_, day)| day.answers);
    Plot {
        title: "Answers a day",
        meaning: "How many answers you gave on each of the last days.",
        figures: vec![format!("{today} today"), format!("{} in all", super::grouped(statistics.answers))],
        answers: None,
        shape: Shape::Columns(days.iter().map(column).collect()),
    }
}

fn minutes(statistics: &Statistics) -> Plot {
    let days = last_days(statistics);
    let columns = days
        .iter()
        .map(|(day, done)| Column { label: day_label(*day), value: done.time.as_secs_f64() / 60.0 });
    let mean = statistics.time_a_day(BACK).unwrap_or_default();
    Plot {
        title: "Minutes a day",
        meaning: "How long you took for them, from each question to its rating.",
        figures: vec![format!("{} a day of study", words::minutes(mean))],
        answers: None,
        shape: Shape::Columns(columns.collect()),
    }
}

fn heat(statistics: &Statistics) -> Plot {
    let days: Vec<(Date, u32)> =
        statistics.days.iter().map(|(day, done)| (*day, done.answers as u32)).collect();
    Plot {
        title: "Days of study",
        meaning: "Each cell is a day, the fuller the more answers.",
        figures: vec![words::count(days.len(), "day")],
        answers: None,
        shape: Shape::Days(days, statistics.today),
    }
}

fn load(statistics: &Statistics) -> Plot {
    let days = (0i64..).map(|ahead| statistics.today.saturating_add(ahead.days()));
    let column = |(day, due): (Date, &usize)| Column { label: day_label(day), value: *due as f64 };
    let sum: usize = statistics.load.iter().sum();
    Plot {
        title: "Load to come",
        meaning: "What falls due on each of the next 30 days, of what you have studied so far; overdue counts to today.",
        figures: vec![
            format!("{} today", statistics.load.first().copied().unwrap_or(0)),
            format!("{} in 30 days", super::grouped(sum)),
        ],
        answers: None,
        shape: Shape::Columns(days.zip(&statistics.load).map(column).collect()),
    }
}

fn percents() -> Axis {
    let labels = [0.0, 0.25, 0.5, 0.75, 1.0].map(words::percent);
    Axis { bounds: [0.0, 1.0], labels: labels.to_vec() }
}

fn calibration(statistics: &Statistics) -> Plot {
    let bins: Vec<_> = statistics.calibration.iter().filter(|bin| bin.answers > 0).collect();
    let [few, many] = [false, true].map(|is_sure| {
        let bins = bins.iter().filter(|bin| (bin.answers >= SURE_FROM) == is_sure);
        bins.map(|bin| (bin.predicted, bin.right)).collect()
    });
    let figures = bins.iter().map(|bin| {
        let sign = if bin.answers < SURE_FROM { ", few" } else { "" };
        let (predicted, right) = (words::percent(bin.predicted), words::percent(bin.right));
        format!("{predicted} predicted, {right} came ({}{sign})", words::count(bin.answers, "review"))
    });
    Plot {
        title: "Calibration",
        meaning: "Predicted recall (across) against what came (up): on the line, predictions can be believed.",
        figures: figures.collect(),
        answers: Some(bins.iter().map(|bin| bin.answers).sum()),
        shape: Shape::Lines(Lines {
            across: percents(),
            up: percents(),
            series: vec![
                Series { name: "ideal", points: vec![(0.0, 0.0), (1.0, 1.0)], style: Style::Ideal },
                Series { name: "below 20 reviews", points: few, style: Style::Unsure },
                Series { name: "what came", points: many, style: Style::Points },
            ],
        }),
    }
}

/// An axis of days, and where on it each of `days` lies.
fn days_axis(days: &[Date]) -> (Axis, Vec<f64>) {
    let Some(first) = days.first() else {
        return (Axis { bounds: [0.0, 1.0], labels: vec![String::new(); 2] }, Vec::new());
    };
    let places = days.iter().map(|day| first.until(*day).map_or(0, |span| span.get_days()));
    let places: Vec<i32> = places.collect();
    let end = places.last().map_or(1, |last| *last.max(&1));
    let label = |third: i32| short(first.saturating_add((third * end / 2).days()));
    let axis = Axis { bounds: [0.0, f64::from(end)], labels: (0..3).map(label).collect() };
    (axis, places.into_iter().map(f64::from).collect())
}

fn came(statistics: &Statistics) -> Plot {
    let batches = answers::batches(&statistics.came, SURE_FROM);
    let (across, at) = days_axis(&batches.iter().map(|one| one.day).collect::<Vec<_>>());
    let points = at.iter().copied().zip(&batches);
    let figures = batches.iter().rev().take(3).map(|one| {
        let (expected, right) = (words::percent(one.expected), words::percent(one.right));
        format!("{}: {expected} forecast, {right} came", short(one.day))
    });
    let forecast = points.clone().map(|(at, one)| (at, one.expected)).collect();
    let came = points.map(|(at, one)| (at, one.right)).collect();
    Plot {
        title: "Forecast against what came",
        meaning: "The recall that was forecast day by day, and what came; each point is at least 20 reviews.",
        figures: figures.collect(),
        answers: Some(statistics.came.iter().map(|one| one.answers).sum()),
        shape: Shape::Lines(Lines {
            across,
            up: percents(),
            series: vec![
                Series { name: "forecast", points: forecast, style: Style::Ideal },
                Series { name: "what came", points: came, style: Style::Points },
            ],
        }),
    }
}

fn learned(statistics: &Statistics) -> Plot {
    let days: Vec<Date> = statistics.learned.iter().map(|(day, _)| *day).collect();
    let (across, at) = days_axis(&days);
    let most = statistics.learned.last().map_or(0, |(_, count)| *count);
    let up = Axis {
        bounds: [0.0, most.max(1) as f64],
        labels: vec!["0".to_owned(), super::grouped(most / 2), super::grouped(most)],
    };
    let points = at.into_iter().zip(statistics.learned.iter().map(|(_, count)| *count as f64)).collect();
    Plot {
        title: "Learned over time",
        meaning: "How many questions you had answered at least once by each day.",
        figures: vec![words::count(most, "question")],
        answers: None,
        shape: Shape::Lines(Lines {
            across,
            up,
            series: vec![Series { name: "questions", points, style: Style::Line }],
        }),
    }
}

fn stability(statistics: &Statistics) -> Plot {
    let names = ["½ d", "1 d", "3 d", "1 w", "3 w", "2 mo", "6 mo", "1 y", "3 y", "more"];
    let columns: Vec<Column> = names
        .iter()
        .zip(statistics.stabilities)
        .map(|(name, count)| Column { label: (*name).to_owned(), value: count as f64 })
        .collect();
    let sum: usize = statistics.stabilities.iter().sum();
    let mature: usize = statistics.stabilities[5..].iter().sum();
    Plot {
        title: "How firm memories are",
        meaning: "Questions by how long it takes until you recall only nine of ten.",
        figures: vec![format!("{mature} of {sum} last three weeks or more")],
        answers: None,
        shape: Shape::Columns(columns),
    }
}

fn named(title: &'static str, meaning: &'static str, all: &[Named]) -> Plot {
    let mut all: Vec<&Named> = all.iter().collect();
    all.sort_by(|one, other| {
        // Without answers, a name comes behind all that have some.
        let [share, others] = [one, other].map(|named| named.group.retention.share().unwrap_or(2.0));
        share.total_cmp(&others).then_with(|| one.title.cmp(&other.title))
    });
    let bars = all.iter().map(|named| {
        let seconds = named.group.median.unwrap_or_default().as_secs_f64();
        let note = format!("{}, {seconds:.0} s", words::count(named.group.retention.answers, "review"));
        Bar { note, ..retention_bar(&named.title, &named.group.retention) }
    });
    let bars: Vec<Bar> = bars.collect();
    let sum = all.iter().map(|named| named.group.retention.answers).sum();
    let figures = bars.iter().map(bar_figure).collect();
    Plot { title, meaning, figures, answers: Some(sum), shape: Shape::Bars(bars) }
}

fn times(statistics: &Statistics) -> Plot {
    let ends = TIMES.iter().map(|end| Duration::from_secs(*end));
    let name = |end: Duration| {
        if end.as_secs() < 60 { format!("{} s", end.as_secs()) } else { format!("{} m", end.as_secs() / 60) }
    };
    let names = ends.map(name).chain(["more".to_owned()]);
    let columns: Vec<Column> =
        names.zip(statistics.times).map(|(label, count)| Column { label, value: count as f64 }).collect();
    let figure = |column: &Column| format!("{}: {}", column.label, column.value);
    Plot {
        title: "Answer times",
        meaning: "Answers by the time they took, up to what stands beneath.",
        figures: columns.iter().filter(|column| column.value > 0.0).map(figure).collect(),
        answers: Some(statistics.answers),
        shape: Shape::Columns(columns),
    }
}

fn quiz_shares(statistics: &Statistics) -> Plot {
    let shares: Vec<(f64, f64)> =
        statistics.quizzes.iter().enumerate().map(|(nth, quiz)| (nth as f64, quiz.share)).collect();
    let last = shares.len().saturating_sub(1);
    let slope = statistics.quiz_trend().unwrap_or_default();
    let mean = shares.iter().map(|(_, share)| share).sum::<f64>() / shares.len() as f64;
    let trend =
        [0.0, last as f64].map(|nth| (nth, (mean + slope * (nth - last as f64 / 2.0)).clamp(0.0, 1.0)));
    let across = Axis {
        bounds: [0.0, last.max(1) as f64],
        labels: vec!["the first".to_owned(), "the last".to_owned()],
    };
    Plot {
        title: "Quizzes one after the other",
        meaning: "The share of the points of each quiz, and the trend through all.",
        figures: vec![format!("{:+.0} percentage points a quiz", 100.0 * slope)],
        answers: None,
        shape: Shape::Lines(Lines {
            across,
            up: percents(),
            series: vec![
                Series { name: "trend", points: trend.to_vec(), style: Style::Ideal },
                Series { name: "quizzes", points: shares, style: Style::Points },
            ],
        }),
    }
}

fn quiz_list(statistics: &Statistics) -> Plot {
    let bars = statistics.quizzes.iter().rev().map(|quiz| {
        let passed = match quiz.passed {
            Some(true) => "passed",
            Some(false) => "not passed",
            None => "",
        };
        let name = format!("{} {}", quiz.day, quiz.title);
        Bar { name, share: Some(quiz.share), expected: None, answers: None, note: passed.to_owned() }
    });
    let bars: Vec<Bar> = bars.collect();
    let meaning =
        if bars.is_empty() { "None has been sat yet. Begin one from Today." } else { "The newest first." };
    let figures = bars.iter().map(bar_figure).collect();
    Plot { title: "Quizzes", meaning, figures, answers: None, shape: Shape::Bars(bars) }
}
