//! Where decks go that the learner removes.

use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::{ORIGINALS, Refused, sync, sync_folder};
use crate::paths::litter;
use crate::picture::folder_of;

/// Moves `entry`, a file or folder among the learner's decks, into the folder `trash`, under its name and `stamp`. Gives
/// where it lies then. What lies beside the file of a deck and belongs to it goes along. All of it is moved or nothing, also to
/// another file system, and nothing in the trash is replaced.
pub fn set_aside(entry: &Path, trash: &Path, stamp: &str) -> Result<PathBuf, Refused> {
    fs::create_dir_all(trash).map_err(Refused::io("move", entry))?;
    let stem = entry.file_stem().unwrap_or_default().to_string_lossy();
    let ending =
        entry.extension().map_or_else(String::new, |ending| format!(".{}", ending.to_string_lossy()));
    let mut place = trash.join(format!("{stem}-{stamp}{ending}"));
    let mut number = 2;
    while is_there(&place) || beside(&place).iter().any(|path| is_there(path)) {
        place = trash.join(format!("{stem}-{stamp}-{number}{ending}"));
        number += 1;
    }
    let mut moves = vec![(entry.to_path_buf(), place.clone())];
    if entry.is_file() {
        moves.extend(beside(entry).into_iter().zip(beside(&place)).filter(|(from, _)| is_there(from)));
    }
    for (nth, (from, to)) in moves.iter().enumerate() {
        if let Err(refused) = move_to(from, to) {
            for (from, to) in &moves[..nth] {
                let _ = move_to(to, from);
            }
            return Err(refused);
        }
    }
    Ok(place)
}

/// What may lie beside the file of a deck and belongs to it: its media, and what its cards were in Anki.
fn beside(deck: &Path) -> [PathBuf; 2] {
    [folder_of(deck), deck.with_extension(ORIGINALS)]
}

fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

fn move_to(entry: &Path, place: &Path) -> Result<(), Refused> {
    let moved = match fs::rename(entry, place) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => carry(entry, place),
        moved => moved,
    };
    moved.map_err(Refused::io("move", entry))
}

/// Moves `entry` to `place` on another file system: it goes from here only when all of it is there and on the disk.
fn carry(entry: &Path, place: &Path) -> io::Result<()> {
    let trash = place.parent().unwrap_or(Path::new("."));
    let folder = tempfile::Builder::new().prefix(&litter::name(litter::MOVING)).tempdir_in(trash)?;
    let copied = folder.path().join("entry");
    copy(entry, &copied)?;
    if copied.symlink_metadata()?.is_dir() {
        sync(&copied)?;
    }
    // Out of sight in one step: what cannot be cleared away then is no half of a deck.
    let name = entry.file_name().unwrap_or_default().to_string_lossy();
    let hidden = tempfile::Builder::new()
        .prefix(&litter::name(litter::REMOVING))
        .tempdir_in(entry.parent().unwrap_or(Path::new(".")))?;
    fs::rename(&copied, place)?;
    let _ = sync_folder(trash);
    if let Err(error) = fs::rename(entry, hidden.path().join(&*name)) {
        // It stays where it was, and there only.
        let _ = if place.is_dir() { fs::remove_dir_all(place) } else { fs::remove_file(place) };
        return Err(error);
    }
    Ok(())
}

/// Copies a file, a link or a folder with what is in it; files are on the disk then.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let meta = fs::symlink_metadata(from)?;
    if meta.is_symlink() {
        return copy_link(&fs::read_link(from)?, to);
    }
    if meta.is_file() {
        fs::copy(from, to)?;
        return fs::File::open(to)?.sync_all();
    }
    if !meta.is_dir() {
        // A pipe would make the program wait for ever.
        return Err(io::Error::new(io::ErrorKind::Unsupported, "there is something in it that is no file"));
    }
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

#[cfg(unix)]
fn copy_link(target: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, to)
}

#[cfg(not(unix))]
fn copy_link(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "there is a link in it"))
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

    #[test]
    fn what_belongs_to_a_deck_goes_and_comes_with_it() {
        let home = tempfile::tempdir().unwrap();
        let (decks, trash) = (home.path().join("decks"), home.path().join("trash"));
        fs::create_dir_all(decks.join("d.media")).unwrap();
        for name in ["d.toml", "d.anki", "d.media/a.png", "other.anki"] {
            fs::write(decks.join(name), name).unwrap();
        }
        set_aside(&decks.join("d.toml"), &trash, "now").unwrap();
        assert_eq!(names(&trash), ["d-now.anki", "d-now.media", "d-now.toml"]);
        assert_eq!(names(&decks), ["other.anki"]);
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[cfg(unix)]
    #[test]
    fn what_goes_to_another_file_system_goes_whole_or_not_at_all() {
        let home = tempfile::tempdir().unwrap();
        let (decks, trash) = (home.path().join("decks"), home.path().join("trash"));
        fs::create_dir_all(decks.join("nets/parts")).unwrap();
        fs::create_dir(&trash).unwrap();
        fs::write(decks.join("nets/parts/a.toml"), "a").unwrap();
        std::os::unix::fs::symlink("parts/a.toml", decks.join("nets/b.toml")).unwrap();
        fs::write(decks.join("one.toml"), "one").unwrap();
        carry(&decks.join("nets"), &trash.join("nets-now")).unwrap();
        carry(&decks.join("one.toml"), &trash.join("one-now.toml")).unwrap();
        assert_eq!(names(&decks), Vec::<String>::new());
        assert_eq!(names(&trash), ["nets-now", "one-now.toml"]);
        assert_eq!(fs::read_to_string(trash.join("nets-now/b.toml")).unwrap(), "a");
        assert_eq!(fs::read_link(trash.join("nets-now/b.toml")).unwrap(), Path::new("parts/a.toml"));
        // Something that cannot be copied.
        fs::create_dir(decks.join("odd")).unwrap();
        fs::write(decks.join("odd/a.toml"), "a").unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(decks.join("odd/s")).unwrap();
        assert!(carry(&decks.join("odd"), &trash.join("odd-now")).is_err());
        assert_eq!(
            (names(&decks.join("odd")), names(&decks)),
            (vec!["a.toml".into(), "s".into()], vec!["odd".into()])
        );
        assert_eq!(names(&trash), ["nets-now", "one-now.toml"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_decks_folder_on_another_file_system_gives_its_decks_to_the_trash() {
        use std::os::unix::fs::MetadataExt;
        let home = tempfile::tempdir().unwrap();
        // Most systems have one in memory; where it is none, there is nothing to test.
        let Ok(other) = tempfile::tempdir_in("/dev/shm") else { return };
        let devices = [other.path(), home.path()].map(|path| fs::metadata(path).unwrap().dev());
        if devices[0] == devices[1] {
            return;
        }
        fs::write(other.path().join("d.toml"), "d").unwrap();
        let place = set_aside(&other.path().join("d.toml"), &home.path().join("trash"), "now").unwrap();
        assert_eq!(fs::read_to_string(place).unwrap(), "d");
        assert_eq!(names(other.path()), Vec::<String>::new());
    }
}
