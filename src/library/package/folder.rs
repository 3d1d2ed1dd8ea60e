//! A package that is a folder.

use std::path::Path;

use fs_err as fs;

use super::{Into, Refused};

/// Copies `folder` and what lies below it. Links are not followed, and refused.
pub(super) fn copy(folder: &Path, into: &mut Into) -> Result<(), Refused> {
    walk(folder, "", into)
}

fn walk(folder: &Path, below: &str, into: &mut Into) -> Result<(), Refused> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut entries = entries.map_err(Refused::io("read", folder))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let own = entry.file_name();
        let shown = own.to_string_lossy();
        let name = if below.is_empty() { shown.into_owned() } else { format!("{below}/{shown}") };
        if own.to_str().is_none() {
            return Err(Refused::BadName { entry: name });
        }
        // Not looked into: `.git` alone can hold more than a package may.
        if own.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let path = entry.path();
        let kind = entry.file_type().map_err(Refused::io("read", folder))?;
        if kind.is_symlink() {
            return Err(Refused::Link { entry: name });
        } else if kind.is_dir() {
            into.folder(&name)?;
            walk(&path, &name, into)?;
        } else if kind.is_file() {
            let mut file = fs::File::open(&path).map_err(Refused::io("read", &path))?;
            into.file(&name, &mut file)?;
        } else {
            return Err(Refused::Special { entry: name });
        }
    }
    Ok(())
}
