//! The backups beside the log: which there are, what they hold, and which of them can be used.

use std::cmp::Reverse;
use std::io;
use std::path::{Path, PathBuf};

use fs_err as fs;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::super::{Error, Store, Tried};
use super::{Content, FOLDER, Image};

const DOING: &str = "list the backups in";

/// A backup in the folder that the program keeps them in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// The day it was made on, in UTC: by its name, or where that tells none, by the time the file was last changed.
    pub day: Date,
    /// Whether it is one of those made daily, which are thinned.
    pub automatic: bool,
    /// Whether the program made it by itself: daily, or before something risky.
    pub unasked: bool,
    /// Its size.
    pub bytes: u64,
}

/// What there is to go back to.
#[derive(Debug, Default)]
pub struct Newest {
    /// The newest backup that can be used, with what it holds.
    pub usable: Option<(Backup, Content)>,
    /// Those that are as new and cannot, with the reason.
    pub broken: Vec<(Backup, Error)>,
}

impl Backup {
    /// Opens the backup and looks all of it over. The error says why it cannot be restored.
    pub fn check(&self) -> Result<Content, Error> {
        const DOING: &str = "use the backup";
        Image::read(&self.path, DOING)?.check(&self.path, DOING)
    }

    /// What people call it: its name without endings.
    pub fn name(&self) -> &str {
        let name = self.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        stem(name).unwrap_or(name)
    }
}

impl Store {
    /// The backups beside the log in `folder`, newest first, also when the log itself cannot be opened.
    pub fn backups_in(folder: &Path) -> Result<Vec<Backup>, Error> {
        let folder = folder.join(FOLDER);
        let mut backups = Vec::new();
        for (path, meta) in files(&folder)? {
            let Some(stem) = path.file_name().and_then(|name| name.to_str()).and_then(stem) else { continue };
            let named = stem.get(..10).and_then(|day| day.parse::<Date>().ok());
            let day = match named {
                Some(day) => day,
                None => changed_on(&meta).tried(DOING, &folder)?,
            };
            let automatic = named.is_some() && stem.len() == 10;
            let unasked = automatic || (named.is_some() && stem.contains("-before-"));
            backups.push(Backup { day, automatic, unasked, bytes: meta.len(), path });
        }
        backups.sort_by(|one, other| other.path.file_name().cmp(&one.path.file_name()));
        backups.sort_by_key(|backup| Reverse(backup.day));
        Ok(backups)
    }

    /// The newest backup beside the log in `folder` that can be used, and those that cannot and would have been it.
    pub fn newest_backup(folder: &Path) -> Result<Newest, Error> {
        let Newest { usable: mut best, mut broken } = Newest::default();
        for backup in Self::backups_in(folder)? {
            if best.as_ref().is_some_and(|(best, _)| best.day != backup.day) {
                break;
            }
            match backup.check() {
                // Of one day, the newest is the one that has seen most appends.
                Ok(content)
                    if best.as_ref().is_none_or(|(_, known)| content.generation > known.generation) =>
                {
                    best = Some((backup, content));
                }
                Ok(_) => {}
                Err(error) => broken.push((backup, error)),
            }
        }
        Ok(Newest { usable: best, broken })
    }
}

/// How many backups there are beside the log in `folder`, usable or not.
pub(in super::super) fn count(folder: &Path) -> Result<usize, Error> {
    let files = files(&folder.join(FOLDER))?;
    Ok(files
        .iter()
        .filter(|(path, _)| path.file_name().and_then(|name| name.to_str()).and_then(stem).is_some())
        .count())
}

fn files(folder: &Path) -> Result<Vec<(PathBuf, std::fs::Metadata)>, Error> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.tried(DOING, folder)?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.tried(DOING, folder)?.path();
        // Thinned by another window meanwhile, or a link that leads nowhere.
        let Ok(meta) = fs::metadata(&path) else { continue };
        if meta.is_file() {
            files.push((path, meta));
        }
    }
    Ok(files)
}

/// The name without what tells that the file is a backup; `None` for any other file.
fn stem(name: &str) -> Option<&str> {
    let stem = name.strip_suffix(".gz").unwrap_or(name).strip_suffix(".db")?;
    (!stem.is_empty() && !stem.starts_with('.')).then_some(stem)
}

fn changed_on(meta: &std::fs::Metadata) -> io::Result<Date> {
    let changed = Timestamp::try_from(meta.modified()?).map_err(io::Error::other)?;
    Ok(Offset::UTC.to_datetime(changed).date())
}
