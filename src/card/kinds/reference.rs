//! The reference page of all kinds of card.

use std::fmt::Write;

use super::KINDS;
use crate::card::Notes;
use crate::source::rows;

const INTRODUCTION: &str = include_str!("reference.md");

/// The page `docs/reference/cards.md`, made from the table of kinds.
pub fn reference() -> String {
    let mut page = INTRODUCTION.replace("{notes}\n", &rows(Notes::KEYS));
    for kind in KINDS {
        write!(
            page,
            "\n## {}\n\n{}\n\n{}\n```toml\n[[card]]\n{}```\n",
            kind.name,
            kind.about,
            rows(kind.keys),
            kind.example
        )
        .expect("a text takes any text");
    }
    page
}
