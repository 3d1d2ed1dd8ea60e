//! The passphrase of a place and the key it unlocks: one for the place, made when it is begun, which lies in it locked by the
//! passphrase. Each device unlocks it once and keeps it in `sync.key`, which its owner alone can read.

use std::path::Path;

use fs_err as fs;

use super::guard::{Key, key_file};
#[cfg(feature = "age")]
use super::key;
use super::place::{Place, PlaceError};
use super::settings::write_whole;
use crate::paths::SYNC_KEY;

/// Refuses where this build cannot encrypt.
pub const fn ensure_built() -> Result<(), PlaceError> {
    if cfg!(feature = "age") { Ok(()) } else { Err(PlaceError::NoEncryption) }
}

/// Makes a key for an empty place, locks it there, and keeps it on this device.
pub fn begin(place: &dyn Place, passphrase: &str, data: &Path) -> Result<(), PlaceError> {
    let (key, locked) = key::generate(passphrase)?;
    place.write(&key_file(key.id()), &locked)?;
    keep(&*key, data)
}

/// Unlocks the key of that id, which lies in the place, and keeps it on this device. `name` is the place's.
pub fn unlock(
    place: &dyn Place,
    name: &str,
    id: &str,
    passphrase: &str,
    data: &Path,
) -> Result<(), PlaceError> {
    let key = key::unlock(&place.read(&key_file(id))?, passphrase, name)?;
    if key.id() == id { keep(&*key, data) } else { Err(PlaceError::NoKey(name.to_owned())) }
}

/// Whether this device has the key of that id.
pub fn is_unlocked(id: &str, data: &Path) -> bool {
    kept(data, "").is_ok_and(|key| key.id() == id)
}

/// Removes the key from this device, if it has one.
pub fn forget(data: &Path) -> Result<(), PlaceError> {
    let path = data.join(SYNC_KEY);
    match fs::remove_file(&path) {
        Err(error) if path.exists() => Err(PlaceError::of_system(SYNC_KEY, &error)),
        _ => Ok(()),
    }
}

/// The key that this device keeps for the place `name`.
pub(super) fn kept(data: &Path, name: &str) -> Result<Box<dyn Key>, PlaceError> {
    let text = match fs::read_to_string(data.join(SYNC_KEY)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(PlaceError::Locked(name.to_owned()));
        }
        text => text.map_err(|error| PlaceError::of_system(SYNC_KEY, &error))?,
    };
    key::read(&text, name)
}

fn keep(key: &dyn Key, data: &Path) -> Result<(), PlaceError> {
    write_whole(&data.join(SYNC_KEY), key.text().as_bytes())
        .map_err(|error| PlaceError::of_system(SYNC_KEY, &error))
}

/// What a build without encryption says instead.
#[cfg(not(feature = "age"))]
mod key {
    use super::{Key, PlaceError};

    type Made = (Box<dyn Key>, Vec<u8>);

    pub(super) const fn generate(_: &str) -> Result<Made, PlaceError> {
        Err(PlaceError::NoEncryption)
    }

    pub(super) const fn unlock(_: &[u8], _: &str, _: &str) -> Result<Box<dyn Key>, PlaceError> {
        Err(PlaceError::NoEncryption)
    }

    pub(super) const fn read(_: &str, _: &str) -> Result<Box<dyn Key>, PlaceError> {
        Err(PlaceError::NoEncryption)
    }
}

