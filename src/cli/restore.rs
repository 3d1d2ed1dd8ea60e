//! `restore`: back to a copy of the log, or to the beginning, also when the log is lost or damaged.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::context::CommandContext;
use super::failure::{Failure, Status};
use crate::source::clean;
use crate::store::{Backup, Found, Newest, Store};
use crate::words::count;

const EXAMPLES: &str = "\
Examples:
  examdrill backup --list
  examdrill restore 2026-03-01           the daily backup of that day
  examdrill restore /media/stick/exam.db
  examdrill restore --newest             the newest one that can be used
  examdrill restore --fresh              none: begin anew

What the log held before is kept, and can be restored in turn.";

/// Go back to a backup of the log, or begin anew, also when the log is lost or damaged
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[group(required = true, multiple = false)]
pub(super) struct Restore {
    /// The backup: a file, or the name of one beside the log
    file: Option<PathBuf>,
    /// Take the newest backup that passes its check
    #[arg(long)]
    newest: bool,
    /// Begin an empty log, and keep the old file under another name
    #[arg(long)]
    fresh: bool,
}

impl Restore {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let said = match &self.file {
            Some(file) => restore(&found(file, context)?, context)?,
            None if self.fresh => begin_anew(context)?,
            None => restore_newest(context)?,
        };
        for sentence in said {
            writeln!(context.out, "{sentence}")?;
        }
        Ok(Status::Fine)
    }
}

/// Brings the newest backup back that can be used. Returns what to tell.
pub(super) fn restore_newest(context: &mut CommandContext) -> anyhow::Result<Vec<String>> {
    let Newest { usable, broken } = Store::newest_backup(&context.paths.data)?;
    let Some((backup, _)) = usable else {
        let message = match broken.len() {
            0 => "there is no backup beside the log",
            1 => "the backup beside the log cannot be used",
            _ => "none of the backups beside the log can be used",
        };
        let help =
            "restore one that you keep elsewhere by its path, or begin anew with `examdrill restore --fresh`";
        return Err(Failure::world(message).help(help).into());
    };
    let mut said = restore(&backup.path, context)?;
    said.extend(
        broken
            .iter()
            .map(|(_, error)| format!("A newer one was passed over: {}.", clean(&error.to_string()))),
    );
    Ok(said)
}

/// Begins an empty log. Returns what to tell.
pub(super) fn begin_anew(context: &mut CommandContext) -> anyhow::Result<Vec<String>> {
    if matches!(Store::find(&context.paths.data), Ok(Found::Nothing)) {
        return Ok(vec!["There is no log yet; the first review makes it.".to_owned()]);
    }
    let (seed, now) = (context.device_seed(), context.now());
    let (_, aside) = Store::begin_anew(&context.paths.data, seed, now)?;
    Ok([Some("A new log was begun.".to_owned()), aside.as_deref().map(kept)].into_iter().flatten().collect())
}

/// Restores a backup, also in place of a log that is lost. Returns what to tell.
fn restore(file: &Path, context: &mut CommandContext) -> anyhow::Result<Vec<String>> {
    let (seed, now) = (context.device_seed(), context.now());
    let folder = context.paths.data.clone();
    let restored = Store::open(&folder, seed, now)
        .and_then(|store| store.restore_from(file, now).map(|saved| (store, saved)));
    let (store, saved, aside) = match restored {
        // Of the log itself, not of the backup: then there is nothing to go back from, and the log is made anew.
        Err(error) if error.is_loss_of(&Store::place(&folder)) => {
            let (store, aside) = Store::recover(&folder, file, seed, now)?;
            (store, None, aside)
        }
        restored => restored.map(|(store, saved)| (store, saved, None))?,
    };
    let reviews = count(store.len()? as usize, "review");
    let mut said = vec![format!("Restored `{}`: {reviews}.", clean(&file.to_string_lossy()))];
    if let Some(saved) = saved {
        said.push(format!("What was there before is in `{}`.", clean(&saved.to_string_lossy())));
    }
    said.extend(aside.as_deref().map(kept));
    Ok(said)
}

fn kept(aside: &Path) -> String {
    format!("What was in its place is now `{}`.", clean(&aside.to_string_lossy()))
}

/// Whether `named` is the name of the backup's file, with or without `.gz`, or the name it is listed by.
fn is_meant(backup: &Backup, named: &Path) -> bool {
    let name = backup.path.file_name();
    let packed = name.and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".gz"));
    name == Some(named.as_os_str())
        || named.to_str().is_some_and(|wanted| packed == Some(wanted) || backup.name() == wanted)
}

fn found(file: &Path, context: &CommandContext) -> anyhow::Result<PathBuf> {
    if file.is_file() {
        return Ok(file.to_path_buf());
    }
    let backup = Store::backups_in(&context.paths.data)?.into_iter().find(|backup| is_meant(backup, file));
    Ok(backup.map(|backup| backup.path).ok_or_else(|| {
        Failure::world(format!("there is no backup `{}`", file.display()))
            .help("`examdrill backup --list` shows the backups there are")
    })?)
}
