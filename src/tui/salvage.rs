//! The world of a learner whose log is lost: there is nothing to study before it is brought back or begun anew.

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::screen::{Done, Effect, World};
use super::world::sentence;
use crate::config::Config;
use crate::library::Library;
use crate::paths::Paths;
use crate::source::clean;
use crate::store::{self, Store};
use crate::trainer::{Trainer, View};

/// A place where the log was.
#[derive(Debug)]
pub struct Salvage {
    view: View,
    paths: Paths,
    /// For a log that is made now.
    device_seed: u32,
    /// What was done, as sentences for the learner; nothing yet if empty.
    pub done: Vec<String>,
}

impl Salvage {
    /// Stands before what is in `paths`. A log that is begun belongs to the device `device_seed`, a random number.
    pub fn new(paths: Paths, device_seed: u32) -> Self {
        Self { view: View::bare(), paths, device_seed, done: Vec::new() }
    }

    /// Whether another window has mended it meanwhile, so that it must be left alone.
    fn is_well(&self, now: Timestamp) -> bool {
        let (config, library) = (Config::default(), Library::default());
        let store = Store::look(&self.paths.data, self.device_seed, now);
        let opened = store.map(|store| {
            store.map(|store| {
                Trainer::with_store(store, self.paths.clone(), config, library, TimeZone::UTC, now)
            })
        });
        matches!(opened, Ok(Some(Ok(_))))
    }

    fn salvage(&mut self, backup: Option<&Path>, now: Timestamp) -> Result<Vec<String>, store::Error> {
        if self.is_well(now) {
            return Ok(vec!["The log is there again; nothing was changed.".to_owned()]);
        }
        let (folder, seed) = (&self.paths.data, self.device_seed);
        let (first, (_, aside)) = match backup {
            Some(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                (
                    format!("The backup `{}` was brought back.", clean(&name)),
                    Store::recover(folder, path, seed, now)?,
                )
            }
            None => ("A new log was begun.".to_owned(), Store::begin_anew(folder, seed, now)?),
        };
        let aside =
            aside.map(|aside| format!("What was in its place is now `{}`.", clean(&aside.to_string_lossy())));
        Ok([Some(first), aside].into_iter().flatten().collect())
    }
}

impl World for Salvage {
    fn view(&self) -> &View {
        &self.view
    }

    fn perform(&mut self, effect: Effect, now: Timestamp) -> Result<Done, String> {
        let salvaged = match effect {
            Effect::BringBack(path) => self.salvage(Some(&path), now),
            Effect::BeginAnew => self.salvage(None, now),
            _ => return Err("There is no log to store it in.".to_owned()),
        };
        self.done = salvaged.map_err(|error| sentence(&error, error.help()))?;
        Ok(Done::Recovered)
    }
}
