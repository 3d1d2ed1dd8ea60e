//! Files of other programs: what they are, and how cards in them come here.

use std::io::Read;
use std::path::Path;

use fs_err as fs;

use super::failure::Failure;
use crate::exchange::{Content, Format};

/// Files of other programs that hold no text to be read, or text in a format that is none of ours.
struct Other {
    endings: &'static [&'static str],
    what: &'static str,
    help: &'static str,
}

const MOODLE: &str =
    "export the questions from Moodle once more, in the format GIFT (Question bank, Export), and import that";
const SHEET: &str =
    "save the sheet as CSV in the spreadsheet program (Save as, or Download, CSV UTF-8), and import that";
const DOCUMENT: &str = "save it as plain text, with `Q:` and `A:` before question and answer (a `.md` file) or as Aiken, and import that; \
a table of cards goes through a spreadsheet to CSV";
const ANKI: &str = "export it from Anki once more (File, Export, `Anki Deck Package`), and import the file that ends in `.apkg`";
const JSON: &str = "turn it into CSV with a row of names, such as `question,answer` or `question,option a,option b,correct`, and import that";
const PAGE: &str = "copy its cards into a spreadsheet and save that as CSV, or into a text with `Q:` and `A:` before question and answer";

/// What is well known and cannot be imported, with the way that leads here.
const OTHERS: &[Other] = &[
    Other {
        endings: &["toml"],
        what: "a deck already",
        help: "`examdrill check` reads it; put it into your decks folder",
    },
    Other {
        endings: &["apkg", "colpkg", "anki2", "anki21"],
        what: "a collection of Anki, but no package by its name",
        help: ANKI,
    },
    Other {
        endings: &["xml", "mbz"],
        what: "XML, as Moodle and others write it, and no format that is read here",
        help: MOODLE,
    },
    Other {
        endings: &["xlsx", "xls", "xlsm", "ods", "numbers"],
        what: "a spreadsheet, and no text",
        help: SHEET,
    },
    Other {
        endings: &["docx", "doc", "odt", "rtf", "pages"],
        what: "a document of a word processor, and no plain text",
        help: DOCUMENT,
    },
    Other { endings: &["pdf"], what: "a PDF, and no text", help: DOCUMENT },
    Other { endings: &["pptx", "ppt", "odp", "key"], what: "a presentation, and no text", help: DOCUMENT },
    Other { endings: &["json", "jsonl"], what: "JSON, of which every program has its own", help: JSON },
    Other { endings: &["html", "htm"], what: "a web page", help: PAGE },
    Other {
        endings: &["yaml", "yml", "opml", "tex", "db", "sqlite", "crd"],
        what: "no format that is read here",
        help: JSON,
    },
    Other {
        endings: &["zip", "gz", "7z", "rar", "tar"],
        what: "an archive",
        help: "unpack it and import what is in it; `examdrill decks add` takes a zip of decks",
    },
    Other {
        endings: &["png", "jpg", "jpeg", "gif", "webp", "heic"],
        what: "a picture, and no text",
        help: "type its cards, or `examdrill new` asks for them",
    },
];

/// Endings of what is text all the same.
const TEXTS: [&str; 8] = ["xml", "json", "jsonl", "html", "htm", "yaml", "yml", "tex"];

/// What of a file is looked at.
const BEGINNING: u64 = 64 * 1024;

/// The ending of a file's name in lower case.
fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Refuses to import what its name tells to be of another kind. Text is read all the same where the learner says what it
/// is.
pub(super) fn refuse_by_name(path: &Path, is_chosen: bool) -> anyhow::Result<()> {
    let ending = ending(path);
    if is_chosen && TEXTS.contains(&ending.as_str()) { Ok(()) } else { refuse(path, &ending) }
}

/// Refuses to import what is of another kind, whatever its name says.
pub(super) fn refuse_by_content(path: &Path, bytes: &[u8], is_chosen: bool) -> anyhow::Result<()> {
    match told(bytes) {
        Some(ending) if !(is_chosen && TEXTS.contains(&ending)) => refuse(path, ending),
        _ => Ok(()),
    }
}

