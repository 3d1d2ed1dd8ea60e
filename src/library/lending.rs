//! Decks that lend rows to others: a table may ask the rows of another deck.
//!
//! A deck is first read alone, which tells whose rows it asks. Where it asks any, it is read once more with these at hand.

use std::path::{Path, PathBuf};

use super::files::{matches_pattern, read_alone, read_text};
use super::{BUILT_IN, Library, ListedDeck, LoadedDeck, builtin};
use crate::deck;
use crate::source::{Code, Located, SourceFile};

/// Files of a folder that are looked at for a deck of an id.
const MOST_BESIDE: usize = 200;

impl LoadedDeck {
    /// The deck with the rows that its tables ask of `lenders`; one that asks none is left as it is.
    #[must_use]
    pub fn drawing(self, lenders: &[ListedDeck]) -> Self {
        if self.deck.draws.is_empty() {
            return self;
        }
        // What was found before its texts were read.
        let extra = self.findings.into_iter().filter(|finding| finding.code == Code::BAD_INCLUDE).collect();
        let lend = |id: &str| lenders.iter().find(|deck| deck.id() == id).and_then(ListedDeck::texts);
        let read = deck::parse_drawing(&self.files, &lend);
        let drawn = drawn(&read.0.draws, lenders);
        Self { drawn, ..Self::of_read(self.path, self.files, read, extra) }
    }
}

/// The id of each deck that is drawn from and a number that stands for its texts; 0 where there is none.
pub(super) fn drawn(draws: &[Located<String>], lenders: &[ListedDeck]) -> Vec<(String, u64)> {
    let of = |id: &str| lenders.iter().find(|deck| deck.id() == id).map_or(0, ListedDeck::own_digest);
    draws.iter().map(|id| (id.value.clone(), of(&id.value))).collect()
}

impl Library {
    /// The decks of these ids as one at `path` finds them: beside it, then among these, the learner's own before the
    /// built-in ones. Those that are nowhere are left out.
    pub fn lenders<'a>(
        &self,
        path: Option<&Path>,
        ids: impl IntoIterator<Item = &'a str>,
    ) -> Vec<ListedDeck> {
        ids.into_iter().filter_map(|id| self.lender(path, id)).collect()
    }

    fn lender(&self, path: Option<&Path>, id: &str) -> Option<ListedDeck> {
        let known = self.deck(id);
        let Some(path) = path else { return known.cloned().or_else(|| built_in(id)) };
        let is_beside = |deck: &&ListedDeck| deck.path().is_some_and(|other| other.parent() == path.parent());
        // Of decks that lie in one folder all are known, or none but those that were named.
        let is_listed = || self.decks.iter().any(|deck| deck.path().is_some_and(|own| own == path));
        known.filter(is_beside).cloned().or_else(|| {
            let own = known.filter(|deck| deck.path().is_some() && is_listed());
            own.cloned().or_else(|| beside(path, id)).or_else(|| known.cloned()).or_else(|| built_in(id))
        })
    }

    /// `deck` with the rows that its tables ask of others.
    pub fn lend(&self, deck: LoadedDeck) -> LoadedDeck {
        let draws: Vec<String> = deck.deck.draws.iter().map(|id| id.value.clone()).collect();
        let lenders = self.lenders(deck.path.as_deref(), draws.iter().map(String::as_str));
        deck.drawing(&lenders)
    }
}

/// A deck that was read alone, with the rows of decks that lie beside it, or are built in.
pub(super) fn with_neighbours(deck: LoadedDeck) -> LoadedDeck {
    let lenders = deck.deck.draws.iter().filter_map(|id| {
        let beside = deck.path.as_ref().and_then(|path| beside(path, &id.value));
        beside.or_else(|| built_in(&id.value))
    });
    let lenders: Vec<ListedDeck> = lenders.collect();
    deck.drawing(&lenders)
}

