//! `choose`: what is studied.

use std::io::Write;

use serde::Serialize;

use super::arguments::JsonArgument;
use super::context::{CommandContext, note};
use super::failure::{Failure, Status};
use super::named::quoted;
use super::table::Table;
use crate::library::ListedDeck;
use crate::schedule::Choice;
use crate::source::suggestion;
use crate::trainer::{Selection, Trainer, View};

const EXAMPLES: &str = "\
Examples:
  examdrill choose                         what is on and what is off
  examdrill choose --exam a-plus-1201      what this exam asks, and your own decks
  examdrill choose --own                   only your own decks
  examdrill choose --off snmp --on dhcp    single decks and exams
  examdrill choose --everything";

/// Choose what you study: switch exams and decks on and off
///
/// A question is studied when its deck is on, or an exam that is on asks it. Nothing is lost by switching something off.
/// Several exams may be on: `--exam` leaves the others as they are, `--off` ends one.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Choose {
    /// Study what this exam asks: it is switched on and the built-in decks off; other exams and your own decks stay as
    /// they are
    #[arg(long, value_name = "ID", conflicts_with_all = ["own", "everything"])]
    exam: Option<String>,
    /// Study only your own decks: the built-in ones and all exams are switched off
    #[arg(long, conflicts_with = "everything")]
    own: bool,
    /// Study everything
    #[arg(long)]
    everything: bool,
    /// Switch decks or exams on
    #[arg(long, value_name = "ID", num_args = 1..)]
    on: Vec<String>,
    /// Switch decks or exams off
    #[arg(long, value_name = "ID", num_args = 1..)]
    off: Vec<String>,
    #[command(flatten)]
    format: JsonArgument,
}

#[derive(Serialize)]
struct Shape<'a> {
    sort: &'static str,
    id: &'a str,
    title: &'a str,
    on: bool,
    questions: usize,
    /// How many of them are studied.
    studied: usize,
}

impl Shape<'_> {
    /// Its switch: a deck that is off is studied as far as an exam asks it.
    const fn state(&self) -> &'static str {
        match (self.on, self.studied) {
            (true, _) => "on",
            (false, 0) => "off",
            (false, _) => "exam",
        }
    }
}

impl Choose {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let (onlooker, _) = context.onlooker(&[])?;
        let choices = self.choices(&onlooker)?;
        if choices.is_empty() {
            return list(&onlooker, self.format.json, context);
        }
        drop(onlooker);
        let (mut trainer, _) = context.trainer(&[])?;
        trainer.choose(&choices, context.now())?;
        list(&trainer, self.format.json, context)?;
        context.out.flush()?;
        self.tell_of_others(&trainer);
        Ok(Status::Fine)
    }

    /// Says which exams are studied beside the one that was asked for.
    fn tell_of_others(&self, view: &View) {
        let Some(chosen) = &self.exam else { return };
        let others = view.exams().map(|exam| exam.id.as_str());
        let others: Vec<&str> = others.filter(|id| id != chosen && view.selection().has_exam(id)).collect();
        if let Some(first) = others.first() {
            let are = if others.len() == 1 { "is" } else { "are" };
            note(&format!(
                "{} {are} on as well; `examdrill choose --off {first}` switches it off",
                quoted(&others)
            ));
        }
    }

    fn choices(&self, view: &View) -> anyhow::Result<Vec<Choice>> {
        let mut choices = Vec::new();
        if let Some(id) = &self.exam {
            let Some(exam) = view.exams().find(|exam| exam.id == *id) else {
                return Err(unknown(id, view).into());
            };
            choices.extend(Selection::exam(&view.library, exam));
        }
        if self.own {
            choices.extend(Selection::own_decks(&view.library));
        }
        if self.everything {
            choices.extend(view.selection().everything());
        }
        for (ids, is_on) in [(&self.on, true), (&self.off, false)] {
            for id in ids {
                choices.push(switch(id, is_on, view)?);
            }
        }
        Ok(choices)
    }
}

fn switch(id: &str, is_on: bool, view: &View) -> Result<Choice, Failure> {
    if view.library.deck(id).is_some() {
        return Ok(Selection::deck(id, is_on));
    }
    if view.exams().any(|exam| exam.id == id) {
        return Ok(Selection::one_exam(id, is_on));
    }
    Err(unknown(id, view))
}

fn unknown(id: &str, view: &View) -> Failure {
    let decks = view.library.decks.iter().map(ListedDeck::id);
    let exams = view.exams().map(|exam| exam.id.as_str());
    let help = suggestion(id, decks.chain(exams));
    Failure::usage(format!("there is no deck and no exam with the id `{id}`"))
        .help(help.unwrap_or_else(|| "`examdrill choose` lists them".to_owned()))
}

fn list(trainer: &Trainer, is_json: bool, context: &mut CommandContext) -> anyhow::Result<Status> {
    let (library, selection) = (&trainer.library, trainer.selection());
    let exams = trainer.exams().map(|exam| {
        let (questions, on) = (trainer.asked_by(exam), selection.has_exam(&exam.id));
        Shape {
            sort: "exam",
            id: &exam.id,
            title: &exam.title,
            on,
            questions,
            studied: questions * usize::from(on),
        }
    });
    let decks = library.decks.iter().map(|deck| {
        let on = selection.has_deck(deck.id());
        let studied = if on { deck.len() } else { selection.lent(deck.id()) };
        Shape { sort: "deck", id: deck.id(), title: deck.title(), on, questions: deck.len(), studied }
    });
    let all: Vec<_> = exams.chain(decks).collect();
    if is_json {
        context.out.json(&all)?;
        return Ok(Status::Fine);
    }
    let mut table = Table::new(&["", "", "id", ">questions", ">asked", "title"]);
    for row in all {
        table.row([
            row.state().to_owned(),
            row.sort.to_owned(),
            row.id.to_owned(),
            row.questions.to_string(),
            row.studied.to_string(),
            row.title.to_owned(),
        ]);
    }
    table.write(&mut context.out)?;
    Ok(Status::Fine)
}
