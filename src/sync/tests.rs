//! Three devices and a place, and everything that goes wrong between them.

use std::cell::Cell;
use std::collections::HashSet;
use std::path::Path;

use fs_err as fs;
use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::Offset;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use tempfile::TempDir;

use super::guard::toy::Toy;
use super::guard::{Guarded, Key, key_file};
use super::segment::{Fault, Filler, SegmentName, rows};
use super::{Entry, Error, Folder, Place, PlaceError, Report, Sync};
use crate::card::QuestionKey;
use crate::schedule::{
    Choice, Decision, DeviceId, Memories, Mode, Model, Rating, Review, RowId, Settings, Stamp, Subject,
};
use crate::store::{LogRow, Store};

/// Some moment in 2026, plus so many seconds.
fn moment(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + seconds).unwrap()
}

fn question(number: u32) -> QuestionKey {
    QuestionKey::from_stored(&format!("deck/card-{number}"))
}

/// A folder that is gone after so many operations, before or after the last is done: as if the sync was killed there.
pub(super) struct Killed {
    folder: Folder,
    left: Cell<Option<u32>>,
    is_done: bool,
}

impl Killed {
    /// The folder until so many operations are done; for ever where there is no number.
    pub(super) const fn after(folder: Folder, left: Option<u32>, is_done: bool) -> Self {
        Self { folder, left: Cell::new(left), is_done }
    }

    fn counted<T>(&self, operation: impl FnOnce() -> Result<T, PlaceError>) -> Result<T, PlaceError> {
        let gone = || PlaceError::Gone("the place".to_owned());
        match self.left.get() {
            None => operation(),
            Some(0) => {
                if self.is_done {
                    operation()?;
                }
                Err(gone())
            }
            Some(left) => {
                self.left.set(Some(left - 1));
                operation()
            }
        }
    }
}

impl Place for Killed {
    fn list(&self, prefix: &str) -> Result<Vec<Entry>, PlaceError> {
        self.counted(|| self.folder.list(prefix))
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, PlaceError> {
        self.counted(|| self.folder.read(name))
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<u64, PlaceError> {
        self.counted(|| self.folder.write(name, bytes))
    }

    fn remove(&self, name: &str) -> Result<(), PlaceError> {
        self.counted(|| self.folder.remove(name))
    }
}

/// Begins a sync. While another test starts a program, that has the lock as well for a moment.
pub(super) fn begun<'a>(folder: &Path, place: &'a dyn Place) -> Sync<'a> {
    loop {
        match Sync::begin(folder, place, "the place") {
            Err(Error::Busy) => std::thread::yield_now(),
            begun => return begun.unwrap(),
        }
    }
}

struct Device {
    home: TempDir,
    store: Store,
    /// How far its clock is off, in seconds.
    skew: i64,
}

struct World {
    place: TempDir,
    is_encrypted: bool,
    devices: Vec<Device>,
    seconds: i64,
    rng: StdRng,
    /// All that was ever stored by anyone.
    stored: HashSet<RowId>,
}

impl World {
    fn new(seed: u64) -> Self {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir(place.path().join("v1")).unwrap();
        fs::write(place.path().join("v1/README.txt"), "ours").unwrap();
        let device = |number| Device {
            home: tempfile::tempdir().unwrap(),
            store: Store::in_memory(number).unwrap(),
            skew: i64::from(number) * 40 - 80,
        };
        let devices = (1..=3).map(device).collect();
        Self {
            place,
            is_encrypted: false,
            devices,
            seconds: 0,
            rng: StdRng::seed_from_u64(seed),
            stored: HashSet::new(),
        }
    }

    /// The same with an encrypted place.
    fn encrypted(seed: u64) -> Self {
        let world = Self { is_encrypted: true, ..Self::new(seed) };
        fs::write(world.place.path().join(key_file(Toy.id())), "locked").unwrap();
        world
    }

    fn study(&mut self, nth: usize) {
        self.seconds += 7;
        let device = &self.devices[nth];
        let now = moment(self.seconds + device.skew);
        let stamp = Stamp {
            id: device.store.next_id(now),
            at: now,
            offset: Offset::constant(2),
            device: device.store.device(),
        };
        let rating = Rating::ALL[self.rng.random_range(0..4)];
        let review = Review::new(stamp, question(self.rng.random_range(0..6)), rating, Mode::Drill);
        device.store.record(&review, None).unwrap();
    }

