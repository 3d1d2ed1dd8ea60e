//! The one place that performs what screens want.

mod tasks;

use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::ask::{Answer, Ask, answer};
use super::event::Event;
use super::jobs::{Job, Jobs, Kind, Report, Task};
use super::pictures::{Fetching, Request};
use super::screen::{Done, Effect, World};
use super::syncing::syncing;
use crate::quiz::{End, SittingId};
use crate::schedule::Stamp;
use crate::store::{self, Taken};
use crate::sync::{self, SyncSettings};
use crate::trainer::{Fitted, NewCard, QuizWish, Read, Trainer, View};
use tasks::{Outcome, backup, counting, fitting, keep, reading, solving, wordings};

/// A job that the learner waits for and that takes no longer is not announced: its end comes before the next frame.
const UNNOTICED: Duration = Duration::from_millis(10);
/// How long leaving waits for the backup of the day and a sync; the next start makes what is not done by then.
const PATIENCE: Duration = Duration::from_secs(1);

/// A learner's trainer, as the screens act upon it.
#[derive(Debug)]
pub struct LearnerWorld {
    /// Everything the learner has.
    pub trainer: Trainer,
    /// Paths named on the command line, whose decks are studied beside the learner's own.
    pub paths: Vec<PathBuf>,
    jobs: Jobs<Outcome>,
    /// What screens ask and wait for, beside jobs that may take minutes.
    looks: Jobs<Outcome>,
    pictures: Fetching,
    /// Decks that were read anew, and wait for a screen that takes them in.
    read: Option<(Kind, Box<Read>)>,
    /// Counts what changes the decks beside jobs: what was read before is too old then.
    edits: usize,
}

impl LearnerWorld {
    /// A desk that does all jobs where they are started.
    pub fn new(trainer: Trainer, paths: Vec<PathBuf>) -> Self {
        let pictures = Fetching::default();
        Self { trainer, paths, jobs: Jobs::at_once(), looks: Jobs::at_once(), pictures, read: None, edits: 0 }
    }

    /// The same with a thread for jobs; without, where the system gives none.
    #[must_use]
    pub fn with_thread(self) -> Self {
        let jobs = Jobs::with_thread().unwrap_or_else(|_| Jobs::at_once());
        let looks = jobs.beside().unwrap_or_else(|_| Jobs::at_once());
        Self { jobs, looks, ..self }
    }

    /// Lets jobs wait for [`LearnerWorld::run_held`] from now on.
    #[cfg(test)]
    pub(super) fn hold(&mut self) {
        self.jobs = Jobs::held();
    }

    /// Lets what has to be computed wait for [`LearnerWorld::run_held`] from now on.
    #[cfg(test)]
    pub(super) fn hold_looks(&mut self) {
        self.looks = Jobs::held();
    }

    /// Lets pictures wait for [`LearnerWorld::run_held`] from now on.
    #[cfg(test)]
    pub(super) fn hold_pictures(&mut self) {
        self.pictures = Fetching::held();
    }

    #[cfg(test)]
    pub(super) fn run_held(&self) {
        self.jobs.run_held();
        self.looks.run_held();
        self.pictures.run_held();
    }

    /// Keeps what is worth keeping when the learner leaves; the reviews are stored already. The error is a sentence.
    pub fn leave(&mut self, now: Timestamp) -> Result<(), store::Error> {
        if !self.trainer.store().is_read_only() {
            self.trainer.remember()?;
        }
        if self.jobs.pipe().is_some() && !self.jobs.has(Kind::Backup) {
            // It does not queue behind what no one needs any more.
            self.jobs = Jobs::with_thread().unwrap_or_else(|_| Jobs::at_once());
        }
        self.start(Job::Backup, now);
        self.sync_by_itself(now);
        self.jobs.finish(PATIENCE);
        Ok(())
    }

