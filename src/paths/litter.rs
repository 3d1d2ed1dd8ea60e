//! Files and folders that exist for a moment while something is written, and what killed runs leave of them.
//!
//! Their names say which process makes them. So whoever comes later can tell what is left of a run that is over from what
//! another window is writing just now.

use std::io;
use std::path::{Path, PathBuf};
use std::process;

use fs_err as fs;
use jiff::{SignedDuration, Timestamp};

use super::Paths;

/// A deck or another text that is written whole or not at all.
pub const TEXT: &str = ".examdrill-";
/// A copy of the log.
pub const COPY: &str = ".copy-";
/// The folder of a package that is taken in.
pub const ADDING: &str = ".adding-";
/// The folder of a deck that is on its way into the trash.
pub const MOVING: &str = ".moving-";
/// The folder of a deck that has arrived there.
pub const REMOVING: &str = ".removing-";

/// Where the maker of a file is not known, nobody is at work on it any more when it was changed so long ago.
const ABANDONED: SignedDuration = SignedDuration::from_mins(10);
/// Folders in folders that decks are looked for in.
const DEEPEST: usize = 16;

/// How the name begins of what this process makes for this purpose.
pub fn name(purpose: &str) -> String {
    format!("{purpose}{}-", process::id())
}

/// What runs that ended before `now` have left among the learner's files.
pub fn find(paths: &Paths, now: Timestamp) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in [paths.data.clone(), paths.data.join("backups"), paths.data.join("trash")] {
        look(&folder, 1, now, &mut found);
    }
    look(&paths.decks(), DEEPEST, now, &mut found);
    found.sort();
    found
}

/// Clears away what [`find`] finds. What cannot be removed now is tried again at the next start: hidden as it is, it
/// harms nobody.
pub fn sweep(paths: &Paths, now: Timestamp) {
    for path in find(paths, now) {
        let _ = remove(&path);
    }
}

/// Clears away what is left directly in `folder`.
pub fn sweep_folder(folder: &Path, now: Timestamp) {
    let mut found = Vec::new();
    look(folder, 1, now, &mut found);
    for path in found {
        let _ = remove(&path);
    }
}

/// Removes a file, or a folder with what is in it. One that is gone already is no error.
pub fn remove(path: &Path) -> io::Result<()> {
    let removed = fs::symlink_metadata(path)
        .and_then(|meta| if meta.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) });
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

fn look(folder: &Path, depth: usize, now: Timestamp, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let Ok(kind) = entry.file_type() else { continue };
        let name = entry.file_name();
        let purposes: &[&str] = if kind.is_dir() { &[ADDING, MOVING, REMOVING] } else { &[TEXT, COPY] };
        let rest =
            name.to_str().and_then(|name| purposes.iter().find_map(|purpose| name.strip_prefix(purpose)));
        if let Some(rest) = rest {
            let changed = entry.metadata().and_then(|meta| meta.modified()).ok();
            let changed = changed.and_then(|changed| Timestamp::try_from(changed).ok());
            if is_left(maker(rest), changed, now) {
                found.push(entry.path());
            }
        } else if kind.is_dir() && depth > 1 {
            look(&entry.path(), depth - 1, now, found);
        }
    }
}

/// The process that [`name`] names, by what follows the purpose. Earlier versions named none.
fn maker(rest: &str) -> Option<u32> {
    rest.split_once('-')?.0.parse().ok()
}

fn is_left(maker: Option<u32>, changed: Option<Timestamp>, now: Timestamp) -> bool {
    match maker {
        // In a container each run may have the number of the one before, so that our own tells nothing.
        Some(maker) if cfg!(unix) && maker != process::id() => !is_running(maker),
        _ => changed.is_some_and(|changed| now.duration_since(changed) > ABANDONED),
    }
}

#[cfg(unix)]
fn is_running(process: u32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    let process = i32::try_from(process).ok().and_then(Pid::from_raw);
    process.is_some_and(|process| test_kill_process(process) != Err(Errno::SRCH))
}

