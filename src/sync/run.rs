//! A sync: what this device takes from the place, and what it writes there.
//!
//! It may be killed between any two steps: what was written and not noted is found again, since a segment is known by what
//! is in it.

use std::collections::HashSet;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::listing::{Listing, gone};
use super::place::{MARK, Place, PlaceError};
use super::report::{DeviceInPlace, Moved, Report};
use super::segment::{FOLDER, Fault, Filler, SegmentName, device_of, rows};
use super::state::{State, StateError};
use crate::schedule::{DeviceId, RowId};
use crate::sqlite::rusqlite;
use crate::store::{self, LogRow, Store};

const MARK_TEXT: &str = "examdrill keeps what your devices have logged here, one folder for each device.\n\
    Do not change or rename these files; `examdrill sync status` tells what they are.\n";
/// Segments of at most so many bytes are joined when there are [`MANY`].
const SMALL: u64 = 64 << 10;
/// How many small segments a device leaves in the place.
const MANY: usize = 16;
/// Rows of other devices are taken in as soon as so many are read.
const BATCH: usize = 20_000;

/// Why a sync ended before it was done. What it did until then stands, and the next goes on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The place.
    #[error(transparent)]
    Place(#[from] PlaceError),
    /// The log.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// What is known of the place.
    #[error(transparent)]
    State(#[from] StateError),
    /// The same, while it was used.
    #[error("could not use `sync.db`")]
    Sqlite(#[from] rusqlite::Error),
    /// The place is there and holds nothing of ours, though it once did.
    #[error("`{0}` holds nothing that examdrill wrote")]
    Empty(String),
    /// Another sync of this device is at work.
    #[error("another sync is at work")]
    Busy,
    /// The file that tells so could not be made.
    #[error("could not use `{}`", .0.display())]
    Lock(PathBuf, #[source] std::io::Error),
    /// A deck file could not be written or set aside.
    #[error("{0}")]
    Deck(String),
    /// There is no such device in the place.
    #[error("there is no device `{0}` in the place")]
    NoDevice(String),
}

impl Error {
    /// What the learner can do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Place(error) => error.help(),
            Self::Store(error) => error.help(),
            Self::State(_) | Self::Sqlite(_) | Self::Lock(..) => {
                "check that the disk is there and has room, then sync again"
            }
            Self::Empty(_) => "is it mounted? `examdrill sync set PLACE` begins anew in an empty place",
            Self::Busy => "wait until it is done",
            Self::Deck(_) => "nothing of it was changed; look at it, then try again",
            Self::NoDevice(_) => "`examdrill sync status` names those there are",
        }
    }
}

/// A sync that is under way: one at a time for a log.
pub struct Sync<'a> {
    pub(super) place: &'a dyn Place,
    name: &'a str,
    pub(super) state: State,
    /// Where the learner's files are.
    pub(super) folder: PathBuf,
    /// Whether decks go along.
    pub(super) has_decks: bool,
    /// Held until the sync has ended.
    pub(super) lock: File,
}