    fn start(&self, job: Job, now: Timestamp) {
        let kind = job.kind();
        let task = match job {
            Job::Reload | Job::Follow => reading(self.trainer.reading(&self.paths), self.edits),
            Job::Draw(wish, chance) => self.drawing(wish, chance, now),
            Job::Wordings => wordings(Arc::clone(&self.trainer.library)),
            Job::Plan => match self.trainer.planning(now) {
                Ok(None) => return,
                planning => solving(planning, Outcome::Plan),
            },
            Job::WhatIf(choices) => {
                let planning = self.trainer.planning_if(&choices, now);
                solving(planning, |planned| Outcome::WhatIf(choices, planned))
            }
            Job::Statistics => counting(self.trainer.counting(now)),
            Job::Backup if self.trainer.store().is_read_only() => return,
            Job::Backup => match self.trainer.store().daily_backup(now) {
                Ok(Some(due)) => backup(Ok(due)),
                Ok(None) => return,
                Err(error) => backup(Err(error)),
            },
            Job::Fit => match self.trainer.fitting_if_due(now) {
                Ok(Some(due)) => fitting(due),
                // What cannot be read now is read at the next start.
                Ok(None) | Err(_) => return,
            },
            // It has a thread of its own.
            Job::Picture(_) => return,
            Job::Sync { was_asked } => {
                let done = move |synced| Outcome::Synced(Box::new(synced), was_asked);
                syncing(&self.trainer.view().paths, now, done)
            }
        };
        self.jobs.start(kind, task);
        if kind == Kind::Draw {
            self.jobs.finish(UNNOTICED);
        }
    }

    /// The drawing of a paper. What it goes by is read from the log before.
    fn drawing(&self, wish: Box<QuizWish>, chance: u64, now: Timestamp) -> Task<Outcome> {
        let (view, asked) = (self.trainer.view().clone(), self.trainer.asked_lately(&wish, now));
        Box::new(move |steps| {
            let asked = asked.map_err(|error| sentence(&error, error.help()))?;
            let mut rng = StdRng::seed_from_u64(chance);
            Ok(Outcome::Paper(Box::new(view.draw_quiz(&wish, &asked, now, &mut rng, steps))))
        })
    }

    fn fetch(&mut self, request: Request) -> Done {
        let deck = self.trainer.library.deck(&request.wanted.deck).and_then(|deck| deck.path());
        self.pictures.start(request, deck.map(Path::to_path_buf), &self.jobs);
        Done::Underway
    }

    fn cancel(&mut self, kind: Kind) -> Done {
        match kind {
            Kind::Picture => self.pictures.cancel(),
            _ => self.jobs.cancel(kind),
        }
        Done::Underway
    }

    fn hand_in(
        &mut self,
        id: SittingId,
        used: Duration,
        end: End,
        now: Timestamp,
    ) -> Result<Done, store::Error> {
        let ended = self.trainer.hand_in(id, used, end, now);
        self.plan_anew(now);
        Ok(ended?.map_or(Done::Gone, |step| Done::HandedIn(id, step)))
    }

    fn add(&mut self, card: &NewCard, now: Timestamp) -> Result<Done, String> {
        let added = self.trainer.add_card(card, &self.paths, now);
        for keeping in self.trainer.take_keepings() {
            self.jobs.start(Kind::Keep, keep(keeping, self.trainer.paths.index()));
        }
        self.edited(now);
        added.map(Done::Added).map_err(|error| sentence(&error, error.help()))
    }

    fn copy_deck(&mut self, id: String, now: Timestamp) -> Result<Done, String> {
        let copied = self.trainer.copy_deck(&id, &self.paths, now);
        self.edited(now);
        copied.map(|name| Done::Copied { id, name }).map_err(|error| sentence(&error, error.help()))
    }

    /// Asks the log. What has to be computed comes later, if it takes longer than is noticed.
    fn ask(&self, ask: Ask, now: Timestamp) -> Result<Done, store::Error> {
        match answer(&self.trainer, ask, now)? {
            Answer::Told(told) => Ok(Done::Told(told)),
            Answer::ToCompute(kind, compute) => {
                self.looks.start(kind, Box::new(move |_| Ok(Outcome::Told(compute()))));
                self.looks.finish(UNNOTICED);
                Ok(Done::Underway)
            }
        }
    }

    /// The decks were changed and read beside the jobs. What was read before is too old.
    fn edited(&mut self, now: Timestamp) {
        self.edits += 1;
        if let Some((kind, _)) = self.read.take() {
            self.read_again(kind, now);
        }
    }

    fn read_again(&self, kind: Kind, now: Timestamp) {
        self.start(if kind == Kind::Reload { Job::Reload } else { Job::Follow }, now);
    }

    /// What is done with decks that were read anew.
    fn take(&mut self, kind: Kind, read: Read, now: Timestamp) -> Event {
        let before = Arc::clone(&self.trainer.library);
        let taken = self.trainer.take(read, now);
        self.jobs.discard(before);
        self.keep_on();
        match taken {
            Ok(_) if kind == Kind::Reload => Event::Done(Done::Reloaded),
            Ok(has_changed) => Event::Done(Done::Followed(has_changed)),
            Err(error) => Event::JobFailed(kind, sentence(&error, error.help())),
        }
    }

