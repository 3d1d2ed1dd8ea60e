//! What a quiz is drawn from and the rules it is sat by, as they are chosen on the command line.

use std::time::Duration;

use super::Sit;
use crate::cli::draw::Rules;
use crate::cli::failure::Failure;
use crate::cli::named::{Named, quoted};
use crate::library::Trouble;
use crate::quiz::{Exam, Form, Terms, Timing};
use crate::source::did_you_mean;
use crate::store;
use crate::trainer::{Only, QuizWish, Scope, Source, Trainer, View};

/// Questions of a quiz of decks and tags.
const USUAL: u16 = 20;

impl Sit {
    /// The rules as they were chosen.
    pub(super) fn rules(&self) -> Rules {
        let minutes = self.minutes.map(|minutes| Timing::Whole(Duration::from_mins(minutes.into())));
        let each = self.each.map(|seconds| Timing::Each(Duration::from_secs(seconds.into())));
        Rules {
            timing: minutes.or(each).or(self.no_clock.then_some(Timing::None)),
            switches: Terms {
                timing: Timing::None,
                practice: self.practice,
                pausable: self.pausable,
                partial: self.partial,
                feeds: !self.no_feed,
            },
        }
    }

    /// What was chosen; `None` where nothing was.
    pub(super) fn wish(&self, trainer: &Trainer, named: &Named) -> anyhow::Result<Option<QuizWish>> {
        if !self.is_chosen() {
            return Ok(None);
        }
        let source = match &self.exam {
            Some(id) => {
                let exam = known_exam(trainer, id)?;
                let form = match &self.form {
                    Some(id) => known_form(exam, id)?,
                    None => exam.usual_form().ok_or_else(|| Failure::usage("this exam has no form"))?,
                };
                Source::Exam(exam.id.clone(), form.id.clone())
            }
            None if let Some(source) = self.last_exam(trainer)? => source,
            None => {
                let scope = Scope { decks: named.ids.clone(), tags: self.tags.clone(), ..Scope::default() };
                Source::Own(scope, self.questions.unwrap_or(USUAL).into())
            }
        };
        let only = match (self.weak, self.missed) {
            (true, _) => Only::Weak,
            (_, true) => Only::Missed,
            _ => Only::All,
        };
        Ok(Some(QuizWish { source, only, seed: self.seed }))
    }

    /// For weak topics, or what was missed, of nothing in particular: the exam that was sat last.
    fn last_exam(&self, trainer: &Trainer) -> Result<Option<Source>, store::Error> {
        let is_of_nothing = self.named.decks.is_empty() && self.tags.is_empty() && self.questions.is_none();
        if !(is_of_nothing && (self.weak || self.missed)) {
            return Ok(None);
        }
        let past = trainer.past_quizzes()?;
        Ok(past.iter().rev().find_map(|past| {
            let paper = past.sitting.paper();
            let exam = trainer.library.exam(&paper.exam)?;
            let form = exam.forms.iter().find(|form| form.id == paper.form).or_else(|| exam.usual_form())?;
            Some(Source::Exam(exam.id.clone(), form.id.clone()))
        }))
    }

    /// Whether anything was said of what to ask or how; where it was, nobody is asked for an exam.
    fn is_chosen(&self) -> bool {
        let is_drawn = self.weak || self.missed || self.seed.is_some() || self.questions.is_some();
        let is_timed = self.minutes.is_some() || self.each.is_some() || self.no_clock;
        let is_ruled = self.practice || self.pausable || self.partial || self.no_feed;
        let is_named = self.exam.is_some() || !self.named.decks.is_empty() || !self.tags.is_empty();
        is_named || is_drawn || is_timed || is_ruled
    }
}

/// The exam of that id, or alone with that beginning.
fn known_exam<'a>(view: &'a View, name: &str) -> anyhow::Result<&'a Exam> {
    if let Some(exam) = view.library.exam(name) {
        return Ok(exam);
    }
    let exams: Vec<&Exam> = view.library.exams_to_sit().collect();
    let beginning: Vec<&Exam> =
        exams.iter().copied().filter(|exam| !name.is_empty() && exam.id.starts_with(name)).collect();
    if let [only] = beginning.as_slice() {
        return Ok(only);
    }
    let message = format!("there is no exam named `{name}`");
    // Perhaps it is the one that cannot be read.
    let is_broken = |trouble: &&Trouble| matches!(trouble, Trouble::BrokenExam { .. });
    if let Some(trouble) = view.library.troubles.iter().find(is_broken) {
        return Err(Failure::usage(message).help(trouble.to_string()).into());
    }
    let ids: Vec<&str> = exams.iter().map(|exam| exam.id.as_str()).collect();
    Err(unknown(message, name, &ids, "exams"))
}

fn known_form<'a>(exam: &'a Exam, name: &str) -> anyhow::Result<&'a Form> {
    let ids: Vec<&str> = exam.forms.iter().map(|form| form.id.as_str()).collect();
    let found = exam.forms.iter().find(|form| form.id == name);
    found.ok_or_else(|| unknown(format!("`{}` has no form named `{name}`", exam.id), name, &ids, "forms"))
}

fn unknown(message: String, name: &str, known: &[&str], what: &str) -> anyhow::Error {
    let help = match did_you_mean(name, known.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the {what} are {}", quoted(known)),
    };
    Failure::usage(message).help(help).into()
}
