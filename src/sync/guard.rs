//! What stands between a sync and its place: where a place is encrypted nothing is written to it or taken from it in clear,
//! and nothing encrypted is taken for what it is not.

use std::cell::Cell;

use super::place::{Entry, MARK, Place, PlaceError};
use super::segment::FOLDER;

/// What the names of encrypted files end in.
const ENDING: &str = ".age";
/// The file of a place's key, between the folder and [`ENDING`]: then come [`ID_DIGITS`].
const KEY_FILE: &str = "key-";
/// How many digits the id of a key has.
pub(super) const ID_DIGITS: usize = 16;

/// The key of a place, unlocked.
pub(super) trait Key: Send {
    /// What tells it from others, [`ID_DIGITS`] hexadecimal digits; it gives nothing away.
    fn id(&self) -> &str;

    /// What a device keeps to have it again.
    fn text(&self) -> String;

    /// Encrypts a file.
    fn seal(&self, content: &[u8]) -> Vec<u8>;

    /// Decrypts a file; `None` for what this key did not encrypt, or not as it is now.
    fn unseal(&self, bytes: &[u8]) -> Option<Vec<u8>>;

    /// What the name of a file with this content holds, 64 digits: who has not the key cannot tell the content from it, nor try
    /// whether it is one that they know.
    fn hash(&self, content: &[u8]) -> String;
}

/// How a place keeps its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// It holds none yet.
    Empty,
    /// In clear.
    Clear,
    /// Encrypted, with the key of this id.
    Encrypted(String),
}

/// The name of the file that holds the key of this id, locked by the passphrase.
pub(super) fn key_file(id: &str) -> String {
    format!("{FOLDER}{KEY_FILE}{id}{ENDING}")
}