    /// Keeps some of what is left to be kept, and more when it is its turn again: behind the keys that were pressed meanwhile.
    fn keep_some(&mut self) {
        match self.trainer.keep_some() {
            Ok(_) => self.keep_on(),
            // It is tried again before decks are next read, and on leaving.
            Err(error) => self.trainer.tell([sentence(&error, error.help())]),
        }
    }

    fn keep_on(&self) {
        if self.trainer.has_unkept() {
            self.looks.start(Kind::Keep, Box::new(|_| Ok(Outcome::Turn)));
        }
    }

    /// Goes by what was fitted. Where something was stored meanwhile, it is fitted once more.
    fn take_fit(&mut self, kind: Kind, fitted: Fitted, now: Timestamp) -> Option<Event> {
        let told = fitted.told(self.trainer.model());
        match self.trainer.take_fit(fitted, now) {
            Ok(true) => {
                self.trainer.tell(told);
                self.plan_anew(now);
                Some(Event::LogChanged)
            }
            Ok(false) => {
                self.start(Job::Fit, now);
                None
            }
            Err(error) => Some(Event::JobFailed(kind, sentence(&error, error.help()))),
        }
    }

    /// Tells what came of a sync, on Today: nobody is disturbed in a drill by what they did not ask for. What came in is read as
    /// what another window stored.
    fn take_synced(&mut self, synced: Result<sync::Report, String>, was_asked: bool) -> Option<Event> {
        let report = match synced {
            Ok(report) if report.is_nothing() && report.left.is_empty() && !was_asked => return None,
            Ok(report) => report,
            Err(why) if was_asked => return Some(Event::JobFailed(Kind::Sync, why)),
            Err(why) => {
                self.trainer.tell([why]);
                return Some(Event::LogChanged);
            }
        };
        self.trainer.tell(report.told());
        self.trainer.catch_up();
        Some(Event::LogChanged)
    }

    /// Syncs, where that is set up.
    fn sync_by_itself(&self, now: Timestamp) {
        if SyncSettings::is_there(&self.trainer.view().paths.data) {
            self.start(Job::Sync { was_asked: false }, now);
        }
    }

    /// Has the plan made, if there is to be another one. No screen needs to wait for it.
    fn plan_anew(&self, now: Timestamp) {
        if self.trainer.needs_plan(self.trainer.today(now)) {
            self.start(Job::Plan, now);
        }
    }

    /// What a report means to the screens; nothing if it does not concern them, or not yet.
    fn heard(&mut self, report: Report<Outcome>, now: Timestamp) -> Option<Event> {
        match report {
            Report::Progress(kind, done, of) => Some(Event::Progress(kind, done, of)),
            Report::Finished(kind, Outcome::Decks(edits, _)) if edits != self.edits => {
                self.read_again(kind, now);
                None
            }
            Report::Finished(kind, Outcome::Decks(_, read)) => {
                // What the learner asked for is answered, also where something newer was read since.
                let was_asked = self.read.as_ref().is_some_and(|(kind, _)| *kind == Kind::Reload);
                self.read = Some((if was_asked { Kind::Reload } else { kind }, read));
                None
            }
            Report::Finished(_, Outcome::Paper(paper)) => Some(Event::Done(Done::Drawn(paper))),
            Report::Finished(_, Outcome::Plan(planned)) => {
                self.trainer.take_plan(*planned);
                Some(Event::Done(Done::Planned))
            }
            Report::Finished(_, Outcome::WhatIf(choices, planned)) => {
                Some(Event::Done(Done::WhatIf(choices, Box::new(planned.prospect().clone()))))
            }
            Report::Finished(_, Outcome::Statistics(statistics)) => {
                Some(Event::Done(Done::Statistics(statistics)))
            }
            Report::Finished(_, Outcome::Told(told)) => Some(Event::Done(Done::Told(told))),
            Report::Finished(_, Outcome::Turn) => {
                self.keep_some();
                None
            }
            Report::Finished(_, Outcome::Quiet) => None,
            Report::Finished(kind, Outcome::Fit(fitted)) => self.take_fit(kind, *fitted, now),
            Report::Finished(_, Outcome::Synced(synced, was_asked)) => self.take_synced(*synced, was_asked),
            Report::Failed(kind, sentence) => {
                if matches!(kind, Kind::Backup | Kind::Fit) {
                    self.trainer.tell([sentence.clone()]);
                }
                Some(Event::JobFailed(kind, sentence))
            }
        }
    }
}

