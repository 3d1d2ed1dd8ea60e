//! A log that is in trouble: what is told, and that nothing is lost.

use std::fs;
use std::io::{Read, Write};

use super::home::{Home, KINDS};

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
    let doctor = home.run(&["doctor"]);
    assert_eq!(doctor.status, 0, "{}", doctor.out);
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
fn a_review_that_cannot_be_stored_is_kept_until_it_can() {
    let home = Home::new();
    home.run(&["study", KINDS]);
    let database = rusqlite::Connection::open(home.data().join("progress.db")).unwrap();
    let refuse = "CREATE TRIGGER refuse BEFORE INSERT ON review BEGIN SELECT RAISE(ABORT, 'not now'); END";
    database.execute_batch(refuse).unwrap();
    let run = home.run_with(&["study", KINDS, "--limit", "1"], "\n\nq\n");
    assert_eq!(run.status, 3, "leaving without it is told: {}", run.out);
    assert!(run.err.contains("error: could not store the review in"), "{}", run.err);
    let mut child = home.command(&["study", KINDS, "--limit", "1"]).spawn().unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    input.write_all(b"\n\n\n").unwrap();
    let mut told = String::new();
    let mut byte = [0];
    while told.matches("Your rating is kept here.").count() < 2 && output.read(&mut byte).unwrap() == 1 {
        told.push(char::from(byte[0]));
    }
    assert!(told.contains("Error: could not store the review in"), "{told}");
    database.execute_batch("DROP TRIGGER refuse").unwrap();
    input.write_all(b"\n").unwrap();
    drop(input);
    output.read_to_string(&mut told).unwrap();
    assert!(child.wait().unwrap().success(), "{told}");
    assert_eq!(home.log().len(), 1);
}

#[test]
fn a_log_of_a_later_version_is_left_alone() {
    let home = Home::new();
    home.run_with(&["study", KINDS], "\n\nq\n");
    let database = rusqlite::Connection::open(home.data().join("progress.db")).unwrap();
    let ours: i64 = database.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    database.execute_batch("PRAGMA user_version = 999").unwrap();
    for args in [&["study"][..], &["log"], &["backup"]] {
        let run = home.run(args);
        assert_eq!(run.status, 3);
        assert!(run.err.contains("format 999") && run.err.contains("help: update examdrill"), "{}", run.err);
    }
    assert_eq!(home.run(&["doctor"]).status, 1);
    database.execute_batch(&format!("PRAGMA user_version = {ours}")).unwrap();
    assert_eq!(home.log().len(), 1);
}
