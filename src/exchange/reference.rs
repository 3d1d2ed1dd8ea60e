//! The reference page of all formats.

use std::fmt::Write;

use super::FORMATS;

const INTRODUCTION: &str = include_str!("reference.md");

/// The page `docs/reference/exchange.md`, made from the table of formats.
pub fn reference() -> String {
    let mut page = INTRODUCTION.to_owned();
    for format in FORMATS {
        let endings: Vec<String> = format.endings.iter().map(|ending| format!("`.{ending}`")).collect();
        let ways = if format.is_written() { "Read and written" } else { "Read only" };
        write!(
            page,
            "\n## {}\n\n{}\n\n{ways}; files end in {}.\n\n```text\n{}```\n",
            format.name,
            format.about,
            endings.join(" or "),
            format.example
        )
        .expect("a text takes any text");
    }
    page
}
