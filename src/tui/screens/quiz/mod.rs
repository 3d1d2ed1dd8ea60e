//! The screens of a timed quiz: setting up, sitting, the result, the history.

mod aside;
mod drawing;
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
pub(super) use setup::KEYS as SETUP;
pub(super) use sit::{GONE, KEYS as SIT, REVIEW};

pub use history::History;
pub use marks::Marks;
pub use ready::Ready;
pub use resume::Resume;
pub use setup::Setup;
pub use sit::Sit;

use crate::trainer::Past;
use crate::tui::screen::{Ctx, Go};

/// To the result of a quiz that has ended, instead of the present screen; back where it was thrown away. `at_zero`:
/// whether the clock has ended it this moment.
fn result(past: Option<&Past>, at_zero: bool, ctx: &Ctx<'_>) -> Go {
    let Some(past) = past else { return Go::Back };
    let marks = Marks::new(past.clone());
    Go::Replace(Box::new(if at_zero { marks.at_zero(ctx.elapsed) } else { marks }))
}

/// Back from a quiz whose result cannot be told, for the reason in `sentence`.
fn no_result(sentence: &str, ctx: &mut Ctx<'_>) -> Go {
    ctx.say(format!("The result is stored, but cannot be read. {sentence}"));
    Go::Back
}
