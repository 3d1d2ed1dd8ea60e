//! Asking for a passphrase: in a terminal without showing it, or taken from the environment by scripts.

use std::io::{self, IsTerminal, Read, Write};

use crossterm::terminal;
use unicode_normalization::UnicodeNormalization;

use super::failure::Failure;

/// Where scripts put it.
const VARIABLE: &str = "EXAMDRILL_SYNC_PASSPHRASE";
/// The fewest characters that a new one may have.
const FEWEST: usize = 8;

/// The passphrase of a place that has one.
pub(super) fn known() -> anyhow::Result<String> {
    given().map_or_else(|| ask("Passphrase: "), Ok)
}

/// A passphrase for a new place, typed twice.
pub(super) fn new() -> anyhow::Result<String> {
    let (passphrase, is_typed) = match given() {
        Some(passphrase) => (passphrase, false),
        None => (ask("New passphrase: ")?, true),
    };
    if passphrase.chars().count() < FEWEST {
        return Err(Failure::usage(format!("a passphrase has at least {FEWEST} characters"))
            .help("four or five words that do not belong together are easy to keep and hard to guess")
            .into());
    }
    if is_typed && ask("The same again: ")? != passphrase {
        return Err(Failure::usage("the two are not the same").help("try again").into());
    }
    Ok(passphrase)
}

fn given() -> Option<String> {
    let text = std::env::var(VARIABLE).ok().filter(|text| !text.is_empty())?;
    Some(equal(&text))
}

/// Keyboards write the same letter in two ways; either unlocks.
fn equal(text: &str) -> String {
    text.nfc().collect()
}

fn ask(question: &str) -> anyhow::Result<String> {
    if !io::stdin().is_terminal() {
        return Err(Failure::usage("a passphrase is needed")
            .help(format!("run it in a terminal, or set `{VARIABLE}` in a script"))
            .into());
    }
    let mut stderr = io::stderr();
    stderr.write_all(question.as_bytes())?;
    stderr.flush()?;
    terminal::enable_raw_mode()?;
    let typed = typed(io::stdin().lock().bytes());
    let quiet = terminal::disable_raw_mode();
    stderr.write_all(b"\n")?;
    quiet?;
    typed?.map(|text| equal(&text)).ok_or_else(|| Failure::usage("nothing was set: no passphrase").into())
}

/// What was typed up to `Enter`; `None` where it was broken off by `Ctrl+C`, `Ctrl+D`, `Esc` or the end.
fn typed(bytes: impl Iterator<Item = io::Result<u8>>) -> io::Result<Option<String>> {
    let mut text = Vec::new();
    for byte in bytes {
        match byte? {
            b'\r' | b'\n' => return Ok(String::from_utf8(text).ok()),
            3 | 4 | 27 => return Ok(None),
            // Ctrl+U.
            21 => text.clear(),
            8 | 127 => {
                // A character may have several bytes.
                while text.pop().is_some_and(|byte| byte & 0xC0 == 0x80) {}
            }
            byte => text.push(byte),
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed_text(keys: &str) -> Option<String> {
        typed(keys.bytes().map(Ok)).unwrap()
    }

    #[test]
    fn what_is_typed_can_be_mended_and_broken_off() {
        assert_eq!(typed_text("correct horse\r").as_deref(), Some("correct horse"));
        assert_eq!(typed_text("horsé\u{7f}e\u{8}e\r").as_deref(), Some("horse"));
        assert_eq!(typed_text("wrong\u{15}right\n").as_deref(), Some("right"));
        assert_eq!(typed_text("\u{7f}a\r").as_deref(), Some("a"));
        for broken in ["abc\u{3}", "abc\u{4}", "\u{1b}", "abc"] {
            assert_eq!(typed_text(broken), None);
        }
    }

    #[test]
    fn either_way_of_writing_a_letter_is_the_same_passphrase() {
        assert_eq!(equal("cafe\u{301}"), equal("caf\u{e9}"));
    }
}
