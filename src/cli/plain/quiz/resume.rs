//! A quiz that has not ended: go on, hand it in, or throw it away.

use std::io;
use std::time::Duration;

use super::{Console, ready};
use crate::cli::plain::command::is_leaving;
use crate::cli::plain::lines::Heard;
use crate::clock::Clock;
use crate::quiz::{Act, End, Running, SittingId, Timing};
use crate::store;
use crate::trainer::{Trainer, Waiting};
use crate::words;

/// What became of the quiz that waited.
pub(super) enum Found {
    /// None did, or it was thrown away.
    Nothing,
    /// The learner goes on with it.
    Sat(SittingId, Box<Running>),
    /// It is handed in.
    Ended(SittingId),
    /// The learner left; it waits on.
    Left,
}

/// Looks for a quiz that waits and asks what to do with it. One whose time is over is handed in.
pub(super) fn waiting(
    trainer: &mut Trainer,
    clock: &Clock,
    console: &mut Console<'_>,
) -> anyhow::Result<Found> {
    let mut is_new = true;
    loop {
        let Some(waiting) = trainer.waiting_quiz(clock.now())? else { return Ok(Found::Nothing) };
        if waiting.is_over() {
            console
                .say(&format!("{}: its time is over. It is handed in as it was left.", title(&waiting)))?;
            return hand_in(trainer, &waiting, End::TimeOver, clock);
        }
        if std::mem::take(&mut is_new) {
            console.say(&format!("A quiz waits: {}.", sentence(&waiting)))?;
        }
        console.prompt("Press Enter to go on, or type h to hand it in, x to throw it away, q to leave.")?;
        let line = match console.hear(until_over(&waiting, clock))? {
            Heard::Line(line) => line,
            Heard::Silence => continue,
            Heard::End => return Ok(Found::Left),
        };
        match line.trim().trim_start_matches(':') {
            "" => {
                // The time went on while nothing was typed.
                let Some(waiting) = trainer.waiting_quiz(clock.now())? else { return Ok(Found::Nothing) };
                if !waiting.is_over() {
                    return go_on(trainer, waiting, clock);
                }
            }
            "h" | "hand" => return hand_in(trainer, &waiting, End::HandedIn, clock),
            "x" if is_meant(console)? => {
                trainer.hand_in(waiting.id, waiting.used, End::Discarded, clock.now())?;
                console.say("Thrown away: it has no result, and the schedule is as it was.")?;
                return Ok(Found::Nothing);
            }
            line if is_leaving(Some(line)) => return Ok(Found::Left),
            _ => {}
        }
    }
}

/// What waits, without a full stop: its title, how much is answered, and the time left.
pub(in crate::cli::plain) fn sentence(waiting: &Waiting) -> String {
    let sitting = &waiting.sitting;
    let left = match (sitting.left(waiting.used), sitting.terms().timing) {
        _ if waiting.is_over() => "its time is over".to_owned(),
        (Some(left), Timing::Whole(_)) => format!("{} left", words::countdown(left)),
        (Some(left), _) => format!("{} left for question {}", words::countdown(left), sitting.at() + 1),
        (None, _) => "no clock".to_owned(),
    };
    let (answered, all) = (sitting.answered(), sitting.entries().len());
    format!("{}, {answered} of {all} answered, {left}", title(waiting))
}

fn title(waiting: &Waiting) -> String {
    ready::named(waiting.sitting.paper())
}

/// The time until it can only be handed in.
fn until_over(waiting: &Waiting, clock: &Clock) -> Option<Duration> {
    if clock.is_fixed() || !waiting.sitting.terms().runs_on() {
        return None;
    }
    waiting.sitting.left(waiting.used).filter(|left| !left.is_zero())
}

fn is_meant(console: &mut Console<'_>) -> io::Result<bool> {
    let line = console
        .ask("Its answers would be lost. Type x again to throw it away, or press Enter to keep it.")?;
    Ok(line.is_some_and(|line| line.trim().trim_start_matches(':') == "x"))
}

fn go_on(trainer: &Trainer, waiting: Waiting, clock: &Clock) -> anyhow::Result<Found> {
    let moment = clock.moment();
    let mut running = Running::new(waiting.sitting, waiting.used, moment.elapsed);
    let step = running.take(Act::Resume, moment.elapsed);
    trainer.step_quiz(waiting.id, &step, moment.now)?;
    Ok(Found::Sat(waiting.id, Box::new(running)))
}

fn hand_in(trainer: &mut Trainer, waiting: &Waiting, end: End, clock: &Clock) -> anyhow::Result<Found> {
    let now = clock.now();
    // Whatever was typed since, the time until now counts.
    let used = trainer.waiting_quiz(now)?.map_or(waiting.used, |waiting| waiting.used);
    let handed: Result<_, store::Error> = trainer.hand_in(waiting.id, used, end, now);
    handed?;
    Ok(Found::Ended(waiting.id))
}