fn refuse(path: &Path, ending: &str) -> anyhow::Result<()> {
    let Some(Other { what, help, .. }) = OTHERS.iter().find(|other| other.endings.contains(&ending)) else {
        return Ok(());
    };
    Err(Failure::usage(format!("`{}` is {what}", path.display())).help(*help).into())
}

/// The ending that a file with this content should have; `None` where it may be text.
fn told(bytes: &[u8]) -> Option<&'static str> {
    let has =
        |part: &[u8]| bytes[..bytes.len().min(BEGINNING as usize)].windows(part.len()).any(|own| own == part);
    match bytes {
        [b'P', b'K', 3, 4, ..] if has(b"xl/") || has(b"opendocument.spreadsheet") => Some("xlsx"),
        [b'P', b'K', 3, 4, ..] if has(b"word/") || has(b"opendocument.text") => Some("docx"),
        [b'P', b'K', 3, 4, ..] if has(b"collection.anki") => Some("apkg"),
        [b'P', b'K', 3, 4, ..] => Some("zip"),
        [b'%', b'P', b'D', b'F', ..] => Some("pdf"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Some("doc"),
        [b'{', b'\\', b'r', b't', b'f', ..] => Some("rtf"),
        [0x1f, 0x8b, ..] => Some("gz"),
        _ => {
            let beginning = Content::new(&bytes[..bytes.len().min(2000)]).text().to_lowercase();
            let beginning = beginning.trim_start();
            let is_json = || serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok();
            match () {
                () if beginning.starts_with("<?xml") || beginning.starts_with("<quiz") => Some("xml"),
                () if beginning.starts_with("<!doctype html") || beginning.starts_with("<html") => {
                    Some("html")
                }
                () if beginning.starts_with(['{', '[']) && is_json() => Some("json"),
                () => None,
            }
        }
    }
}

/// Refuses a file of another program where a deck is wanted, and names what makes a deck of it.
pub(super) fn refuse_as_deck(path: &Path) -> anyhow::Result<()> {
    if !is_foreign(path) {
        return Ok(());
    }
    Err(failure(path).into())
}

/// The same where a zip of decks may come, too.
pub(super) fn refuse_as_package(path: &Path) -> anyhow::Result<()> {
    if ending(path) == "zip" || !is_foreign(path) { Ok(()) } else { Err(failure(path).into()) }
}

fn failure(path: &Path) -> Failure {
    let shown = path.display();
    Failure::usage(format!("`{shown}` is no deck, but a file of another program"))
        .help(format!("`examdrill import {shown}` makes a deck of it, or says how to get there"))
}

/// Whether a file is one of another program: its name says so, or what is in it, and it is no deck under another name.
fn is_foreign(path: &Path) -> bool {
    let ending = ending(path);
    if ending == "toml" || !path.is_file() {
        return false;
    }
    let Some(beginning) = beginning(path) else { return false };
    if Content::new(&beginning).text().lines().any(|line| begins_a_part(line.trim_start())) {
        return false;
    }
    let is_known = OTHERS.iter().any(|other| other.endings.contains(&ending.as_str()));
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    is_known || told(&beginning).is_some() || ending == "txt" || Format::of(&name, &beginning).is_some()
}

/// Whether a part of a deck or an exam begins with this line: `[deck]`, `[[card]]`, `card = [`.
fn begins_a_part(line: &str) -> bool {
    ["[deck", "[[card", "[[table", "[[generate", "[exam", "card"].iter().any(|start| {
        line.strip_prefix(start).is_some_and(|rest| {
            rest.starts_with([']', '.', ' ', '=']) && (start.starts_with('[') || rest.contains('['))
        })
    })
}

fn beginning(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path).ok()?.take(BEGINNING).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_holds_is_told_whatever_its_name_says() {
        for (bytes, ending) in [
            (&b"PK\x03\x04....xl/workbook.xml"[..], Some("xlsx")),
            (b"PK\x03\x04....word/document.xml", Some("docx")),
            (b"PK\x03\x04....collection.anki21", Some("apkg")),
            (b"%PDF-1.7", Some("pdf")),
            (b"\xef\xbb\xbf<?xml version='1.0'?><quiz>", Some("xml")),
            (b"[{\"a\": 1}]", Some("json")),
            (b"{=a ~b}", None),
            (b"[x] a\tb", None),
            (b"a,b", None),
        ] {
            assert_eq!(told(bytes), ending, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
