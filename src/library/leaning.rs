//! Which decks lean on others: they ask the rows of their tables, or show pictures that lie with them.

use std::path::Path;

use super::media::pictures_in;
use super::{Library, ListedDeck, built_in};
use crate::picture::{folder_of, local};

/// What a deck would miss of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missed {
    /// The rows of the deck with this id.
    Rows(String),
    /// So many pictures.
    Pictures(usize),
}

impl ListedDeck {
    /// The ids of the decks whose rows it asks.
    pub fn lenders(&self) -> impl Iterator<Item = &str> {
        self.drawn().iter().map(|(id, _)| id.as_str())
    }
}

impl Library {
    /// What the decks that stay would miss if `entry`, a file or folder among the learner's decks, was gone: the id of each, and
    /// what it is.
    pub fn missed_without(&self, entry: &Path) -> Vec<(String, Missed)> {
        let mut missing = Vec::new();
        for deck in self.decks.iter().filter(|deck| !deck.path().is_some_and(|path| path.starts_with(entry)))
        {
            let rows = deck.lenders().filter(|id| self.goes_with(deck, id, entry));
            let missed = rows.map(|id| Missed::Rows(id.to_owned())).chain(pictures_below(deck, entry));
            missing.extend(missed.map(|missed| (deck.id().to_owned(), missed)));
        }
        missing
    }

    /// Whether the rows of the deck `id` that `deck` asks are gone with `entry`. A built-in deck takes the place of its copy.
    fn goes_with(&self, deck: &ListedDeck, id: &str, entry: &Path) -> bool {
        let lender = || self.lenders(deck.path(), [id]).pop();
        built_in(id).is_none()
            && lender().is_some_and(|lender| lender.path().is_some_and(|path| path.starts_with(entry)))
    }
}

/// How many pictures of `deck` lie in `entry`, or in the folder of media that goes with it.
fn pictures_below(deck: &ListedDeck, entry: &Path) -> Option<Missed> {
    let home = deck.path()?.parent()?;
    // Nearly no deck lies where it could show them, so nearly none is read.
    if !entry.starts_with(home) {
        return None;
    }
    let media = folder_of(entry);
    let pictures = pictures_in(deck.whole());
    let places = pictures.keys().filter_map(|name| Some(home.join(local(name).ok()?)));
    let below = places.filter(|place| {
        place.is_file() && (place.starts_with(entry) || entry.is_file() && place.starts_with(&media))
    });
    let count = below.count();
    (count > 0).then_some(Missed::Pictures(count))
}

#[cfg(test)]
mod tests {
    use fs_err as fs;

    use super::*;

    const LENDER: &str = "[deck]\nid='ports'\ntitle='Ports'\n[[table]]\nid='port'\ncolumns=['s', 'p']\n\
                          rows=[['SSH', 22]]\n[[table.card]]\nid='n'\nquestion='{s}?'\nanswer='{p}'\n";
    const DRAWING: &str = "[deck]\nid='net'\ntitle='Net'\n[[table]]\nid='all'\nrows='ports/port'\n\
                           [[table.card]]\nid='w'\nquestion='What has {s}?'\nanswer='{p}'\n";
    const SHOWING: &str = "[deck]\nid='show'\ntitle='Show'\n[[card]]\nid='a'\nfront='![a](ports.media/a.png)'\n\
                           back='![b](own.media/b.png) ![c](ports.media/gone.png)'\n";

    #[test]
    fn decks_that_lean_on_what_goes_are_told_with_what_they_would_miss() {
        let home = tempfile::tempdir().unwrap();
        let own = home.path();
        fs::create_dir_all(own.join("pack")).unwrap();
        for folder in ["ports.media", "own.media"] {
            fs::create_dir(own.join(folder)).unwrap();
            for name in ["a.png", "b.png"] {
                fs::write(own.join(folder).join(name), "").unwrap();
            }
        }
        for (name, text) in [("ports.toml", LENDER), ("pack/net.toml", DRAWING), ("show.toml", SHOWING)] {
            fs::write(own.join(name), text).unwrap();
        }
        let missed = |library: &Library, name: &str| library.missed_without(&own.join(name));
        let library = Library::load(own);
        let rows = ("net".to_owned(), Missed::Rows("ports".to_owned()));
        let picture = ("show".to_owned(), Missed::Pictures(1));
        let mut found = missed(&library, "ports.toml");
        found.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(found, [rows, picture.clone()]);
        assert_eq!(missed(&library, "ports.media"), std::slice::from_ref(&picture));
        assert_eq!(missed(&library, "pack"), [], "nothing leans on it");
        assert_eq!(missed(&library, "show.toml"), [], "its own are no loss");
        // The built-in deck of that name lends its rows then.
        fs::write(own.join("ports.toml"), LENDER.replace("id='ports'", "id='core-ports'")).unwrap();
        fs::write(own.join("pack/net.toml"), DRAWING.replace("ports/", "core-ports/")).unwrap();
        assert_eq!(missed(&Library::load(own), "ports.toml"), [picture]);
    }
}
