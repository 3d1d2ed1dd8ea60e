//! `decks remove`: takes decks out of the learner's folder, and keeps them and the progress.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::cli::context::CommandContext;
use crate::cli::failure::{Failure, Status};
use crate::library::package::set_aside;
use crate::library::{Library, ListedDeck, Missed, built_in};
use crate::source::{clean, suggestion};
use crate::words::count;

const EXAMPLES: &str = "\
Examples:
  examdrill decks remove networks         a folder or file among your decks, or the id of a deck
  examdrill decks remove networks --yes   without asking

A package is removed as one, with all decks in it. Nothing is deleted: the files move to `trash` in the data folder, and progress stays in the log.";

/// Take a deck out of your decks folder; its progress stays in the log
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Remove {
    /// What to remove: a folder or file among your decks, or the id of a deck
    name: String,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Remove {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let own = context.paths.decks();
        let entry = self.found(&own)?;
        let library = Library::of(std::slice::from_ref(&entry));
        let questions = library.len();
        let what = format!("{}, {}", count(library.decks.len(), "deck"), count(questions, "question"));
        let decks: Vec<_> = library.decks.iter().map(|deck| format!("`{}`", clean(deck.id()))).collect();
        let decks = decks.join(", ");
        let name = entry.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let name = clean(&name).into_owned();
        let has_several = library.decks.len() > 1;
        if self.yes && has_several && !self.names(&entry) {
            let message =
                format!("`{}` is one of the decks of `{name}`, which goes as a whole: {decks}", self.name);
            let help = format!("`examdrill decks remove {name} --yes` removes all of it");
            return Err(Failure::usage(message).help(help).into());
        }
        let all = if has_several { format!("{what}: {decks}") } else { what.clone() };
        for (deck, missed) in Library::open(&context.paths, &[]).missed_without(&entry) {
            writeln!(context.out, "{}", told(&clean(&deck), &missed))?;
        }
        if !self.yes && !confirmed(&format!("Remove `{name}` ({all})?"), context)? {
            writeln!(context.out, "Nothing was removed.")?;
            return Ok(Status::Fine);
        }
        let stamp = context.now().strftime("%Y-%m-%dT%H-%M-%SZ").to_string();
        let place = set_aside(&entry, &context.paths.data.join("trash"), &stamp)
            .map_err(|refused| Failure::world(refused.to_string()).help("nothing was removed"))?;
        writeln!(context.out, "Removed `{name}`: {what}. It lies in `{}`.", clean(&place.to_string_lossy()))?;
        match library.decks.iter().find(|deck| built_in(deck.id()).is_some()) {
            Some(deck) => {
                writeln!(
                    context.out,
                    "The built-in deck `{}` is back, and its progress goes on.",
                    deck.id()
                )?;
            }
            None => {
                writeln!(context.out, "The progress stays in the log: add the deck again, and it goes on.")?;
            }
        }
        Ok(Status::Fine)
    }

    /// Whether the learner named `entry` itself, and not a deck in it.
    fn names(&self, entry: &Path) -> bool {
        let name = self.name.trim_end_matches(std::path::is_separator);
        entry.file_name().is_some_and(|own| own == name || *own == *format!("{name}.toml"))
    }

    /// The file or folder among the decks in `own` that is meant.
    fn found(&self, own: &Path) -> anyhow::Result<PathBuf> {
        let name = self.name.trim_end_matches(std::path::is_separator);
        let is_bare = Path::new(name).components().count() == 1 && !name.starts_with('.');
        let named = [name.to_owned(), format!("{name}.toml")];
        let mut named = named.iter().map(|name| own.join(name));
        let library = Library::of(&[own.to_path_buf()]);
        // The folder or file at the top that the deck of that id is in.
        let holds = |path: &Path| Some(own.join(path.strip_prefix(own).ok()?.components().next()?));
        let of_id = library.deck(name).and_then(|deck| holds(deck.path()?));
        let of_name = named.find(|entry| is_bare && entry.symlink_metadata().is_ok());
        match (of_name, of_id) {
            (Some(entry), Some(other)) if entry != other && !holds_id(&entry, name) => {
                let (entry, other) = (file_name(&entry), file_name(&other));
                let message = format!("`{name}` means `{entry}`, and it is the id of the deck in `{other}`");
                return Err(Failure::usage(message).help(format!("say `{entry}` or `{other}`")).into());
            }
            (Some(entry), _) | (None, Some(entry)) => return Ok(entry),
            (None, None) => {}
        }
        if built_in(name).is_some() {
            return Err(Failure::usage(format!("the deck `{name}` is built in and cannot be removed"))
                .help(format!("`examdrill decks copy {name}` makes a copy that you can change, in its place"))
                .into());
        }
        let help = suggestion(name, library.decks.iter().map(ListedDeck::id))
            .unwrap_or_else(|| "`examdrill decks list` shows where each deck comes from".to_owned());
        Err(Failure::usage(format!("nothing among your decks is called `{name}`")).help(help).into())
    }
}

/// A sentence on what the deck `deck` is going to miss.
fn told(deck: &str, missed: &Missed) -> String {
    match missed {
        Missed::Rows(lender) => {
            format!("`{deck}` asks rows of `{}`: without them these questions are left out.", clean(lender))
        }
        Missed::Pictures(pictures) => {
            let pictures = count(*pictures, "picture");
            format!("`{deck}` shows {pictures} that would go: their words would stand in their place.")
        }
    }
}

/// The name of a file as it may be shown.
fn file_name(path: &Path) -> String {
    clean(&path.file_name().unwrap_or_default().to_string_lossy()).into_owned()
}

/// Whether there is a deck with the id `id` in the file or folder `entry`: then its name and the id mean the same.
fn holds_id(entry: &Path, id: &str) -> bool {
    Library::of(&[entry.to_path_buf()]).deck(id).is_some()
}

/// Asks the learner. Where nobody can answer, that is an error, and not a yes.
fn confirmed(question: &str, context: &mut CommandContext) -> anyhow::Result<bool> {
    if !io::stdin().is_terminal() {
        return Err(Failure::usage("removing a deck needs a yes, and nobody is there to give it")
            .help("say so with `--yes`")
            .into());
    }
    write!(context.out, "{question} [y/N] ")?;
    context.out.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}
