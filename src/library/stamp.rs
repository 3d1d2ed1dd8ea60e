//! Whether a file is as it was: told by what the system says of it, and where that may not be enough by its content.

use std::path::Path;
use std::time::Duration;

use fs_err as fs;
use serde::{Deserialize, Serialize};

/// What the system says of a file. Two that are equal are of one content, unless the file changed twice in a moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    device: u64,
    inode: u64,
    size: u64,
    /// Nanoseconds since 1970: of the last change of its content, and of anything about it.
    modified: i128,
    changed: i128,
}

/// The coarsest time that a file system keeps.
const COARSE: Duration = Duration::from_secs(2);

impl Stamp {
    /// The stamp of the file at `path`; `None` where there is no file.
    pub fn of(path: &Path) -> Option<Self> {
        let meta = fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
        Some(Self::from_meta(&meta))
    }

    #[cfg(unix)]
    fn from_meta(meta: &std::fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self {
            device: meta.dev(),
            inode: meta.ino(),
            size: meta.size(),
            modified: nanoseconds(meta.mtime(), meta.mtime_nsec()),
            changed: nanoseconds(meta.ctime(), meta.ctime_nsec()),
        }
    }

    #[cfg(not(unix))]
    fn from_meta(meta: &std::fs::Metadata) -> Self {
        let since = meta.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        let modified = since.map_or(0, |since| since.as_nanos().cast_signed());
        Self { size: meta.len(), modified, changed: modified, ..Self::default() }
    }

    /// Whether the file had been left alone for a while when the one with the stamp `later` was written, so that any change
    /// since gives another stamp.
    pub fn is_settled_before(&self, later: Self) -> bool {
        self.modified.max(self.changed) + COARSE.as_nanos().cast_signed() <= later.modified
    }
}

#[cfg(unix)]
fn nanoseconds(seconds: i64, rest: i64) -> i128 {
    i128::from(seconds) * 1_000_000_000 + i128::from(rest)
}
