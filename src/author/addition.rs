//! Where a new card goes in a deck's text, and what the deck reader says about it there.

use std::collections::HashSet;

use super::template::as_comment;
use super::{Draft, Entry};
use crate::card::Question;
use crate::deck::{self, Deck};
use crate::lint::advise;
use crate::source::{Code, Diagnostic, FileId, Severity, SourceFile, clean, line_and_column};

/// What is added.
#[derive(Debug, Clone, Copy)]
pub enum Addition<'a> {
    /// An example, to be changed into a card of the author's own.
    Template(Entry),
    /// A card.
    Card(&'a Draft),
}

/// A deck with something new at its end.
#[derive(Debug, Clone)]
pub struct Added {
    /// The text of the main file without what was added.
    pub before: String,
    /// The texts, the main file first; the others are as they were.
    pub files: Vec<SourceFile>,
    /// What the deck is then.
    pub deck: Deck,
    /// What was added is called so.
    pub id: String,
    /// The line of the main file, from 1, at which it begins.
    pub line: usize,
    /// What is found in it, and in nothing else.
    pub findings: Vec<Diagnostic>,
    /// Whether it is an example: written as a comment, and asked by nobody yet.
    pub is_comment: bool,
}

/// Why nothing can be added.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The file is not TOML as it stands, so where it ends is open.
    #[error("`{}` cannot be read from line {line} on: {}", clean(name), clean(what))]
    Broken {
        /// The file.
        name: String,
        /// Where the first mistake stands.
        line: usize,
        /// What it is.
        what: String,
    },
    /// The cards are written in braces, where none can follow.
    #[error(
        "the cards of `{}` stand in a list of their own, which only an editor can make longer",
        clean(name)
    )]
    NoPlace {
        /// The file.
        name: String,
    },
}

impl Refusal {
    /// What the author can do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Broken { .. } => {
                "mend it first; `examdrill check` shows all mistakes, and nothing was changed"
            }
            Self::NoPlace { .. } => "write each card under a line `[[card]]`; nothing was changed",
        }
    }
}

impl Added {
    /// Why the deck reader leaves out what was added, if it does.
    pub fn mistake(&self) -> Option<&str> {
        let mistake = self.findings.iter().find(|finding| finding.severity == Severity::Error);
        mistake.map(|mistake| mistake.message.as_str())
    }

    /// The questions that are new.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.deck.questions.iter().filter(|question| {
            let card = question.key.card();
            card == self.id || card.strip_prefix(&self.id).is_some_and(|rest| rest.starts_with('/'))
        })
    }
}

/// The deck in `files` with `addition` at the end of its main file, under an id that is free there. Nothing else of the
/// text changes, and all it asked before it still asks.
pub fn added(files: &[SourceFile], addition: Addition<'_>) -> Result<Added, Refusal> {
    let (old, old_findings) = deck::parse(files);
    let Some(main) = files.first() else { return Err(Refusal::NoPlace { name: String::new() }) };
    let name = main.name.clone();
    if let Some(mistake) = syntax(&old_findings) {
        let (line, _) = line_and_column(&main.text, mistake.span.range.start);
        return Err(Refusal::Broken { name, line, what: mistake.message.clone() });
    }
    let wanted = match addition {
        Addition::Template(entry) => entry.name().to_owned(),
        Addition::Card(draft) => draft.own_id(),
    };
    let id = free(&wanted, &old, files);
    let block = match addition {
        Addition::Template(entry) => entry.template(&id),
        Addition::Card(draft) => draft.toml(Some(&id)),
    };
    let start = main.text.len();
    let mut files = files.to_vec();
    let text = appended(&main.text, &block);
    let header = text[start..].find("[[").map_or(start, |at| start + at);
    let (line, _) = line_and_column(&text, header);
    let before = std::mem::replace(&mut files[0].text, text);
    let (deck, findings) = deck::parse(&files);
    let kept: HashSet<_> = deck.questions.iter().map(|question| &question.key).collect();
    if syntax(&findings).is_some() || !old.questions.iter().all(|question| kept.contains(&question.key)) {
        return Err(Refusal::NoPlace { name });
    }
    let is_new = |finding: &Diagnostic| finding.span.file == FileId(0) && finding.span.range.start >= start;
    let findings = findings.into_iter().chain(advise(&deck)).filter(is_new).collect();
    let added = Added { before, files, deck, id, line, findings, is_comment: false };
    Ok(if matches!(addition, Addition::Template(_)) { commented(added, old, start) } else { added })
}

/// The example that was added from byte `start` on as a comment, so that it never becomes due by itself.
fn commented(added: Added, old: Deck, start: usize) -> Added {
    let mut files = added.files;
    let (text, example) = (&files[0].text[..start], &files[0].text[start..]);
    let is_crlf = example.contains("\r\n");
    let comment = as_comment(&example.replace("\r\n", "\n"));
    let comment = if is_crlf { comment.replace('\n', "\r\n") } else { comment };
    let header = start + comment.find("# [[").unwrap_or(0);
    files[0].text = format!("{text}{comment}");
    let (line, _) = line_and_column(&files[0].text, header);
    Added { files, deck: old, line, findings: Vec::new(), is_comment: true, ..added }
}

/// What keeps the main file from being read.
fn syntax(findings: &[Diagnostic]) -> Option<&Diagnostic> {
    findings.iter().find(|finding| finding.code == Code::SYNTAX && finding.span.file == FileId(0))
}

