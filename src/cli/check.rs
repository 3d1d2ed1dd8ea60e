//! `check`: every mistake in decks and exams, in one run.

use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;

use super::failure::{Status, tell};
use super::findings::{self, Tally};
use super::kit::{Kit, note};
use super::table::count;
use crate::card::QuestionKey;
use crate::config::Config;
use crate::deck::{Carried, Unclear};
use crate::library::{Error, Library, LoadedDeck, deck_files, exam_files, read_deck, read_exam};
use crate::lint::advise;
use crate::source::{Diagnostic, FileId, Span};
use crate::store::Store;
use crate::trainer::Trainer;

const EXAMPLES: &str = "\
Examples:
  examdrill check                        all your decks
  examdrill check capitals.toml more/    files, and folders with their sub-folders
  examdrill check --format github decks/ annotations in a workflow

Exit status: 0 clean, 1 errors or warnings, 3 a file could not be read.";

/// Find all mistakes in decks and exams, each where it stands, and advise on writing
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Check {
    /// Deck and exam files, and folders with their sub-folders; your own decks when none is named
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With the source line
    Human,
    /// One JSON object a line
    Json,
    /// Annotations of a GitHub workflow
    Github,
}

impl Check {
    pub(super) fn run(self, kit: &mut Kit) -> anyhow::Result<Status> {
        let (files, mut troubles) = files(&self.paths, kit);
        let mut progress = Progress::open(kit);
        let (mut tally, mut known, mut checked) = (Tally::default(), HashMap::new(), Vec::new());
        for file in files {
            let mut deck = match read_deck(&file) {
                Ok(deck) => deck,
                Err(trouble) => {
                    troubles.push(trouble);
                    continue;
                }
            };
            if let Some(first) = known.insert(deck.deck.id.clone(), file) {
                deck.findings.insert(0, same_id(&deck, &first));
            }
            if let Some(progress) = &mut progress {
                deck.findings.extend(progress.notes(&deck));
            }
            // Behind the mistakes, so that no amount of advice hides one.
            deck.findings.extend(advise(&deck.deck));
            tally.count(&deck);
            findings::write(&deck.files, &deck.findings, self.format, &mut kit.out)?;
            checked.push(deck);
        }
        troubles.extend(self.exams(checked, &mut tally, kit)?);
        match self.format {
            Format::Human if troubles.is_empty() => writeln!(kit.out, "{tally}")?,
            Format::Human => {
                writeln!(kit.out, "{tally}; {} could not be read", count(troubles.len(), "file"))?;
            }
            _ => {}
        }
        kit.out.flush()?;
        Ok(match (tell_all(troubles), tally.is_clean()) {
            (true, _) => Status::World,
            (_, true) => Status::Fine,
            (_, false) => Status::Findings,
        })
    }
}

impl Check {
    /// Checks the exams, against the decks that were checked and all others that a learner has. Gives what could not
    /// be read.
    fn exams(
        &self,
        checked: Vec<LoadedDeck>,
        tally: &mut Tally,
        kit: &mut Kit,
    ) -> anyhow::Result<Vec<Error>> {
        let (own, mut troubles) = (kit.paths.decks(), Vec::new());
        let files = exam_files(&places(&self.paths, kit));
        if files.is_empty() {
            return Ok(troubles);
        }
        let mut library = Library::load(&own);
        for deck in checked {
            library.decks.retain(|known| known.deck.id != deck.deck.id);
            library.add(deck);
        }
        let questions: Vec<_> = library.questions().collect();
        let mut known: HashMap<String, PathBuf> = HashMap::new();
        for path in files {
            let mut exam = match read_exam(&path) {
                Ok(exam) => exam,
                Err(trouble) => {
                    troubles.push(trouble);
                    continue;
                }
            };
            exam.fit(&questions);
            if let Some(id) = exam.exam.as_ref().map(|exam| exam.id.clone())
                && let Some(first) = known.insert(id.clone(), path)
            {
                exam.findings.insert(0, same_exam_id(&id, &exam.file.text, &first));
            }
            tally.count_exam(&exam);
            findings::write(std::slice::from_ref(&exam.file), &exam.findings, self.format, &mut kit.out)?;
        }
        Ok(troubles)
    }
}

/// Where decks and exams are looked for: at `paths`, or in the learner's own folder where no path is named.
fn places(paths: &[PathBuf], kit: &Kit) -> Vec<PathBuf> {
    let own = kit.paths.decks();
    match paths {
        [] if own.is_dir() => vec![own],
        paths => paths.to_vec(),
    }
}

