//! Two machines, one memory: what each of a learner's devices logged, brought to the others by a place they all reach.
//!
//! Each device writes files of its own into the place, and reads those of the others. Merging is the union of rows by
//! id, so that it does not matter in which order, how often, or how late they come.

pub mod cloud;
mod folder;
mod guard;
#[cfg(feature = "age")]
mod key;
pub mod place;
mod report;
mod run;
pub mod seal;
mod segment;
mod settings;
mod state;
#[cfg(test)]
mod tests;

pub use folder::Folder;
pub use guard::{Kind, kind};
pub use place::{Entry, Place, PlaceError};
pub use report::{DeviceInPlace, Moved, Report};
pub use run::{Error, Sync};
pub use segment::{Fault, Filler, Segment, SegmentName, rows};
pub use settings::{SettingsError, SyncSettings, reach};
pub use state::StateError;
