//! `decks add`: takes decks in that somebody handed on.

mod replaced;

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::context::{CommandContext, note};
use crate::cli::failure::{Failure, Status};
use crate::cli::findings::{self, Format};
use crate::cli::foreign;
use crate::deck::{is_id, with_deck_id};
use crate::library::package::{Place, Staged, stage};
use crate::library::{
    self, Library, ListedDeck, LoadedDeck, LoadedExam, deck_files, exam_files, media_findings, read_deck,
    read_exam,
};
use crate::source::{Code, Diagnostic, Severity, SourceFile, clean};
use crate::words::count;
use replaced::Replaced;

const EXAMPLES: &str = "\
Examples:
  examdrill decks add networks.zip
  examdrill decks add ~/downloads/networks/
  examdrill decks add capitals.toml
  examdrill decks add dhcp.toml --as my-dhcp       an id that is taken, told apart
  examdrill decks add dhcp.toml --replaces dhcp    in the place of the deck that has it

It is copied whole or not at all. Links, paths that lead elsewhere, and what is too large are refused.
An id that a deck or an exam has already is refused, that of a built-in one too: two decks of one id would share their progress.

Exit status: 0 added, 1 it has errors or a taken id, 2 usage, 3 it could not be read or written.";

/// Copy a folder, a deck or a zip of them into your decks folder
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Add {
    /// A folder with decks, exams and pictures, a zip of one, or a deck file
    path: PathBuf,
    /// Add it although it has errors
    #[arg(long)]
    force: bool,
    /// Let it take the place of the deck or exam with this id; progress goes on where prompt and answer are alike
    #[arg(long, value_name = "ID")]
    replaces: Vec<String>,
    /// Give the deck this id instead of its own; it is written into the copy
    #[arg(long = "as", value_name = "ID", conflicts_with = "replaces")]
    id: Option<String>,
}

/// What is in a package.
#[derive(Default)]
struct Content {
    decks: Vec<LoadedDeck>,
    exams: Vec<LoadedExam>,
    unreadable: Vec<String>,
}

impl Add {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        foreign::refuse_as_package(&self.path)?;
        let own = context.paths.decks();
        let library = Library::load(&own);
        let replaced = Replaced::find(&self.replaces, &library, &own)?;
        let leaving = replaced.names();
        let known: Vec<&str> = library.decks.iter().map(ListedDeck::id).collect();
        let place = Place { name: self.id.as_deref(), leaving: &leaving, known: &known };
        let staged = stage(&self.path, &own, place, context.now())?;
        let mut package = Content::of(&staged, &library);
        if package.decks.is_empty() && package.exams.is_empty() {
            let shown = self.path.display();
            return Err(Failure::usage(format!("there is no deck and no exam in `{shown}`"))
                .help("a deck is a file that ends in `.toml`; nothing was added; `examdrill import` makes decks of other programs' files")
                .into());
        }
        if let Some(id) = &self.id {
            package.rename(id, &staged, &library)?;
        }
        if let Some(id) = replaced.without(&package.ids()) {
            return Err(Failure::usage(format!("nothing in `{}` has the id `{id}`", self.path.display()))
                .help("`--replaces` takes the id that the new deck and the old one have; nothing was added")
                .into());
        }
        let is_bad = package.tell_findings(context)?;
        if !self.is_wanted(is_bad, &package, &library, &replaced, context)? {
            return Ok(Status::Findings);
        }
        if !self.replaces.is_empty() {
            replaced.make_room(&package.decks.iter().map(|deck| &deck.deck).collect::<Vec<_>>(), context)?;
        }
        let name = staged.name.clone();
        let place = staged.install()?;
        package.tell(&name, &place, context)?;
        Ok(Status::Fine)
    }

    /// Tells the ids that are taken. Gives whether the package is added all the same.
    fn is_wanted(
        &self,
        is_bad: bool,
        package: &Content,
        library: &Library,
        replaced: &Replaced,
        context: &mut CommandContext,
    ) -> anyhow::Result<bool> {
        let (taken, twice) = (package.taken(library, replaced), package.twice());
        for told in taken.iter().chain(&twice) {
            writeln!(context.out, "{told}")?;
        }
        context.out.flush()?;
        if let Some(id) = package
            .ids()
            .into_iter()
            .find(|id| !taken.is_empty() && is_known(library, id) && !replaced.has(id))
        {
            note(&format!(
                "nothing was added; `--as NEW-ID` gives the deck another id, `--replaces {id}` puts it in the place of the \
                 one that has it"
            ));
            return Ok(false);
        }
        if (is_bad || !twice.is_empty()) && !self.force {
            note("nothing was added; mend it first, or add it as it is with `--force`");
            return Ok(false);
        }
        Ok(true)
    }
}

