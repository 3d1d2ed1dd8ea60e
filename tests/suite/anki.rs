//! Packages of Anki, made by Anki itself: what comes, and what a second import does.

use std::fs;

use serde_json::Value;

use super::home::Home;

const FIXTURES: &str = "tests/fixtures/anki";
/// After the newest review of the fixtures.
const NOW: &str = "2027-01-02T09:00:00Z";

/// Runs the program at a time at which all reviews lie behind; gives its status and what it printed.
fn run(home: &Home, args: &[&str]) -> (i32, String) {
    let output = home.command(args).env("EXAMDRILL_NOW", NOW).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), text)
}

fn import(home: &Home, name: &str) -> Value {
    let (_, out) = run(home, &["import", &format!("{FIXTURES}/{name}"), "--json"]);
    let all: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}"));
    all[0].clone()
}

fn log(home: &Home) -> Vec<String> {
    let (_, out) = run(home, &["log", "--json"]);
    let mut rows: Vec<String> = out.lines().map(str::to_owned).collect();
    rows.sort();
    rows
}

/// The files of the learner's decks with what they hold.
fn files(home: &Home) -> Vec<(String, Vec<u8>)> {
    let folder = home.data().join("decks");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.path().is_file())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn all_generations_bring_the_same_cards_and_the_same_history() {
    let mut logs = Vec::new();
    for name in ["latest.apkg", "legacy.apkg", "whole.colpkg"] {
        let home = Home::new();
        let came = import(&home, name);
        let cards: Vec<_> = came["decks"]
            .as_array()
            .unwrap()
            .iter()
            .map(|deck| (deck["deck_id"].clone(), deck["cards"].clone()))
            .collect();
        let wanted = [("networks", 10), ("networks-ports", 6), ("networks-layers", 2)];
        assert_eq!(cards, wanted.map(|(id, cards)| (Value::from(id), Value::from(cards))), "{name}");
        assert_eq!(came["reviews"]["new"], 72, "{name}");
        assert_eq!(came["memories"]["same"], came["memories"]["compared"], "{name}");
        assert!(came["memories"]["compared"].as_u64().unwrap() > 10, "{name}");
        assert!(home.data().join("decks/networks.media/plug.png").is_file());
        logs.push(log(&home));
    }
    assert_eq!(logs[0].len(), 72);
    assert!(logs[0].iter().any(|row| row.contains("\"forgotten\"")));
    assert!(logs[0].iter().any(|row| row.contains("\"rescheduled\"")));
    assert!(logs.iter().all(|log| *log == logs[0]), "the same on every machine");
}

#[test]
fn a_second_import_brings_nothing_and_an_edit_of_the_learner_stays() {
    let home = Home::new();
    import(&home, "latest.apkg");
    let path = home.data().join("decks/networks.toml");
    let edited = fs::read_to_string(&path).unwrap().replace("\"and begun anew\"", "\"my own words\"");
    fs::write(&path, edited).unwrap();
    let (before, decks) = (log(&home), files(&home));
    let again = import(&home, "latest.apkg");
    assert_eq!(again["reviews"]["new"], 0);
    assert!(again["decks"].as_array().unwrap().iter().all(|deck| deck["cards"] == 0));
    assert_eq!(log(&home), before);
    assert_eq!(files(&home), decks);
}

#[test]
fn what_a_killed_import_began_the_next_one_finishes() {
    let home = Home::new();
    import(&home, "latest.apkg");
    let (rows, decks) = (log(&home), files(&home));
    // The log is written, and no deck has its place yet; or one has only what is kept beside it.
    for gone in [&["networks-ports.toml", "networks-ports.anki"][..], &["networks-layers.toml"]] {
        for name in gone {
            fs::remove_file(home.data().join("decks").join(name)).unwrap();
        }
        let again = import(&home, "latest.apkg");
        assert_eq!(again["reviews"]["new"], 0);
        assert_eq!(log(&home), rows);
        assert_eq!(files(&home), decks);
    }
}

#[test]
fn a_trial_writes_nothing() {
    let home = Home::new();
    let (status, told) = run(&home, &["import", &format!("{FIXTURES}/latest.apkg"), "--dry-run"]);
    assert_eq!(status, 1, "{told}");
    assert!(told.contains("would bring 10 cards") && told.contains("72 reviews would come"), "{told}");
    assert!(!home.data().exists());
}

#[test]
fn a_package_of_another_program_comes_as_well() {
    let home = Home::new();
    let (status, told) = run(&home, &["import", &format!("{FIXTURES}/genanki.apkg")]);
    assert_eq!(status, 0, "{told}");
    assert!(told.contains("brought 4 cards"), "{told}");
}

#[test]
fn what_says_how_texts_are_read_is_refused_for_a_package() {
    let home = Home::new();
    let (status, told) = run(&home, &["import", &format!("{FIXTURES}/latest.apkg"), "--to", "x"]);
    assert_eq!(status, 2, "{told}");
    assert!(!home.data().exists());
}
