//! Reads deck files: which there are, what they include, and what is refused.

use std::collections::HashSet;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use fs_err as fs;

use super::LoadedDeck;
use crate::deck;
use crate::quiz;
use crate::source::{Diagnostic, SourceFile, clean};

/// The largest deck file that is read, in bytes: some 50,000 cards. A larger one is refused before it fills the memory.
pub const LARGEST: u64 = 16 * 1024 * 1024;
/// Folders below a decks folder that are searched, one inside the other.
pub(super) const DEEPEST: usize = 16;
/// Files of one deck.
const MOST_FILES: usize = 500;

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The system refused.
    #[error("could not read `{}`: {what}", clean(&path.to_string_lossy()))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        what: String,
    },
    /// The file is larger than [`LARGEST`].
    #[error("`{}` is larger than {} MB; split it into several decks", clean(&path.to_string_lossy()), LARGEST / 1024 / 1024)]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// The file is not UTF-8.
    #[error("`{}` is not UTF-8 text (byte {at}); save it as UTF-8", clean(&path.to_string_lossy()))]
    NotText {
        /// The file.
        path: PathBuf,
        /// The first byte that is not.
        at: usize,
    },
    /// Not a regular file.
    #[error("`{}` is neither a file nor a folder", clean(&path.to_string_lossy()))]
    Special {
        /// What it is called.
        path: PathBuf,
    },
}

impl Error {
    /// The file or folder that could not be read.
    pub fn path(&self) -> &Path {
        match self {
            Self::Io { path, .. }
            | Self::TooLarge { path }
            | Self::NotText { path, .. }
            | Self::Special { path } => path,
        }
    }

    fn io(path: &Path, error: &io::Error) -> Self {
        let what = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
            // The reason alone: the path is named already.
            _ => error.to_string().split(':').next_back().unwrap_or_default().trim().to_owned(),
        };
        Self::Io { path: path.to_path_buf(), what }
    }
}

/// A file that was found, opened once.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// Where the path ends, through all links; the path itself where that cannot be told.
    pub(super) real: PathBuf,
    pub(super) text: Result<String, Error>,
}

/// What lies at some paths, sorted within each folder.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// The main files of the decks. Files that another deck includes are left out.
    pub(super) decks: Vec<Found>,
    pub(super) exams: Vec<Found>,
    /// What cannot be looked into.
    pub(super) troubles: Vec<Error>,
}

/// Looks for decks and exams at `paths`, and reads each file once.
pub(super) fn find(paths: &[PathBuf]) -> Place {
    let (found, troubles) = toml_files(paths);
    let read = |(path, real): (PathBuf, PathBuf)| Found { text: read_text(&path), path, real };
    let found: Vec<Found> = found.into_iter().map(read).collect();
    let is_exam = |found: &Found| found.text.as_ref().is_ok_and(|text| quiz::is_exam(text));
    let parts = included(&found, paths);
    let (exams, mut decks): (Vec<Found>, Vec<Found>) = found.into_iter().partition(is_exam);
    decks.retain(|found| !parts.contains(&found.real));
    Place { decks, exams, troubles }
}

/// The main files of the decks at `paths`, sorted within each folder; files that another deck includes are left out,
/// and so are exams. What cannot be read comes back beside them.
pub fn deck_files(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Error>) {
    let Place { decks, troubles, .. } = find(paths);
    (decks.into_iter().map(|found| found.path).collect(), troubles)
}

/// The exam files at `paths`, sorted within each folder.
pub fn exam_files(paths: &[PathBuf]) -> Vec<PathBuf> {
    // What cannot be read is told by `deck_files`.
    find(paths).exams.into_iter().map(|found| found.path).collect()
}

/// The files at `paths`, each with where its path ends. One that several paths lead to is there once.
pub(super) fn toml_files(paths: &[PathBuf]) -> (Vec<(PathBuf, PathBuf)>, Vec<Error>) {
    let (mut found, mut troubles) = (Vec::new(), Vec::new());
    for path in paths {
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => walk(path, 0, &mut found, &mut troubles),
            // Also what is no regular file: reading it says why not.
            Ok(_) => found.push(path.clone()),
            Err(error) => troubles.push(Error::io(path, &error)),
        }
    }
    let mut seen = HashSet::new();
    let real = |path: PathBuf| (path.canonicalize().unwrap_or_else(|_| path.clone()), path);
    let found = found.into_iter().map(real).filter(|(real, _)| seen.insert(real.clone()));
    (found.map(|(real, path)| (path, real)).collect(), troubles)
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>, troubles: &mut Vec<Error>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return troubles.push(Error::io(folder, &error)),
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    for path in paths {
        let hidden = is_hidden(&path);
        let Ok(meta) = fs::symlink_metadata(&path) else { continue };
        if hidden {
            continue;
        }
        // A link to a folder could lead round in a ring, so links are followed to files only.
        if meta.is_dir() && depth < DEEPEST {
            walk(&path, depth + 1, found, troubles);
        } else if path.extension().is_some_and(|ending| ending == "toml") && path.is_file() {
            found.push(path);
        }
    }
}

