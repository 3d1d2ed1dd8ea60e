//! Which decks are found, and what is refused.

mod indexed;

use std::fs;

use super::*;

const HEAD: &str = "[deck]\nid = \"d\"\ntitle = \"D\"\n";
const CARD: &str = "[[card]]\nid = \"x\"\nfront = \"f\"\nback = \"b\"\n";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn every_file_in_decks_is_built_in_and_clean() {
    let mut names: Vec<String> = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/decks"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let mut built_in: Vec<_> = BUILT_IN.iter().map(|(name, _)| (*name).to_owned()).collect();
    built_in.sort();
    assert_eq!(built_in, names);
    let library = Library::load(Path::new("/nowhere"));
    for deck in &library.decks {
        assert_eq!(deck.whole().findings, [], "{}", deck.id());
        assert_eq!(deck.whole().deck.unwritten, [], "{}", deck.id());
    }
    assert_eq!(library.troubles, []);
}

#[test]
fn own_decks_are_found_in_sub_folders_and_win_over_built_in_ones() {
    let own = HEAD.replace("\"d\"", "\"dhcp\"");
    let home = folder(&[
        ("course/week1/a.toml", HEAD),
        ("mine.toml", &own),
        (".git/x.toml", HEAD),
        ("notes.md", ""),
    ]);
    let library = Library::load(home.path());
    assert_eq!(library.decks.len(), BUILT_IN.len() + 1);
    assert!(library.deck("d").is_some());
    assert!(library.deck("dhcp").unwrap().path().is_some());
}

#[test]
fn included_files_are_part_of_their_deck_and_no_decks_of_their_own() {
    let main = format!("{HEAD}include = [\"more/*.toml\"]\n");
    let home = folder(&[("main.toml", &main), ("more/b.toml", CARD)]);
    let library = Library::of(&[home.path().to_path_buf()]);
    assert_eq!(library.decks.len(), 1);
    let deck = &library.decks[0];
    assert_eq!((deck.len(), deck.errors()), (1, 0));
    let (path, line) = deck.place(0).unwrap();
    assert!(path.ends_with("more/b.toml"));
    assert_eq!(line, 1);
}

#[test]
fn an_include_never_leaves_the_folder_nor_goes_in_a_ring() {
    for (pattern, wanted) in [
        ("../secret.toml", "leaves the folder"),
        ("/etc/passwd", "leaves the folder"),
        ("*.toml", "includes the deck itself"),
        ("link/*.toml", "leads out of the folder"),
        ("none/*.toml", "no file matches"),
    ] {
        let main = format!("{HEAD}include = [\"{pattern}\"]\n{CARD}");
        let home = folder(&[("decks/main.toml", &main), ("secret.toml", "x = 1"), ("away/s.toml", "y = 1")]);
        #[cfg(unix)]
        std::os::unix::fs::symlink(home.path().join("away"), home.path().join("decks/link")).unwrap();
        let deck = read_deck(&home.path().join("decks/main.toml")).unwrap();
        assert_eq!(deck.files.len(), 1, "{pattern}");
        assert!(deck.findings.iter().any(|f| f.message.contains(wanted)), "{pattern}: {:?}", deck.findings);
        assert_eq!(deck.deck.questions.len(), 1, "the deck's own cards are still there");
    }
}

#[test]
fn what_is_no_text_is_refused_and_the_other_decks_are_still_there() {
    let home = folder(&[("a.toml", HEAD)]);
    fs::write(home.path().join("b.toml"), b"\xff\xfe").unwrap();
    fs::File::create(home.path().join("c.toml")).unwrap().set_len(LARGEST + 1).unwrap();
    let library =
        Library::of(&[home.path().to_path_buf(), home.path().join("none.toml"), "/dev/null".into()]);
    assert_eq!(library.decks.len(), 1);
    for wanted in
        ["is not UTF-8 text", "is larger than", "there is no such file", "neither a file nor a folder"]
    {
        assert!(
            library.troubles.iter().any(|t| t.to_string().contains(wanted)),
            "{wanted}: {:?}",
            library.troubles
        );
    }
}

const EXAM: &str = "[exam]\nid = \"a-plus-1201\"\ntitle = \"Mine\"\npass = 50\n\
    [[form]]\nid = \"all\"\nquestions = 5\n[[topic]]\ntag = \"x\"\nweight = 1\n";

#[test]
fn exams_lie_among_the_decks_and_are_none() {
    let broken = EXAM.replace("pass = 50", "pass = 500").replace("a-plus-1201", "broken");
    let home = folder(&[("d.toml", HEAD), ("mine.toml", EXAM), ("more/broken.toml", &broken)]);
    let library = Library::load(home.path());
    assert_eq!(library.decks.len(), BUILT_IN.len() + 1);
    assert_eq!(library.exams.len(), EXAMS.len());
    assert_eq!(library.exam("a-plus-1201").unwrap().title, "Mine", "the learner's own wins");
    assert!(library.exam("broken").is_none());
    assert!(
        matches!(&library.troubles[..], [Trouble::BrokenExam { file }] if file.ends_with("broken.toml")),
        "{:?}",
        library.troubles
    );
    let paths = [home.path().to_path_buf()];
    assert_eq!(deck_files(&paths).0, [home.path().join("d.toml")]);
    assert_eq!(exam_files(&paths), [home.path().join("mine.toml"), home.path().join("more/broken.toml")]);
}
