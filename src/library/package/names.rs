//! The names of entries: each must stay inside, and be the only one of its name on every system.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::PathBuf;

use unicode_normalization::UnicodeNormalization;

use super::{MOST_ENTRIES, Refused};
use crate::source::is_clean;

/// Folders one inside the other.
const DEEPEST: usize = 16;
/// Bytes of a whole name, and of each part: what every system takes.
const LONGEST: usize = 240;
/// Names that are devices on Windows, whatever their ending.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com", "lpt"];

/// The names so far, by how a system sees them that does not tell capitals apart.
#[derive(Debug, Default)]
pub(super) struct Names {
    known: HashMap<String, KnownPath>,
    entries: usize,
}

#[derive(Debug)]
struct KnownPath {
    name: String,
    is_file: bool,
}

impl Names {
    /// The path of a file, from the folder of the package; `None` for one that is hidden and left out.
    pub(super) fn file(&mut self, name: &str) -> Result<Option<PathBuf>, Refused> {
        self.entry(name, true)
    }

    /// The same for a folder.
    pub(super) fn folder(&mut self, name: &str) -> Result<Option<PathBuf>, Refused> {
        self.entry(name, false)
    }

    fn entry(&mut self, name: &str, is_file: bool) -> Result<Option<PathBuf>, Refused> {
        self.entries += 1;
        if self.entries > MOST_ENTRIES {
            return Err(Refused::TooMany { entry: name.to_owned() });
        }
        let parts = parts(name)?;
        // What systems and version control leave behind is no part of a deck.
        if parts.iter().any(|part| part.starts_with('.')) || parts.first() == Some(&"__MACOSX") {
            return Ok(None);
        }
        if parts.len() > DEEPEST || name.len() > LONGEST || parts.is_empty() && is_file {
            return Err(Refused::BadName { entry: name.to_owned() });
        }
        let mut path = String::new();
        for (place, part) in parts.iter().enumerate() {
            self::part(part).map_err(|()| Refused::BadName { entry: name.to_owned() })?;
            path = if path.is_empty() { (*part).to_owned() } else { format!("{path}/{part}") };
            let is_file = is_file && place + 1 == parts.len();
            if let Some(first) = self.rival(&path, is_file) {
                return Err(Refused::SameName { first, entry: name.to_owned() });
            }
        }
        Ok(Some(parts.iter().collect()))
    }

    /// What is there already and some system takes for `path`; where nothing is, `path` is from now on.
    fn rival(&mut self, path: &str, is_file: bool) -> Option<String> {
        let folded: String = path.nfkc().collect::<String>().to_lowercase().nfkc().collect();
        match self.known.entry(folded) {
            Entry::Vacant(free) => {
                free.insert(KnownPath { name: path.to_owned(), is_file });
                None
            }
            // A folder may come again, with another file in it.
            Entry::Occupied(known) => {
                let known = known.get();
                (known.name != path || known.is_file || is_file).then(|| known.name.clone())
            }
        }
    }
}

/// The parts of `name`, which must not lead out of the folder it is in.
pub(super) fn parts(name: &str) -> Result<Vec<&str>, Refused> {
    // Windows has two separators and letters for disks; what they would mean there is refused everywhere.
    let separators = ['/', '\\'];
    let has_disk = name.as_bytes().get(1) == Some(&b':');
    if has_disk || name.starts_with(separators) || name.split(separators).any(|part| part == "..") {
        return Err(Refused::Outside { entry: name.to_owned() });
    }
    if name.contains('\\') {
        return Err(Refused::BadName { entry: name.to_owned() });
    }
    Ok(name.split('/').filter(|part| !matches!(*part, "" | ".")).collect())
}

/// Whether `name` can be the name of a file or folder everywhere.
pub(super) fn part(name: &str) -> Result<(), ()> {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let is_device = DEVICES.contains(&stem.trim_end_matches(|c: char| c.is_ascii_digit()))
        && (stem.len() == 3 || stem.len() == 4);
    let is_bad = name.is_empty()
        || name.len() > LONGEST
        || !is_clean(name)
        || name.contains(['\n', '/', '\\', ':', '*', '?', '"', '<', '>', '|'])
        || name.ends_with(['.', ' '])
        || name.starts_with(' ')
        || is_device;
    if is_bad { Err(()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(name: &str) -> bool {
        Names::default().file(name).is_err()
    }

    #[test]
    fn no_name_leads_out_or_means_something_else_elsewhere() {
        for name in [
            "/etc/passwd",
            "../x.toml",
            "a/../../x.toml",
            "a/..",
            "C:\\x",
            "c:x",
            "\\\\host\\x",
            "a\\..\\x",
            "a\\b",
            "",
            "/",
            "a/\u{1b}[2J",
            "a\nb",
            "\u{202e}x",
            "nul",
            "COM1.toml",
            "a/aux.txt",
            "x.",
            "x ",
            "a:b",
            "a*",
            "\0",
        ] {
            assert!(refused(name), "{name:?}");
        }
        assert!(
            refused(&"a/".repeat(20))
                && refused(&"x".repeat(300))
                && refused(&format!("{}x", "a/".repeat(16)))
        );
        for name in ["a.toml", "./a.toml", "a//b.toml", "größe/表.png", "console.toml", "a..b", "common"] {
            assert!(!refused(name), "{name:?}");
        }
        for hidden in [".git/config", "a/.DS_Store", "__MACOSX/a.toml"] {
            assert_eq!(Names::default().file(hidden).unwrap(), None);
        }
    }

    fn clash(first: &str, second: &str) -> bool {
        let mut names = Names::default();
        names.file(first).unwrap();
        names.file(second).is_err()
    }

    #[test]
    fn two_entries_that_one_system_takes_for_one_are_refused() {
        for (first, second) in [
            ("a.toml", "A.toml"),
            ("Parts/a.toml", "parts/b.toml"),
            ("\u{e9}.png", "e\u{301}.png"),
            ("a", "a/b"),
            ("a/b", "a"),
            ("a.toml", "a.toml"),
            ("STRASSE/x", "strasse/y"),
        ] {
            assert!(clash(first, second), "{first} {second}");
        }
        assert!(!clash("parts/a.toml", "parts/b.toml"));
        let mut names = Names::default();
        for name in ["a", "a/", "a/b"] {
            names.folder(name).unwrap();
        }
        let names_ok = (0..MOST_ENTRIES - 3).all(|nth| names.file(&format!("a/{nth}")).is_ok());
        assert!(names_ok && names.file("a/one-more").is_err());
    }
}
