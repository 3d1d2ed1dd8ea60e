//! Arguments that several commands take.

use std::path::PathBuf;

/// The decks that a command is about.
#[derive(Debug, clap::Args)]
pub(super) struct DeckArguments {
    /// Decks: ids, titles, or paths to files and folders; all decks when none is named
    #[arg(value_name = "DECK")]
    pub(super) decks: Vec<PathBuf>,
}

/// Whether a list is printed for programs.
#[derive(Debug, clap::Args)]
pub(super) struct JsonArgument {
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
}