/// `wanted`, or with the first number behind it that is free.
fn free(wanted: &str, deck: &Deck, files: &[SourceFile]) -> String {
    let known: HashSet<&str> = deck.questions.iter().map(|question| question.key.card()).collect();
    let is_written = |id: &str| files.iter().any(|file| is_written(id, &file.text));
    deck::free_id(wanted, |id| !known.contains(id) && !is_written(id))
}

/// Whether `id` stands in quotes in `text`: a card that is left out for a mistake has its id all the same.
pub fn is_written(id: &str, text: &str) -> bool {
    let quoted =
        |quote: char| memchr::memmem::find(text.as_bytes(), format!("{quote}{id}{quote}").as_bytes());
    quoted('"').is_some() || quoted('\'').is_some()
}

/// `text` with `block` at its end, parted by an empty line.
pub fn appended(text: &str, block: &str) -> String {
    format!("{text}{}", behind(text, block))
}

/// What comes behind `text` so that `block` is at its end, parted by an empty line.
pub fn behind(text: &str, block: &str) -> String {
    let gap = match text {
        "" => "",
        text if text.ends_with("\n\n") || text.ends_with("\r\n\r\n") => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    with_line_ends_of(text, &format!("{gap}{block}"))
}

/// The first of `findings` from byte `start` of the main file on that keeps a card out.
pub fn first_mistake(findings: &[Diagnostic], start: usize) -> Option<String> {
    let mut mistakes = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let first = mistakes.find(|one| one.span.file == FileId(0) && one.span.range.start >= start);
    first.map(|mistake| mistake.message.clone())
}

/// `block` with the line ends of `text`.
pub fn with_line_ends_of(text: &str, block: &str) -> String {
    if memchr::memmem::find(text.as_bytes(), b"\r\n").is_some() {
        block.replace('\n', "\r\n")
    } else {
        block.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::author::kind_named;

    fn file(text: &str) -> Vec<SourceFile> {
        vec![SourceFile { name: "d.toml".into(), text: text.into() }]
    }

    fn flip(front: &str, back: &str) -> Draft {
        let kind = kind_named("flip").unwrap();
        let mut draft = Draft::new(kind);
        draft.set(Draft::key(kind, "front").unwrap(), vec![front.into()]);
        draft.set(Draft::key(kind, "back").unwrap(), vec![back.into()]);
        draft
    }

    #[test]
    fn the_text_before_stays_and_the_card_gets_a_free_id() {
        let text =
            "# mine\r\n[deck]\r\nid = 'd' # why\r\n[[card]]\r\nid = \"what\"\r\nfront = 'a'\r\nback = 'b'";
        let added = added(&file(text), Addition::Card(&flip("What?", "That."))).unwrap();
        let new = added.files[0].text.strip_prefix(text).unwrap();
        let wanted = "\n\n[[card]]\nid    = \"what-2\"\nfront = \"What?\"\nback  = \"That.\"\n";
        assert_eq!(new, wanted.replace('\n', "\r\n"));
        assert_eq!((added.id.as_str(), added.line), ("what-2", 9));
        assert_eq!(added.questions().count(), 1);
        assert_eq!(added.mistake(), None);
    }

    #[test]
    fn only_what_is_found_in_the_new_card_is_told() {
        let text = "[deck]\nid = 'd'\n[[card]]\nfront = 'a'\n";
        let broken = added(&file(text), Addition::Card(&flip("What?", " "))).unwrap();
        assert!(broken.mistake().is_some());
        let codes: Vec<_> = broken.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["missing-key"]);
        assert!(broken.findings[0].message.contains("`back`"), "{}", broken.findings[0].message);
    }

    #[test]
    fn nothing_is_added_where_it_would_break_the_file() {
        let draft = flip("a", "b");
        let broken = added(&file("[deck]\nid = \"d\n"), Addition::Card(&draft));
        assert!(matches!(broken, Err(Refusal::Broken { line: 2, .. })), "{broken:?}");
        let braces = added(&file("card = [{ front = 'a', back = 'b' }]\n"), Addition::Card(&draft));
        assert_eq!(braces.unwrap_err(), Refusal::NoPlace { name: "d.toml".into() });
    }

    #[test]
    fn a_name_that_would_move_the_cursor_is_told_clean() {
        for text in ["[deck]\nid = \"d\n", "card = [{ front = 'a', back = 'b' }]\n"] {
            let evil = SourceFile { name: "\u{1b}[2J.toml".into(), text: text.into() };
            let refusal = added(&[evil], Addition::Card(&flip("a", "b"))).unwrap_err();
            assert!(crate::source::is_clean(&refusal.to_string()), "{refusal:?}");
        }
    }

    #[test]
    fn every_template_can_be_added_twice() {
        let mut files = file("[deck]\nid = 'd'\ntitle = 'd'\nsource = 'd'\n");
        for entry in Entry::all().chain(Entry::all()) {
            let added = added(&files, Addition::Template(entry)).unwrap();
            assert!(added.mistake().is_none() && added.is_comment, "{}", entry.name());
            let line = added.files[0].text.lines().nth(added.line - 1).unwrap();
            assert!(line.starts_with("# [["), "{line}");
            files = added.files;
        }
        let (deck, findings) = deck::parse(&files);
        assert_eq!((deck.questions.len(), findings), (0, Vec::new()), "none becomes due");
    }
}
