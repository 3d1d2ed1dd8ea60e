//! Decks and cards that are asked for line by line, in a real terminal.

use std::fs;
use std::path::Path;

use crate::terminal::{Terminal, program};

fn deck(home: &Path, name: &str) -> String {
    fs::read_to_string(home.join("data/decks").join(name)).unwrap_or_default()
}

/// A terminal high enough that nothing that was asked scrolls away.
fn ask(home: &Path, args: &[&str]) -> Terminal {
    Terminal::spawn(program(home, args), (100, 120))
}

#[test]
fn a_deck_is_asked_for_card_by_card() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = ask(home.path(), &["new", "capitals"]);
    for (prompt, typed) in [
        ("title [capitals]:", "Capitals of Europe"),
        ("kind (a name or a number):", "riddle"),
        ("there is no kind of card named `riddle`", "choice"),
        ("what is asked", "Capital of Peru?"),
        ("  1: ", "Lima"),
        ("  2: ", ""),
        ("wrong (optional", "Cusco; La Paz :: It is in Bolivia."),
        ("  2: ", "Quito"),
        ("  3: ", ""),
        ("last (optional", ""),
        ("explain (optional", "It was founded in 1535."),
        ("hint (optional", ""),
        ("source (optional", "CIA"),
        ("tags (optional", ""),
        ("Save it as", "y"),
        ("Another card?", "flip"),
        ("what is shown", "France"),
        ("what is to be recalled", "<esc>[D Paris"),
        ("reverse (optional", "maybe<enter><enter><enter><enter>"),
        ("should be `true` or `false`", ""),
        ("Paris]", ""),
        ("[maybe]", "yes"),
    ] {
        terminal.wait_for(prompt);
        terminal.press(typed);
        terminal.press("<enter>");
    }
    terminal.press("<enter><enter><enter><enter>");
    terminal.wait_for("Add it to");
    terminal.press("<enter>");
    terminal.wait_for("Added the card `france`");
    terminal.press("<enter>");
    assert!(terminal.wait_exit().success());
    let text = deck(home.path(), "capitals.toml");
    let first = r#"[[card]]
id       = "capital-of-peru"
question = "Capital of Peru?"
answer   = "Lima"
wrong    = ["Cusco", { text = "La Paz", why = "It is in Bolivia." }, "Quito"]
explain  = "It was founded in 1535."
source   = "CIA"
"#;
    assert!(text.contains(first), "{text}");
    assert!(
        text.contains("title = \"Capitals of Europe\"\n") && text.ends_with("reverse = true\n"),
        "{text}"
    );
    assert!(!text.contains('\u{1b}'), "{text}");
}

#[test]
fn a_new_deck_never_takes_the_place_of_another_unsaid() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = ask(home.path(), &["new", "dhcp"]);
    terminal.wait_for("so the id of the new one is `dhcp-2`");
    terminal.wait_for("title [dhcp]:");
    terminal.press("<enter>");
    terminal.wait_for("kind (a name or a number):");
    terminal.press("<enter>");
    terminal.wait_for("Save it as");
    terminal.press("<enter>");
    assert!(terminal.wait_exit().success());
    assert!(deck(home.path(), "dhcp.toml").contains("id    = \"dhcp-2\""));
    for (args, name, id) in [
        (&["new", "snmp", "--title", "Mine"][..], "snmp.toml", "snmp-2"),
        (&["new", "deck", "dhcp-2", "--kind", "flip"], "dhcp-2.toml", "dhcp-2-2"),
        (&["new", "exam", "a-plus-1201"], "a-plus-1201.toml", "a-plus-1201-2"),
    ] {
        let mut terminal = ask(home.path(), args);
        terminal.wait_for(&format!("so the id of the new one is `{id}`"));
        assert!(terminal.wait_exit().success());
        assert!(
            deck(home.path(), name).contains(&format!("\"{id}\"\n"))
                || deck(home.path(), name).contains(&format!("\"{id}\"  #"))
        );
    }
}

#[test]
fn who_leaves_saves_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = ask(home.path(), &["new", "deck", "capitals"]);
    terminal.wait_for("title [capitals]:");
    terminal.press("<enter>");
    terminal.wait_for("kind (a name or a number):");
    terminal.press("\u{4}");
    terminal.wait_for("Nothing was saved.");
    assert!(terminal.wait_exit().success());
    assert_eq!(deck(home.path(), "capitals.toml"), "");

    // Enter alone takes the examples, and a no saves none.
    for (answer, saved) in [("n", false), ("", true)] {
        let mut terminal = ask(home.path(), &["new", "capitals"]);
        terminal.wait_for("title [capitals]:");
        terminal.press("<enter>");
        terminal.wait_for("kind (a name or a number):");
        terminal.press("<enter>");
        terminal.wait_for("Save it as");
        terminal.press(answer);
        terminal.press("<enter>");
        assert!(terminal.wait_exit().success());
        assert_eq!(deck(home.path(), "capitals.toml").contains("capital-of-france"), saved);
    }

    let before = deck(home.path(), "capitals.toml");
    let mut terminal = ask(home.path(), &["new", "card", "capitals"]);
    terminal.wait_for("The kind of card:");
    terminal.press("table<enter>");
    terminal.wait_for("Add it to");
    terminal.press("\u{4}");
    terminal.wait_for("Nothing was saved.");
    assert!(terminal.wait_exit().success());
    assert_eq!(deck(home.path(), "capitals.toml"), before);
}

#[test]
fn what_an_editor_saves_while_the_question_stands_there_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("data/decks/mine.toml");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let begun = "[deck]\nid = \"mine\"\ntitle = \"Mine\"\n";
    fs::write(&path, begun).unwrap();
    let mut terminal = ask(home.path(), &["new", "card", "mine"]);
    terminal.wait_for("The kind of card:");
    terminal.press("table<enter>");
    terminal.wait_for("Add it to");
    let saved = format!("{begun}[[card]]\nfront = \"typed meanwhile\"\nback = \"b\"\n");
    fs::write(&path, &saved).unwrap();
    terminal.press("<enter>");
    terminal.wait_for("Added an example");
    terminal.press("<enter>");
    assert!(terminal.wait_exit().success());
    let text = deck(home.path(), "mine.toml");
    assert!(text.starts_with(&saved) && text.contains("\n# [[table]]"), "{text}");
}

#[test]
fn a_card_is_saved_from_the_form_in_a_real_terminal() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::run(home.path(), &[]);
    terminal.wait_for("What do you want to study?");
    terminal.press("o");
    terminal.wait_for("decks off");
    terminal.press("+");
    terminal.wait_for("what the new deck is called");
    terminal.press("Mine<down><down>What is SSH?<tab>A shell");
    terminal.wait_for("1 question");
    // Control and s would stop the output of a terminal that is not in raw mode.
    terminal.press("\u{13}");
    terminal.wait_for("Saved as card 1 of Mine.");
    terminal.press("q");
    assert!(terminal.wait_exit().success());
    assert!(terminal.is_restored());
    assert!(deck(home.path(), "mine.toml").ends_with("front = \"What is SSH?\"\nback  = \"A shell\"\n"));
}
