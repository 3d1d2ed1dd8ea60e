//! What a table may hold: its keys, as the reference pages and the JSON Schema tell them.
//!
//! Each reader has such a list beside it, and a test that the reader asks for these keys and for no others.

/// A key of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// What it means, in one line of Markdown without a full stop.
    pub about: &'static str,
    /// Whether the table is of no use without it.
    pub is_needed: bool,
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Takes {
    /// A text; a number counts as the text it is written as.
    Text,
    /// A name that progress may hang on.
    Id,
    /// One of these words.
    Word(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// A whole number from the first to the second.
    Whole(i64, i64),
    /// Any number.
    Number,
    /// A list.
    List(&'static Takes),
    /// A list of two.
    Pair(&'static Takes),
    /// A table with keys of the author's own.
    Map(&'static Takes),
    /// A table with these keys.
    Table(&'static [Key]),
    /// Any of these.
    Any(&'static [Takes]),
}

impl Takes {
    /// A list of texts; one text counts as a list of one.
    pub const TEXTS: Self = Self::Any(&[Self::Text, Self::List(&Self::Text)]);
    /// Any whole number.
    pub const WHOLE: Self = Self::Whole(i64::MIN, i64::MAX);
}

impl Key {
    /// A key that the table needs.
    pub const fn needed(name: &'static str, takes: Takes, about: &'static str) -> Self {
        Self { name, takes, about, is_needed: true }
    }

    /// A key that may be left out.
    pub const fn optional(name: &'static str, takes: Takes, about: &'static str) -> Self {
        Self { name, takes, about, is_needed: false }
    }
}

/// The rows of a reference page that tell `keys`.
pub fn rows<'a>(keys: impl IntoIterator<Item = &'a Key>) -> String {
    let mut rows = "| key | means |\n| --- | --- |\n".to_owned();
    for key in keys {
        // A bar would end the cell.
        rows.extend(["| `", key.name, "` | ", &key.about.replace('|', "\\|"), " |\n"]);
    }
    rows
}
