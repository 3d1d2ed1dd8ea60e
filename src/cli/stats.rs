//! `stats`: how it is going.

mod series;

use std::io::Write;
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
use crate::stats;
use crate::trainer::{DeckLine, Overview, View};
use crate::words;
use crate::words::count;

const EXAMPLES: &str = "\
Examples:
  examdrill stats
  examdrill stats --json | jq .streak";

/// Print how it is going: due, known, streak, and the coming days
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Stats {
    #[command(flatten)]
    table: TableArguments,
}

#[derive(Serialize)]
struct Shape<'a> {
    today: String,
    due: usize,
    known: usize,
    streak: u32,
    reviews: u64,
    reviews_today: u32,
    /// Questions of a session now, new ones among them.
    session: usize,
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
    known: usize,
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
        let (trainer, named) = self.table.onlooker(context)?;
        let mut overview = trainer.overview(context.now())?;
        let off = keep_studied(&mut overview.decks, &named);
        let mut shape = shape(&overview, &trainer);
        if self.table.format.json {
            shape.series = Some(Series::of(&trainer)?);
            context.out.json(&shape)?;
        } else {
            write(&shape, context)?;
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
        known: overview.decks.iter().map(|deck| deck.counts.known).sum(),
        streak: overview.streak,
        // As the heat map has it: without those taken back.
        reviews: overview.activity.values().map(|&reviews| u64::from(reviews)).sum(),
        reviews_today: overview.done_today,
        session: overview.outlook.due + overview.outlook.new,
        minutes: overview.time.as_secs().div_ceil(60),
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
        known: counts.known,
        suspended: counts.suspended,
        expected_recall: stats::expected_recall(memories, view.model(), today),
    }
}

fn write(shape: &Shape<'_>, context: &mut CommandContext) -> anyhow::Result<()> {
    let out = &mut context.out;
    let session = count(shape.session, "question");
    let time = words::estimate(Duration::from_mins(shape.minutes));
    writeln!(out, "Due: {}. A session now: {session}, {time}.", shape.due)?;
    writeln!(out, "Streak: {}.", count(shape.streak as usize, "day"))?;
    writeln!(out, "Reviews: {}, {} of them today.", shape.reviews, shape.reviews_today)?;
    writeln!(out)?;
    let mut table = Table::new(&["deck", ">questions", ">new", ">due", ">known", ">expected recall"]);
    for deck in &shape.decks {
        let recall = deck.expected_recall.map_or("-".to_owned(), |recall| format!("{:.0} %", 100.0 * recall));
        let numbers = [deck.questions, deck.new, deck.due, deck.known].map(|number| number.to_string());
        table.row(std::iter::once(deck.id.to_owned()).chain(numbers).chain([recall]));
    }
    table.write(out)?;
    writeln!(out)?;
    let mut table = Table::new(&["day", ">falls due"]);
    for Day { date, due, .. } in &shape.forecast {
        table.row([date.strftime("%Y-%m-%d %a").to_string(), due.to_string()]);
    }
    table.write(out)?;
    Ok(())
}
