//! The world of an author who looks at decks: they are read, again and again, and nothing is ever stored.

use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::event::Event;
use super::jobs::{Job, Jobs, Kind, Report};
use super::pictures::Fetching;
use super::screen::{Done, Effect, World};
use crate::card::compare::Accents;
use crate::library::{Error, Inspected, inspect, is_hollow};
use crate::source::{SourceFile, clean};
use crate::trainer::View;

/// Decks and exams under an author's eyes.
#[derive(Debug)]
pub struct PreviewWorld {
    /// Of someone without decks and without a log: what there is to see was inspected.
    view: View,
    paths: Vec<PathBuf>,
    own: PathBuf,
    accents: Accents,
    inspected: Arc<[Inspected]>,
    /// Files that are empty or gone since they were read.
    gone: Vec<String>,
    jobs: Jobs<Vec<Inspected>>,
    pictures: Fetching,
}

impl PreviewWorld {
    /// Begins with what was `inspected` at `paths`. The learner's own decks, in `own`, are what exams are held against.
    /// `accents` is the learner's setting.
    pub fn new(inspected: Vec<Inspected>, paths: Vec<PathBuf>, own: PathBuf, accents: Accents) -> Self {
        let inspected = judging(inspected, accents).into();
        let (view, jobs, pictures) = (View::bare(), Jobs::at_once(), Fetching::default());
        Self { view, paths, own, accents, inspected, gone: Vec::new(), jobs, pictures }
    }

    /// The same with a thread that reads; without, where the system gives none.
    #[must_use]
    pub fn with_thread(self) -> Self {
        let jobs = Jobs::with_thread().unwrap_or_else(|_| Jobs::at_once());
        Self { jobs, ..self }
    }

    /// The main file of the deck called `id`.
    fn file_of(&self, id: &str) -> Option<PathBuf> {
        let asks =
            |deck: &&Inspected| deck.questions.first().is_some_and(|question| question.key.deck() == id);
        let deck = self.inspected.iter().find(asks)?;
        deck.files.first().map(|file| PathBuf::from(&file.name))
    }

    /// Begins to read everything anew.
    fn look_again(&self, job: &Job) {
        let (paths, own, accents) = (self.paths.clone(), self.own.clone(), self.accents);
        self.jobs.start(job.kind(), Box::new(move |_| Ok(judging(inspect(&paths, &own), accents))));
    }

    /// Takes in what was read anew. Gives whether anything has changed.
    fn take(&mut self, mut inspected: Vec<Inspected>) -> bool {
        let is_told = self.keep_gone(&mut inspected);
        let is_same = inspected.len() == self.inspected.len()
            && inspected.iter().zip(self.inspected.iter()).all(|(new, old)| new.reads_as(old));
        self.inspected = inspected.into();
        !is_same || is_told
    }

    /// Keeps what was read before in the place of files that are empty or gone now. Gives whether there is something new to
    /// say of it.
    fn keep_gone(&mut self, inspected: &mut Vec<Inspected>) -> bool {
        let mut gone = Vec::new();
        for (place, old) in self.inspected.iter().enumerate() {
            let had_something = |file: &&SourceFile| !file.text.trim().is_empty();
            let file = old.files.first().filter(had_something);
            let Some(file) = file.filter(|file| is_hollow(Path::new(&file.name))) else { continue };
            inspected.retain(|new| new.files.first().is_none_or(|new| new.name != file.name));
            let is_it = |trouble: &Error| trouble.path().to_string_lossy() == file.name;
            inspected.retain(|new| !new.trouble.as_ref().is_some_and(is_it));
            inspected.insert(place.min(inspected.len()), old.clone());
            gone.push(file.name.clone());
        }
        let is_new = gone.iter().any(|name| !self.gone.contains(name));
        if is_new {
            let names: Vec<_> = gone.iter().map(|path| told_name(Path::new(path))).collect();
            self.view.tell([format!(
                "{} is empty or gone: what you see is as it was until it can be read again.",
                names.join(", ")
            )]);
        }
        self.gone = gone;
        is_new
    }
}

/// The name of a file as a sentence tells it: without its folder.
fn told_name(path: &Path) -> String {
    format!("`{}`", clean(&path.file_name().unwrap_or_default().to_string_lossy()))
}

/// `inspected` with what the learner set in the decks that do not say.
fn judging(mut inspected: Vec<Inspected>, accents: Accents) -> Vec<Inspected> {
    for question in inspected.iter_mut().flat_map(|deck| &mut deck.questions) {
        question.accents.get_or_insert(accents);
    }
    inspected
}

impl World for PreviewWorld {
    fn view(&self) -> &View {
        &self.view
    }

    fn inspected(&self) -> Arc<[Inspected]> {
        Arc::clone(&self.inspected)
    }

    fn pipe(&self) -> Option<&UnixStream> {
        self.jobs.pipe()
    }

    fn report(&mut self, _: bool, _: Timestamp) -> Option<Event> {
        if let Some(event) = self.pictures.report() {
            return Some(event);
        }
        loop {
            return match self.jobs.report()? {
                Report::Progress(..) => continue,
                Report::Finished(_, inspected) => Some(Event::Done(Done::Followed(self.take(inspected)))),
                Report::Failed(kind, sentence) => Some(Event::JobFailed(kind, sentence)),
            };
        }
    }

    fn perform(&mut self, effect: Effect, _: Timestamp) -> Result<Done, String> {
        match effect {
            Effect::Start(job @ (Job::Follow | Job::Reload)) => {
                self.look_again(&job);
                Ok(Done::Underway)
            }
            Effect::Start(Job::Picture(request)) => {
                let deck = self.file_of(&request.wanted.deck);
                self.pictures.start(*request, deck, &self.jobs);
                Ok(Done::Underway)
            }
            Effect::Cancel(Kind::Picture) => {
                self.pictures.cancel();
                Ok(Done::Underway)
            }
            _ => Err("Nothing is stored here.".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn only_the_file_that_is_gone_is_kept_as_it_was() {
        let home = tempfile::tempdir().unwrap();
        // The name of the one is part of what is said of the other.
        let paths = ["a.toml", "a.toml.toml"].map(|name| home.path().join(name));
        for path in &paths {
            fs::write(path, "[deck]\ntitle = 'T'\n").unwrap();
        }
        let own = home.path().join("own");
        let read = inspect(&paths, &own);
        let mut bench = PreviewWorld::new(read, paths.to_vec(), own, Accents::Count);
        fs::remove_file(&paths[0]).unwrap();
        fs::write(&paths[1], b"\xff").unwrap();
        bench.look_again(&Job::Follow);
        assert_eq!(bench.report(true, Timestamp::UNIX_EPOCH), Some(Event::Done(Done::Followed(true))));
        let told: Vec<bool> = bench.inspected.iter().map(|deck| deck.trouble.is_some()).collect();
        assert_eq!(told, [false, true]);
        assert_eq!(
            *bench.view.notices,
            ["`a.toml` is empty or gone: what you see is as it was until it can be read again."]
        );
    }
}
