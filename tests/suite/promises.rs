//! What must hold in a real terminal, whatever happens to the program: nothing confirmed is lost, and the terminal is
//! given back.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use examdrill::schedule::Rating;
use examdrill::store::Store;
use jiff::Timestamp;

use crate::terminal::{Terminal, program};

/// One card of each of several kinds, in this order.
const DECK: &str = r#"
[deck]
id = "promise"
title = "Promises"
[[card]]
id = "flip"
front = "Turn me over?"
back = "The other side."
[[card]]
id = "typed"
question = "Port of SSH?"
answer = 22
[[card]]
id = "choice"
question = "Which one answers?"
answer = "right"
wrong = ["left", "middle"]
[[card]]
id = "order"
question = "Put in order?"
order = ["first", "second", "third"]
[[card]]
id = "last"
front = "The end?"
back = "The end."
"#;

/// Keys, what the screen shows once they have worked, and the ratings that are confirmed by then: a rating is confirmed
/// when the next question stands on the screen.
const SESSION: &[(&str, &str, usize)] = &[
    ("", "Turn me over?", 0),
    (" ", "The other side.", 0),
    ("4", "Port of SSH?", 1),
    ("2", "2", 1),
    ("2", "22", 1),
    ("<enter>", "Right.", 1),
    ("4", "Which one answers?", 2),
    ("d", "the answer", 2),
    ("1", "Put in order?", 3),
    ("1", "third", 3),
    ("2", "third", 3),
    ("3", "third", 3),
    ("<enter>", "4 easy", 3),
    ("4", "The end?", 4),
    (" ", "The end.", 4),
    ("4", "Which one answers?", 5),
];

fn home() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let deck = home.path().join("promise.toml");
    fs::write(&deck, DECK).unwrap();
    (home, deck)
}

fn start(home: &Path, deck: &Path) -> Terminal {
    Terminal::run(home, &["study", &deck.to_string_lossy()])
}

/// The reviews that count, oldest first.
fn reviews(home: &Path) -> Vec<(String, Rating)> {
    let folder = home.join("data");
    if !folder.join("progress.db").exists() {
        return Vec::new();
    }
    let store = Store::open(&folder, 1, Timestamp::UNIX_EPOCH).unwrap();
    let mut found = Vec::new();
    store
        .reviews(|logged| {
            if !logged.retracted {
                found.push((logged.review.key.to_string(), logged.review.rating));
            }
        })
        .unwrap();
    found
}

/// Plays the first `steps` steps of [`SESSION`].
fn play(terminal: &mut Terminal, steps: usize) {
    for (keys, shown, _) in &SESSION[..steps] {
        terminal.press(keys);
        terminal.wait_for(shown);
    }
}

#[test]
fn sigkill_after_any_key_loses_no_confirmed_rating() {
    for steps in 1..=SESSION.len() {
        let (home, deck) = home();
        let mut terminal = start(home.path(), &deck);
        play(&mut terminal, steps);
        terminal.kill();
        let found = reviews(home.path());
        assert_eq!(found.len(), SESSION[steps - 1].2, "after {steps} steps: {found:?}");
    }
}

#[test]
fn sigkill_in_the_very_moment_of_a_rating_leaves_a_whole_log() {
    for _ in 0..5 {
        let (home, deck) = home();
        let mut terminal = start(home.path(), &deck);
        play(&mut terminal, 2);
        terminal.press("4");
        terminal.kill();
        assert!(reviews(home.path()).len() <= 1);
        // The next start finds the log whole and goes on where it was.
        let mut terminal = start(home.path(), &deck);
        terminal.wait_for(if reviews(home.path()).is_empty() { "Turn me over?" } else { "Port of SSH?" });
        terminal.kill();
    }
}

#[test]
fn a_session_goes_on_where_it_was_killed() {
    let (home, deck) = home();
    let mut terminal = start(home.path(), &deck);
    play(&mut terminal, 7);
    terminal.kill();
    let mut terminal = start(home.path(), &deck);
    terminal.wait_for("Which one answers?");
    terminal.press("q");
    terminal.wait_exit();
    assert_eq!(reviews(home.path()).len(), 2);
}

