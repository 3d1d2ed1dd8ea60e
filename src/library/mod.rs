//! Finds and loads decks and exams: the built-in ones, the learner's own, and those named on the command line.

mod adding;
mod builtin;
mod catalog;
mod copies;
mod exams;
mod files;
mod hollow;
mod index;
mod inspect;
mod leaning;
mod lending;
mod listed;
mod listing;
mod look;
mod media;
pub mod package;
mod stamp;
mod successions;
mod trouble;
mod watch;
mod writing;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::card::compare::Accents;
use crate::card::{Question, QuestionKey};
use crate::deck::{self, Deck, Row};
use crate::paths::Paths;
use crate::source::{Diagnostic, Severity, SourceFile};
use crate::study::Sequence;
use catalog::Reader;

pub use adding::Keeping;
pub use builtin::{BUILT_IN, EXAMS};
pub use copies::{Original, built_in, copy_built_in, copy_of, file_in, name_among};
pub use exams::{LoadedExam, read_exam};
pub(crate) use files::matches_pattern;
pub use files::{Error, LARGEST, deck_files, exam_files, read_deck, read_deck_as};
pub use hollow::is_hollow;
pub use inspect::{Inspected, Stop, inspect};
pub use leaning::Missed;
pub use listed::ListedDeck;
pub use look::{beyond_mistakes, newer};
pub use media::{media_findings, picture};
pub use stamp::Stamp;
pub use trouble::Trouble;
pub use watch::{Unwatched, Watch};
pub use writing::{
    Pending, WriteError, create, create_with, replace, with_addition, write_addition, write_exam_schema,
    write_schema,
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
    /// The ids of decks whose rows it asks, each with a number that stands for that deck's texts; 0 where there is none.
    drawn: Vec<(String, u64)>,
}

/// All decks a learner can study. Cheap to clone but for the list itself.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// The decks, the built-in ones first.
    pub decks: Vec<ListedDeck>,
    /// The exams that can be sat, the learner's own first.
    pub exams: Vec<LoadedExam>,
    /// What kept a file or a whole deck from being loaded.
    pub troubles: Vec<Trouble>,
    /// Whether accents tell typed words apart in the decks that do not say so themselves.
    accents: Option<Accents>,
}

impl LoadedDeck {
    /// Reads a deck from its texts, alone: see [`Self::drawing`].
    pub fn new(path: Option<PathBuf>, files: Vec<SourceFile>, extra: Vec<Diagnostic>) -> Self {
        let read = deck::parse(&files);
        Self::of_read(path, files, read, extra)
    }

    /// The deck that was `read` of its texts, with `extra` findings.
    fn of_read(
        path: Option<PathBuf>,
        files: Vec<SourceFile>,
        (deck, findings): (Deck, Vec<Diagnostic>),
        mut extra: Vec<Diagnostic>,
    ) -> Self {
        extra.extend(findings);
        extra.sort_by_key(|finding| (finding.span.file, finding.span.range.start));
        let real = path.as_ref().and_then(|path| path.canonicalize().ok());
        let drawn = lending::drawn(&deck.draws, &[]);
        Self { deck, path, real, files, findings: extra, drawn }
    }

    /// How many findings keep something out of the deck.
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
    }
}

impl FromIterator<LoadedDeck> for Library {
    fn from_iter<T: IntoIterator<Item = LoadedDeck>>(decks: T) -> Self {
        let mut library = Self::default();
        decks.into_iter().for_each(|deck| library.add(deck));
        library
    }
}

impl Library {
    /// The built-in decks and those in `own` with its sub-folders. A deck that cannot be read is a trouble, and the
    /// others are still there.
    pub fn load(own: &Path) -> Self {
        Self::load_with(own, &[])
    }

    /// The built-in decks, those in `own`, and those at `paths`.
    pub fn load_with(own: &Path, paths: &[PathBuf]) -> Self {
        Self::read(own, paths, &mut Reader::without_index())
    }

