//! Long work beside the loop: one thread does one job after the other, in the order in which they were started, and rings
//! a pipe that the loop waits for together with keys when there is something to report.
//!
//! A job never touches the log that screens write to: it works on what it was given, and the world takes its result in.

mod job;
#[cfg(test)]
mod tests;
mod worker;

use std::any::Any;
use std::collections::VecDeque;
use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::trainer::Steps;

pub use job::{Job, Kind};

/// The name of the thread.
pub(super) const THREAD: &str = "jobs";

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
        Self::of(Arc::new(Shared::new(None)), None)
    }

    fn of(shared: Arc<Shared<T>>, pipe: Option<UnixStream>) -> Self {
        Self {
            shared,
            pipe,
            #[cfg(test)]
            is_held: false,
        }
    }

    /// Starts the thread.
    pub(super) fn with_thread() -> io::Result<Self> {
        let (pipe, bell) = UnixStream::pair()?;
        pipe.set_nonblocking(true)?;
        bell.set_nonblocking(true)?;
        Self::on_thread(pipe, bell)
    }

    /// Others beside these, on a thread of their own, for what must not wait behind a job that takes minutes. They ring the
    /// same pipe.
    pub(super) fn beside<U: Send + 'static>(&self) -> io::Result<Jobs<U>> {
        let (Some(pipe), Some(bell)) = (&self.pipe, &self.shared.bell) else { return Ok(Jobs::at_once()) };
        Jobs::on_thread(pipe.try_clone()?, bell.try_clone()?)
    }

    fn on_thread(pipe: UnixStream, bell: UnixStream) -> io::Result<Self> {
        let shared = Arc::new(Shared::new(Some(bell)));
        let worker = Arc::clone(&shared);
        thread::Builder::new().name(THREAD.to_owned()).spawn(move || worker.work())?;
        Ok(Self::of(shared, Some(pipe)))
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
        let waited = self.shared.changed.wait_timeout_while(state, longest, |state| state.is_busy());
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        !state.is_busy()
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
    /// Whether a job runs or waits.
    fn is_busy(&self) -> bool {
        self.running.is_some() || !self.waiting.is_empty()
    }

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
