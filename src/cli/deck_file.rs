//! Where the deck of a name lies: here, or among the learner's decks.

use std::path::{Path, PathBuf};

use super::context::CommandContext;

/// Where a new deck of that name goes: a bare name to the learner's decks, without the dots that would hide it there.
pub(super) fn target(file: &Path, context: &CommandContext) -> PathBuf {
    let name = file.to_string_lossy();
    let shown = match name.trim_start_matches('.') {
        rest if rest.len() < name.len() && !matches!(rest, "" | "toml") => Path::new(rest),
        _ => file,
    };
    let path = if is_bare(file) { context.paths.decks().join(shown) } else { file.to_path_buf() };
    if path.extension().is_some_and(|ending| ending == "toml") { path } else { with_ending(&path) }
}

/// `path` from the root on, so that what is told of it can be followed from any folder.
pub(super) fn in_full(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

/// The deck file of that name, here or among the learner's decks, with or without its ending.
pub(super) fn existing(file: &Path, context: &CommandContext) -> Option<PathBuf> {
    [file.to_path_buf(), with_ending(file)]
        .into_iter()
        .flat_map(|file| [file.clone(), context.paths.decks().join(file)])
        .find(|path| path.is_file())
}

fn is_bare(file: &Path) -> bool {
    file.components().count() == 1 && !file.to_string_lossy().contains(std::path::is_separator)
}

fn with_ending(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".toml");
    name.into()
}
