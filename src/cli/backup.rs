//! `backup`: a copy of the log, now.

use std::io::Write;
use std::path::PathBuf;

use jiff::tz::Offset;

use super::failure::Status;
use super::kit::Kit;
use super::table::Table;
use crate::source::clean;
use crate::store::Store;

const EXAMPLES: &str = "\
Examples:
  examdrill backup                       beside the log, kept until you remove it
  examdrill backup /media/stick/exam.db
  examdrill backup --list

A backup is made by itself each day you study; the older ones are thinned.";

/// Save a copy of the log, or list the copies there are
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Backup {
    /// The file to write; without it, one beside the log, named by the time
    file: Option<PathBuf>,
    /// Replace the file if it is there
    #[arg(long, requires = "file")]
    force: bool,
    /// List the backups beside the log, the newest first
    #[arg(long, conflicts_with_all = ["file", "force"])]
    list: bool,
}

impl Backup {
    pub(super) fn run(self, kit: &mut Kit) -> anyhow::Result<Status> {
        if self.list {
            return list(kit);
        }
        if !Store::is_in(&kit.paths.data) {
            writeln!(kit.out, "There is nothing to back up yet.")?;
            return Ok(Status::Fine);
        }
        let store = kit.log()?;
        let target = self.file.unwrap_or_else(|| {
            let name =
                Offset::UTC.to_datetime(kit.now()).strftime("%Y-%m-%dT%H-%M-%SZ-manual.db").to_string();
            kit.paths.data.join("backups").join(name)
        });
        store.backup_to(&target, self.force)?;
        let shown = target.to_string_lossy();
        writeln!(kit.out, "Saved `{}`.", clean(&shown))?;
        Ok(Status::Fine)
    }
}

fn list(kit: &mut Kit) -> anyhow::Result<Status> {
    let backups = Store::backups_in(&kit.paths.data)?;
    if backups.is_empty() {
        writeln!(kit.out, "There are no backups yet.")?;
        return Ok(Status::Fine);
    }
    let mut table = Table::new(&["day", "made", ">size", "file"]);
    for backup in backups {
        table.row([
            backup.day.to_string(),
            if backup.automatic { "daily" } else { "on occasion" }.to_owned(),
            format!("{} kB", backup.bytes.div_ceil(1000)),
            clean(&backup.path.to_string_lossy()).into_owned(),
        ]);
    }
    table.write(&mut kit.out)?;
    Ok(Status::Fine)
}
