//! The reference page of the language.

use std::fmt::Write;

use super::functions::GROUPS;
use super::{DRAWS, LONGEST_FORMULA, MOST_NAMES};

const INTRODUCTION: &str = include_str!("reference.md");

/// The page `docs/reference/functions.md`, made from the tables of functions and draws.
pub fn reference() -> String {
    let draws: Vec<String> =
        DRAWS.iter().map(|draw| format!("| `\"{}\"` | {} |\n", draw.name, draw.about)).collect();
    let mut page = INTRODUCTION
        .replace("{draws}\n", &draws.concat())
        .replace("{longest}", &LONGEST_FORMULA.to_string())
        .replace("{names}", &MOST_NAMES.to_string());
    for (heading, functions) in GROUPS {
        write!(page, "\n### {heading}\n\n| function | gives | example |\n| --- | --- | --- |\n")
            .expect("a text takes any text");
        for function in functions {
            let (signature, about) = (function.signature(), function.about);
            writeln!(page, "| `{signature}` | {about} | `{}` → `{}` |", function.example, function.result)
                .expect("a text takes any text");
        }
    }
    page
}
