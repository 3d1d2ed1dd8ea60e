//! Learning steps: the waits within a day that bring a question back in the same session.
//!
//! They order the session only. What is remembered is the model's business, and a step that was not taken on its day
//! is simply gone.

use std::time::Duration;

use jiff::civil::Date;

use super::{Memory, Rating, Settings};

/// A step to be taken: `index`, whether it is a relearning step, and the wait before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Next {
    pub(super) index: u8,
    pub(super) relearning: bool,
    pub(super) wait: Duration,
}

/// The step that `rating` on study day `day` leads to, or none.
///
/// Again goes back to the first step, Hard stays with its step, Good goes on to the next, Easy ends the steps. A
/// question without a step starts the relearning steps with Again and takes none otherwise.
pub(super) fn next(memory: Option<&Memory>, day: Date, rating: Rating, settings: &Settings) -> Option<Next> {
    let waiting = memory.and_then(|memory| memory.waiting(day));
    if memory.is_some() && waiting.is_none() && rating != Rating::Again {
        return None;
    }
    let relearning = waiting.map_or(memory.is_some(), |step| step.relearning);
    let steps = if relearning { &settings.relearning } else { &settings.learning };
    let at = waiting.map_or(0, |step| usize::from(step.index));
    let (index, wait) = match rating {
        Rating::Again => (0, *steps.first()?),
        Rating::Hard => (at, hard_wait(steps, at)?),
        Rating::Good => (at + 1, *steps.get(at + 1)?),
        Rating::Easy => return None,
    };
    Some(Next { index: u8::try_from(index).ok()?, relearning, wait })
}

/// The wait before the same step again. On the first step it lies between that step and the next, so that Hard is
/// worth more than Again: half way, or half as long again where there is no other step.
fn hard_wait(steps: &[Duration], at: usize) -> Option<Duration> {
    let wait = *steps.get(at)?;
    if at > 0 {
        return Some(wait);
    }
    Some(steps.get(1).map_or(wait.saturating_add(wait / 2), |next| wait.saturating_add(*next) / 2))
}
