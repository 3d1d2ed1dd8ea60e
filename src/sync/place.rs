//! A place that all devices of a learner reach, and what can be wrong with it.

use std::io;

use super::segment::hash;

/// The most bytes that one file of a place may have.
pub const MOST_BYTES: u64 = 64 << 20;

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
            Self::Gone(_) => "connect it and sync again; until then everything is kept on this machine",
            Self::NoFile(_) => "it may still be on its way; the next sync looks again",
            Self::Full(_) => "make room there and sync again; nothing is lost",
            Self::ReadOnly(_) => "make it writable for you and sync again; nothing is lost",
            Self::Denied(_) => "check that you may read and write there, then sync again; nothing is lost",
            Self::Slow(_) => "sync again when the connection is better; nothing is lost",
            Self::TooLarge(_) | Self::Other { .. } => "look at it, then sync again; nothing is lost",
        }
    }

    /// Whether it is about one file, so that the others can still be read.
    pub const fn is_about_one_file(&self) -> bool {
        matches!(self, Self::NoFile(_) | Self::TooLarge(_) | Self::Denied(_) | Self::Other { .. })
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