    /// One of the other things that are rows of the log.
    fn decide(&mut self, nth: usize) {
        self.seconds += 3;
        let device = &self.devices[nth];
        let now = moment(self.seconds + device.skew);
        let (one, other) = (question(self.rng.random_range(0..6)), question(self.rng.random_range(0..6)));
        match self.rng.random_range(0..6) {
            0 => device.store.decide(&one, &Decision::Suspend(true), now).unwrap(),
            1 => device.store.decide(&one, &Decision::Carry(other), now).unwrap(),
            2 => drop(device.store.set_parameters(&[0.1, 0.2 + self.seconds as f32], now).unwrap()),
            3 => {
                let value = Some(format!("0.{}", 80 + self.seconds % 19));
                let choice = Choice { subject: Subject::Schedule, what: "retention".to_owned(), value };
                device.store.choose(&[choice], now).unwrap();
            }
            4 => {
                if let Some(last) = device.store.last_review().unwrap() {
                    device.store.redate(&[(last.id, moment(self.seconds - 500))], now).unwrap();
                }
            }
            _ => {
                let line = format!(
                    r#"{{"row":"sitting","id":"{}","at":"2026-11-28T06:00:00.000Z","offset_s":0,"device":"{}","paper":"{{\"exam\":\"\"}}","terms":"{{}}"}}"#,
                    device.store.next_id(now),
                    device.store.device(),
                );
                device.store.merge(&[serde_json::from_str(&line).unwrap()]).unwrap();
            }
        }
    }

    fn undo(&mut self, nth: usize) {
        self.seconds += 2;
        let device = &self.devices[nth];
        if let Some(last) = device.store.last_review().unwrap() {
            device.store.retract(last.id, moment(self.seconds + device.skew), None).unwrap();
        }
    }

    /// Takes back any review, whoever gave it, or lets one count again.
    fn retract(&mut self, nth: usize) {
        self.seconds += 2;
        let device = &self.devices[nth];
        let mut ids = Vec::new();
        device.store.reviews(|logged| ids.push((logged.review.id, logged.retracted))).unwrap();
        if let Some((id, is_retracted)) = ids.choose(&mut self.rng) {
            let now = moment(self.seconds + device.skew);
            if *is_retracted {
                device.store.restore(*id, now, None).unwrap();
            } else {
                device.store.retract(*id, now, None).unwrap();
            }
        }
    }

    /// Syncs, killed after so many operations.
    fn sync(&mut self, nth: usize, killed: Option<u32>) -> Result<Report, Error> {
        let seed = self.rng.random();
        let place = Killed::after(Folder::new(self.place.path()), killed, self.rng.random());
        let key = self.is_encrypted.then(|| Box::new(Toy) as Box<dyn Key>);
        let place = Guarded::new(Box::new(place), "the place", key);
        let device = &mut self.devices[nth];
        let sync = begun(device.home.path(), &place);
        sync.run(&mut device.store, seed, moment(self.seconds))
    }

    fn segments(&self) -> Vec<std::path::PathBuf> {
        let entries = Folder::new(self.place.path()).list("v1/").unwrap();
        let ours = entries.into_iter().filter(|entry| {
            SegmentName::of(entry.name.strip_suffix(".age").unwrap_or(&entry.name)).is_some()
        });
        let mut paths: Vec<_> = ours.map(|entry| self.place.path().join(entry.name)).collect();
        paths.sort();
        paths
    }

    /// Something happens to a file of the place.
    fn harm(&mut self) {
        let paths = self.segments();
        if paths.is_empty() {
            return;
        }
        let path = &paths[self.rng.random_range(0..paths.len())];
        let bytes = fs::read(path).unwrap();
        match self.rng.random_range(0..3) {
            // Torn.
            0 => fs::write(path, &bytes[..self.rng.random_range(0..=bytes.len().saturating_sub(1))]).unwrap(),
            // Gone.
            1 => fs::remove_file(path).unwrap(),
            // What sync programs make of two files of one name.
            _ => {
                let name = path.file_name().unwrap().to_string_lossy();
                fs::write(path.with_file_name(name.replace(".jsonl", " (conflicted copy).jsonl")), bytes)
                    .unwrap();
            }
        }
    }

