//! `export`: writes decks in the format of another program.

mod package;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use super::context::{CommandContext, note};
use super::failure::{Failure, Status};
use super::import::formats;
use super::losses::Shape;
use crate::exchange::{Card, Format, Report};
use crate::library;
use crate::source::clean;
use crate::words::count;

const EXAMPLES: &str = "\
Examples:
  examdrill export capitals --format apkg -o capitals.apkg   for Anki, with pictures and history
  examdrill export capitals --format tsv -o capitals.tsv     for spreadsheets
  examdrill export dhcp dns --format gift > quiz.gift        for Moodle

What the format cannot carry is reported on standard error; exit status 1 when something was left out.
`examdrill import --list` describes the formats.";

/// Write decks in the format of another program
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Export {
    /// Decks: ids, titles, or paths to files and folders
    #[arg(value_name = "DECK", required = true)]
    decks: Vec<PathBuf>,
    /// The format
    #[arg(long, value_parser = formats(|format| format.write.is_some(), &[package::NAME]))]
    format: String,
    /// apkg: for Anki before 2.1.50, and for other programs
    #[arg(long)]
    legacy: bool,
    /// The file to write; without it, to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print what was carried and what was not as JSON
    #[arg(long, requires = "output")]
    json: bool,
}

#[derive(Serialize)]
struct Printed<'a> {
    file: String,
    format: &'a str,
    #[serde(flatten)]
    carried: Shape,
}

impl Export {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        if self.format == package::NAME {
            return self.package(context);
        }
        if self.legacy {
            return Err(Failure::usage("`--legacy` belongs to `--format apkg`").into());
        }
        let unknown = || Failure::usage(format!("there is no format `{}`", self.format));
        let format = Format::named(&self.format).ok_or_else(unknown)?;
        let (cards, report) = self.cards(context)?;
        let (bytes, report) = format.write(&cards, report).ok_or_else(|| {
            Failure::usage(format!("`{}` can be read, but not written", format.name))
                .help("`examdrill import --list` tells about the formats")
        })?;
        match &self.output {
            None => context.out.write_all(&bytes)?,
            Some(path) if path.exists() => return Err(taken(path).into()),
            Some(path) => library::create(path, &bytes)?,
        }
        if let Some(path) = &self.output {
            let file = path.to_string_lossy();
            if self.json {
                let file = file.into_owned();
                let printed = Printed { file, format: format.name, carried: Shape::of(&report) };
                context.out.json(&printed)?;
            } else {
                self.tell(&report, &clean(&file), context)?;
            }
        } else {
            context.out.flush()?;
            for loss in report.losses() {
                note(&loss.to_string());
            }
        }
        Ok(if report.is_whole() { Status::Fine } else { Status::Findings })
    }

    /// The cards of the decks, each once.
    fn cards(&self, context: &mut CommandContext) -> anyhow::Result<(Vec<Card>, Report)> {
        let (library, named) = context.library(&self.decks)?;
        for trouble in &library.troubles {
            note(&trouble.to_string());
        }
        let (mut cards, mut report) = (Vec::new(), Report::default());
        for deck in named.ids.iter().filter_map(|id| library.deck(id)) {
            if deck.errors() > 0 {
                note(&format!("some cards of `{}` cannot be read; `examdrill check` shows why", deck.id()));
            }
            let questions = &deck.whole().deck.questions;
            let is_first =
                |nth: usize| nth == 0 || !Arc::ptr_eq(&questions[nth - 1].body, &questions[nth].body);
            for (_, question) in questions.iter().enumerate().filter(|(nth, _)| is_first(*nth)) {
                cards.extend(Card::of(question, &mut report));
            }
        }
        Ok((cards, report))
    }

    fn tell(&self, report: &Report, file: &str, context: &mut CommandContext) -> io::Result<()> {
        writeln!(context.out, "Wrote {} to `{file}` ({}).", count(report.cards, "card"), self.format)?;
        for loss in report.losses() {
            writeln!(context.out, "{loss}")?;
        }
        Ok(())
    }
}

/// A file that is there is never overwritten.
fn taken(path: &Path) -> Failure {
    let message = format!("`{}` is there already", path.display());
    Failure::usage(message).help("choose another name; nothing was written")
}
