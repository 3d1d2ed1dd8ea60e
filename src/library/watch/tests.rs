//! What counts as a change of a deck. That it is noticed is tested in a real terminal as well.

use std::fs;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::plan::Plan;
use super::*;

/// Whether a change is told of within a time that no busy machine needs.
fn hears(watch: &mut Watch) -> bool {
    let longest = Duration::from_secs(20);
    let mut sources = [PollFd::new(watch.pipe(), PollFlags::IN)];
    let time = Timespec { tv_sec: longest.as_secs() as _, tv_nsec: longest.subsec_nanos().into() };
    poll(&mut sources, Some(&time)).unwrap();
    watch.pending()
}

#[test]
fn a_folder_that_appears_later_is_watched_with_its_sub_folders() {
    let home = tempfile::tempdir().unwrap();
    let decks = home.path().join("data/decks");
    let mut watch = Watch::start(std::slice::from_ref(&decks)).unwrap();
    fs::create_dir_all(decks.join("more")).unwrap();
    assert!(hears(&mut watch));
    fs::write(decks.join("more/a.toml"), "one").unwrap();
    assert!(hears(&mut watch));
    fs::write(decks.join("more/b"), "two").unwrap();
    fs::rename(decks.join("more/b"), decks.join("more/a.toml")).unwrap();
    assert!(hears(&mut watch));
    fs::remove_dir_all(&decks).unwrap();
    assert!(hears(&mut watch));
    fs::create_dir_all(&decks).unwrap();
    assert!(hears(&mut watch));
}

#[test]
fn a_save_that_is_slow_is_told_of_when_it_is_over() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("a.toml");
    let whole = "[deck]\nid = 'a'\n";
    for half in ["", "[deck]\nid = 'a", "gone"] {
        fs::write(&path, whole).unwrap();
        let mut watch = Watch::start(std::slice::from_ref(&path)).unwrap();
        let slow = path.clone();
        let saving = thread::spawn(move || {
            if half == "gone" { fs::remove_file(&slow) } else { fs::write(&slow, half) }.unwrap();
            // Longer than a file must be left alone to count as saved.
            thread::sleep(8 * QUIET);
            fs::write(&slow, whole).unwrap();
        });
        assert!(hears(&mut watch));
        assert_eq!(fs::read_to_string(&path).unwrap(), whole, "{half:?}");
        saving.join().unwrap();
    }
}

#[test]
fn a_file_that_stays_away_is_told_of_all_the_same() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("a.toml");
    fs::write(&path, "[deck]\n").unwrap();
    let mut watch = Watch::start(std::slice::from_ref(&path)).unwrap();
    fs::remove_file(&path).unwrap();
    assert!(hears(&mut watch));
}

#[test]
fn a_folder_that_appears_between_planning_and_watching_is_watched() {
    let home = tempfile::tempdir().unwrap();
    let decks = home.path().canonicalize().unwrap().join("decks");
    fs::create_dir(&decks).unwrap();
    let late = [decks.join("late"), decks.join("late/later")];
    let mut watched = Vec::new();
    let (plan, outcome) = cover(std::slice::from_ref(&decks), |folder| {
        // Each is made just before the folder it lies in is watched.
        if let Some(next) = late.iter().find(|next| next.parent() == Some(folder)) {
            fs::create_dir(next)?;
        }
        watched.push(folder.to_path_buf());
        Ok::<_, io::Error>(())
    });
    outcome.unwrap();
    assert!(
        late.iter().all(|folder| watched.contains(folder) && plan.folders.contains(folder)),
        "{watched:?}"
    );
    watched.sort();
    watched.dedup();
    assert_eq!(watched.len(), plan.folders.len());
}

#[test]
fn reading_is_no_change() {
    let happens = |kind| told(Ok(Event::new(EventKind::Access(kind)))).is_some();
    assert!(!happens(AccessKind::Open(AccessMode::Any)));
    assert!(!happens(AccessKind::Close(AccessMode::Read)));
    assert!(happens(AccessKind::Close(AccessMode::Write)));
}

#[test]
fn what_editors_leave_in_a_folder_of_decks_does_not_matter() {
    let home = tempfile::tempdir().unwrap();
    let real = home.path().canonicalize().unwrap();
    let plan = Plan::of(&[home.path().to_path_buf()]);
    for (name, matters) in [("a.toml", true), ("more", true), (".a.toml.swp", false), ("a.toml~", false)] {
        assert_eq!(plan.has(&real.join(name)), matters, "{name}");
    }
}

#[test]
fn what_lies_beside_a_named_file_does_not_matter_and_its_parts_do() {
    let home = tempfile::tempdir().unwrap();
    let real = home.path().canonicalize().unwrap();
    fs::create_dir(real.join("parts")).unwrap();
    fs::write(real.join("a.toml"), "[deck]\nid = 'a'\ninclude = ['parts/*.txt']\n").unwrap();
    std::os::unix::fs::symlink(real.join("a.toml"), real.join("link.toml")).unwrap();
    let plan = Plan::of(&[real.join("link.toml")]);
    for (path, matters) in
        [("a.toml", true), ("link.toml", true), ("b.toml", false), ("parts/x.txt", true), ("parts/x", false)]
    {
        assert_eq!(plan.has(&real.join(path)), matters, "{path}");
    }
    assert_eq!(plan.folders.len(), 2, "{:?}", plan.folders);
}

#[test]
fn a_system_that_watches_no_more_folders_says_so() {
    let error = Unwatched(reason(&notify::Error::new(ErrorKind::MaxFilesWatch)));
    let told = "could not watch the decks: the system watches as many folders as it allows already";
    assert_eq!(error.to_string(), told);
}
