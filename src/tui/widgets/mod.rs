//! What screens are made of. A widget draws what it is given and keeps no clock.

pub mod answer;
pub mod bar;
pub mod chart;
pub mod heatmap;
mod lines;
pub mod list;
pub mod page;
pub mod panel;
pub mod plot;
pub mod prose;
pub mod ratings;
mod sheet;
pub mod feedback;
mod typing;

pub use lines::Lines;
pub use list::Cursor;
pub use page::Page;
pub use sheet::Sheet;
pub use typing::{Letters, Typing};

#[cfg(test)]
pub(super) mod tests;
