//! Long work beside the loop: one thread does one job after the other, in the order in which they were started, and rings
//! a pipe that the loop waits for together with keys when there is something to report.
//!
//! A job never touches the log that screens write to: it works on what it was given, and the world takes its result in.

#[cfg(test)]
mod tests;

use std::any::Any;
use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::os::unix::net::UnixStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::source::clean;
use crate::trainer::{QuizWish, Steps};

/// The name of the thread.
pub(super) const THREAD: &str = "jobs";

/// Something long that a screen wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// Read all decks again, because the learner asked for it or edited one.
    Reload,
    /// Read all decks again, because something happened on disk.
    Follow,
    /// Draw the paper of a quiz, by this number as far as chance has a say.
    Draw(Box<QuizWish>, u64),
    /// Make the backup of this day.
    Backup,
}

/// What sort of job it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "see `Job`")]
pub enum Kind {
    Reload,
    Follow,
    Draw,
    Backup,
}

impl Job {
    /// What sort of job it is.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Reload => Kind::Reload,
            Self::Follow => Kind::Follow,
            Self::Draw(..) => Kind::Draw,
            Self::Backup => Kind::Backup,
        }
    }
}

impl Kind {
    /// What it does: `draw the paper`.
    pub const fn doing(self) -> &'static str {
        match self {
            Self::Reload | Self::Follow => "read the decks",
            Self::Draw => "draw the paper",
            Self::Backup => "make the backup of today",
        }
    }

    /// Whether a job that waits is no longer needed once one of this kind waits behind it.
    fn replaces(self, waiting: Self) -> bool {
        self == waiting || (self == Self::Reload && waiting == Self::Follow)
    }

    /// Whether one of this kind is not needed while that job waits, which does the same and more.
    fn is_met_by(self, waiting: Self) -> bool {
        self == Self::Follow && waiting == Self::Reload
    }
}

/// What there is to say of a job.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Report<T> {
    /// So many of so many steps are done.
    Progress(Kind, usize, usize),
    /// It is done, and this came of it.
    Finished(Kind, T),
    /// Nothing came of it, and this is why: a sentence.
    Failed(Kind, String),
}

impl<T> Report<T> {
    const fn kind(&self) -> Kind {
        match self {
            Self::Progress(kind, ..) | Self::Finished(kind, _) | Self::Failed(kind, _) => *kind,
        }
    }
}

/// The work of a job. It tells how far it is, and should end early when it is told to; the error is a sentence.
pub(super) type Task<T> = Box<dyn FnOnce(&dyn Steps) -> Result<T, String> + Send>;

/// The jobs of a world, until it is dropped; what is running then is left to itself.
#[derive(Debug)]
pub(super) struct Jobs<T> {
    shared: Arc<Shared<T>>,
    /// Rings when there is something to report. `None`: without a thread a job is done where it is started.
    pipe: Option<UnixStream>,
    /// Whether jobs without a thread wait for [`Jobs::run_held`].
    #[cfg(test)]
    is_held: bool,
}

#[derive(Debug)]
struct Shared<T> {
    state: Mutex<State<T>>,
    /// Told when there is more to do, or less.
    changed: Condvar,
    bell: Option<UnixStream>,
}

#[derive(Debug)]
struct State<T> {
    waiting: VecDeque<Entry<T>>,
    running: Option<Running>,
    reports: VecDeque<Report<T>>,
    is_over: bool,
}

/// What the thread does next.
enum Entry<T> {
    Job(Kind, Task<T>),
    /// Frees something large.
    Drop(Box<dyn Any + Send>),
}

/// The job that is being done.
#[derive(Debug, Clone)]
struct Running {
    kind: Kind,
    is_cancelled: Arc<AtomicBool>,
}

