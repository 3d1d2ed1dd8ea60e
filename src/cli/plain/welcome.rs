//! The question of the very first start, line by line: what the learner wants to study.

use std::io;

use jiff::Timestamp;

use super::command::is_leaving;
use super::console::Console;
use crate::trainer::{FIRST_QUESTION, FirstChoice, Trainer};

/// Asks, until there is an answer or the learner decides later.
pub(super) fn welcome(
    trainer: &mut Trainer,
    console: &mut Console<'_>,
    now: Timestamp,
) -> anyhow::Result<()> {
    let offers = trainer.view().first_choices();
    console.say(FIRST_QUESTION)?;
    for FirstChoice { key, title, note, .. } in &offers {
        console.say(&format!("  {key}. {title} ({note})"))?;
    }
    console.say("`examdrill choose` changes it at any time.")?;
    if let Some(chosen) = answer(&offers, console)? {
        trainer.choose(&chosen.choices, now)?;
    }
    console.blank()?;
    Ok(())
}

/// The one that was chosen; `None` where the learner decides later.
fn answer<'a>(offers: &'a [FirstChoice], console: &mut Console<'_>) -> io::Result<Option<&'a FirstChoice>> {
    loop {
        let line = console.ask("Type the letter or number of your answer, or q to decide later.")?;
        if is_leaving(line.as_deref()) {
            return Ok(None);
        }
        let typed = line.unwrap_or_default().trim().to_lowercase();
        let chosen = offers.iter().find(|offer| typed == offer.key.to_string());
        if chosen.is_some() {
            return Ok(chosen);
        }
    }
}
