//! Writes deck files so that they appear whole or not at all.

use std::io::{self, Write};
use std::path::Path;

use fs_err as fs;

use super::failure::Failure;

/// Replaces the text of the file at `path`, which is there; its permissions stay, and so does a link to it.
pub(super) fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    let refused = |error: io::Error| {
        Failure::world(format!("could not write `{}`: {error}", path.display()))
            .help("nothing was changed; make the file and its folder writable for you")
    };
    let real = path.canonicalize().map_err(refused)?;
    let folder = real.parent().unwrap_or(Path::new("."));
    let meta = fs::metadata(&real).map_err(refused)?;
    if meta.permissions().readonly() {
        return Err(refused(io::ErrorKind::PermissionDenied.into()).into());
    }
    let mut file = tempfile::Builder::new().prefix(".examdrill-").tempfile_in(folder).map_err(refused)?;
    file.write_all(text.as_bytes()).map_err(refused)?;
    file.as_file().set_permissions(meta.permissions()).map_err(refused)?;
    file.as_file().sync_all().map_err(refused)?;
    file.persist(&real).map_err(|failed| refused(failed.error))?;
    Ok(())
}

/// Writes a new file, and its folder where that is missing; one that is there is never touched.
pub(super) fn create(path: &Path, text: &str) -> anyhow::Result<()> {
    let refused = |error: io::Error| Failure::world(format!("could not write `{}`: {error}", path.display()));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(refused)?;
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.prefix(".examdrill-").tempfile_in(folder).map_err(refused)?;
    file.write_all(text.as_bytes()).map_err(refused)?;
    file.as_file().sync_all().map_err(refused)?;
    let result = file.persist_noclobber(path).map(|_| ()).map_err(|failed| failed.error);
    match result {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Failure::usage(format!("`{}` is there already", path.display()))
                .help("choose another name, or add a card to it with `examdrill new card`")
                .into())
        }
        result => Ok(result.map_err(refused)?),
    }
}