/// The deck files at `paths`, or the learner's own where no path is named.
pub(super) fn files(paths: &[PathBuf], kit: &mut Kit) -> (Vec<PathBuf>, Vec<Error>) {
    let places = places(paths, kit);
    let (files, troubles) = deck_files(&places);
    if files.is_empty() && troubles.is_empty() && exam_files(&places).is_empty() {
        note(&match paths {
            [] => format!(
                "you have no decks in `{}` yet; `examdrill new` begins one",
                kit.paths.decks().display()
            ),
            _ => "there is no deck here: a deck is a file that ends in `.toml`".to_owned(),
        });
    }
    (files, troubles)
}

/// Tells what could not be read. Gives whether there was anything.
pub(super) fn tell_all(troubles: Vec<Error>) -> bool {
    let any = !troubles.is_empty();
    for trouble in troubles {
        tell(&trouble.into());
    }
    any
}

fn same_id(deck: &LoadedDeck, first: &std::path::Path) -> Diagnostic {
    let id = &deck.deck.id;
    let text = deck.files.first().map_or("", |file| file.text.as_str());
    let at = text.find("[deck]").map_or(0..0, |at| at..at + "[deck]".len());
    let message =
        format!("the deck `{id}` is in `{}` too, so only one of them can be studied", first.display());
    Diagnostic::warning("same-deck-id", Span::new(FileId(0), at), message)
        .help("give one of them another `id`")
}

fn same_exam_id(id: &str, text: &str, first: &std::path::Path) -> Diagnostic {
    let at = text.find("[exam]").map_or(0..0, |at| at..at + "[exam]".len());
    let message = format!("the exam `{id}` is in `{}` too, so only one of them can be sat", first.display());
    Diagnostic::warning("same-exam-id", Span::new(FileId(0), at), message)
        .help("give one of them another `id`")
}

/// The learner's log, to tell what editing did to progress. Whatever is wrong with it, the decks can be checked.
struct Progress {
    trainer: Trainer,
}

impl Progress {
    fn open(kit: &mut Kit) -> Option<Self> {
        if !Store::is_in(&kit.paths.data) {
            return None;
        }
        let config = Config::load(&kit.paths.config).unwrap_or_default();
        let (seed, now) = (kit.device_seed(), kit.now());
        let store = Store::open(&kit.paths.data, seed, now).ok()?;
        // Without decks, so that nothing is carried over by looking.
        let (paths, library) = (kit.paths.clone(), Library::default());
        let trainer = Trainer::over(store, paths, config, library, kit.zone.clone(), now).ok()?;
        Some(Self { trainer })
    }

    fn notes(&self, deck: &LoadedDeck) -> Vec<Diagnostic> {
        if deck.errors() > 0 {
            return Vec::new();
        }
        let Ok((carried, unclear)) = self.trainer.would_carry(deck) else { return Vec::new() };
        let at = |key: &QuestionKey| {
            deck.deck.questions.iter().find(|q| q.key == *key).map_or_else(Span::default, |q| q.at.clone())
        };
        let mut notes = Vec::new();
        for Carried { from, to } in &carried {
            let message = format!("the progress of `{from}` will go on in `{to}`");
            notes.push(Diagnostic::note("carried-over", at(to), message));
        }
        for Unclear { from, candidates } in &unclear {
            let names: Vec<_> = candidates.iter().map(|key| format!("`{key}`")).collect();
            let message = format!(
                "the progress of `{from}` could belong to {}, so it stays where it is",
                names.join(" or ")
            );
            let place = candidates.first().map_or_else(Span::default, at);
            notes.push(
                Diagnostic::note("unclear-progress", place, message).help("give one of them its `id` back"),
            );
        }
        notes.extend(self.resting(deck, &carried, &unclear));
        notes
    }

    /// Names the questions with progress that no card asks any more.
    fn resting(&self, deck: &LoadedDeck, carried: &[Carried], unclear: &[Unclear]) -> Option<Diagnostic> {
        let told = carried.iter().map(|c| &c.from).chain(unclear.iter().map(|u| &u.from));
        let mut known: std::collections::HashSet<_> = deck.deck.questions.iter().map(|q| &q.key).collect();
        known.extend(told);
        let seen = self.trainer.store().seen(&deck.deck.id).ok()?;
        let gone: Vec<_> = seen
            .iter()
            .filter(|(key, ..)| self.trainer.memory(key).is_some() && !known.contains(key))
            .map(|(key, ..)| format!("`{key}`"))
            .collect();
        let (shown, more) = gone.split_at(gone.len().min(5));
        let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
        let message =
            format!("no card asks {}{more} any more; the progress rests in the log", shown.join(", "));
        let note = Diagnostic::note("resting-progress", Span::default(), message)
            .help("a card with the old `id` takes it up again");
        (!gone.is_empty()).then_some(note)
    }
}
