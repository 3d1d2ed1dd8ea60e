//! The backup of the day, made on a thread of its own, so that nobody waits for it.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use crate::store::{self, BackupJob, Store};

/// How long leaving waits for a backup that is being made. What is not done by then, the next start makes.
const PATIENCE: Duration = Duration::from_secs(1);

/// A backup that is being made, if there is one.
#[derive(Debug, Default)]
pub(super) struct Daily(Option<Receiver<Result<PathBuf, store::Error>>>);

impl Daily {
    /// Begins the backup of this day where it is due.
    pub(super) fn begin(&mut self, store: &Store, now: Timestamp) -> Result<(), store::Error> {
        if self.0.is_none() {
            self.0 = store.daily_backup(now)?.map(started);
        }
        Ok(())
    }

    /// Waits a little for the backup that was begun, and for one that became due since.
    pub(super) fn finish(&mut self, store: &Store, now: Timestamp) -> Result<(), store::Error> {
        if self.wait()? {
            self.begin(store, now)?;
            self.wait()?;
        }
        Ok(())
    }

    /// Gives whether none is being made any more.
    fn wait(&mut self) -> Result<bool, store::Error> {
        let Some(made) = self.0.take() else { return Ok(true) };
        match made.recv_timeout(PATIENCE) {
            Ok(made) => made.map(|_| true),
            Err(RecvTimeoutError::Timeout) => Ok(false),
            Err(RecvTimeoutError::Disconnected) => Ok(true),
        }
    }
}

fn started(job: BackupJob) -> Receiver<Result<PathBuf, store::Error>> {
    let (sender, made) = channel();
    thread::spawn(move || {
        // Who has left does not listen any more.
        let _ = sender.send(job.run());
    });
    made
}
