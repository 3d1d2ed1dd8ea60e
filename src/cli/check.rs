//! `check`: every mistake in decks and exams, in one run, and the fixes of those that a program can mend.

mod all;
mod difference;
mod git;
mod look;
mod mend;
mod progress;
mod sequence;

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::slice;

use super::context::{CommandContext, note};
use super::deck_file::existing;
use super::failure::{Failure, Status, tell};
use super::findings::{self, Format};
use super::foreign;
use super::tally::Tally;
use crate::library::{
    self, Error, Library, LoadedDeck, LoadedExam, beyond_mistakes, deck_files, exam_files, media_findings,
    newer, read_deck, read_deck_as, read_exam,
};
use crate::source::{Code, Diagnostic, FileId, SourceFile, Span, clean};
use all::AllDecks;
use look::{Look, look_at_deck, look_at_exam};
use progress::{Against, Progress};

const EXAMPLES: &str = "\
Examples:
  examdrill check                        all your decks
  examdrill check capitals.toml more/    files, and folders with their sub-folders
  examdrill check --fix                  mend what a program can mend
  examdrill check --fix --dry-run        only show it, as a patch
  examdrill check --format github decks/ annotations in a workflow
  examdrill check decks/ --against HEAD  what an edit will do to progress

Exit status: 0 clean, 1 errors or warnings, 3 a file could not be read.";

/// Find all mistakes in decks and exams, each where it stands, and advise on writing
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Check {
    /// Deck and exam files, folders with their sub-folders, or names of your own decks; all of these when none is named
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Mend what can only be meant one way, and report the rest
    #[arg(long)]
    fix: bool,
    /// Change nothing, but print what `--fix` would change, as a patch
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// Report which progress an edit carries over and which it loses: since a commit, or since you last studied
    #[arg(long, value_name = "COMMIT", num_args = 0..=1)]
    #[expect(clippy::option_option, reason = "not asked, asked without a commit, asked with one")]
    against: Option<Option<String>>,
}

impl Check {
    pub(super) fn run(mut self, context: &mut CommandContext) -> anyhow::Result<Status> {
        self.refuse_path_as_commit()?;
        self.paths.iter().try_for_each(|path| foreign::refuse_as_deck(path))?;
        let against = self.against.take().map(|commit| commit.map_or(Against::Log, Against::Commit));
        let (files, unread) = files(&self.paths, context);
        let mut progress = Progress::open(against, &places(&self.paths, context), &files, context)?;
        let (mut tally, mut known, mut checked) = (Tally::default(), HashMap::new(), Vec::new());
        tally.unread = unread;
        let all = AllDecks::new(context.paths.decks(), places(&self.paths, context));
        for file in files {
            let Some(mut deck) = self.read(&file, &mut tally, context)? else { continue };
            if !deck.deck.draws.is_empty() {
                deck = all.library().lend(deck);
            }
            if let Some(first) = known.insert(deck.deck.id.clone(), file) {
                let text = deck.files.first().map_or("", |file| file.text.as_str());
                deck.findings.insert(0, same_id("deck", &deck.deck.id, text, &first));
            }
            look_around(&mut deck, &all, &mut progress);
            if !self.fix {
                tally.fixable(mend::foreseen(&deck.findings, &deck.files, &look_at_deck));
            }
            tally.count(deck.files.len(), Some(&deck.deck.questions), &deck.findings);
            self.write(&deck.files, &deck.findings, context)?;
            checked.push(deck);
        }
        for (deck, finding) in progress.gone(&all) {
            let findings = [finding];
            tally.add(&findings);
            self.write(&deck.files, &findings, context)?;
        }
        self.exams(checked, &mut tally, context)?;
        self.end(&tally, &progress, context)?;
        let is_clean = tally.is_clean() && !(self.dry_run && tally.has_fixed());
        Ok(Status::of(tell_all(tally.unread), is_clean))
    }

