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
pub(super) use sit::{GONE, KEYS as SIT, REVIEW};

pub use history::History;
pub use marks::Marks;
pub use ready::Ready;
pub use resume::Resume;
pub use setup::Setup;
pub use sit::Sit;

use crate::quiz::SittingId;
use crate::tui::screen::{Ctx, Go, Next};

/// To the result of a quiz that has ended, instead of the present screen; back where it was thrown away. `at_zero`:
/// whether the clock has ended it this moment.
fn result(id: SittingId, at_zero: bool, ctx: &mut Ctx<'_>) -> Next {
    match ctx.world.trainer().past_quiz(id) {
        Ok(Some(past)) => {
            let marks = Marks::new(past);
            let marks = if at_zero { marks.at_zero(ctx.elapsed) } else { marks };
            Go::Replace(Box::new(marks)).into()
        }
        Ok(None) => Go::Back.into(),
        Err(error) => {
            ctx.say(format!("The result is stored, but cannot be read: {error}. {}.", error.help()));
            Go::Back.into()
        }
    }
}
