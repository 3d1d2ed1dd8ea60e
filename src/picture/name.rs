//! The names that pictures have in cards: relative to the folder of the deck, and never out of it.

use std::path::{Path, PathBuf};

use crate::source::is_clean;

/// Endings of pictures that are shown.
const PICTURES: &[&str] = &["png", "jpg", "jpeg", "gif"];
/// Endings of other media, which are kept beside a deck and named.
const OTHERS: &[&str] =
    &["webp", "svg", "bmp", "tif", "tiff", "mp3", "ogg", "oga", "opus", "wav", "m4a", "flac", "mp4", "webm"];
/// What the folder of the media of `NAME.toml` is called: `NAME.media`.
pub const MEDIA: &str = "media";
/// Bytes of a name.
const LONGEST: usize = 240;

/// Why a name cannot be that of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    /// An absolute path, an address on the web, or one with `..`.
    #[error("it leads out of the folder of the deck")]
    Outside,
    /// A name that some system or terminal would take amiss.
    #[error("its name is one that not every system can have")]
    Odd,
    /// Not the ending of a picture.
    #[error("its name ends in none of `.png`, `.jpg`, `.jpeg`, `.gif`")]
    Ending,
}

/// The path of the picture that a card calls `name`, from the folder of its deck.
pub fn local(name: &str) -> Result<PathBuf, BadName> {
    let parts = name.split('/').filter(|part| *part != ".");
    if name.contains([':', '\\']) || name.starts_with('/') || parts.clone().any(|part| part == "..") {
        return Err(BadName::Outside);
    }
    let is_odd = |part: &str| part.is_empty() || part.starts_with('.') || part.ends_with(['.', ' ']);
    if name.len() > LONGEST
        || !is_clean(name)
        || name.contains(['\n', '\t', '\0'])
        || parts.clone().any(is_odd)
    {
        return Err(BadName::Odd);
    }
    let path: PathBuf = parts.collect();
    if is_picture(&path) { Ok(path) } else { Err(BadName::Ending) }
}

/// Whether the ending is that of a picture that is shown.
pub fn is_picture(path: &Path) -> bool {
    has_ending(path, PICTURES)
}

/// Whether the ending is that of a picture, a sound or a film.
pub fn is_media(path: &Path) -> bool {
    has_ending(path, PICTURES) || has_ending(path, OTHERS)
}

/// The folder of the media of the deck file `deck`: `NAME.media` beside `NAME.toml`.
pub fn folder_of(deck: &Path) -> PathBuf {
    deck.with_extension(MEDIA)
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let own = path.extension().unwrap_or_default();
    endings.iter().any(|ending| own.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_folder_of_the_deck() {
        let outside = [
            "/etc/a.png",
            "../a.png",
            "a/../../b.png",
            "c:a.png",
            "\\\\host\\a.png",
            "https://x.org/a.png",
            "a\\b.png",
        ];
        for name in outside {
            assert_eq!(local(name), Err(BadName::Outside), "{name}");
        }
        for name in ["", "a//b.png", ".a.png", "a/.b.png", "a\u{1b}[2J.png", "a\n.png", "a./b.png", "a.png "]
        {
            assert_eq!(local(name), Err(BadName::Odd), "{name:?}");
        }
        for name in ["a.toml", "a", "a.svg", "a.media/b.mp3"] {
            assert_eq!(local(name), Err(BadName::Ending), "{name}");
        }
        assert_eq!(local("./maps.media/größe 1.PNG"), Ok("maps.media/größe 1.PNG".into()));
    }
}