impl<T: Send + 'static> Jobs<T> {
    /// Does each job at once, where it is started: for tests, and where there can be no thread.
    pub(super) fn at_once() -> Self {
        Self {
            shared: Arc::new(Shared::new(None)),
            pipe: None,
            #[cfg(test)]
            is_held: false,
        }
    }

    /// Starts the thread.
    pub(super) fn with_thread() -> io::Result<Self> {
        let (pipe, bell) = UnixStream::pair()?;
        pipe.set_nonblocking(true)?;
        bell.set_nonblocking(true)?;
        let shared = Arc::new(Shared::new(Some(bell)));
        let worker = Arc::clone(&shared);
        thread::Builder::new().name(THREAD.to_owned()).spawn(move || worker.work())?;
        Ok(Self {
            shared,
            pipe: Some(pipe),
            #[cfg(test)]
            is_held: false,
        })
    }

    /// What to wait for: it can be read when there is something to report.
    pub(super) const fn pipe(&self) -> Option<&UnixStream> {
        self.pipe.as_ref()
    }

    /// Starts a job behind those that wait. It takes the place of one of its kind that has not begun.
    pub(super) fn start(&self, kind: Kind, task: Task<T>) {
        let mut state = self.shared.lock();
        if state.waits(|waiting| kind.is_met_by(waiting)) {
            return;
        }
        state.waiting.retain(|entry| !entry.is_job(|waiting| kind.replaces(waiting)));
        self.push(state, Entry::Job(kind, task));
    }

    /// Whether a job of this kind waits or runs.
    pub(super) fn has(&self, kind: Kind) -> bool {
        let state = self.shared.lock();
        state.waits(|waiting| waiting == kind) || state.running.as_ref().is_some_and(|job| job.kind == kind)
    }

    /// Ends a job of this kind, and takes it out of those that wait. Nothing is reported of it any more.
    pub(super) fn cancel(&self, kind: Kind) {
        let mut state = self.shared.lock();
        state.waiting.retain(|entry| !entry.is_job(|waiting| waiting == kind));
        state.reports.retain(|report| report.kind() != kind);
        if let Some(running) = state.running.as_ref().filter(|running| running.kind == kind) {
            running.is_cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Has the thread free something that takes long to free.
    pub(super) fn discard(&self, large: impl Any + Send) {
        self.push(self.shared.lock(), Entry::Drop(Box::new(large)));
    }

    /// The next thing there is to say.
    pub(super) fn report(&self) -> Option<Report<T>> {
        self.shared.lock().reports.pop_front()
    }

    /// Waits until everything is done, at most so long. Gives whether it is.
    pub(super) fn finish(&self, longest: Duration) -> bool {
        let state = self.shared.lock();
        let is_busy = |state: &mut State<T>| state.running.is_some() || !state.waiting.is_empty();
        let waited = self.shared.changed.wait_timeout_while(state, longest, is_busy);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        !is_busy(&mut state)
    }

    fn push(&self, mut state: MutexGuard<'_, State<T>>, entry: Entry<T>) {
        state.waiting.push_back(entry);
        drop(state);
        self.shared.changed.notify_all();
        #[cfg(test)]
        if self.is_held {
            return;
        }
        if self.pipe.is_none() {
            self.shared.work_off();
        }
    }

    /// Jobs that are only done by [`Jobs::run_held`]: what is seen before that is seen while they run.
    #[cfg(test)]
    pub(super) fn held() -> Self {
        let mut jobs = Self::at_once();
        jobs.is_held = true;
        jobs
    }

    /// Does the jobs that wait.
    #[cfg(test)]
    pub(super) fn run_held(&self) {
        self.shared.work_off();
    }
}

impl<T> Drop for Jobs<T> {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        state.is_over = true;
        state.waiting.clear();
        if let Some(running) = &state.running {
            running.is_cancelled.store(true, Ordering::Relaxed);
        }
        drop(state);
        self.shared.changed.notify_all();
    }
}

/// Empties the pipe that jobs ring; gives whether they did.
pub(super) fn has_rung(mut pipe: &UnixStream) -> bool {
    let (mut bytes, mut any) = ([0; 64], false);
    while matches!(pipe.read(&mut bytes), Ok(1..)) {
        any = true;
    }
    any
}

impl<T> State<T> {
    /// Nothing runs any more. What came of it is told, unless it was cancelled.
    fn end(&mut self, ended: Report<T>, is_cancelled: &AtomicBool) {
        self.running = None;
        if !is_cancelled.load(Ordering::Relaxed) {
            self.forget_steps(ended.kind());
            self.reports.push_back(ended);
        }
    }

