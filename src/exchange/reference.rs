//! The reference page of all formats.

use std::fmt::Write;

use super::{Card, FORMATS, Format, Lost, Report};
use crate::card::kinds::{KINDS, KindInfo};
use crate::deck;
use crate::source::SourceFile;

const INTRODUCTION: &str = include_str!("reference.md");

/// The page `docs/reference/exchange.md`, made from the table of formats.
pub fn reference() -> String {
    let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
    let mut page =
        format!("{INTRODUCTION}\n| kind | {} |\n|{}\n", names.join(" | "), " --- |".repeat(names.len() + 1));
    for kind in KINDS {
        let cells: Vec<_> = FORMATS.iter().map(|format| carries(format, kind)).collect();
        page.push_str(&format!("| {} | {} |\n", kind.name, cells.join(" | ")));
    }
    for format in FORMATS {
        let endings: Vec<String> = format.endings.iter().map(|ending| format!("`.{ending}`")).collect();
        let mut ways = format.ways().to_owned();
        ways[..1].make_ascii_uppercase();
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

/// How the example of a kind is written in a format.
fn carries(format: &Format, kind: &KindInfo) -> &'static str {
    let text = format!("[deck]\nid = 'x'\ntitle = 'x'\n[[card]]\n{}", kind.example);
    let (deck, _) = deck::parse(&[SourceFile { name: String::new(), text }]);
    let mut report = Report::default();
    let cards: Vec<_> = deck.questions.iter().take(1).filter_map(|q| Card::of(q, &mut report)).collect();
    match format.write(&cards, report) {
        Some((_, report)) if report.count(Lost::Changed) > 0 => "as another kind",
        Some((_, report)) if report.cards == 0 => "no",
        Some((_, report)) if report.is_whole() => "yes",
        Some(_) => "in part",
        None => "no",
    }
}