impl<'a> Sync<'a> {
    /// Begins a sync of the log in `folder` with the place of that name.
    pub fn begin(folder: &Path, place: &'a dyn Place, name: &'a str) -> Result<Self, Error> {
        let path = folder.join("sync.lock");
        let lock = File::options().create(true).truncate(false).write(true).open(&path);
        let lock = lock.map_err(|source| Error::Lock(path.clone(), source))?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(Error::Busy),
            // A file system without locks: what two syncs do at once is the same, twice.
            Err(TryLockError::Error(_)) | Ok(()) => {}
        }
        let (state, folder) = (State::open(folder, name)?, folder.to_path_buf());
        Ok(Self { place, name, state, folder, has_decks: false, lock })
    }

    /// The same, with decks if `has_decks`.
    #[must_use]
    pub fn with_decks(self, has_decks: bool) -> Self {
        Self { has_decks, ..self }
    }

    /// Marks an empty place as ours.
    pub fn mark(&self) -> Result<(), Error> {
        self.place.write(MARK, MARK_TEXT.as_bytes())?;
        Ok(())
    }

    /// Takes what is new in the place, then writes what is new here. `seed` is a random number, in case that this device needs
    /// a new id.
    pub fn run(&self, store: &mut Store, seed: u32, now: Timestamp) -> Result<Report, Error> {
        let mut report = Report { at_ms: now.as_millisecond(), ..Report::default() };
        let listing = self.listing()?;
        report.foreign = listing.foreign;
        let generation = if self.is_even(&listing, store)? {
            store.generation()?
        } else {
            self.sync_log(&listing, store, seed, &mut report)?
        };
        if self.has_decks {
            report.decks = self.sync_decks(&listing.decks, store.device(), now)?;
        }
        self.keep(Some(generation), &report)?;
        Ok(report)
    }

    /// Takes and sends what was logged. Gives the generation of the log that lies in the place as a whole then.
    fn sync_log(
        &self,
        listing: &Listing,
        store: &mut Store,
        seed: u32,
        report: &mut Report,
    ) -> Result<u64, Error> {
        self.forget_what_is_gone(listing, store)?;
        self.check_own(listing, store, seed, report)?;
        self.take(listing, store, report)?;
        let generation = self.send(store, report)?;
        self.join(store)?;
        Ok(generation)
    }

    /// What [`Self::run`] would do. Nothing is written.
    pub fn rehearse(&self, store: &Store, now: Timestamp) -> Result<Report, Error> {
        let mut report = Report { at_ms: now.as_millisecond(), ..Report::default() };
        let listing = self.listing()?;
        report.foreign = listing.foreign;
        let (_, log) = store.row_ids()?;
        let mut there: HashSet<RowId> = self.state.known()?.into_keys().collect();
        for (name, _) in self.unknown(&listing)? {
            let Some(rows) = self.read(&name, &mut report)? else { continue };
            let new: Vec<_> = rows.iter().filter(|row| !log.contains(&row.id())).collect();
            report.taken.files += usize::from(!new.is_empty());
            report.taken.rows += new.len();
            report.taken.reviews += new.iter().filter(|row| row.is_review()).count();
            there.extend(rows.iter().map(LogRow::id));
        }
        let unsent: HashSet<RowId> = log.into_iter().filter(|id| !there.contains(id)).collect();
        report.sent.rows = unsent.len();
        store.rows(&unsent, |row| report.sent.reviews += usize::from(row.is_review()))?;
        report.sent.files = usize::from(!unsent.is_empty());
        if self.has_decks {
            report.decks = self.rehearse_decks(&listing.decks, store.device(), now)?;
        }
        Ok(report)
    }

    /// What the last sync with this place came to; `None` before the first.
    pub fn last(&self) -> Result<Option<Report>, Error> {
        Ok(self.state.report()?.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// The devices that wrote into the place.
    pub fn devices(&self, own: DeviceId) -> Result<Vec<DeviceInPlace>, Error> {
        let listing = self.listing()?;
        let kept = self.state.segments()?;
        let devices = listing.devices().into_iter().map(|device| {
            let its: Vec<_> = listing.segments.iter().filter(|(name, _)| name.device == device).collect();
            DeviceInPlace {
                device: device.to_string(),
                is_this: device == own,
                files: its.len(),
                bytes: its.iter().map(|(_, size)| **size).sum(),
                waiting: its.iter().filter(|(name, _)| !kept.contains_key(name)).count(),
            }
        });
        Ok(devices.collect())
    }

    /// Takes what is left of a device that is no more used, and removes its files from the place: what it logged lies in those
    /// of this device from then on, and stays.
    pub fn forget(
        &self,
        device: &str,
        store: &mut Store,
        seed: u32,
        now: Timestamp,
    ) -> Result<Report, Error> {
        let mut report = self.run(store, seed, now)?;
        let listing = self.listing()?;
        let its: Vec<_> = listing.segments.keys().filter(|name| name.device.to_string() == device).collect();
        let decks = device_of(device).map(|device| listing.decks.paths_of(device)).unwrap_or_default();
        if its.is_empty() && decks.is_empty() || device == store.device().to_string() {
            return Err(Error::NoDevice(device.to_owned()));
        }
        let kept = self.state.segments()?;
        let numbers = kept.iter().filter(|(name, _)| name.device.to_string() == device);
        self.state.forget(&numbers.map(|(_, kept)| kept.number).collect())?;
        let generation = self.send(store, &mut report)?;
        // What could not be read is not ours to throw away.
        for name in its.into_iter().filter(|name| kept.contains_key(name)) {
            self.place.remove(&name.path())?;
        }
        decks.iter().try_for_each(|path| self.place.remove(path))?;
        if self.has_decks {
            // What this device has of its decks lay in its folder alone.
            self.sync_decks(&self.listing()?.decks, store.device(), now)?;
        }
        self.keep(Some(generation), &report)?;
        Ok(report)
    }

    pub(super) fn listing(&self) -> Result<Listing, Error> {
        let listing = Listing::of(self.place.list(FOLDER)?);
        if listing.is_marked || !listing.segments.is_empty() {
            Ok(listing)
        } else {
            Err(Error::Empty(self.name.to_owned()))
        }
    }

    fn keep(&self, generation: Option<u64>, report: &Report) -> Result<(), Error> {
        let text = serde_json::to_string(report).unwrap_or_default();
        Ok(self.state.finish(generation, &text)?)
    }

    /// Whether nothing is new, neither there nor here.
    fn is_even(&self, listing: &Listing, store: &Store) -> Result<bool, Error> {
        let kept = self.state.segments()?;
        let is_known = listing.segments.keys().all(|name| kept.contains_key(name));
        let is_sent = self.state.generation()? == Some(store.generation()?);
        Ok(is_known && is_sent && gone(listing, &kept, store.device()).is_empty())
    }

    /// Segments that are not known yet, with their sizes.
    fn unknown(&self, listing: &Listing) -> Result<Vec<(SegmentName, u64)>, Error> {
        let kept = self.state.segments()?;
        let unknown = listing.segments.iter().filter(|(name, _)| !kept.contains_key(name));
        Ok(unknown.map(|(name, size)| (name.clone(), *size)).collect())
    }

    /// Forgets what is known of segments that are gone, and of those whose rows are not in the log: an older state of it was
    /// restored.
    fn forget_what_is_gone(&self, listing: &Listing, store: &Store) -> Result<(), Error> {
        let kept = self.state.segments()?;
        let mut lost = gone(listing, &kept, store.device());
        let (_, log) = store.row_ids()?;
        lost.extend(
            self.state.known()?.iter().filter(|(id, _)| !log.contains(id)).map(|(_, number)| *number),
        );
        Ok(self.state.forget(&lost)?)
    }

    /// Looks at segments in this device's own folder that it does not know: whether it wrote them, and was killed before it
    /// noted that, or another device has the same id, which is a copy of this one, or this is one.
    fn check_own(
        &self,
        listing: &Listing,
        store: &mut Store,
        seed: u32,
        report: &mut Report,
    ) -> Result<(), Error> {
        let own = store.device();
        let mut is_ours = true;
        for (name, size) in self.unknown(listing)?.into_iter().filter(|(name, _)| name.device == own) {
            let Some(bytes) = self.bytes(&name, report)? else { continue };
            match rows(&name, &bytes, self.place) {
                Ok(rows) => {
                    let ids: Vec<RowId> = rows.iter().map(LogRow::id).collect();
                    let (_, log) = store.row_ids()?;
                    if ids.iter().all(|id| log.contains(id)) {
                        self.state.keep(&name, size, &ids, own)?;
                    } else {
                        is_ours = false;
                    }
                }
                // Its rows are written again.
                Err(Fault::Torn) => self.place.remove(&name.path())?,
                Err(fault) => report.left.push(format!("{}: {fault}", name.path())),
            }
        }
        if !is_ours {
            store.become_another_device(seed)?;
            report.renamed = Some(store.device().to_string());
        }
        Ok(())
    }

    /// Takes in what is new of other devices.
    fn take(&self, listing: &Listing, store: &Store, report: &mut Report) -> Result<(), Error> {
        let own = store.device();
        let (mut batch, mut read) = (Vec::new(), Vec::new());
        let unknown = self.unknown(listing)?;
        for (name, size) in unknown.into_iter().filter(|(name, _)| name.device != own) {
            let Some(rows) = self.read(&name, report)? else { continue };
            read.push((name, size, rows.iter().map(LogRow::id).collect::<Vec<_>>()));
            batch.extend(rows);
            if batch.len() >= BATCH {
                self.take_in(&mut batch, &mut read, store, report)?;
            }
        }
        self.take_in(&mut batch, &mut read, store, report)
    }

    /// The log has the rows before they are noted as taken: killed in between, they are taken again, which changes nothing.
    fn take_in(
        &self,
        batch: &mut Vec<LogRow>,
        read: &mut Vec<(SegmentName, u64, Vec<RowId>)>,
        store: &Store,
        report: &mut Report,
    ) -> Result<(), Error> {
        let merged = store.merge(batch)?;
        report.taken.rows += merged.rows;
        report.taken.reviews += merged.reviews;
        report.taken.files += read.len();
        for (name, size, ids) in read.drain(..) {
            self.state.keep(&name, size, &ids, store.device())?;
        }
        batch.clear();
        Ok(())
    }

    /// What a segment holds; `None` where it cannot be read for now, which is reported.
    fn bytes(&self, name: &SegmentName, report: &mut Report) -> Result<Option<Vec<u8>>, Error> {
        match self.place.read(&name.path()) {
            Err(error) if error.is_about_one_file() => {
                report.left.push(error.to_string());
                Ok(None)
            }
            bytes => Ok(Some(bytes?)),
        }
    }

    /// The rows of a segment; `None` where it is left for later, which is reported.
    fn read(&self, name: &SegmentName, report: &mut Report) -> Result<Option<Vec<LogRow>>, Error> {
        let Some(bytes) = self.bytes(name, report)? else { return Ok(None) };
        match rows(name, &bytes, self.place) {
            Ok(rows) => Ok(Some(rows)),
            Err(fault) => {
                report.left.push(format!("{}: {fault}", name.path()));
                Ok(None)
            }
        }
    }

    /// Writes what lies nowhere in the place. Gives the generation of the log that lies there as a whole then.
    fn send(&self, store: &Store, report: &mut Report) -> Result<u64, Error> {
        let (generation, log) = store.row_ids()?;
        let known = self.state.known()?;
        let unsent: HashSet<RowId> = log.into_iter().filter(|id| !known.contains_key(id)).collect();
        let sent = self.write(store, &unsent)?;
        report.sent.files += sent.files;
        report.sent.rows += sent.rows;
        report.sent.reviews += sent.reviews;
        Ok(generation)
    }

    /// Writes these rows of the log into segments of this device.
    fn write(&self, store: &Store, wanted: &HashSet<RowId>) -> Result<Moved, Error> {
        let mut moved = Moved::default();
        if wanted.is_empty() {
            return Ok(moved);
        }
        let (mut filler, mut ids, mut full) = (Filler::default(), Vec::new(), Vec::new());
        store.rows(wanted, |row| {
            moved.reviews += usize::from(row.is_review());
            ids.push(row.id());
            filler.add(&row);
            if filler.is_full() {
                full.extend(
                    filler
                        .take(store.device(), self.place)
                        .map(|segment| (segment, std::mem::take(&mut ids))),
                );
            }
        })?;
        full.extend(filler.take(store.device(), self.place).map(|segment| (segment, ids)));
        for (segment, ids) in full {
            let size = self.place.write(&segment.name.path(), &segment.bytes)?;
            self.state.keep(&segment.name, size, &ids, store.device())?;
            moved.files += 1;
            moved.rows += segment.rows;
        }
        Ok(moved)
    }

    /// Joins the small segments of this device when they are many, and removes those all of whose rows lie in others of it.
    fn join(&self, store: &Store) -> Result<(), Error> {
        let own = store.device();
        let mut kept = self.state.segments()?;
        kept.retain(|name, _| name.device == own);
        let small: HashSet<i64> =
            kept.values().filter(|kept| kept.bytes <= SMALL).map(|kept| kept.number).collect();
        if small.len() >= MANY {
            let known = self.state.known()?;
            let rows = known.into_iter().filter(|(_, number)| small.contains(number)).map(|(id, _)| id);
            self.write(store, &rows.collect())?;
        }
        let needed = self.state.needed(own)?;
        let unneeded = kept.iter().filter(|(_, kept)| kept.rows > 0 && needed.get(&kept.number) == Some(&0));
        let mut removed = HashSet::new();
        for (name, kept) in unneeded {
            self.place.remove(&name.path())?;
            removed.insert(kept.number);
        }
        Ok(self.state.forget(&removed)?)
    }
}