    /// The built-in decks, the learner's own, and those at `paths`. Only what changed since the last time is read.
    pub fn open(home: &Paths, paths: &[PathBuf]) -> Self {
        let own = home.decks();
        let mut reader = Reader::new(&home.index());
        let library = Self::read(&own, paths, &mut reader);
        if home.has_log() {
            reader.finish(&own);
        }
        library
    }

    /// The decks of [`Self::load`], with `others` in the place of those that have their ids.
    pub fn load_but(own: &Path, others: Vec<LoadedDeck>) -> Self {
        let mut library = Self::load(own);
        for deck in others {
            library.decks.retain(|known| known.id() != deck.deck.id);
            library.add(deck);
        }
        library
    }

    /// The decks at `paths` only: files, or folders with their sub-folders.
    pub fn of(paths: &[PathBuf]) -> Self {
        let mut library = Self::default();
        let mut reader = Reader::without_index();
        reader.add_all(&mut library, paths);
        reader.lend(&mut library);
        library
    }

    /// Whether what the index of `home` gives for the learner's decks is what was read here; `None` without an index.
    pub fn index_agrees(&self, home: &Paths) -> Option<bool> {
        if !home.index().is_file() {
            return None;
        }
        let known = Self::read(&home.decks(), &[], &mut Reader::new(&home.index()));
        let mut pairs = known.decks.iter().zip(&self.decks);
        Some(known.reads_as(self) && pairs.all(|(known, read)| known.wordings() == read.wordings()))
    }

    fn read(own: &Path, paths: &[PathBuf], reader: &mut Reader) -> Self {
        let mut library = Self::default();
        for (name, text) in BUILT_IN {
            library.list(reader.built_in(name, text));
        }
        library.add_built_in_exams();
        if own.is_dir() {
            reader.add_all(&mut library, &[own.to_path_buf()]);
        }
        if !paths.is_empty() {
            reader.add_all(&mut library, paths);
        }
        reader.lend(&mut library);
        library
    }

    /// The deck whose main file is `path`, by whatever way it is reached.
    pub fn deck_at(&self, path: &Path) -> Option<&ListedDeck> {
        let real = path.canonicalize().ok()?;
        self.decks.iter().find(|deck| deck.real.as_ref() == Some(&real))
    }

    /// Adds a deck that was read; see [`Self::list`].
    pub fn add(&mut self, deck: LoadedDeck) {
        self.list(ListedDeck::of(deck));
    }

    /// Adds a deck. Two decks of one id cannot both be studied: the learner's own wins over a built-in one, and of two
    /// own ones the first.
    pub fn list(&mut self, deck: ListedDeck) {
        let Some(known) = self.decks.iter().position(|known| known.id() == deck.id()) else {
            self.decks.push(deck);
            return;
        };
        if self.decks[known].path().is_none() {
            self.decks[known] = deck;
            return;
        }
        let (file, first) = (deck.main_file().to_owned(), self.decks[known].main_file().to_owned());
        self.troubles.push(Trouble::TwinDeck { file, first });
    }

    /// Puts `deck` into the place of the one there.
    fn replace(&mut self, place: usize, deck: ListedDeck) {
        self.decks[place] = deck;
    }

    /// Says whether accents tell typed words apart in the decks that do not say so themselves.
    pub fn judge_accents(&mut self, accents: Accents) {
        self.accents = Some(accents);
    }

    /// Whether its files read word for word as those of `other`.
    pub fn reads_as(&self, other: &Self) -> bool {
        let exams = self.exams.iter().map(|exam| (&exam.path, &exam.file));
        self.decks.len() == other.decks.len()
            && self.decks.iter().zip(&other.decks).all(|(deck, other)| deck.reads_as(other))
            && exams.eq(other.exams.iter().map(|exam| (&exam.path, &exam.file)))
            && self.troubles == other.troubles
    }

