//! The reference page of all kinds of card.

use std::fmt::Write;

use super::KINDS;

const INTRODUCTION: &str = include_str!("reference.md");

/// The page `docs/reference/cards.md`, made from the table of kinds.
pub fn reference() -> String {
    let mut page = INTRODUCTION.to_owned();
    for kind in KINDS {
        let keys: Vec<String> = kind.keys.iter().map(|key| format!("`{key}`")).collect();
        write!(
            page,
            "\n## {}\n\n{}\n\nKeys: {}.\n\n```toml\n[[card]]\n{}```\n",
            kind.name,
            kind.about,
            keys.join(", "),
            kind.example
        )
        .expect("a text takes any text");
    }
    page
}
