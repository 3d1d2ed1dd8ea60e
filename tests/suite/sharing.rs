//! Decks that are handed on, and taken in.

use std::fs;
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::home::Home;
use super::terminal::Terminal;

const NETS: &str = "tests/transcripts/share.in/nets";

fn zip_of(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn progress_survives_removing_a_deck_and_adding_it_again() {
    let home = Home::new();
    assert_eq!(home.run(&["decks", "add", NETS]).status, 0);
    assert_eq!(home.run_with(&["study", "nets", "--limit", "1"], "67\n3\n").status, 0);
    let known = |home: &Home| {
        let cards = home.json(&["cards", "nets", "--json"]);
        cards.as_array().unwrap().iter().filter(|card| card["state"] != "new").count()
    };
    assert_eq!(known(&home), 1);
    let run = home.run(&["decks", "remove", "nets", "--yes"]);
    assert!(run.status == 0 && run.out.contains("The progress stays in the log"), "{}{}", run.out, run.err);
    assert_eq!(home.run(&["cards", "nets"]).status, 2);
    let trash = home.data().join("trash/nets-2026-03-02T09-00-00Z");
    assert!(trash.join("parts/clients.toml").is_file());
    // Also from the trash.
    assert_eq!(home.run(&["decks", "add", trash.to_str().unwrap()]).status, 0);
    assert_eq!(known(&home), 1);
    let entries = fs::read_dir(home.data().join("decks")).unwrap();
    let names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names, ["nets-2026-03-02T09-00-00Z"], "nothing else is left behind");
}

#[test]
fn a_deck_that_asks_the_rows_of_another_brings_it_along_or_names_it() {
    let lender = "[deck]\nid = 'ports'\ntitle = 'Ports'\n[[table]]\nid = 'port'\ncolumns = ['service', 'port']\n\
                  rows = [['SSH', 22], ['Telnet', 23]]\n[[table.card]]\nid = 'n'\nquestion = '{service}?'\nanswer = '{port}'\n";
    let drawing = |rows: &str| {
        format!(
            "[deck]\nid = 'net'\ntitle = 'Net'\n[[table]]\nid = 'all'\nrows = '{rows}/port'\n\
             [[table.card]]\nid = 'w'\nquestion = 'Which port has {{service}}?'\nanswer = '{{port}}'\n"
        )
    };
    let home = Home::new();
    let alone = home.write("alone.zip", zip_of(&[("net.toml", &drawing("ports"))]));
    let run = home.run(&["decks", "add", &alone]);
    assert!(run.status == 1 && run.out.contains("there is no deck `ports`"), "{}", run.out);
    home.write("ports.toml", lender);
    let net = home.write("net.toml", drawing("ports"));
    let run = home.run(&["decks", "add", &net, "--as", "mine"]);
    let came = "Added `mine`: 2 decks, 4 questions.\n`mine` asks the rows of `ports`, which came with it.\n";
    assert!(run.status == 0 && run.out.starts_with(came), "{}{}", run.out, run.err);
    assert_eq!(home.json(&["cards", "mine", "--json"]).as_array().unwrap().len(), 2);
    let run = home.run(&["decks", "add", &net]);
    let there =
        "Added `net`: 1 deck, 2 questions.\n`net` asks the rows of `ports`, which is there already.\n";
    assert!(run.status == 0 && run.out.starts_with(there), "{}{}", run.out, run.err);
}

#[test]
fn a_zip_is_told_what_is_wrong_with_it_before_it_is_in() {
    let home = Home::new();
    let bad = "[deck]\nid = 'x'\ntitle = 'X'\n[[card]]\nfront = 'f'\n";
    let good = "[deck]\nid = 'dhcp'\ntitle = 'X'\n[[card]]\nid = 'c'\nfront = 'f'\nback = 'b'\n";
    let broken = home.write("broken.zip", zip_of(&[("x.toml", bad)]));
    let run = home.run(&["decks", "add", &broken]);
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.out.contains("error[missing-key]") && run.out.contains("broken/x.toml:4:1"), "{}", run.out);
    assert!(run.err.contains("nothing was added"), "{}", run.err);
    assert!(!home.data().join("decks/broken").exists());
    assert_eq!(home.run(&["decks", "add", &broken, "--force"]).status, 0);
    let evil = home.write("evil.zip", zip_of(&[("a.toml", good), ("../../evil.toml", good)]));
    let run = home.run(&["decks", "add", &evil]);
    assert_eq!((run.status, run.out.as_str()), (3, ""));
    assert!(
        run.err.starts_with("error: the entry `../../evil.toml` leads out of its folder\nhelp: "),
        "{}",
        run.err
    );
    let empty = home.write("empty.zip", zip_of(&[("a.txt", good)]));
    assert_eq!(home.run(&["decks", "add", &empty]).status, 2);
    // Two decks of one id in it are refused, and so is an id that a deck has, a built-in one too.
    let twice = home.write("twice.zip", zip_of(&[("a.toml", good), ("b.toml", good)]));
    let run = home.run(&["decks", "add", &twice]);
    assert_eq!(run.status, 1);
    assert!(run.out.contains("`dhcp` of `twice/a.toml` is taken by the built-in deck."), "{}", run.out);
    assert!(
        run.out.contains("The deck id `dhcp` of `twice/b.toml` is taken by `twice/a.toml`"),
        "{}",
        run.out
    );
    let once = home.write("once.zip", zip_of(&[("once-main/a.toml", good), ("once-main/b.png", "picture")]));
    assert_eq!(home.run(&["decks", "add", &once, "--replaces", "dhcp"]).status, 0);
    assert!(home.data().join("decks/once/b.png").is_file());
    let again = home.write("again.zip", zip_of(&[("a.toml", good)]));
    let run = home.run(&["decks", "add", &again]);
    assert!(run.status == 1 && run.out.contains("is taken by `"), "{}{}", run.out, run.err);
}

