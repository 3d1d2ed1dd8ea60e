//! `decks copy`: makes a built-in deck the learner's own.

use std::io::Write;
use std::path::PathBuf;

use crate::cli::context::{CommandContext, note};
use crate::cli::deck_file;
use crate::cli::failure::{Failure, Status};
use crate::library::{self, BUILT_IN, Library, copy_built_in, copy_of, name_among};
use crate::source::{clean, suggestion};

const EXAMPLES: &str = "\
Examples:
  examdrill decks copy dhcp
  examdrill decks copy dhcp --to networks/dhcp.toml
  examdrill decks copy dhcp --stdout       only shows it

Your copy has the same id, so its progress goes on, and it replaces the built-in deck.
`examdrill decks remove` undoes it.";

/// Copy a built-in deck to your decks, to be changed as you like; its progress goes on
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Copy {
    /// The id of the built-in deck
    id: String,
    /// The file to write; a bare name goes to your decks folder
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Print it, and write nothing
    #[arg(long, conflicts_with = "to")]
    stdout: bool,
}

impl Copy {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let id = self.id.as_str();
        let own = context.paths.decks();
        let library = Library::load(&own);
        let Some(text) = copy_of(id, id) else {
            let built_in = BUILT_IN.iter().map(|(name, _)| *name);
            let help = match library.deck(id) {
                Some(_) => "it is your own already; open it in an editor".to_owned(),
                None => suggestion(id, built_in)
                    .unwrap_or_else(|| "`examdrill decks list` shows where each deck comes from".to_owned()),
            };
            return Err(Failure::usage(format!("no built-in deck is called `{id}`")).help(help).into());
        };
        if self.stdout {
            context.out.write_all(text.as_bytes())?;
            return Ok(Status::Fine);
        }
        if let Some(path) = library.deck(id).and_then(|deck| deck.path()) {
            let message = format!("you have a deck `{id}` of your own already: `{}`", path.display());
            let name = name_among(path, &own).unwrap_or_else(|| id.to_owned());
            return Err(Failure::usage(message)
                .help(format!("`examdrill decks remove {name}` makes room; progress stays in the log"))
                .into());
        }
        let path = match &self.to {
            None => copy_built_in(id, &own)?,
            Some(to) => {
                let path = deck_file::target(to, context);
                // Known only where its folder is; elsewhere nothing takes it away.
                let name = name_among(&path, &own).unwrap_or_else(|| id.to_owned());
                library::create(&path, copy_of(id, &name).unwrap_or(text))?;
                path
            }
        };
        let shown = path.to_string_lossy();
        let shown = clean(&shown);
        let title = library.deck(id).map_or(id, |deck| deck.title());
        writeln!(context.out, "Copied “{title}” to `{shown}`. Change it as you like.")?;
        if path.canonicalize().is_ok_and(|path| own.canonicalize().is_ok_and(|own| path.starts_with(own))) {
            writeln!(context.out, "Your copy replaces the built-in deck, and its progress goes on.")?;
            let name = name_among(&path, &own).unwrap_or_else(|| id.to_owned());
            writeln!(context.out, "`examdrill decks remove {name}` brings the built-in one back.")?;
        } else {
            context.out.flush()?;
            note(&format!("it lies outside your decks folder; `examdrill study {shown}` studies it"));
        }
        Ok(Status::Fine)
    }
}
