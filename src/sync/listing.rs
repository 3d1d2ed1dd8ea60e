//! What lies in a place.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::decks::Listed;
use super::place::{Entry, MARK};
use super::segment::SegmentName;
use super::state::Kept;
use crate::schedule::DeviceId;

/// Where files of ours lie in the place, as it was listed.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) segments: BTreeMap<SegmentName, u64>,
    pub(super) decks: Listed,
    pub(super) foreign: usize,
    pub(super) is_marked: bool,
}

impl Listing {
    pub(super) fn of(entries: Vec<Entry>) -> Self {
        let mut listing = Self::default();
        for entry in entries {
            match SegmentName::of(&entry.name) {
                Some(segment) => drop(listing.segments.insert(segment, entry.size)),
                None if entry.name == MARK => listing.is_marked = true,
                None => listing.foreign += usize::from(!listing.decks.take(&entry)),
            }
        }
        listing
    }

    pub(super) fn devices(&self) -> BTreeSet<DeviceId> {
        self.segments.keys().map(|name| name.device).collect()
    }
}

/// The segments of this device that are not in the place any more as they were written, and those of devices that have
/// none left there. Single ones of other devices were joined.
pub(super) fn gone(listing: &Listing, kept: &HashMap<SegmentName, Kept>, own: DeviceId) -> HashSet<i64> {
    let devices = listing.devices();
    let gone = kept.iter().filter(|(name, kept)| {
        let is_there = listing.segments.get(*name) == Some(&kept.bytes);
        if name.device == own { !is_there } else { !devices.contains(&name.device) }
    });
    gone.map(|(_, kept)| kept.number).collect()
}
