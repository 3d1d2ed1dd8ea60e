//! Two machines, one memory: what each of a learner's devices logged, brought to the others by a place they all reach.
//!
//! Each device writes files of its own into the place, and reads those of the others. Merging is the union of rows by
//! id, so that it does not matter in which order, how often, or how late they come.

mod folder;
pub mod place;
mod report;
mod run;
mod segment;
mod settings;
mod state;
#[cfg(test)]
mod tests;

pub use folder::Folder;
pub use place::{Entry, Place, PlaceError};
pub use report::{DeviceInPlace, Moved, Report};
pub use run::{Error, Sync};
pub use segment::{Fault, Filler, Segment, SegmentName, rows};
pub use settings::{SettingsError, SyncSettings};
pub use state::StateError;
