//! Writes files so that they appear whole or not at all, and tells a failure as commands do.

use std::path::Path;

use super::failure::Failure;
use crate::library::{self, WriteError};

/// Replaces the text of the file at `path`, which was read as `before`; one that has changed since stays as it is.
pub(super) fn replace(path: &Path, before: &str, text: &str) -> anyhow::Result<()> {
    library::replace(path, before, text).map_err(|error| failure(&error).into())
}

/// Writes a new file, and its folder where that is missing; one that is there is never touched.
pub(super) fn create(path: &Path, content: impl AsRef<[u8]>) -> anyhow::Result<()> {
    library::create(path, content).map_err(|error| failure(&error).into())
}

/// The failure of a command that wanted to write.
pub(super) fn failure(error: &WriteError) -> Failure {
    let failure = match error {
        WriteError::Taken { .. } => Failure::usage(error.to_string()),
        _ => Failure::world(error.to_string()),
    };
    failure.help(error.help())
}
