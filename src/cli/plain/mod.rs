//! The line-by-line front end: for screen readers, pipes and plain terminals.
//!
//! Everything is a line of text that stays where it was printed: no cursor movement, no colours, no escape bytes.

mod ask;
mod command;
mod console;
mod dialogue;
mod drill;
mod lines;
mod obey;
mod prose;
mod quiz;
mod feedback;
mod welcome;

use std::io::{self, IsTerminal};

use super::context::CommandContext;
use super::failure::Status;
use super::start::Start;
use crate::schedule::Mode;
use crate::source::clean;
use crate::trainer::{Outlook, Scope, Trainer};
use crate::words;
use crate::words::count;
use console::Console;
use drill::Drill;
pub(super) use quiz::{print_result, quiz};
use welcome::welcome;

/// Runs Today or a session line by line until the learner leaves.
pub(super) fn run(
    trainer: &mut Trainer,
    start: &Start,
    context: &mut CommandContext,
) -> anyhow::Result<Status> {
    let now = context.now();
    // A pipe is not asked: what it sends is meant for the questions.
    let is_somebody_there = io::stdin().is_terminal() && context.out.is_terminal();
    let mut console = Console::new(&mut context.out);
    for notice in trainer.take_greeting() {
        console.say(&format!("Note: {notice}"))?;
    }
    let (mode, scope) = if let Start::Study(mode, scope) = start {
        (*mode, scope.clone())
    } else {
        if is_somebody_there && trainer.is_untouched()? {
            welcome(trainer, &mut console, now)?;
        }
        if !today(trainer, &mut console, now)? {
            return Ok(Status::Fine);
        }
        (Mode::Drill, Scope::default())
    };
    let is_asked = |id: &str| scope.decks.is_empty() || scope.decks.iter().any(|wanted| wanted == id);
    for deck in trainer.library.decks.iter().filter(|deck| deck.errors() > 0 && is_asked(deck.id())) {
        let file =
            deck.path().map_or_else(String::new, |path| format!(" {}", clean(&path.to_string_lossy())));
        let title = deck.title();
        console.say(&format!("Note: some cards of {title} are left out; see: examdrill check{file}"))?;
    }
    let (session, outlook) = trainer.session(mode, &scope, now)?;
    console.say(&announced(mode, session.left(), outlook))?;
    if session.left() == 0 {
        return Ok(Status::Fine);
    }
    if matches!(start, Start::Today) {
        let answer = console.ask("Press Enter to start, or type q to leave.")?;
        if command::is_leaving(answer.as_deref()) {
            return Ok(Status::Fine);
        }
    }
    Drill::new(trainer, session, &context.clock, &mut context.rng, console).run()?;
    Ok(Status::Fine)
}

/// Tells how everything stands, or how one begins where there is no deck to study: then it gives `false`.
fn today(trainer: &Trainer, console: &mut Console<'_>, now: jiff::Timestamp) -> anyhow::Result<bool> {
    let overview = trainer.overview(now)?;
    console.say(&format!("Today, {}.", overview.today.strftime("%A, %-d %B %Y")))?;
    if overview.decks.iter().all(|deck| !deck.is_on) {
        console.say("There is no deck to study yet.")?;
        for way in trainer.view().ways_to_begin() {
            console.say(&way)?;
        }
        return Ok(false);
    }
    for deck in overview.decks.iter().filter(|deck| deck.is_on) {
        let counts = deck.counts;
        console.say(&format!(
            "{}: {} due, {} new, about {} of {} recalled now.",
            deck.title,
            counts.due,
            counts.new,
            counts.recalled,
            count(counts.questions, "question")
        ))?;
    }
    let off: Vec<_> = overview.decks.iter().filter(|deck| !deck.is_on).collect();
    if !off.is_empty() {
        let due = match off.iter().map(|deck| deck.counts.due).sum() {
            0 => String::new(),
            due => format!(", {due} due in them"),
        };
        console.say(&format!("{} off{due}; see: examdrill choose", count(off.len(), "deck")))?;
    }
    let streak = count(overview.streak as usize, "day");
    let minutes = words::estimate(overview.outlook.time);
    console
        .say(&format!("Streak: {streak}. Done today: {}. Time needed: {minutes}.", overview.done_today))?;
    if let Some(waiting) = trainer.waiting_quiz(now)? {
        console.say(&format!("A quiz waits: {}; see: examdrill quiz", quiz::waits(&waiting)))?;
    }
    console.blank()?;
    Ok(true)
}

/// What the session will ask.
fn announced(mode: Mode, left: usize, outlook: Outlook) -> String {
    if left == 0 {
        return match mode {
            Mode::Drill | Mode::Quiz | Mode::Trial | Mode::Rescheduled | Mode::Forgotten => {
                "Nothing is due now. To go on all the same: examdrill study --cram."
            }
            Mode::Ahead => {
                "There is nothing to work ahead on: all that you have studied is due, or you have not studied anything yet."
            }
            Mode::Cram => "There is nothing to ask here: no question is written, or all are put off or suspended.",
        }
        .to_owned();
    }
    let questions = words::questions(left, outlook.answers);
    let mut text = match mode {
        Mode::Drill | Mode::Quiz | Mode::Trial | Mode::Rescheduled | Mode::Forgotten => {
            let learning = match outlook.learning {
                0 => String::new(),
                learning => format!(", {learning} you are learning"),
            };
            format!("{questions}: {} due, {} new{learning}.", outlook.due, outlook.new)
        }
        Mode::Ahead => format!("{questions}, ahead of time. The schedule stays as it is."),
        Mode::Cram => format!("{questions}, to cram. The schedule stays as it is."),
    };
    if outlook.left_over > 0 {
        let days = count(outlook.spread, "day");
        text = format!("{text} {} more are due; they are spread over the next {days}.", outlook.left_over);
    }
    text.push_str(" Type :? for help, :q to leave; everything rated is stored at once.");
    text
}
