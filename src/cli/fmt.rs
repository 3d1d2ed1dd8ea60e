//! `fmt`: writes ids into decks, so that rewording a card never costs its progress, and drops needless blanks.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::check::{files, tell_all};
use super::context::{CommandContext, note};
use super::failure::{Status, tell};
use super::foreign;
use crate::deck::{Formatted, formatted};
use crate::library::{self, read_deck};
use crate::source::clean;
use crate::words::count;

const EXAMPLES: &str = "\
Examples:
  examdrill fmt                  all your decks
  examdrill fmt capitals.toml
  examdrill fmt --check decks/   changes nothing; exit status 1 if a file would change

Comments, order, texts and layout stay as they are; only blanks at the ends of lines
and blank lines beyond two are dropped.";

/// Write missing ids into decks, and remove needless blanks
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Fmt {
    /// Deck files, and folders with their sub-folders; your own decks when none is named
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Change nothing, but name the files that would change
    #[arg(long)]
    check: bool,
}

impl Fmt {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        self.paths.iter().try_for_each(|path| foreign::refuse_as_deck(path))?;
        let (files, mut troubles) = files(&self.paths, context);
        let is_empty = files.is_empty();
        let (mut changed, mut refused, mut has_errors) = (0, false, false);
        for main in files {
            let deck = match read_deck(&main) {
                Ok(deck) => deck,
                Err(trouble) => {
                    troubles.push(trouble);
                    continue;
                }
            };
            has_errors |= deck.errors() > 0;
            for (file, formatted) in deck.files.iter().zip(formatted(&deck.deck, &deck.files, &deck.findings))
            {
                let name = clean(&file.name);
                if formatted.homeless > 0 {
                    let ids = count(formatted.homeless, "id");
                    note(&format!("{ids} found no place in `{name}`; write such a table under a header"));
                }
                if formatted.text == file.text {
                    continue;
                }
                changed += 1;
                if self.check {
                    writeln!(context.out, "`{name}` would change: {}.", told(&formatted))?;
                } else if let Err(error) =
                    library::replace(Path::new(&file.name), &file.text, &formatted.text)
                {
                    tell(&error.into());
                    refused = true;
                } else {
                    writeln!(context.out, "`{name}`: {}.", told(&formatted))?;
                }
            }
        }
        context.out.flush()?;
        if tell_all(troubles) || refused {
            return Ok(Status::World);
        }
        if changed == 0 && !is_empty {
            writeln!(
                context.out,
                "Every card{} has its id.",
                if has_errors { " that can be read" } else { "" }
            )?;
        }
        Ok(if self.check && changed > 0 { Status::Findings } else { Status::Fine })
    }
}

/// What formatting does to a file.
fn told(formatted: &Formatted) -> String {
    let ids = (formatted.ids > 0).then(|| format!("{} written", count(formatted.ids, "id")));
    let blanks = formatted.is_tidied.then(|| "needless blanks dropped".to_owned());
    ids.into_iter().chain(blanks).collect::<Vec<_>>().join(", ")
}
