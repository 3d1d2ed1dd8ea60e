//! `cards`: every question, with what is remembered of it.

use jiff::civil::Date;
use serde::Serialize;

use super::arguments::{TableArguments, WhereArgument};
use super::context::CommandContext;
use super::failure::Status;
use super::table::Table;
use crate::card::QuestionKey;
use crate::card::kinds::readable;
use crate::deck::{Row, Wordings};
use crate::search::Order;
use crate::trainer::View;
use crate::words::{self, cut};

/// Columns of a prompt in the table.
const PROMPT: usize = 60;

const EXAMPLES: &str = "\
Examples:
  examdrill cards dhcp
  examdrill cards --where 'tag:dhcp lapses:>0' --sort firmness
  examdrill cards --json | jq -r '.[] | select(.lapses > 3) | .key'";

/// List the questions, with how well you remember each
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Cards {
    #[command(flatten)]
    search: WhereArgument,
    /// The order, as in Browse
    #[arg(long, value_name = "ORDER", value_parser = orders(), default_value = Order::Deck.name(), hide_default_value = true)]
    sort: String,
    #[command(flatten)]
    table: TableArguments,
}

#[derive(Serialize)]
struct Shape<'a> {
    key: QuestionKey,
    deck: &'a str,
    kind: &'a str,
    prompt: String,
    answer: &'a str,
    tags: &'a [String],
    state: &'static str,
    stability: Option<f32>,
    difficulty: Option<f32>,
    due: Option<String>,
    asked: Option<String>,
    reps: u32,
    lapses: u32,
}

impl Cards {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let (mut trainer, named) = self.table.onlooker(context)?;
        let today = trainer.today(context.now());
        let query = self.search.query(&trainer.library)?;
        let mut found = None;
        if query.has_names() {
            trainer.ignore_selection();
        }
        if !query.is_empty() {
            found = Some(trainer.found(&query, &trainer.missed(today)?, today));
        }
        let view = trainer.view();
        let decks = view.library.decks.iter().filter(|deck| named.has(deck.id()));
        let is_wanted = |row: &Row<'_>| {
            found.as_ref().is_none_or(|found| found.contains(&row.number())) && view.selection().takes(row)
        };
        let off = decks.clone().filter(|deck| !view.selection().takes_any(deck)).count();
        let cards = decks
            .flat_map(|deck| deck.rows().filter(is_wanted).map(|row| Listed { row, texts: deck.wordings() }));
        let cards = sorted(cards.collect(), Order::named(&self.sort).unwrap_or_default(), view, today);
        if self.table.format.json {
            let shapes: Vec<_> = cards.into_iter().map(|card| shape(card, view, today)).collect();
            context.out.json(&shapes)?;
            return Ok(Status::Fine);
        }
        let mut table =
            Table::new(&["state", "due", "firm", "recall", "lapses", "asked", "question", "prompt"]);
        for card in cards {
            table.row(cells(card, view, today));
        }
        table.write(&mut context.out)?;
        context.note_of_off(off)?;
        Ok(Status::Fine)
    }
}

/// A question in short, and what the questions of its deck read like.
#[derive(Clone, Copy)]
struct Listed<'a> {
    row: Row<'a>,
    texts: &'a Wordings,
}

/// The names of all orders.
fn orders() -> Vec<&'static str> {
    Order::ALL.iter().map(|order| order.name()).collect()
}

/// The `cards`, which are in the order of their decks, in that order.
fn sorted<'a>(mut cards: Vec<Listed<'a>>, order: Order, view: &View, today: Date) -> Vec<Listed<'a>> {
    if order.is_by_text() {
        cards.sort_by_key(|Listed { row, texts }| texts.searched(row.place()));
    } else {
        let memory = |row: &Row<'_>| view.memories().of(row.number());
        cards.sort_by_cached_key(|card| order.rank(memory(&card.row), view.model(), today));
    }
    cards
}

/// A line of the table.
fn cells(Listed { row, texts }: Listed<'_>, view: &View, today: Date) -> [String; 8] {
    let memory = view.memories().of(row.number());
    let of_memory = memory.map(|memory| {
        let firm = words::stability(memory.stability);
        let recall = words::percent(view.model().retrievability(memory, today));
        [memory.due.to_string(), firm, recall, memory.lapses.to_string(), memory.last_day.to_string()]
    });
    let [due, firm, recall, lapses, asked] = of_memory.unwrap_or_default();
    let prompt = cut(&readable(&texts.prompt(row.place()), row.kind()).line(), PROMPT, "…");
    [state(row, view, today).to_owned(), due, firm, recall, lapses, asked, row.key().to_string(), prompt]
}

fn shape<'a>(Listed { row, texts }: Listed<'a>, view: &View, today: Date) -> Shape<'a> {
    let memory = view.memories().of(row.number());
    Shape {
        key: row.key(),
        deck: row.deck(),
        kind: row.kind(),
        prompt: texts.prompt(row.place()).plain(),
        answer: texts.answer(row.place()),
        tags: row.tags(),
        state: state(row, view, today),
        stability: memory.map(|memory| memory.stability),
        difficulty: memory.map(|memory| memory.difficulty),
        due: memory.map(|memory| memory.due.to_string()),
        asked: memory.map(|memory| memory.last_day.to_string()),
        reps: memory.map_or(0, |memory| memory.reps),
        lapses: memory.map_or(0, |memory| memory.lapses),
    }
}

fn state(row: Row<'_>, view: &View, today: Date) -> &'static str {
    let standing = view.standing(&row.key());
    if row.is_suspended() || standing.is_some_and(|standing| standing.suspended) {
        return "suspended";
    }
    if standing.is_some_and(|standing| standing.buried.is_some_and(|day| day > today)) {
        return "buried";
    }
    match view.memories().of(row.number()) {
        None => "new",
        Some(memory) if memory.waiting(today).is_some() => "learning",
        Some(_) => "review",
    }
}
