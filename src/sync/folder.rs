//! A folder as a place: a stick, a share, or what another program carries to the other devices.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::place::{Entry, MOST_BYTES, Place, PlaceError};
use crate::source::clean;

/// How deep below a folder files are looked for; ours lie two below.
const DEPTH: usize = 4;

/// A folder of the file system.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder `root`, whether it is there or not.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Makes the folder with those above it where it is not there.
    pub fn create(&self) -> Result<(), PlaceError> {
        fs::create_dir_all(&self.root).map_err(|error| fault(&self.root, &error))
    }

    /// Refuses when the folder itself is not there: what is on a stick that was pulled out is not gone.
    fn ensure_there(&self) -> Result<(), PlaceError> {
        if self.root.is_dir() { Ok(()) } else { Err(PlaceError::Gone(shown(&self.root))) }
    }
}

impl Place for Folder {
    fn list(&self, prefix: &str) -> Result<Vec<Entry>, PlaceError> {
        self.ensure_there()?;
        let mut entries = Vec::new();
        let folder = self.root.join(prefix);
        if folder.is_dir() {
            list(&folder, prefix.trim_end_matches('/'), DEPTH, &mut entries)?;
        }
        Ok(entries)
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, PlaceError> {
        let path = self.root.join(name);
        let mut bytes = Vec::new();
        std::fs::File::open(&path)
            .and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
            .map_err(|error| self.fault(&path, &error))?;
        if bytes.len() as u64 > MOST_BYTES { Err(PlaceError::TooLarge(shown(&path))) } else { Ok(bytes) }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<u64, PlaceError> {
        self.ensure_there()?;
        let path = self.root.join(name);
        let folder = path.parent().unwrap_or(&self.root);
        if !path.exists() {
            write_whole(folder, &path, bytes).map_err(|error| self.fault(&path, &error))?;
        }
        Ok(bytes.len() as u64)
    }

    fn remove(&self, name: &str) -> Result<(), PlaceError> {
        self.ensure_there()?;
        let path = self.root.join(name);
        match std::fs::remove_file(&path) {
            Err(error) if path.exists() => Err(self.fault(&path, &error)),
            _ => {
                // The folder of a device that was forgotten goes as well; one that still holds something stays.
                let _ = path.parent().map(std::fs::remove_dir);
                Ok(())
            }
        }
    }
}

impl Folder {
    /// What the system answered, or that the whole folder is gone.
    fn fault(&self, path: &Path, error: &std::io::Error) -> PlaceError {
        self.ensure_there().err().unwrap_or_else(|| fault(path, error))
    }
}

/// Adds the files of `folder`, whose name within the place is `name`, and of `depth` levels below it. Hidden ones are of
/// other programs, or not yet whole.
fn list(folder: &Path, name: &str, depth: usize, entries: &mut Vec<Entry>) -> Result<(), PlaceError> {
    for item in std::fs::read_dir(folder).map_err(|error| fault(folder, &error))? {
        let item = item.map_err(|error| fault(folder, &error))?;
        let Some(own) = item.file_name().to_str().map(str::to_owned) else { continue };
        // What vanishes meanwhile was not there.
        let Ok(about) = std::fs::metadata(item.path()) else { continue };
        if own.starts_with('.') {
            continue;
        }
        let name = format!("{name}/{own}");
        if about.is_file() {
            entries.push(Entry { name, size: about.len() });
        } else if about.is_dir() && depth > 0 {
            list(&item.path(), &name, depth - 1, entries)?;
        }
    }
    Ok(())
}

/// Makes the file at `path` in `folder`, of which no other device ever sees a part. One that is there already stays.
fn write_whole(folder: &Path, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".examdrill-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    readable_as_others(folder, file.path())?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        Err(error) if !path.exists() => Err(error.error),
        _ => {
            sync_folder(folder);
            Ok(())
        }
    }
}

/// Lets those read the file who may read its folder: temporary files are for their owner only, and a share has several.
#[cfg(unix)]
fn readable_as_others(folder: &Path, file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(folder)?.permissions().mode() & 0o666;
    // File systems without owners refuse, and need it not.
    let _ = std::fs::set_permissions(file, std::fs::Permissions::from_mode(mode | 0o600));
    Ok(())
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it can fail on Unix")]
fn readable_as_others(_: &Path, _: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Makes what was renamed in the folder survive a power cut, where the file system can.
fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
    }
}

fn fault(path: &Path, error: &std::io::Error) -> PlaceError {
    PlaceError::of_system(&shown(path), error)
}

fn shown(path: &Path) -> String {
    clean(&path.to_string_lossy()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_listed_and_read_and_never_written_over() {
        let home = tempfile::tempdir().unwrap();
        let place = Folder::new(home.path().join("place"));
        assert!(matches!(place.list("v1/"), Err(PlaceError::Gone(_))), "it is not there yet");
        assert!(matches!(place.write("v1/a/x", b"1"), Err(PlaceError::Gone(_))));
        place.create().unwrap();
        assert_eq!(place.list("v1/").unwrap(), []);
        place.write("v1/a/x", b"first").unwrap();
        place.write("v1/a/x", b"second one").unwrap();
        assert_eq!(place.read("v1/a/x").unwrap(), b"first");
        fs::write(home.path().join("place/v1/a/.syncthing.x.tmp"), "").unwrap();
        assert_eq!(place.list("v1/").unwrap(), [Entry { name: "v1/a/x".to_owned(), size: 5 }]);
        place.remove("v1/a/x").unwrap();
        place.remove("v1/a/x").unwrap();
        assert!(matches!(place.read("v1/a/x"), Err(PlaceError::NoFile(_))));
    }

    #[test]
    fn a_file_too_large_is_refused_and_not_read() {
        let home = tempfile::tempdir().unwrap();
        fs::File::create(home.path().join("x")).unwrap().set_len(MOST_BYTES + 1).unwrap();
        assert!(matches!(Folder::new(home.path()).read("x"), Err(PlaceError::TooLarge(_))));
    }
}
