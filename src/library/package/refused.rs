//! Why a package is not taken in, with the entry that is to blame.

use std::io;
use std::path::{Path, PathBuf};

use super::{MOST_BYTES, MOST_ENTRIES};
use crate::source::clean;

/// Why a package is not taken in.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// An absolute path, or one with `..`.
    #[error("the entry `{}` leads out of its folder", clean(entry))]
    Outside {
        /// Its name.
        entry: String,
    },
    /// A link, to wherever.
    #[error("the entry `{}` is a link", clean(entry))]
    Link {
        /// Its name.
        entry: String,
    },
    /// A pipe, a socket or a device.
    #[error("the entry `{}` is neither a file nor a folder", clean(entry))]
    Special {
        /// Its name.
        entry: String,
    },
    /// A name that some system or terminal would take amiss.
    #[error("the entry `{}` has a name that not every system can have", clean(entry))]
    BadName {
        /// Its name.
        entry: String,
    },
    /// Some systems take the two for one.
    #[error(
        "the entries `{}` and `{}` are one for systems that do not tell capitals apart",
        clean(first),
        clean(entry)
    )]
    SameName {
        /// The one that came first.
        first: String,
        /// The other.
        entry: String,
    },
    /// Two files of one name, of which one would be lost.
    #[error("the entry `{}` is there twice", clean(entry))]
    Twice {
        /// Their name.
        entry: String,
    },
    /// More entries than [`MOST_ENTRIES`].
    #[error("`{}` is one entry more than the {MOST_ENTRIES} a package may have", clean(entry))]
    TooMany {
        /// The first that is too much.
        entry: String,
    },
    /// More bytes than [`MOST_BYTES`].
    #[error("the entry `{}` makes it larger than {} MB", clean(entry), MOST_BYTES / 1024 / 1024)]
    TooLarge {
        /// The first that is too much.
        entry: String,
    },
    /// It needs a password.
    #[error("the entry `{}` is encrypted", clean(entry))]
    Encrypted {
        /// Its name.
        entry: String,
    },
    /// It cannot be unpacked.
    #[error("the entry `{}` is damaged: {}", clean(entry), clean(what))]
    Damaged {
        /// Its name.
        entry: String,
        /// What the unpacker says.
        what: String,
    },
    /// No zip.
    #[error("this is no deck, and no zip that can be read: {}", clean(what))]
    NotZip {
        /// What the unpacker says.
        what: String,
    },
    /// A deck file that cannot be read.
    #[error("{0}")]
    Unreadable(String),
    /// It is among the decks already, or holds them.
    #[error("`{}` is your decks folder, holds it, or lies in it", clean(&path.to_string_lossy()))]
    AtHome {
        /// What was named.
        path: PathBuf,
    },
    /// There is something of that name among the decks.
    #[error("you have a `{}` already", clean(name))]
    Taken {
        /// What is there.
        name: String,
    },
    /// The system refused.
    #[error("could not {tried} `{}`: {what}", clean(&path.to_string_lossy()))]
    Io {
        /// What was tried.
        tried: &'static str,
        /// Where.
        path: PathBuf,
        /// The system's reason.
        what: String,
    },
}

impl Refused {
    /// What the system answered when something was tried at `path`.
    pub(super) fn io(tried: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| {
            let what = match error.kind() {
                io::ErrorKind::NotFound => "there is no such file".to_owned(),
                io::ErrorKind::PermissionDenied => "you may not".to_owned(),
                // The reason alone: the path is named already.
                _ => error.to_string().split(':').next_back().unwrap_or_default().trim().to_owned(),
            };
            Self::Io { tried, path: path.to_path_buf(), what }
        }
    }

    /// What the unpacker answered.
    pub(super) fn damaged(entry: impl Into<String>, error: &impl ToString) -> Self {
        Self::Damaged { entry: entry.into(), what: error.to_string() }
    }

    /// What the learner can do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Taken { .. } => "`examdrill decks remove` makes room; progress stays in the log",
            Self::AtHome { .. } => "decks in that folder are found by themselves",
            Self::NotZip { .. } => "name a folder, a deck file that ends in `.toml`, or a zip of them",
            Self::Unreadable(_) | Self::Io { .. } => "nothing was added",
            Self::Link { .. } => "nothing was added; put the file itself in its place",
            Self::TooMany { .. } | Self::TooLarge { .. } => {
                "nothing was added; a package holds decks, exams and their pictures, and no more"
            }
            _ => "nothing was added; ask whoever made it for a package without that entry",
        }
    }
}
