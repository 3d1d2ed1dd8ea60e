//! What is known of the pictures that were drawn: decoded, measured, or not to be shown.

use std::collections::HashMap;
use std::sync::Arc;

use super::shown::{Shown, fit};
use super::{Display, Place};
use crate::picture::{Size, Trouble};

/// Pictures that are kept; more only while one drawing shows them all.
const KEPT: usize = 32;

/// A picture as a drawing wants it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Wanted {
    /// The id of the deck whose card shows it.
    pub deck: Arc<str>,
    /// The file, as the card names it.
    pub file: Arc<str>,
    /// Columns there is room for.
    pub columns: u16,
    /// Rows there is room for.
    pub rows: u16,
}

/// A picture to be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Which.
    pub wanted: Wanted,
    /// What it is encoded for.
    pub(super) display: Display,
    /// Whether its place is known, so that it may take a while.
    pub(super) is_measured: bool,
}

/// What came of fetching a picture.
#[derive(Debug, Clone)]
pub enum Fetched {
    /// It is large and takes a while, but its size is known.
    Measured(Wanted, Size),
    /// It can be shown.
    Shown(Wanted, Box<Shown>),
    /// It cannot, and why.
    Trouble(Wanted, Trouble),
}

/// Two reports are compared in tests alone, by what they are about.
impl PartialEq for Fetched {
    fn eq(&self, other: &Self) -> bool {
        self.wanted() == other.wanted() && std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl Fetched {
    /// What was fetched.
    pub const fn wanted(&self) -> &Wanted {
        match self {
            Self::Measured(wanted, _) | Self::Shown(wanted, _) | Self::Trouble(wanted, _) => wanted,
        }
    }
}

#[derive(Debug)]
enum State {
    Measured(Size),
    Shown(Arc<Shown>),
    Trouble,
}

#[derive(Debug)]
struct Entry {
    state: State,
    /// The last drawing that had it.
    seen: u64,
}

/// The pictures of a terminal, as far as they were looked at.
#[derive(Debug)]
pub(super) struct Decoded {
    display: Display,
    entries: HashMap<Wanted, Entry>,
    /// What the drawing lacks, in its order.
    lacking: Vec<Wanted>,
    /// Counts drawings.
    drawing: u64,
    /// Counts pictures that were shown; the last one's number.
    numbers: u32,
}

impl Decoded {
    pub(super) fn new(display: Display) -> Self {
        Self { display, entries: HashMap::new(), lacking: Vec::new(), drawing: 0, numbers: 0 }
    }

    #[cfg(test)]
    pub(super) const fn display(&self) -> Display {
        self.display
    }

    pub(super) fn begin(&mut self) {
        self.drawing += 1;
        self.lacking.clear();
    }

    pub(super) fn place(&mut self, wanted: Wanted) -> Option<Place> {
        let display = self.display;
        let place = match self.entries.get_mut(&wanted) {
            None => None,
            Some(entry) => {
                entry.seen = self.drawing;
                match &entry.state {
                    State::Trouble => return None,
                    State::Shown(shown) => return Some(shown.place()),
                    State::Measured(size) => {
                        let (columns, rows) = fit(*size, &wanted, display).1;
                        Some(Place { number: None, columns, rows })
                    }
                }
            }
        };
        if !self.lacking.contains(&wanted) {
            self.lacking.push(wanted);
        }
        place
    }

    pub(super) fn lacking(&self) -> Option<Request> {
        let wanted = self.lacking.first()?;
        let measured =
            self.entries.get(wanted).is_some_and(|entry| matches!(entry.state, State::Measured(_)));
        Some(Request { wanted: wanted.clone(), display: self.display, is_measured: measured })
    }

    pub(super) fn shown(&self, number: u32) -> Option<Arc<Shown>> {
        self.entries.values().find_map(|entry| match &entry.state {
            State::Shown(shown) if shown.number == number => Some(Arc::clone(shown)),
            _ => None,
        })
    }

    pub(super) fn take(&mut self, fetched: Fetched) {
        let (wanted, state) = match fetched {
            Fetched::Measured(wanted, size) => (wanted, State::Measured(size)),
            Fetched::Trouble(wanted, _) => (wanted, State::Trouble),
            Fetched::Shown(wanted, mut shown) => {
                self.numbers += 1;
                shown.number = self.numbers;
                (wanted, State::Shown(shown.into()))
            }
        };
        self.lacking.retain(|lacking| *lacking != wanted);
        if self.entries.len() >= KEPT {
            self.entries.retain(|_, entry| entry.seen == self.drawing);
        }
        self.entries.insert(wanted, Entry { state, seen: self.drawing });
    }

    pub(super) fn forget(&mut self, cell: Option<(u16, u16)>) {
        self.entries.clear();
        if cell.is_some() {
            self.display.cell = cell;
        }
    }
}