#[cfg(feature = "age")]
#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use jiff::Timestamp;
    use jiff::tz::Offset;

    use super::*;
    use crate::card::QuestionKey;
    use crate::schedule::{Mode, Rating, Review, Stamp};
    use crate::store::Store;
    use crate::sync::{Folder, Kind, Report, Sync, SyncSettings, kind};

    /// Some moment in 2026.
    fn moment() -> Timestamp {
        Timestamp::from_second(1_790_000_000).unwrap()
    }

    /// Syncs with an encrypted place that this device has unlocked.
    fn sync(home: &Path, place: &Path, store: &mut Store) -> Report {
        let settings = SyncSettings {
            place: place.display().to_string(),
            is_encrypted: true,
            ..SyncSettings::default()
        };
        let place = settings.open(home).unwrap();
        let sync = Sync::begin(home, &*place, &settings.place).unwrap();
        sync.mark().unwrap();
        sync.run(store, 9, moment()).unwrap()
    }

    /// All files of a place.
    fn files(place: &Path) -> Vec<PathBuf> {
        let entries = Folder::new(place).list("v1/").unwrap();
        entries.into_iter().map(|entry| place.join(entry.name)).collect()
    }

    fn log_with_a_review() -> Store {
        let store = Store::in_memory(1).unwrap();
        let stamp =
            Stamp { id: store.next_id(moment()), at: moment(), offset: Offset::UTC, device: store.device() };
        let key = QuestionKey::from_stored("capitals/france");
        store.record(&Review::new(stamp, key, Rating::Good, Mode::Drill), None).unwrap();
        store
    }

    #[test]
    fn nothing_of_a_review_is_seen_in_an_encrypted_place_and_other_devices_have_it() {
        let [home, other, place] = std::array::from_fn(|_| tempfile::tempdir().unwrap());
        let folder = Folder::new(place.path());
        begin(&folder, "correct horse", home.path()).unwrap();
        let mut store = log_with_a_review();
        assert_eq!(sync(home.path(), place.path(), &mut store).sent.reviews, 1);
        for path in files(place.path()) {
            let bytes = fs::read(&path).unwrap();
            let holds = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
            assert!(!holds(b"france") && !holds(&[0x1f, 0x8b, 8, 0]), "{}", path.display());
        }
        let Ok(Kind::Encrypted(id)) = kind(&folder, "the place") else { panic!("it has a key") };
        unlock(&folder, "the place", &id, "correct horse", other.path()).unwrap();
        let mut second = Store::in_memory(2).unwrap();
        assert_eq!(sync(other.path(), place.path(), &mut second).taken.reviews, 1);
        assert!(sync(home.path(), place.path(), &mut store).is_nothing());
        assert!(sync(other.path(), place.path(), &mut second).is_nothing());
    }

    #[test]
    fn a_torn_file_of_an_encrypted_place_is_written_again_by_its_device() {
        let [home, other, place] = std::array::from_fn(|_| tempfile::tempdir().unwrap());
        let folder = Folder::new(place.path());
        begin(&folder, "correct horse", home.path()).unwrap();
        fs::copy(home.path().join(SYNC_KEY), other.path().join(SYNC_KEY)).unwrap();
        let (mut store, mut second) = (log_with_a_review(), Store::in_memory(2).unwrap());
        sync(home.path(), place.path(), &mut store);
        let segment =
            files(place.path()).into_iter().find(|path| path.to_string_lossy().contains(".gz")).unwrap();
        let bytes = fs::read(&segment).unwrap();
        fs::write(&segment, &bytes[..bytes.len() - 1]).unwrap();
        let report = sync(other.path(), place.path(), &mut second);
        assert!(report.left[0].contains("torn") && report.taken.reviews == 0, "{report:?}");
        sync(home.path(), place.path(), &mut store);
        assert_eq!(sync(other.path(), place.path(), &mut second).taken.reviews, 1);
    }

    #[test]
    fn what_one_device_encrypts_another_reads_with_the_passphrase_alone() {
        let [home, other, place] = std::array::from_fn(|_| tempfile::tempdir().unwrap());
        let folder = Folder::new(place.path());
        begin(&folder, "correct horse", home.path()).unwrap();
        let Ok(Kind::Encrypted(id)) = kind(&folder, "the place") else { panic!("it has a key") };
        let wrong = unlock(&folder, "the place", &id, "correct house", other.path());
        assert!(matches!(wrong, Err(PlaceError::WrongPassphrase(_))), "{wrong:?}");
        assert!(!is_unlocked(&id, other.path()));
        unlock(&folder, "the place", &id, "correct horse", other.path()).unwrap();
        assert!(is_unlocked(&id, other.path()));
        let (one, two) = (kept(home.path(), "").unwrap(), kept(other.path(), "").unwrap());
        assert_eq!(two.unseal(&one.seal(b"rated good")).unwrap(), b"rated good");
        assert_eq!(one.hash(b"rated good"), two.hash(b"rated good"));
        forget(other.path()).unwrap();
        assert!(matches!(kept(other.path(), ""), Err(PlaceError::Locked(_))));
    }

    #[test]
    fn a_key_that_is_torn_in_the_place_is_not_a_wrong_passphrase() {
        let [home, place] = std::array::from_fn(|_| tempfile::tempdir().unwrap());
        let folder = Folder::new(place.path());
        let (key, locked) = key::generate("correct horse").unwrap();
        folder.write(&key_file(key.id()), &locked[..60]).unwrap();
        let torn = unlock(&folder, "the place", key.id(), "correct horse", home.path());
        assert!(matches!(torn, Err(PlaceError::NoKey(_))), "{torn:?}");
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_reads_the_key_on_the_device() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        keep(&*key::generate("correct horse").unwrap().0, home.path()).unwrap();
        let mode = fs::metadata(home.path().join(SYNC_KEY)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
