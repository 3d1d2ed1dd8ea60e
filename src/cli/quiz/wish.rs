//! What a quiz is drawn from and the rules it is sat by, as they are chosen on the command line.

use std::time::Duration;

use super::Sit;
use crate::cli::draw::Rules;
use crate::cli::failure::Failure;
use crate::cli::named::{Named, known_exam, unknown};
use crate::quiz::{Exam, Form, Terms, Timing};
use crate::store;
use crate::trainer::{Only, QuizWish, Scope, Source, Trainer};

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
                let exams: Vec<&Exam> = trainer.library.exams_to_sit().collect();
                let exam = known_exam(&trainer.library, &exams, id)?;
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

fn known_form<'a>(exam: &'a Exam, name: &str) -> anyhow::Result<&'a Form> {
    let ids: Vec<&str> = exam.forms.iter().map(|form| form.id.as_str()).collect();
    let found = exam.forms.iter().find(|form| form.id == name);
    let message = format!("`{}` has no form named `{name}`", exam.id);
    Ok(found.ok_or_else(|| unknown(message, name, &ids, "forms"))?)
}
