//! Finds and loads decks and exams: the built-in ones, the learner's own, and those named on the command line.

mod builtin;
mod copies;
mod exams;
mod files;
mod hollow;
mod inspect;
mod look;
pub mod package;
mod trouble;
mod watch;
mod writing;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::card::compare::Accents;
use crate::card::{Question, QuestionKey};
use crate::deck::{self, Deck};
use crate::source::{Diagnostic, Severity, SourceFile, clean, line_and_column};

pub use builtin::{BUILT_IN, EXAMS};
pub use copies::{Original, built_in, copy_built_in, copy_of, name_among};
pub use exams::{LoadedExam, read_exam};
pub(crate) use files::is_like;
pub use files::{Error, LARGEST, deck_files, exam_files, read_deck, read_deck_as};
use files::{Place, find};
pub use hollow::is_hollow;
pub use inspect::{Inspected, Spot, inspect};
pub use look::{beyond_mistakes, newer};
pub use trouble::Trouble;
pub use watch::{Unwatched, Watch};
pub use writing::{
    WriteError, create, replace, with_addition, write_addition, write_exam_schema, write_schema,
};

/// A deck with the files it was read from.
#[derive(Debug, Clone)]
pub struct LoadedDeck {
    /// What it asks.
    pub deck: Deck,
    /// Its main file; `None` for a built-in deck.
    pub path: Option<PathBuf>,
    /// Where that path ended when it was read, through all links.
    real: Option<PathBuf>,
    /// The texts, the main file first; [`crate::source::FileId`] counts them.
    pub files: Vec<SourceFile>,
    /// What was found on reading.
    pub findings: Vec<Diagnostic>,
}

/// All decks a learner can study.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// The decks, the built-in ones first.
    pub decks: Vec<LoadedDeck>,
    /// The exams that can be sat, the built-in ones first.
    pub exams: Vec<LoadedExam>,
    /// What kept a file or a whole deck from being loaded.
    pub troubles: Vec<Trouble>,
}

impl LoadedDeck {
    /// Reads a deck from its texts.
    pub fn new(path: Option<PathBuf>, files: Vec<SourceFile>, mut extra: Vec<Diagnostic>) -> Self {
        let (deck, findings) = deck::parse(&files);
        extra.extend(findings);
        extra.sort_by_key(|finding| (finding.span.file, finding.span.range.start));
        let real = path.as_ref().and_then(|path| path.canonicalize().ok());
        Self { deck, path, real, files, findings: extra }
    }

    /// How many findings keep something out of the deck.
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
    }

    /// The file and the line, from 1, that `question` is written at; `None` for a built-in deck.
    pub fn place(&self, question: &Question) -> Option<(PathBuf, usize)> {
        self.path.as_ref()?;
        let file = self.files.get(usize::from(question.at.file.0))?;
        Some((PathBuf::from(&file.name), line_and_column(&file.text, question.at.range.start).0))
    }
}

impl Library {
    /// The built-in decks and those in `own` with its sub-folders. A deck that cannot be read is a trouble, and the
    /// others are still there.
    pub fn load(own: &Path) -> Self {
        let mut library = Self::default();
        for (name, text) in BUILT_IN {
            let file = SourceFile { name: format!("built-in/{name}.toml"), text: (*text).to_owned() };
            library.add(LoadedDeck::new(None, vec![file], Vec::new()));
        }
        library.add_built_in_exams();
        if own.is_dir() {
            library.load_all(&[own.to_path_buf()]);
        }
        library
    }

    /// The built-in decks, those in `own`, and those at `paths`.
    pub fn load_with(own: &Path, paths: &[PathBuf]) -> Self {
        let mut library = Self::load(own);
        library.load_all(paths);
        library
    }

    /// The decks at `paths` only: files, or folders with their sub-folders.
    pub fn of(paths: &[PathBuf]) -> Self {
        let mut library = Self::default();
        library.load_all(paths);
        library
    }

    fn load_all(&mut self, paths: &[PathBuf]) {
        let Place { decks, exams, troubles } = find(paths);
        self.troubles.extend(troubles.into_iter().map(Trouble::from));
        let known: HashSet<PathBuf> = self.decks.iter().filter_map(|deck| deck.real.clone()).collect();
        for found in decks.into_iter().filter(|found| !known.contains(&found.real)) {
            match found.text {
                Ok(text) => self.add(read_deck_as(&found.path, text, &[])),
                Err(error) => self.troubles.push(error.into()),
            }
        }
        for found in exams {
            match found.text {
                Ok(text) => self.add_exam(LoadedExam::read(found.path, text)),
                Err(error) => self.troubles.push(error.into()),
            }
        }
    }