/// The id in the name of such a file. Copies that sync programs make have other names.
fn key_id(name: &str) -> Option<&str> {
    let id = name.strip_prefix(FOLDER)?.strip_prefix(KEY_FILE)?.strip_suffix(ENDING)?;
    (id.len() == ID_DIGITS && id.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(id)
}

/// How `place`, which is called `name`, keeps its files.
pub fn kind(place: &dyn Place, name: &str) -> Result<Kind, PlaceError> {
    kind_of(&place.list(FOLDER)?, name)
}

fn kind_of(entries: &[Entry], name: &str) -> Result<Kind, PlaceError> {
    let mut ids = entries.iter().filter_map(|entry| key_id(&entry.name));
    match (ids.next(), ids.next()) {
        (Some(_), Some(_)) => Err(PlaceError::TwoKeys(name.to_owned())),
        (Some(id), None) => Ok(Kind::Encrypted(id.to_owned())),
        (None, _) if entries.iter().any(|entry| entry.name.ends_with(ENDING)) => {
            Err(PlaceError::NoKey(name.to_owned()))
        }
        (None, _) if entries.is_empty() => Ok(Kind::Empty),
        (None, _) => Ok(Kind::Clear),
    }
}

/// A place with its key, or one in clear.
pub(super) struct Guarded {
    place: Box<dyn Place>,
    name: String,
    key: Option<Box<dyn Key>>,
    /// Whether the place was seen to be kept as this device keeps it.
    is_checked: Cell<bool>,
}

impl Guarded {
    /// The place of that name, with the key that this device has for it: `None` where it keeps it in clear.
    pub(super) fn new(place: Box<dyn Place>, name: &str, key: Option<Box<dyn Key>>) -> Self {
        Self { place, name: name.to_owned(), key, is_checked: Cell::new(false) }
    }

    /// Refuses a place that is kept otherwise than this device keeps it.
    fn check(&self, entries: &[Entry]) -> Result<(), PlaceError> {
        let name = || self.name.clone();
        match (kind_of(entries, &self.name)?, &self.key) {
            (Kind::Clear, Some(_)) => return Err(PlaceError::NotEncrypted(name())),
            (Kind::Encrypted(_), None) => return Err(PlaceError::Locked(name())),
            (Kind::Encrypted(id), Some(key)) if id != key.id() => return Err(PlaceError::OtherKey(name())),
            _ => self.is_checked.set(true),
        }
        Ok(())
    }

    fn ensure_checked(&self) -> Result<(), PlaceError> {
        if self.is_checked.get() { Ok(()) } else { self.check(&self.place.list(FOLDER)?) }
    }
}

impl Place for Guarded {
    fn list(&self, prefix: &str) -> Result<Vec<Entry>, PlaceError> {
        let entries = self.place.list(prefix)?;
        if prefix == FOLDER {
            self.check(&entries)?;
        }
        self.ensure_checked()?;
        if self.key.is_none() {
            return Ok(entries);
        }
        let own = entries.into_iter().filter(|entry| key_id(&entry.name).is_none());
        let bare = |name: String| name.strip_suffix(ENDING).map(str::to_owned).unwrap_or(name);
        Ok(own.map(|entry| Entry { name: bare(entry.name), size: entry.size }).collect())
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, PlaceError> {
        let Some(key) = &self.key else { return self.place.read(name) };
        match self.place.read(&format!("{name}{ENDING}")) {
            Err(PlaceError::NoFile(missing)) => Err(self
                .place
                .read(name)
                .map_or(PlaceError::NoFile(missing), |_| PlaceError::InClear(name.to_owned()))),
            Err(error) => Err(error),
            // What cannot be decrypted is torn, which its hash tells.
            Ok(bytes) => Ok(key.unseal(&bytes).unwrap_or(bytes)),
        }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<u64, PlaceError> {
        self.ensure_checked()?;
        match &self.key {
            // It tells people what the place is.
            Some(key) if name != MARK => self.place.write(&format!("{name}{ENDING}"), &key.seal(bytes)),
            _ => self.place.write(name, bytes),
        }
    }

    fn remove(&self, name: &str) -> Result<(), PlaceError> {
        self.ensure_checked()?;
        match &self.key {
            Some(_) => self.place.remove(&format!("{name}{ENDING}")),
            None => self.place.remove(name),
        }
    }

    fn hash(&self, content: &[u8]) -> String {
        self.key.as_ref().map_or_else(|| self.place.hash(content), |key| key.hash(content))
    }
}

#[cfg(test)]
pub(super) mod toy {
    use super::Key;
    use crate::sync::segment::hash;

    /// A key that turns bits over: whatever it does, the place has to do the rest.
    pub(in crate::sync) struct Toy;

    impl Key for Toy {
        fn id(&self) -> &'static str {
            "0123456789abcdef"
        }

        fn text(&self) -> String {
            String::new()
        }

        fn seal(&self, content: &[u8]) -> Vec<u8> {
            [b"sealed ".to_vec(), content.iter().map(|byte| !byte).collect()].concat()
        }

        fn unseal(&self, bytes: &[u8]) -> Option<Vec<u8>> {
            Some(bytes.strip_prefix(b"sealed ")?.iter().map(|byte| !byte).collect())
        }

        fn hash(&self, content: &[u8]) -> String {
            hash(&[b"key", content].concat())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::toy::Toy;
    use super::*;
    use crate::sync::Folder;

    fn guarded(folder: &Folder, key: bool) -> Guarded {
        Guarded::new(Box::new(folder.clone()), "the place", key.then(|| Box::new(Toy) as Box<dyn Key>))
    }

    /// A place, and the folder it is, encrypted with the toy.
    fn encrypted() -> (tempfile::TempDir, Folder) {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::new(home.path());
        folder.write(&key_file(Toy.id()), b"locked").unwrap();
        (home, folder)
    }

    #[test]
    fn in_an_encrypted_place_all_but_the_note_for_people_is_encrypted() {
        let (_home, folder) = encrypted();
        let place = guarded(&folder, true);
        assert_eq!(place.write("v1/a/x.gz", b"secret").unwrap(), 13);
        place.write(MARK, b"for people").unwrap();
        assert_eq!(place.read("v1/a/x.gz").unwrap(), b"secret");
        assert_eq!(folder.read(MARK).unwrap(), b"for people");
        assert_ne!(folder.read("v1/a/x.gz.age").unwrap(), b"secret");
        let mut listed = place.list("v1/").unwrap();
        listed.sort();
        let entry = |name: &str, size| Entry { name: name.to_owned(), size };
        assert_eq!(listed, [entry(MARK, 10), entry("v1/a/x.gz", 13)], "sizes are those that lie there");
        assert_ne!(place.hash(b"secret"), folder.hash(b"secret"), "a name does not tell of a known content");
        place.remove("v1/a/x.gz").unwrap();
        assert!(matches!(place.read("v1/a/x.gz"), Err(PlaceError::NoFile(_))));
    }

    #[test]
    fn a_clear_file_in_an_encrypted_place_is_refused_and_left() {
        let (_home, folder) = encrypted();
        folder.write("v1/a/x.gz", b"clear").unwrap();
        let place = guarded(&folder, true);
        assert!(matches!(place.read("v1/a/x.gz"), Err(PlaceError::InClear(_))));
        place.remove("v1/a/x.gz").unwrap();
        assert!(folder.read("v1/a/x.gz").is_ok());
    }

    #[test]
    fn a_torn_file_is_handed_on_and_its_hash_tells() {
        let (_home, folder) = encrypted();
        folder.write("v1/a/x.gz.age", b"seal").unwrap();
        let place = guarded(&folder, true);
        let torn = place.read("v1/a/x.gz").unwrap();
        assert_ne!(place.hash(&torn), place.hash(b"secret"));
    }

    #[test]
    fn a_place_that_is_kept_otherwise_is_neither_read_nor_written() {
        let (_home, folder) = encrypted();
        let without_key = guarded(&folder, false);
        assert!(matches!(without_key.list("v1/"), Err(PlaceError::Locked(_))));
        assert!(matches!(without_key.write("v1/a/x", b"1"), Err(PlaceError::Locked(_))), "nor unlooked at");
        folder.write(&key_file("0000000000000000"), b"locked").unwrap();
        assert!(matches!(guarded(&folder, true).list("v1/"), Err(PlaceError::TwoKeys(_))));
        folder.remove(&key_file(Toy.id())).unwrap();
        assert!(matches!(guarded(&folder, true).write("v1/a/x", b"1"), Err(PlaceError::OtherKey(_))));
        folder.remove(&key_file("0000000000000000")).unwrap();
        folder.write("v1/a/x.gz.age", b"sealed ").unwrap();
        assert!(matches!(guarded(&folder, false).list("v1/"), Err(PlaceError::NoKey(_))), "it is on its way");
        folder.remove("v1/a/x.gz.age").unwrap();
        assert_eq!(guarded(&folder, true).list("v1/").unwrap(), [], "empty: what that means is for the sync");
        folder.write("v1/a/x.gz", b"clear").unwrap();
        assert!(matches!(guarded(&folder, true).write("v1/b/x", b"1"), Err(PlaceError::NotEncrypted(_))));
        assert!(guarded(&folder, false).write("v1/b/x", b"1").is_ok());
        assert_eq!(kind(&folder, "the place").unwrap(), Kind::Clear);
    }

    #[test]
    fn a_copy_of_the_key_file_by_a_sync_program_is_no_second_key() {
        let (_home, folder) = encrypted();
        folder.write("v1/key-0123456789abcdef (conflicted copy).age", b"locked").unwrap();
        assert_eq!(kind(&folder, "the place").unwrap(), Kind::Encrypted(Toy.id().to_owned()));
        assert!(guarded(&folder, true).list("v1/").is_ok());
    }
}
