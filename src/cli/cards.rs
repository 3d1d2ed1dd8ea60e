//! `cards`: every question, with what is remembered of it.

use std::io::Write;
use std::path::PathBuf;

use jiff::civil::Date;
use serde::Serialize;

use super::failure::Status;
use super::kit::Kit;
use super::table::{Table, cut};
use crate::card::Question;
use crate::trainer::View;

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
    /// Decks: ids, titles, or paths to files and folders; all decks when none is named
    #[arg(value_name = "DECK")]
    decks: Vec<PathBuf>,
    /// Print a JSON array
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Shape<'a> {
    key: &'a str,
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
    pub(super) fn run(self, kit: &mut Kit) -> anyhow::Result<Status> {
        let (trainer, named) = kit.onlooker(&self.decks)?;
        let today = trainer.today(kit.now());
        let is_named = |question: &&Question| {
            named.ids.is_empty() || named.ids.iter().any(|id| id == question.key.deck())
        };
        let questions = trainer.library.questions().filter(is_named);
        if self.json {
            let shapes: Vec<_> = questions.map(|question| shape(question, &trainer, today)).collect();
            serde_json::to_writer_pretty(&mut kit.out, &shapes)?;
            writeln!(kit.out)?;
            return Ok(Status::Fine);
        }
        let mut table = Table::new(&["state", "due", "question", "prompt"]);
        for question in questions {
            let due = trainer.memory(&question.key).map_or_else(String::new, |memory| memory.due.to_string());
            table.row([
                state(question, &trainer, today).to_owned(),
                due,
                question.key.to_string(),
                cut(&question.prompt.plain(), PROMPT),
            ]);
        }
        table.write(&mut kit.out)?;
        Ok(Status::Fine)
    }
}

fn shape<'a>(question: &'a Question, view: &View, today: Date) -> Shape<'a> {
    let memory = view.memory(&question.key);
    Shape {
        key: question.key.as_str(),
        deck: question.key.deck(),
        kind: question.kind,
        prompt: question.prompt.plain(),
        answer: &question.answer,
        tags: &question.notes.tags,
        state: state(question, view, today),
        stability: memory.map(|memory| memory.stability),
        difficulty: memory.map(|memory| memory.difficulty),
        due: memory.map(|memory| memory.due.to_string()),
        reps: memory.map_or(0, |memory| memory.reps),
        lapses: memory.map_or(0, |memory| memory.lapses),
    }
}

fn state(question: &Question, view: &View, today: Date) -> &'static str {
    let standing = view.standing(&question.key);
    if question.notes.suspended || standing.is_some_and(|standing| standing.suspended) {
        return "suspended";
    }
    if standing.is_some_and(|standing| standing.buried.is_some_and(|day| day > today)) {
        return "buried";
    }
    match view.memory(&question.key) {
        None => "new",
        Some(memory) if memory.waiting(today).is_some() => "learning",
        Some(_) => "review",
    }
}
