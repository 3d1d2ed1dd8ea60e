//! What is told after an answer: the verdict, the solution, the reason, and when it comes again.

use std::io;

use super::ask::letter;
use super::console::{Console, WIDTH};
use super::prose;
use crate::card::{Answer, Input, Notes, Posed, Text, Verdict};
use crate::quiz::Item;
use crate::schedule::{Outcome, Rating};
use crate::words;

/// What there is to say besides the right answer.
pub(super) struct Reasons<'a> {
    why: Option<&'a Text>,
    mnemonic: Option<&'a Text>,
    practice: Option<&'a Text>,
    source: Option<&'a Text>,
}

impl<'a> Reasons<'a> {
    /// What the card of a posed question says.
    pub(super) fn of_card(notes: &'a Notes, posed: &'a Posed) -> Self {
        Self {
            why: posed.explain.as_ref().or(notes.explain.as_ref()),
            mnemonic: notes.mnemonic.as_ref(),
            practice: notes.practice.as_ref(),
            source: notes.source.as_ref(),
        }
    }

    /// What a paper kept of the card, which may be gone.
    pub(super) fn of_item(item: &'a Item) -> Self {
        Self {
            why: item.why.as_ref(),
            mnemonic: item.mnemonic.as_ref(),
            practice: item.practice.as_ref(),
            source: item.source.as_ref(),
        }
    }
}

/// Prints the verdict and everything the card has to say.
pub(super) fn solution(
    posed: &Posed,
    answer: Option<&Answer>,
    verdict: &Verdict,
    reasons: &Reasons<'_>,
    console: &mut Console<'_>,
) -> io::Result<()> {
    if let Some(sentence) = judged(verdict, answer) {
        console.say(&sentence)?;
    }
    right(posed, answer, console)?;
    let parts = [
        ("Why:", reasons.why),
        ("Remember:", reasons.mnemonic),
        ("In practice:", reasons.practice),
        ("Source:", reasons.source),
    ];
    for (label, text) in parts {
        if let Some(text) = text {
            console.text(label, text)?;
        }
    }
    Ok(())
}

fn judged(verdict: &Verdict, answer: Option<&Answer>) -> Option<String> {
    match verdict {
        Verdict::Right => Some("Right.".to_owned()),
        Verdict::Close(written) => Some(format!("Right, but it is written: {written}")),
        Verdict::Partly { got, of } => Some(format!("Partly right: {got} of {of}.")),
        Verdict::Wrong if answer.is_some() => Some("Wrong.".to_owned()),
        Verdict::Wrong | Verdict::Unjudged => None,
    }
}

/// Prints the right answer, and why the chosen wrong ones are wrong.
fn right(posed: &Posed, answer: Option<&Answer>, console: &mut Console<'_>) -> io::Result<()> {
    let list = |label: &str, items: Vec<String>, console: &mut Console<'_>| {
        console.say(label)?;
        items.iter().try_for_each(|item| console.print(&prose::wrapped(&format!("  {item}"), WIDTH, 4)))
    };
    match &posed.input {
        Input::Reveal { back } => console.text("Answer:", back),
        Input::Text(expected) => {
            console.say(&format!("Answer: {}", expected.written()))?;
            let others = &expected.answers[expected.answers.len().min(1)..];
            if others.is_empty() {
                Ok(())
            } else {
                console.say(&format!("Also right: {}", others.join(", ")))
            }
        }
        Input::Choose { options, many } => {
            let line =
                |(i, option): (usize, &crate::card::Choice)| format!("{}. {}", i + 1, option.text.plain());
            let right: Vec<_> =
                options.iter().enumerate().filter(|(_, option)| option.right).map(line).collect();
            if *many {
                list("Right answers:", right, console)?;
            } else {
                console.say(&format!("Answer: {}", right.join(" ")))?;
            }
            let Some(Answer::Chosen(chosen)) = answer else { return Ok(()) };
            for option in chosen.iter().filter_map(|&i| options.get(i)) {
                if let Some(why) = &option.why {
                    console.say(&format!("Not {}: {}", option.text.plain(), why.plain()))?;
                }
            }
            Ok(())
        }
        Input::Order { items, right } => {
            let line = |(place, &item): (usize, &usize)| format!("{}. {}", place + 1, items[item].plain());
            list("In order:", right.iter().enumerate().map(line).collect(), console)
        }
        Input::Match { left, right, partner } => {
            let line = |((i, left), &partner): ((usize, &Text), &usize)| {
                format!("{}{}. {}: {}", i + 1, letter(partner), left.plain(), right[partner].plain())
            };
            list("Pairs:", left.iter().enumerate().zip(partner).map(line).collect(), console)
        }
        Input::Sort { items, bins, home } => {
            let line = |(bin, name): (usize, &Text)| {
                let inside = items.iter().zip(home).filter(|(_, home)| **home == bin);
                let inside: Vec<_> = inside.map(|(item, _)| item.plain()).collect();
                format!("{}: {}", name.plain(), inside.join(", "))
            };
            list("Groups:", bins.iter().enumerate().map(line).collect(), console)
        }
        Input::Blanks { text, holes } => {
            let fill = |index: usize, is_drawn: bool| {
                let Some(hole) = holes.get(index) else { return String::new() };
                let written = format!("[{}]", hole.expected.written());
                let wide = if is_drawn { hole.width } else { 0 };
                format!("{written:<wide$}")
            };
            console.say("Filled in:")?;
            let rooms: Vec<usize> = holes.iter().map(|hole| hole.width).collect();
            console.print(&prose::plain_filled(text, WIDTH, prose::Fill::new(&fill, &rooms)))
        }
    }
}

/// The question for the rating.
pub(super) fn rating(ratings: &[Rating], outcomes: Option<[Outcome; 4]>, suggested: Rating) -> String {
    let one = |(index, rating): (usize, &Rating)| {
        let wait = outcomes.map(|outcomes| outcomes[usize::from(rating.number()) - 1].wait);
        let wait = wait.map_or_else(String::new, |wait| format!(" ({})", words::again(wait)));
        format!("{} {}{wait}", index + 1, rating.name())
    };
    let all: Vec<_> = ratings.iter().enumerate().map(one).collect();
    format!("Rate it: {}. Enter for {}.", all.join(", "), suggested.name())
}