impl World for LearnerWorld {
    fn view(&self) -> &View {
        self.trainer.view()
    }

    fn stamp(&self, now: Timestamp) -> Option<Stamp> {
        Some(self.trainer.stamp(now))
    }

    fn catch_up(&mut self) -> bool {
        self.trainer.catch_up()
    }

    fn shown(&mut self, now: Timestamp) {
        self.sync_by_itself(now);
        self.start(Job::Backup, now);
        self.start(Job::Fit, now);
    }

    fn pipe(&self) -> Option<&UnixStream> {
        self.jobs.pipe()
    }

    fn report(&mut self, follows_decks: bool, now: Timestamp) -> Option<Event> {
        loop {
            if let Some((kind, read)) = self.read.take_if(|_| follows_decks) {
                return Some(self.take(kind, *read, now));
            }
            if let Some(event) = self.pictures.report() {
                return Some(event);
            }
            let report = self.looks.report().or_else(|| self.jobs.report())?;
            if let Some(event) = self.heard(report, now) {
                return Some(event);
            }
        }
    }

    fn perform(&mut self, effect: Effect, now: Timestamp) -> Result<Done, String> {
        let trainer = &mut self.trainer;
        let done = match effect {
            Effect::Ask(ask) => self.ask(ask, now),
            Effect::Start(Job::Picture(request)) => Ok(self.fetch(*request)),
            Effect::Start(job) => {
                self.start(job, now);
                Ok(Done::Underway)
            }
            Effect::Cancel(kind) => Ok(self.cancel(kind)),
            Effect::Record(review) => trainer.record(&review).map(|()| Done::Stored),
            Effect::Retract(review) => trainer.retract(&review, now).map(|()| Done::Stored),
            Effect::Restore(review) => trainer.restore(&review, now).map(|()| Done::Stored),
            Effect::TakeBackLast { is_sure } => take_back_last(trainer, is_sure, now),
            Effect::Decide(key, decision) => {
                trainer.decide(&key, &decision, now).map(|()| Done::Decided(key))
            }
            Effect::DecideAll(decisions) => {
                let decided = trainer.decide_all(&decisions, now);
                decided.map(|()| Done::DecidedAll(decisions.into_iter().map(|(key, _)| key).collect()))
            }
            Effect::Export(path, keys) => {
                let exported = trainer.view().export(path, &keys);
                return exported.map(Done::Exported).map_err(|error| sentence(&error, error.help()));
            }
            Effect::Choose(choices) => trainer.choose(&choices, now).map(|()| Done::Chosen),
            Effect::Begin(quiz) => trainer.begin_quiz(&quiz.0, &quiz.1, now).map(Done::Begun),
            Effect::Step(id, step) => trainer.step_quiz(id, &step, now).map(|taken| match taken {
                Taken::Counts => Done::Stored,
                Taken::Over => Done::Over(id),
                Taken::Gone => Done::Gone,
            }),
            Effect::StoreQuizAnew(sitting) => trainer.store_quiz_anew(&sitting, now).map(Done::Begun),
            Effect::HandIn(id, used, end) => self.hand_in(id, used, end, now),
            Effect::Add(card) => return self.add(&card, now),
            Effect::AddTemplate(home, entry) => {
                let added = trainer.add_template(&home, entry);
                let added = added.map(|(path, line)| Done::Templated(path, line));
                return added.map_err(|error| sentence(&error, error.help()));
            }
            Effect::CopyDeck(id) => return self.copy_deck(id, now),
            Effect::BringBack(_) | Effect::BeginAnew => return Err("The log is there.".to_owned()),
            Effect::Edit(..) | Effect::Copy(_) => return Err("This needs the terminal.".to_owned()),
        };
        done.map_err(|error| sentence(&error, error.help()))
    }
}

fn take_back_last(trainer: &mut Trainer, is_sure: bool, now: Timestamp) -> Result<Done, store::Error> {
    match trainer.last_of_earlier(now)?.filter(|_| !is_sure) {
        Some(review) => Ok(Done::Earlier(review)),
        None => trainer.take_back_last(now).map(Done::TakenBack),
    }
}

/// An error as a sentence for the learner, with what to do about it.
pub(super) fn sentence(error: &impl std::fmt::Display, help: &str) -> String {
    let said = error.to_string();
    let mut letters = said.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}: {}.", letters.as_str(), help)
}
