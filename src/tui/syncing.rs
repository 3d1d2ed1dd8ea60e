//! Syncing beside the loop, where the learner has set it up. The drill never waits for it.

use std::path::Path;

use jiff::Timestamp;
use rand::RngExt;

use super::jobs::Task;
use super::world::sentence;
use crate::clock;
use crate::paths::Paths;
use crate::store::Store;
use crate::sync::{self, Report, Sync, SyncSettings};

/// The sync with the place that is set; why there was none is a sentence.
///
/// The log is opened once more: other windows do the same, and what comes in reaches the open session as theirs does.
pub(super) fn syncing<T>(
    paths: &Paths,
    now: Timestamp,
    done: impl FnOnce(Result<Report, String>) -> T + Send + 'static,
) -> Task<T> {
    let data = paths.data.clone();
    Box::new(move |_| Ok(done(synced(&data, now))))
}

/// Syncs with the place that is set for the log in the folder `data`; why that failed is a sentence.
pub(crate) fn synced(data: &Path, now: Timestamp) -> Result<Report, String> {
    match run(data, now) {
        // Another window, or the command: what it brings is seen as well.
        Err(Trouble::Sync(sync::Error::Busy)) => Ok(Report::default()),
        Err(Trouble::Sync(error)) => Err(format!("Not synced. {}", sentence(&error, error.help()))),
        Err(Trouble::NotSetUp) => Err(
            "Sync is not set up; `examdrill sync set PLACE` does it, and `examdrill sync --help` tells how."
                .to_owned(),
        ),
        Err(Trouble::Other(error)) => Err(format!("Not synced: {error}.")),
        Ok(report) => Ok(report),
    }
}

/// Why nothing was synced.
enum Trouble {
    NotSetUp,
    Sync(sync::Error),
    Other(String),
}

fn run(data: &Path, now: Timestamp) -> Result<Report, Trouble> {
    let settings = SyncSettings::read(data).map_err(|error| Trouble::Other(error.to_string()))?;
    let settings = settings.ok_or(Trouble::NotSetUp)?;
    let seed = clock::rng().map_err(|error| Trouble::Other(error.to_string()))?.random();
    let mut store = Store::open(data, seed, now).map_err(|error| Trouble::Sync(error.into()))?;
    let place = settings.open(data).map_err(|error| Trouble::Sync(error.into()))?;
    let sync = Sync::begin(data, &*place, &settings.place).map_err(Trouble::Sync)?;
    let sync = sync.with_decks(settings.decks);
    sync.run(&mut store, seed, now).map_err(Trouble::Sync)
}
