//! The screens of a timed quiz: setting up, sitting, the result, the history.

mod history;
mod marks;
mod ready;
mod resume;
mod setup;
mod sit;

pub(super) use history::KEYS as HISTORY;
pub(super) use marks::KEYS as MARKS;
pub(super) use ready::KEYS as READY;
pub(super) use resume::KEYS as RESUME;
pub(super) use setup::{KEYS as SETUP, PICKER};
pub(super) use sit::{KEYS as SIT, REVIEW};

pub use history::History;
pub use marks::Marks;
pub use ready::Ready;
pub use resume::Resume;
pub use setup::Setup;
pub use sit::Sit;

use crate::quiz::{End, SittingId};
use crate::tui::screen::{Ctx, Go, Next};

/// To the result of a quiz that has ended, instead of the present screen; back where it was thrown away.
fn result(id: SittingId, ctx: &mut Ctx<'_>) -> Next {
    match ctx.world.trainer().past_quiz(id) {
        Ok(Some(past)) => {
            let is_over = past.sitting.end() == Some(End::TimeOver);
            let marks = Marks::new(past);
            let marks = if is_over { marks.at_zero(ctx.elapsed) } else { marks };
            Go::Replace(Box::new(marks)).into()
        }
        Ok(None) => Go::Back.into(),
        Err(error) => {
            ctx.say(format!("The result is stored, but cannot be read: {error}. {}.", error.help()));
            Go::Back.into()
        }
    }
}
