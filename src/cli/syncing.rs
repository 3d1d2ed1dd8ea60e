//! The syncs of a session without screens, at its start and at its end, on a thread of their own: the drill waits for none.

use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use crate::paths::Paths;
use crate::sync::{Report, SyncSettings};
use crate::tui::syncing::synced;

/// How long leaving waits for a sync. What is not done by then, the next one does.
const PATIENCE: Duration = Duration::from_secs(1);

/// A sync that is under way, if there is one.
#[derive(Debug, Default)]
pub(super) struct Syncing(Option<Receiver<Result<Report, String>>>);

impl Syncing {
    /// Begins a sync, where that is set up.
    pub(super) fn begin(&mut self, paths: &Paths, now: Timestamp) {
        if !SyncSettings::is_there(&paths.data) {
            return;
        }
        let (sender, done) = channel();
        let data = paths.data.clone();
        thread::spawn(move || {
            // Who has left does not listen any more.
            let _ = sender.send(synced(&data, now));
        });
        self.0 = Some(done);
    }

    /// Waits a little for the sync that was begun, and for one of what was stored since. Gives what is told of them.
    pub(super) fn finish(&mut self, paths: &Paths, now: Timestamp) -> Vec<String> {
        let (mut told, is_over) = self.wait();
        if is_over {
            self.begin(paths, now);
            told.extend(self.wait().0);
        }
        told
    }

    /// What is told of the sync that was begun, and whether it is over.
    fn wait(&mut self) -> (Vec<String>, bool) {
        let Some(done) = self.0.take() else { return (Vec::new(), true) };
        match done.recv_timeout(PATIENCE) {
            Ok(Ok(report)) if report.is_nothing() && report.left.is_empty() => (Vec::new(), true),
            Ok(Ok(report)) => (report.told(), true),
            Ok(Err(why)) => (vec![why], true),
            Err(_) => (Vec::new(), false),
        }
    }
}
