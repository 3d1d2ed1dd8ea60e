//! `restore`: back to a copy of the log, also when the log is damaged.

use std::io::Write;
use std::path::PathBuf;

use super::failure::{Failure, Status};
use super::kit::Kit;
use super::table::count;
use crate::source::clean;
use crate::store::{Error, Store};

const EXAMPLES: &str = "\
Examples:
  examdrill backup --list
  examdrill restore 2026-03-01           the daily backup of that day
  examdrill restore /media/stick/exam.db

What the log held before is kept, and can be restored in turn.";

/// Go back to a backup of the log
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Restore {
    /// The backup: a file, or the name of one beside the log
    file: PathBuf,
}

impl Restore {
    pub(super) fn run(self, kit: &mut Kit) -> anyhow::Result<Status> {
        let file = self.found(kit)?;
        let (seed, now) = (kit.device_seed(), kit.now());
        let folder = kit.paths.data.clone();
        let restored = Store::open(&folder, seed, now)
            .and_then(|store| store.restore_from(&file, now).map(|saved| (store, saved)));
        let (store, saved) = match restored {
            // Of the log itself, not of the backup: then there is nothing to go back from, and the log is made anew.
            Err(Error::Damaged { path, .. } | Error::Foreign { path, .. })
                if path.starts_with(&folder) && path != file =>
            {
                Store::recover(&folder, &file, seed, now)?
            }
            restored => restored?,
        };
        let reviews = count(store.len()? as usize, "review");
        writeln!(kit.out, "Restored `{}`: {reviews}.", clean(&file.to_string_lossy()))?;
        if let Some(saved) = saved {
            writeln!(kit.out, "What was there before is in `{}`.", clean(&saved.to_string_lossy()))?;
        }
        Ok(Status::Fine)
    }

    fn found(&self, kit: &Kit) -> anyhow::Result<PathBuf> {
        if self.file.is_file() {
            return Ok(self.file.clone());
        }
        let is_meant = |path: &PathBuf| {
            path.file_name() == Some(self.file.as_os_str()) || path.file_stem() == Some(self.file.as_os_str())
        };
        let mut backups = Store::backups_in(&kit.paths.data)?.into_iter().map(|backup| backup.path);
        let found = backups.find(is_meant);
        Ok(found.ok_or_else(|| {
            Failure::world(format!("there is no backup `{}`", self.file.display()))
                .help("`examdrill backup --list` shows the backups there are")
        })?)
    }
}
