//! Pictures of cards on the terminal: how it can show them, those that are decoded, and those that a drawing lacks.
//!
//! Drawing never waits for a file. What it lacks is noted, as the places of clicks are, and fetched by a job; meanwhile its
//! place is there, with its words.

mod display;
mod fetching;
mod decoded;
mod shown;

#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Span;

use crate::card::Picture;
use crate::picture::Trouble;

pub use decoded::{Fetched, Request, Wanted};
pub use display::{Display, Protocol};
pub(super) use fetching::Fetching;
pub(super) use shown::{Shown, fetch, shown_by_kitty};

/// Columns and rows of a screen from which on pictures are shown.
const NARROWEST: u16 = 24;
const LOWEST: u16 = 12;

/// The pictures of a terminal, or none where it shows only their words. Cheap to clone; clones share what is decoded.
#[derive(Clone, Default)]
pub struct Pictures {
    decoded: Option<Arc<Mutex<decoded::Decoded>>>,
    /// The id of the deck whose cards are drawn.
    deck: Option<Arc<str>>,
    /// Rows that a picture may take; none on a screen that is too small.
    rows: u16,
}

/// Where a picture stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Stands for the picture; none while only its size is known.
    pub number: Option<u32>,
    /// Columns it takes.
    pub columns: u16,
    /// Rows it takes.
    pub rows: u16,
}

impl Pictures {
    /// Pictures on a terminal that shows them in this way.
    pub fn on(display: Display) -> Self {
        Self { decoded: Some(Arc::new(Mutex::new(decoded::Decoded::new(display)))), deck: None, rows: 0 }
    }

    /// The same for the cards of the deck called `deck`.
    #[must_use]
    pub fn of_deck(&self, deck: &str) -> Self {
        Self { deck: self.decoded.as_ref().map(|_| deck.into()), ..self.clone() }
    }

    /// The same on a screen of so many columns and rows. A picture leaves room for what is asked about it.
    #[must_use]
    pub(super) fn on_screen(&self, columns: u16, rows: u16) -> Self {
        let has_room = columns >= NARROWEST && rows >= LOWEST;
        Self { rows: if has_room { rows * 3 / 5 } else { 0 }, ..self.clone() }
    }

    /// Where `picture` stands in a text of `width` columns; `None` where its words are to be shown.
    pub(super) fn place(&self, picture: &Picture, width: usize) -> Option<Place> {
        let (deck, true) = (self.deck.as_ref()?, self.rows > 0) else { return None };
        let columns = u16::try_from(width).unwrap_or(u16::MAX);
        let wanted =
            Wanted { deck: Arc::clone(deck), file: picture.file.as_str().into(), columns, rows: self.rows };
        self.lock()?.place(wanted)
    }

    /// One row of a picture that is shown, made of half blocks, with the mark by which its place is found again.
    pub(super) fn row(&self, number: u32, row: u16) -> Vec<Span<'static>> {
        let shown = self.shown(number);
        let line = shown.and_then(|shown| shown.blocks.get(usize::from(row)).cloned()).unwrap_or_default();
        [mark(number, row)].into_iter().chain(line.spans).collect()
    }

    /// The picture that `number` stands for.
    pub(super) fn shown(&self, number: u32) -> Option<Arc<Shown>> {
        self.lock()?.shown(number)
    }

    /// A drawing begins: what it lacks is noted anew.
    pub(super) fn begin(&self) {
        if let Some(mut decoded) = self.lock() {
            decoded.begin();
        }
    }

    /// What the last drawing lacks first.
    pub(super) fn lacking(&self) -> Option<Request> {
        self.lock()?.lacking()
    }

    /// Takes in what was fetched.
    pub(super) fn take(&self, fetched: Fetched) {
        if let Some(mut decoded) = self.lock() {
            decoded.take(fetched);
        }
    }

    /// `wanted` is not going to be shown.
    pub(super) fn give_up(&self, wanted: Wanted, trouble: Trouble) {
        self.take(Fetched::Trouble(wanted, trouble));
    }

    /// Forgets what was decoded: the terminal has forgotten it, the files may have changed, or cells are of another size.
    pub(super) fn forget(&self, cell: Option<(u16, u16)>) {
        if let Some(mut decoded) = self.lock() {
            decoded.forget(cell);
        }
    }

    fn lock(&self) -> Option<MutexGuard<'_, decoded::Decoded>> {
        // Nothing that can panic runs while it is held.
        self.decoded.as_ref().map(|decoded| decoded.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl std::fmt::Debug for Pictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pictures").field("deck", &self.deck).field("rows", &self.rows).finish_non_exhaustive()
    }
}

/// Two looks are the same, whatever they have decoded so far.
impl PartialEq for Pictures {
    fn eq(&self, other: &Self) -> bool {
        (&self.deck, self.rows) == (&other.deck, other.rows)
    }
}

impl Eq for Pictures {}

/// What tells a line that a row of a picture follows: an empty stretch, whose style holds the number and the row. Lines are all
/// that widgets hand on to each other, so it goes wherever the picture goes.
fn mark(number: u32, row: u16) -> Span<'static> {
    let style = Style::new().fg(Color::from_u32(number)).bg(Color::from_u32(row.into()));
    Span::styled("", style.add_modifier(Modifier::HIDDEN))
}

/// The number and the row that a mark holds.
pub(super) fn marked(span: &Span<'_>) -> Option<(u32, u16)> {
    if !span.content.is_empty() || !span.style.add_modifier.contains(Modifier::HIDDEN) {
        return None;
    }
    let (Some(Color::Rgb(high, middle, low)), Some(Color::Rgb(0, upper, lower))) =
        (span.style.fg, span.style.bg)
    else {
        return None;
    };
    Some((u32::from_be_bytes([0, high, middle, low]), u16::from_be_bytes([upper, lower])))
}
