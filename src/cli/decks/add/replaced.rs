//! What a package takes the place of, where the learner says so.

use std::path::{Path, PathBuf};

use crate::cli::context::{CommandContext, note};
use crate::cli::failure::Failure;
use crate::deck::Deck;
use crate::library::package::set_aside;
use crate::library::{Library, ListedDeck};
use crate::source::{clean, suggestion};
use crate::words::count;

/// Decks and exams that make room.
#[derive(Debug, Default)]
pub(super) struct Replaced {
    ids: Vec<String>,
    /// The learner's own files and folders that hold them, each once; a built-in one has none.
    entries: Vec<PathBuf>,
}

impl Replaced {
    /// Finds what is called `ids` in `library`, which has the learner's own from the folder `own`.
    pub(super) fn find(ids: &[String], library: &Library, own: &Path) -> anyhow::Result<Self> {
        let mut replaced = Self { ids: ids.to_vec(), entries: Vec::new() };
        for id in ids {
            let deck = library.deck(id).map(|deck| deck.path());
            let is_it = |exam: &crate::quiz::Exam| exam.id == *id;
            let exams = library.exams.iter().filter(|exam| exam.exam.as_ref().is_some_and(is_it));
            let places: Vec<_> = deck.into_iter().chain(exams.map(|exam| exam.path.as_deref())).collect();
            if places.is_empty() {
                return Err(unknown(id, library).into());
            }
            for path in places.into_iter().flatten() {
                let entry = entry_of(path, own).unwrap_or_else(|| path.to_path_buf());
                if !replaced.entries.contains(&entry) {
                    replaced.entries.push(entry);
                }
            }
        }
        for entry in &replaced.entries {
            replaced.refuse_others(entry)?;
        }
        Ok(replaced)
    }

    /// Whether a deck or exam called `id` makes room.
    pub(super) fn has(&self, id: &str) -> bool {
        self.ids.iter().any(|own| own == id)
    }

    /// The names among the learner's decks that become free.
    pub(super) fn names(&self) -> Vec<String> {
        let name = |entry: &PathBuf| entry.file_name().map(|name| name.to_string_lossy().into_owned());
        self.entries.iter().filter_map(name).collect()
    }

    /// Those of the ids that none of `given` is.
    pub(super) fn without<'a>(&'a self, given: &[&str]) -> Option<&'a str> {
        self.ids.iter().map(String::as_str).find(|id| !given.contains(id))
    }

    /// Lets progress go on with the questions of `decks` that are likely successors, and sets the learner's own files
    /// aside. Nothing is lost: what has no successor rests in the log.
    pub(super) fn make_room(&self, decks: &[&Deck], context: &mut CommandContext) -> anyhow::Result<()> {
        let now = context.now();
        let (mut trainer, _) = context.onlooker(&[])?;
        for deck in decks.iter().filter(|deck| self.has(&deck.id)) {
            let rest = trainer.hand_over(deck, now)?;
            if rest > 0 {
                let told = count(rest, "question");
                let id = &deck.id;
                note(&format!(
                    "the progress of {told} rests in the log: the new `{id}` asks something else there"
                ));
            }
        }
        let stamp = now.strftime("%Y-%m-%dT%H-%M-%SZ").to_string();
        for entry in &self.entries {
            let place = set_aside(entry, &context.paths.data.join("trash"), &stamp)
                .map_err(|refused| Failure::world(refused.to_string()).help("nothing was added"))?;
            note(&format!("what it replaces lies in `{}`", clean(&place.to_string_lossy())));
        }
        Ok(())
    }

    /// Refuses to set `entry` aside where it holds more than what is replaced.
    fn refuse_others(&self, entry: &Path) -> anyhow::Result<()> {
        let library = Library::of(&[entry.to_path_buf()]);
        let decks = library.decks.iter().map(ListedDeck::id);
        let exams = library.exams_to_sit().map(|exam| exam.id.as_str());
        let Some(other) = decks.chain(exams).find(|id| !self.has(id)) else { return Ok(()) };
        let name = entry.file_name().unwrap_or_default().to_string_lossy();
        let name = clean(&name);
        Err(Failure::usage(format!("`{name}` holds `{other}` as well, and goes as a whole"))
            .help(format!("replace all of it with `--replaces {other}` too, or see `examdrill decks remove`"))
            .into())
    }
}

fn unknown(id: &str, library: &Library) -> Failure {
    let help = suggestion(id, library.decks.iter().map(ListedDeck::id));
    Failure::usage(format!("no deck and no exam has the id `{id}`, so nothing is replaced"))
        .help(help.unwrap_or_else(|| "leave `--replaces` out".to_owned()))
}

/// The file or folder at the top of the folder `own` that `path` lies in.
fn entry_of(path: &Path, own: &Path) -> Option<PathBuf> {
    let first = path.strip_prefix(own).ok()?.components().next()?;
    Some(own.join(first))
}
