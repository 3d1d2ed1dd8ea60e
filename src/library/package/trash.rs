//! Where decks go that the learner removes.

use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::Refused;

/// Moves `entry`, a file or folder among the learner's decks, into the folder `trash`, under its name and `stamp`. Gives
/// where it lies then. It is moved whole or not at all, and nothing in the trash is replaced.
pub fn set_aside(entry: &Path, trash: &Path, stamp: &str) -> Result<PathBuf, Refused> {
    let wrote = |error: io::Error| Refused::io("move", entry, &error);
    fs::create_dir_all(trash).map_err(wrote)?;
    let stem = entry.file_stem().unwrap_or_default().to_string_lossy();
    let ending =
        entry.extension().map_or_else(String::new, |ending| format!(".{}", ending.to_string_lossy()));
    let mut place = trash.join(format!("{stem}-{stamp}{ending}"));
    let mut number = 2;
    while place.symlink_metadata().is_ok() {
        place = trash.join(format!("{stem}-{stamp}-{number}{ending}"));
        number += 1;
    }
    fs::rename(entry, &place).map_err(wrote)?;
    Ok(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_removed_twice_is_there_twice() {
        let home = tempfile::tempdir().unwrap();
        let (entry, trash) = (home.path().join("d.toml"), home.path().join("trash"));
        for wanted in ["d-now.toml", "d-now-2.toml", "d-now-3.toml"] {
            fs::write(&entry, wanted).unwrap();
            assert_eq!(set_aside(&entry, &trash, "now").unwrap(), trash.join(wanted));
            assert_eq!(fs::read_to_string(trash.join(wanted)).unwrap(), wanted);
        }
        assert!(set_aside(&entry, &trash, "now").is_err());
    }
}
