//! `new card`: adds a card, or an example of one, to the end of a deck.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::dialogue::{self, Dialogue};
use super::fields::{Fields, Wish};
use super::{tell, tell_findings};
use crate::author::{Addition, Entry};
use crate::card::kinds::KINDS;
use crate::cli::context::CommandContext;
use crate::cli::deck_file::{existing, in_full};
use crate::cli::failure::{Failure, Status};
use crate::library::{with_addition, write_addition};

const EXAMPLES: &str = "\
Examples:
  examdrill new card capitals                             asks for the kind, then field by field
  examdrill new card capitals --kind order                an example as a comment, to be changed
  examdrill new card capitals --question 'Capital of Peru?' --answer Lima
  examdrill new card capitals --question 'Capital of Peru?' --answer Lima --wrong Cusco --wrong 'La Paz :: It is in Bolivia.'
  examdrill new card capitals --set question='From north to south?' --set order='Oslo; Berlin; Rome'
  examdrill new card --kind match --stdout                only shows it

The kind follows from the fields, as in a deck; `--kind` says it. A list is given by several, or separated by `;`.
A card with a mistake is not written. Exit status: 0 added, 1 a mistake, 2 usage, 3 a file could not be read or written.";

/// Add a card to a deck, asked for field by field or given here; with `--kind` alone, an example to change, as a comment
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct NewCard {
    /// The deck file; a bare name is looked for here and in your decks folder
    #[arg(required_unless_present = "stdout")]
    file: Option<PathBuf>,
    #[command(flatten)]
    fields: Fields,
    /// Print it, and write nothing
    #[arg(long)]
    stdout: bool,
}

impl NewCard {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let wish = self.fields.wish()?;
        if self.stdout {
            let text = match wish.as_ref().ok_or_else(no_kind)? {
                Wish::Template(entry) => entry.template(entry.name()),
                Wish::Card(draft) => draft.toml(None),
            };
            context.out.write_all(text.as_bytes())?;
            return Ok(Status::Fine);
        }
        let file = self.file.unwrap_or_default();
        let path = existing(&file, context).map(in_full).ok_or_else(|| {
            Failure::world(format!("there is no deck file `{}`", file.display()))
                .help("`examdrill new FILE` begins one")
        })?;
        match &wish {
            Some(wish) => add(&path, wish.addition(), context),
            None if dialogue::is_possible() => {
                // What keeps the deck from taking a card is told before anything is typed.
                with_addition(&path, Addition::Template(Entry::Card(&KINDS[0])))?;
                Dialogue::new(context).cards(&path)
            }
            None => Err(no_kind().into()),
        }
    }
}

fn no_kind() -> Failure {
    let names: Vec<_> = Entry::all().map(Entry::name).collect();
    Failure::usage("what card it is to be is not said").help(format!(
        "`--kind` and one of {}; or its fields, such as `--front` and `--back`",
        names.join(", ")
    ))
}

/// Adds something to the deck at `path`, and tells what is found in it. With a mistake in it, nothing is written.
fn add(path: &Path, addition: Addition<'_>, context: &mut CommandContext) -> anyhow::Result<Status> {
    let added = with_addition(path, addition)?;
    if added.mistake().is_some() {
        tell_findings(&added, context)?;
        return Ok(Status::Findings);
    }
    write_addition(path, &added)?;
    tell(path, &added, context)?;
    tell_findings(&added, context)?;
    Ok(Status::Fine)
}