    /// The deck whose main file is `path`, by whatever way it is reached.
    pub fn deck_at(&self, path: &Path) -> Option<&LoadedDeck> {
        let real = path.canonicalize().ok()?;
        self.decks.iter().find(|deck| deck.real.as_ref() == Some(&real))
    }

    /// Adds a deck. Two decks of one id cannot both be studied: the learner's own wins over a built-in one, and of two
    /// own ones the first.
    pub fn add(&mut self, deck: LoadedDeck) {
        let Some(known) = self.decks.iter().position(|known| known.deck.id == deck.deck.id) else {
            self.decks.push(deck);
            return;
        };
        let name = |deck: &LoadedDeck| deck.files.first().map_or_else(String::new, |file| file.name.clone());
        let (first, file) = (name(&self.decks[known]), name(&deck));
        if self.decks[known].path.is_none() {
            self.decks[known] = deck;
            return;
        }
        self.troubles.push(Trouble::TwinDeck { file, first });
    }

    /// Says whether accents tell typed words apart in the decks that do not say so themselves.
    pub fn judge_accents(&mut self, accents: Accents) {
        for question in self.decks.iter_mut().flat_map(|deck| &mut deck.deck.questions) {
            question.accents.get_or_insert(accents);
        }
    }

    /// Whether its files read word for word as those of `other`.
    pub fn reads_as(&self, other: &Self) -> bool {
        // A finding may tell of a file that cannot be read.
        let decks = self.decks.iter().map(|deck| (&deck.path, &deck.files, &deck.findings));
        let exams = self.exams.iter().map(|exam| (&exam.path, &exam.file));
        decks.eq(other.decks.iter().map(|deck| (&deck.path, &deck.files, &deck.findings)))
            && exams.eq(other.exams.iter().map(|exam| (&exam.path, &exam.file)))
            && self.troubles == other.troubles
    }

    /// All questions, deck by deck.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.decks.iter().flat_map(|deck| &deck.deck.questions)
    }

    /// The deck of that id.
    pub fn deck(&self, id: &str) -> Option<&LoadedDeck> {
        self.decks.iter().find(|deck| deck.deck.id == id)
    }

    /// `wanted`, or with the first number behind it, as the id of a new deck: one that no other deck has, not even a built-in
    /// one, whose place it would take unsaid, and that is free by `is_free`.
    pub fn free_id(&self, wanted: &str, is_free: impl Fn(&str) -> bool) -> String {
        deck::free_id(wanted, |id| self.deck(id).is_none() && is_free(id))
    }

    /// The same for a new exam.
    pub fn free_exam_id(&self, wanted: &str) -> String {
        deck::free_id(wanted, |id| self.exam(id).is_none())
    }

    /// The question of that name.
    pub fn question(&self, key: &QuestionKey) -> Option<&Question> {
        self.deck(key.deck())?.deck.questions.iter().find(|question| question.key == *key)
    }

    /// The file and the line, from 1, that the question of that name is written at; `None` for a built-in deck.
    pub fn place(&self, key: &QuestionKey) -> Option<(PathBuf, usize)> {
        self.deck(key.deck())?.place(self.question(key)?)
    }

    /// Where the first mistake stands that keeps a card out, and what it is: `capitals.toml, line 12: …`.
    pub fn first_error(&self) -> Option<String> {
        let deck = self.decks.iter().find(|deck| deck.errors() > 0)?;
        let finding = deck.findings.iter().find(|finding| finding.severity == Severity::Error)?;
        let file = deck.files.get(usize::from(finding.span.file.0))?;
        let (line, _) = line_and_column(&file.text, finding.span.range.start);
        let name = Path::new(&file.name)
            .file_name()
            .map_or_else(String::new, |name| clean(&name.to_string_lossy()).into_owned());
        Some(format!("{name}, line {line}: {}", finding.message))
    }

    /// Whether a file is not well formed, so that more than the one card may be left out.
    pub fn is_broken(&self) -> bool {
        self.decks.iter().flat_map(|deck| &deck.findings).any(|finding| finding.code == "syntax")
    }

    /// How many findings keep cards out, over all decks.
    pub fn errors(&self) -> usize {
        self.decks.iter().map(LoadedDeck::errors).sum()
    }
}

#[cfg(test)]
mod costs;
#[cfg(test)]
mod tests;
