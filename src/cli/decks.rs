//! `decks`: what there is to study.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::failure::Status;
use super::kit::{Kit, note};
use super::table::Table;
use crate::trainer::DeckLine;

const EXAMPLES: &str = "\
Examples:
  examdrill decks
  examdrill decks --json | jq -r '.[] | select(.due > 0) | .id'";

/// List the decks, with what is new and due
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Decks {
    /// Decks: ids, titles, or paths to files and folders; all decks when none is named
    #[arg(value_name = "DECK")]
    decks: Vec<PathBuf>,
    /// Print a JSON array
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Shape<'a> {
    id: &'a str,
    title: &'a str,
    questions: usize,
    new: usize,
    due: usize,
    /// Nothing for a built-in deck.
    path: Option<String>,
}

impl Decks {
    pub(super) fn run(self, kit: &mut Kit) -> anyhow::Result<Status> {
        let (trainer, named) = kit.onlooker(&self.decks)?;
        let mut lines = trainer.deck_lines(kit.now());
        lines.retain(|line| named.ids.is_empty() || named.ids.contains(&line.id));
        let path = |line: &DeckLine| {
            let deck = trainer.library.deck(&line.id)?;
            deck.path.as_ref().map(|path| path.to_string_lossy().into_owned())
        };
        if self.json {
            let shapes = lines.iter().map(|line| Shape {
                id: &line.id,
                title: &line.title,
                questions: line.counts.questions,
                new: line.counts.new,
                due: line.counts.due,
                path: path(line),
            });
            serde_json::to_writer_pretty(&mut kit.out, &shapes.collect::<Vec<_>>())?;
            writeln!(kit.out)?;
            return Ok(Status::Fine);
        }
        let mut table = Table::new(&["deck", ">new", ">due", ">known", ">questions", "title"]);
        for line in &lines {
            let counts = line.counts;
            let numbers = [counts.new, counts.due, counts.known, counts.questions].map(|n| n.to_string());
            table.row(std::iter::once(line.id.clone()).chain(numbers).chain([line.title.clone()]));
        }
        table.write(&mut kit.out)?;
        for line in lines.iter().filter(|line| line.errors > 0) {
            let name = path(line).unwrap_or_else(|| line.id.clone());
            note(&format!("some cards of `{}` are left out; see `examdrill check {name}`", line.id));
        }
        Ok(Status::Fine)
    }
}
