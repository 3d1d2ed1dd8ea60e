//! A second look into the log that cannot change it, for another thread.

use super::backup::Image;
use super::{Error, Logged, Parameters, Remembered, Sat, Store, connect};
use crate::card::QuestionKey;
use crate::quiz::SittingId;
use crate::schedule::{Review, RowId};

/// Reads what only the log knows, over a connection of its own. What is stored meanwhile, it sees with its next question.
#[derive(Debug)]
pub struct Reader(pub(super) Store);

impl Store {
    /// A reader of this log. Of a log in memory, it reads a copy of this moment.
    pub fn reader(&self) -> Result<Reader, Error> {
        let connection = if self.folder.is_none() || self.is_copy {
            Image::of(&self.connection, &self.path, "read")?.connection
        } else {
            self.ensure_in_place("read")?;
            connect::connect_to_read(&self.path)?
        };
        let store = Self::with_connection(connection, self.folder.clone(), self.path.clone(), self.device)?;
        Ok(Reader(store.into_copy()?))
    }
}

impl Reader {
    /// As [`Store::reviews`].
    pub fn reviews(&self, visit: impl FnMut(Logged)) -> Result<(), Error> {
        self.0.reviews(visit)
    }

    /// As [`Store::reviews_of`].
    pub fn reviews_of(&self, keys: &[QuestionKey]) -> Result<Vec<Review>, Error> {
        self.0.reviews_of(keys)
    }

    /// As [`Store::contains`].
    pub fn contains(&self, id: RowId) -> Result<bool, Error> {
        self.0.contains(id)
    }

    /// As [`Store::len`].
    pub fn count(&self) -> Result<u64, Error> {
        self.0.len()
    }

    /// As [`Store::sittings`].
    pub fn sittings(&self) -> Result<Vec<Sat>, Error> {
        self.0.sittings()
    }

    /// As [`Store::sitting`].
    pub fn sitting(&self, id: SittingId) -> Result<Option<Sat>, Error> {
        self.0.sitting(id)
    }

    /// As [`Store::remembered`].
    pub fn remembered(&self) -> Result<Remembered, Error> {
        self.0.remembered()
    }

    /// As [`Store::seen`].
    pub fn seen(&self, deck: &str) -> Result<Vec<(QuestionKey, String, String)>, Error> {
        self.0.seen(deck)
    }

    /// As [`Store::all_parameters`].
    pub fn all_parameters(&self) -> Result<Vec<Parameters>, Error> {
        self.0.all_parameters()
    }

    /// As [`Store::generation`].
    pub fn generation(&self) -> Result<u64, Error> {
        self.0.generation()
    }
}
