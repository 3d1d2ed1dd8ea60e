//! What is known from the index is what is read from the decks, whatever happens to either.

use std::fs::{self, File, FileTimes, Metadata};
use std::path::{Path, PathBuf};
use std::time::Duration;

use proptest::prelude::*;

use crate::author::{Draft, kind_named};
use crate::card::kinds::KINDS;
use crate::card::{Notes, Question, QuestionKey};
use crate::library::{BUILT_IN, Library, ListedDeck};
use crate::paths::{LOG, Paths};
use crate::source::digest;
use crate::sqlite::rusqlite::{Connection, params};

const LONG: Duration = Duration::from_secs(100);

/// A folder of a learner.
struct Home {
    paths: Paths,
    _folder: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        fs::create_dir_all(data.join("decks/parts")).unwrap();
        // Without a log nothing is kept.
        fs::write(data.join(LOG), "SQLite format 3\0").unwrap();
        Self { paths: Paths { data, config: folder.path().join("config") }, _folder: folder }
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.paths.decks().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn open(&self) -> Library {
        Library::open(&self.paths, &[])
    }

    /// Lets the index be so much younger than all decks that their stamps alone are trusted.
    fn trust_stamps(&self) {
        let index = self.paths.index();
        if let Ok(meta) = fs::metadata(&index) {
            set_time(&index, &meta, LONG);
        }
    }

    /// The learner's own decks as they are read without an index.
    fn read(&self) -> Library {
        Library::of(&[self.paths.decks()])
    }
}

/// Gives the file at `path` the time that `meta` tells, or one `later` than that.
fn set_time(path: &Path, meta: &Metadata, later: Duration) {
    let times = FileTimes::new().set_modified(meta.modified().unwrap() + later);
    File::options().write(true).open(path).unwrap().set_times(times).unwrap();
}

/// Everything that is asked of a question.
fn told(question: &Question) -> String {
    // Where a rule is allowed to be broken is for authors, who read whole decks.
    let notes = Notes { allow: Vec::new(), was: Vec::new(), ..(*question.notes).clone() };
    let Question { key, kind, prompt, answer, body, face, accents, at, .. } = question;
    format!("{key:?} {kind} {prompt:?} {answer:?} {body:?} {face} {notes:?} {accents:?} {at:?}")
}

fn assert_same_deck(known: &ListedDeck, read: &ListedDeck) {
    assert_eq!(known.listing(), read.listing());
    assert!(known.reads_as(read));
    let all = &read.whole().deck.questions;
    assert_eq!(known.len(), all.len());
    for (place, (row, question)) in known.rows().zip(all).enumerate() {
        assert_eq!((row.key(), row.kind()), (question.key.clone(), question.kind));
        assert_eq!((row.tags(), row.at()), (&question.notes.tags[..], question.at.clone()));
        assert_eq!(row.look_alikes(), question.notes.look_alikes);
        assert_eq!(row.is_suspended(), question.notes.suspended);
        let built = known.questions(&[place]).pop().flatten().expect("the question is there");
        assert_eq!(told(&built), told(question));
        assert_eq!(known.place(place), read.place(place));
        assert_eq!(known.wordings().prompt(place), question.prompt);
        assert_eq!(known.wordings().answer(place), question.answer);
    }
    assert_eq!(known.wordings(), read.wordings());
}

fn assert_same(known: &Library, read: &Library) {
    assert_eq!(known.troubles, read.troubles);
    assert_eq!((known.first_error(), known.errors()), (read.first_error(), read.errors()));
    // A deck of the learner's own may stand in the place of a built-in one.
    let own: Vec<_> = known.decks.iter().filter(|deck| deck.path().is_some()).collect();
    assert_eq!(own.len(), read.decks.len());
    for read in &read.decks {
        assert_same_deck(known.deck(read.id()).expect("the deck is known"), read);
    }
}

/// Opens the decks of `home` three times: as they are new, known by their content, and known by their stamps.
fn assert_known(home: &Home) {
    for _ in 0..2 {
        assert_same(&home.open(), &home.read());
    }
    home.trust_stamps();
    assert_same(&home.open(), &home.read());
}

