//! Runs the program as scripts do: exit statuses, JSON, pipes, and a log that is in trouble.

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

/// A learner's home, empty at first, at a fixed time.
pub(crate) struct Home {
    folder: tempfile::TempDir,
}

/// What a run left.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        let path = |name: &str| self.folder.path().join(name).display().to_string();
        vec![
            ("HOME", path("")),
            ("EXAMDRILL_DATA_DIR", path("data")),
            ("EXAMDRILL_CONFIG_DIR", path("config")),
            ("EXAMDRILL_NOW", "2026-03-02T09:00:00Z".to_owned()),
            ("EXAMDRILL_SEED", "1".to_owned()),
            ("TZ", "UTC".to_owned()),
            ("TERM", "dumb".to_owned()),
            ("NO_COLOR", "1".to_owned()),
        ]
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_examdrill"));
        command.args(args).env_clear().envs(self.environment()).current_dir(env!("CARGO_MANIFEST_DIR"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, "")
    }

    /// Runs with `input` on standard input.
    pub(crate) fn run_with(&self, args: &[&str], input: &str) -> Run {
        finish(self.command(args), input)
    }

    fn json(&self, args: &[&str]) -> Value {
        let run = self.run(args);
        assert_eq!(run.status, 0, "{}", run.err);
        serde_json::from_str(&run.out).unwrap()
    }

    fn log(&self) -> Vec<Value> {
        let run = self.run(&["log", "--json"]);
        assert_eq!(run.status, 0, "{}", run.err);
        run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.display().to_string()
    }
}

