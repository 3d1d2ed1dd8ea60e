//! The screens of a timed quiz: setting up, sitting, the result, the history.

mod history;
mod marks;
mod ready;
mod resume;
mod setup;
mod sit;

pub use history::History;
pub use marks::Marks;
pub use ready::Ready;
pub use resume::Resume;
pub use setup::Setup;
pub use sit::Sit;
