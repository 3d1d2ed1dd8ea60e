//! `schema`: what editors complete, explain and check files by.

use std::io::Write;

use clap::ValueEnum;

use super::failure::Status;
use super::out::Out;
use crate::config::SETTINGS;
use crate::schema;

const EXAMPLES: &str = "\
Examples:
  examdrill schema > deck.schema.json
  examdrill schema exam > exam.schema.json
  examdrill schema config > ~/.config/examdrill/config.schema.json

An editor that knows TOML schemas reads it where the first line of a deck is
  #:schema ./deck.schema.json
`examdrill new` writes both for a deck or an exam.";

/// Print the JSON Schema of decks, exams, the settings or the files of a sync
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Schema {
    /// What to describe
    #[arg(value_enum, default_value_t = Of::Deck)]
    of: Of,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Of {
    /// Deck files
    Deck,
    /// Exam files
    Exam,
    /// The settings file
    Config,
    /// The lines of the files that a sync writes
    Sync,
}

impl Schema {
    pub(super) fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let schema = match self.of {
            Of::Deck => schema::deck(),
            Of::Exam => schema::exam(),
            Of::Sync => crate::sync::schema(),
            Of::Config => schema::config(SETTINGS.iter().map(|setting| &setting.key)),
        };
        out.write_all(schema::written(&schema).as_bytes())?;
        out.flush()?;
        Ok(Status::Fine)
    }
}