fn finish(mut command: Command, input: &str) -> Run {
    let mut child = command.spawn().unwrap();
    // A program that ended early reads no more.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

const KINDS: &str = "tests/fixtures/kinds.toml";

#[test]
fn every_way_to_end_has_its_exit_status() {
    let home = Home::new();
    let clean =
        home.write("clean.toml", "[deck]\nid = 'd'\ntitle = 'D'\n[[card]]\nfront = 'a'\nback = 'b'\n");
    let bad = home.write("bad.toml", "[deck]\nid = 'd'\ntitle = 'D'\n[[card]]\nfront = 'a'\nbakc = 'b'\n");
    let latin = home.write("latin.toml", b"# caf\xe9\n");
    for (args, status) in [
        (&["check", &clean][..], 0),
        (&["check", &bad], 1),
        (&["check", &latin], 3),
        (&["check", &latin, &bad], 3),
        (&["check", "nowhere.toml"], 3),
        (&["fmt", "--check", &clean], 1),
        (&["fmt", &clean], 0),
        (&["fmt", "--check", &clean], 0),
        (&["study", "nonsense"], 2),
        (&["study", "--no-such-flag"], 2),
        (&["cards", "nowhere.toml"], 3),
        (&["study", &clean], 0),
        (&["doctor"], 0),
        (&["--version"], 0),
        (&["nonsense"], 2),
        (&["new", "card", "nowhere", "--kind", "flip"], 3),
        (&["restore", "nowhere.db"], 3),
    ] {
        let run = home.run(args);
        assert_eq!(run.status, status, "{args:?}\n{}{}", run.out, run.err);
        assert_eq!(run.err.contains("error: "), status >= 2, "{args:?}: {}", run.err);
    }
}

#[test]
fn settings_and_environment_that_make_no_sense_are_told() {
    let home = Home::new();
    home.write("config/config.toml", "new_a_day = 5\n");
    let run = home.run(&["decks"]);
    assert_eq!(run.status, 3);
    assert!(
        run.err.contains("line 1: unknown field `new_a_day`") && run.err.contains("help: "),
        "{}",
        run.err
    );
    assert_eq!(home.run(&["doctor"]).status, 1);
    let mut command = home.command(&["decks"]);
    command.env("EXAMDRILL_NOW", "yesterday");
    assert_eq!(finish(command, "").status, 3);
}

#[test]
fn json_has_the_shapes_that_scripts_rely_on() {
    let home = Home::new();
    home.run_with(&["study", KINDS, "--limit", "2"], "\n\n67\n3\n");
    let decks = home.json(&["decks", "--json"]);
    assert_eq!(keys(&decks[0]), ["due", "id", "new", "path", "questions", "title"]);
    let cards = home.json(&["cards", KINDS, "--json"]);
    let wanted = [
        "answer",
        "deck",
        "difficulty",
        "due",
        "key",
        "kind",
        "lapses",
        "prompt",
        "reps",
        "stability",
        "state",
        "tags",
    ];
    assert_eq!(keys(&cards[0]), wanted);
    let states: Vec<_> =
        cards.as_array().unwrap().iter().map(|card| card["state"].as_str().unwrap()).collect();
    assert_eq!(states[..3], ["learning", "learning", "new"]);
    assert!(cards[2]["stability"].is_null() && cards[0]["stability"].is_f64());
    let stats = home.json(&["stats", "--json"]);
    assert_eq!((stats["streak"].as_i64(), stats["reviews"].as_i64()), (Some(1), Some(2)));
    assert_eq!(stats["forecast"].as_array().unwrap().len(), 7);
    for review in home.log() {
        assert_eq!(keys(&review), ["at", "device", "id", "key", "mode", "rating", "retracted", "took_ms"]);
    }
    let bad = home.write("bad.toml", "[deck]\nid = 'd'\ntitle = 'D'\n[[card]]\nfront = 'a'\nbakc = 'b'\n");
    let findings = home.run(&["check", &bad, "--format", "json"]).out;
    for line in findings.lines() {
        let finding: Value = serde_json::from_str(line).unwrap();
        let wanted =
            ["code", "column", "end_column", "end_line", "help", "line", "message", "path", "severity"];
        assert_eq!(keys(&finding), wanted);
    }
    assert_eq!(findings.lines().count(), 2);
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let home = Home::new();
    home.run_with(&["study", KINDS], "\n\n");
    for args in [
        &["cards", "--json"][..],
        &["cards"],
        &["decks"],
        &["log"],
        &["check", KINDS],
        &["man"],
        &["completions", "bash"],
        &["--help"],
        &["study", "--plain"],
    ] {
        let mut child = home.command(args).spawn().unwrap();
        drop(child.stdout.take());
        let _ = child.stdin.take().unwrap().write_all(b"\n\n\n\n");
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{args:?}: {err}");
        assert_eq!(err, "", "{args:?}");
    }
}

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
fn a_damaged_log_is_told_examined_and_brought_back() {
    let home = Home::new();
    home.run_with(&["study", KINDS], "\n\n67\n\nq\n");
    let copy = home.folder.path().join("copy.db").display().to_string();
    assert_eq!(home.run(&["backup", &copy]).status, 0);
    assert_eq!(home.run(&["backup", &copy]).status, 3);
    assert_eq!(home.run(&["backup", &copy, "--force"]).status, 0);
    for file in fs::read_dir(home.data()).unwrap().map(|file| file.unwrap().path()) {
        if file.is_file() {
            fs::write(file, "not a database, though long enough to be taken for one by its size").unwrap();
        }
    }
    for args in [&["study"][..], &["log"], &["stats"], &["decks"], &[]] {
        let run = home.run(args);
        assert_eq!(run.status, 3, "{args:?}: {}", run.out);
        assert!(run.err.contains("damaged") && run.err.contains("help: "), "{}", run.err);
    }
    assert_eq!(home.run(&["check", KINDS]).status, 0, "decks are checked whatever the log is like");
    let doctor = home.run(&["doctor"]);
    assert_eq!(doctor.status, 1);
    assert!(doctor.out.contains("examdrill restore"), "{}", doctor.out);
    let restored = home.run(&["restore", &copy]);
    assert_eq!(restored.status, 0, "{}", restored.err);
    assert!(restored.out.contains("2 reviews"), "{}", restored.out);
    assert_eq!(home.log().len(), 2);
    assert_eq!(home.run(&["doctor"]).status, 0);
}

#[test]
fn a_restored_log_can_be_restored_back() {
    let home = Home::new();
    home.run_with(&["study", KINDS], "\n\nq\n");
    let copy = home.folder.path().join("copy.db").display().to_string();
    home.run(&["backup", &copy]);
    home.run_with(&["study", KINDS], "67\n\nq\n");
    assert_eq!(home.log().len(), 2);
    let run = home.run(&["restore", &copy]);
    assert_eq!((run.status, home.log().len()), (0, 1), "{}", run.err);
    let before = run.out.split('`').nth(3).unwrap().to_owned();
    assert_eq!(home.run(&["restore", &before]).status, 0);
    assert_eq!(home.log().len(), 2);
}

#[test]
fn check_tells_where_progress_will_go() {
    let home = Home::new();
    let card = |id: &str, more: &str| {
        format!(
            "[deck]\nid = 'd'\n[[card]]\nid = '{id}'\nfront = 'What is the capital of France{more}?'\nback = 'Paris'\n"
        )
    };
    let deck = home.write("d.toml", card("old", ""));
    assert_eq!(home.run_with(&["study", &deck], "\n\n").status, 0);
    home.write("d.toml", card("new", " today"));
    let run = home.run(&["check", &deck]);
    assert!(
        run.out.contains("note[carried-over]: the progress of `d/old` will go on in `d/new`"),
        "{}",
        run.out
    );
    assert_eq!(run.status, 0);
    home.write(
        "d.toml",
        "[deck]\nid = 'd'\n[[card]]\nid = 'x'\nfront = 'Quite another thing'\nback = 'Yes'\n",
    );
    let run = home.run(&["check", &deck]);
    assert!(run.out.contains("no card asks `d/old` any more"), "{}", run.out);
    assert_eq!(run.status, 0);
}

#[test]
fn hostile_decks_print_no_byte_of_theirs() {
    let home = Home::new();
    let long = "x".repeat(10_000);
    let text = format!(
        "[deck]\nid = \"e\"\n\"\u{202e}k\" = \"{long}\"\n[[card]]\nfront = \"\\u001b[2J\u{9b}2J {long}\"\nback = \"b\u{2066}\"\n\"\\u001bz\" = 1\nq = \"\u{1b}[31m\n"
    );
    let deck = home.write("\u{1b}[31mevil.toml", text);
    for args in
        [&["check", &deck][..], &["check", "--format", "github", &deck], &["cards", &deck], &["fmt", &deck]]
    {
        let run = home.run(args);
        let printed = run.out + &run.err;
        assert!(!printed.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\u{2066}']), "{args:?}: {printed:?}");
        assert!(printed.lines().all(|line| line.chars().count() < 12_000), "{args:?}");
    }
}

#[test]
fn ids_are_written_once_and_permissions_stay() {
    let home = Home::new();
    let deck = home.write("d.toml", "# mine\n[[card]]\nfront = 'a'  # the front\nback = 'b'\n");
    let before = fs::metadata(&deck).unwrap().permissions();
    assert_eq!(home.run(&["fmt", &deck]).out, format!("`{deck}`: 1 id written.\n"));
    let text = fs::read_to_string(&deck).unwrap();
    assert_eq!(text, "# mine\n[[card]]\nid = \"a\"\nfront = 'a'  # the front\nback = 'b'\n");
    assert_eq!(fs::metadata(&deck).unwrap().permissions(), before);
    assert_eq!(home.run(&["fmt", &deck]).out, "Every card has its id.\n");
}

#[test]
fn every_kind_can_be_added_and_is_clean() {
    let home = Home::new();
    assert_eq!(home.run(&["new", "mine"]).status, 0);
    for kind in examdrill::card::kinds::KINDS.iter().chain(examdrill::card::kinds::KINDS) {
        let run = home.run(&["new", "card", "mine", "--kind", kind.name]);
        assert_eq!(run.status, 0, "{}", run.err);
    }
    let run = home.run(&["check"]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert_eq!(home.run(&["fmt", "--check"]).status, 0);
}
