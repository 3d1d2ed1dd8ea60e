//! Which files of the decks folder go along, and where one may be written. Names from a place are not trusted.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use crate::library::package::is_file_name;
use crate::picture::{MEDIA, is_media};
use crate::schedule::DeviceId;
use crate::source::clean;

/// Folders in folders.
const DEEPEST: usize = 16;
/// Bytes of a name.
const LONGEST: usize = 240;
/// The most bytes of a file that goes along.
pub(super) const MOST_BYTES: u64 = 48 << 20;
/// The most files that go along, and their bytes.
pub(super) const MOST_FILES: usize = 20_000;
pub(super) const MOST_BYTES_OF_ALL: u64 = 1 << 30;
/// Endings of decks and exams, and of what is kept beside those from Anki.
const ENDINGS: &[&str] = &["toml", "anki"];

/// What is found in the decks folder.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The files that go along, by their names, parts divided by `/`, with their sizes.
    pub(super) files: BTreeMap<String, u64>,
    /// Those that stay, and why, as sentences without an end.
    pub(super) stay: Vec<String>,
}

/// Looks through the decks folder.
pub(super) fn find(folder: &Path) -> Found {
    let mut found = Found::default();
    look(folder, "", 0, &mut found);
    found.stay.sort();
    found
}

fn look(folder: &Path, start: &str, depth: usize, found: &mut Found) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let (Ok(name), Ok(kind)) = (entry.file_name().into_string(), entry.file_type()) else { continue };
        let name = format!("{start}{name}");
        if kind.is_dir() && depth < DEEPEST {
            look(&entry.path(), &format!("{name}/"), depth + 1, found);
        }
        let goes_along = goes_along(&name);
        if kind.is_symlink() && goes_along {
            found.stay.push(format!("`{}` is a link", clean(&name)));
        } else if kind.is_file() && goes_along {
            let size = entry.metadata().map_or(0, |meta| meta.len());
            if size > MOST_BYTES {
                found.stay.push(format!("`{}` is larger than {} MB", clean(&name), MOST_BYTES >> 20));
            } else if found.files.len() == MOST_FILES {
                found.stay.push(format!("`{}` is one of over {MOST_FILES} files", clean(&name)));
            } else {
                found.files.insert(name, size);
            }
        }
    }
}

/// Whether it is the name of a file that goes along, within the decks folder and nowhere else.
pub(super) fn goes_along(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    let folders = &parts[..parts.len() - 1];
    let is_plain = |part: &&str| is_file_name(part) && !part.starts_with('.');
    let is_ours = Path::new(name).extension().is_some_and(|own| ENDINGS.iter().any(|ending| own == *ending));
    let is_in_media =
        folders.iter().any(|folder| Path::new(folder).extension().is_some_and(|own| own == MEDIA));
    name.len() <= LONGEST
        && parts.len() <= DEEPEST
        && parts.iter().all(is_plain)
        && (is_ours || is_in_media || is_media(Path::new(name)))
        && !is_beside(name)
}

/// The name of the text of another device beside the file of that name: not that of a deck, or every question would be asked
/// twice.
pub(super) fn beside(name: &str, device: DeviceId) -> String {
    format!("{name}.from-{device}")
}

fn is_beside(name: &str) -> bool {
    name.rsplit_once(".from-").is_some_and(|(_, device)| device.len() == 8)
}

/// Where the file of that name is to be written, with its folders made; why it cannot be, as a sentence without an end. No link
/// is followed.
pub(super) fn place_for(folder: &Path, name: &str) -> Result<PathBuf, String> {
    let mut path = folder.to_path_buf();
    let parts: Vec<&str> = name.split('/').collect();
    for (nth, part) in parts.iter().enumerate() {
        path.push(part);
        let there = path.symlink_metadata();
        let is_last = nth + 1 == parts.len();
        match there {
            Ok(there) if is_last && there.is_file() || !is_last && there.is_dir() => {}
            Ok(_) => return Err(format!("`{}` is something else here", clean(&path.to_string_lossy()))),
            Err(_) if is_last => {}
            Err(_) => std::fs::create_dir(&path).map_err(|error| {
                format!("`{}` could not be made: {error}", clean(&path.to_string_lossy()))
            })?,
        }
    }
    Ok(path)
}

/// A name as systems see it that do not tell capitals apart.
pub(super) fn folded(name: &str) -> String {
    name.nfkc().collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_folder_and_only_what_belongs_to_decks_goes_along() {
        for name in [
            "../x.toml",
            "/x.toml",
            "a/../../x.toml",
            ".x.toml",
            "a/.b/x.toml",
            "a\\x.toml",
            "C:x.toml",
            "x.sh",
            "x",
            "",
            "a//x.toml",
            "./x.toml",
            "a/",
            "x.toml.from-00000001",
            "d.media/p.png.from-00000001",
            "nul.toml",
            "x\u{1b}.toml",
            "\u{202e}.toml",
            "notes.txt",
        ] {
            assert!(!goes_along(name), "{name:?}");
        }
        assert!(!goes_along(&format!("{}x.toml", "a/".repeat(16))));
        assert!(!goes_along(&format!("{}.toml", "x".repeat(240))));
        for name in ["x.toml", "a/b/x.toml", "x.anki", "x.media/sound.mp3", "größe/表.PNG"] {
            assert!(goes_along(name), "{name:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed_neither_there_nor_on_the_way() {
        let home = tempfile::tempdir().unwrap();
        let (folder, outside) = (home.path().join("decks"), home.path().join("outside"));
        std::fs::create_dir(&folder).unwrap();
        std::fs::create_dir(&outside).unwrap();
        std::fs::write(outside.join("x.toml"), "").unwrap();
        std::os::unix::fs::symlink(&outside, folder.join("a")).unwrap();
        std::os::unix::fs::symlink(outside.join("x.toml"), folder.join("l.toml")).unwrap();
        std::fs::create_dir(folder.join("d.toml")).unwrap();
        for name in ["a/x.toml", "a/new.toml", "l.toml", "d.toml", "l.toml/x.toml"] {
            assert!(place_for(&folder, name).is_err(), "{name}");
        }
        assert_eq!(place_for(&folder, "b/c/x.toml"), Ok(folder.join("b/c/x.toml")));
        let found = find(&folder);
        assert_eq!((found.files.len(), found.stay), (0, vec!["`l.toml` is a link".to_owned()]));
    }
}
