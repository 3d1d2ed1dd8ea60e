//! Writes files so that they appear whole or not at all, and tells a failure as commands do.

use std::path::Path;

use super::failure::Failure;
use crate::library::{self, WriteError};

/// Replaces the text of the file at `path`, which is there; its permissions stay, and so does a link to it.
pub(super) fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    library::replace(path, text).map_err(|error| failure(&error).into())
}

/// Writes a new file, and its folder where that is missing; one that is there is never touched.
pub(super) fn create(path: &Path, text: &str) -> anyhow::Result<()> {
    library::create(path, text).map_err(|error| failure(&error).into())
}

/// The failure of a command that wanted to write.
pub(super) fn failure(error: &WriteError) -> Failure {
    let failure = match error {
        WriteError::Taken { .. } => Failure::usage(error.to_string()),
        _ => Failure::world(error.to_string()),
    };
    failure.help(error.help())
}
