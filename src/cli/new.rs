//! `new`: begins decks and exams that teach how to go on, and adds cards: asked for one by one in a terminal, or given
//! on the command line.

mod card;
mod deck;
mod dialogue;
mod fields;

use std::path::{Path, PathBuf};

use super::failure::Status;
use super::kit::Kit;

const EXAMPLES: &str = "\
Examples:
  examdrill new capitals                       in your decks folder; in a terminal it asks what you want
  examdrill new ./capitals.toml --title 'Capitals of Europe'
  examdrill new card capitals                  asks for a card, field by field
  examdrill new card capitals --kind order     an example at the end of the deck, as a comment
  examdrill new card capitals --front France --back Paris
  examdrill new exam finals                    an exam that draws from your decks

A deck called `deck`, `card` or `exam` is begun with `examdrill new deck`.";

/// Begin a deck or an exam, or add a card to a deck
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct New {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    deck: deck::NewDeck,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Deck(deck::NewDeck),
    Card(card::NewCard),
    Exam(deck::NewExam),
}

impl New {
    pub(super) fn run(self, kit: &mut Kit) -> anyhow::Result<Status> {
        match self.what {
            Some(What::Card(command)) => command.run(kit),
            Some(What::Exam(command)) => command.run(kit),
            Some(What::Deck(command)) => command.run(kit),
            None => self.deck.run(kit),
        }
    }
}

/// Where a new deck of that name goes: a bare name to the learner's decks, without the dots that would hide it there.
pub(super) fn target(file: &Path, kit: &Kit) -> PathBuf {
    let name = file.to_string_lossy();
    let shown = match name.trim_start_matches('.') {
        rest if rest.len() < name.len() && !matches!(rest, "" | "toml") => Path::new(rest),
        _ => file,
    };
    let path = if is_bare(file) { kit.paths.decks().join(shown) } else { file.to_path_buf() };
    if path.extension().is_some_and(|ending| ending == "toml") { path } else { with_ending(&path) }
}

/// `path` from the root on, so that what is told of it can be followed from any folder.
fn in_full(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

/// The deck file of that name, here or among the learner's decks, with or without its ending.
pub(super) fn existing(file: &Path, kit: &Kit) -> Option<PathBuf> {
    [file.to_path_buf(), with_ending(file)]
        .into_iter()
        .flat_map(|file| [file.clone(), kit.paths.decks().join(file)])
        .find(|path| path.is_file())
}

fn is_bare(file: &Path) -> bool {
    file.components().count() == 1 && !file.to_string_lossy().contains(std::path::is_separator)
}

fn with_ending(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".toml");
    name.into()
}