/// Texts of decks: whole ones, those with mistakes, and the ones that hostile input is made of.
fn texts() -> Vec<String> {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/seeds/deck_reader");
    let seeds = fs::read_dir(seeds).unwrap().map(|seed| fs::read_to_string(seed.unwrap().path()).unwrap());
    let kinds = KINDS.iter().map(|kind| kind.example);
    let cards: Vec<String> = kinds.map(|card| format!("[[card]]\n{card}\n")).collect();
    let own = [
        String::new(),
        "[[card]]\nfront = 'no deck'\nback = 'b'\n".to_owned(),
        format!("[deck]\nid = 'd'\ntags = ['t']\naccents = 'count'\nsource = 's'\n{}", cards.concat()),
        format!("{}[deck]\nid = 'last'\ntags = ['t']\n", cards.concat()),
        format!("# \u{fc}\n[lint]\nallow = ['no-id']\n{}[lint.more]\n", cards.concat()),
        "card = [{ front = 'a', back = 'b' }, { front = 'c', back = 'd' }]\n".to_owned(),
        "[[card]]\nfront = 'a'\nback = 'b'\n[[card]]\nfront = 'a'\nback = 'again'\n".to_owned(),
        "[[card]]\nfront = \"\"\"\n[[card]]\nfront = 'x'\"\"\"\nback = 'b'\n[[card]]\nfront='y'\nback='z'".to_owned(),
        "[[table]]\ncolumns=['a','b']\nrows=[['1','2'],['3','4']]\n[[card]]\nfront='f'\nback='b'\n\
         [[table.card]]\nquestion='{a}?'\nanswer='{b}'\n"
            .to_owned(),
        "[deck]\nid='d'\n[[card]]\nid='x'\nfront='f'\nback='b'\nsuspended=true\nlook_alike=['y']\n[deck.more]\n".to_owned(),
        "\u{feff}[deck]\r\nid='crlf'\r\n[[card]]\r\nfront='f'\r\nback='b'\r\n[[card]]\r\nfront='g'\r\nback='h'".to_owned(),
    ];
    seeds.chain(own).collect()
}

#[test]
fn a_deck_that_is_known_is_the_deck_that_is_read() {
    let home = Home::new();
    let built_in = BUILT_IN.iter().map(|(_, text)| (*text).to_owned());
    for text in built_in.chain(texts()) {
        home.write("d.toml", &text);
        assert_known(&home);
    }
}

#[test]
fn a_deck_of_several_files_is_known_by_all_of_them() {
    let home = Home::new();
    let main =
        "[deck]\nid = 'd'\ntags = ['t']\ninclude = ['parts/*.toml']\n[[card]]\nfront = 'm'\nback = 'm'\n";
    home.write("d.toml", main);
    home.write("parts/a.toml", "[[card]]\nfront = 'a'\nback = 'a'\n");
    assert_known(&home);
    let part = home.write("parts/b.toml", "[[card]]\nfront = 'b'\nback = 'b'\n");
    assert_known(&home);
    assert_eq!(home.open().deck("d").unwrap().len(), 3);
    fs::write(&part, "[[card]]\nfront = 'B'\nback = 'b'\n").unwrap();
    assert_known(&home);
    fs::remove_file(part).unwrap();
    assert_known(&home);
    home.write("d.toml", &main.replace("include", "# include"));
    assert_known(&home);
    assert!(home.open().deck("a").is_some(), "what nobody includes is a deck of its own");
}

#[test]
fn a_question_is_built_without_reading_its_deck() {
    let home = Home::new();
    let card = |nth: usize| format!("[[card]]\nid = 'c{nth}'\nquestion = 'q{nth}'\nanswer = 'word{nth}'\n");
    let path =
        home.write("d.toml", &("[deck]\nid = 'd'\n".to_owned() + &(0..100).map(card).collect::<String>()));
    home.open();
    home.trust_stamps();
    let library = home.open();
    // What comes before and behind it may be anything by now.
    let text = fs::read_to_string(&path).unwrap();
    let (start, end) = (text.find("id = 'c50'").unwrap(), text.find("[[card]]\nid = 'c51'").unwrap());
    let other: String = text.bytes().map(|byte| if byte == b'\n' { '\n' } else { '#' }).collect();
    let start = start - "[[card]]\n".len();
    fs::write(&path, [&other[..start], &text[start..end], &other[end..]].concat()).unwrap();
    let key = QuestionKey::from_stored("d/c50");
    assert_eq!(library.question(&key).unwrap().answer, "word50");
    assert_eq!(library.deck("d").unwrap().wordings().rivals().len(), 100, "how decks read is kept as well");
    assert!(library.question(&QuestionKey::from_stored("d/c51")).is_none(), "what is gone is not made up");
}

