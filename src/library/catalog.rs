//! Which files are there, and which of them must be read: those that changed since their record was kept.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::files::{Error, matching, read_alone, read_text, toml_files};
use super::index::{Index, Kept, KeptTexts, Records};
use super::listed::ListedDeck;
use super::listing::Listing;
use super::stamp::Stamp;
use super::{Library, LoadedExam, Trouble, builtin};
use crate::deck::{self, Wordings};
use crate::quiz;
use crate::source::digest;

/// What is known of a file of decks without reading it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Record {
    file: FileRecord,
    /// Whether it says by `[deck]` that it is no part of another.
    names_itself: bool,
    /// Patterns of the files it includes, and the files.
    includes: Vec<String>,
    parts: Vec<FileRecord>,
    /// `None` for a file that is only a part of a deck.
    listing: Option<Arc<Listing>>,
}

/// A file as it was when it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct FileRecord {
    path: PathBuf,
    stamp: Stamp,
    /// Of the content.
    digest: u64,
}

/// A file that was found.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// Where the path ends, through all links; the path itself where that cannot be told.
    pub(super) real: PathBuf,
    /// As it was before it was read.
    stamp: Stamp,
    held: Held,
}

/// What is at hand of a file.
#[derive(Debug)]
enum Held {
    Text(Result<String, Error>),
    /// It has not changed. Whether the stamp alone told that.
    Known(Arc<Record>, bool),
}

/// What lies at some paths, sorted within each folder.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// The main files of the decks. Files that another deck includes are left out.
    pub(super) decks: Vec<Found>,
    pub(super) exams: Vec<Found>,
    /// Files that are only parts of decks.
    parts: Vec<Found>,
    /// What cannot be looked into.
    pub(super) troubles: Vec<Error>,
}

/// Looks for decks and exams at `paths`, and reads each file once that has no record of the present state.
pub(super) fn find(paths: &[PathBuf], records: &Records) -> Place {
    let (files, troubles) = toml_files(paths);
    let found: Vec<Found> = files.into_iter().map(|(path, real)| Found::look(path, real, records)).collect();
    let parts = included(&found, paths);
    let (exams, decks): (Vec<Found>, Vec<Found>) = found.into_iter().partition(Found::is_exam);
    let (parts, decks) = decks.into_iter().partition(|found| parts.contains(&found.real));
    Place { decks, exams, parts, troubles }
}

/// The files that one of `found` includes and that are no decks of their own. Files named on the command line are
/// what the learner asked for, and stay.
fn included(found: &[Found], named: &[PathBuf]) -> HashSet<PathBuf> {
    let including = found.iter().map(|found| (found, found.includes()));
    let mut parts = HashSet::new();
    for (found, pattern) in including.flat_map(|(found, all)| all.into_iter().map(move |one| (found, one))) {
        let Ok(files) = matching(&found.path, &pattern) else { continue };
        parts.extend(files.into_iter().filter_map(|file| file.canonicalize().ok()));
    }
    if parts.is_empty() {
        return parts;
    }
    for name in named.iter().filter_map(|name| name.canonicalize().ok()) {
        parts.remove(&name);
    }
    let known: HashMap<&Path, &Found> = found.iter().map(|found| (found.real.as_path(), found)).collect();
    parts.retain(|path| match known.get(path.as_path()) {
        Some(found) => !found.names_itself(),
        None => !read_text(path).is_ok_and(|text| deck::names_itself(&text)),
    });
    parts
}

impl Found {
    fn look(path: PathBuf, real: PathBuf, records: &Records) -> Self {
        let stamp = Stamp::of(&path).unwrap_or_default();
        let held = match records.of.get(&path) {
            Some(record) if record.file.is_as(stamp, records) => Held::Known(Arc::clone(record), true),
            record => match read_text(&path) {
                Ok(text) => match record.filter(|record| record.file.digest == digest(0, text.as_bytes())) {
                    Some(record) => Held::Known(Arc::clone(record), false),
                    None => Held::Text(Ok(text)),
                },
                error => Held::Text(error),
            },
        };
        Self { path, real, stamp, held }
    }

    fn is_exam(&self) -> bool {
        matches!(&self.held, Held::Text(Ok(text)) if quiz::is_exam(text))
    }

    fn includes(&self) -> Vec<String> {
        match &self.held {
            Held::Known(record, _) => record.includes.clone(),
            Held::Text(Ok(text)) => patterns(text),
            Held::Text(Err(_)) => Vec::new(),
        }
    }

    fn names_itself(&self) -> bool {
        match &self.held {
            Held::Known(record, _) => record.names_itself,
            Held::Text(text) => text.as_ref().is_ok_and(|text| deck::names_itself(text)),
        }
    }

    /// The text, read now if it was not before.
    pub(super) fn text(self) -> Result<String, Error> {
        match self.held {
            Held::Text(text) => text,
            Held::Known(..) => read_text(&self.path),
        }
    }
}

