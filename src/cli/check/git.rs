//! Decks as they were in a commit, asked of `git`.

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::cli::failure::Failure;
use crate::deck;
use crate::library::{LARGEST, LoadedDeck, matches_pattern};
use crate::quiz;
use crate::source::SourceFile;

/// A commit, as the author named it: `HEAD~3`, `main`.
pub(super) struct Revision(pub(super) String);

/// A deck as a commit has it.
pub(super) struct Past {
    pub(super) deck: LoadedDeck,
    /// Its main file, as a file of the work tree would be called.
    pub(super) path: PathBuf,
    /// Whether the folder was asked for, so that the deck is missed where it is gone.
    pub(super) is_awaited: bool,
}

impl Past {
    /// Whether it was in the file that `deck` is in.
    pub(super) fn is_file_of(&self, deck: &LoadedDeck) -> bool {
        deck.path.as_ref().is_some_and(|path| is_same(path, &self.path))
    }
}

/// Whether two paths name one file, however they are written. The file of `past` need not be there any more.
fn is_same(now: &Path, past: &Path) -> bool {
    now == past || now.canonicalize().is_ok_and(|now| past.canonicalize().is_ok_and(|past| now == past))
}

impl Revision {
    /// The decks that were at `places` and, where a place is a file, beside it: a file may have had another name.
    pub(super) fn decks(&self, places: &[PathBuf]) -> anyhow::Result<Vec<Past>> {
        let (mut seen, mut decks) = (HashSet::new(), Vec::new());
        for place in places {
            let is_folder = place.is_dir();
            let folder = if is_folder { place.as_path() } else { place.parent().unwrap_or(place) };
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            // A place that is not there is told already.
            if place.exists() && seen.insert((folder.to_path_buf(), is_folder)) && self.is_known(folder)? {
                decks.extend(self.decks_in(folder, is_folder)?);
            }
        }
        // What is asked for as a folder is first, so that a deck found twice is awaited.
        decks.sort_by_key(|past: &Past| !past.is_awaited);
        Ok(decks)
    }

    fn decks_in(&self, folder: &Path, is_folder: bool) -> anyhow::Result<Vec<Past>> {
        let depth: &[&str] = if is_folder { &["-r"] } else { &[] };
        let listing = [&["ls-tree", "-z", "--name-only"], depth, &["--end-of-options", &self.0]].concat();
        let listed = git(folder, &listing)?.unwrap_or_default();
        let listed = String::from_utf8_lossy(&listed).into_owned();
        let mut parts = HashSet::new();
        let mut found = Vec::new();
        for name in listed.split('\0').filter(|name| may_be_deck(name)) {
            let Some(text) = self.text(folder, name)?.filter(|text| !quiz::is_exam(text)) else { continue };
            let is_part = !deck::names_itself(&text);
            let files = self.files(folder, name, text)?;
            parts.extend(files.iter().skip(1).map(|file| file.name.clone()));
            found.push((name, is_part, files));
        }
        found.retain(|(name, is_part, _)| !(*is_part && parts.contains(*name)));
        let folder = if folder == Path::new(".") { Path::new("") } else { folder };
        let past = found.into_iter().map(|(name, _, mut files)| {
            for file in &mut files {
                file.name = folder.join(&file.name).to_string_lossy().into_owned();
            }
            Past {
                deck: LoadedDeck::new(None, files, Vec::new()),
                path: folder.join(name),
                is_awaited: is_folder,
            }
        });
        Ok(past.collect())
    }

    /// The files of the deck whose main file has this `text`; all are named as seen from `folder`.
    fn files(&self, folder: &Path, name: &str, text: String) -> anyhow::Result<Vec<SourceFile>> {
        let home = Path::new(name).parent().unwrap_or(Path::new(""));
        let mut files = vec![SourceFile { name: name.to_owned(), text }];
        for pattern in deck::includes(&files[0].text) {
            for part in self.parts(folder, &home.join(&pattern.value))? {
                if let Some(text) = self.text(folder, &part)? {
                    files.push(SourceFile { name: part, text });
                }
            }
        }
        Ok(files)
    }

    /// The text of the file `name` in `folder`. What is no text was no deck.
    fn text(&self, folder: &Path, name: &str) -> anyhow::Result<Option<String>> {
        let object = format!("{}:./{name}", self.0);
        Ok(git(folder, &["show", "--no-textconv", "--end-of-options", &object])?
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .map(|text| text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()))
    }

    /// The files that `pattern` named, as seen from `folder`.
    fn parts(&self, folder: &Path, pattern: &Path) -> anyhow::Result<Vec<String>> {
        let below = pattern.parent().unwrap_or(Path::new(""));
        let tree = format!("{}:./{}", self.0, below.display());
        let wanted = pattern.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let listed =
            git(folder, &["ls-tree", "-z", "--full-tree", "--name-only", "--end-of-options", &tree])?;
        let listed = String::from_utf8_lossy(&listed.unwrap_or_default()).into_owned();
        let mut parts: Vec<PathBuf> = listed
            .split('\0')
            .filter(|name| matches_pattern(name, &wanted))
            .map(|name| below.join(name))
            .collect();
        parts.sort();
        Ok(parts.into_iter().map(|part| part.to_string_lossy().into_owned()).collect())
    }

    /// Whether there is something to compare with: before the first commit, `HEAD` is there and has nothing.
    fn is_known(&self, folder: &Path) -> anyhow::Result<bool> {
        let commit = format!("{}^{{commit}}", self.0);
        if git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?.is_some() {
            return Ok(true);
        }
        if git(folder, &["rev-parse", "--git-dir"])?.is_none() {
            let message = format!("`{}` is in no git repository", folder.display());
            let help = "`--against` without a revision compares with the progress in your log";
            return Err(Failure::world(message).help(help).into());
        }
        if matches!(self.0.as_str(), "HEAD" | "@")
            && git(folder, &["symbolic-ref", "--quiet", "HEAD"])?.is_some()
        {
            return Ok(false);
        }
        Err(Failure::usage(format!("git knows no commit `{}`", self.0))
            .help("name a branch, a tag or a commit: `--against HEAD`")
            .into())
    }
}

/// Whether a file of this name may be a deck: a TOML file that is not hidden.
fn may_be_deck(name: &str) -> bool {
    let is_hidden = name.split('/').any(|part| part.starts_with('.'));
    !is_hidden && Path::new(name).extension().is_some_and(|ending| ending == "toml")
}

/// What `git` prints when it is asked in `folder`; `None` where it says no.
fn git(folder: &Path, arguments: &[&str]) -> anyhow::Result<Option<Vec<u8>>> {
    Ok(printed(folder, arguments).map_err(|error| {
        Failure::world(format!("could not run `git`: {error}"))
            .help("`--against REV` needs git; without REV it compares with the progress in your log")
    })?)
}

/// The same; an error where `git` cannot be run.
fn printed(folder: &Path, arguments: &[&str]) -> std::io::Result<Option<Vec<u8>>> {
    // In a hook, git says where its repository is from where the hook runs, which need not be this folder.
    let mut child = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_PREFIX")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut bytes = Vec::new();
    if let Some(output) = child.stdout.take() {
        output.take(LARGEST).read_to_end(&mut bytes)?;
    }
    Ok(child.wait()?.success().then_some(bytes))
}
