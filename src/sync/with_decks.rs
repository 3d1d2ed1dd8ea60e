//! A sync as far as it is about decks.

use std::io::Write;
use std::path::PathBuf;

use jiff::Timestamp;

use super::decks::{BothTexts, DeckSync, Listed, Settle};
use super::report::{DeckCase, Decks};
use super::run::{Error, Sync};
use crate::library::Stamp;
use crate::schedule::DeviceId;

/// How the decks of this device stand beside those of the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecksStand {
    /// The files that go along, by their names in the decks folder.
    pub files: Vec<String>,
    /// Those that stay on this device, and why, as sentences without an end.
    pub stay: Vec<String>,
    /// Those that are at odds with other devices.
    pub cases: Vec<DeckCase>,
}

impl Sync<'_> {
    /// How the decks of this device, `own`, stand. Nothing is changed.
    pub fn decks(&self, own: DeviceId, now: Timestamp) -> Result<DecksStand, Error> {
        let listing = self.listing()?;
        self.look_at_decks(&listing.decks, own, now, |sync| {
            let (files, stay) = sync.files();
            Ok(DecksStand { files, stay, cases: sync.cases() })
        })
    }

    /// Both texts of the deck file `name`, for each device that it is at odds with. Nothing is changed.
    pub fn deck_texts(&self, name: &str, own: DeviceId, now: Timestamp) -> Result<Vec<BothTexts>, Error> {
        let listing = self.listing()?;
        self.look_at_decks(&listing.decks, own, now, |sync| Ok(sync.texts(name)?))
    }

    /// Settles what `name` is at odds with other devices about, or with `device` alone, and syncs the decks. What no longer
    /// counts goes to the trash. Gives how many cases there were.
    pub fn settle_deck(
        &self,
        (name, device): (&str, Option<&str>),
        settle: Settle,
        own: DeviceId,
        now: Timestamp,
    ) -> Result<usize, Error> {
        let listing = self.listing()?;
        let trash = self.folder.join("trash");
        let stamp = now.strftime("%Y-%m-%dT%H-%M-%SZ").to_string();
        let settled = self.look_at_decks(&listing.decks, own, now, |sync| {
            let settled = sync.settle((name, device), settle, (&trash, &stamp))?;
            self.state.keep_decks(&sync.kept())?;
            Ok(settled)
        })?;
        self.sync_decks(&listing.decks, own, now)?;
        settled.map_err(Error::Deck)
    }

    pub(super) fn sync_decks(&self, listed: &Listed, own: DeviceId, now: Timestamp) -> Result<Decks, Error> {
        let kept = self.state.decks()?;
        let folder = self.decks_folder();
        let about = (kept.as_deref(), self.stamp());
        let mut sync = DeckSync::begin(self.place, listed, (own, &folder), about, now.as_millisecond())?;
        let taken = sync.take();
        // What was taken before the place was gone is taken.
        let sent = taken.and_then(|()| sync.send());
        let text = sync.kept();
        if kept.as_ref() != Some(&text) {
            self.state.keep_decks(&text)?;
        }
        sent?;
        Ok(sync.report())
    }

    pub(super) fn rehearse_decks(
        &self,
        listed: &Listed,
        own: DeviceId,
        now: Timestamp,
    ) -> Result<Decks, Error> {
        self.look_at_decks(listed, own, now, |sync| {
            sync.rehearse();
            Ok(std::mem::take(sync.report_so_far()))
        })
    }

    fn look_at_decks<T>(
        &self,
        listed: &Listed,
        own: DeviceId,
        now: Timestamp,
        look: impl FnOnce(&mut DeckSync<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let kept = self.state.decks()?;
        let folder = self.decks_folder();
        let about = (kept.as_deref(), None);
        let mut sync = DeckSync::begin(self.place, listed, (own, &folder), about, now.as_millisecond())?;
        look(&mut sync)
    }

    fn decks_folder(&self) -> PathBuf {
        self.folder.join("decks")
    }

    /// The stamp of a file that is written just now: what was left alone for a while before that need not be read again.
    fn stamp(&self) -> Option<Stamp> {
        self.lock.set_len(0).and_then(|()| (&self.lock).write_all(b"1")).ok()?;
        Stamp::of(&self.folder.join("sync.lock"))
    }
}
