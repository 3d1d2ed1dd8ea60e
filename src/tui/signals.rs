//! What the system tells the program: end, stop, go on, the window has another size.
//!
//! A signal handler may do next to nothing, so each signal only writes a byte into a pipe that the loop waits for
//! together with the keys.

use std::io;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::process::{Signal, getpid, getsid, kill_current_process_group};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::flag::register_conditional_default;
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use signal_hook::low_level::emulate_default_handler;

/// Collects signals from its making to the end of the program.
pub(super) struct Signals {
    delivery: SignalDelivery<UnixStream, SignalOnly>,
    /// While someone else has the terminal, ending and stopping work at once, as if nobody listened.
    away: Arc<AtomicBool>,
    /// The loop is over: an interrupt ends the program at once, too.
    over: Arc<AtomicBool>,
}

impl Signals {
    /// Begins to listen.
    pub(super) fn new() -> io::Result<Self> {
        let (away, over) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        for signal in [SIGTERM, SIGHUP, SIGTSTP] {
            register_conditional_default(signal, Arc::clone(&away))?;
        }
        register_conditional_default(SIGINT, Arc::clone(&over))?;
        let (read, write) = UnixStream::pair()?;
        let all = [SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGWINCH];
        let delivery = SignalDelivery::with_pipe(read, write, SignalOnly, all)?;
        Ok(Self { delivery, away, over })
    }

    /// What to wait for: it can be read when a signal has come.
    pub(super) fn pipe(&self) -> &UnixStream {
        self.delivery.get_read()
    }

    /// The signals that have come since the last call.
    pub(super) fn pending(&mut self) -> Vec<i32> {
        self.delivery.pending().collect()
    }

    /// Runs `work` while someone else has the terminal. An interrupt typed there was meant for them, not for us.
    pub(super) fn while_away<T>(&mut self, work: impl FnOnce() -> T) -> T {
        self.away.store(true, Ordering::SeqCst);
        let result = work();
        self.away.store(false, Ordering::SeqCst);
        self.pending();
        result
    }

    /// Stops the program, because it was told so by a signal; returns when it goes on.
    pub(super) fn stop(&mut self) -> io::Result<()> {
        let stopped = emulate_default_handler(SIGTSTP);
        self.pending();
        stopped
    }

    /// Stops the program and its companions (`cargo run`, a pipe), because of a key; returns when it goes on.
    pub(super) fn stop_together(&mut self) -> io::Result<()> {
        self.while_away(|| kill_current_process_group(Signal::TSTP).map_err(io::Error::from))
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.away.store(true, Ordering::SeqCst);
        self.over.store(true, Ordering::SeqCst);
    }
}

/// Whether there is a shell that could let a stopped program go on. A program that a terminal window runs directly
/// would be stopped for ever.
pub(super) fn can_be_resumed() -> bool {
    getsid(None).is_ok_and(|session| session != getpid())
}
