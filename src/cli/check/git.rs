//! A deck as it was in a commit, asked of `git`.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::cli::failure::Failure;
use crate::deck;
use crate::library::{LARGEST, LoadedDeck, is_like};
use crate::source::SourceFile;

/// A commit, as the author named it: `HEAD~3`, `main`.
pub(super) struct Revision(pub(super) String);

impl Revision {
    /// What `deck` was; `None` where the commit does not have it.
    pub(super) fn deck(&self, deck: &LoadedDeck) -> anyhow::Result<Option<LoadedDeck>> {
        let Some(path) = &deck.path else { return Ok(None) };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        self.is_known(folder)?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let Some(text) = self.text(folder, &name)? else { return Ok(None) };
        let mut files = vec![SourceFile { name: path.to_string_lossy().into_owned(), text }];
        for pattern in deck::includes(&files[0].text) {
            for part in self.parts(folder, &pattern.value)? {
                if let Some(text) = self.text(folder, &part)? {
                    files.push(SourceFile { name: part, text });
                }
            }
        }
        Ok(Some(LoadedDeck::new(None, files, Vec::new())))
    }

    /// The text of the file `name` beside the deck. What is no text was no deck.
    fn text(&self, folder: &Path, name: &str) -> anyhow::Result<Option<String>> {
        let object = format!("{}:./{name}", self.0);
        Ok(git(folder, &["show", "--no-textconv", "--end-of-options", &object])?
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .map(|text| text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()))
    }

    /// The files that `pattern` named, from the folder of the deck.
    fn parts(&self, folder: &Path, pattern: &str) -> anyhow::Result<Vec<String>> {
        let pattern = Path::new(pattern);
        let below = pattern.parent().unwrap_or(Path::new(""));
        let tree = format!("{}:./{}", self.0, below.display());
        let wanted = pattern.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let listed =
            git(folder, &["ls-tree", "-z", "--full-tree", "--name-only", "--end-of-options", &tree])?;
        let listed = String::from_utf8_lossy(&listed.unwrap_or_default()).into_owned();
        let mut parts: Vec<PathBuf> =
            listed.split('\0').filter(|name| is_like(name, &wanted)).map(|name| below.join(name)).collect();
        parts.sort();
        Ok(parts.into_iter().map(|part| part.to_string_lossy().into_owned()).collect())
    }

    fn is_known(&self, folder: &Path) -> anyhow::Result<()> {
        let commit = format!("{}^{{commit}}", self.0);
        if git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?.is_some() {
            return Ok(());
        }
        if git(folder, &["rev-parse", "--git-dir"])?.is_none() {
            let message = format!("`{}` is in no git repository", folder.display());
            let help = "`--against` without a revision compares with the progress in your log";
            return Err(Failure::world(message).help(help).into());
        }
        Err(Failure::usage(format!("git knows no commit `{}`", self.0))
            .help("name a branch, a tag or a commit: `--against HEAD`")
            .into())
    }
}

/// What `git` prints when it is asked in `folder`; `None` where it says no.
fn git(folder: &Path, arguments: &[&str]) -> anyhow::Result<Option<Vec<u8>>> {
    let refused = |error: std::io::Error| {
        Failure::world(format!("could not run `git`: {error}"))
            .help("`--against REV` needs git; without REV it compares with the progress in your log")
    };
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
        .spawn()
        .map_err(refused)?;
    let mut bytes = Vec::new();
    if let Some(output) = child.stdout.take() {
        output.take(LARGEST).read_to_end(&mut bytes).map_err(refused)?;
    }
    Ok(child.wait().map_err(refused)?.success().then_some(bytes))
}