impl FileRecord {
    /// The file at `path` as it is now.
    fn of(path: PathBuf) -> Option<Self> {
        // The stamp first: what changes between the two is read again next time.
        let stamp = Stamp::of(&path)?;
        let digest = digest(0, read_text(&path).ok()?.as_bytes());
        Some(Self { path, stamp, digest })
    }

    /// Whether a file with `stamp` must be the one that was read.
    fn is_as(&self, stamp: Stamp, records: &Records) -> bool {
        self.stamp == stamp && records.stamp.is_some_and(|index| stamp.is_settled_before(index))
    }

    /// The same with its present stamp, if the content is the same.
    fn present(&self, records: &Records) -> Option<Self> {
        let stamp = Stamp::of(&self.path)?;
        if self.is_as(stamp, records) {
            return Some(self.clone());
        }
        Self::of(self.path.clone()).filter(|now| now.digest == self.digest)
    }
}

impl Record {
    /// The record of the file at `path`, which had `stamp` before it was read and holds `text`: a part of a deck, as far as this
    /// tells.
    fn of(path: PathBuf, stamp: Stamp, text: &str) -> Self {
        let file = FileRecord { path, stamp, digest: digest(0, text.as_bytes()) };
        let (names_itself, includes) = (deck::names_itself(text), patterns(text));
        Self { file, names_itself, includes, parts: Vec::new(), listing: None }
    }

    /// Whether what was read back from a disk hangs together.
    pub(super) fn is_sound(&self) -> bool {
        self.listing.as_ref().is_none_or(|listing| listing.sheet.is_sound())
    }

    /// The deck's listing if its parts are the ones it was read from, and these parts with the stamps they have now.
    fn present(&self, records: &Records) -> Option<(Arc<Listing>, Vec<FileRecord>)> {
        let listing = self.listing.as_ref()?;
        let paths = parts_of(&self.file.path, &self.includes)?;
        if !paths.iter().eq(self.parts.iter().map(|part| &part.path)) {
            return None;
        }
        let parts = self.parts.iter().map(|part| part.present(records)).collect::<Option<_>>()?;
        Some((Arc::clone(listing), parts))
    }

    /// The same for a main file whose content is what it was.
    fn with_stamp(&self, stamp: Stamp) -> Self {
        let mut record = self.clone();
        record.file.stamp = stamp;
        record
    }
}

fn patterns(text: &str) -> Vec<String> {
    deck::includes(text).into_iter().map(|pattern| pattern.value).collect()
}

/// The files that the deck at `path` includes by `patterns`; `None` where one of them is refused.
fn parts_of(path: &Path, patterns: &[String]) -> Option<Vec<PathBuf>> {
    let mut parts = Vec::new();
    for pattern in patterns {
        parts.extend(matching(path, pattern).ok()?);
    }
    Some(parts)
}

/// Reads decks by the records of an index, and keeps what it learns.
pub(super) struct Reader {
    /// `None` where nothing is kept.
    index: Option<Index>,
    records: Records,
    /// What is to be kept: the record of a file, and the deck that was read for it.
    new: Vec<(PathBuf, Record, Option<ListedDeck>)>,
    seen: HashSet<PathBuf>,
}

impl Reader {
    pub(super) fn new(index: &Path) -> Self {
        let index = Index::at(index);
        Self { records: index.records(), index: Some(index), ..Self::without_index() }
    }

    /// Reads all there is, and keeps nothing.
    pub(super) fn without_index() -> Self {
        Self { index: None, records: Records::default(), new: Vec::new(), seen: HashSet::new() }
    }

    /// A built-in deck, whose text is known.
    pub(super) fn built_in(&mut self, name: &str, text: &str) -> ListedDeck {
        let path = PathBuf::from(builtin::file_name(name));
        let digest = digest(0, text.as_bytes());
        let kept = self.records.of.get(&path).filter(|record| record.file.digest == digest);
        let listing = kept.and_then(|record| record.listing.clone());
        self.seen.insert(path.clone());
        if let Some(listing) = listing {
            return ListedDeck::known(listing, None, None, self.index.clone());
        }
        let deck = ListedDeck::of(builtin::read(name, text));
        let file = FileRecord { path: path.clone(), stamp: Stamp::default(), digest };
        let listing = Some(Arc::clone(deck.listing()));
        let record = Record { file, names_itself: true, includes: Vec::new(), parts: Vec::new(), listing };
        self.new.push((path, record, Some(deck.clone())));
        deck
    }

    /// All decks at `paths` whose main files are not `known`, and the texts of the exams.
    pub(super) fn add_all(&mut self, library: &mut Library, paths: &[PathBuf]) {
        let Place { decks, exams, parts, troubles } = find(paths, &self.records);
        library.troubles.extend(troubles.into_iter().map(Trouble::from));
        let known: HashSet<PathBuf> = library.decks.iter().filter_map(|deck| deck.real.clone()).collect();
        self.seen.extend(decks.iter().chain(&exams).chain(&parts).map(|found| found.path.clone()));
        for found in decks.into_iter().filter(|found| !known.contains(&found.real)) {
            match self.deck(found) {
                Ok(deck) => library.list(deck),
                Err(error) => library.troubles.push(error.into()),
            }
        }
        for found in exams {
            let path = found.path.clone();
            match found.text() {
                Ok(text) => library.add_exam(LoadedExam::read(path, text)),
                Err(error) => library.troubles.push(error.into()),
            }
        }
        for part in parts {
            self.part(part);
        }
    }

