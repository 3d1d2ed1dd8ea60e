//! Arguments that several commands take.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::context::CommandContext;
use super::failure::Failure;
use super::named::Named;
use crate::card::folded;
use crate::library::Library;
use crate::search::Query;
use crate::source::suggestion;
use crate::trainer::{DeckLine, Trainer};

/// The decks that a command is about.
#[derive(Debug, clap::Args)]
pub(super) struct DeckArguments {
    /// Decks: ids, titles, or paths to files and folders; all decks when none is named
    #[arg(value_name = "DECK")]
    pub(super) decks: Vec<PathBuf>,
}

/// Which questions are searched for.
#[derive(Debug, clap::Args)]
pub(super) struct WhereArgument {
    /// Only what this search finds: `'tag:dhcp is:due'`; docs/reference/search.md has all terms
    #[arg(long = "where", value_name = "SEARCH", default_value = "", hide_default_value = true)]
    search: String,
}

impl WhereArgument {
    /// The search; a usage error where it is not understood, or names a deck or a tag that there is not.
    pub(super) fn query(&self, library: &Library) -> anyhow::Result<Query> {
        let query = Query::parse(&self.search);
        if let Some(mistake) = query.mistakes.first() {
            return Err(Failure::usage(mistake.message.clone()).help(mistake.help.clone()).into());
        }
        for (key, name) in query.names() {
            let known: BTreeSet<&str> = match key {
                "deck" => library.decks.iter().flat_map(|deck| [deck.id(), deck.title()]).collect(),
                _ => library.tags().collect(),
            };
            if !known.iter().any(|known| folded(known).starts_with(name)) {
                let help = suggestion(name, known.into_iter())
                    .unwrap_or_else(|| format!("`{key}:` takes the beginning of a name"));
                return Err(Failure::usage(format!("no {key} begins with `{name}`")).help(help).into());
            }
        }
        Ok(query)
    }
}

/// Whether what is switched off counts as well.
#[derive(Debug, clap::Args)]
pub(super) struct AllArgument {
    /// Also what you switched off
    #[arg(long)]
    pub(super) all: bool,
}

/// Whether a list is printed for programs.
#[derive(Debug, clap::Args)]
pub(super) struct JsonArgument {
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// What the commands take that print a table of decks or cards.
#[derive(Debug, clap::Args)]
pub(super) struct TableArguments {
    #[command(flatten)]
    named: DeckArguments,
    #[command(flatten)]
    all: AllArgument,
    #[command(flatten)]
    pub(super) format: JsonArgument,
}

impl TableArguments {
    /// Someone who looks at the decks that are named. What is switched off counts where it is asked for, where decks are
    /// named, and for programs.
    pub(super) fn onlooker(&self, context: &mut CommandContext) -> anyhow::Result<(Trainer, Named)> {
        let (mut trainer, named) = context.onlooker(&self.named.decks)?;
        if self.all.all || self.format.json || !named.ids.is_empty() {
            trainer.ignore_selection();
        }
        Ok((trainer, named))
    }
}

/// Keeps the decks that are studied among those that are named. Gives how many of these are off.
pub(super) fn keep_studied(lines: &mut Vec<DeckLine>, named: &Named) -> usize {
    lines.retain(|line| named.has(&line.id));
    let all = lines.len();
    lines.retain(|line| line.is_on);
    all - lines.len()
}