    /// Reads a deck, after mending it where that is asked for; `None` where it cannot be read.
    fn read(
        &self,
        file: &Path,
        tally: &mut Tally,
        context: &mut CommandContext,
    ) -> anyhow::Result<Option<LoadedDeck>> {
        let Some(deck) = tally.read(read_deck(file)) else { return Ok(None) };
        if !self.fix {
            return Ok(Some(deck));
        }
        Ok(match self.mend(&deck.files, &look_at_deck, tally, context)? {
            None => Some(deck),
            // What is told of a dry run is what would be left.
            Some(files) if self.dry_run => {
                let text = files.first().map_or_else(String::new, |main| main.text.clone());
                Some(read_deck_as(file, text, &files))
            }
            Some(_) => tally.read(read_deck(file)),
        })
    }

    /// Checks the exams, against the decks that were checked and all others that a learner has.
    fn exams(
        &self,
        checked: Vec<LoadedDeck>,
        tally: &mut Tally,
        context: &mut CommandContext,
    ) -> anyhow::Result<()> {
        let files = exam_files(&places(&self.paths, context));
        if files.is_empty() {
            return Ok(());
        }
        let library = Library::load_but(&context.paths.decks(), checked);
        let questions = library.questions();
        let questions: Vec<_> = questions.iter().collect();
        let mut known: HashMap<String, PathBuf> = HashMap::new();
        for path in files {
            let Some(mut exam) = self.read_exam(&path, tally, context)? else { continue };
            exam.fit(&questions);
            if let Some(id) = exam.exam.as_ref().map(|exam| exam.id.clone())
                && let Some(first) = known.insert(id.clone(), path)
            {
                exam.findings.insert(0, same_id("exam", &id, &exam.file.text, &first));
            }
            let files = slice::from_ref(&exam.file);
            exam.findings.extend(newer(files, &exam.findings));
            if !self.fix {
                tally.fixable(mend::foreseen(&exam.findings, files, &look_at_exam));
            }
            tally.count(1, None, &exam.findings);
            self.write(files, &exam.findings, context)?;
        }
        Ok(())
    }

    /// Reads an exam, after mending it where that is asked for; `None` where it cannot be read.
    fn read_exam(
        &self,
        path: &Path,
        tally: &mut Tally,
        context: &mut CommandContext,
    ) -> anyhow::Result<Option<LoadedExam>> {
        let Some(exam) = tally.read(read_exam(path)) else { return Ok(None) };
        if !self.fix {
            return Ok(Some(exam));
        }
        Ok(match self.mend(slice::from_ref(&exam.file), &look_at_exam, tally, context)? {
            None => Some(exam),
            Some(mut files) => match files.pop().filter(|_| self.dry_run) {
                Some(file) => Some(LoadedExam::new(Some(path.to_path_buf()), file)),
                None => tally.read(read_exam(path)),
            },
        })
    }

    /// Mends the files of one deck or exam, and tells what was done. Gives the mended files, if anything was.
    fn mend(
        &self,
        files: &[SourceFile],
        look: &dyn Fn(&[SourceFile]) -> Look,
        tally: &mut Tally,
        context: &mut CommandContext,
    ) -> anyhow::Result<Option<Vec<SourceFile>>> {
        let mended = mend::mend(files, look);
        tally.fixed(mended.fixed.len());
        for (before, after) in files.iter().zip(&mended.files).filter(|(before, after)| before != after) {
            if self.dry_run {
                difference::write(before, &after.text, &mut context.out)?;
            } else {
                library::replace(Path::new(&before.name), &before.text, &after.text)?;
            }
        }
        if mended.fixed.is_empty() {
            return Ok(None);
        }
        if self.dry_run {
            return Ok(Some(mended.files));
        }
        for fixed in &mended.fixed {
            let name = files.get(usize::from(fixed.file.0)).map_or("", |file| file.name.as_str());
            let told = format!("Fixed `{}`, line {}: {}.", clean(name), fixed.line, clean(&fixed.message));
            match self.format {
                Format::Human => writeln!(context.out, "{told}")?,
                _ => note(&told),
            }
        }
        if self.format == Format::Human {
            writeln!(context.out)?;
        }
        Ok(Some(mended.files))
    }

