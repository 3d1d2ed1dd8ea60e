//! The text of files that people wrote: where something stands, what is wrong with it, how to show it safely.

mod brackets;
mod clean;
mod code;
pub mod cost;
mod diagnostic;
mod digest;
mod fields;
mod key;
mod layout;
mod mend;
mod nearest;
mod newer;
mod value;

pub use brackets::too_many_brackets;
pub use clean::{clean, is_clean, with_plain_line_ends};
pub(crate) use code::codes;
pub use code::{Code, MISTAKES};
pub use diagnostic::{Diagnostic, Edit, Severity};
pub use digest::{digest, fnv1a};
pub use fields::{Fields, MOST_UNKNOWN};
pub use key::{Key, Takes, rows};
pub use layout::tidied;
pub use mend::{keep_columns, mended, quoted};
pub use nearest::{Near, did_you_mean, nearest, suggestion};
pub use newer::newer_syntax;
pub use value::{Columns, Row, Value, fill, placeholders};

use std::ops::Range;

/// The number of a file among those that make up one deck; 0 is the deck's main file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FileId(pub u16);

/// A stretch of bytes in one file. The borders lie between characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte and the byte after the last.
    pub range: Range<usize>,
}

impl Span {
    /// The stretch `range` of `file`.
    pub const fn new(file: FileId, range: Range<usize>) -> Self {
        Self { file, range }
    }
}

/// A value and the place it was written at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// Line and column of byte `at` in `text`, both counted from 1; columns count characters.
pub fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let at = text.floor_char_boundary(at.min(text.len()));
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

/// One file of a deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The name shown to people: a path, or `built-in/dhcp.toml`.
    pub name: String,
    /// The whole text.
    pub text: String,
}
