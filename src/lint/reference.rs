//! The reference page of all rules.

use std::fmt::Write;

use super::RULES;

const INTRODUCTION: &str = include_str!("reference.md");

/// The page `docs/reference/rules.md`, made from the table of rules.
pub fn reference() -> String {
    let mut page = INTRODUCTION.to_owned();
    for rule in RULES {
        writeln!(page, "- [`{0}`](#{0}): {1}", rule.name, rule.about()).expect("a text takes any text");
    }
    for rule in RULES {
        // One level down: the page as a whole has the only first heading.
        page.push('\n');
        let mut is_fenced = false;
        for line in rule.page.lines() {
            is_fenced ^= line.starts_with("```");
            let deeper = if line.starts_with('#') && !is_fenced { "#" } else { "" };
            writeln!(page, "{deeper}{line}").expect("a text takes any text");
        }
    }
    page
}
