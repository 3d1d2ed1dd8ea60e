//! What could be wrong with a log and the files around it, and what to do about it.

mod finding;
mod house;

use std::collections::HashMap;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::Offset;

use super::{Error, Store, backup, schema};
use crate::card::QuestionKey;
use crate::schedule::Memory;

pub use finding::{Act, Code, Finding, Fix};
pub use house::examine_house;

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
            findings.push(self.writable(folder));
        }
        let failed = |code| move |error: Error| Finding::failed(code, &error);
        findings.push(self.clock(now).unwrap_or_else(failed(Code::FutureReviews)));
        findings.push(self.cached(fingerprint, folded).unwrap_or_else(failed(Code::StoredMemories)));
        if self.folder.is_some() {
            findings.push(self.backed_up(now).unwrap_or_else(failed(Code::NoBackup)));
        }
        findings
    }

    fn content(&self) -> Finding {
        let found = self.read("check", backup::flaw);
        match found {
            Ok(None) => {
                let newest = schema::MIGRATIONS.len();
                Finding::good(Code::Log, format!("the log is whole and has format {newest}, the newest"))
            }
            Ok(Some(what)) => {
                Finding::failed(Code::Log, &Error::Damaged { doing: "check", path: self.path.clone(), what })
            }
            Err(error) => Finding::failed(Code::Log, &error),
        }
    }

    fn writable(&self, folder: &Path) -> Finding {
        // The lock is only given to who may write.
        match backup::blank(folder).map_err(|source| Error::io("write to", folder, source)).and_then(|_| {
            self.write("write to", |connection| connection.execute("UPDATE head SET one = 1", []))
        }) {
            Ok(_) => Finding::good(Code::NotWritable, "the log and its folder can be written to"),
            Err(error) => Finding::failed(Code::NotWritable, &error),
        }
    }

    fn clock(&self, now: Timestamp) -> Result<Finding, Error> {
        let count: i64 = self.read("read the reviews in", |connection| {
            let sql = "SELECT count(*) FROM review WHERE at_ms > ?1";
            // Reviews given within one millisecond get times that lie a little ahead of the clock.
            connection.query_row(sql, [now.as_millisecond() + AHEAD], |row| row.get(0))
        })?;
        Ok(match count {
            0 => Finding::good(Code::FutureReviews, "no review lies in the future"),
            1 => Finding::bad(Code::FutureReviews, "1 review lies in the future", FUTURE),
            count => Finding::bad(Code::FutureReviews, format!("{count} reviews lie in the future"), FUTURE),
        })
    }

    fn cached(&self, fingerprint: &str, folded: &HashMap<QuestionKey, Memory>) -> Result<Finding, Error> {
        Ok(match self.memories(fingerprint) {
            Ok(None) => Finding::good(
                Code::StoredMemories,
                "no memories are stored; they are folded at the next start",
            ),
            Ok(Some(stored)) if stored == *folded => Finding::good(
                Code::StoredMemories,
                format!("the {} stored memories are what the reviews fold to", stored.len()),
            ),
            Ok(Some(_)) | Err(Error::Damaged { .. }) => {
                self.forget_memories()?;
                Finding::bad(
                    Code::StoredMemories,
                    "the stored memories were not what the reviews fold to",
                    "they were thrown away, and are folded again at the next start; no review is affected",
                )
            }
            Err(error) => Finding::failed(Code::StoredMemories, &error),
        })
    }

    fn backed_up(&self, now: Timestamp) -> Result<Finding, Error> {
        let advice = "run `examdrill backup`";
        let usable = |backup: &backup::Backup| backup::generation_of(&backup.path).is_some();
        let Some(last) = self.list_backups()?.into_iter().find(usable) else {
            return Ok(match self.generation()? {
                0 => Finding::good(Code::NoBackup, "there is nothing to back up yet"),
                _ => Finding::bad(Code::NoBackup, "there is no backup yet", advice)
                    .mended_by(Fix::safe(Act::BackUp)),
            });
        };
        let age = (Offset::UTC.to_datetime(now).date() - last.day).get_days();
        let current = backup::generation_of(&last.path) == Some(self.generation()?);
        Ok(match (age, current) {
            (.., true) => {
                Finding::good(Code::NoBackup, format!("the backup of {} holds everything", last.day))
            }
            (..=7, _) => Finding::good(Code::NoBackup, format!("the last backup is of {}", last.day)),
            _ => {
                let what = format!("the last backup that can be used is of {}, {age} days ago", last.day);
                Finding::bad(Code::NoBackup, what, advice).mended_by(Fix::safe(Act::BackUp))
            }
        })
    }
}

/// Milliseconds that a review may lie ahead of the clock without being odd.
const AHEAD: i64 = 60_000;

const FUTURE: &str =
    "check the computer's clock; until it has caught up, reviews are stored with the time after the last";