    fn note_all(&mut self) {
        for device in &self.devices {
            self.stored.extend(device.store.row_ids().unwrap().1);
        }
    }

    fn anything(&mut self) {
        let nth = self.rng.random_range(0..3);
        match self.rng.random_range(0..20) {
            0..=6 => self.study(nth),
            7 => self.undo(nth),
            8 => self.retract(nth),
            9..=11 => self.decide(nth),
            12..=14 => drop(self.sync(nth, None)),
            15..=17 => {
                let killed = self.rng.random_range(0..6);
                drop(self.sync(nth, Some(killed)));
            }
            18 => self.harm(),
            // What is known of the place is lost.
            _ => drop(fs::remove_file(self.devices[nth].home.path().join("sync.db"))),
        }
        self.note_all();
    }
}

/// All rows of a log, and what its reviews fold to.
fn state(store: &Store) -> (Vec<LogRow>, Memories) {
    let (_, ids) = store.row_ids().unwrap();
    let mut rows = Vec::new();
    store.rows(&ids, |row| rows.push(row)).unwrap();
    let mut reviews = Vec::new();
    store
        .reviews(|logged| {
            if !logged.retracted {
                reviews.push(Review { key: logged.owner, ..logged.review });
            }
        })
        .unwrap();
    (rows, Model::standard(Settings::default(), Time::midnight()).fold_all(&reviews))
}

fn come_together(seed: u64) {
    let mut world = if seed.is_multiple_of(2) { World::new(seed) } else { World::encrypted(seed) };
    for _ in 0..40 {
        world.anything();
    }
    for _ in 0..3 {
        for nth in 0..3 {
            world.sync(nth, None).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        }
    }
    let states: Vec<_> = world.devices.iter().map(|device| state(&device.store)).collect();
    assert_eq!(states[0], states[1], "seed {seed}");
    assert_eq!(states[0], states[2], "seed {seed}");
    let there: HashSet<RowId> = states[0].0.iter().map(LogRow::id).collect();
    assert_eq!(there, world.stored, "seed {seed}: nothing is lost, and nothing comes from nowhere");
    let last = world.sync(0, None).unwrap();
    assert!(last.is_nothing() && last.left.is_empty(), "seed {seed}: {last:?}");
}

#[test]
fn whatever_happens_three_devices_come_to_the_same_log() {
    (0..8).for_each(come_together);
}

#[test]
#[ignore = "minutes: for a release build"]
fn ten_thousand_times_three_devices_come_to_the_same_log() {
    (0..10_000).for_each(come_together);
}

#[test]
fn a_second_sync_of_nothing_new_does_nothing_and_reads_nothing() {
    let mut world = World::new(1);
    world.study(0);
    let first = world.sync(0, None).unwrap();
    assert_eq!((first.sent.files, first.sent.rows, first.sent.reviews), (1, 1, 1));
    // Only the listing is allowed.
    assert!(world.sync(0, Some(1)).unwrap().is_nothing());
    assert_eq!(world.sync(1, None).unwrap().taken.reviews, 1);
    assert_eq!(world.segments().len(), 1, "what was taken is not sent again");
}

#[test]
fn a_copied_home_takes_an_id_of_its_own() {
    let mut world = World::new(2);
    world.study(0);
    world.sync(0, None).unwrap();
    // A copy of the first device, with all it knows.
    let (rows, _) = state(&world.devices[0].store);
    let twin = Store::in_memory(1).unwrap();
    twin.merge(&rows).unwrap();
    world.devices[1].store = twin;
    world.study(0);
    world.sync(0, None).unwrap();
    let report = world.sync(1, None).unwrap();
    assert_eq!(report.renamed, Some(world.devices[1].store.device().to_string()));
    assert_ne!(world.devices[1].store.device(), DeviceId(1));
    assert_eq!(report.taken.reviews, 1);
    assert_eq!(world.sync(0, None).unwrap().renamed, None);
}