#[test]
fn whatever_is_wrong_with_the_index_the_decks_are_read() {
    let home = Home::new();
    home.write("d.toml", "[deck]\nid = 'd'\n[[card]]\nfront = 'f'\nback = 'b'\n");
    home.open();
    let whole = fs::read(home.paths.index()).unwrap();
    let mut spoilt = vec![Vec::new(), b"no database".to_vec(), whole[..whole.len() / 2].to_vec()];
    spoilt.extend((0..whole.len()).step_by(whole.len() / 120).map(|at| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        bytes
    }));
    for bytes in spoilt {
        fs::write(home.paths.index(), bytes).unwrap();
        home.trust_stamps();
        assert_same(&home.open(), &home.read());
    }
    fs::remove_file(home.paths.index()).unwrap();
    fs::create_dir(home.paths.index()).unwrap();
    assert_same(&home.open(), &home.read());
}

#[test]
fn an_index_that_tells_what_no_deck_says_is_noticed() {
    let home = Home::new();
    home.write("d.toml", "[deck]\nid = 'd'\ntitle = 'Mine'\n[[card]]\nfront = 'f'\nback = 'b'\n");
    let agrees = || Library::load(&home.paths.decks()).index_agrees(&home.paths);
    assert_eq!(agrees(), None);
    home.open();
    assert_eq!(agrees(), Some(true));
    let index = Connection::open(home.paths.index()).unwrap();
    let find = "SELECT path, record FROM deck WHERE path LIKE '%d.toml' AND path NOT LIKE 'built-in%'";
    let (path, mut record): (String, Vec<u8>) =
        index.query_row(find, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let title = record.windows(4).position(|bytes| bytes == b"Mine").unwrap();
    record[title..title + 4].copy_from_slice(b"Ours");
    let checksum = digest(0, &record).cast_signed();
    let change = "UPDATE deck SET record = ?2, checksum = ?3 WHERE path = ?1";
    index.execute(change, params![path, record, checksum]).unwrap();
    assert_eq!(agrees(), Some(false));
}

#[test]
fn wordings_that_were_lost_are_kept_again() {
    let home = Home::new();
    home.write("d.toml", "[deck]\nid = 'd'\n[[card]]\nfront = 'f'\nback = 'b'\n");
    home.open();
    let index = Connection::open(home.paths.index()).unwrap();
    let count = "SELECT count(*) FROM wording WHERE path LIKE '%d.toml' AND path NOT LIKE 'built-in%'";
    let kept = || index.query_row(count, [], |row| row.get::<_, i64>(0)).unwrap();
    index.execute_batch("DELETE FROM wording").unwrap();
    assert_eq!(home.open().deck("d").unwrap().wordings().answer(0), "b");
    assert_eq!(kept(), 1);
}

#[test]
fn an_index_that_another_window_writes_is_left_to_it() {
    let home = Home::new();
    home.write("d.toml", "[deck]\nid = 'd'\n[[card]]\nfront = 'f'\nback = 'b'\n");
    home.open();
    let before = fs::read(home.paths.index()).unwrap();
    let other = Connection::open(home.paths.index()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    home.write("d.toml", "[deck]\nid = 'd'\n[[card]]\nfront = 'g'\nback = 'b'\n");
    assert_same(&home.open(), &home.read());
    assert_eq!(fs::read(home.paths.index()).unwrap(), before);
    other.execute_batch("ROLLBACK").unwrap();
    assert_known(&home);
}

#[test]
fn a_deck_with_a_card_that_was_added_is_the_deck_that_is_read() {
    let kind = kind_named("flip").unwrap();
    let card = |front: &str| {
        let mut draft = Draft::new(kind);
        draft.set(Draft::key(kind, "front").unwrap(), vec![front.to_owned()]);
        draft.set(Draft::key(kind, "back").unwrap(), vec!["b".to_owned()]);
        draft.set(Draft::key(kind, "reverse").unwrap(), vec!["true".to_owned()]);
        draft
    };
    let home = Home::new();
    for text in texts() {
        let path = home.write("d.toml", &text);
        home.open();
        let mut library = home.open();
        let before = library.deck_at(&path).map(ListedDeck::digest);
        for front in ["What is new?", "What is new?", "\u{e9}t\u{e9}"] {
            match library.add_card(&path, &card(front)) {
                Ok(Some((keys, keeping))) => {
                    assert_eq!(keys.len(), 2);
                    assert_same(&home.open(), &home.read());
                    keeping.keep(&home.paths.index());
                }
                // It has to be read as a whole for that, and nothing was written.
                Ok(None) => assert_eq!(home.open().deck_at(&path).map(ListedDeck::digest), before),
                Err(error) => panic!("{error}"),
            }
            assert_same(&library, &home.read());
            assert_same(&home.open(), &home.read());
        }
        home.trust_stamps();
        assert_same(&home.open(), &home.read());
    }
}

/// What may happen to the decks between two starts.
#[derive(Debug, Clone)]
enum Happening {
    Write(usize, usize),
    Remove(usize),
    Move(usize, usize),
    Touch(usize),
    /// Another text of the same length, and the time of before.
    Restore(usize),
    TrustStamps,
}

fn happening() -> impl Strategy<Value = Happening> {
    let file = 0..FILES.len();
    prop_oneof![
        (file.clone(), 0..8_usize).prop_map(|(file, text)| Happening::Write(file, text)),
        file.clone().prop_map(Happening::Remove),
        (file.clone(), file.clone()).prop_map(|(from, to)| Happening::Move(from, to)),
        file.clone().prop_map(Happening::Touch),
        file.prop_map(Happening::Restore),
        Just(Happening::TrustStamps),
    ]
}

const FILES: [&str; 5] = ["a.toml", "b.toml", "parts/c.toml", "parts/d.toml", ".hidden.toml"];

fn text(nth: usize) -> String {
    let card = format!("[[card]]\nid = 'x{nth}'\nfront = 'f{nth}'\nback = 'b'\n");
    match nth {
        0..3 => card,
        3 => format!("[deck]\nid = 'd'\ninclude = 'parts/*.toml'\n{card}"),
        4 => format!("[deck]\nid = 'd'\n{card}"),
        5 => format!("[deck]\nid = 'e'\ninclude = ['c.toml', '../a.toml']\n{card}"),
        6 => "[exam]\nid = 'x'\ntitle = 'X'\n".to_owned(),
        _ => "[[card]\nfront = ".to_owned(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_between_two_starts_the_second_sees_it(happenings in prop::collection::vec(happening(), 1..24)) {
        let home = Home::new();
        for happening in happenings {
            let path = |file: usize| home.paths.decks().join(FILES[file]);
            match happening {
                Happening::Write(file, nth) => drop(home.write(FILES[file], &text(nth))),
                Happening::Remove(file) => drop(fs::remove_file(path(file))),
                Happening::Move(from, to) => drop(fs::rename(path(from), path(to))),
                Happening::Touch(file) => {
                    let Ok(meta) = fs::metadata(path(file)) else { continue };
                    set_time(&path(file), &meta, Duration::from_secs(1));
                }
                Happening::Restore(file) => {
                    let Ok(before) = fs::read_to_string(path(file)) else { continue };
                    let meta = fs::metadata(path(file)).unwrap();
                    fs::write(path(file), before.replace("'f", "'g").replace("id = 'd'", "id = 'f'")).unwrap();
                    set_time(&path(file), &meta, Duration::ZERO);
                }
                Happening::TrustStamps => {
                    home.trust_stamps();
                    continue;
                }
            }
            assert_same(&home.open(), &home.read());
        }
    }
}