#[test]
fn undo_is_in_the_log_at_once() {
    let (home, deck) = home();
    let mut terminal = start(home.path(), &deck);
    play(&mut terminal, 3);
    assert_eq!(reviews(home.path()).len(), 1);
    terminal.press("<esc>");
    terminal.wait_for("Letters are commands");
    terminal.press("q");
    terminal.wait_for("Stopped here");
    terminal.kill();
    let mut terminal = start(home.path(), &deck);
    terminal.wait_for("Port of SSH?");
    terminal.press("<alt-u>");
    terminal.wait_for("Taken back");
    terminal.kill();
    assert_eq!(reviews(home.path()), []);
}

#[test]
fn the_terminal_is_given_back_after_leaving() {
    for keys in ["q", "<esc>", "<ctrl-c>"] {
        let (home, deck) = home();
        let mut terminal = start(home.path(), &deck);
        terminal.wait_for("Turn me over?");
        terminal.press(keys);
        let status = terminal.wait_exit();
        assert!(terminal.is_restored(), "{keys}:\n{}", terminal.screen());
        assert!(status.success(), "{keys}: {status:?}");
    }
}

#[test]
fn the_terminal_is_given_back_after_a_signal_and_what_was_rated_is_kept() {
    for (signal, status) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let (home, deck) = home();
        let mut terminal = start(home.path(), &deck);
        play(&mut terminal, 3);
        terminal.signal(signal);
        assert_eq!(terminal.wait_exit().exit_code(), status, "{signal}");
        assert!(terminal.is_restored(), "{signal}:\n{}", terminal.screen());
        assert_eq!(reviews(home.path()).len(), 1, "{signal}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_stopped_program_gives_the_terminal_back_and_takes_it_again() {
    let (home, deck) = home();
    let mut terminal = start(home.path(), &deck);
    terminal.wait_for("Turn me over?");
    terminal.signal("TSTP");
    terminal.wait_until_gone("Turn me over?");
    terminal.wait_until_stopped();
    terminal.signal("CONT");
    terminal.wait_for("Turn me over?");
    terminal.press(" ");
    terminal.wait_for("The other side.");
    terminal.kill();
}

#[test]
fn the_window_may_change_its_size_at_any_time() {
    let (home, deck) = home();
    let mut terminal = start(home.path(), &deck);
    terminal.wait_for("Turn me over?");
    for size in [(20, 6), (200, 50), (5, 2), (80, 24)] {
        terminal.resize(size);
    }
    terminal.wait_for("Turn me over?");
    terminal.press(" ");
    terminal.wait_for("The other side.");
    terminal.kill();
}

#[test]
fn the_editor_opens_at_the_line_of_the_card_and_the_deck_is_read_anew() {
    let (home, deck) = home();
    let editor = home.path().join("editor");
    fs::write(
        &editor,
        "#!/bin/sh\necho \"$@\" > \"$HOME/asked\"\nfor file; do :; done\n/bin/sed -i 's/Turn me over?/Turn me round?/' \"$file\"\n",
    )
    .unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o700)).unwrap();
    let mut command = program(home.path(), &["study", &deck.to_string_lossy()]);
    command.env("EDITOR", &editor);
    command.env("PATH", "/usr/bin:/bin");
    let mut terminal = Terminal::spawn(command, crate::terminal::USUAL);
    terminal.wait_for("Turn me over?");
    terminal.press("e");
    terminal.wait_for("Turn me round?");
    let asked = fs::read_to_string(home.path().join("asked")).unwrap();
    assert!(asked.contains("+5 ") && asked.contains("promise.toml"), "{asked}");
    terminal.kill();
}

#[test]
#[cfg(target_os = "linux")]
fn an_idle_program_uses_no_processor() {
    let (home, deck) = home();
    let mut terminal = start(home.path(), &deck);
    terminal.wait_for("Turn me over?");
    // The backup of the day is made beside the first frames.
    terminal.expect_idle();
    terminal.kill();
}
