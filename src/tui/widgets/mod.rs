//! What screens are made of. A widget draws what it is given and keeps no clock.

pub mod answer;
pub mod bar;
pub mod footer;
pub mod heatmap;
pub mod panel;
pub mod prose;
mod sheet;

pub use sheet::Sheet;

#[cfg(test)]
mod tests;