#[cfg(not(unix))]
fn is_running(_: u32) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    fn home() -> (tempfile::TempDir, Paths) {
        let home = tempfile::tempdir().unwrap();
        let paths = Paths { data: home.path().to_path_buf(), config: home.path().join("config") };
        fs::create_dir_all(paths.decks().join("nets/more")).unwrap();
        fs::create_dir_all(paths.data.join("backups")).unwrap();
        (home, paths)
    }

    /// The number of a process that is over.
    fn over() -> u32 {
        let mut child = Command::new("true").spawn().unwrap();
        child.wait().unwrap();
        child.id()
    }

    fn written(path: &Path) -> Timestamp {
        fs::metadata(path).unwrap().modified().unwrap().try_into().unwrap()
    }

    #[cfg(unix)]
    #[test]
    fn what_a_killed_run_was_writing_is_found_wherever_it_lies() {
        let (_home, paths) = home();
        let over = over();
        let files = [
            paths.data.join(format!(".copy-{over}-a1b2c3.db")),
            paths.data.join(format!(".copy-{over}-a1b2c3.db-journal")),
            paths.data.join(format!("backups/.copy-{over}-a1b2c3.db.gz")),
            paths.decks().join(format!(".examdrill-{over}-a1b2c3")),
            paths.decks().join(format!("nets/more/.examdrill-{over}-a1b2c3")),
        ];
        for file in &files {
            fs::write(file, "half").unwrap();
        }
        let folders = [
            paths.decks().join(format!(".adding-{over}-x")),
            paths.data.join(format!("trash/.moving-{over}-x")),
        ];
        for folder in &folders {
            fs::create_dir_all(folder.join("deep")).unwrap();
        }
        for kept in ["progress.db", "backups/2026-03-02.db", "decks/own.toml", "decks/nets/.hidden"] {
            fs::write(paths.data.join(kept), "").unwrap();
        }
        let now = written(&files[0]);
        let mut wanted: Vec<_> = files.iter().chain(&folders).cloned().collect();
        wanted.sort();
        assert_eq!(find(&paths, now), wanted);
        sweep(&paths, now);
        assert!(find(&paths, now).is_empty());
        assert!(paths.data.join("progress.db").exists() && paths.decks().join("nets/.hidden").exists());
    }

    #[cfg(unix)]
    #[test]
    fn what_another_run_is_writing_stays_however_old_it_looks() {
        let (_home, paths) = home();
        let mut other = Command::new("sleep").arg("100").spawn().unwrap();
        let file = paths.data.join(format!(".copy-{}-a1b2c3.db", other.id()));
        fs::write(&file, "half").unwrap();
        let later = written(&file) + SignedDuration::from_hours(100);
        assert!(find(&paths, later).is_empty());
        other.kill().unwrap();
        other.wait().unwrap();
        assert_eq!(find(&paths, later), [file]);
    }

    #[test]
    fn what_names_no_maker_or_ourselves_is_left_only_when_it_has_lain_for_a_while() {
        let (_home, paths) = home();
        for name in
            [".examdrill-a1b2c3".to_owned(), format!("{}a1b2c3", name(TEXT)), ".copy-123456.db".to_owned()]
        {
            let file = paths.decks().join(&name);
            fs::write(&file, "half").unwrap();
            let now = written(&file);
            assert!(find(&paths, now + SignedDuration::from_mins(9)).is_empty(), "{name}");
            assert_eq!(find(&paths, now + SignedDuration::from_mins(11)), from_ref(&file), "{name}");
            fs::remove_file(file).unwrap();
        }
    }

    #[test]
    fn a_folder_of_the_learner_is_not_litter() {
        let (_home, paths) = home();
        fs::create_dir_all(paths.decks().join(".examdrill-notes")).unwrap();
        fs::write(paths.decks().join(".adding-things"), "").unwrap();
        let now = written(&paths.decks()) + SignedDuration::from_hours(100);
        assert!(find(&paths, now).is_empty());
    }

    use std::slice::from_ref;
}