#[test]
fn small_segments_of_a_device_are_joined() {
    let mut world = World::new(3);
    for _ in 0..40 {
        world.study(0);
        world.sync(0, None).unwrap();
        assert!(world.segments().len() <= 16);
    }
    assert_eq!(world.sync(1, None).unwrap().taken.reviews, 40);
    assert!(world.sync(2, None).unwrap().taken.reviews == 40 && world.sync(0, None).unwrap().is_nothing());
}

#[test]
fn what_a_forgotten_device_logged_stays() {
    let mut world = World::new(4);
    world.study(0);
    world.study(1);
    world.sync(0, None).unwrap();
    world.sync(1, None).unwrap();
    let place = Folder::new(world.place.path());
    let device = &mut world.devices[0];
    let sync = begun(device.home.path(), &place);
    assert!(matches!(sync.forget("00000001", &mut device.store, 9, moment(9)), Err(Error::NoDevice(_))));
    sync.forget("00000002", &mut device.store, 9, moment(9)).unwrap();
    drop(sync);
    assert!(!world.place.path().join("v1/00000002").exists());
    assert_eq!(world.sync(2, None).unwrap().taken.reviews, 2);
}

#[test]
fn an_empty_place_is_not_taken_for_one_where_all_is_gone() {
    let mut world = World::new(5);
    world.study(0);
    fs::remove_file(world.place.path().join("v1/README.txt")).unwrap();
    assert!(matches!(world.sync(0, None), Err(Error::Empty(_))));
    let place = Folder::new(Path::new("/nowhere/at/all"));
    let sync = begun(world.devices[0].home.path(), &place);
    let gone = sync.run(&mut world.devices[0].store, 1, moment(1));
    assert!(matches!(gone, Err(Error::Place(PlaceError::Gone(_)))));
}

fn segment_of(line: &str) -> super::Segment {
    use std::io::Write;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(line.as_bytes()).unwrap();
    let bytes = packed.finish().unwrap();
    let hash = super::segment::hash(&bytes);
    super::Segment { name: SegmentName { device: DeviceId(1), hash }, bytes, rows: 0 }
}

#[test]
fn what_is_torn_or_newer_or_not_understood_is_told_apart() {
    let mut world = World::new(6);
    world.study(0);
    let mut filler = Filler::default();
    state(&world.devices[0].store).0.iter().for_each(|row| filler.add(row));
    let place = Folder::new(world.place.path());
    let segment = filler.take(DeviceId(1), &place).unwrap();
    assert_eq!(rows(&segment.name, &segment.bytes, &place).unwrap(), state(&world.devices[0].store).0);
    assert_eq!(rows(&segment.name, &segment.bytes[1..], &place), Err(Fault::Torn));
    let read = |line: &str| rows(&segment_of(line).name, &segment_of(line).bytes, &place);
    assert_eq!(read(r#"{"format":"other","version":2,"new":1}"#), Err(Fault::Newer(2)));
    let head = r#"{"format":"examdrill-log","version":1,"device":"00000001","rows":1}"#;
    assert_eq!(read(head), Err(Fault::Torn));
    for line in [
        r#"{"row":"wish","id":"00000000000000000000000000000001"}"#,
        r#"{"row":"mark","id":"00000000000000000000000000000001","review":"00000000000000000000000000000001","retracted":true,"at":"2026-11-28T06:00:00.000Z","why":"new"}"#,
        r#"{"row":"decision","id":"00000000000000000000000000000001","key":"a","decision":"dream","value":null,"at":"2026-11-28T06:00:00.000Z"}"#,
        r#"{"row":"mark","id":"ffffffffffffffffffffffffffffffff","review":"00000000000000000000000000000001","retracted":true,"at":"2026-11-28T06:00:00.000Z"}"#,
    ] {
        assert!(matches!(read(&format!("{head}\n{line}\n")), Err(Fault::Unknown { line: 2, .. })), "{line}");
    }
}

#[test]
fn a_segment_of_a_later_version_is_named_and_left() {
    let mut world = World::new(7);
    let segment = segment_of(r#"{"format":"examdrill-log","version":2,"device":"00000001","rows":0}"#);
    Folder::new(world.place.path()).write(&segment.name.path(), &segment.bytes).unwrap();
    let report = world.sync(1, None).unwrap();
    assert!(report.left[0].contains("it has format 2"), "{report:?}");
    assert!(world.place.path().join(segment.name.path()).exists());
}
