//! Two homes and one place, as a learner has them.

use std::fs;

use super::home::{Home, KINDS, finish};

/// The path of the place, beside the data of a home.
fn place(home: &Home) -> String {
    home.folder.path().join("place").display().to_string()
}

fn ids(home: &Home) -> Vec<String> {
    let mut ids: Vec<_> = home.log().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
    ids.sort();
    ids
}

#[test]
fn what_is_studied_on_two_devices_comes_together() {
    let (laptop, desktop) = (Home::new(), Home::new());
    let place = place(&laptop);
    laptop.run_with(&["study", KINDS, "--limit", "2"], "\n4\n67\n\n:q\n");
    let first = laptop.run(&["sync", "set", &place]);
    assert_eq!(first.status, 0, "{}", first.err);
    assert!(first.out.contains("Sent 2 reviews"), "{}", first.out);
    // A new machine has no log yet.
    let dry = desktop.run(&["sync", "--dry-run"]);
    assert_eq!(dry.status, 2, "nothing is set up: {}", dry.err);
    let second = desktop.run(&["sync", "set", &place]);
    assert!(second.out.contains("Took 2 reviews"), "{}{}", second.out, second.err);
    assert_eq!(ids(&laptop), ids(&desktop));
    assert_eq!(desktop.run(&["sync"]).out, "Nothing new, neither there nor here.\n");
    let status = desktop.json(&["sync", "status", "--json"]);
    assert_eq!(status["devices"].as_array().unwrap().len(), 1);
    assert_eq!(status["last"]["taken"]["reviews"], 0);
    assert_eq!(laptop.run(&["stats", "--json"]).out, desktop.run(&["stats", "--json"]).out);
}

#[test]
fn a_session_line_by_line_syncs_by_itself() {
    let (laptop, desktop) = (Home::new(), Home::new());
    let place = place(&laptop);
    laptop.run(&["sync", "set", &place]);
    // Another chance than the laptop's, or both devices would draw the same id again and again.
    let on_desktop = |args: &[&str], input: &str| {
        let mut command = desktop.command(args);
        command.env("EXAMDRILL_SEED", "2");
        finish(command, input)
    };
    on_desktop(&["sync", "set", &place], "");
    laptop.run_with(&["study", KINDS, "--limit", "2"], "\n4\n67\n\n:q\n");
    // Leaving waits a second for it at most, and the next session does what was not done by then.
    for _ in 0..20 {
        laptop.run_with(&["study", KINDS], ":q\n");
        let run = on_desktop(&["study", KINDS], ":q\n");
        assert_eq!(run.status, 0, "{}", run.err);
        if run.err.contains("Synced. Took 2 reviews") {
            return assert_eq!(ids(&laptop), ids(&desktop));
        }
    }
    panic!("nothing came");
}

#[test]
fn a_place_that_is_pulled_away_costs_nothing() {
    let laptop = Home::new();
    let place = place(&laptop);
    laptop.run(&["sync", "set", &place]);
    fs::rename(&place, format!("{place}-away")).unwrap();
    laptop.run_with(&["study", KINDS, "--limit", "2"], "\n4\n67\n\n:q\n");
    let gone = laptop.run(&["sync"]);
    assert!(gone.status == 3 && gone.err.contains("cannot be reached"), "{}", gone.err);
    fs::create_dir(&place).unwrap();
    let empty = laptop.run(&["sync"]);
    assert!(empty.status == 3 && empty.err.contains("is it mounted?"), "{}", empty.err);
    fs::remove_dir(&place).unwrap();
    fs::rename(format!("{place}-away"), &place).unwrap();
    assert!(laptop.run(&["sync"]).out.starts_with("Sent 2 reviews"));
    assert_eq!(laptop.run(&["sync", "off"]).status, 0);
    assert_eq!(laptop.run(&["sync"]).status, 2);
}

#[test]
fn what_this_build_cannot_do_is_said_before_anything_is_asked() {
    let laptop = Home::new();
    if !cfg!(feature = "age") {
        let run = laptop.run(&["sync", "set", &place(&laptop), "--encrypt"]);
        assert!(run.status == 3 && run.err.contains("has no encryption"), "{}", run.err);
        assert!(run.err.contains("--features age"), "{}", run.err);
    }
    if !cfg!(feature = "cloud") {
        let run = laptop.run(&["sync", "set", "s3://bucket/folder"]);
        assert!(run.status == 3 && run.err.contains("has no cloud places"), "{}", run.err);
        assert!(run.err.contains("--features cloud"), "{}", run.err);
    }
    let run = laptop.run(&["sync", "set", "https://ann:secret@dav.example/x"]);
    assert!(run.status == 3 && run.err.contains("password") && !run.err.contains("secret"), "{}", run.err);
    assert!(!laptop.data().join("sync.toml").exists());
}

#[cfg(feature = "age")]
#[test]
fn an_encrypted_place_asks_each_device_for_the_passphrase_once() {
    let (laptop, desktop) = (Home::new(), Home::new());
    let place = place(&laptop);
    let with = |home: &Home, args: &[&str], passphrase: &str| {
        let mut command = home.command(args);
        command.env("EXAMDRILL_SYNC_PASSPHRASE", passphrase);
        finish(command, "")
    };
    laptop.run_with(&["study", KINDS, "--limit", "2"], "\n4\n67\n\n:q\n");
    let set = ["sync", "set", &place, "--encrypt"];
    assert!(laptop.run(&set).err.contains("EXAMDRILL_SYNC_PASSPHRASE"), "no terminal, no passphrase");
    assert_eq!(with(&laptop, &set, "short").status, 2);
    let first = with(&laptop, &set, "correct horse battery");
    assert!(first.out.contains(", encrypted.") && first.out.contains("Sent 2 reviews"), "{first:?}");
    let wrong = with(&desktop, &["sync", "set", &place], "correct house battery");
    assert!(wrong.status == 3 && wrong.err.contains("the passphrase is not that of"), "{}", wrong.err);
    let second = with(&desktop, &["sync", "set", &place], "correct horse battery");
    assert!(second.out.contains("Took 2 reviews"), "{second:?}");
    assert_eq!(ids(&laptop), ids(&desktop));
    assert_eq!(desktop.run(&["sync"]).out, "Nothing new, neither there nor here.\n");
    fs::remove_file(desktop.data().join("sync.key")).unwrap();
    let locked = desktop.run(&["sync"]);
    assert!(locked.status == 3 && locked.err.contains("asks for the passphrase"), "{}", locked.err);
}