    /// The deck of which `found` is the main file.
    fn deck(&mut self, found: Found) -> Result<ListedDeck, Error> {
        let Found { path, real, stamp, held } = found;
        let text = match held {
            Held::Text(text) => text?,
            Held::Known(record, by_stamp) => match record.present(&self.records) {
                Some((listing, parts)) => {
                    let known =
                        ListedDeck::known(listing, Some(path.clone()), Some(real), self.index.clone());
                    if !by_stamp || parts != record.parts {
                        self.new.push((path, Record { parts, ..record.with_stamp(stamp) }, None));
                    }
                    return Ok(known);
                }
                None => read_text(&path)?,
            },
        };
        let record = Record::of(path.clone(), stamp, &text);
        let parts =
            parts_of(&path, &record.includes).map(|parts| parts.into_iter().map(FileRecord::of).collect());
        let loaded = read_alone(&path, text, &[]);
        let deck = ListedDeck::of(loaded);
        if let Some(Some(parts)) = parts {
            let listing = Some(Arc::clone(deck.listing()));
            self.new.push((path, Record { parts, listing, ..record }, Some(deck.clone())));
        }
        Ok(deck)
    }

    /// Gives the decks that ask rows of others what these are now, once all are there. Those that were read without them, or with
    /// other ones, are read again.
    pub(super) fn lend(&mut self, library: &mut Library) {
        let places = (0..library.decks.len()).filter(|&place| !library.decks[place].drawn().is_empty());
        for place in places.collect::<Vec<_>>() {
            let deck = library.decks[place].clone();
            let lenders = library.lenders(deck.path(), deck.drawn().iter().map(|(id, _)| id.as_str()));
            let is_as_drawn = deck.drawn().iter().all(|(id, known)| {
                lenders.iter().find(|lender| lender.id() == id).map_or(0, ListedDeck::own_digest) == *known
            });
            let deck = if is_as_drawn { deck } else { self.read_again(&deck, &lenders) };
            library.replace(place, deck.drawing(lenders));
        }
    }

    /// The `deck` with the rows of `lenders` as they are now.
    fn read_again(&mut self, deck: &ListedDeck, lenders: &[ListedDeck]) -> ListedDeck {
        let read = ListedDeck::of(deck.whole().clone().drawing(lenders));
        let path = PathBuf::from(deck.main_file());
        let known =
            self.new.iter().position(|(other, ..)| *other == path).map(|place| self.new.remove(place).1);
        let record = known.or_else(|| self.records.of.get(&path).map(|record| Record::clone(record)));
        // Only a record of the texts that were read: the file may have changed meanwhile.
        if let Some(record) = record.filter(|_| read.own_digest() == deck.own_digest()) {
            let record = Record { listing: Some(Arc::clone(read.listing())), ..record };
            self.new.push((path, record, Some(read.clone())));
        }
        read
    }

    /// Keeps that a file is only a part of a deck.
    fn part(&mut self, found: Found) {
        let Found { path, stamp, held, .. } = found;
        let record = match held {
            Held::Text(Ok(text)) => Record::of(path.clone(), stamp, &text),
            Held::Known(record, false) => record.with_stamp(stamp),
            _ => return,
        };
        self.new.push((path, record, None));
    }

    /// Keeps what was learnt for the next start. `own` is the folder of which all files were looked at.
    pub(super) fn finish(self, own: &Path) {
        let Some(index) = &self.index else { return };
        let kept = self.new.iter().map(|(path, record, deck)| Kept {
            path,
            record,
            // Put together now, while the whole deck is at hand.
            wordings: deck.as_ref().map(|deck| KeptTexts {
                digest: deck.digest(),
                before: None,
                texts: deck.wordings(),
            }),
        });
        let unseen = self.records.of.keys().filter(|path| !self.seen.contains(*path));
        let gone = unseen.filter(|path| path.starts_with(own) || path.symlink_metadata().is_err());
        index.keep(&kept.collect::<Vec<_>>(), &gone.cloned().collect::<Vec<_>>());
    }
}

/// Keeps in the index at `index` that the deck whose main and only file is `path` has this `text` now, and that `added` reads
/// so, which came to it since it had the digest `before`.
pub(super) fn keep_changed(
    index: &Path,
    path: &Path,
    text: &str,
    deck: &ListedDeck,
    before: u64,
    added: &Wordings,
) {
    let listing = Some(Arc::clone(deck.listing()));
    // Without a stamp its content is compared once more, should another program have written it since.
    let record = Record { listing, ..Record::of(path.to_path_buf(), Stamp::default(), text) };
    let wordings = Some(KeptTexts { digest: deck.digest(), before: Some(before), texts: added });
    Index::at(index).keep(&[Kept { path, record: &record, wordings }], &[]);
}
