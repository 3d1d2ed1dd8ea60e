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

/// The log, but for the days that were chosen: Anki has none for the first answers to a card.
fn log(home: &Home) -> Vec<String> {
    let (_, out) = run(home, &["log", "--json"]);
    let mut rows: Vec<String> = out.lines().map(without_due).collect();
    rows.sort();
    rows
}

fn without_due(row: &str) -> String {
    let mut row: Value = serde_json::from_str(row).unwrap();
    row.as_object_mut().unwrap().remove("due").unwrap();
    row.to_string()
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

/// The decks that `latest.apkg` becomes.
const DECKS: [&str; 3] = ["networks", "networks-ports", "networks-layers"];

/// Exports those decks to a file of that name beside the home's data; gives it and what was printed.
fn export(home: &Home, name: &str, more: &[&str]) -> (String, String) {
    let file = home.folder.path().join(name).to_str().unwrap().to_owned();
    let args = [&["export"][..], &DECKS, &["--format", "apkg", "-o", &file], more].concat();
    let (status, told) = run(home, &args);
    assert_eq!(status, 0, "{told}");
    (file, told)
}

/// Answers so many questions of those decks with a rating.
fn study(home: &Home, decks: &[&str], questions: usize) {
    let args = [&["study"][..], decks, &["--plain", "--limit", "5"]].concat();
    let mut command = home.command(&args);
    let input = home.folder.path().join("input");
    fs::write(&input, ":d\n\n".repeat(questions)).unwrap();
    let output = command.env("EXAMDRILL_NOW", NOW).stdin(fs::File::open(&input).unwrap()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn an_export_brings_another_learner_the_same_cards_history_and_media() {
    let home = Home::new();
    import(&home, "latest.apkg");
    let (file, told) = export(&home, "latest.apkg", &["--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    let counts =
        ["notes", "unchanged_notes", "anki_cards", "reviews", "media"].map(|key| told[key].as_u64().unwrap());
    assert_eq!(counts, [16, 16, 22, 72, 2]);
    let other = Home::new();
    let (_, told) = run(&other, &["import", &file]);
    assert_eq!(log(&other), log(&home), "{told}");
    let texts = |home: &Home| -> Vec<_> {
        files(home).into_iter().filter(|(name, _)| name.split('.').next_back() == Some("toml")).collect()
    };
    assert_eq!(texts(&other), texts(&home));
    for name in ["plug.png", "plug.mp3"] {
        let of = |home: &Home| fs::read(home.data().join("decks/networks.media").join(name)).unwrap();
        assert!(of(&other) == of(&home), "{name}");
    }
}

#[test]
fn what_was_studied_here_goes_to_anki_and_does_not_count_twice_when_it_comes_back() {
    let home = Home::new();
    import(&home, "latest.apkg");
    study(&home, &DECKS, 1);
    let before = log(&home);
    assert_eq!(before.len(), 73);
    let (file, told) = export(&home, "back.apkg", &[]);
    assert!(told.contains("22 cards and 73 reviews"), "{told}");
    let (_, out) = run(&home, &["import", &file, "--json"]);
    let came: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (came[0]["reviews"]["new"].clone(), came[0]["reviews"]["known"].clone()),
        (0.into(), 73.into())
    );
    assert_eq!(log(&home), before);
}

#[test]
fn a_deck_of_ours_that_comes_back_from_anki_is_known_again() {
    let home = Home::new();
    study(&home, &["dhcp"], 1);
    let before = log(&home);
    assert_eq!(before.len(), 1);
    let file = home.folder.path().join("x.apkg").to_str().unwrap().to_owned();
    let (status, told) = run(&home, &["export", "dhcp", "--format", "apkg", "-o", &file]);
    assert_eq!(status, 1, "{told}");
    let (status, out) = run(&home, &["import", &file, "--json"]);
    let came: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((status, came[0]["decks"].as_array().unwrap().len()), (0, 0), "{out}");
    assert_eq!(
        (came[0]["reviews"]["new"].clone(), came[0]["reviews"]["known"].clone()),
        (0.into(), 1.into())
    );
    assert_eq!(log(&home), before);
    // Another learner has the same built-in deck.
    let other = Home::new();
    let (status, told) = run(&other, &["import", &file]);
    assert!(status == 0 && told.contains("1 review came"), "{told}");
}

#[test]
fn a_package_is_written_whole_to_a_new_file_or_not_at_all() {
    let home = Home::new();
    let at = |name: &str| home.folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(at("there"), "mine").unwrap();
    let export = |more: &[&str]| run(&home, &[&["export", "dhcp", "--format", "apkg"][..], more].concat());
    assert_eq!(export(&[]).0, 2, "a package goes to no terminal");
    assert_eq!(export(&["-o", &at("there")]).0, 2);
    assert_eq!(fs::read_to_string(at("there")).unwrap(), "mine");
    let (status, told) = export(&["-o", &at("there/x.apkg")]);
    assert_eq!(status, 3, "{told}");
    let left: Vec<_> =
        fs::read_dir(home.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["there"]);
}
