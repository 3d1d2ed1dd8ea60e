//! `decks`: what there is to study, and decks that come and go.

mod add;
mod copy;
mod remove;

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::arguments::{TableArguments, keep_studied};
use super::context::{CommandContext, note};
use super::failure::Status;
use super::table::Table;
use crate::library::Library;
use crate::source::clean;

const EXAMPLES: &str = "\
Examples:
  examdrill decks
  examdrill decks list                 with where each comes from
  examdrill decks add networks.zip     a folder, a file or a zip
  examdrill decks copy dhcp            a built-in deck, to be changed as you like
  examdrill decks remove networks
  examdrill decks --json | jq -r '.[] | select(.due > 0) | .id'";

/// List the decks, with what is new and due; add, copy and remove decks
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub(super) struct Decks {
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    list: List,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    Add(add::Add),
    Copy(copy::Copy),
    Remove(remove::Remove),
    /// List the decks, with where each comes from
    List(List),
}

#[derive(Debug, clap::Args)]
struct List {
    #[command(flatten)]
    table: TableArguments,
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
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        match self.action {
            Some(Action::Add(command)) => command.run(context),
            Some(Action::Copy(command)) => command.run(context),
            Some(Action::Remove(command)) => command.run(context),
            Some(Action::List(list)) => list.run(true, context),
            None => self.list.run(false, context),
        }
    }
}

impl List {
    /// `origins` adds where each deck comes from.
    fn run(self, origins: bool, context: &mut CommandContext) -> anyhow::Result<Status> {
        let (trainer, named) = self.table.onlooker(context)?;
        let mut lines = trainer.deck_lines(context.now());
        let off = keep_studied(&mut lines, &named);
        if self.table.format.json {
            let shapes = lines.iter().map(|line| Shape {
                id: &line.id,
                title: &line.title,
                questions: line.counts.questions,
                new: line.counts.new,
                due: line.counts.due,
                path: path_of(&trainer.library, &line.id),
            });
            context.out.json(&shapes.collect::<Vec<_>>())?;
            return Ok(Status::Fine);
        }
        let mut headings = vec!["deck", ">new", ">due", ">recalled", ">questions", "title"];
        headings.extend(origins.then_some("from"));
        let own = context.paths.decks();
        let mut table = Table::new(&headings);
        for line in &lines {
            let counts = line.counts;
            let numbers = [counts.new, counts.due, counts.recalled, counts.questions].map(|n| n.to_string());
            let cells = std::iter::once(line.id.clone()).chain(numbers).chain([line.title.clone()]);
            table.row(cells.chain(origins.then(|| origin(&trainer.library, &line.id, &own))));
        }
        table.write(&mut context.out)?;
        if origins && named.ids.is_empty() {
            context.out.flush()?;
            for notice in trainer.library.replaced() {
                let (first, rest) = notice.split_at(notice.chars().next().map_or(0, char::len_utf8));
                note(&format!("{}{}", first.to_lowercase(), rest.trim_end_matches('.')));
            }
        }
        context.note_of_off(off)?;
        for line in lines.iter().filter(|line| line.errors > 0) {
            let name = path_of(&trainer.library, &line.id).unwrap_or_else(|| line.id.clone());
            note(&format!("some cards of `{}` are left out; see `examdrill check {name}`", line.id));
        }
        Ok(Status::Fine)
    }
}

/// The main file of the deck of that id; `None` for a built-in one.
fn path_of(library: &Library, id: &str) -> Option<String> {
    Some(library.deck(id)?.path()?.to_string_lossy().into_owned())
}

/// Where the deck of that id comes from, and whose rows it asks; `own` is the folder of the learner's decks.
fn origin(library: &Library, id: &str, own: &Path) -> String {
    let Some(deck) = library.deck(id) else { return String::new() };
    let mut told = match deck.path() {
        None => vec!["built in".to_owned()],
        Some(path) => {
            vec![clean(&path.strip_prefix(own).unwrap_or(path).to_string_lossy()).into_owned()]
        }
    };
    if deck.original().is_some() {
        told.push("replaces the built-in one".to_owned());
    }
    let lenders: Vec<_> = deck.lenders().map(|id| format!("`{}`", clean(id))).collect();
    if !lenders.is_empty() {
        told.push(format!("asks rows of {}", lenders.join(" and ")));
    }
    told.join(", ")
}
