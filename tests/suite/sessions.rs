//! Sessions line by line, over a pipe.

use super::home::{Home, KINDS};
use super::terminal::{Terminal, USUAL, program};

#[test]
fn a_session_over_a_pipe_stores_a_review_of_every_kind_and_prints_no_escape() {
    let home = Home::new();
    // Each question is given up and rated good; the second is answered.
    let input = "\n\n67\n\n".to_owned() + &":d\n3\n".repeat(8);
    let run = home.run_with(&["study", KINDS, "--limit", "10"], &input);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(!run.out.contains('\u{1b}') && run.out.contains("Right."), "{}", run.out);
    let log = home.log();
    let mut seen: Vec<_> = log.iter().map(|review| review["key"].as_str().unwrap()).collect();
    seen.sort_unstable();
    let wanted =
        ["choice", "choose-all", "classify", "cloze", "flip", "match", "order", "range", "truth", "typed"];
    assert_eq!(seen, wanted.map(|id| format!("kinds/{id}")));
}

#[test]
fn undo_reaches_into_the_session_before() {
    let home = Home::new();
    home.run_with(&["study", KINDS], "\n4\nq\n");
    let run = home.run_with(&["study", KINDS], ":u\n\n1\n:u\n:U\n:q\n");
    assert_eq!(run.status, 0, "{}", run.err);
    let log: Vec<_> =
        home.log().iter().map(|r| (r["rating"].to_string(), r["retracted"].as_bool())).collect();
    assert_eq!(
        log,
        [("\"easy\"".to_owned(), Some(true)), ("\"again\"".to_owned(), Some(false))],
        "{}",
        run.out
    );
    let told = "Taken back from an earlier session: “What is a DHCP lease?”, rated easy.";
    assert!(run.out.contains(told), "{}", run.out);
}

#[test]
fn what_is_set_aside_is_not_asked_and_can_be_taken_back() {
    let home = Home::new();
    home.run_with(&["study", KINDS], "b\n:s\ns\nu\nm\nq\n");
    let cards = home.json(&["cards", KINDS, "--json"]);
    let states: Vec<_> =
        cards.as_array().unwrap().iter().map(|card| card["state"].as_str().unwrap()).collect();
    assert_eq!(states[..4], ["buried", "suspended", "new", "new"]);
}

#[test]
fn each_day_with_a_session_has_its_backup() {
    let home = Home::new();
    home.run_with(&["study", KINDS], "\n\nq\n");
    let list = home.run(&["backup", "--list"]).out;
    assert!(list.contains("2026-03-02  daily"), "{list}");
    let mut tomorrow = home.command(&["study", KINDS]);
    tomorrow.env("EXAMDRILL_NOW", "2026-03-03T09:00:00Z");
    assert_eq!(super::home::finish(tomorrow, ":d\n\n").status, 0);
    let list = home.run(&["backup", "--list"]).out;
    assert!(list.contains("2026-03-03  daily"), "{list}");
}

#[test]
fn cramming_and_working_ahead_leave_the_schedule_alone() {
    let home = Home::new();
    home.run_with(&["study", KINDS], "\n4\n");
    let before = home.json(&["cards", KINDS, "--json"]);
    for flag in ["--cram", "--ahead"] {
        let run = home.run_with(&["study", KINDS, flag, "--limit", "1"], "\n1\nq\n");
        assert!(run.out.contains("The schedule stays as it is."), "{}", run.out);
    }
    assert_eq!(home.json(&["cards", KINDS, "--json"]), before);
    let modes: Vec<_> = home.log().iter().map(|review| review["mode"].to_string()).collect();
    assert_eq!(modes, ["\"drill\"", "\"cram\"", "\"ahead\""]);
}

#[test]
fn cards_that_are_left_out_are_told_and_the_others_asked() {
    let home = Home::new();
    let deck =
        home.write("d.toml", "[deck]\nid = 'd'\n[[card]]\nfront = 'a'\n[[card]]\nfront = 'x'\nback = 'y'\n");
    let run = home.run(&["study", &deck]);
    assert!(run.out.contains("are left out; see: examdrill check"), "{}", run.out);
    assert!(run.out.contains("1 question, about 3 answers: 0 due, 1 new."), "{}", run.out);
}

#[test]
fn a_dumb_terminal_is_asked_line_by_line() {
    let home = Home::new();
    let mut command = program(home.folder.path(), &["study", "dhcp"]);
    command.env("TERM", "dumb");
    let mut terminal = Terminal::spawn(command, USUAL);
    terminal.wait_for("Type the answer.");
    terminal.press(":q<enter>");
    assert!(terminal.wait_exit().success());
    assert!(terminal.is_restored());
}

#[test]
fn two_buttons_are_two_numbers() {
    let home = Home::new();
    home.write("config/config.toml", "buttons = 2\n");
    let run = home.run_with(&["study", KINDS, "--limit", "1"], "\n3\n2\n");
    assert!(run.out.contains("Rate it: 1 again (in 1 minute), 2 good (in 10 minutes)."), "{}", run.out);
    assert_eq!(home.log()[0]["rating"], "good");
}

#[test]
fn the_mouse_is_left_to_the_terminal_where_the_learner_wants_it() {
    for (setting, is_taken) in [("", true), ("mouse = false\n", false)] {
        let home = Home::new();
        home.write("config/config.toml", setting);
        let mut command = program(home.folder.path(), &["study", KINDS]);
        home.environment().into_iter().for_each(|(name, value)| command.env(name, value));
        command.env("TERM", "xterm-256color");
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        let mut terminal = Terminal::spawn(command, USUAL);
        terminal.wait_for("leave");
        assert_eq!(terminal.has_mouse(), is_taken, "{setting}");
        terminal.press("<ctrl-c>");
        assert!(terminal.wait_exit().success());
        assert!(terminal.is_restored());
    }
}

#[test]
fn the_learner_may_know_better() {
    let home = Home::new();
    let run = home.run_with(&["study", KINDS], "b\n66\no\n\n:q\n");
    assert!(run.out.contains("Wrong.") && run.out.contains("Right."), "{}", run.out);
    assert_eq!(home.log()[0]["rating"], "good");
}

#[test]
fn at_the_first_start_a_terminal_is_asked_line_by_line_what_to_study_and_a_pipe_is_not() {
    let home = Home::new();
    let run = home.run_with(&["--plain"], "q\n");
    assert!(
        !run.out.contains("What do you want to study?") && run.out.contains("Press Enter"),
        "{}",
        run.out
    );
    let mut terminal = Terminal::run(home.folder.path(), &["--plain"]);
    terminal.wait_for("What do you want to study?");
    terminal.wait_for("e. Everything (");
    terminal.wait_for("or q to decide later.");
    // What is no answer is asked once more.
    terminal.press("7\n1\n");
    terminal.wait_for("Press Enter to start");
    terminal.press("q\n");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
    let chosen = home.json(&["choose", "--json"]);
    assert_eq!((&chosen[0]["sort"], &chosen[0]["on"]), (&"exam".into(), &true.into()));
}
