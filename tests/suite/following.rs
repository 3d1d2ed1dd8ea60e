//! A program in a real terminal notices what is saved, whichever way an editor saves it.

use std::fs;
use std::path::Path;

use super::terminal::Terminal;

const DECK: &str = r#"[deck]
id = "saved"
title = "Saved"
[[card]]
id = "one"
question = "The first question?"
answer = 1
[[card]]
id = "two"
question = "The second question?"
answer = 2
"#;

fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("saved.toml"), DECK).unwrap();
    home
}

/// Saves as many editors do: a new file is put over the old one.
fn save_over(path: &Path, text: &str) {
    let beside = path.with_extension("new");
    fs::write(&beside, text).unwrap();
    fs::rename(beside, path).unwrap();
}

#[test]
fn a_session_takes_in_what_is_saved_and_keeps_what_is_typed() {
    let home = home();
    let deck = home.path().join("saved.toml");
    let mut terminal = Terminal::run(home.path(), &["study", "saved.toml"]);
    terminal.wait_for("The first question?");
    terminal.press("17");
    terminal.wait_for("17");
    fs::write(&deck, DECK.replace("The first", "The very first")).unwrap();
    terminal.wait_for("The very first question?");
    terminal.press("18");
    terminal.wait_for("18");
    save_over(&deck, &DECK.replace("The first", "The very first").replace("answer = 2", "answr = 2"));
    terminal.wait_for("saved.toml, line");
    assert!(terminal.screen().contains("▸ 18"), "{}", terminal.screen());
    save_over(&deck, DECK);
    terminal.wait_for("The first question?");
    terminal.kill();
}

#[test]
fn a_preview_follows_every_save_through_a_mistake_and_back() {
    let home = home();
    let deck = home.path().join("saved.toml");
    let mut terminal = Terminal::run(home.path(), &["preview", "saved.toml"]);
    terminal.wait_for("The first question?");
    terminal.press("n");
    terminal.wait_for("The second question?");
    fs::write(&deck, DECK.replace("second", "other")).unwrap();
    terminal.wait_for("The other question?");
    save_over(&deck, &DECK.replace("second question?\"", "second question?"));
    terminal.wait_for("invalid basic string");
    assert!(terminal.screen().contains("The other question?"), "{}", terminal.screen());
    save_over(&deck, DECK);
    terminal.wait_for("The second question?");
    terminal.press("2<enter>");
    terminal.wait_for("Right.");
    terminal.press("q");
    assert!(terminal.wait_exit().success());
    assert!(terminal.is_restored());
    assert!(!home.path().join("data").exists(), "nothing is stored");
}

#[test]
#[cfg(target_os = "linux")]
fn a_preview_that_waits_for_a_save_uses_no_processor() {
    let home = home();
    let terminal = Terminal::run(home.path(), &["preview", "saved.toml"]);
    terminal.wait_for("The first question?");
    fs::write(home.path().join("saved.toml"), DECK.replace("The first", "The very first")).unwrap();
    terminal.wait_for("The very first question?");
    terminal.expect_idle();
}

#[test]
fn a_folder_of_decks_may_appear_while_the_program_runs() {
    let home = home();
    let mut terminal = Terminal::run(home.path(), &[]);
    terminal.wait_for("What do you want to study?");
    terminal.press("e");
    terminal.wait_for("Decks");
    let own = home.path().join("data/decks");
    fs::create_dir_all(&own).unwrap();
    fs::write(own.join("broken.toml"), "[deck]\nid = \"broken\"\ntitle = \"Broken\"\n[[card]]\nfront = 1\n")
        .unwrap();
    terminal.wait_for("broken.toml, line 4");
    fs::write(own.join("broken.toml"), DECK).unwrap();
    terminal.wait_for("The decks are read anew.");
}
