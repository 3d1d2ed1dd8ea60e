//! Two machines, one memory: what each of a learner's devices logged, brought to the others by a place they all reach.
//!
//! Each device writes files of its own into the place, and reads those of the others. Merging is the union of rows by
//! id, so that it does not matter in which order, how often, or how late they come.

pub mod cloud;
mod decks;
mod folder;
mod guard;
#[cfg(feature = "age")]
mod key;
mod listing;
pub mod place;
mod report;
mod run;
mod schema;
pub mod seal;
mod segment;
mod settings;
mod state;
mod with_decks;
#[cfg(test)]
mod tests;

pub use decks::compare::{CardDifference, compare};
pub use decks::{BothTexts, Settle};
pub use folder::Folder;
pub use guard::{Kind, kind};
pub use place::{Entry, Place, PlaceError};
pub use report::{DeckCase, Decks, DeviceInPlace, HowDeck, Moved, Report};
pub use run::{Error, Sync};
pub use schema::{reference, schema};
pub use segment::{Fault, Filler, Segment, SegmentName, rows};
pub use settings::{SettingsError, SyncSettings, reach};
pub use state::StateError;
pub use with_decks::DecksStand;
