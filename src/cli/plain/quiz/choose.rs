//! The choice of an exam and a form.

use super::{Console, number};
use crate::quiz::{Exam, Form};
use crate::trainer::{Only, QuizWish, Scope, Source, View};
use crate::words::count;

/// Questions of a quiz of the decks that are studied, at most.
const OWN: usize = 20;

/// Asks for an exam and a form of it, or takes the decks that are on where some are off; `None` when the learner leaves.
pub(super) fn wish(view: &View, console: &mut Console<'_>) -> anyhow::Result<Option<QuizWish>> {
    let exams: Vec<&Exam> = view.library.exams_to_sit().collect();
    if exams.is_empty() {
        console.say("There is no exam here. Questions of your own choice: examdrill quiz --questions 20.")?;
        return Ok(None);
    }
    console.say("Exams:")?;
    let decks = view.chosen_decks();
    let own = (!decks.is_empty()).then(|| format!("the decks you study: {}", count(OWN, "question")));
    let titles = exams.iter().map(|exam| exam.title.clone());
    list(titles.chain(own), console)?;
    // Who studies decks and no exam means them.
    let is_exam = exams.iter().any(|exam| view.selection().has_exam(&exam.id));
    let usual = (!decks.is_empty() && !is_exam).then_some(exams.len());
    let prompt = match usual {
        Some(_) => "Type the number of an exam, Enter for the decks you study, or q to leave.",
        None => "Type the number of an exam, or q to leave.",
    };
    let all = exams.len() + usize::from(!decks.is_empty());
    let Some(place) = number(prompt, all, usual, console)? else { return Ok(None) };
    let Some(exam) = exams.get(place) else {
        let source = Source::Own(Scope { decks, ..Scope::default() }, OWN);
        return Ok(Some(QuizWish { source, only: Only::All, seed: None }));
    };
    console.say("Forms:")?;
    list(exam.forms.iter().map(form), console)?;
    let usual = exam.usual_form().and_then(|usual| exam.forms.iter().position(|form| form == usual));
    let name = usual.and_then(|usual| exam.forms.get(usual)).map_or("", |form| &form.id);
    let prompt = format!("Type the number of a form. Enter for {name}.");
    let Some(place) = number(&prompt, exam.forms.len(), usual, console)? else { return Ok(None) };
    let source = Source::Exam(exam.id.clone(), exam.forms[place].id.clone());
    Ok(Some(QuizWish { source, only: Only::All, seed: None }))
}

fn form(form: &Form) -> String {
    let time = form.minutes.map_or("no clock".to_owned(), |minutes| count(minutes as usize, "minute"));
    format!("{}: {}, {time}", form.id, count(form.questions, "question"))
}

fn list(names: impl Iterator<Item = String>, console: &mut Console<'_>) -> std::io::Result<()> {
    names.zip(1..).try_for_each(|(name, number)| console.say(&format!("  {number}. {name}")))
}