const MINE: &str = "# mine
[deck]   # head
id    = \"dhcp\"  # its name
title = \"Mine\"

[[card]]
id    = \"name\"
front = \"How deep is the lake?\"
back  = \"Forty metres\"

[[card]]
id       = \"stands-for\"
question = \"What does DHCP stand for\"
answer   = \"Dynamic Host Configuration Protocol\"
";

/// The names of the questions of a deck that are not new.
fn known(home: &Home, deck: &str) -> Vec<String> {
    let cards = home.json(&["cards", deck, "--json"]);
    let known = cards.as_array().unwrap().iter().filter(|card| card["state"] != "new");
    known.map(|card| card["key"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_id_that_is_taken_is_refused_whatever_is_forced() {
    let home = Home::new();
    let mine = home.write("mine.toml", MINE);
    home.write("data/decks/own.toml", "[deck]\nid = 'own'\ntitle = 'Own'\n");
    let own = home.write("theirs.toml", MINE.replace("\"dhcp\"", "\"own\""));
    for (file, id) in [(&mine, "dhcp"), (&own, "own")] {
        for force in [&["--force"][..], &[]] {
            let run = home.run(&[&["decks", "add", file], force].concat());
            assert_eq!(run.status, 1, "{run:?}");
            assert!(run.out.contains(&format!("The deck id `{id}` of")), "{run:?}");
            assert!(run.err.contains("--as NEW-ID") && run.err.contains("--replaces"), "{run:?}");
        }
    }
    let names: Vec<_> =
        fs::read_dir(home.data().join("decks")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["own.toml"]);
}

#[test]
fn another_id_is_written_into_the_copy_and_nothing_else_changes() {
    let home = Home::new();
    let mine = home.write("mine.toml", MINE);
    let run = home.run(&["decks", "add", &mine, "--as", "my-dhcp"]);
    assert!(run.status == 0 && run.out.contains("examdrill study my-dhcp"), "{run:?}");
    let copy = fs::read_to_string(home.data().join("decks/my-dhcp/mine.toml")).unwrap();
    assert_eq!(copy, MINE.replace("\"dhcp\"", "\"my-dhcp\""));
    assert_eq!(fs::read_to_string(&mine).unwrap(), MINE);
    assert_eq!(home.run(&["decks", "add", &mine, "--as", "dns"]).status, 1, "that one is taken, too");
    assert_eq!(home.run(&["decks", "add", &mine, "--as", "no id"]).status, 2);
    let bare = home.write("bare.toml", "[[card]]\nfront = 'f'\nback = 'b'\n");
    assert_eq!(home.run(&["decks", "add", &bare, "--as", "bare-2"]).status, 0);
    assert_eq!(home.run(&["cards", "bare-2"]).status, 0);
}

#[test]
fn a_deck_that_replaces_another_takes_the_progress_of_likely_successors_only() {
    let home = Home::new();
    assert_eq!(
        home.run_with(&["study", "dhcp", "--limit", "1"], "Dynamic Host Configuration Protocol\n3\n").status,
        0
    );
    assert_eq!(known(&home, "dhcp"), ["dhcp/name"]);
    let mine = home.write("mine.toml", MINE);
    assert_eq!(home.run(&["decks", "add", &mine, "--replaces", "dns"]).status, 2, "it is no `dns`");
    let run = home.run(&["decks", "add", &mine, "--replaces", "dhcp"]);
    assert!(run.status == 0 && run.err.contains("the progress of 1 question rests"), "{run:?}");
    assert_eq!(known(&home, "dhcp"), ["dhcp/stands-for"], "not what has the name now");
    assert_eq!(home.run(&["decks", "remove", "mine", "--yes"]).status, 0);
    assert_eq!(known(&home, "dhcp"), ["dhcp/name"], "the built-in one is back, and so is its progress");
    // One's own makes room as well, and is not lost.
    assert_eq!(home.run(&["decks", "add", &mine, "--replaces", "dhcp"]).status, 0);
    let run = home.run(&["decks", "add", &mine, "--replaces", "dhcp"]);
    assert!(run.status == 0 && run.err.contains("what it replaces lies in"), "{run:?}");
    assert_eq!(known(&home, "dhcp"), ["dhcp/stands-for"]);
}

#[test]
fn a_terminal_is_asked_before_anything_is_removed() {
    let home = Home::new();
    assert_eq!(home.run(&["decks", "add", NETS]).status, 0);
    let deck = home.data().join("decks/nets");
    for (answer, told, stays) in
        [("<enter>", "Nothing was removed.", true), ("yes<enter>", "Removed `nets`", false)]
    {
        let mut terminal = Terminal::run(home.folder.path(), &["decks", "remove", "nets"]);
        terminal.wait_for("Remove `nets` (1 deck, 2 questions)? [y/N]");
        terminal.press(answer);
        terminal.wait_for(told);
        assert!(terminal.wait_exit().success());
        assert_eq!(deck.exists(), stays);
    }
}

#[test]
fn a_package_of_several_decks_is_only_removed_by_its_own_name_or_with_all_of_them_named() {
    let home = Home::new();
    for id in ["pk1", "pk2"] {
        let text = format!("[deck]\nid = '{id}'\ntitle = 'I'\n[[card]]\nid = 'c'\nfront = 'f'\nback = 'b'\n");
        home.write(&format!("pk/{id}.toml"), text);
    }
    let package = home.folder.path().join("pk").display().to_string();
    assert_eq!(home.run(&["decks", "add", &package]).status, 0);
    let run = home.run(&["decks", "remove", "pk1", "--yes"]);
    assert_eq!(run.status, 2, "{run:?}");
    for told in ["`pk1` is one of the decks of `pk`", "`pk1`, `pk2`", "examdrill decks remove pk --yes"] {
        assert!(run.err.contains(told), "{told}: {}", run.err);
    }
    let mut terminal = Terminal::run(home.folder.path(), &["decks", "remove", "pk1"]);
    terminal.wait_for("Remove `pk` (2 decks, 2 questions: `pk1`, `pk2`)? [y/N]");
    terminal.press("<enter>");
    terminal.wait_for("Nothing was removed.");
    assert!(terminal.wait_exit().success());
    let run = home.run(&["decks", "remove", "pk", "--yes"]);
    assert!(run.out.starts_with("Removed `pk`: 2 decks, 2 questions."), "{run:?}");
}

#[test]
fn what_is_removed_is_something_of_ones_own() {
    let home = Home::new();
    assert_eq!(home.run(&["decks", "add", NETS]).status, 0);
    assert_eq!(home.run(&["new", "one"]).status, 0);
    for name in ["..", ".", "/", "../decks", "nets/parts", "", "dhcp", ".adding"] {
        let run = home.run(&["decks", "remove", name, "--yes"]);
        assert_eq!(run.status, 2, "{name}: {}{}", run.out, run.err);
    }
    assert_eq!(home.run(&["decks", "remove", "one", "--yes"]).status, 0);
    assert!(home.data().join("trash/one-2026-03-02T09-00-00Z.toml").is_file());
    // A name that is one deck's file and another's id is no clear wish; what the copy says is.
    home.write("data/decks/dhcp.toml", "[deck]\nid = 'mine'\ntitle = 'Mine'\n");
    let run = home.run(&["decks", "copy", "dhcp"]);
    assert!(run.out.contains("`examdrill decks remove dhcp-2` brings"), "{}", run.out);
    let run = home.run(&["decks", "copy", "dhcp"]);
    assert!(run.err.contains("`examdrill decks remove dhcp-2` makes room"), "{}", run.err);
    let run = home.run(&["decks", "remove", "dhcp", "--yes"]);
    assert!(run.status == 2 && run.err.contains("say `dhcp.toml` or `dhcp-2.toml`"), "{}", run.err);
    assert_eq!(home.run(&["decks", "remove", "dhcp-2", "--yes"]).status, 0);
    assert_eq!(home.run(&["decks", "remove", "dhcp", "--yes"]).status, 0);
    // By the id of a deck, what it came in goes as a whole.
    home.write(
        "bundle/a.toml",
        "[deck]\nid = 'inner'\ntitle = 'I'\n[[card]]\nid = 'c'\nfront = 'f'\nback = 'b'\n",
    );
    let bundle = home.folder.path().join("bundle").display().to_string();
    assert_eq!(home.run(&["decks", "add", &bundle]).status, 0);
    let run = home.run(&["decks", "remove", "inner", "--yes"]);
    assert!(run.out.starts_with("Removed `bundle`: 1 deck, 1 question."), "{}{}", run.out, run.err);
}
