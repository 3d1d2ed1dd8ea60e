//! The folders of a learner, as the platform has them.

pub mod litter;

use std::ffi::OsString;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// The folders of a learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The log, the backups, the learner's own decks in `decks/`, and what was removed of them in `trash/`.
    pub data: PathBuf,
    /// `config.toml`.
    pub config: PathBuf,
}

/// The platform names no home folder.
#[derive(Debug, thiserror::Error)]
#[error("cannot find your home folder")]
pub struct NoHome;

/// Makes the folder with those above it, open to its owner only. One that is there is left as it is.
pub fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

impl NoHome {
    /// What the learner can do about it.
    pub const fn help(&self) -> &'static str {
        "set `EXAMDRILL_DATA_DIR` and `EXAMDRILL_CONFIG_DIR` to folders of your choice"
    }
}

/// What an SQLite file begins with.
const SIGN: &[u8; 16] = b"SQLite format 3\0";
/// The name of the log in the data folder.
pub const LOG: &str = "progress.db";
/// The name of the file in the data folder that holds the key of an encrypted sync place.
pub const SYNC_KEY: &str = "sync.key";

impl Paths {
    /// `EXAMDRILL_DATA_DIR` and `EXAMDRILL_CONFIG_DIR` where they are set, otherwise what the platform says: on Linux
    /// `~/.local/share/examdrill` and `~/.config/examdrill`.
    pub fn find(variable: impl Fn(&str) -> Option<OsString>) -> Result<Self, NoHome> {
        let platform = ProjectDirs::from("", "", "examdrill");
        let (data, config) =
            (platform.as_ref().map(ProjectDirs::data_dir), platform.as_ref().map(ProjectDirs::config_dir));
        Ok(Self {
            data: set_or(variable("EXAMDRILL_DATA_DIR"), data)?,
            config: set_or(variable("EXAMDRILL_CONFIG_DIR"), config)?,
        })
    }

    /// Where the learner's own decks live.
    pub fn decks(&self) -> PathBuf {
        self.data.join("decks")
    }

    /// Whether there is a log, as far as its first bytes tell: without one nothing is made beside it.
    pub fn has_log(&self) -> bool {
        let mut start = [0; SIGN.len()];
        let read = std::fs::File::open(self.data.join(LOG)).and_then(|mut log| log.read_exact(&mut start));
        read.is_ok() && start == *SIGN
    }

    /// The file that keeps the plan as it was solved last; it may be thrown away.
    pub fn plan(&self) -> PathBuf {
        self.data.join("plan.cache")
    }

    /// The file that keeps what is known of the decks; it may be thrown away.
    pub fn index(&self) -> PathBuf {
        self.data.join("index.db")
    }
}

/// The folder that was `set`, else that of the `platform`.
fn set_or(set: Option<OsString>, platform: Option<&Path>) -> Result<PathBuf, NoHome> {
    let set = set.filter(|value| !value.is_empty()).map(PathBuf::from);
    set.or_else(|| platform.map(Path::to_path_buf)).ok_or(NoHome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_learner_may_move_the_folders() {
        let paths = Paths::find(|name| {
            (name == "EXAMDRILL_DATA_DIR" || name == "EXAMDRILL_CONFIG_DIR")
                .then(|| format!("/x/{name}").into())
        });
        assert_eq!(paths.unwrap().decks(), Path::new("/x/EXAMDRILL_DATA_DIR/decks"));
    }
}
