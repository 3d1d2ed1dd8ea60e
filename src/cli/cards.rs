//! `cards`: every question, with what is remembered of it.

use jiff::civil::Date;
use serde::Serialize;

use super::arguments::{TableArguments, WhereArgument};
use super::context::CommandContext;
use super::failure::Status;
use super::table::Table;
use crate::card::QuestionKey;
use crate::deck::{Row, Wordings};
use crate::trainer::View;
use crate::words::cut;

/// Columns of a prompt in the table.
const PROMPT: usize = 60;

const EXAMPLES: &str = "\
Examples:
  examdrill cards dhcp
  examdrill cards --json | jq -r '.[] | select(.lapses > 3) | .key'";

/// List the questions, with what you remember of them
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Cards {
    #[command(flatten)]
    search: WhereArgument,
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
    reps: u32,
    lapses: u32,
}

impl Cards {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let (mut trainer, named) = self.table.onlooker(context)?;
        let today = trainer.today(context.now());
        let query = self.search.query(&trainer.library)?;
        let mut found = None;
        if !query.is_empty() {
            trainer.ignore_selection();
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
        if self.table.format.json {
            let shapes: Vec<_> = cards.map(|card| shape(card, view, today)).collect();
            context.out.json(&shapes)?;
            return Ok(Status::Fine);
        }
        let mut table = Table::new(&["state", "due", "question", "prompt"]);
        for Listed { row, texts } in cards {
            let memory = view.memories().of(row.number());
            let due = memory.map_or_else(String::new, |memory| memory.due.to_string());
            table.row([
                state(row, view, today).to_owned(),
                due,
                row.key().to_string(),
                cut(&texts.prompt(row.place()).line(), PROMPT, "…"),
            ]);
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