impl Content {
    /// What lies there; decks may ask the rows of each other, and of those in `library`.
    fn of(staged: &Staged, library: &Library) -> Self {
        let paths = [staged.path().to_path_buf()];
        let (decks, troubles) = deck_files(&paths);
        let mut package = Self::default();
        package.unreadable.extend(troubles.iter().map(ToString::to_string));
        for path in decks {
            match read_deck(&path) {
                Ok(mut deck) => {
                    deck.findings.extend(media_findings(&deck));
                    package.decks.push(deck);
                }
                Err(trouble) => package.unreadable.push(trouble.to_string()),
            }
        }
        package.lend(library);
        for path in exam_files(&paths) {
            match read_exam(&path) {
                Ok(exam) => package.exams.push(exam),
                Err(trouble) => package.unreadable.push(trouble.to_string()),
            }
        }
        let files = package.decks.iter_mut().flat_map(|deck| &mut deck.files);
        let files = files.chain(package.exams.iter_mut().map(|exam| &mut exam.file));
        let texts = files.map(|file| &mut file.name).chain(&mut package.unreadable);
        texts.for_each(|text| shown(text, staged));
        package
    }

    /// Gives its decks the rows that they ask of each other, and of the decks in `library`.
    fn lend(&mut self, library: &Library) {
        if self.decks.iter().all(|deck| deck.deck.draws.is_empty()) {
            return;
        }
        let mut all = library.clone();
        self.decks.iter().for_each(|deck| all.add(deck.clone()));
        self.decks = std::mem::take(&mut self.decks).into_iter().map(|deck| all.lend(deck)).collect();
    }

    /// What there is to say of the decks whose rows its own ask: these must stay.
    fn draws(&self) -> Vec<String> {
        let mut told = Vec::new();
        for deck in &self.decks {
            for id in &deck.deck.draws {
                let place = if self.decks.iter().any(|other| other.deck.id == id.value) {
                    "which came with it"
                } else if deck.findings.iter().any(|finding| finding.code == Code::UNKNOWN_DECK) {
                    "which is not there"
                } else {
                    "which is there already"
                };
                told.push(format!("`{}` asks the rows of `{}`, {place}.", deck.deck.id, id.value));
            }
        }
        told
    }

    /// Shows the errors, and counts what else there is. Gives whether there are errors.
    fn tell_findings(&self, context: &mut CommandContext) -> anyhow::Result<bool> {
        let mut all: Vec<(&[SourceFile], &[Diagnostic])> = Vec::new();
        all.extend(self.decks.iter().map(|deck| (deck.files.as_slice(), deck.findings.as_slice())));
        all.extend(
            self.exams.iter().map(|exam| (std::slice::from_ref(&exam.file), exam.findings.as_slice())),
        );
        let (mut errors, mut others) = (0, 0);
        for (files, found) in all {
            let (bad, other): (Vec<_>, Vec<_>) =
                found.iter().cloned().partition(|finding| finding.severity == Severity::Error);
            findings::write(files, &bad, Format::Human, &mut context.out)?;
            errors += bad.len();
            others += other.len();
        }
        for trouble in &self.unreadable {
            writeln!(context.out, "{}.", clean(trouble))?;
        }
        if others > 0 {
            let it = if others == 1 { "it" } else { "them" };
            context.out.flush()?;
            note(&format!("{} beside errors; `examdrill check` shows {it}", count(others, "finding")));
        }
        Ok(errors + self.unreadable.len() > 0)
    }

    /// The ids of its decks and exams.
    fn ids(&self) -> Vec<&str> {
        let exams = self.exams.iter().filter_map(|exam| exam.exam.as_ref());
        let decks = self.decks.iter().map(|deck| deck.deck.id.as_str());
        decks.chain(exams.map(|exam| exam.id.as_str())).collect()
    }

    /// Each deck and exam: what it is, its id and its file.
    fn named(&self) -> Vec<(&'static str, &str, String)> {
        let decks = self.decks.iter().map(|one| ("deck", one.deck.id.as_str(), one.files.first()));
        let exams = self
            .exams
            .iter()
            .filter_map(|one| Some(("exam", one.exam.as_ref()?.id.as_str(), Some(&one.file))));
        let named = decks.chain(exams).map(|(what, id, file)| {
            (what, id, file.map_or_else(String::new, |file| clean(&file.name).into_owned()))
        });
        named.collect()
    }

