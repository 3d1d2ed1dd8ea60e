//! Which decks a command means: ids, titles, or paths to files and folders.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::foreign;
use crate::library::{Library, ListedDeck, Trouble, deck_files, read_deck};
use crate::quiz::Exam;
use crate::source::suggestion;

/// The decks that were named.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Their ids; empty for all decks.
    pub(super) ids: Vec<String>,
    /// The files that were loaded because they were named; the learner's own are loaded anyway.
    pub(super) files: Vec<PathBuf>,
}

impl Named {
    /// Whether the deck of that id is meant.
    pub(super) fn has(&self, id: &str) -> bool {
        self.ids.is_empty() || self.ids.iter().any(|named| named == id)
    }
}

/// The deck files at those of `names` that are paths.
pub(super) fn files_among(names: &[PathBuf]) -> Vec<PathBuf> {
    let is_deck = |name: &Path| name.is_dir() || name.extension().is_some_and(|ending| ending == "toml");
    let paths: Vec<PathBuf> = names.iter().filter(|name| is_path(name) && is_deck(name)).cloned().collect();
    deck_files(&paths).0
}

/// Finds the decks that `names` name; those that are paths lie beside the learner's `own`.
pub(super) fn find(library: &mut Library, own: &Path, names: &[PathBuf]) -> anyhow::Result<Named> {
    let mut found = Named::default();
    for name in names {
        let ids = if is_path(name) {
            at_path(library, own, name, &mut found)?
        } else {
            vec![by_name(library, own, name)?]
        };
        for id in ids {
            if !found.ids.contains(&id) {
                found.ids.push(id);
            }
        }
    }
    Ok(found)
}

/// A path has a separator or the ending of a deck file; what has neither is a deck's name, unless it is a folder's
/// and no deck's.
pub(super) fn is_path(name: &Path) -> bool {
    name.components().count() > 1
        || name.to_string_lossy().contains(std::path::is_separator)
        || name.extension().is_some_and(|ending| ending == "toml")
        || name.as_os_str() == "."
        || name.as_os_str() == ".."
}

fn at_path(library: &mut Library, own: &Path, path: &Path, found: &mut Named) -> anyhow::Result<Vec<String>> {
    foreign::refuse_as_deck(path)?;
    let (files, mut troubles) = deck_files(&[path.to_path_buf()]);
    if !troubles.is_empty() {
        return Err(troubles.remove(0).into());
    }
    if files.is_empty() {
        return Err(Failure::usage(format!("there is no deck in `{}`", path.display()))
            .help("a deck is a file that ends in `.toml`; `examdrill new` begins one")
            .into());
    }
    let mut ids = Vec::new();
    for file in files {
        if library.deck_at(&file).is_none() {
            library.add(read_deck(&file)?);
        }
        if !is_within(&file, own) {
            found.files.push(file.clone());
        }
        match library.deck_at(&file) {
            Some(deck) => ids.push(deck.id().to_owned()),
            None => return Err(left_out(library, &file).into()),
        }
    }
    Ok(ids)
}

fn is_within(file: &Path, folder: &Path) -> bool {
    let (Ok(file), Ok(folder)) = (file.canonicalize(), folder.canonicalize()) else { return false };
    file.starts_with(folder)
}

/// Why the deck in `file` is not among the others though it was read.
fn left_out(library: &Library, file: &Path) -> Failure {
    let name = file.to_string_lossy();
    let is_twin = |trouble: &&Trouble| matches!(trouble, Trouble::TwinDeck { file, .. } if *file == name);
    match library.troubles.iter().find(is_twin) {
        Some(twin) => Failure::usage(twin.to_string()),
        None => Failure::world(format!("`{name}` is gone since it was read")),
    }
}