pub(super) fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// The files that one of `found` includes and that are no decks of their own. Files named on the command line are
/// what the learner asked for, and stay.
fn included(found: &[Found], named: &[PathBuf]) -> HashSet<PathBuf> {
    let mut parts = HashSet::new();
    for Found { path, text, .. } in found {
        let Ok(text) = text else { continue };
        for pattern in deck::includes(text) {
            let Ok(files) = matching(path, &pattern.value) else { continue };
            parts.extend(files.into_iter().filter_map(|file| file.canonicalize().ok()));
        }
    }
    let is_own_deck = |path: &PathBuf| {
        named.iter().any(|name| name.canonicalize().is_ok_and(|name| name == *path))
            || read_text(path).is_ok_and(|text| deck::names_itself(&text))
    };
    parts.retain(|path| !is_own_deck(path));
    parts
}

/// The files that the decks in `found` include.
pub(super) fn part_files(found: &[PathBuf]) -> Vec<PathBuf> {
    let mut parts = Vec::new();
    for path in found {
        let Ok(text) = read_text(path) else { continue };
        let patterns = deck::includes(&text);
        parts.extend(patterns.iter().filter_map(|pattern| matching(path, &pattern.value).ok()).flatten());
    }
    parts
}

/// Reads the deck whose main file is `path`, with the files it includes.
pub fn read_deck(path: &Path) -> Result<LoadedDeck, Error> {
    Ok(read_deck_as(path, read_text(path)?, &[]))
}

/// The deck whose main file is `path` as it would be with this `text`, and with those of `others` in place of the files of
/// their names.
pub fn read_deck_as(path: &Path, text: String, others: &[SourceFile]) -> LoadedDeck {
    let read = |part: &Path| {
        let known = others.iter().find(|file| Path::new(&file.name) == part);
        known.map_or_else(|| read_text(part), |file| Ok(file.text.clone()))
    };
    let includes = deck::includes(&text);
    let mut files = vec![SourceFile { name: path.to_string_lossy().into_owned(), text }];
    let mut findings = Vec::new();
    for pattern in includes {
        let refuse = |what: String, help: &str| {
            Diagnostic::error("bad-include", pattern.span.clone(), what).help(help)
        };
        let parts = match matching(path, &pattern.value) {
            Ok(parts) if parts.is_empty() => {
                findings.push(refuse(
                    format!("no file matches `{}`", pattern.value),
                    "the pattern is relative to this file; `*` stands for any name",
                ));
                continue;
            }
            Ok(parts) => parts,
            Err((what, help)) => {
                findings.push(refuse(what, help));
                continue;
            }
        };
        for part in parts {
            if files.len() >= MOST_FILES {
                findings.push(refuse(
                    format!("this deck includes more than {MOST_FILES} files"),
                    "make several decks of it",
                ));
                break;
            }
            match read(&part) {
                Ok(text) => files.push(SourceFile { name: part.to_string_lossy().into_owned(), text }),
                Err(error) => {
                    findings.push(refuse(error.to_string(), "mend the file, or take it out of `include`"));
                }
            }
        }
    }
    LoadedDeck::new(Some(path.to_path_buf()), files, findings)
}

/// The files that `pattern` of the deck at `deck` names, sorted. They must lie beside or below the deck.
fn matching(deck: &Path, pattern: &str) -> Result<Vec<PathBuf>, (String, &'static str)> {
    const INSIDE: &str = "include files that lie beside the deck or in folders below it";
    let relative = Path::new(pattern);
    if relative.components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
        return Err((format!("`{pattern}` leaves the folder of the deck"), INSIDE));
    }
    let folder = deck.parent().unwrap_or(Path::new("")).join(relative.parent().unwrap_or(Path::new("")));
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let wanted = relative.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let home = deck
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
        .canonicalize()
        .unwrap_or_default();
    let mut files = Vec::new();
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(files) };
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        if !is_like(&entry.file_name().to_string_lossy(), &wanted) || !path.is_file() {
            continue;
        }
        // A link may point anywhere; only where it ends counts.
        let real = path.canonicalize().unwrap_or_default();
        if !real.starts_with(&home) {
            return Err((format!("`{pattern}` leads out of the folder of the deck"), INSIDE));
        }
        if deck.canonicalize().is_ok_and(|deck| deck == real) {
            return Err((
                format!("`{pattern}` includes the deck itself"),
                "put the parts into a folder of their own",
            ));
        }
        files.push(path);
    }
    files.sort();
    Ok(files)
}

/// Whether `name` fits `pattern`, in which `*` stands for any characters.
pub(crate) fn is_like(name: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

pub(super) fn read_text(path: &Path) -> Result<String, Error> {
    let meta = fs::metadata(path).map_err(|error| Error::io(path, &error))?;
    if !meta.is_file() {
        // A pipe or a device would make the program wait for ever.
        return Err(Error::Special { path: path.to_path_buf() });
    }
    let too_large = || Error::TooLarge { path: path.to_path_buf() };
    if meta.len() > LARGEST {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(meta.len() as usize);
    let file = fs::File::open(path).map_err(|error| Error::io(path, &error))?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| Error::io(path, &error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(too_large());
    }
    // A byte order mark is not part of the text; some editors write one.
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes)
        .map_err(|error| Error::NotText { path: path.to_path_buf(), at: error.utf8_error().valid_up_to() })
}