    /// What there is to say of the ids that a deck or exam in `library` has, and that are not `replaced`.
    fn taken(&self, library: &Library, replaced: &Replaced) -> Vec<String> {
        let mut told = Vec::new();
        for (sort, id, name) in self.named() {
            let place = match sort {
                "deck" => library.deck(id).map(ListedDeck::path),
                _ => library
                    .exams
                    .iter()
                    .find(|exam| exam_id(exam) == Some(id))
                    .map(|exam| exam.path.as_deref()),
            };
            let Some(place) = place.filter(|_| !replaced.has(id)) else { continue };
            let owner = match place {
                None => format!("the built-in {sort}"),
                Some(path) => format!("`{}`", clean(&path.to_string_lossy())),
            };
            told.push(format!("The {sort} id `{id}` of `{name}` is taken by {owner}."));
        }
        told
    }

    /// What there is to say of ids that two of its own have.
    fn twice(&self) -> Vec<String> {
        let (mut known, mut told) = (HashMap::new(), Vec::new());
        for (sort, id, name) in self.named() {
            if let Some(first) = known.get(&(sort, id)) {
                told.push(format!(
                    "The {sort} id `{id}` of `{name}` is taken by `{first}`; only that one of the two is asked."
                ));
            } else {
                known.insert((sort, id), name);
            }
        }
        told
    }

    /// Writes `id` into the only deck, as its id, and reads the package anew.
    fn rename(&mut self, id: &str, staged: &Staged, library: &Library) -> anyhow::Result<()> {
        // What came along because the deck asks its rows keeps its id.
        let is_lender = |deck: &LoadedDeck| {
            self.decks.iter().flat_map(|other| &other.deck.draws).any(|id| id.value == deck.deck.id)
        };
        let decks: Vec<&LoadedDeck> = self.decks.iter().filter(|deck| !is_lender(deck)).collect();
        let [deck] = decks.as_slice() else {
            let message = format!("`--as` gives one deck another id, and here are {}", self.decks.len());
            return Err(Failure::usage(message).help("add the deck's own file; nothing was added").into());
        };
        let (Some(path), Some(file)) = (&deck.path, deck.files.first()) else { return Ok(()) };
        if !is_id(id) {
            return Err(Failure::usage(format!("`{id}` cannot be an id"))
                .help("an id has up to 80 letters, digits, `-`, `_` and `.`")
                .into());
        }
        let Some(text) = with_deck_id(&file.text, id) else {
            let message = format!("found no place for the id in `{}`", clean(&file.name));
            return Err(Failure::usage(message)
                .help("begin the file with `[deck]`; nothing was added")
                .into());
        };
        library::replace(path, &file.text, &text)?;
        *self = Self::of(staged, library);
        Ok(())
    }

    /// Tells what was added, called `name`, and where it is now.
    fn tell(&self, name: &str, place: &Path, context: &mut CommandContext) -> anyhow::Result<()> {
        let questions = self.decks.iter().map(|deck| deck.deck.questions.len()).sum();
        let mut parts = vec![count(self.decks.len(), "deck"), count(questions, "question")];
        if !self.exams.is_empty() {
            parts.push(count(self.exams.len(), "exam"));
        }
        writeln!(context.out, "Added `{}`: {}.", clean(name), parts.join(", "))?;
        for told in self.draws() {
            writeln!(context.out, "{told}")?;
        }
        if let Some(first) = self.decks.first() {
            let (id, path) = (&first.deck.id, place.display().to_string());
            writeln!(context.out, "Then `examdrill study {id}`; the files are in `{}`.", clean(&path))?;
        }
        Ok(())
    }
}

fn exam_id(exam: &LoadedExam) -> Option<&str> {
    Some(exam.exam.as_ref()?.id.as_str())
}

/// Whether a deck or an exam has the id.
fn is_known(library: &Library, id: &str) -> bool {
    library.deck(id).is_some() || library.exam(id).is_some()
}

/// Replaces where a package lies meanwhile by what it is called.
fn shown(text: &mut String, staged: &Staged) {
    let meanwhile = staged.path().to_string_lossy();
    *text = text.replace(&*meanwhile, &staged.name);
}
