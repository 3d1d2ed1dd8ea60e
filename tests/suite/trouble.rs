//! A log that is in trouble: what is told, and that nothing is lost.

use std::fs;
use std::io::{Read, Write};

use rusqlite::Connection;

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
    let database = Connection::open(home.data().join("progress.db")).unwrap();
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
    let database = Connection::open(home.data().join("progress.db")).unwrap();
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

/// A learner with two reviews, the backup of the day and one made by hand.
fn studied() -> Home {
    let home = Home::new();
    home.run_with(&["study", KINDS], "\n\n67\n\nq\n");
    assert_eq!(home.run(&["backup"]).status, 0);
    home
}

/// The names in a folder of the learner's.
fn names(home: &Home, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(home.data().join(folder)).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_lost_log_stops_every_command_that_needs_it_and_nothing_is_made() {
    let home = studied();
    let log = home.data().join("progress.db");
    for content in [None, Some(""), Some("x"), Some("a text that a sync program has put there")] {
        match content {
            None => fs::remove_file(&log).unwrap(),
            Some(content) => fs::write(&log, content).unwrap(),
        }
        let before = names(&home, "");
        for args in [
            &[][..],
            &["study"],
            &["study", "--plain"],
            &["quiz", "dhcp"],
            &["quiz", "history"],
            &["quiz", "result"],
            &["log"],
            &["log", "--json"],
            &["stats"],
            &["decks"],
            &["cards"],
            &["backup"],
        ] {
            let run = home.run(args);
            assert_eq!((run.status, run.out.as_str()), (3, ""), "{args:?}: {}", run.err);
            assert!(
                run.err.contains("restore --newest") && run.err.contains("restore --fresh"),
                "{}",
                run.err
            );
        }
        let doctor = home.run(&["doctor"]);
        assert_eq!(doctor.status, 1);
        assert!(
            doctor.out.contains("restore --newest") && doctor.out.contains("all 2 backups"),
            "{}",
            doctor.out
        );
        let listed = home.run(&["backup", "--list"]);
        assert_eq!((listed.status, listed.out.lines().count()), (0, 3), "{}", listed.out);
        assert_eq!(names(&home, ""), before);
    }
}

#[test]
fn the_newest_backup_that_can_be_used_is_brought_back() {
    let home = studied();
    fs::remove_file(home.data().join("progress.db")).unwrap();
    let newest = home.data().join("backups/2026-03-02T09-00-00Z-manual.db.gz");
    let bytes = fs::read(&newest).unwrap();
    fs::write(&newest, &bytes[..bytes.len() / 2]).unwrap();
    let listed = home.run(&["backup", "--list"]);
    assert!(
        listed.out.contains("BROKEN") && listed.err.contains("cut short"),
        "{}{}",
        listed.out,
        listed.err
    );
    let run = home.run(&["restore", "--newest"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("2026-03-02.db.gz`: 2 reviews"), "{}", run.out);
    assert_eq!(home.log().len(), 2);
    let doctor = home.run(&["doctor"]);
    assert_eq!(doctor.status, 1);
    assert!(doctor.out.contains("-manual.db.gz`: the file is damaged (it is cut short)"), "{}", doctor.out);
    // Removing it is asked about first.
    let left = home.run_with(&["doctor", "--fix"], "no\n");
    assert!(left.status == 1 && newest.exists(), "{}", left.out);
    let removed = home.run_with(&["doctor", "--fix"], "y\n");
    assert!(removed.status == 0 && !newest.exists(), "{}", removed.out);
}

#[test]
fn where_no_backup_can_be_used_that_is_told_and_one_can_begin_anew() {
    let home = studied();
    let log = home.data().join("progress.db");
    fs::write(&log, "precious, perhaps").unwrap();
    for name in names(&home, "backups") {
        fs::write(home.data().join("backups").join(name), [0; 512]).unwrap();
    }
    let run = home.run(&["restore", "--newest"]);
    assert_eq!(run.status, 3);
    assert!(run.err.contains("none of the backups") && run.err.contains("--fresh"), "{}", run.err);
    assert_eq!(fs::read(&log).unwrap(), b"precious, perhaps");
    let run = home.run(&["restore", "--fresh"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let aside = home.data().join("progress.db.set-aside-2026-03-02T09-00-00Z");
    assert!(run.out.contains(&aside.display().to_string()), "{}", run.out);
    assert_eq!(fs::read(aside).unwrap(), b"precious, perhaps");
    assert_eq!(home.log().len(), 0);
    home.run_with(&["study", KINDS], "\n\nq\n");
    assert_eq!(home.log().len(), 1);
}

#[test]
fn the_doctor_speaks_to_programs() {
    let home = studied();
    let well = home.json(&["doctor", "--json"]);
    assert_eq!(well["well"], true);
    fs::write(home.data().join("backups/2026-03-01.db"), "").unwrap();
    let run = home.run(&["doctor", "--json", "--fix"]);
    assert_eq!(run.status, 1);
    let told: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let bad: Vec<_> =
        told["findings"].as_array().unwrap().iter().filter(|finding| finding["ok"] == false).collect();
    assert_eq!(bad.len(), 1, "{}", run.out);
    assert_eq!((&bad[0]["code"], &bad[0]["fix"]), (&"broken-backup".into(), &"asks".into()));
}

#[cfg(unix)]
#[test]
fn what_a_killed_run_has_left_goes_at_the_next_start() {
    let home = studied();
    let mut over = std::process::Command::new("true").spawn().unwrap();
    over.wait().unwrap();
    let decks = home.data().join("decks");
    fs::create_dir_all(&decks).unwrap();
    let litter = [
        home.data().join(format!("backups/.copy-{}-a1b2c3.db", over.id())),
        decks.join(format!(".examdrill-{}-a1b2c3", over.id())),
    ];
    for file in &litter {
        fs::write(file, "half").unwrap();
    }
    let doctor = home.run(&["doctor"]);
    assert!(doctor.status == 1 && doctor.out.contains("a write that was killed"), "{}", doctor.out);
    home.run_with(&["study", KINDS], "q\n");
    assert!(!litter.iter().any(|file| file.exists()));
    assert_eq!(home.run(&["doctor"]).status, 0);
}

#[test]
fn a_key_in_the_log_cannot_command_the_terminal() {
    let home = studied();
    let database = Connection::open(home.data().join("progress.db")).unwrap();
    database.execute("UPDATE question SET key = 'd/\u{1b}[2J\u{202e}\nlast'", []).unwrap_err();
    database.execute("UPDATE question SET key = 'd/\u{1b}[2J\u{202e}\nlast' WHERE number = 1", []).unwrap();
    let run = home.run(&["log"]);
    assert_eq!(run.out.lines().count(), 3, "{}", run.out);
    assert!(run.out.contains("d/\u{241b}[2J\u{fffd}\u{240a}last"), "{}", run.out);
}