    fn write(
        &self,
        files: &[SourceFile],
        findings: &[Diagnostic],
        context: &mut CommandContext,
    ) -> anyhow::Result<()> {
        // A patch is for a program to read; nothing else stands beside it.
        if !self.dry_run {
            findings::write(files, findings, self.format, &mut context.out)?;
        }
        Ok(())
    }

    /// The last lines.
    fn end(&self, tally: &Tally, progress: &Progress, context: &mut CommandContext) -> anyhow::Result<()> {
        let told = tally.told(self.fix, self.dry_run);
        let lines = progress.summary().into_iter().chain([told]);
        match self.format {
            _ if self.dry_run => lines.for_each(|line| note(&line)),
            Format::Human => {
                for line in lines {
                    writeln!(context.out, "{line}")?;
                }
            }
            _ => {}
        }
        Ok(context.out.flush()?)
    }

    /// `--against decks/` reads like a path, and a path is no commit.
    fn refuse_path_as_commit(&self) -> anyhow::Result<()> {
        let Some(Some(commit)) = &self.against else { return Ok(()) };
        if !progress::is_path(commit) {
            return Ok(());
        }
        Err(Failure::usage(format!("`{commit}` is a path, and `--against` takes a commit"))
            .help(format!("write the paths first: `examdrill check {commit} --against`"))
            .into())
    }
}

/// Where decks and exams are looked for: at `paths`, or in the learner's own folder where no path is named. What is no path
/// here may be the name of a deck there.
fn places(paths: &[PathBuf], context: &CommandContext) -> Vec<PathBuf> {
    let own = context.paths.decks();
    match paths {
        [] if own.is_dir() => vec![own],
        paths => paths.iter().map(|path| existing(path, context).unwrap_or_else(|| path.clone())).collect(),
    }
}

/// The deck files at `paths`, or the learner's own where no path is named.
pub(super) fn files(paths: &[PathBuf], context: &mut CommandContext) -> (Vec<PathBuf>, Vec<Error>) {
    let places = places(paths, context);
    let (files, troubles) = deck_files(&places);
    if files.is_empty() && troubles.is_empty() && exam_files(&places).is_empty() {
        note(&match paths {
            [] => format!(
                "you have no decks in `{}` yet; `examdrill new` begins one",
                context.paths.decks().display()
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

/// Adds what is found about a deck beside others and their media, and last of all the advice, so that no amount of it hides a
/// mistake.
fn look_around(deck: &mut LoadedDeck, all: &AllDecks, progress: &mut Progress) {
    if !deck.deck.after.is_empty() {
        deck.findings.extend(sequence::findings(&deck.deck, all.library()));
    }
    if !deck.deck.successions.is_empty() || !deck.deck.elsewhere.is_empty() {
        deck.findings.extend(all.library().faults_across(&deck.deck));
    }
    deck.findings.extend(progress.findings(deck, all));
    deck.findings.extend(beyond_mistakes(&deck.deck, &deck.files, &deck.findings));
    deck.findings.extend(media_findings(deck));
}

/// The deck or the exam of that `id` (`sort`), which is named in `text`, is in the file `first` as well.
fn same_id(sort: &str, id: &str, text: &str, first: &Path) -> Diagnostic {
    let (code, done) =
        if sort == "deck" { (Code::SAME_DECK_ID, "studied") } else { (Code::SAME_EXAM_ID, "sat") };
    let header = format!("[{sort}]");
    let at = text.find(&header).map_or(0..0, |at| at..at + header.len());
    let message =
        format!("the {sort} `{id}` is in `{}` too, so only one of them can be {done}", first.display());
    Diagnostic::warning(code, Span::new(FileId(0), at), message).help("give one of them another `id`")
}
