//! A paper before it begins: what is asked, under which rules, and what could not be drawn.

use std::io;

use super::Console;
use super::command::COMMANDS;
use crate::cli::plain::command::{Bare, help, is_leaving};
use crate::quiz::{Paper, Terms, Timing};
use crate::words;
use crate::words::count;

/// Tells all of it and waits; whether the learner wants to begin.
pub(super) fn is_begun(paper: &Paper, terms: &Terms, console: &mut Console<'_>) -> io::Result<bool> {
    console.say(&format!("{}.", named(paper)))?;
    console.say(&format!("{}, {}.", count(paper.items.len(), "question"), timed(terms.timing)))?;
    if let Some(note) = &paper.note {
        console.say(note)?;
    }
    for shortage in &paper.shortages {
        console.say(shortage)?;
    }
    for rule in rules(terms) {
        console.say(rule)?;
    }
    console.say(&format!("Seed: {}.", paper.seed))?;
    let prompt = match terms.timing {
        Timing::None => "Press Enter to begin, or type q to leave. ? lists the commands.",
        _ => "Press Enter to begin: the clock starts then. Type q to leave. ? lists the commands.",
    };
    loop {
        let line = console.ask(prompt)?;
        if is_leaving(line.as_deref()) {
            return Ok(false);
        }
        if line.is_some_and(|line| matches!(line.trim(), "?" | ":?")) {
            console.print(&help(COMMANDS, Bare::Words))?;
            continue;
        }
        return Ok(true);
    }
}

/// The title and the form of a paper.
pub(super) fn named(paper: &Paper) -> String {
    if paper.form.is_empty() { paper.title.clone() } else { format!("{}, {}", paper.title, paper.form) }
}

fn timed(timing: Timing) -> String {
    match timing {
        Timing::None => "no clock".to_owned(),
        Timing::Whole(all) if all.as_secs().is_multiple_of(60) => {
            count((all.as_secs() / 60) as usize, "minute")
        }
        Timing::Whole(all) => words::clock(all),
        Timing::Each(each) => format!("{} for each", count(each.as_secs() as usize, "second")),
    }
}

fn rules(terms: &Terms) -> Vec<&'static str> {
    let rules = [
        (terms.practice, "Each answer is marked at once and cannot be changed after that."),
        (terms.pausable, "You can stop the clock; leaving stops it too."),
        (terms.partial, "Part of a \"choose two\" gives part of its point."),
        (!terms.feeds, "Your schedule stays as it is."),
    ];
    rules.into_iter().filter(|(holds, _)| *holds).map(|(_, rule)| rule).collect()
}
