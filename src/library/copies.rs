//! Copies of built-in decks that the learner changes: under the same id, so that progress goes on.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::writing::{WriteError, create};
use super::{BUILT_IN, Library, ListedDeck, LoadedDeck};
use crate::deck::free_id;
use crate::source::fnv1a;

/// How the line begins that says what a file is a copy of, and what stands before its state.
const MARK: (&str, &str) = ("# Your copy of the built-in deck `", "` (state ");

/// What became of the built-in deck whose place an own one has taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Original {
    /// It is as it was when it was copied.
    Same,
    /// It has changed since.
    Changed,
    /// The own deck does not say that it is a copy.
    Unknown,
}

/// The text of the built-in deck `id`.
pub fn built_in(id: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(name, _)| *name == id).map(|(_, text)| *text)
}

/// The built-in deck `id` as a file of the learner's own: two lines say what it is, and that `decks remove` takes it away
/// by `name`.
pub fn copy_of(id: &str, name: &str) -> Option<String> {
    let text = built_in(id)?;
    let (start, state) = MARK;
    Some(format!(
        "{start}{id}{state}{:016x}): it takes the place of that one, and progress goes on.\n\
         # `examdrill decks remove {name}` brings the built-in one back.\n\n{text}",
        fnv1a(text.as_bytes())
    ))
}

/// Copies the built-in deck `id` into the folder `own`, under a name that is free there. Gives the file.
pub fn copy_built_in(id: &str, own: &Path) -> Result<PathBuf, WriteError> {
    let name = free_id(id, |name| file_in(own, name).symlink_metadata().is_err());
    let text = copy_of(id, &name).ok_or_else(|| WriteError::NotBuiltIn { id: id.to_owned() })?;
    let path = file_in(own, &name);
    create(&path, &text)?;
    Ok(path)
}

/// Where the deck called `name` lies among the decks in `own`.
pub fn file_in(own: &Path, name: &str) -> PathBuf {
    own.join(format!("{name}.toml"))
}

/// The name by which `decks remove` takes away the file `path` among the decks in `own`, and nothing else; `None` where it
/// does not lie at the top of them.
pub fn name_among(path: &Path, own: &Path) -> Option<String> {
    if path.parent()?.canonicalize().ok()? != own.canonicalize().ok()? {
        return None;
    }
    let (name, stem) = (path.file_name()?.to_string_lossy(), path.file_stem()?.to_string_lossy());
    let is_plain = path.extension().is_some_and(|ending| ending == "toml")
        && own.join(&*stem).symlink_metadata().is_err()
        && Library::of(&[own.to_path_buf()]).decks.iter().all(|deck| {
            deck.id() != stem || deck.path().is_none_or(|known| known.file_name() == path.file_name())
        });
    Some(if is_plain { stem } else { name }.into_owned())
}

impl LoadedDeck {
    /// What became of the built-in deck that this one replaces; `None` where it replaces none.
    pub fn original(&self) -> Option<Original> {
        self.path.as_ref()?;
        let text = built_in(&self.deck.id)?;
        let (start, state) = MARK;
        let head = self.files.first().map_or("", |file| &file.text).lines().take(20);
        let mut marks = head.filter_map(|line| line.strip_prefix(start)?.split_once(state));
        Some(match marks.next().and_then(|(_, rest)| rest.split_once(')')) {
            Some((state, _)) if state == format!("{:016x}", fnv1a(text.as_bytes())) => Original::Same,
            Some(_) => Original::Changed,
            None => Original::Unknown,
        })
    }
}

impl Library {
    /// What there is to say about own decks that replace built-in ones: each as a sentence. A copy that the learner had
    /// made, and whose original is as it was, needs no word.
    pub fn replaced(&self) -> Vec<String> {
        self.decks.iter().filter_map(replaced).collect()
    }
}

/// The sentence about `deck`.
fn replaced(deck: &ListedDeck) -> Option<String> {
    let (id, title) = (deck.id(), deck.title());
    match deck.original()? {
        Original::Same => None,
        Original::Changed => Some(format!(
            "The built-in deck “{title}” has changed since you copied it: `examdrill decks copy {id} --stdout` \
             shows it. Its first line, put into your copy, ends this notice."
        )),
        Original::Unknown => {
            Some(format!("Your deck “{title}” replaces the built-in one: both have the id `{id}`."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn loaded(text: String) -> LoadedDeck {
        LoadedDeck::new(Some("d.toml".into()), vec![SourceFile { name: "d.toml".into(), text }], Vec::new())
    }

    #[test]
    fn every_built_in_deck_has_a_copy_that_asks_the_same_under_the_same_names() {
        for (id, text) in BUILT_IN {
            let copy = loaded(copy_of(id, id).unwrap());
            let original = loaded((*text).to_owned());
            assert_eq!((copy.deck.id.as_str(), copy.original()), (*id, Some(Original::Same)));
            let keys =
                |deck: &LoadedDeck| -> Vec<_> { deck.deck.questions.iter().map(|q| q.key.clone()).collect() };
            assert_eq!(keys(&copy), keys(&original));
        }
    }

    #[test]
    fn a_copy_tells_the_name_that_takes_it_away_again() {
        let own = tempfile::tempdir().unwrap();
        // Another deck has the file's name.
        std::fs::write(own.path().join("dhcp.toml"), "[deck]\nid = 'mine'\n").unwrap();
        let path = copy_built_in("dhcp", own.path()).unwrap();
        assert_eq!(path, own.path().join("dhcp-2.toml"));
        assert!(std::fs::read_to_string(path).unwrap().contains("decks remove dhcp-2`"));
        assert!(copy_built_in("mine", own.path()).is_err());
    }

    #[test]
    fn a_copy_knows_when_its_original_has_changed() {
        let copy = copy_of("dhcp", "dhcp").unwrap();
        let (before, _) = copy.split_once("(state ").unwrap();
        let old = copy.replacen(&copy[before.len()..before.len() + 23], "(state 0123456789abcdef", 1);
        assert_eq!(loaded(old).original(), Some(Original::Changed));
        assert_eq!(
            loaded(copy.lines().skip(2).collect::<Vec<_>>().join("\n")).original(),
            Some(Original::Unknown)
        );
        assert_eq!(loaded("[deck]\nid = 'mine'\n".to_owned()).original(), None);
        // Everything else may be changed.
        assert_eq!(
            loaded(format!("# my notes\n{copy}\n[[card]]\nfront = 'a'\nback = 'b'\n")).original(),
            Some(Original::Same)
        );
    }
}
