//! `stats`: how it is going.

mod html;
mod series;
mod svg;

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use self::series::Series;
use super::arguments::{TableArguments, keep_studied};
use super::context::CommandContext;
use super::failure::Status;
use super::table::Table;
use crate::library::ListedDeck;
use crate::source::clean;
use crate::stats::answers::SURE_FROM;
use crate::stats::{self, Statistics};
use crate::trainer::{DeckLine, Overview, View};
use crate::words;
use crate::words::count;

/// Days of study that the mean time is taken over.
const LATELY: usize = 30;
/// Questions that are named as the hardest.
const HARDEST: usize = 3;

const EXAMPLES: &str = "\
Examples:
  examdrill stats
  examdrill stats --json | jq .streak
  examdrill stats --html statistics.html   a page with plots, for a browser or paper";

/// Print how it is going: due, seen, streak, and the coming days
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Stats {
    #[command(flatten)]
    table: TableArguments,
    /// Write a page with plots of the whole log instead; it needs no network
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    html: Option<PathBuf>,
}

#[derive(Serialize)]
struct Shape<'a> {
    today: String,
    due: usize,
    seen: usize,
    streak: u32,
    reviews: u64,
    reviews_today: u32,
    /// Questions of a session now, new ones among them.
    session: usize,
    /// Whether the days to come are those of a plan: what it is expected to ask, in the place of what falls due.
    is_planned: bool,
    minutes: u64,
    decks: Vec<Deck<'a>>,
    forecast: Vec<Day>,
    /// Read from the whole log, for JSON alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<Series>,
}

#[derive(Serialize)]
struct Deck<'a> {
    id: &'a str,
    title: &'a str,
    questions: usize,
    new: usize,
    due: usize,
    seen: usize,
    suspended: usize,
    /// The share of the studied questions that is remembered today, as the model expects it.
    expected_recall: Option<f64>,
}

#[derive(Serialize)]
struct Day {
    day: String,
    #[serde(skip)]
    date: Date,
    due: usize,
}

impl Stats {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let (mut trainer, named) = self.table.onlooker(context)?;
        let statistics = trainer.counting(context.now())?.run()?;
        if let Some(path) = &self.html {
            html::write(&statistics, path)?;
            writeln!(context.out, "Wrote `{}`.", clean(&path.to_string_lossy()))?;
            return Ok(Status::Fine);
        }
        trainer.plan(context.now())?;
        let mut overview = trainer.overview(context.now())?;
        let off = keep_studied(&mut overview.decks, &named);
        let mut shape = shape(&overview, &trainer);
        if self.table.format.json {
            shape.series = Some(Series::of(&statistics));
            context.out.json(&shape)?;
        } else {
            write(&shape, &statistics, context)?;
            context.note_of_off(off)?;
        }
        Ok(Status::Fine)
    }
}

fn shape<'a>(overview: &'a Overview, view: &View) -> Shape<'a> {
    let days = (0i64..).map(|ahead| overview.today.saturating_add(ahead.days()));
    Shape {
        today: overview.today.to_string(),
        due: overview.decks.iter().map(|deck| deck.counts.due).sum(),
        seen: overview.decks.iter().map(|deck| deck.counts.seen()).sum(),
        streak: overview.streak,
        // As the heat map has it: without those taken back.
        reviews: overview.activity.values().map(|&reviews| u64::from(reviews)).sum(),
        reviews_today: overview.done_today,
        session: overview.outlook.questions(),
        is_planned: overview.is_planned,
        minutes: overview.outlook.time.as_secs().div_ceil(60),
        decks: overview.decks.iter().map(|line| deck(line, view, overview.today)).collect(),
        forecast: days
            .zip(&overview.forecast)
            .map(|(date, &due)| Day { day: date.to_string(), date, due })
            .collect(),
        series: None,
    }
}

fn deck<'a>(line: &'a DeckLine, view: &View, today: Date) -> Deck<'a> {
    let DeckLine { id, title, counts, .. } = line;
    let rows = view.library.deck(id).into_iter().flat_map(ListedDeck::rows);
    let memories = rows.filter_map(|row| view.memories().of(row.number()));
    Deck {
        id,
        title,
        questions: counts.questions,
        new: counts.new,
        due: counts.due,
        seen: counts.seen(),
        suspended: counts.suspended,
        expected_recall: stats::expected_recall(memories, view.model(), today),
    }
}

fn write(shape: &Shape<'_>, statistics: &Statistics, context: &mut CommandContext) -> anyhow::Result<()> {
    let out = &mut context.out;
    let session = count(shape.session, "question");
    let time = words::estimate(Duration::from_mins(shape.minutes));
    writeln!(out, "Due: {}. A session now: {session}, {time}.", shape.due)?;
    writeln!(out, "Streak: {}.", count(shape.streak as usize, "day"))?;
    writeln!(out, "Answers: {}, {} of them today.", shape.reviews, shape.reviews_today)?;
    write_answers(statistics, out)?;
    writeln!(out)?;
    let mut table = Table::new(&["deck", ">questions", ">new", ">due", ">seen", ">expected recall"]);
    for deck in &shape.decks {
        let recall = deck.expected_recall.map_or("-".to_owned(), |recall| format!("{:.0} %", 100.0 * recall));
        let numbers = [deck.questions, deck.new, deck.due, deck.seen].map(|number| number.to_string());
        table.row(std::iter::once(deck.id.to_owned()).chain(numbers).chain([recall]));
    }
    table.write(out)?;
    writeln!(out)?;
    let mut table = Table::new(&["day", if shape.is_planned { ">planned" } else { ">falls due" }]);
    for Day { date, due, .. } in &shape.forecast {
        table.row([date.strftime("%Y-%m-%d %a").to_string(), due.to_string()]);
    }
    table.write(out)?;
    Ok(())
}

/// Retention, time and the hardest questions, as far as there are any.
fn write_answers(statistics: &Statistics, out: &mut impl Write) -> std::io::Result<()> {
    let retentions = &statistics.retention;
    let all = retentions.all();
    if let Some(share) = all.share() {
        let share = words::percent(share);
        let [young, mature] = [&retentions.young, &retentions.mature]
            .map(|retention| retention.share().map_or("-".to_owned(), words::percent));
        let predicted = all.expected_share().map(|share| format!(" ({} predicted)", words::percent(share)));
        let few = if all.answers < SURE_FROM { "; too few to say much" } else { "" };
        let (predicted, answers) = (predicted.unwrap_or_default(), count(all.answers, "review"));
        writeln!(out, "Retention: {share}{predicted}, young {young}, mature {mature}; {answers}{few}.")?;
    }
    if let Some(time) = statistics.time_a_day(LATELY) {
        writeln!(out, "Time: {} a day of study.", words::minutes(time))?;
    }
    for (place, hard) in statistics.hardest.iter().take(HARDEST).enumerate() {
        let lead = if place == 0 { "Hardest: " } else { "         " };
        let (right, answers) = (hard.retention.right, hard.retention.answers);
        let prompt = words::cut(&clean(&hard.prompt), 60, "…");
        writeln!(out, "{lead}{prompt} ({right} of {answers} recalled; {})", hard.key)?;
    }
    Ok(())
}
