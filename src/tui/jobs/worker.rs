//! The thread: does what waits, in order, and tells what came of it.

use std::any::Any;
use std::collections::VecDeque;
use std::io::Write;
use std::ops::ControlFlow;
use std::os::unix::net::UnixStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::{Entry, Kind, Report, Running, Shared, State, Task};
use crate::source::clean;
use crate::trainer::Steps;

impl<T> Shared<T> {
    pub(super) fn new(bell: Option<UnixStream>) -> Self {
        let state =
            State { waiting: VecDeque::new(), running: None, reports: VecDeque::new(), is_over: false };
        Self { state: Mutex::new(state), changed: Condvar::new(), bell }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State<T>> {
        // Nothing that can panic runs while it is held.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The thread: does what waits, until no one needs it any more.
    pub(super) fn work(&self) {
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
    pub(super) fn work_off(&self) {
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
