//! What `check` finds in the pictures of a deck: those that are not there or cannot be shown, and files that nothing shows.

use std::collections::BTreeMap;
use std::path::Path;

use super::{files_in, picture};
use crate::library::LoadedDeck;
use crate::picture::{Size, Trouble, decode, folder_of, is_picture, size};
use crate::source::{Code, Diagnostic, FileId, SourceFile, Span, nearest};

/// Names of files that are told before the rest is only counted.
const TOLD: usize = 3;
/// Dots that a picture is decoded to, to see whether it can be.
const SMALL: Size = Size { width: 16, height: 16 };

/// What there is to say of the pictures of `deck`. Each picture is decoded once, so this takes a while.
pub fn media_findings(deck: &LoadedDeck) -> Vec<Diagnostic> {
    findings(deck, |bytes| decode(bytes, SMALL).map(drop))
}

/// The same at a glance, for an author who sees the pictures anyway: none is decoded, so damage behind its size is not found.
pub(in crate::library) fn media_at_a_glance(deck: &LoadedDeck) -> Vec<Diagnostic> {
    findings(deck, |bytes| size(bytes).map(drop))
}

fn findings(deck: &LoadedDeck, judge: fn(&[u8]) -> Result<(), Trouble>) -> Vec<Diagnostic> {
    // A built-in deck has none.
    let Some(path) = &deck.path else { return Vec::new() };
    let named = pictures_in(deck);
    let trouble = |(name, at): (&String, &Span)| {
        Some(told(name, &place(name, at, &deck.files), path, &trouble_of(path, name, judge)?))
    };
    let mut findings: Vec<_> = named.iter().filter_map(trouble).collect();
    findings.extend(unused(deck, path, &named));
    findings
}

/// The names of the pictures that the cards of `deck` show, each with where a card begins that does.
pub(in crate::library) fn pictures_in(deck: &LoadedDeck) -> BTreeMap<String, Span> {
    let mut named = BTreeMap::new();
    // Nearly no deck has pictures, and looking for them poses every question.
    if deck.files.iter().any(|file| file.text.contains("![")) {
        for question in &deck.deck.questions {
            for picture in question.pictures() {
                named.entry(picture.file).or_insert_with(|| question.at.clone());
            }
        }
    }
    named
}

fn trouble_of(deck: &Path, name: &str, judge: fn(&[u8]) -> Result<(), Trouble>) -> Option<Trouble> {
    picture(deck, name).and_then(|(_, bytes)| judge(&bytes)).err()
}

/// Where `name` is written as that of a picture; `card` where it is put together of columns.
fn place(name: &str, card: &Span, files: &[SourceFile]) -> Span {
    let home = files.get(usize::from(card.file.0)).map(|file| (file, card.file, card.range.start));
    let others = files.iter().zip(0..).map(|(file, number)| (file, FileId(number), 0));
    for (file, id, from) in home.into_iter().chain(others) {
        let text = file.text.get(from..).unwrap_or_default();
        for open in ["](", "](<"] {
            if let Some(at) = text.find(&format!("{open}{name}")) {
                let start = from + at + open.len();
                return Span::new(id, start..start + name.len());
            }
        }
    }
    card.clone()
}

/// The finding on a picture that is not shown because of `trouble`.
fn told(name: &str, at: &Span, deck: &Path, trouble: &Trouble) -> Diagnostic {
    let because =
        |code| Diagnostic::warning(code, at.clone(), format!("the picture `{name}` is not shown: {trouble}"));
    match trouble {
        Trouble::Name(_) => because(Code::BAD_PICTURE).help(
            "pictures lie in the folder of the deck or below and are named from there, such as `![a map](maps/europe.png)`",
        ),
        Trouble::Missing => missing(name, at, deck),
        Trouble::Special => because(Code::UNREADABLE_PICTURE)
            .help("put the file itself into the folder of the deck; links out of it are not followed"),
        Trouble::Heavy | Trouble::Large(_) => {
            because(Code::UNREADABLE_PICTURE).help("make it smaller: a screen shows at most some 2,000 dots across")
        }
        Trouble::Unknown | Trouble::Damaged | Trouble::Unread(_) | Trouble::Slow => {
            because(Code::UNREADABLE_PICTURE).help("save it anew as PNG, JPEG or GIF")
        }
    }
}

/// The finding on a picture that is not there, with the one that may have been meant.
fn missing(name: &str, at: &Span, deck: &Path) -> Diagnostic {
    let finding = Diagnostic::warning(
        Code::MISSING_PICTURE,
        at.clone(),
        format!("there is no picture `{name}` in the folder of the deck"),
    );
    let home = deck.parent().unwrap_or(Path::new("."));
    let folder = Path::new(name).parent().unwrap_or(Path::new(""));
    let media =
        folder_of(deck).file_name().map(|name| pictures_beside(home, Path::new(name))).unwrap_or_default();
    // Someone who forgot the folder wrote only the last part.
    let in_media = media.iter().find(|path| Path::new(path).file_name() == Path::new(name).file_name());
    let known = [pictures_beside(home, folder), media.clone()].concat();
    match in_media
        .map(String::as_str)
        .or_else(|| nearest(name, known.iter().map(String::as_str)).map(|near| near.name))
    {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("put the file there, or take the picture out of the card"),
    }
}

/// The pictures in a folder of `home`, as cards name them.
fn pictures_beside(home: &Path, folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(home.join(folder)).into_iter().flatten().filter_map(Result::ok);
    let names = entries.map(|entry| folder.join(entry.file_name())).filter(|path| is_picture(path));
    names.map(|path| path.to_string_lossy().into_owned()).collect()
}

/// The files in `NAME.media` that no card shows and no text of the deck names.
fn unused(deck: &LoadedDeck, path: &Path, shown: &BTreeMap<String, Span>) -> Option<Diagnostic> {
    let folder = folder_of(path);
    let called = folder.file_name()?.to_string_lossy().into_owned();
    let files = files_in(&folder);
    if files.is_empty() {
        return None;
    }
    let idle = files.iter().filter(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let from_deck = Path::new(&called).join(file).to_string_lossy().into_owned();
        !shown.contains_key(&from_deck) && !deck.files.iter().any(|source| source.text.contains(&name))
    });
    let idle: Vec<_> = idle.collect();
    let told: Vec<_> = idle.iter().take(TOLD).map(|file| format!("`{}`", file.display())).collect();
    let more = match idle.len().saturating_sub(TOLD) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let are = if idle.len() == 1 { "is" } else { "are" };
    (!idle.is_empty()).then(|| {
        Diagnostic::note(
            Code::UNUSED_MEDIA,
            deck.deck.at.clone(),
            format!("in `{called}` {are} {}{more}, which no card shows", told.join(", ")),
        )
        .help("take them away, or show them in a card")
    })
}
