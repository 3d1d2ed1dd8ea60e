//! What could be wrong with a log, and what to do about it.

use std::collections::HashMap;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::Offset;

use super::{Error, Store, backup, schema};
use crate::card::QuestionKey;
use crate::schedule::Memory;

/// One thing looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is as it should be.
    pub ok: bool,
    /// What was found, as a sentence without a full stop.
    pub what: String,
    /// What to do, when it is not well.
    pub help: Option<String>,
}

impl Finding {
    /// A finding that is well.
    pub fn good(what: impl Into<String>) -> Self {
        Self { ok: true, what: what.into(), help: None }
    }

    /// A finding that is not well.
    pub fn bad(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { ok: false, what: what.into(), help: Some(help.into()) }
    }
}

impl Store {
    /// Looks the whole log over. `folded` is what the reviews fold to by `fingerprint`, freshly folded.
    ///
    /// Stored memories that differ from it are thrown away; nothing else is changed.
    pub fn examine(
        &self,
        now: Timestamp,
        fingerprint: &str,
        folded: &HashMap<QuestionKey, Memory>,
    ) -> Vec<Finding> {
        let mut findings = vec![self.content()];
        if let Some(folder) = &self.folder {
            findings.extend(permissions(folder, 0o700));
            findings.extend(permissions(&self.path, 0o600));
            findings.push(self.writable(folder));
        }
        findings.push(self.clock(now).unwrap_or_else(|error| failed(&error)));
        findings.push(self.cached(fingerprint, folded).unwrap_or_else(|error| failed(&error)));
        if self.folder.is_some() {
            findings.push(self.backed_up(now).unwrap_or_else(|error| failed(&error)));
        }
        findings
    }

    fn content(&self) -> Finding {
        let found = self.read("check", backup::flaw);
        match found {
            Ok(None) => Finding::good(format!(
                "the log is whole and has format {}, the newest",
                schema::MIGRATIONS.len()
            )),
            Ok(Some(what)) => failed(&Error::Damaged { doing: "check", path: self.path.clone(), what }),
            Err(error) => failed(&error),
        }
    }

    fn writable(&self, folder: &Path) -> Finding {
        // The lock is only given to who may write.
        match backup::blank(folder).map_err(|source| Error::io("write to", folder, source)).and_then(|_| {
            self.write("write to", |connection| connection.execute("UPDATE head SET one = 1", []))
        }) {
            Ok(_) => Finding::good("the log and its folder can be written to"),
            Err(error) => failed(&error),
        }
    }

    fn clock(&self, now: Timestamp) -> Result<Finding, Error> {
        Ok(match self.ahead(now)?.len() {
            0 => Finding::good("no review lies in the future"),
            1 => Finding::bad("1 review lies in the future", FUTURE),
            count => Finding::bad(format!("{count} reviews lie in the future"), FUTURE),
        })
    }

    fn cached(&self, fingerprint: &str, folded: &HashMap<QuestionKey, Memory>) -> Result<Finding, Error> {
        Ok(match self.memories(fingerprint) {
            Ok(None) => Finding::good("no memories are stored; they are folded at the next start"),
            Ok(Some(stored)) if stored.is_whole && stored.memories == *folded => {
                let count = stored.memories.len();
                Finding::good(format!("the {count} stored memories are what the reviews fold to"))
            }
            Ok(Some(_)) | Err(Error::Damaged { .. }) => {
                self.forget_memories()?;
                Finding::bad(
                    "the stored memories were not what the reviews fold to",
                    "they were thrown away, and are folded again at the next start; no review is affected",
                )
            }
            Err(error) => failed(&error),
        })
    }

    fn backed_up(&self, now: Timestamp) -> Result<Finding, Error> {
        let advice = "run `examdrill backup`";
        let Some(last) = self.list_backups()?.into_iter().next() else {
            return Ok(match self.generation()? {
                0 => Finding::good("there is nothing to back up yet"),
                _ => Finding::bad("there is no backup yet", advice),
            });
        };
        let age = (Offset::UTC.to_datetime(now).date() - last.day).get_days();
        let current = backup::generation_of(&last.path) == Some(self.generation()?);
        Ok(match (age, current) {
            (.., true) => Finding::good(format!("the backup of {} holds everything", last.day)),
            (..=7, _) => Finding::good(format!("the last backup is of {}", last.day)),
            _ => Finding::bad(format!("the last backup is of {}, {age} days ago", last.day), advice),
        })
    }
}

const FUTURE: &str =
    "check the computer's clock; until it has caught up, reviews are stored with the time after the last";

fn failed(error: &Error) -> Finding {
    Finding::bad(error.to_string(), error.help())
}

#[cfg(unix)]
fn permissions(path: &Path, wanted: u32) -> Option<Finding> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs_err::metadata(path).ok()?.permissions().mode() & 0o777;
    let shown = path.display();
    Some(if mode & !0o700 == 0 {
        Finding::good(format!("`{shown}` is readable by its owner only"))
    } else {
        let what = format!("`{shown}` is open to others (mode {mode:o})");
        Finding::bad(what, format!("run `chmod {wanted:o} '{shown}'`"))
    })
}

#[cfg(not(unix))]
fn permissions(_: &Path, _: u32) -> Option<Finding> {
    None
}