/// The deck of that id whose main file lies in the folder of `path`.
pub(super) fn beside(path: &Path, id: &str) -> Option<ListedDeck> {
    let file = file_beside(path, id)?;
    Some(ListedDeck::of(read_alone(&file, read_text(&file).ok()?, &[])))
}

/// Its file: mostly it is called after the id.
pub(super) fn file_beside(path: &Path, id: &str) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let named = folder.join(format!("{id}.toml"));
    if named != path && has_deck(&named, id) {
        return Some(named);
    }
    let entries = std::fs::read_dir(folder).ok()?.filter_map(Result::ok).take(MOST_BESIDE);
    let decks = entries.filter(|entry| matches_pattern(&entry.file_name().to_string_lossy(), "*.toml"));
    let mut files: Vec<PathBuf> = decks.map(|entry| entry.path()).collect();
    files.sort();
    files.into_iter().find(|file| file != path && has_deck(file, id))
}

/// Whether the file at `path` is the main file of the deck of that id.
fn has_deck(path: &Path, id: &str) -> bool {
    read_text(path).is_ok_and(|text| text.contains(id) && deck_id(path, &text) == id)
}

/// The id of the deck in `text`, the file at `path`.
fn deck_id(path: &Path, text: &str) -> String {
    let head = text.find("\n[[").map_or(text, |end| &text[..=end]);
    let file = SourceFile { name: path.to_string_lossy().into_owned(), text: head.to_owned() };
    deck::parse(&[file]).0.id
}

fn built_in(id: &str) -> Option<ListedDeck> {
    let (name, text) = BUILT_IN.iter().find(|(name, _)| *name == id)?;
    Some(ListedDeck::of(builtin::read(name, text)))
}

#[cfg(test)]
mod tests {
    use fs_err as fs;

    use super::*;
    use crate::card::QuestionKey;
    use crate::library::{Watch, read_deck};
    use crate::paths::{LOG, Paths};

    const LENDER: &str = "[deck]\nid='ports'\ntitle='Ports'\n[[table]]\nid='port'\ncolumns=['s', 'p']\n\
                          rows=[['SSH', 22], ['Telnet', 23]]\n[[table.card]]\nid='n'\nquestion='{s}?'\nanswer='{p}'\n";
    const DRAWING: &str = "[deck]\nid='net'\ntitle='Net'\n[[card]]\nid='c'\nfront='f'\nback='b'\n\
                           [[table]]\nid='all'\nrows='ports/port'\n\
                           [[table.card]]\nid='w'\nquestion='What has {s}?'\nanswer='{p}'\n";

    /// A home with these decks and a log, so that an index is kept.
    fn home(files: &[(&str, &str)]) -> (tempfile::TempDir, Paths) {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths { data: folder.path().to_path_buf(), config: folder.path().to_path_buf() };
        fs::create_dir_all(paths.decks()).unwrap();
        for (name, text) in files {
            fs::create_dir_all(paths.decks().join(name).parent().unwrap()).unwrap();
            fs::write(paths.decks().join(name), text).unwrap();
        }
        fs::write(paths.data.join(LOG), "SQLite format 3\0").unwrap();
        (folder, paths)
    }

    fn answers(library: &Library) -> Vec<String> {
        let rows = library.deck("net").unwrap().rows().collect::<Vec<_>>();
        let told = |question: crate::card::Question| format!("{} {}", question.key, question.answer);
        // Each is built by itself, as a session does.
        rows.iter().flat_map(|row| library.build(&[*row])).map(told).collect()
    }

    const ALL: [&str; 3] = ["net/c b", "net/all/SSH#w 22", "net/all/Telnet#w 23"];

    #[test]
    fn rows_are_found_in_whatever_order_decks_are_read_and_with_the_index_as_without() {
        for (lender, drawing) in [("a.toml", "b.toml"), ("b.toml", "a.toml"), ("x/a.toml", "y/b.toml")] {
            let (_folder, paths) = home(&[(lender, LENDER), (drawing, DRAWING)]);
            for _ in 0..3 {
                let library = Library::open(&paths, &[]);
                assert_eq!(answers(&library), ALL);
                assert_eq!((library.deck("net").unwrap().errors(), library.errors()), (0, 0));
                let read = Library::load(&paths.decks());
                assert!(library.reads_as(&read));
                assert_ne!(read.index_agrees(&paths), Some(false));
            }
        }
    }

