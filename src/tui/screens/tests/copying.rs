//! A built-in deck becomes the learner's own, and its progress goes on.

use std::fs;

use super::*;
use crate::tui::app::TerminalTask;

/// The file that a copy of the first built-in deck is.
fn copy(home: &tempfile::TempDir) -> std::path::PathBuf {
    home.path().join("decks/packets.toml")
}

#[test]
fn a_built_in_deck_is_copied_on_the_second_wish_and_said_once() {
    let (home, mut player) = player_at_home(&[], (80, 24));
    player.press("Y").shows(&["is built in. The same key again copies it"]);
    // Any other key takes it back.
    player.press("jkY");
    assert!(!copy(&home).exists());
    player.press("Y");
    player.shows(&["is yours now.", "replaces the built-in one;", "`examdrill decks remove packets`"]);
    assert_eq!(player.world.trainer().library.deck("packets").unwrap().path(), Some(&*copy(&home)));
    player.press("Y").shows(&["This deck is your own already"]);
    // The next start has nothing to say of it.
    let library = Library::load(&home.path().join("decks"));
    assert_eq!((library.replaced(), library.troubles), (Vec::new(), Vec::new()));
}

#[test]
fn the_way_back_names_the_copy_and_no_other_deck() {
    let other = [("packets.toml", "[deck]\nid = 'mine'\ntitle = 'Mine'\n")];
    let (home, mut player) = player_at_home(&other, (200, 50));
    player.press("YY");
    let said = player.frame();
    assert!(said.contains("is yours now. `examdrill decks remove packets-2`"), "{said}");
    assert!(!said.contains("remove packets`"), "{said}");
    assert!(home.path().join("decks/packets-2.toml").is_file());
}

#[test]
fn editing_a_built_in_card_copies_its_deck_first_and_keeps_its_progress() {
    let (home, mut player) = player_at_home(&[], (80, 24));
    player.press("sd4");
    assert_eq!(reviews(&player), 1);
    player.press("<alt+e>").shows(&["The same key again copies it"]);
    assert_eq!(player.errands, []);
    player.press("<alt+e>");
    let [TerminalTask::Edit(path, line)] = player.errands.as_slice() else { panic!("{:?}", player.errands) };
    assert_eq!(*path, copy(&home));
    let text = fs::read_to_string(path).unwrap();
    assert!(text.lines().nth(line - 1).unwrap().starts_with("[["), "line {line}");
    let reviewed = player.world.trainer().store().last_review().unwrap().unwrap().key;
    assert!(reviewed.as_str().starts_with("packets/"));
    // Reworded in the editor, a card keeps what is known of it.
    let before = player.world.trainer().memory(&reviewed).copied();
    let prompt = player.world.trainer().library.question(&reviewed).unwrap().prompt.as_str().to_owned();
    fs::write(copy(&home), text.replacen(&prompt, &format!("In short: {prompt}"), 1)).unwrap();
    player.close_editor(copy(&home));
    let trainer = player.world.trainer();
    assert!(trainer.library.question(&reviewed).unwrap().prompt.as_str().starts_with("In short: "));
    assert!(before.is_some() && trainer.memory(&reviewed).copied() == before);
}

#[test]
fn browse_copies_the_deck_of_the_card_under_the_cursor() {
    let (home, mut player) = player_at_home(&[], (80, 24));
    player.press("bee");
    assert!(matches!(player.errands.as_slice(), [TerminalTask::Edit(path, _)] if *path == copy(&home)));
    player.press("cGYY").shows(&["is yours now."]);
    assert_eq!(fs::read_dir(home.path().join("decks")).unwrap().count(), 2);
}

#[test]
fn a_deck_that_replaces_a_built_in_one_unsaid_is_told() {
    let (_home, player) = player_at_home(&[("m.toml", "[deck]\nid = 'mail'\ntitle = 'M'\n")], (80, 24));
    player.shows(&["Your deck “M” replaces the built-in one: both have the id `mail`."]);
}
