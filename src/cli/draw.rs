//! Draws the paper of a quiz, and says under which rules it is sat.

use std::time::Duration;

use rand::rngs::StdRng;

use super::bar::Bar;
use crate::clock::Clock;
use crate::quiz::{Form, Paper, Terms, Timing};
use crate::trainer::{QuizWish, Trainer};

/// The rules that were chosen; the rest follows from the paper.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    /// The clock; `None` for that of the form.
    pub(super) timing: Option<Timing>,
    /// Everything else.
    pub(super) switches: Terms,
}

/// Draws the paper, and says under which rules it is sat; or a sentence that says why there is none.
pub(super) fn draw(
    trainer: &Trainer,
    wish: &QuizWish,
    rules: &Rules,
    clock: &Clock,
    rng: &mut StdRng,
) -> anyhow::Result<Result<(Paper, Terms), String>> {
    let (now, bar) = (clock.now(), Bar::new("drawing the paper", clock));
    let paper = trainer.view().draw_quiz(wish, &trainer.asked_lately(wish, now)?, now, rng, &bar);
    drop(bar);
    Ok(paper.map(|paper| {
        let exam = trainer.library.exam(&paper.exam);
        let form = exam.and_then(|exam| exam.forms.iter().find(|form| form.id == paper.form));
        let terms = rules.terms(form, paper.items.len());
        (paper, terms)
    }))
}

impl Rules {
    /// The rules for a paper of so many questions: the time of its form where it is one of an exam, otherwise a minute for
    /// each question.
    fn terms(&self, form: Option<&Form>, questions: usize) -> Terms {
        let minutes = form.map_or(Some(questions as u32), |form| form.minutes);
        let usual =
            minutes.map_or(Timing::None, |minutes| Timing::Whole(Duration::from_mins(minutes.into())));
        Terms { timing: self.timing.unwrap_or(usual), ..self.switches }
    }
}
