//! `decks add`: takes decks in that somebody handed on.

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::check::Format;
use crate::cli::failure::{Failure, Status};
use crate::cli::findings;
use crate::cli::foreign;
use crate::cli::kit::{Kit, note};
use crate::cli::table::count;
use crate::library::package::{Refused, Staged, stage};
use crate::library::{Library, LoadedDeck, LoadedExam, deck_files, exam_files, read_deck, read_exam};
use crate::source::{Diagnostic, Severity, SourceFile, clean};

const EXAMPLES: &str = "\
Examples:
  examdrill decks add networks.zip
  examdrill decks add ~/downloads/networks/
  examdrill decks add capitals.toml

It is copied whole or not at all. Links, paths that lead elsewhere, and what is too large are refused.";

/// Copy a folder, a deck or a zip of them into your decks folder
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Add {
    /// A folder with decks, exams and pictures, a zip of one, or a deck file
    path: PathBuf,
    /// Add it although it has errors, or ids that other decks have
    #[arg(long)]
    force: bool,
}

/// What is in a package.
#[derive(Default)]
struct Content {
    decks: Vec<LoadedDeck>,
    exams: Vec<LoadedExam>,
    unreadable: Vec<String>,
}

impl Add {
    pub(super) fn run(self, kit: &mut Kit) -> anyhow::Result<Status> {
        foreign::refuse_as_package(&self.path)?;
        let own = kit.paths.decks();
        let staged = stage(&self.path, &own, kit.now()).map_err(|refused| failure(&refused))?;
        let content = Content::of(&staged);
        if content.decks.is_empty() && content.exams.is_empty() {
            let shown = self.path.display();
            return Err(Failure::usage(format!("there is no deck and no exam in `{shown}`"))
                .help("a deck is a file that ends in `.toml`; nothing was added; `examdrill import` makes decks of other programs' files")
                .into());
        }
        let mut is_bad = content.tell_findings(kit)?;
        for clash in content.clashes(&Library::load(&own)) {
            writeln!(kit.out, "{clash}")?;
            is_bad = true;
        }
        if is_bad && !self.force {
            kit.out.flush()?;
            note("nothing was added; mend it first, or add it as it is with `--force`");
            return Ok(Status::Findings);
        }
        let name = staged.name.clone();
        let place = staged.install().map_err(|refused| failure(&refused))?;
        let questions = content.decks.iter().map(|deck| deck.deck.questions.len()).sum();
        let mut parts = vec![count(content.decks.len(), "deck"), count(questions, "question")];
        if !content.exams.is_empty() {
            parts.push(count(content.exams.len(), "exam"));
        }
        writeln!(kit.out, "Added `{}`: {}.", clean(&name), parts.join(", "))?;
        if let Some(first) = content.decks.first() {
            let path = place.display().to_string();
            writeln!(
                kit.out,
                "Then `examdrill study {}`; the files are in `{}`.",
                first.deck.id,
                clean(&path)
            )?;
        }
        Ok(Status::Fine)
    }
}

impl Content {
    fn of(staged: &Staged) -> Self {
        let paths = [staged.path().to_path_buf()];
        let (decks, troubles) = deck_files(&paths);
        let mut content = Self::default();
        content.unreadable.extend(troubles.iter().map(ToString::to_string));
        for path in decks {
            match read_deck(&path) {
                Ok(deck) => content.decks.push(deck),
                Err(trouble) => content.unreadable.push(trouble.to_string()),
            }
        }
        for path in exam_files(&paths) {
            match read_exam(&path) {
                Ok(exam) => content.exams.push(exam),
                Err(trouble) => content.unreadable.push(trouble.to_string()),
            }
        }
        let name = |file: &mut SourceFile| shown(&mut file.name, staged);
        content.decks.iter_mut().flat_map(|deck| &mut deck.files).for_each(name);
        content.exams.iter_mut().map(|exam| &mut exam.file).for_each(name);
        content.unreadable.iter_mut().for_each(|text| shown(text, staged));
        content
    }

    /// Shows the errors, and counts what else there is. Gives whether there are errors.
    fn tell_findings(&self, kit: &mut Kit) -> anyhow::Result<bool> {
        let mut all: Vec<(&[SourceFile], &[Diagnostic])> = Vec::new();
        all.extend(self.decks.iter().map(|deck| (deck.files.as_slice(), deck.findings.as_slice())));
        all.extend(
            self.exams.iter().map(|exam| (std::slice::from_ref(&exam.file), exam.findings.as_slice())),
        );
        let (mut errors, mut others) = (0, 0);
        for (files, found) in all {
            let (bad, other): (Vec<_>, Vec<_>) =
                found.iter().cloned().partition(|finding| finding.severity == Severity::Error);
            findings::write(files, &bad, Format::Human, &mut kit.out)?;
            errors += bad.len();
            others += other.len();
        }
        for trouble in &self.unreadable {
            writeln!(kit.out, "{}.", clean(trouble))?;
        }
        if others > 0 {
            let it = if others == 1 { "it" } else { "them" };
            kit.out.flush()?;
            note(&format!("{} beside errors; `examdrill check` shows {it}", count(others, "finding")));
        }
        Ok(errors + self.unreadable.len() > 0)
    }

    /// The ids that another deck or exam has already. That of a built-in one may be taken: it is told, and no more.
    fn clashes(&self, library: &Library) -> Vec<String> {
        let mut known: HashMap<(&str, &str), (String, bool)> = HashMap::new();
        let place = |path: &Option<PathBuf>| {
            path.as_deref().map_or(("the program".into(), false), |path: &Path| {
                (clean(&path.to_string_lossy()).into_owned(), true)
            })
        };
        for deck in &library.decks {
            known.insert(("deck", &deck.deck.id), place(&deck.path));
        }
        for exam in &library.exams {
            if let Some(sat) = &exam.exam {
                known.insert(("exam", &sat.id), place(&exam.path));
            }
        }
        let mut clashes = Vec::new();
        let decks = self.decks.iter().map(|deck| ("deck", &deck.deck.id, deck.files.first()));
        let exams =
            self.exams.iter().filter_map(|exam| Some(("exam", &exam.exam.as_ref()?.id, Some(&exam.file))));
        for (sort, id, file) in decks.chain(exams) {
            let name = file.map_or_else(String::new, |file| clean(&file.name).into_owned());
            match known.insert((sort, id), (name.clone(), true)) {
                None => {}
                Some((_, false)) => note(&format!("`{name}` takes the place of the built-in {sort} `{id}`")),
                Some((first, true)) => clashes.push(format!(
                    "The {sort} id `{id}` of `{name}` is taken by `{first}`; one of the two would be left out."
                )),
            }
        }
        clashes
    }
}

/// Replaces where a package lies meanwhile by what it is called.
fn shown(text: &mut String, staged: &Staged) {
    let meanwhile = staged.path().to_string_lossy();
    *text = text.replace(&*meanwhile, &staged.name);
}

fn failure(refused: &Refused) -> Failure {
    Failure::world(refused.to_string()).help(refused.help())
}
