//! `fmt`: writes ids into decks, so that rewording a card never costs its progress.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::check::{files, tell_all};
use super::failure::{Status, tell};
use super::kit::Kit;
use super::save;
use super::table::count;
use crate::deck;
use crate::library::read_deck;
use crate::source::{FileId, clean};

const EXAMPLES: &str = "\
Examples:
  examdrill fmt                  all your decks
  examdrill fmt capitals.toml
  examdrill fmt --check decks/   changes nothing; exit status 1 if an id is missing

Comments, order and layout stay as they are.";

/// Write the ids that cards lack into their decks
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Fmt {
    /// Deck files, and folders with their sub-folders; your own decks when none is named
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Change nothing, but say what would be written
    #[arg(long)]
    check: bool,
}

impl Fmt {
    pub(super) fn run(self, kit: &mut Kit) -> anyhow::Result<Status> {
        let (files, mut troubles) = files(&self.paths, kit);
        let is_empty = files.is_empty();
        let (mut lacking, mut refused, mut has_errors) = (0, false, false);
        for main in files {
            let deck = match read_deck(&main) {
                Ok(deck) => deck,
                Err(trouble) => {
                    troubles.push(trouble);
                    continue;
                }
            };
            has_errors |= deck.errors() > 0;
            for (index, file) in deck.files.iter().enumerate() {
                let Ok(index) = u16::try_from(index) else { break };
                let written = deck::with_ids(&file.text, FileId(index), &deck.deck.unwritten);
                if written == file.text {
                    continue;
                }
                let ids = count(written.lines().count() - file.text.lines().count(), "id");
                let name = clean(&file.name);
                lacking += 1;
                if self.check {
                    writeln!(kit.out, "`{name}` lacks {ids}.")?;
                } else if let Err(error) = save::replace(Path::new(&file.name), &written) {
                    tell(&error);
                    refused = true;
                } else {
                    writeln!(kit.out, "`{name}`: {ids} written.")?;
                }
            }
        }
        kit.out.flush()?;
        if tell_all(troubles) || refused {
            return Ok(Status::World);
        }
        if lacking == 0 && !is_empty {
            writeln!(kit.out, "Every card{} has its id.", if has_errors { " that can be read" } else { "" })?;
        }
        Ok(if self.check && lacking > 0 { Status::Findings } else { Status::Fine })
    }
}
