//! What is told after an answer: the verdict, the solution, the reason, and when it comes again.

use std::io;

use super::ask;
use super::console::Console;
use crate::card::{Answer, Notes, Posed, Text, Verdict};
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
    ask::print(&posed.input.solved(answer), console)?;
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

/// The question for the rating.
pub(super) fn rating(ratings: &[Rating], outcomes: Option<[Outcome; 4]>, suggested: Rating) -> String {
    let keys = ratings.iter().enumerate().map(|(index, rating)| {
        let wait = outcomes.map(|outcomes| outcomes[usize::from(rating.number()) - 1].wait);
        let wait = wait.map_or_else(String::new, |wait| format!(" ({})", words::again(wait)));
        format!("{} {}{wait}", index + 1, rating.name())
    });
    format!("Rate it: {}. Enter for {}.", keys.collect::<Vec<_>>().join(", "), suggested.name())
}
