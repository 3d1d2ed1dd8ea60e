//! The files of the repository.

use std::fs;
use std::path::{Path, PathBuf};

/// One text file of the repository.
pub(crate) struct File {
    /// From the root, with slashes: `src/card/mod.rs`.
    pub(crate) path: String,
    /// The whole text.
    pub(crate) text: String,
}

impl File {
    /// Whether the name ends in a dot and `ending`.
    pub(crate) fn is(&self, ending: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|own| own == ending)
    }

    /// Numbered lines (from 1) that are no comment.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let numbered = self.text.lines().enumerate().map(|(i, line)| (i + 1, line));
        numbered.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// What programs made, wherever it is.
const MADE: &[&str] = &[".git", "target", "corpus", "artifacts"];

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of the file at `path`, counted from the root.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Fails when the page at `path` is not what the program makes of its tables. With `BLESS` set the page is written
/// anew instead; `module` is the part of the suite that does so.
pub(crate) fn expect_page(path: &str, wanted: &str, module: &str) {
    if std::env::var_os("BLESS").is_some() {
        let path = root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        return fs::write(path, wanted).unwrap();
    }
    assert!(read(path) == wanted, "`BLESS=1 cargo test --test suite {module}` writes {path} anew");
}

/// All text files, sorted by path; pictures and other bytes that are no text are left out.
pub(crate) fn files() -> Vec<File> {
    let mut files = Vec::new();
    let mut folders = vec![root().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            // Also as a file: in a linked working tree `.git` is one.
            if MADE.iter().any(|made| entry.file_name() == *made) {
                continue;
            }
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else if let Ok(text) = fs::read_to_string(entry.path()) {
                files.push(File { path: from_root(&entry.path()), text });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// All Rust files below `folder`.
pub(crate) fn rust_files(folder: &str) -> Vec<File> {
    let mut files = files();
    files.retain(|file| Path::new(&file.path).starts_with(folder) && file.is("rs"));
    assert!(!files.is_empty(), "{folder} holds no Rust file");
    files
}

fn from_root(path: &Path) -> String {
    let path: PathBuf = path.strip_prefix(root()).unwrap().into();
    path.components().map(|part| part.as_os_str().to_str().unwrap()).collect::<Vec<_>>().join("/")
}
