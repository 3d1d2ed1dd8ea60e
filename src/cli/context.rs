//! What every command has at hand: the clock, randomness, the folders, and where to write.

use std::env;
use std::io::{self, Write};
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rand::RngExt;
use rand::rngs::StdRng;

use super::daily::Daily;
use super::named::{self, Named};
use super::out::Out;
use super::settings;
use super::syncing::Syncing;
use crate::clock::{self, Clock};
use crate::config::Config;
use crate::library::Library;
use crate::paths::{Paths, litter};
use crate::source::clean;
use crate::store::Store;
use crate::trainer::Trainer;
use crate::words::count;

pub(super) struct CommandContext {
    pub(super) out: Out,
    pub(super) clock: Clock,
    pub(super) rng: StdRng,
    pub(super) zone: TimeZone,
    pub(super) paths: Paths,
    pub(super) daily: Daily,
    pub(super) syncing: Syncing,
}

impl CommandContext {
    pub(super) fn new() -> anyhow::Result<Self> {
        Ok(Self {
            out: Out::stdout(),
            clock: Clock::from_environment()?,
            rng: clock::rng()?,
            zone: TimeZone::system(),
            paths: Paths::find(|name| env::var_os(name))?,
            daily: Daily::default(),
            syncing: Syncing::default(),
        })
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A random number for a log that is made now.
    pub(super) fn device_seed(&mut self) -> u32 {
        self.rng.random()
    }

    /// Opens the log for a session, making it where there is none.
    pub(super) fn trainer(&mut self, decks: &[PathBuf]) -> anyhow::Result<(Trainer, Named)> {
        let (seed, now) = (self.device_seed(), self.now());
        litter::sweep(&self.paths, now);
        let (library, named) = self.library(decks)?;
        let config = settings::load(&self.paths.config)?;
        let mut trainer = Trainer::open(self.paths.clone(), config, library, self.zone.clone(), seed, now)?;
        if trainer.store().is_read_only() {
            let path = trainer.store().path().display().to_string();
            trainer.tell([format!("`{path}` can only be read, so ratings cannot be stored.")]);
        }
        Ok((trainer, named))
    }

    /// Begins the backup of the day beside a session line by line. The screens do so once they are shown.
    pub(super) fn back_up(&mut self, trainer: &mut Trainer) {
        let now = self.now();
        if !trainer.store().is_read_only()
            && let Err(error) = self.daily.begin(trainer.store(), now)
        {
            // A session is worth more than its backup.
            trainer.tell([format!("The backup of today could not be made: {error}.")]);
        }
    }

    /// Opens the log to look at it. Where there is none, nothing is made.
    pub(super) fn onlooker(&mut self, decks: &[PathBuf]) -> anyhow::Result<(Trainer, Named)> {
        let (library, named) = self.library(decks)?;
        for trouble in &library.troubles {
            aside("warning", &trouble.to_string());
        }
        let config = settings::load(&self.paths.config)?;
        let store = self.log()?;
        let mut trainer =
            Trainer::with_store(store, self.paths.clone(), config, library, self.zone.clone(), self.now())?;
        for notice in trainer.take_notices() {
            note(&notice);
        }
        Ok((trainer, named))
    }

    /// The log; one in memory where there is none on disk.
    pub(super) fn log(&mut self) -> anyhow::Result<Store> {
        let (seed, now) = (self.device_seed(), self.now());
        Ok(match Store::look(&self.paths.data, seed, now)? {
            Some(store) => store,
            None => Store::in_memory(seed)?,
        })
    }

    /// The log, with no decks, so that looking at it carries nothing over; `None` where there is no log.
    pub(super) fn log_alone(&mut self, config: Config) -> anyhow::Result<Option<Trainer>> {
        let (seed, now) = (self.device_seed(), self.now());
        let Some(store) = Store::look(&self.paths.data, seed, now)? else { return Ok(None) };
        let (paths, zone) = (self.paths.clone(), self.zone.clone());
        Ok(Some(Trainer::with_store(store, paths, config, Library::default(), zone, now)?))
    }

    /// All decks, with those that are named.
    pub(super) fn library(&mut self, decks: &[PathBuf]) -> anyhow::Result<(Library, Named)> {
        let mut library = Library::open(&self.paths, &named::files_among(decks));
        let named = named::find(&mut library, &self.paths.decks(), decks)?;
        Ok((library, named))
    }
}

impl CommandContext {
    /// Says how many decks a table leaves out because they are off.
    pub(super) fn note_of_off(&mut self, decks: usize) -> anyhow::Result<()> {
        if decks > 0 {
            self.out.flush()?;
            note(&format!("{} off; `--all` shows everything", count(decks, "deck")));
        }
        Ok(())
    }
}

/// Tells the learner something beside the output.
pub(super) fn note(text: &str) {
    aside("note", text);
}

fn aside(word: &str, text: &str) {
    // Nobody may be listening, and the command goes on all the same.
    let _ = writeln!(io::stderr(), "{word}: {}", clean(text));
}
