//! What is told after an answer: the verdict, the solution, the reason, and when it comes again.

use std::io;

use super::ask;
use super::console::Console;
use crate::card::{Answer, Notes, Posed, Text, Verdict};
use crate::cli::table::count;
use crate::quiz::Item;
use crate::schedule::{Outcome, Rating, Wait};

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
    let one = |(index, rating): (usize, &Rating)| {
        let wait = outcomes.map(|outcomes| outcomes[usize::from(rating.number()) - 1].wait);
        let wait = wait.map_or_else(String::new, |wait| format!(" ({})", again(wait)));
        format!("{} {}{wait}", index + 1, rating.name())
    };
    let all: Vec<_> = ratings.iter().enumerate().map(one).collect();
    format!("Rate it: {}. Enter for {}.", all.join(", "), suggested.name())
}

/// When it comes again, in words.
fn again(wait: Wait) -> String {
    match wait {
        Wait::Step(wait) if wait.as_secs() < 60 => format!("in {}", count(wait.as_secs() as usize, "second")),
        Wait::Step(wait) => format!("in {}", count(wait.as_secs().div_ceil(60) as usize, "minute")),
        Wait::Days(1) => "tomorrow".to_owned(),
        Wait::Days(days @ ..60) => format!("in {days} days"),
        Wait::Days(days @ ..730) => format!("in {} months", (f64::from(days) / 30.44).round()),
        Wait::Days(days) => format!("in {} years", (f64::from(days) / 365.25).round()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn waits_are_told_in_words() {
        assert_eq!(again(Wait::Step(Duration::from_mins(1))), "in 1 minute");
        assert_eq!(again(Wait::Days(1)), "tomorrow");
        assert_eq!(again(Wait::Days(59)), "in 59 days");
        assert_eq!(again(Wait::Days(365)), "in 12 months");
        assert_eq!(again(Wait::Days(730)), "in 2 years");
    }
}
