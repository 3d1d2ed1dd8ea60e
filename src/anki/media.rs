//! The media of a package: which there are, and under which names they can lie on any disk.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use super::Error;
use super::collection::Note;
use super::package::{Generation, Package};
use super::wire::{Fields, Value};
use crate::exchange::html::Medium;
use crate::exchange::prose;
use crate::library::package::is_file_name;

/// Bytes of one file.
const LARGEST: u64 = 100 * 1024 * 1024;

/// The media that a package lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Media {
    /// For each name what the package calls the file.
    pub entries: BTreeMap<String, String>,
    /// Names that would lie elsewhere, or mean something else somewhere; none of these files is taken.
    pub refused: Vec<String>,
}

/// The media of `package`.
pub fn list(package: &mut Package) -> Result<Media, Error> {
    let Some(bytes) = package.media_list()? else { return Ok(Media::default()) };
    let entries = if package.generation == Generation::Third { by_message(&bytes) } else { by_json(&bytes)? };
    let mut media = Media::default();
    let mut seen = BTreeSet::new();
    for (entry, name) in entries {
        // Two names that a system takes for one would lie one over the other.
        let is_first = seen.insert(name.to_lowercase());
        if is_file_name(&name) && !name.starts_with('.') && is_first {
            media.entries.insert(name, entry);
        } else {
            media.refused.push(name);
        }
    }
    Ok(media)
}

fn by_json(bytes: &[u8]) -> Result<Vec<(String, String)>, Error> {
    let map: BTreeMap<String, String> = serde_json::from_slice(bytes)
        .map_err(|error| Error::Damaged { what: format!("its list of media cannot be read: {error}") })?;
    Ok(map.into_iter().collect())
}

/// The n-th file of the list is called n, unless the list says otherwise.
fn by_message(bytes: &[u8]) -> Vec<(String, String)> {
    let entries = Fields::of(bytes).filter(|(field, _)| *field == 1).enumerate();
    let named = entries.map(|(nth, (_, value))| {
        let entry = Fields::of(value.bytes());
        let nth = entry.value(255).map_or(nth as i64, Value::number);
        (nth.to_string(), entry.value(1).map(Value::text).unwrap_or_default())
    });
    named.collect()
}

impl Media {
    /// Writes the file of that name, whole, to `into`.
    pub(super) fn copy(&self, name: &str, package: &mut Package, into: &mut impl Write) -> Result<(), Error> {
        let entry = self.entries.get(name).ok_or(Error::NoPackage)?;
        package.medium(entry, LARGEST, into)
    }

    /// The file that HTML means by `name`.
    fn found(&self, name: &str) -> Option<&str> {
        let known = |name: &str| self.entries.get_key_value(name).map(|(name, _)| name.as_str());
        known(name).or_else(|| known(&decoded(&name.replace("&amp;", "&"))))
    }
}

/// The value that `text` begins with, in quotes or without.
fn attribute(text: &str) -> Option<&str> {
    match text.chars().next()? {
        quote @ ('"' | '\'') => text[1..].split(quote).next(),
        _ => text.split([' ', '>']).next(),
    }
}

/// `%20` and the like as the characters they stand for.
fn decoded(name: &str) -> String {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| byte == b'%').and_then(|two| std::str::from_utf8(two).ok());
        match digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(meant) => {
                out.push(meant);
                rest = &after[2..];
            }
            None => {
                out.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The folder of media beside a deck, as its cards come to name it.
#[derive(Debug)]
pub(super) struct MediaFolder<'a> {
    media: &'a Media,
    /// The folder, from the file of the deck.
    folder: String,
    /// The files that cards name, each with whether it is played.
    pub(super) used: BTreeMap<String, bool>,
}

impl<'a> MediaFolder<'a> {
    pub(super) fn new(media: &'a Media, folder: String) -> Self {
        Self { media, folder, used: BTreeMap::new() }
    }

    /// Takes the media that the fields of a note name, whether its cards show them or not: for the way back.
    pub(super) fn take_named(&mut self, note: &Note) {
        for field in &note.fields {
            let pictures = field.match_indices("src=").filter_map(|(at, _)| attribute(&field[at + 4..]));
            let sounds = field.match_indices("[sound:").filter_map(|(at, _)| field[at + 7..].split_once(']'));
            let sounds = sounds.map(|(name, _)| (name, true));
            for (name, is_played) in pictures.map(|name| (name, false)).chain(sounds) {
                if let Some(name) = self.media.found(name) {
                    self.used.entry(name.to_owned()).or_insert(is_played);
                }
            }
        }
    }

    /// What stands in a card for `medium`; `None` where the package does not have it.
    pub(super) fn shown(&mut self, medium: Medium<'_>) -> Option<String> {
        let name = self.media.found(medium.name)?;
        self.used.insert(name.to_owned(), medium.is_played);
        let path = format!("{}/{name}", self.folder);
        let path = if path.contains([' ', '(', ')']) { format!("<{path}>") } else { path };
        if medium.is_played {
            return Some(format!("[sound: {}]({path})", prose::escaped(name)));
        }
        let alt = medium.alt.replace(['\n', '\r'], " ");
        Some(format!("![{}]({path})", prose::escaped(alt.trim())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_under_the_ways_in_which_html_writes_its_name() {
        let entries = ["a b.png", "R&D.png", "50%.png"].map(|name| (name.to_owned(), "0".to_owned()));
        let media = Media { entries: entries.into(), refused: Vec::new() };
        for (written, wanted) in [
            ("a b.png", Some("a b.png")),
            ("a%20b.png", Some("a b.png")),
            ("R&amp;D.png", Some("R&D.png")),
            ("50%.png", Some("50%.png")),
            ("../a b.png", None),
            ("%", None),
        ] {
            assert_eq!(media.found(written), wanted, "{written}");
        }
    }

    #[test]
    fn what_a_card_shows_is_a_link_into_the_folder_of_its_deck() {
        let entries = ["a b.png", "c.mp3"].map(|name| (name.to_owned(), "0".to_owned()));
        let media = Media { entries: entries.into(), refused: Vec::new() };
        let mut folder_of_media = MediaFolder::new(&media, "d.media".to_owned());
        let picture = Medium { name: "a b.png", alt: "x]\ny", is_played: false };
        assert_eq!(folder_of_media.shown(picture).as_deref(), Some("![x\\] y](<d.media/a b.png>)"));
        let sound = Medium { name: "c.mp3", alt: "", is_played: true };
        assert_eq!(folder_of_media.shown(sound).as_deref(), Some("[sound: c.mp3](d.media/c.mp3)"));
        assert_eq!(folder_of_media.shown(Medium { name: "gone.png", ..picture }), None);
        assert_eq!(folder_of_media.used.len(), 2);
    }
}
