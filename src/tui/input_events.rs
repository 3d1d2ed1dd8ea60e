//! Where the loop waits: for keys, for signals, for decks that change on disk, for jobs and for the time a screen asked for, all
//! in one call of `poll`. Nothing is asked again and again, so waiting costs no CPU.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::event::Event;
use super::input::{Decoder, PAUSE};
use super::jobs::has_rung;
use super::signals::Signals;
use crate::library::Watch;

/// Reads the terminal. While no one calls [`InputEvents::wait`], all keys are left to others: an editor gets every one.
pub(super) struct InputEvents {
    terminal: File,
    decoder: Decoder,
}

/// Why the waiting ended. Several reasons may come together, or none: half a key came.
#[derive(Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a reason of its own")]
pub(super) struct Woken {
    /// What was typed.
    pub(super) events: Vec<Event>,
    /// What the system said.
    pub(super) signals: Vec<i32>,
    /// Whether a job has something to report.
    pub(super) reported: bool,
    /// Whether decks have changed on disk.
    pub(super) changed: bool,
    /// Whether the terminal is gone.
    pub(super) closed: bool,
    /// Whether the time is over.
    pub(super) ticked: bool,
}

impl InputEvents {
    /// Reads standard input if that is the terminal, otherwise the terminal itself.
    pub(super) fn new() -> io::Result<Self> {
        let stdin = io::stdin();
        let terminal = if stdin.is_terminal() {
            File::from(stdin.as_fd().try_clone_to_owned()?)
        } else {
            File::open("/dev/tty")?
        };
        Ok(Self { terminal, decoder: Decoder::default() })
    }

    /// Waits until something happens, at most `longest`; for ever if that is `None`.
    pub(super) fn wait(
        &mut self,
        longest: Option<Duration>,
        signals: &mut Signals,
        watch: Option<&mut Watch>,
        jobs: Option<&UnixStream>,
    ) -> io::Result<Woken> {
        let mut woken = Woken::default();
        let pause = self.decoder.is_waiting().then_some(PAUSE);
        let shortest = longest.into_iter().chain(pause).min();
        // More than a day is as good as for ever, and fits every system's notion of time.
        let timeout = shortest.map(|time| Timespec {
            tv_sec: time.as_secs().min(86_400) as _,
            tv_nsec: time.subsec_nanos().into(),
        });
        let mut sources = vec![
            PollFd::new(&self.terminal, PollFlags::IN),
            PollFd::from_borrowed_fd(signals.pipe().as_fd(), PollFlags::IN),
        ];
        sources.extend(watch.iter().map(|watch| PollFd::new(watch.pipe(), PollFlags::IN)));
        sources.extend(jobs.iter().map(|pipe| PollFd::new(pipe, PollFlags::IN)));
        let ready = match poll(&mut sources, timeout.as_ref()) {
            Ok(ready) => ready,
            // A signal came; it is in the pipe by now.
            Err(rustix::io::Errno::INTR) => 1,
            Err(error) => return Err(error.into()),
        };
        let readable = !sources[0].revents().is_empty();
        woken.signals = signals.pending();
        woken.reported = jobs.is_some_and(has_rung);
        woken.changed = watch.is_some_and(Watch::pending);
        if readable {
            self.read(&mut woken)?;
        } else if ready == 0 {
            woken.events = self.decoder.give_up();
            woken.ticked = longest.is_some() && longest == shortest;
        }
        Ok(woken)
    }

    fn read(&mut self, woken: &mut Woken) -> io::Result<()> {
        // The system keeps at most 4 KiB of typing, so one read takes all of it.
        let mut bytes = [0; 4096];
        match self.terminal.read(&mut bytes) {
            Ok(0) => woken.closed = true,
            Ok(length) => woken.events = self.decoder.feed(&bytes[..length]),
            Err(error) if is_closed(&error) => woken.closed = true,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// Whether this is how a terminal that was closed answers.
pub(super) fn is_closed(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error())
        || matches!(error.kind(), io::ErrorKind::BrokenPipe | io::ErrorKind::UnexpectedEof)
}
