//! What the doctor says: findings, and what would mend them.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::super::{Error, Store};
use crate::paths::litter;
use crate::schedule::{Choice, RowId};
use crate::source::{Code, codes};
use crate::words;

codes! {
    /// What the doctor looks at, sorted. **Add a code here and where it is looked for, nowhere else.**
    CHECKUPS:
    BROKEN_BACKUP "broken-backup" "whether each backup can be used",
    DECKS "decks" "the decks, and files among them that cannot be read",
    DECK_INDEX "deck-index" "what is kept of the decks from one start to the next",
    FUTURE_REVIEWS "future-reviews" "reviews of a time that has not come",
    LITTER "litter" "what runs that were killed have left",
    LOG "log" "the content of the log",
    LOST_LOG "lost-log" "whether the log is where it was",
    NOT_WRITABLE "not-writable" "whether the log and its folder can be written to",
    NO_BACKUP "no-backup" "whether there is a backup, and how old it is",
    OPEN_TO_OTHERS "open-to-others" "whether others can read the learner's folders and files",
    ORPHAN_STEPS "orphan-steps" "steps of quizzes that are not there",
    OVERRULED_SETTINGS "overruled-settings" "settings of which the log has another value than the settings file",
    SETTINGS "settings" "the settings file",
    STORED_MEMORIES "stored-memories" "the memories that are kept beside the reviews",
    UNREADABLE_QUIZ "unreadable-quiz" "quizzes that cannot be read",
}

/// One thing looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub code: Code,
    /// Whether it is as it should be.
    pub ok: bool,
    /// What was found, as a sentence without a full stop.
    pub what: String,
    /// What to do, when it is not well.
    pub help: Option<String>,
    /// What mends it, where the program can.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding that is well.
    pub fn good(code: Code, what: impl Into<String>) -> Self {
        Self { code, ok: true, what: what.into(), help: None, fix: None }
    }

    /// A finding that is not well.
    pub fn bad(code: Code, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, ok: false, what: what.into(), help: Some(help.into()), fix: None }
    }

    /// A finding that something could not be done.
    pub(super) fn failed(code: Code, error: &Error) -> Self {
        Self::bad(code, error.to_string(), error.help())
    }

    /// The same with what mends it.
    #[must_use]
    pub fn mended_by(self, fix: Fix) -> Self {
        Self { fix: Some(fix), ..self }
    }
}

/// What mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What to ask the learner before, as a question; a fix without one is always safe.
    pub question: Option<String>,
    /// What is done.
    pub act: Act,
}

/// What the doctor can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Give each file or folder these permissions.
    Restrict(Vec<(PathBuf, u32)>),
    /// Remove files, and folders with what is in them.
    Remove(Vec<PathBuf>),
    /// Make a backup of the log now.
    BackUp,
    /// Let each of these reviews count as given at another time.
    Redate(Vec<(RowId, Timestamp)>),
    /// Record these choices.
    Choose(Vec<Choice>),
}

impl Fix {
    /// A fix that harms nothing in any case.
    pub const fn safe(act: Act) -> Self {
        Self { question: None, act }
    }

    /// A fix that the learner is asked about first.
    pub fn asking(question: impl Into<String>, act: Act) -> Self {
        Self { question: Some(question.into()), act }
    }

    /// Does it, on the `log` where there is one. Returns what was done, as a sentence without a full stop.
    pub fn perform(&self, log: Option<&Store>, now: Timestamp) -> Result<String, Error> {
        match &self.act {
            Act::Restrict(paths) => {
                for (path, mode) in paths {
                    restrict(path, *mode).map_err(|source| Error::io("protect", path, source))?;
                }
                Ok(format!("closed {} to others", several(paths.iter().map(|(path, _)| path))))
            }
            Act::Remove(paths) => {
                for path in paths {
                    litter::remove(path).map_err(|source| Error::io("remove", path, source))?;
                }
                Ok(format!("removed {}", several(paths)))
            }
            Act::BackUp => {
                let Some((log, place)) = log.and_then(|log| Some((log, log.backup_place(now)?))) else {
                    return Ok("there is no log to back up".to_owned());
                };
                log.backup_to(&place, false)?;
                Ok(format!("saved `{}`", place.display()))
            }
            Act::Redate(times) => {
                log.map_or(Ok(()), |log| log.redate(times, now))?;
                Ok(format!("moved {} to the time they were more likely given at", reviews(times.len())))
            }
            Act::Choose(choices) => {
                log.map_or(Ok(()), |log| log.choose(choices, now))?;
                let names: Vec<&str> = choices.iter().map(|choice| choice.what.as_str()).collect();
                Ok(format!("recorded the file's value of {}", names.join(", ")))
            }
        }
    }
}

/// So many reviews, in words.
pub(super) fn reviews(count: usize) -> String {
    words::count(count, "review")
}

/// One path by its name, or how many there are, with the first.
pub(super) fn several<'a>(
    paths: impl IntoIterator<Item = &'a PathBuf, IntoIter: ExactSizeIterator>,
) -> String {
    let mut paths = paths.into_iter();
    let count = paths.len();
    let first = paths.next().map_or(Path::new(""), PathBuf::as_path).display();
    if count == 1 { format!("`{first}`") } else { format!("{count} files (the first is `{first}`)") }
}

#[cfg(unix)]
fn restrict(path: &Path, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs_err::set_permissions(path, std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn restrict(_: &Path, _: u32) -> std::io::Result<()> {
    Ok(())
}
