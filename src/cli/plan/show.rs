//! What stands in the plan.

use std::io::Write;

use jiff::civil::Date;
use serde::Serialize;

use crate::cli::context::{CommandContext, note};
use crate::cli::failure::Status;
use crate::cli::named::quoted;
use crate::schedule::{Calendar, WEEKDAYS, WeekdayMinutes};
use crate::trainer::{DatedExam, ExamResult, View};
use crate::words::count;

#[derive(Serialize)]
struct Shape<'a> {
    today: String,
    /// Minutes of a usual day; nothing where they were never given.
    minutes: Option<u32>,
    weekdays: Vec<Weekday>,
    off: Vec<String>,
    exams: Vec<Exam<'a>>,
    /// Exams with a date whose files are gone.
    vanished: &'a [String],
}

#[derive(Serialize)]
struct Weekday {
    day: &'static str,
    minutes: u32,
}

#[derive(Serialize)]
struct Exam<'a> {
    id: &'a str,
    title: &'a str,
    date: String,
    /// Days from today; below 0 when it is over.
    days: i32,
    questions: usize,
    result: Option<&'static str>,
    score: Option<&'a str>,
}

/// Prints what stands, for people or for programs.
pub(super) fn show(is_json: bool, context: &mut CommandContext) -> anyhow::Result<Status> {
    let (mut trainer, _) = context.onlooker(&[])?;
    trainer.plan(context.now())?;
    let (view, today) = (trainer.view(), trainer.today(context.now()));
    let agenda = view.agenda();
    let shape = Shape {
        today: today.to_string(),
        minutes: agenda.calendar.minutes,
        weekdays: agenda.calendar.weekdays().map(weekday).collect(),
        off: agenda.calendar.coming_off(today).map(ToString::to_string).collect(),
        exams: agenda.exams.iter().map(|dated| exam(dated, view, today)).collect(),
        vanished: &agenda.vanished,
    };
    if is_json {
        context.out.json(&shape)?;
        return Ok(Status::Fine);
    }
    write(&shape, &agenda.calendar, context)?;
    for sentence in view.planned().map(|planned| planned.prospect().sentences()).unwrap_or_default() {
        writeln!(context.out, "{sentence}")?;
    }
    if !shape.vanished.is_empty() {
        let ids: Vec<&str> = shape.vanished.iter().map(String::as_str).collect();
        context.out.flush()?;
        note(&format!(
            "{} had a date, and its file is gone; `examdrill plan drop` takes the date away",
            quoted(&ids)
        ));
    }
    Ok(Status::Fine)
}

fn weekday(WeekdayMinutes { day, minutes }: WeekdayMinutes) -> Weekday {
    Weekday { day: WEEKDAYS[day.to_monday_zero_offset() as usize].0, minutes }
}

fn exam<'a>(dated: &'a DatedExam, view: &View, today: Date) -> Exam<'a> {
    let (result, score) = match &dated.result {
        Some(ExamResult::Passed(score)) => (Some("passed"), Some(score.as_str())),
        Some(ExamResult::Failed(score)) => (Some("failed"), Some(score.as_str())),
        Some(ExamResult::Untold) | None => (None, None),
    };
    Exam {
        id: &dated.exam.id,
        title: &dated.exam.title,
        date: dated.date.to_string(),
        days: days_until(dated.date, today),
        questions: view.prepared_for(&dated.exam),
        result,
        score: score.filter(|score| !score.is_empty()),
    }
}

fn write(shape: &Shape<'_>, calendar: &Calendar, context: &mut CommandContext) -> anyhow::Result<()> {
    let out = &mut context.out;
    if shape.exams.is_empty() {
        writeln!(out, "No exam has a date. `examdrill plan set EXAM --date 2027-02-12` gives one a date.")?;
    }
    for exam in &shape.exams {
        let when = match exam.days {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            days @ 2.. => format!("in {days} days"),
            _ => exam.result.map_or_else(
                || format!("over; `examdrill plan result {} passed` keeps how it went", exam.id),
                |result| [result, exam.score.unwrap_or_default()].join(" ").trim_end().to_owned(),
            ),
        };
        writeln!(
            out,
            "{}  {} ({}), {}: {when}",
            exam.date,
            exam.title,
            exam.id,
            count(exam.questions, "question")
        )?;
    }
    if calendar.is_set() {
        writeln!(out, "{}", minutes(shape))?;
    }
    Ok(())
}

/// Days from `today` to `date`; below 0 when it is past.
fn days_until(date: Date, today: Date) -> i32 {
    date.since(today).map_or(0, |span| span.get_days())
}

/// The minutes a day, in a sentence.
fn minutes(shape: &Shape<'_>) -> String {
    let usual = shape.minutes.map(|minutes| format!("{} a day", count(minutes as usize, "minute")));
    let weekdays = shape.weekdays.iter().map(|weekday| format!("{} {}", weekday.day, weekday.minutes));
    let off = (!shape.off.is_empty()).then(|| format!("off: {}", shape.off.join(", ")));
    usual.into_iter().chain(weekdays).chain(off).collect::<Vec<_>>().join(", ")
}
