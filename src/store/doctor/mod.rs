//! What could be wrong with a log and the files around it, and what to do about it.

mod finding;
mod house;

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::Offset;

use super::{Error, Store, Tried, backup};
use crate::schedule::Memories;
use crate::source::Code;

use finding::reviews;
pub use finding::{Act, CHECKUPS, Finding, Fix};
pub use house::examine_house;

impl Store {
    /// Looks the whole log over. `folded` is what the reviews fold to by `fingerprint`, freshly folded.
    ///
    /// Stored memories that differ from it are thrown away; nothing else is changed.
    pub fn examine(&self, now: Timestamp, fingerprint: &str, folded: &Memories) -> Vec<Finding> {
        let mut findings = vec![self.content()];
        if let Some(folder) = &self.folder {
            findings.push(self.writable(folder));
        }
        findings.push(found(Code::FUTURE_REVIEWS, self.clock(now)));
        findings.extend(
            self.quizzes().unwrap_or_else(|error| vec![Finding::failed(Code::UNREADABLE_QUIZ, &error)]),
        );
        findings.push(found(Code::STORED_MEMORIES, self.cached(fingerprint, folded)));
        if self.folder.is_some() {
            findings.push(found(Code::NO_BACKUP, self.backed_up(now)));
        }
        findings
    }

    fn content(&self) -> Finding {
        let found = self.read("check", backup::flaw);
        match found {
            Ok(None) => Finding::good(Code::LOG, "the log is whole and has the newest format"),
            Ok(Some(what)) => {
                Finding::failed(Code::LOG, &Error::Damaged { doing: "check", path: self.path.clone(), what })
            }
            Err(error) => Finding::failed(Code::LOG, &error),
        }
    }

    fn writable(&self, folder: &Path) -> Finding {
        // The lock is only given to who may write.
        let change = "UPDATE head SET one = 1";
        let written = backup::blank(folder)
            .tried("write to", folder)
            .and_then(|_| self.write("write to", |connection| connection.execute(change, [])));
        match written {
            Ok(_) => Finding::good(Code::NOT_WRITABLE, "the log and its folder can be written to"),
            Err(error) => Finding::failed(Code::NOT_WRITABLE, &error),
        }
    }

    fn clock(&self, now: Timestamp) -> Result<Finding, Error> {
        let ahead = self.ahead(now)?;
        let Some(last) = ahead.iter().map(|ahead| ahead.at).max() else {
            return Ok(Finding::good(Code::FUTURE_REVIEWS, "no review lies in the future"));
        };
        let (count, day) = (reviews(ahead.len()), Offset::UTC.to_datetime(last).date());
        let lie = if ahead.len() == 1 { "lies" } else { "lie" };
        let what = format!("{count} {lie} in the future, up to {day}: the clock was ahead");
        let help = "check the computer's clock; `examdrill doctor --fix` lets them count as given at a likelier time";
        let question = format!("Let {count} count as given just before the next one, or now?");
        let act = Act::Redate(ahead.iter().map(|ahead| (ahead.id, ahead.likely)).collect());
        Ok(Finding::bad(Code::FUTURE_REVIEWS, what, help).mended_by(Fix::asking(question, act)))
    }

    fn quizzes(&self) -> Result<Vec<Finding>, Error> {
        let unreadable = self.unreadable()?.into_iter().map(|quiz| {
            let day = Offset::UTC.to_datetime(quiz.at).strftime("%Y-%m-%d %H:%M");
            let what = format!("the quiz of {day} cannot be read ({})", quiz.what);
            let help = "it stays in the log; a newer version may read it, and so may one of the backups hold it whole";
            Finding::bad(Code::UNREADABLE_QUIZ, what, help)
        });
        let mut findings: Vec<_> = unreadable.collect();
        if let steps @ 1.. = self.orphan_steps()? {
            let what = format!("{steps} of the stored steps belong to no quiz");
            let help = "nothing else is affected; the quiz they belong to may be in one of the backups";
            findings.push(Finding::bad(Code::ORPHAN_STEPS, what, help));
        }
        if findings.is_empty() {
            findings.push(Finding::good(Code::UNREADABLE_QUIZ, "every quiz can be read"));
        }
        Ok(findings)
    }

    fn cached(&self, fingerprint: &str, folded: &Memories) -> Result<Finding, Error> {
        Ok(match self.memories(fingerprint) {
            Ok(None) => Finding::good(
                Code::STORED_MEMORIES,
                "no memories are stored; they are folded at the next start",
            ),
            Ok(Some(stored)) if stored.is_whole && stored.memories == *folded => Finding::good(
                Code::STORED_MEMORIES,
                format!("the {} stored memories are what the reviews fold to", folded.len()),
            ),
            Ok(Some(_)) | Err(Error::Damaged { .. }) => {
                self.forget_memories()?;
                Finding::bad(
                    Code::STORED_MEMORIES,
                    "the stored memories were not what the reviews fold to",
                    "they were thrown away, and are folded again at the next start; no review is affected",
                )
            }
            Err(error) => Finding::failed(Code::STORED_MEMORIES, &error),
        })
    }

    fn backed_up(&self, now: Timestamp) -> Result<Finding, Error> {
        let advice = "run `examdrill backup`";
        let mut backups = self.list_backups()?.into_iter();
        let Some(last) = backups.find(|backup| backup::generation_of(&backup.path).is_some()) else {
            return Ok(match self.generation()? {
                0 => Finding::good(Code::NO_BACKUP, "there is nothing to back up yet"),
                _ => Finding::bad(Code::NO_BACKUP, "there is no backup yet", advice)
                    .mended_by(Fix::safe(Act::BackUp)),
            });
        };
        let age = (Offset::UTC.to_datetime(now).date() - last.day).get_days();
        let current = backup::generation_of(&last.path) == Some(self.generation()?);
        Ok(match (age, current) {
            (.., true) => {
                Finding::good(Code::NO_BACKUP, format!("the backup of {} holds everything", last.day))
            }
            (..=7, _) => Finding::good(Code::NO_BACKUP, format!("the last backup is of {}", last.day)),
            _ => {
                let what = format!("the last backup that can be used is of {}, {age} days ago", last.day);
                Finding::bad(Code::NO_BACKUP, what, advice).mended_by(Fix::safe(Act::BackUp))
            }
        })
    }
}

/// What was found, or that it could not be looked for.
fn found(code: Code, looked: Result<Finding, Error>) -> Finding {
    looked.unwrap_or_else(|error| Finding::failed(code, &error))
}
