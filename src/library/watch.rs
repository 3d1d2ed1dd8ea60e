//! Notices decks and exams that change on disk.
//!
//! The system tells a thread of its own, which waits until a save is over and then writes a byte into a pipe that the
//! loop waits for together with keys and signals. Nothing is asked again and again.

mod plan;

#[cfg(test)]
mod tests;

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Config, ErrorKind, Event, EventHandler, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::hollow::Whole;
use plan::Plan;

/// How long a file must be left alone before it counts as saved.
const QUIET: Duration = Duration::from_millis(100);
/// A file that is never left alone is told of after so many times [`QUIET`], and folders that never cease to appear are
/// planned for so often.
const LONGEST: usize = 10;
/// A file that is empty, gone or broken off is waited for so many times [`QUIET`]; then it is told of as it is.
const PATIENCE: usize = 30;

/// Why changes will not be noticed.
#[derive(Debug, thiserror::Error)]
#[error("could not watch the decks: {0}")]
pub struct Unwatched(String);

/// Watches until it is dropped.
#[derive(Debug)]
pub struct Watch {
    pipe: UnixStream,
    news: Sender<News>,
}

/// What the thread is told.
#[derive(Debug)]
enum News {
    /// Something happened at these paths; nobody knows where if there are none.
    At(Vec<PathBuf>),
    /// No one listens any more.
    Over,
}

impl Watch {
    /// Begins to watch `places`: files, and folders with their sub-folders. A place may appear later.
    pub fn start(places: &[PathBuf]) -> Result<Self, Unwatched> {
        let (pipe, bell) = bell().map_err(|error| Unwatched(error.to_string()))?;
        let (news, heard) = mpsc::channel();
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(teller(news.clone()), config)
            .map_err(|error| Unwatched(reason(&error)))?;
        let mut watching = Watching {
            watcher,
            plan: Plan::default(),
            whole: Whole::of(places),
            places: places.to_vec(),
            heard,
            bell,
        };
        watching.arm().map_err(|error| Unwatched(reason(&error)))?;
        thread::Builder::new()
            .name("watch".to_owned())
            .spawn(move || watching.run())
            .map_err(|error| Unwatched(error.to_string()))?;
        Ok(Self { pipe, news })
    }

    /// What to wait for: it can be read when something has changed.
    pub const fn pipe(&self) -> &UnixStream {
        &self.pipe
    }

    /// Whether something has changed since the last call.
    pub fn pending(&mut self) -> bool {
        let (mut bytes, mut any) = ([0; 64], false);
        while matches!(self.pipe.read(&mut bytes), Ok(1..)) {
            any = true;
        }
        any
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.news.send(News::Over);
    }
}

/// Both ends of the pipe; neither ever waits for the other.
fn bell() -> io::Result<(UnixStream, UnixStream)> {
    let (pipe, bell) = UnixStream::pair()?;
    pipe.set_nonblocking(true)?;
    bell.set_nonblocking(true)?;
    Ok((pipe, bell))
}

/// Tells the thread of events. It may be over, and then no one minds.
fn teller(news: Sender<News>) -> impl EventHandler {
    move |event| drop(told(event).map(|told| news.send(told)))
}

/// What of an event may matter. Reading a file is none: we do it ourselves.
fn told(event: notify::Result<Event>) -> Option<News> {
    let event = event.ok()?;
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => {}
        EventKind::Access(_) => return None,
        _ => {}
    }
    Some(News::At(if event.need_rescan() { Vec::new() } else { event.paths }))
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => "the system watches as many folders as it allows already".to_owned(),
        ErrorKind::Io(error) => error.to_string(),
        _ => error.to_string(),
    }
}

/// The thread.
struct Watching {
    watcher: RecommendedWatcher,
    plan: Plan,
    /// The files as they were when they were told of last.
    whole: Whole,
    places: Vec<PathBuf>,
    heard: Receiver<News>,
    bell: UnixStream,
}

impl Watching {
    fn run(mut self) {
        loop {
            match self.heard.recv() {
                Ok(News::At(paths)) if self.matters(&paths) => {}
                Ok(News::At(_)) => continue,
                Ok(News::Over) | Err(_) => return,
            }
            if self.settle() || self.wait_for_slow_saves() {
                return;
            }
            self.whole = Whole::of(&self.places);
            // Before the decks are read, so that nothing can happen unnoticed in between. What cannot be watched now
            // is no reason to stop watching the rest.
            let _ = self.arm();
            match self.bell.write(&[1]) {
                Err(error) if error.kind() != io::ErrorKind::WouldBlock => return,
                _ => {}
            }
        }
    }

    /// Waits until nothing more happens. Gives whether no one listens any more.
    fn settle(&self) -> bool {
        for _ in 0..LONGEST {
            thread::sleep(QUIET);
            let mut is_quiet = true;
            for news in self.heard.try_iter() {
                match news {
                    News::At(paths) => is_quiet &= !self.matters(&paths),
                    News::Over => return true,
                }
            }
            if is_quiet {
                break;
            }
        }
        false
    }

    /// Waits for files that are empty or gone for a moment. Gives whether no one listens any more.
    fn wait_for_slow_saves(&self) -> bool {
        for _ in 0..PATIENCE {
            if !self.whole.is_broken_off() {
                return false;
            }
            thread::sleep(QUIET);
            if self.heard.try_iter().any(|news| matches!(news, News::Over)) {
                return true;
            }
        }
        false
    }

    fn matters(&self, paths: &[PathBuf]) -> bool {
        paths.is_empty() || paths.iter().any(|path| self.plan.has(path))
    }

    /// Watches the folders as they are now. Gives the first that could not be watched.
    fn arm(&mut self) -> notify::Result<()> {
        for folder in &self.plan.folders {
            // It may be gone, and its watch with it.
            let _ = self.watcher.unwatch(folder);
        }
        let (plan, outcome) =
            cover(&self.places, |folder| self.watcher.watch(folder, RecursiveMode::NonRecursive));
        self.plan = plan;
        outcome
    }
}

/// Plans and watches until no folder has appeared between the two: of that, nothing would ever be heard. Gives the first
/// failure.
fn cover<E>(places: &[PathBuf], mut watch: impl FnMut(&Path) -> Result<(), E>) -> (Plan, Result<(), E>) {
    let (mut plan, mut outcome) = (Plan::default(), Ok(()));
    for _ in 0..LONGEST {
        let newer = Plan::of(places);
        let is_over = newer.folders.is_subset(&plan.folders);
        for folder in newer.folders.difference(&plan.folders) {
            outcome = outcome.and(watch(folder));
        }
        plan = newer;
        if is_over {
            break;
        }
    }
    (plan, outcome)
}