    /// Only the newest step is of interest.
    fn forget_steps(&mut self, kind: Kind) {
        self.reports.retain(|report| !matches!(report, Report::Progress(of, ..) if *of == kind));
    }

    fn waits(&self, is: impl Fn(Kind) -> bool) -> bool {
        self.waiting.iter().any(|entry| entry.is_job(&is))
    }
}

impl<T> Entry<T> {
    fn is_job(&self, is: impl Fn(Kind) -> bool) -> bool {
        matches!(self, Self::Job(kind, _) if is(*kind))
    }
}

impl<T> std::fmt::Debug for Entry<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Job(kind, _) => f.debug_tuple("Job").field(kind).finish(),
            Self::Drop(_) => f.write_str("Drop"),
        }
    }
}

impl<T> Shared<T> {
    fn new(bell: Option<UnixStream>) -> Self {
        let state =
            State { waiting: VecDeque::new(), running: None, reports: VecDeque::new(), is_over: false };
        Self { state: Mutex::new(state), changed: Condvar::new(), bell }
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        // Nothing that can panic runs while it is held.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The thread: does what waits, until no one needs it any more.
    fn work(&self) {
        loop {
            let state = self.lock();
            let is_idle = |state: &mut State<T>| state.waiting.is_empty() && !state.is_over;
            let state = self.changed.wait_while(state, is_idle).unwrap_or_else(PoisonError::into_inner);
            if state.is_over {
                return;
            }
            drop(state);
            self.work_off();
        }
    }

    /// Does what waits now, in order.
    fn work_off(&self) {
        while let Some((entry, is_cancelled)) = self.next() {
            match entry {
                Entry::Job(kind, task) => {
                    let ended = self.perform(kind, task, &is_cancelled);
                    self.lock().end(ended, &is_cancelled);
                }
                Entry::Drop(large) => drop(large),
            }
            self.changed.notify_all();
            self.ring();
        }
    }

    /// The first of what waits, which runs from now on.
    fn next(&self) -> Option<(Entry<T>, Arc<AtomicBool>)> {
        let mut state = self.lock();
        let entry = state.waiting.pop_front()?;
        let is_cancelled = Arc::new(AtomicBool::new(false));
        if let Entry::Job(kind, _) = &entry {
            state.running = Some(Running { kind: *kind, is_cancelled: Arc::clone(&is_cancelled) });
        }
        Some((entry, is_cancelled))
    }

    fn perform(&self, kind: Kind, task: Task<T>, is_cancelled: &AtomicBool) -> Report<T> {
        let handle = Handle { shared: self, kind, is_cancelled };
        let ended = match &self.bell {
            // What a job leaves half done, it alone had.
            Some(_) => catch_unwind(AssertUnwindSafe(|| task(&handle)))
                .unwrap_or_else(|panic| Err(broken(kind, panic.as_ref()))),
            None => task(&handle),
        };
        match ended {
            Ok(result) => Report::Finished(kind, result),
            Err(sentence) => Report::Failed(kind, sentence),
        }
    }

    fn ring(&self) {
        if let Some(mut bell) = self.bell.as_ref() {
            // A full pipe rings as well, and no one may be left to hear it.
            let _ = bell.write(&[1]);
        }
    }
}

/// What a job has of the loop.
struct Handle<'a, T> {
    shared: &'a Shared<T>,
    kind: Kind,
    is_cancelled: &'a AtomicBool,
}

impl<T> Steps for Handle<'_, T> {
    fn step(&self, done: usize, of: usize) -> ControlFlow<()> {
        let mut state = self.shared.lock();
        if self.is_cancelled.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        state.forget_steps(self.kind);
        state.reports.push_back(Report::Progress(self.kind, done, of));
        drop(state);
        self.shared.ring();
        ControlFlow::Continue(())
    }
}

/// What is told of a job that panicked.
fn broken(kind: Kind, panic: &(dyn Any + Send)) -> String {
    let words = panic.downcast_ref::<&str>().copied();
    let words = words.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let what = words.map_or_else(String::new, |words| format!(": {}", clean(words)));
    format!("Could not {}: the program has a mistake there{what}. Everything else goes on.", kind.doing())
}
