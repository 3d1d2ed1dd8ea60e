//! What must hold of a quiz on the full screen of a real terminal, whatever happens to the program.

use std::fs;
use std::path::Path;

use super::terminal::{Terminal, USUAL, program};

const DECK: &str = r#"
[deck]
id = "sat"
title = "Sat"
[[card]]
id = "order"
question = "Put in order?"
order = ["first", "second", "third"]
[[card]]
id = "one"
question = "Which one?"
answer = "right one"
wrong = ["left one", "middle one", "no one"]
[[card]]
id = "two"
question = "Which two?"
answer = "right two"
wrong = ["left two", "middle two", "no two"]
"#;

/// Keys, and what the screen shows once they have worked. The ordering stands first; the choices come as they are drawn.
const SITTING: &[(&str, &str)] = &[
    ("", "Press enter to start the clock."),
    ("<enter>", "Question 1 of 3"),
    ("1", "1. "),
    ("2", "2. "),
    ("3", "all placed"),
    ("<enter>", "Question 2 of 3"),
    ("1", "1 ●"),
    ("m", "flagged"),
    ("<enter>", "Question 3 of 3"),
    ("s", "sure"),
    ("2", "2 ●"),
    ("<enter>", "Review"),
];

/// What is answered, wholly or in part, after each step of [`SITTING`]; `None` before the quiz has begun.
const ANSWERED: &[Option<usize>] = &[
    None,
    Some(0),
    Some(0),
    Some(0),
    Some(1),
    Some(1),
    Some(2),
    Some(2),
    Some(2),
    Some(2),
    Some(3),
    Some(3),
];

fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("sat.toml"), DECK).unwrap();
    home
}

/// Sits down at ten minutes past nine and so many minutes.
fn start(home: &Path, args: &[&str], minutes: u32) -> Terminal {
    let mut command = program(home, &[&["quiz"], args].concat());
    command.env("EXAMDRILL_NOW", format!("2026-03-02T09:{:02}:00Z", 10 + minutes));
    Terminal::spawn(command, USUAL)
}

fn play(terminal: &mut Terminal, steps: usize) {
    for (keys, shown) in &SITTING[..steps] {
        terminal.press(keys);
        terminal.wait_for(shown);
    }
}

#[test]
fn sigkill_after_any_key_of_a_quiz_loses_no_answer_and_the_clock_is_honest() {
    for steps in 1..=SITTING.len() {
        let home = home();
        let mut terminal = start(home.path(), &["sat.toml", "--minutes", "10"], 0);
        play(&mut terminal, steps);
        terminal.kill();
        let mut terminal = start(home.path(), &["sat.toml"], 4);
        match ANSWERED[steps - 1] {
            None => terminal.wait_for("Press enter to start the clock."),
            Some(answered) => {
                terminal.wait_for(&format!("{answered} of 3 answered, 6:0"));
                terminal.press("<enter>");
                terminal.wait_for("6:0");
                terminal.press("r");
                terminal.wait_for(&format!("{answered} answered"));
            }
        }
        terminal.kill();
    }
}

#[test]
fn a_quiz_whose_time_ran_out_while_nobody_was_there_is_handed_in_at_the_next_start() {
    let home = home();
    let mut terminal = start(home.path(), &["sat.toml", "--minutes", "10"], 0);
    play(&mut terminal, 8);
    terminal.kill();
    // Whatever the program is opened for.
    let mut command = program(home.path(), &[]);
    command.env("EXAMDRILL_NOW", "2026-03-02T09:30:00Z");
    let mut terminal = Terminal::spawn(command, USUAL);
    terminal.wait_for("The time ran out while you were away");
    terminal.wait_for("handed in when time ran out");
    terminal.press("q");
    terminal.wait_for("Decks");
    terminal.kill();
}

#[test]
fn at_zero_the_screen_hands_itself_in_without_a_key() {
    let home = home();
    let mut command = program(home.path(), &["quiz", "sat.toml", "--questions", "1", "--each", "2"]);
    command.env_remove("EXAMDRILL_NOW");
    let mut terminal = Terminal::spawn(command, USUAL);
    terminal.wait_for("Press enter to start the clock.");
    terminal.press("<enter>");
    terminal.wait_for("Question 1 of 1");
    terminal.wait_for("handed in when time ran out");
    // A key of the quiz that came a moment too late does nothing here.
    terminal.press("n");
    terminal.wait_for("The time is over.");
    terminal.press("<ctrl-c>");
    assert!(terminal.wait_exit().success());
    assert!(terminal.is_restored(), "{}", terminal.screen());
}

#[test]
fn a_closed_terminal_and_a_signal_leave_the_quiz_waiting_and_the_terminal_as_it_was() {
    for signal in ["HUP", "TERM"] {
        let home = home();
        let mut terminal = start(home.path(), &["sat.toml", "--pausable"], 0);
        play(&mut terminal, 7);
        terminal.signal(signal);
        terminal.wait_exit();
        assert!(terminal.is_restored(), "{signal}:\n{}", terminal.screen());
        let terminal = start(home.path(), &[], 30);
        terminal.wait_for("2 of 3 answered");
        terminal.wait_for("The clock was stopped");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_paused_quiz_uses_no_processor() {
    let home = home();
    let mut terminal = start(home.path(), &["sat.toml", "--pausable"], 0);
    play(&mut terminal, 2);
    terminal.press("z");
    terminal.wait_for("Press any key to go on.");
    terminal.expect_idle();
    terminal.kill();
}

#[test]
fn the_result_of_a_quiz_on_the_screen_can_go_to_a_program() {
    let home = home();
    let out = home.path().join("result.json");
    let mut command = portable_pty::CommandBuilder::new("/bin/sh");
    let inner = program(home.path(), &[]);
    for (name, value) in inner.iter_full_env_as_str() {
        command.env(name, value);
    }
    command.cwd(home.path());
    command.args([
        "-c",
        &format!("{} quiz sat.toml --json --plain > {}", env!("CARGO_BIN_EXE_examdrill"), out.display()),
    ]);
    let mut terminal = Terminal::spawn(command, USUAL);
    terminal.wait_for("Press Enter to begin");
    terminal.press("<enter>");
    terminal.wait_for("Put in order?");
    terminal.press("hand<enter>");
    terminal.wait_for("Type h to hand in");
    terminal.press("h<enter>");
    terminal.wait_exit();
    let result: serde_json::Value = serde_json::from_str(&fs::read_to_string(&out).unwrap()).unwrap();
    assert_eq!(result["questions"], 3);
}
