//! Cards that a deck has otherwise than the file: both versions, one below the other.

use std::io::{self, Write};

use crate::cli::out::Out;
use crate::exchange::{Change, KeyChange, Place};
use crate::source::clean;

/// So many cards are shown; the rest is counted.
const MOST: usize = 50;
/// Letters of one value that are shown.
const LONGEST: usize = 300;

/// Prints `changes` as a patch does, and how the file's version is taken over where that was not asked for.
pub(super) fn tell(changes: &[Change], is_update: bool, out: &mut Out) -> io::Result<()> {
    for Change { place, card, prompt, keys, .. } in changes.iter().take(MOST) {
        let line = if let Place::Line(line) = place { format!("line {line}, ") } else { String::new() };
        writeln!(out, "{line}`{card}`: {}", shown(prompt))?;
        for KeyChange { key, before, after } in keys {
            for (mark, value) in [('-', before), ('+', after)] {
                if let Some(value) = value {
                    writeln!(out, "  {mark} {key} = {}", shown(value))?;
                }
            }
        }
    }
    if changes.len() > MOST {
        writeln!(out, "… and {} more; `--json` has them all.", changes.len() - MOST)?;
    }
    if !is_update && !changes.is_empty() {
        writeln!(
            out,
            "The deck (-) was left as it is. `--update` takes over what the file says (+); ids and progress stay."
        )?;
    }
    Ok(())
}

/// A value on one line, as long as a reader follows it.
fn shown(value: &str) -> String {
    // TOML passes over the line break behind the quotes that open a text of several lines.
    let line = clean(value).trim().replace("\"\"\"\n", "\"\"\"").replace("'''\n", "'''").replace('\n', "⏎");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
