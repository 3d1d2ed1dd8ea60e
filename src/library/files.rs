//! Reads deck files: which there are, what they include, and what is refused.

use std::collections::HashSet;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use fs_err as fs;

use super::LoadedDeck;
use super::catalog::{Place, find};
use super::index::Records;
use super::lending::with_neighbours;
use crate::deck;
use crate::source::{Code, Diagnostic, SourceFile, clean};

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

/// The main files of the decks at `paths`, sorted within each folder; files that another deck includes are left out,
/// and so are exams. What cannot be read comes back beside them.
pub fn deck_files(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Error>) {
    let Place { decks, troubles, .. } = find(paths, &Records::default());
    (decks.into_iter().map(|found| found.path).collect(), troubles)
}

/// The exam files at `paths`, sorted within each folder.
pub fn exam_files(paths: &[PathBuf]) -> Vec<PathBuf> {
    // What cannot be read is told by `deck_files`.
    find(paths, &Records::default()).exams.into_iter().map(|found| found.path).collect()
}

/// The files at `paths`, each with where its path ends. One that several paths lead to is there once.
pub(super) fn toml_files(paths: &[PathBuf]) -> (Vec<(PathBuf, PathBuf)>, Vec<Error>) {
    let mut walk = Walk::default();
    for path in paths {
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => walk.folder(path, &real(path), 0),
            // Also what is no regular file: reading it says why not.
            Ok(_) => walk.found.push((path.clone(), real(path))),
            Err(error) => walk.troubles.push(Error::io(path, &error)),
        }
    }
    let mut seen = HashSet::new();
    walk.found.retain(|(_, real)| seen.insert(real.clone()));
    (walk.found, walk.troubles)
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// Files below some folders.
#[derive(Default)]
struct Walk {
    /// Each path with where it ends.
    found: Vec<(PathBuf, PathBuf)>,
    troubles: Vec<Error>,
}

impl Walk {
    /// Goes through `folder`, which is really `real_folder`.
    fn folder(&mut self, folder: &Path, real_folder: &Path, depth: usize) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.troubles.push(Error::io(folder, &error)),
        };
        let mut entries: Vec<_> =
            entries.filter_map(|entry| entry.ok().map(|entry| (entry.path(), entry.file_type()))).collect();
        entries.sort_by(|one, other| one.0.cmp(&other.0));
        for (path, kind) in entries {
            let (Ok(kind), false, Some(name)) = (kind, is_hidden(&path), path.file_name()) else { continue };
            let inside = real_folder.join(name);
            let is_deck = path.extension().is_some_and(|ending| ending == "toml");
            // A link to a folder could lead round in a ring, so links are followed to files only.
            if kind.is_dir() && depth < DEEPEST {
                self.folder(&path, &inside, depth + 1);
            } else if is_deck && kind.is_file() {
                self.found.push((path, inside));
            } else if is_deck && kind.is_symlink() && path.is_file() {
                let inside = real(&path);
                self.found.push((path, inside));
            }
        }
    }
}

pub(super) fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
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
///
/// Its tables may ask the rows of decks that lie beside it or are built in; those of a library are lent by
/// [`super::Library::lend`].
pub fn read_deck(path: &Path) -> Result<LoadedDeck, Error> {
    Ok(read_deck_as(path, read_text(path)?, &[]))
}

/// The deck whose main file is `path` as it would be with this `text`, and with those of `others` in place of the files of
/// their names.
pub fn read_deck_as(path: &Path, text: String, others: &[SourceFile]) -> LoadedDeck {
    with_neighbours(read_alone(path, text, others))
}

/// The same without the rows that its tables ask of other decks.
pub(super) fn read_alone(path: &Path, text: String, others: &[SourceFile]) -> LoadedDeck {
    let includes = deck::includes(&text);
    let mut files = vec![SourceFile { name: path.to_string_lossy().into_owned(), text }];
    let mut findings = Vec::new();
    for pattern in includes {
        for (what, help) in include(path, &pattern.value, others, &mut files) {
            findings.push(Diagnostic::error(Code::BAD_INCLUDE, pattern.span.clone(), what).help(help));
        }
    }
    LoadedDeck::new(Some(path.to_path_buf()), files, findings)
}

/// What is wrong with a pattern, and what to do about it.
type Fault = (String, &'static str);

/// Appends the files that `pattern` of the deck at `deck` names to `files`, by the text in `others` where one is there.
fn include(deck: &Path, pattern: &str, others: &[SourceFile], files: &mut Vec<SourceFile>) -> Vec<Fault> {
    let parts = match matching(deck, pattern) {
        Ok(parts) if parts.is_empty() => {
            let help = "the pattern is relative to this file; `*` stands for any name";
            return vec![(format!("no file matches `{pattern}`"), help)];
        }
        Ok(parts) => parts,
        Err(fault) => return vec![fault],
    };
    let mut faults = Vec::new();
    for part in parts {
        if files.len() >= MOST_FILES {
            let what = format!("this deck includes more than {MOST_FILES} files");
            faults.push((what, "make several decks of it"));
            break;
        }
        let known = others.iter().find(|file| Path::new(&file.name) == part);
        match known.map_or_else(|| read_text(&part), |file| Ok(file.text.clone())) {
            Ok(text) => files.push(SourceFile { name: part.to_string_lossy().into_owned(), text }),
            Err(error) => faults.push((error.to_string(), "mend the file, or take it out of `include`")),
        }
    }
    faults
}

/// The files that `pattern` of the deck at `deck` names, sorted. They must lie beside or below the deck.
pub(super) fn matching(deck: &Path, pattern: &str) -> Result<Vec<PathBuf>, Fault> {
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
        if !matches_pattern(&entry.file_name().to_string_lossy(), &wanted) || !path.is_file() {
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
pub(crate) fn matches_pattern(name: &str, pattern: &str) -> bool {
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
    if meta.len() > LARGEST {
        return Err(Error::TooLarge { path: path.to_path_buf() });
    }
    let mut bytes = Vec::with_capacity(meta.len() as usize);
    let file = fs::File::open(path).map_err(|error| Error::io(path, &error))?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| Error::io(path, &error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Error::TooLarge { path: path.to_path_buf() });
    }
    // A byte order mark is not part of the text; some editors write one.
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes)
        .map_err(|error| Error::NotText { path: path.to_path_buf(), at: error.utf8_error().valid_up_to() })
}
