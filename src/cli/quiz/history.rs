//! `quiz history`: the quizzes that ended, and how each topic went over the last of them.

use std::io::Write;

use serde::Serialize;

use super::shape::{self, Summary};
use crate::cli::arguments::JsonArgument;
use crate::cli::context::CommandContext;
use crate::cli::failure::Status;
use crate::cli::table::Table;
use crate::quiz::{Report, topic_trends};
use crate::trainer::Past;
use crate::words::cut;
use crate::words::{clock as time, percent};

/// Quizzes of an exam that its trend looks back over.
const LATELY: usize = 5;
/// Columns of a title in the table.
const TITLE: usize = 44;

const EXAMPLES: &str = "\
Examples:
  examdrill quiz history
  examdrill quiz history --json | jq '.quizzes[].share'";

/// List the quizzes that ended, and how each topic went
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct History {
    #[command(flatten)]
    format: JsonArgument,
}

#[derive(Serialize)]
struct Shape<'a> {
    quizzes: Vec<Summary<'a>>,
    trends: Vec<Trend<'a>>,
    /// Quizzes that stand in the log and cannot be read.
    unreadable: Vec<Lost>,
}

#[derive(Serialize)]
struct Lost {
    at: String,
    what: &'static str,
}

/// How the topics of an exam went, the oldest quiz first.
#[derive(Serialize)]
struct Trend<'a> {
    exam: Option<&'a str>,
    title: &'a str,
    /// The numbers of the quizzes.
    quizzes: Vec<usize>,
    topics: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    title: &'a str,
    /// The share of the points in each quiz; `null` where it was not asked.
    shares: Vec<Option<f64>>,
}

impl History {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let (trainer, _) = context.onlooker(&[])?;
        let (past, unreadable) = (trainer.past_quizzes()?, trainer.unreadable_quizzes()?);
        let trends = trends(&past);
        let out = &mut context.out;
        if self.format.json {
            let quizzes = past.iter().enumerate().map(|(place, past)| shape::summary(past, place));
            let lost = unreadable.iter().map(|quiz| Lost { at: quiz.at.to_string(), what: quiz.what });
            out.json(&Shape { quizzes: quizzes.collect(), trends, unreadable: lost.collect() })?;
            return Ok(Status::Fine);
        }
        for quiz in &unreadable {
            let day = trainer.days().offset(quiz.at).to_datetime(quiz.at).strftime("%Y-%m-%d %H:%M");
            writeln!(out, "The quiz of {day} cannot be read ({}); it stays in the log.", quiz.what)?;
        }
        if past.is_empty() && unreadable.is_empty() {
            writeln!(out, "No quiz has ended yet; `examdrill quiz` begins one.")?;
            return Ok(Status::Fine);
        }
        if past.is_empty() {
            return Ok(Status::Fine);
        }
        let mut table =
            Table::new(&[">no", "date", "quiz", "form", ">percent", ">scale", "passed", ">time", "seed"]);
        for (place, past) in past.iter().enumerate() {
            let date = trainer.days().offset(past.at).to_datetime(past.at).strftime("%Y-%m-%d");
            table.row(row(place, date.to_string(), past));
        }
        table.write(out)?;
        writeln!(out, "\nThe scale is a practice scale of our own, not the examiner's.")?;
        for trend in trends {
            writeln!(out, "\n{}, topic by topic:", trend.title)?;
            trend.table().write(out)?;
        }
        Ok(Status::Fine)
    }
}

fn row(place: usize, date: String, past: &Past) -> [String; 9] {
    let (paper, report) = (past.sitting.paper(), &past.report);
    let passed = report.passed.map_or("-", |passed| if passed { "yes" } else { "no" });
    [
        (place + 1).to_string(),
        date,
        cut(&paper.title, TITLE, "…"),
        if paper.form.is_empty() { "-".to_owned() } else { paper.form.clone() },
        percent(report.share()),
        report.scaled.map_or("-".to_owned(), |scaled| scaled.to_string()),
        passed.to_owned(),
        time(past.sitting.spent()),
        paper.seed.to_string(),
    ]
}

/// What quizzes have in common that are compared: the exam, or else the title.
fn series(past: &Past) -> (String, String) {
    let paper = past.sitting.paper();
    (paper.exam.clone(), if paper.exam.is_empty() { paper.title.clone() } else { String::new() })
}

/// The trend of each exam, in the order they were first sat; quizzes of decks go by their title.
fn trends(past: &[Past]) -> Vec<Trend<'_>> {
    let mut names = Vec::new();
    for one in past.iter().map(series) {
        if !names.contains(&one) {
            names.push(one);
        }
    }
    names
        .iter()
        .filter_map(|one| trend(past.iter().zip(1..).filter(|(past, _)| series(past) == *one)))
        .collect()
}

fn trend<'a>(sat: impl Iterator<Item = (&'a Past, usize)>) -> Option<Trend<'a>> {
    let sat: Vec<(&Past, usize)> = sat.collect();
    let lately = &sat[sat.len().saturating_sub(LATELY)..];
    let (last, _) = lately.last()?;
    let paper = last.sitting.paper();
    let reports: Vec<&Report> = lately.iter().map(|(past, _)| &past.report).collect();
    let lines = topic_trends(&reports).into_iter().map(|(title, shares)| Line { title, shares });
    Some(Trend {
        exam: Some(paper.exam.as_str()).filter(|exam| !exam.is_empty()),
        title: &paper.title,
        quizzes: lately.iter().map(|(_, number)| *number).collect(),
        topics: lines.collect(),
    })
}

impl Trend<'_> {
    fn table(&self) -> Table {
        let numbers = self.quizzes.iter().map(|number| format!(">no {number}"));
        let headings: Vec<String> = std::iter::once("topic".to_owned()).chain(numbers).collect();
        let mut table = Table::new(&headings);
        for line in &self.topics {
            let shares = line.shares.iter().map(|share| share.map_or("-".to_owned(), percent));
            table.row(std::iter::once(line.title.to_owned()).chain(shares));
        }
        table
    }
}
