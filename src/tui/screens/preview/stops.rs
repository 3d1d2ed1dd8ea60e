//! The walk through the decks: where the cursor can stand, and where it stands.

use std::iter;
use std::path::PathBuf;
use std::sync::Arc;

use crate::card::{Question, folded};
use crate::library::{Inspected, Stop};

/// Somewhere to stand.
#[derive(Debug)]
pub(super) struct ShownStop {
    /// Which of the decks and exams.
    of: usize,
    spot: Stop,
    /// The question as it last was, where a mistake now hides it.
    old: Option<Question>,
}

/// All decks and exams, and the cursor.
#[derive(Debug, Default)]
pub(super) struct Stops {
    inspected: Arc<[Inspected]>,
    all: Vec<ShownStop>,
    /// Those that pass the search.
    listed: Vec<usize>,
    at: usize,
}

impl Stops {
    /// Takes everything as it is now. The cursor stays with its question; a question that a mistake hides stays as it was.
    pub(super) fn renew(&mut self, inspected: Arc<[Inspected]>, wanted: &str) {
        let here = self.listed.get(self.at).copied();
        let before = self.question().cloned();
        let place = self.stop().map(|stop| (stop.of, stop.spot.at.clone()));
        self.inspected = inspected;
        self.all = Vec::new();
        for (of, deck) in self.inspected.iter().enumerate() {
            self.all.extend(deck.stops().into_iter().map(|spot| ShownStop { of, spot, old: None }));
        }
        let (Some(here), Some(before), Some((of, at))) = (here, before, place) else {
            return self.sift(wanted);
        };
        let known = (0..self.all.len())
            .find(|&stop| self.question_at(stop).is_some_and(|question| question.key == before.key));
        let here = match (known, self.broken(of)) {
            (Some(known), _) => known,
            (None, None) => here,
            (None, Some(of)) => {
                let is_left_out = |stop: &ShownStop| stop.of == of && stop.spot.question.is_none();
                if self.all.get(here).is_some_and(is_left_out) {
                    self.all[here].old = Some(before);
                    here
                } else {
                    let here = here.min(self.all.len());
                    let spot = Stop { at, ..Stop::default() };
                    self.all.insert(here, ShownStop { of, spot, old: Some(before) });
                    here
                }
            }
        };
        self.list(wanted);
        self.at = self.listed.iter().position(|&stop| stop >= here).unwrap_or(self.listed.len());
        self.go(self.at);
    }

    /// The deck `of` if something is wrong with it, or the first with which there is.
    fn broken(&self, of: usize) -> Option<usize> {
        let mut decks = iter::once(of).chain(0..self.inspected.len());
        decks.find(|of| self.inspected.get(*of).is_some_and(Inspected::is_broken))
    }

    /// Lists what has every one of the words of `wanted`. The cursor stays where it is, if that is listed.
    pub(super) fn sift(&mut self, wanted: &str) {
        let here = self.listed.get(self.at).copied();
        self.list(wanted);
        self.at = self.listed.iter().position(|&stop| Some(stop) == here).unwrap_or(0);
    }

    fn list(&mut self, wanted: &str) {
        let wanted = folded(wanted);
        let words: Vec<&str> = wanted.split_whitespace().collect();
        let mut listed: Vec<usize> = (0..self.all.len()).collect();
        if !words.is_empty() {
            listed.retain(|stop| {
                let text = self.question_at(*stop).map(text).unwrap_or_default();
                words.iter().all(|word| text.contains(word))
            });
        }
        self.listed = listed;
    }

    pub(super) fn go(&mut self, to: usize) {
        self.at = to.min(self.listed.len().saturating_sub(1));
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// How many places there are to stand.
    pub(super) fn len(&self) -> usize {
        self.listed.len()
    }

    /// The next or previous listed place with a finding, around the end.
    pub(super) fn with_finding(&self, forward: bool) -> Option<usize> {
        let len = self.listed.len();
        let nth = |step: usize| if forward { (self.at + step) % len } else { (self.at + len - step) % len };
        (1..len).map(nth).find(|&place| !self.all[self.listed[place]].spot.findings.is_empty())
    }

    fn stop(&self) -> Option<&ShownStop> {
        self.listed.get(self.at).map(|&stop| &self.all[stop])
    }

    fn question_at(&self, stop: usize) -> Option<&Question> {
        let stop = self.all.get(stop)?;
        let own = || self.inspected.get(stop.of)?.questions.get(stop.spot.question?);
        stop.old.as_ref().or_else(own)
    }

    /// The question under the cursor.
    pub(super) fn question(&self) -> Option<&Question> {
        self.question_at(*self.listed.get(self.at)?)
    }

    /// Whether that is only as it was before a mistake.
    pub(super) fn is_old(&self) -> bool {
        self.stop().is_some_and(|stop| stop.old.is_some())
    }

    /// The deck or exam under the cursor; the first where nothing is listed.
    pub(super) fn inspected(&self) -> Option<&Inspected> {
        self.inspected.get(self.stop().map_or(0, |stop| stop.of))
    }

    /// The place under the cursor.
    pub(super) fn spot(&self) -> Option<&Stop> {
        self.stop().map(|stop| &stop.spot)
    }

    /// The file and line under the cursor.
    pub(super) fn place(&self) -> Option<(PathBuf, usize)> {
        let (deck, spot) = (self.inspected()?, self.spot()?);
        Some((PathBuf::from(&deck.file(&spot.at)?.name), deck.line(&spot.at)))
    }
}

/// Everything that a search looks at, in lower case.
fn text(question: &Question) -> String {
    let tags = question.notes.tags.join(" ");
    let prompt = question.prompt.plain();
    folded(&format!("{prompt} {} {} {tags} {}", question.answer, question.key, question.kind))
}
