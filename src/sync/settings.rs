//! Where this device syncs to, in `sync.toml` beside the log.

use std::io::Write;
use std::path::{Path, PathBuf};

use fs_err as fs;
use serde::{Deserialize, Serialize};

use super::cloud;
use super::folder::Folder;
use super::guard::Guarded;
use super::place::{Place, PlaceError};
use super::seal;

/// The name of the file in the data folder.
const FILE: &str = "sync.toml";

/// What `sync set` chose.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SyncSettings {
    /// The place: a folder, or the address of a server.
    pub place: String,
    /// Whether decks go along.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub decks: bool,
    /// Whether it is encrypted, with the key in `sync.key`.
    #[serde(default, rename = "encrypted", skip_serializing_if = "std::ops::Not::not")]
    pub is_encrypted: bool,
}

/// Why the settings could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file is there and says nothing that is understood.
    #[error("`{}` is not understood: {what}", path.display())]
    Bad {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The file could not be read, written or removed.
    #[error("could not use `{}`", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
}

impl SyncSettings {
    /// What is set up in the data folder; `None` where nothing is.
    pub fn read(folder: &Path) -> Result<Option<Self>, SettingsError> {
        let path = folder.join(FILE);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            text => text.map_err(|source| SettingsError::Io { path: path.clone(), source })?,
        };
        toml::from_str(&text)
            .map(Some)
            .map_err(|error| SettingsError::Bad { path, what: error.message().to_owned() })
    }

    /// Whether anything is set up in the data folder, if only badly.
    pub fn is_there(folder: &Path) -> bool {
        folder.join(FILE).exists()
    }

    /// Writes them whole.
    pub fn write(&self, folder: &Path) -> Result<(), SettingsError> {
        let path = folder.join(FILE);
        let text = toml::to_string(self)
            .map_err(|error| SettingsError::Bad { path: path.clone(), what: error.to_string() })?;
        write_whole(&path, text.as_bytes()).map_err(|source| SettingsError::Io { path, source })
    }

    /// From now on nothing is synced. Tells whether anything was set up.
    pub fn remove(folder: &Path) -> Result<bool, SettingsError> {
        let path = folder.join(FILE);
        match fs::remove_file(&path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(source) => Err(SettingsError::Io { path, source }),
        }
    }

    /// The place that is set, with the key that this device keeps for it in the data folder.
    pub fn open(&self, folder: &Path) -> Result<Box<dyn Place>, PlaceError> {
        let key = self.is_encrypted.then(|| seal::kept(folder, &self.place)).transpose()?;
        Ok(Box::new(Guarded::new(reach(&self.place)?, &self.place, key)))
    }
}

/// The place of that name, as it lies there.
pub fn reach(name: &str) -> Result<Box<dyn Place>, PlaceError> {
    if cloud::is_address(name) { cloud::open(name) } else { Ok(Box::new(Folder::new(name))) }
}

/// Writes a file of the data folder whole or not at all, readable by its owner only.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error).map(drop)
}
