//! The plan as it was solved last, kept from one start to the next, so that the first questions of a day come in its order
//! while today's is solved.
//!
//! It lies in a file of its own and may be thrown away at any time. Whatever is doubtful about it, there is none.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use fs_err as fs;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::members::Members;
use super::{Answering, Basis, Planned, Prospect, members};
use crate::paths::litter;
use crate::plan::{self, Solution};
use crate::schedule::days_between;
use crate::schedule::pace::Paces;
use crate::source::digest;
use crate::trainer::{Trainer, View};

/// Counted up with each change of what is kept here, and of what its numbers mean.
const FORMAT: u64 = 2;
/// Bytes of the checksum that comes first.
const CHECKSUM: usize = size_of::<u64>();

#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    day: String,
    /// The day that its prices were found on.
    priced: String,
    /// Questions that will not have been studied by their exam.
    unseen: usize,
    /// Stands for what it was made for.
    basis: u64,
    /// Stands for the questions that it was made for.
    questions: u64,
    usual: Duration,
    paces: Paces,
    solution: plan::Kept,
}

impl Trainer {
    /// Takes up the plan that was kept of this day or one of those before it, until there is another. It orders questions and
    /// tells nothing of the days ahead.
    pub fn take_up_plan(&mut self, now: Timestamp) {
        let today = self.today(now);
        if self.planned().is_none() && self.is_planned(today) {
            self.view.planned = kept(&self.view, today).map(Arc::new);
        }
    }
}

impl Planned {
    /// Keeps it for the next start. Where that is not possible nothing is kept: it costs time, and no more.
    pub(super) fn keep(&self, view: &View) {
        let kept = Kept {
            day: self.day.to_string(),
            priced: self.priced.to_string(),
            unseen: self.prospect.unseen,
            basis: fingerprint(view),
            questions: all(&self.members),
            usual: self.usual,
            paces: self.answering.paces.clone(),
            solution: self.solution.kept(),
        };
        let Ok(bytes) = postcard::to_stdvec(&kept) else { return };
        let name = litter::name(litter::TEXT);
        let file = tempfile::Builder::new().prefix(&name).tempfile_in(&view.paths.data);
        let written = file.and_then(|mut file| {
            file.write_all(&checksum(&bytes))?;
            file.write_all(&bytes)?;
            file.persist(view.paths.plan()).map_err(|failed| failed.error)
        });
        drop(written);
    }
}

/// The plan that was kept, if it was made for what holds now and has scores for today.
fn kept(view: &View, today: Date) -> Option<Planned> {
    let bytes = fs::read(view.paths.plan()).ok()?;
    let (sum, bytes) = bytes.split_at_checked(CHECKSUM)?;
    if *sum != checksum(bytes) {
        return None;
    }
    let kept: Kept = postcard::from_bytes(bytes).ok()?;
    let [day, priced]: [Date; 2] = [kept.day.parse().ok()?, kept.priced.parse().ok()?];
    if kept.basis != fingerprint(view) || day > today {
        return None;
    }
    let solution = Solution::of_kept(kept.solution)?;
    if !solution.has_scores(days_between(day, today) as usize) {
        return None;
    }
    let members = members::members(view, &kept.paces, today);
    Some(Planned {
        is_outdated: kept.questions != all(&members),
        basis: Basis::of(view),
        day,
        members: Arc::new(members),
        usual: kept.usual,
        prospect: Prospect { unseen: kept.unseen, ..Prospect::default() },
        answering: Arc::new(Answering::unknown(solution.learner().shares, kept.paces)),
        solution,
        priced,
        is_taken_up: true,
    })
}

/// Another version of the program keeps another checksum, and so reads none of this one.
fn checksum(bytes: &[u8]) -> [u8; CHECKSUM] {
    let version = digest(FORMAT, env!("CARGO_PKG_VERSION").as_bytes());
    digest(version, bytes).to_le_bytes()
}

/// Stands for all questions among `members`, in whatever order.
fn all(members: &Members) -> u64 {
    members.keys().fold(0, |all, number| all ^ digest(FORMAT, &number.0.to_le_bytes()))
}

/// Stands for what a plan is made for: exams and their days, minutes, the model.
fn fingerprint(view: &View) -> u64 {
    let agenda = view.agenda();
    let exams = agenda.exams.iter().map(|dated| format!("{} {};", dated.exam.id, dated.date));
    let (minutes, model) = (view.minutes_set(), view.model().fingerprint());
    let all = format!("{}{:?}{minutes:?}{model}", exams.collect::<String>(), agenda.calendar);
    digest(FORMAT, all.as_bytes())
}
