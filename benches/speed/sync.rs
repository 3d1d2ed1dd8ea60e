//! What a sync costs with a folder of the real disk: the first one, one of nothing new, and of two years on three devices.

use std::path::Path;

use divan::Bencher;
use examdrill::card::QuestionKey;
use examdrill::schedule::{DeviceId, Review, RowId};
use examdrill::store::Store;
use examdrill::sync::{Folder, Report, Sync};
use tempfile::TempDir;

use crate::samples;

/// A device with a folder of its own.
struct Device {
    home: TempDir,
    store: Store,
}

impl Device {
    fn new(device: u32) -> Self {
        let home = samples::folder();
        let store = Store::open(home.path(), device, samples::now()).expect("a new log opens");
        Self { home, store }
    }

    /// Logs reviews of these serial numbers, ten of a question.
    fn study(&self, serials: std::ops::Range<u32>) {
        let device = self.store.device();
        let reviews: Vec<Review> = serials.map(|serial| review(device, serial)).collect();
        self.store.append_all(&reviews).expect("the reviews are stored");
    }

    fn sync(&mut self, place: &Path) -> Report {
        let place = Folder::new(place);
        let sync = Sync::begin(self.home.path(), &place, "the place").expect("nobody else syncs");
        let report = sync.run(&mut self.store, 9, samples::now()).expect("the place is there");
        assert!(report.left.is_empty(), "{:?}", report.left);
        report
    }
}

fn review(device: DeviceId, serial: u32) -> Review {
    let key = QuestionKey::new("ports", &format!("port/{}", serial / 10), "number");
    let review = samples::review(serial, key);
    let id = RowId::new(review.at.as_millisecond().cast_unsigned(), device, serial.into());
    Review { id, device, ..review }
}

/// An empty place.
fn place() -> TempDir {
    let place = samples::folder();
    std::fs::create_dir(place.path().join("v1")).expect("the disk has room");
    std::fs::write(place.path().join("v1/README.txt"), "ours").expect("the disk has room");
    place
}

/// The first sync of 200,000 reviews.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn sync_first(bencher: Bencher<'_, '_>) {
    let make = || {
        let device = Device::new(1);
        device.study(0..200_000);
        (device, place())
    };
    bencher.with_inputs(make).bench_local_values(|(mut device, place)| {
        device.sync(place.path());
        (device, place)
    });
}

/// Taking 200,000 reviews into an empty log.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn sync_first_take(bencher: Bencher<'_, '_>) {
    let (mut device, place) = (Device::new(1), place());
    device.study(0..200_000);
    device.sync(place.path());
    bencher.with_inputs(|| Device::new(2)).bench_local_values(|mut device| {
        device.sync(place.path());
        device
    });
}

/// A sync of nothing new, 200,000 reviews here.
#[divan::bench(sample_count = 30, sample_size = 1)]
fn sync_nothing_new(bencher: Bencher<'_, '_>) {
    let (mut device, place) = (Device::new(1), place());
    device.study(0..200_000);
    device.sync(place.path());
    bencher.bench_local(|| device.sync(place.path()));
}

/// Three devices that have studied 40 questions a day for two years, and synced every ten days: making the place takes long
/// enough, and it holds as many files as with a sync a day, since small ones are joined.
fn two_years() -> ([Device; 3], TempDir) {
    let (mut devices, place) = ([1, 2, 3].map(Device::new), place());
    for decade in 0..73 {
        for (nth, device) in (0..).zip(&mut devices) {
            let first = (decade * 3 + nth) * 400;
            device.study(first..first + 400);
            device.sync(place.path());
        }
    }
    for device in &mut devices {
        drop(device.sync(place.path()));
    }
    (devices, place)
}

/// Nothing new in a place of two years and three devices; then a day of another device; then a sync of one's own day.
#[divan::bench(sample_count = 3, sample_size = 1, args = ["nothing new", "a day of another", "an own day"])]
fn sync_two_years(bencher: Bencher<'_, '_>, what: &str) {
    let (devices, place) = two_years();
    let [mut one, mut two, _] = devices;
    let mut next = 200_000;
    let mut study = |device: &Device| {
        device.study(next..next + 40);
        next += 40;
    };
    match what {
        "nothing new" => bencher.bench_local(|| drop(one.sync(place.path()))),
        "an own day" => bencher.bench_local(|| {
            study(&one);
            one.sync(place.path());
        }),
        _ => bencher
            .with_inputs(|| {
                study(&two);
                two.sync(place.path());
            })
            .bench_local_values(|()| drop(one.sync(place.path()))),
    }
}

/// Taking all of a place of two years and three devices into an empty log.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn sync_two_years_take_all(bencher: Bencher<'_, '_>) {
    let (_devices, place) = two_years();
    bencher.with_inputs(|| Device::new(9)).bench_local_values(|mut device| {
        device.sync(place.path());
        device
    });
}
