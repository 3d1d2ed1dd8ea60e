//! A quiz, line by line: what waits, what is chosen, the sitting, and its result.

mod choose;
mod command;
mod keep;
mod obey;
mod ready;
mod result;
mod resume;
mod review;
mod sit;
mod tick;

use std::io;

use rand::rngs::StdRng;

use super::command::is_leaving;
use super::console::Console;
use crate::cli::draw::{Rules, draw};
use crate::cli::failure::Status;
use crate::cli::out::Out;
use crate::clock::Clock;
use crate::quiz::{Running, SittingId};
use crate::trainer::{Past, QuizWish, Trainer};
use resume::Found;
pub(super) use resume::sentence as waits;
use sit::Sit;

/// Sits the quiz that waits, or the one that is wished for; without a wish the learner is asked for an exam.
pub(in crate::cli) fn quiz(
    trainer: &mut Trainer,
    wish: Option<QuizWish>,
    rules: &Rules,
    clock: &Clock,
    rng: &mut StdRng,
    out: &mut Out,
) -> anyhow::Result<Status> {
    let console = &mut Console::new(out);
    for notice in trainer.take_greeting() {
        console.say(&format!("Note: {notice}"))?;
    }
    match resume::waiting(trainer, clock, console)? {
        Found::Nothing => {}
        Found::Sat(id, running) => return sit(trainer, id, *running, clock, console),
        Found::Ended(id) => return result(trainer, id, console),
        Found::Left => return Ok(Status::Fine),
    }
    let wish = match wish {
        Some(wish) => wish,
        None => match choose::wish(trainer, console)? {
            Some(wish) => wish,
            None => return Ok(Status::Fine),
        },
    };
    let (paper, terms) = match draw(trainer, &wish, rules, clock, rng)? {
        Ok(drawn) => drawn,
        Err(sentence) => {
            console.say(&sentence)?;
            return Ok(Status::Findings);
        }
    };
    if !ready::is_begun(&paper, &terms, console)? {
        return Ok(Status::Fine);
    }
    let moment = clock.moment();
    let id = trainer.begin_quiz(&paper, &terms, moment.now)?;
    let sitting = crate::quiz::Sitting::new(paper, terms);
    sit(trainer, id, Running::new(sitting, std::time::Duration::ZERO, moment.elapsed), clock, console)
}

fn sit(
    trainer: &mut Trainer,
    id: SittingId,
    running: Running,
    clock: &Clock,
    console: &mut Console<'_>,
) -> anyhow::Result<Status> {
    let is_ended = Sit::new(trainer, id, running, clock, console).run()?;
    if is_ended { result(trainer, id, console) } else { Ok(Status::Fine) }
}

/// Prints what came of a quiz that has just ended.
fn result(trainer: &Trainer, id: SittingId, console: &mut Console<'_>) -> anyhow::Result<Status> {
    let all = trainer.past_quizzes()?;
    if let Some(place) = all.iter().position(|past| past.id == id) {
        tell(&all, place, trainer, console)?;
    }
    Ok(Status::Fine)
}

/// Prints the result of one of all quizzes that ended.
fn tell(all: &[Past], place: usize, trainer: &Trainer, console: &mut Console<'_>) -> anyhow::Result<()> {
    let past = &all[place];
    let advice = trainer.advice(past)?;
    let local = trainer.days().offset(past.at).to_datetime(past.at);
    let heading = format!("Quiz {}, {}.", place + 1, local.strftime("%Y-%m-%d %H:%M"));
    let told = result::Told { past, heading, advice };
    Ok(told.write(console)?)
}

/// Prints the result of one of all quizzes that ended.
pub(in crate::cli) fn print_result(
    all: &[Past],
    place: usize,
    trainer: &Trainer,
    out: &mut Out,
) -> anyhow::Result<()> {
    tell(all, place, trainer, &mut Console::new(out))
}

/// Asks until the line names one of `names` by its number; Enter alone takes `usual`. `None` when the learner leaves.
fn number(
    prompt: &str,
    count: usize,
    usual: Option<usize>,
    console: &mut Console<'_>,
) -> io::Result<Option<usize>> {
    loop {
        let line = console.ask(prompt)?;
        if is_leaving(line.as_deref()) {
            return Ok(None);
        }
        let line = line.unwrap_or_default();
        if line.trim().is_empty() && usual.is_some() {
            return Ok(usual);
        }
        match line.trim().parse::<usize>() {
            Ok(number @ 1..) if number <= count => return Ok(Some(number - 1)),
            _ => console.say(&format!("Type a number from 1 to {count}, or q to leave."))?,
        }
    }
}
