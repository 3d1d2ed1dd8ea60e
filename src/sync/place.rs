//! A place that all devices of a learner reach, and what can be wrong with it.

use std::io;

use super::segment::hash;

/// The most bytes that one file of a place may have.
pub const MOST_BYTES: u64 = 64 << 20;

/// What a place of ours holds besides the files of devices: without it, a folder may be that of a stick that is not mounted.
pub(super) const MARK: &str = "v1/README.txt";

/// A file of a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its path within the place, with `/` between the parts.
    pub name: String,
    /// How many bytes it has.
    pub size: u64,
}

/// Where files lie that all devices of a learner reach. Names are paths within the place, with `/` between the parts.
pub trait Place: Send {
    /// All files whose names begin with `prefix`, which ends in `/`, also those in folders below; in any order. None where
    /// there is no such folder.
    fn list(&self, prefix: &str) -> Result<Vec<Entry>, PlaceError>;

    /// What the file holds; refuses one of over [`MOST_BYTES`].
    fn read(&self, name: &str) -> Result<Vec<u8>, PlaceError>;

    /// Writes the file whole: others see all of it under its name, or nothing. One that is there is left as it is, which is
    /// no error, since names hold the hash of what they name. Gives the size that [`Entry::size`] has for what was written.
    fn write(&self, name: &str, bytes: &[u8]) -> Result<u64, PlaceError>;

    /// Removes the file. One that is not there is no error.
    fn remove(&self, name: &str) -> Result<(), PlaceError>;

    /// What the name of a file holds that has this content: 64 digits, the same on all devices.
    fn hash(&self, content: &[u8]) -> String {
        hash(content)
    }
}

/// Why a place could not be read or written. Nothing is lost by any of it: the next sync goes on.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    /// It is not there: a stick that was pulled out, a share that is not mounted, a server that does not answer.
    #[error("`{0}` cannot be reached")]
    Gone(String),
    /// This one file is not there, or not yet.
    #[error("`{0}` is not there")]
    NoFile(String),
    /// It has no room left.
    #[error("`{0}` is full")]
    Full(String),
    /// Nothing can be written to it.
    #[error("`{0}` can only be read")]
    ReadOnly(String),
    /// It refuses this learner.
    #[error("`{0}` refuses access")]
    Denied(String),
    /// It did not answer in time.
    #[error("`{0}` is too slow: it did not answer in time")]
    Slow(String),
    /// The file is larger than any that examdrill writes.
    #[error("`{0}` is larger than {most} MB", most = MOST_BYTES >> 20)]
    TooLarge(String),
    /// It is encrypted, and this device has not its key.
    #[error("`{0}` is encrypted, and this device has not unlocked it")]
    Locked(String),
    /// It is encrypted, and the file with its key is not there as it was written.
    #[error("`{0}` is encrypted, and its key is torn or not there yet")]
    NoKey(String),
    /// Two devices began it at once, each with a key of its own.
    #[error("`{0}` has two keys: two devices began it at once")]
    TwoKeys(String),
    /// It was begun anew, with another key.
    #[error("`{0}` has another key than this device")]
    OtherKey(String),
    /// This device has a key for it, and it is in clear.
    #[error("`{0}` is not encrypted any more")]
    NotEncrypted(String),
    /// A file in clear lies in an encrypted place: somebody else put it there, or a device that knew nothing of the key.
    #[error("`{0}` is not encrypted, as all files of this place are")]
    InClear(String),
    /// The key cannot be unlocked by this.
    #[error("the passphrase is not that of `{0}`")]
    WrongPassphrase(String),
    /// This build cannot encrypt.
    #[error("this build of examdrill has no encryption")]
    NoEncryption,
    /// This build knows folders alone.
    #[error("`{0}` is a place on a server, and this build of examdrill has no cloud places")]
    NoCloud(String),
    /// The address of a server cannot be used.
    #[error("`{name}` cannot be used as a place: {why}")]
    BadAddress {
        /// The address, without any password.
        name: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A server does not answer, or not so that it is understood.
    #[error("`{name}` cannot be reached: {why}")]
    Unreachable {
        /// The address.
        name: String,
        /// What the system said.
        why: String,
    },
    /// Anything else.
    #[error("`{name}`: {why}")]
    Other {
        /// The file or place.
        name: String,
        /// What was answered.
        why: String,
    },
}

impl PlaceError {
    /// What the learner can do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Gone(_) | Self::Unreachable { .. } => {
                "connect it and sync again; until then everything is kept on this machine"
            }
            Self::NoFile(_) => "it may still be on its way; the next sync looks again",
            Self::Full(_) => "make room there and sync again; nothing is lost",
            Self::ReadOnly(_) => "make it writable for you and sync again; nothing is lost",
            Self::Denied(_) => "check that you may read and write there, then sync again; nothing is lost",
            Self::Slow(_) => "sync again when the connection is better; nothing is lost",
            Self::Locked(_) | Self::OtherKey(_) => {
                "`examdrill sync set PLACE` asks for the passphrase; until then nothing is read or written there"
            }
            Self::NoKey(_) => "it may still be on its way: sync again when all of the place is there",
            Self::TwoKeys(_) => "begin anew in another folder, on one device first; nothing is lost",
            Self::NotEncrypted(_) => {
                "is it the right one? `examdrill sync set PLACE` begins anew there; nothing was written"
            }
            Self::InClear(_) => "remove it, if no device of yours needs it",
            Self::WrongPassphrase(_) => {
                "try again; without it the place cannot be read, and your log is still whole here"
            }
            Self::NoCloud(_) => "build it with `cargo install --path . --features cloud`",
            Self::BadAddress { .. } => "such as `webdavs://you@cloud.example/folder` or `s3://bucket/folder`",
            Self::NoEncryption => "build it with `cargo install --path . --features age`",
            Self::TooLarge(_) | Self::Other { .. } => "look at it, then sync again; nothing is lost",
        }
    }

    /// Whether it is about one file, so that the others can still be read.
    pub const fn is_about_one_file(&self) -> bool {
        matches!(
            self,
            Self::NoFile(_) | Self::TooLarge(_) | Self::Denied(_) | Self::InClear(_) | Self::Other { .. }
        )
    }

    /// The variant for what the operating system answered about the file or folder `name`.
    pub fn of_system(name: &str, source: &io::Error) -> Self {
        let name = name.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => Self::NoFile(name),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(name),
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly(name),
            io::ErrorKind::PermissionDenied => Self::Denied(name),
            io::ErrorKind::TimedOut => Self::Slow(name),
            io::ErrorKind::StaleNetworkFileHandle
            | io::ErrorKind::NotConnected
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::NetworkDown => Self::Gone(name),
            _ => Self::Other { name, why: source.to_string() },
        }
    }
}
