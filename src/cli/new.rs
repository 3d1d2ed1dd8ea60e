//! `new`: begins a deck that teaches how to go on, and adds example cards.

mod starter;

use std::io::Write;
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::failure::{Failure, Status, message};
use super::kit::{Kit, note};
use super::{save, schema};
use crate::card::kinds::{KINDS, KindInfo};
use crate::library::read_deck;
use crate::source::{clean, did_you_mean};

pub(super) use starter::id as deck_id;

const EXAMPLES: &str = "\
Examples:
  examdrill new capitals                       in your decks folder
  examdrill new ./capitals.toml --title 'Capitals of Europe'
  examdrill new card capitals --kind order     an example card at the end of the deck

Kinds of card: flip, typed, truth, choice, cloze, order, match, classify";

/// Begin a deck, or add an example card to one
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct New {
    #[command(subcommand)]
    card: Option<Addition>,
    /// The file to write; a bare name goes to your decks folder
    #[arg(required = true)]
    file: Option<PathBuf>,
    /// The name shown to people
    #[arg(long)]
    title: Option<String>,
}

#[derive(Debug, clap::Subcommand)]
enum Addition {
    /// Add an example card to a deck, to be changed into your own
    Card {
        /// The deck file; a bare name is looked for here and in your decks folder
        file: PathBuf,
        /// The kind of card
        #[arg(long)]
        kind: String,
    },
}

impl New {
    pub(super) fn run(self, kit: &mut Kit) -> anyhow::Result<Status> {
        match (self.card, self.file) {
            (Some(Addition::Card { file, kind }), _) => add(&file, &kind, kit),
            (None, Some(file)) => begin(&file, self.title.as_deref(), kit),
            (None, None) => Err(Failure::usage("the new deck has no name").into()),
        }
    }
}

/// Where a new deck of that name goes: a bare name to the learner's decks.
pub(super) fn target(file: &Path, kit: &Kit) -> PathBuf {
    let path = if is_bare(file) { kit.paths.decks().join(file) } else { file.to_path_buf() };
    if path.extension().is_some_and(|ending| ending == "toml") { path } else { with_ending(&path) }
}

/// The deck file of that name, here or among the learner's decks, with or without its ending.
pub(super) fn existing(file: &Path, kit: &Kit) -> Option<PathBuf> {
    [file.to_path_buf(), with_ending(file)]
        .into_iter()
        .flat_map(|file| [file.clone(), kit.paths.decks().join(file)])
        .find(|path| path.is_file())
}

fn begin(file: &Path, title: Option<&str>, kit: &mut Kit) -> anyhow::Result<Status> {
    let path = target(file, kit);
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    save::create(&path, &starter::deck(&stem, title))?;
    let has_schema = write_schema(&path.with_file_name(starter::SCHEMA));
    let shown = path.to_string_lossy();
    let shown = clean(&shown);
    writeln!(kit.out, "Began `{shown}`: open it in an editor, it explains itself.")?;
    if let Err(error) = has_schema {
        // The deck is as good without it.
        note(&format!("your editor will not know what a deck may hold: {}", message(&error)));
    }
    writeln!(kit.out, "Then `examdrill check {shown}` and `examdrill study {shown}`.")?;
    Ok(Status::Fine)
}

/// Writes the schema of decks for editors. One of an earlier version is renewed; a file that is not ours stays.
fn write_schema(path: &Path) -> anyhow::Result<()> {
    let schema = schema::written(&crate::schema::deck());
    match fs::read_to_string(path) {
        Ok(known) if known == schema => Ok(()),
        Ok(known) if known.contains(schema::TITLE) => save::replace(path, &schema),
        Ok(_) => Ok(()),
        Err(_) => save::create(path, &schema),
    }
}

fn add(file: &Path, kind: &str, kit: &mut Kit) -> anyhow::Result<Status> {
    let kind = kind_named(kind)?;
    let path = existing(file, kit).ok_or_else(|| {
        Failure::world(format!("there is no deck file `{}`", file.display()))
            .help("`examdrill new FILE` begins one")
    })?;
    let deck = read_deck(&path)?;
    let text = &deck.files[0].text;
    let names = std::iter::once(kind.name.to_owned()).chain((2..).map(|n| format!("{}-{n}", kind.name)));
    let is_taken = |id: &String| deck.files.iter().any(|file| file.text.contains(&format!("\"{id}\"")));
    let id = names.into_iter().find(|id| !is_taken(id)).expect("the numbers don't end");
    let gap = if text.is_empty() {
        ""
    } else if text.ends_with('\n') {
        "\n"
    } else {
        "\n\n"
    };
    let card = format!("{gap}[[card]]\nid = \"{id}\"\n{}", kind.example);
    save::replace(&path, &format!("{text}{}", starter::with_endings_of(text, &card)))?;
    let line = text.lines().count() + 2;
    writeln!(kit.out, "Added the card `{id}` to `{}`, line {line}.", clean(&path.to_string_lossy()))?;
    Ok(Status::Fine)
}

fn kind_named(name: &str) -> Result<&'static KindInfo, Failure> {
    KINDS.iter().find(|kind| kind.name == name).ok_or_else(|| {
        let names: Vec<_> = KINDS.iter().map(|kind| kind.name).collect();
        let help = match did_you_mean(name, names.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the kinds are {}", names.join(", ")),
        };
        Failure::usage(format!("there is no kind of card named `{name}`")).help(help)
    })
}

fn is_bare(file: &Path) -> bool {
    file.components().count() == 1 && !file.to_string_lossy().contains(std::path::is_separator)
}

fn with_ending(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".toml");
    name.into()
}