    #[test]
    fn what_is_saved_in_the_lender_is_asked_by_the_drawing_deck_that_did_not_change() {
        let (_folder, paths) = home(&[("ports.toml", LENDER), ("net.toml", DRAWING)]);
        let before = Library::open(&paths, &[]);
        fs::write(paths.decks().join("ports.toml"), LENDER.replace("23]", "24], ['SMTP', 25]")).unwrap();
        let after = Library::open(&paths, &[]);
        assert_eq!(
            answers(&after),
            ["net/c b", "net/all/SSH#w 22", "net/all/Telnet#w 24", "net/all/SMTP#w 25"]
        );
        assert!(!after.deck("net").unwrap().reads_as(before.deck("net").unwrap()));
        assert_ne!(after.deck("net").unwrap().digest(), before.deck("net").unwrap().digest());
        fs::remove_file(paths.decks().join("ports.toml")).unwrap();
        let without = Library::open(&paths, &[]);
        assert_eq!((answers(&without), without.errors()), (vec![ALL[0].to_owned()], 1));
        fs::write(paths.decks().join("ports.toml"), LENDER).unwrap();
        assert_eq!(answers(&Library::open(&paths, &[])), ALL);
    }

    #[test]
    fn a_deck_alone_finds_the_other_beside_it_or_among_the_built_in_ones() {
        let (_folder, paths) = home(&[("other-name.toml", LENDER), ("net.toml", DRAWING)]);
        let path = paths.decks().join("net.toml");
        assert_eq!(read_deck(&path).unwrap().deck.questions.len(), 3);
        let named = Library::load_with(&paths.data.join("none"), std::slice::from_ref(&path));
        assert_eq!(answers(&named), ALL, "also where only its file was named");
        fs::write(
            &path,
            DRAWING.replace("ports/port", "core-ports/port").replace("{s}", "that").replace("{p}", "this"),
        )
        .unwrap();
        let deck = read_deck(&path).unwrap();
        assert!(deck.deck.questions.len() > 10 && deck.errors() == 0, "{:?}", deck.findings);
    }

    #[test]
    fn two_decks_that_ask_each_others_rows_are_read_once_each() {
        let back = LENDER.to_owned()
            + "[[table]]\nid='back'\nrows='net/own'\n[[table.card]]\nid='b'\nquestion='{x}?'\nanswer='{x}'\n";
        let drawing = DRAWING.to_owned()
            + "[[table]]\nid='own'\ncolumns=['x']\nrows=[['y']]\n[[table.card]]\nid='o'\nquestion='{x}!'\nanswer='1'\n";
        let (_folder, paths) = home(&[("ports.toml", &back), ("net.toml", &drawing)]);
        for _ in 0..2 {
            let library = Library::open(&paths, &[]);
            assert_eq!(library.errors(), 0);
            assert!(library.question(&QuestionKey::from_stored("ports/back/y#b")).is_some());
            assert!(library.question(&QuestionKey::from_stored("net/all/SSH#w")).is_some());
        }
    }

    #[test]
    fn a_save_of_the_lender_beside_a_deck_that_was_named_is_noticed() {
        let (_folder, paths) = home(&[("ports.toml", LENDER), ("net.toml", DRAWING)]);
        let mut watch = Watch::start(&[paths.decks().join("net.toml")]).unwrap();
        fs::write(paths.decks().join("ports.toml"), LENDER.replace("22", "2222")).unwrap();
        let mut polled = 0;
        while !watch.pending() {
            std::thread::sleep(std::time::Duration::from_millis(20));
            polled += 1;
            assert!(polled < 1000, "nothing was noticed");
        }
    }
}
