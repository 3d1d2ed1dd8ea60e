//! What a session does where the log is lost: with a screen, it offers the two ways on before it begins.

use std::path::PathBuf;

use super::context::CommandContext;
use super::named::Named;
use super::{screens, settings};
use crate::source::clean;
use crate::store::{self, Newest, Store};
use crate::trainer::Trainer;
use crate::tui::Salvage;
use crate::tui::screens::Lost;

/// Opens the log for a session, as [`CommandContext::trainer`]. Where it is lost and there is a screen (`can_draw`), the learner is
/// asked first whether to bring a backup back or to begin anew; who does neither is told the error.
pub(super) fn trainer(
    decks: &[PathBuf],
    can_draw: bool,
    context: &mut CommandContext,
) -> anyhow::Result<(Trainer, Named)> {
    let error = match context.trainer(decks) {
        Err(error) if can_draw && is_loss(&error, context) => error,
        other => return other,
    };
    let done = offer(&error, context)?;
    if done.is_empty() {
        return Err(error);
    }
    let (mut trainer, named) = context.trainer(decks)?;
    let others = trainer.take_notices();
    trainer.tell(done.into_iter().chain(others));
    Ok((trainer, named))
}

fn is_loss(error: &anyhow::Error, context: &CommandContext) -> bool {
    let log = Store::place(&context.paths.data);
    error.downcast_ref::<store::Error>().is_some_and(|error| error.is_loss_of(&log))
}

/// Shows what was found. Returns what was done; nothing if the learner left.
fn offer(error: &anyhow::Error, context: &mut CommandContext) -> anyhow::Result<Vec<String>> {
    let Newest { usable, broken } = Store::newest_backup(&context.paths.data)?;
    let broken = broken.iter().map(|(_, error)| clean(&error.to_string()).into_owned()).collect();
    let mut found = clean(&format!("{error:#}.")).into_owned();
    if let Some(first) = found.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let config = settings::load(&context.paths.config)?;
    let seed = context.device_seed();
    let mut salvage = Salvage::new(context.paths.clone(), seed);
    let first = Box::new(Lost::new(found, usable, broken));
    screens::show(&mut salvage, first, &config, None, None, context)?;
    Ok(salvage.done)
}