/// The id of the deck with that id, that title, or alone with that beginning.
fn by_name(library: &mut Library, own: &Path, path: &Path) -> anyhow::Result<String> {
    let name = path.to_string_lossy();
    let mut decks = library.decks.iter();
    let by_id = decks.clone().find(|deck| deck.id() == name);
    if let Some(deck) = by_id.or_else(|| decks.find(|deck| is_same(deck.title(), &name))) {
        return Ok(deck.id().to_owned());
    }
    let ids: Vec<&str> = library.decks.iter().map(ListedDeck::id).collect();
    let beginning = ids.iter().copied().filter(|id| !name.is_empty() && id.starts_with(&*name));
    let beginning: Vec<&str> = beginning.collect();
    match beginning.as_slice() {
        [only] => return Ok((*only).to_owned()),
        [] => {}
        several => {
            return Err(Failure::usage(format!("`{name}` could be any of {}", quoted(several)))
                .help("write a little more of the name")
                .into());
        }
    }
    if path.exists() {
        foreign::refuse_as_deck(path)?;
        let (files, _) = deck_files(&[path.to_path_buf()]);
        let found = &mut Named::default();
        if let [file] = files.as_slice() {
            return Ok(at_path(library, own, file, found)?.remove(0));
        }
        return Err(Failure::usage(format!("there is no deck named `{name}`"))
            .help(format!("if you mean the folder, write `{}`", Path::new(".").join(path).display()))
            .into());
    }
    let help = match suggestion(&name, ids.iter().copied()) {
        Some(help) => help,
        None if ids.is_empty() => "there are no decks; `examdrill new` begins one".to_owned(),
        None => format!("the decks are {}; a path to a deck file works too", quoted(&ids)),
    };
    Err(Failure::usage(format!("there is no deck named `{name}`")).help(help).into())
}

/// Refuses a tag that no card has: a session of it would be empty without a word why.
pub(super) fn known_tags(library: &Library, tags: &[String]) -> anyhow::Result<()> {
    if tags.is_empty() {
        return Ok(());
    }
    let known: BTreeSet<&str> = library.tags().collect();
    let Some(unknown) = tags.iter().find(|tag| !known.contains(tag.as_str())) else { return Ok(()) };
    let help = suggestion(unknown, known.iter().copied())
        .unwrap_or_else(|| format!("tags: {}", quoted(&known.into_iter().collect::<Vec<_>>())));
    Err(Failure::usage(format!("no card has the tag `{unknown}`")).help(help).into())
}

/// The one of `exams` with that id or title, or alone with that beginning.
pub(super) fn known_exam<'a>(library: &Library, exams: &[&'a Exam], name: &str) -> Result<&'a Exam, Failure> {
    if let Some(exam) = one_named(exams.iter().map(|exam| (exam.id.as_str(), exam.title.as_str())), name) {
        return Ok(exams[exam]);
    }
    let message = format!("there is no exam named `{name}`");
    // Perhaps it is the one that cannot be read.
    let is_broken = |trouble: &&Trouble| matches!(trouble, Trouble::BrokenExam { .. });
    if let Some(trouble) = library.troubles.iter().find(is_broken) {
        return Err(Failure::usage(message).help(trouble.to_string()));
    }
    let ids: Vec<&str> = exams.iter().map(|exam| exam.id.as_str()).collect();
    Err(unknown(message, name, &ids, "exams"))
}

/// The place of the one with that id or title, or alone with an id of that beginning, among ids with their titles.
pub(super) fn one_named<'a>(names: impl Iterator<Item = (&'a str, &'a str)>, name: &str) -> Option<usize> {
    let names: Vec<(&str, &str)> = names.collect();
    let is_it = |(id, title): &(&str, &str)| is_same(id, name) || is_same(title, name);
    names.iter().position(|(id, _)| *id == name).or_else(|| names.iter().position(is_it)).or_else(|| {
        let mut begin =
            names.iter().enumerate().filter(|(_, (id, _))| !name.is_empty() && id.starts_with(name));
        begin.next().map(|(only, _)| only).filter(|_| begin.next().is_none())
    })
}

/// Whether the names differ at most in capitals.
fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// A name that is none of `known`, which are so `what`.
pub(super) fn unknown(message: String, name: &str, known: &[&str], what: &str) -> Failure {
    let help = suggestion(name, known.iter().copied());
    Failure::usage(message).help(help.unwrap_or_else(|| format!("the {what} are {}", quoted(known))))
}

/// Names for a sentence: `a`, `b`.
pub(super) fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