    /// All questions in short, deck by deck.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> + Clone {
        self.decks.iter().flat_map(ListedDeck::rows)
    }

    /// How many questions there are.
    pub fn len(&self) -> usize {
        self.decks.iter().map(ListedDeck::len).sum()
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.decks.iter().all(ListedDeck::is_empty)
    }

    /// All tags that a question has; some more than once.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.decks.iter().flat_map(|deck| deck.sheet().tags())
    }

    /// All questions with their cards, deck by deck: every deck is read.
    pub fn questions(&self) -> Vec<Question> {
        self.decks
            .iter()
            .flat_map(|deck| &deck.whole().deck.questions)
            .map(|one| self.judged(one.clone()))
            .collect()
    }

    /// What the decks say of the order in which they are learned.
    pub fn sequence(&self) -> Sequence<'_> {
        let own = self.decks.iter().filter(|deck| deck.path().is_some()).map(ListedDeck::id).collect();
        let after = self.decks.iter().filter(|deck| !deck.after().is_empty());
        let after = after.map(|deck| (deck.id(), deck.after())).collect();
        Sequence { decks: self.decks.len(), own, after }
    }

    /// The deck of that id.
    pub fn deck(&self, id: &str) -> Option<&ListedDeck> {
        self.decks.iter().find(|deck| deck.id() == id)
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

    /// The question of that name, in short.
    pub fn row(&self, key: &QuestionKey) -> Option<Row<'_>> {
        let (deck, place) = self.place_of(key)?;
        Some(deck.row(place))
    }

    /// The question of that name.
    pub fn question(&self, key: &QuestionKey) -> Option<Question> {
        let (deck, place) = self.place_of(key)?;
        let question = deck.questions(&[place]).pop().flatten();
        question.map(|question| self.judged(question))
    }

    /// The questions of these names, in their order; those that no deck has are left out.
    pub fn questions_of<'a>(&self, keys: impl IntoIterator<Item = &'a QuestionKey>) -> Vec<Question> {
        let rows: Vec<Row<'_>> = keys.into_iter().filter_map(|key| self.row(key)).collect();
        self.build(&rows)
    }

    /// The questions in `rows`, in their order; those that no deck has any more are left out.
    pub fn build(&self, rows: &[Row<'_>]) -> Vec<Question> {
        let mut wanted: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (nth, row) in rows.iter().enumerate() {
            wanted.entry(row.deck()).or_default().push(nth);
        }
        let mut built: Vec<Option<Question>> = vec![None; rows.len()];
        for (deck, wanted) in wanted {
            let Some(deck) = self.deck(deck) else { continue };
            let places: Vec<usize> = wanted.iter().map(|&nth| rows[nth].place()).collect();
            for (nth, question) in wanted.into_iter().zip(deck.questions(&places)) {
                built[nth] = question;
            }
        }
        built.into_iter().flatten().map(|question| self.judged(question)).collect()
    }

    /// The file and the line, from 1, that the question of that name is written at; `None` for a built-in deck.
    pub fn place(&self, key: &QuestionKey) -> Option<(PathBuf, usize)> {
        let (deck, place) = self.place_of(key)?;
        deck.place(place)
    }

    /// Where the first mistake stands that keeps a card out, and what it is: `capitals.toml, line 12: …`.
    pub fn first_error(&self) -> Option<String> {
        self.decks.iter().find_map(|deck| deck.first_error().map(str::to_owned))
    }

    /// Whether a file is not well formed, so that more than the one card may be left out.
    pub fn is_broken(&self) -> bool {
        self.decks.iter().any(ListedDeck::is_broken)
    }

    /// The deck that has the question of that name, and its place there.
    fn place_of(&self, key: &QuestionKey) -> Option<(&ListedDeck, usize)> {
        let deck = self.deck(key.deck())?;
        Some((deck, deck.place_of(key)?))
    }

    fn judged(&self, mut question: Question) -> Question {
        if let Some(accents) = self.accents {
            question.accents.get_or_insert(accents);
        }
        question
    }

    /// How many findings keep cards out, over all decks.
    pub fn errors(&self) -> usize {
        self.decks.iter().map(ListedDeck::errors).sum()
    }
}

#[cfg(test)]
mod costs;
#[cfg(test)]
mod tests;
