//! `backup`: a copy of the log, now.

use std::io::Write;
use std::path::PathBuf;

use super::context::{CommandContext, note};
use super::failure::Status;
use super::table::Table;
use crate::source::clean;
use crate::store::Store;

const EXAMPLES: &str = "\
Examples:
  examdrill backup                       beside the log, kept until you remove it
  examdrill backup /media/stick/exam.db.gz
  examdrill backup --list

A backup is made by itself each day you study. The older ones are thinned, sooner
where all together take more than 64 MB and three times the newest.";

/// Save a copy of the log, or list the copies there are
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Backup {
    /// The file to write, compressed if its name ends in .gz; without it, one beside the log, named by the time
    file: Option<PathBuf>,
    /// Replace the file if it is there
    #[arg(long, requires = "file")]
    force: bool,
    /// List the backups beside the log, the newest first, and check each
    #[arg(long, conflicts_with_all = ["file", "force"])]
    list: bool,
}

impl Backup {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        if self.list {
            return list(context);
        }
        let store = context.log()?;
        let Some(place) = store.backup_place(context.now()) else {
            writeln!(context.out, "There is nothing to back up yet.")?;
            return Ok(Status::Fine);
        };
        let target = self.file.unwrap_or(place);
        store.backup_to(&target, self.force)?;
        let shown = target.to_string_lossy();
        writeln!(context.out, "Saved `{}`.", clean(&shown))?;
        Ok(Status::Fine)
    }
}

fn list(context: &mut CommandContext) -> anyhow::Result<Status> {
    let backups = Store::backups_in(&context.paths.data)?;
    if backups.is_empty() {
        writeln!(context.out, "There are no backups yet.")?;
        return Ok(Status::Fine);
    }
    let mut table = Table::new(&["day", "made", ">size", ">reviews", "file"]);
    let mut broken = Vec::new();
    for backup in backups {
        let checked = backup.check();
        table.row([
            backup.day.to_string(),
            if backup.automatic { "daily" } else { "on occasion" }.to_owned(),
            format!("{} kB", backup.bytes.div_ceil(1000)),
            checked.as_ref().map_or_else(|_| "BROKEN".to_owned(), |content| content.reviews.to_string()),
            clean(&backup.path.to_string_lossy()).into_owned(),
        ]);
        broken.extend(checked.err());
    }
    table.write(&mut context.out)?;
    context.out.flush()?;
    for error in broken {
        note(&error.to_string());
    }
    Ok(Status::Fine)
}
