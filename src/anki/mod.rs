//! Collections of Anki: read from its packages, and made into decks, media and history of ours.
//!
//! Packages are of strangers. What they hold is read within limits, copied under names that were looked at, and never
//! run (`package`, `database`). Whatever is read becomes a [`Collection`] first, and nothing is written before
//! all of it is known.

mod arrange;
mod beside;
mod cards;
mod collection;
mod database;
mod export;
mod history;
mod media;
mod package;
mod presets;
mod schema11;
mod schema18;
mod template;
#[cfg(test)]
mod tests;
mod wire;
mod writing;

use std::io;
use std::path::Path;

pub use arrange::{Asked, DeckPlan, Present, Said, Trouble, arrange};
pub use beside::{Beside, ENDING, Head, Kept, KeptCard, MadeCard};
pub use collection::{Card, Collection, Deck, Note, NoteType, Part, Preset, Raw, Review, Template};
pub use export::{Layout, Learned, Outgoing, Packed, create, pack};
pub use history::{Agreement, Clockwork, DEVICE, History, agreement, day_start, history};
pub use media::{Media, list as media};
pub use package::Package;
pub use presets::{parameters, settings};
pub use writing::{StagedDeck, stage};

/// Why a package brings nothing. Nothing was changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It is no zip, or holds no collection.
    #[error("is no package of Anki, or not a whole one")]
    NoPackage,
    /// What it says is its collection is no database.
    #[error("holds no database of Anki")]
    NoDatabase,
    /// There is only the note for older programs.
    #[error("holds only a note that asks for a newer Anki, and not the collection itself")]
    Stub,
    /// Something in it is not as it should be.
    #[error("is damaged, or no package of Anki: {what}")]
    Damaged {
        /// What is the matter.
        what: String,
    },
    /// Something in it is larger than anybody's collection.
    #[error("is not read: {what} is larger than it can be, or unpacks to far more than it is")]
    TooLarge {
        /// What.
        what: String,
    },
    /// A version of Anki made it that this program does not know yet.
    #[error("was made by a newer Anki than this program knows")]
    Newer,
    /// A version of Anki made it from before 2012.
    #[error("was made by an Anki of before 2012")]
    Older,
    /// The system refused.
    #[error("could not be read: {what}")]
    Io {
        /// Its reason.
        what: String,
    },
}

impl Error {
    fn io(error: &io::Error) -> Self {
        let what = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
            _ => error.to_string(),
        };
        Self::Io { what }
    }

    /// What the learner can do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::NoPackage | Self::NoDatabase | Self::Damaged { .. } => {
                "export it from Anki again: File, Export, `Anki Deck Package` or `Anki Collection Package`"
            }
            Self::Stub | Self::Older => "export it again from a newer Anki",
            Self::TooLarge { .. } => "if it really is yours, export its decks one by one",
            Self::Newer => "export it with `Support older Anki versions`",
            Self::Io { .. } => "nothing was changed",
        }
    }
}

/// The collection in `package`. Its database is copied into `folder` while it is read.
pub fn read(package: &mut Package, folder: &Path) -> Result<Collection, Error> {
    database::read(package, folder)
}
