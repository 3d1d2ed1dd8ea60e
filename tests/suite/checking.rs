//! `check` where it changes files, or looks at what they were: fixes, and commits of git.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::home::{Home, Run, finish};

const HEAD: &str = "[deck]\nid = 'd'\ntitle = 'D'\n";

fn card(prompt: &str, answer: &str) -> String {
    format!("[[card]]\nquestion = \"{prompt}\"\nanswer = \"{answer}\"\n")
}

/// Runs git in `folder`, whatever the machine's own settings say.
fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]);
    let output =
        command.args(arguments).current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A home whose folder `repository/more` holds `files` in a commit.
fn committed(files: &[(&str, &str)]) -> Home {
    let home = Home::new();
    for (name, text) in files {
        home.write(&format!("repository/more/{name}"), text);
    }
    let folder = home.folder.path().join("repository");
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-qm", "decks"]);
    home
}

fn check(home: &Home, arguments: &[&str]) -> Run {
    let mut command = home.command(&[]);
    command.args(["check"]).args(arguments).current_dir(home.folder.path().join("repository"));
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    finish(command, "")
}

#[test]
fn an_edit_is_told_against_a_commit_before_anything_is_lost() {
    let before = [
        card("Which port does SSH use?", "22"),
        card("What is a lease?", "time"),
        card("Which port does a DHCP server use?", "67"),
        card("Name the layers of the model.", "seven"),
        card("Who sends the first message?", "the client"),
    ];
    let home = committed(&[("d.toml", &(HEAD.to_owned() + &before.concat()))]);
    assert_eq!(check(&home, &["more/d.toml", "--against", "HEAD"]).status, 0);
    let after = [
        card("Which TCP port does SSH use?", "22"),
        card("What is a lease?", "time"),
        card("Which port does the DHCP server use?", "67"),
        card("Which port does this DHCP server use?", "67"),
        format!("[[card]]\nid = 'who-sends-the-first-message'\n{}", &card("2+2?", "4")["[[card]]\n".len()..]),
    ];
    home.write("repository/more/d.toml", HEAD.to_owned() + &after.concat());
    let run = check(&home, &["more", "--against", "HEAD"]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    for told in [
        "note[carried-over]: the progress of `d/which-port-does-ssh-use` will go on in `d/which-tcp-port-does-ssh-use`",
        "warning[unclear-progress]",
        "warning[resting-progress]: no card asks `d/name-the-layers-of-the-model` any more",
        "warning[reused-id]: `d/who-sends-the-first-message` asks something else now",
        "Against `HEAD`: 2 questions keep their progress, 1 carried over, 1 in doubt, 1 reset.",
    ] {
        assert!(run.out.contains(told), "{told} is not in\n{}", run.out);
    }
    assert!(!check(&home, &["more"]).out.contains("progress of `d/which"), "only on request");
}

#[test]
fn a_deck_of_several_files_and_a_deck_with_a_new_name_are_known_again() {
    let main = format!("{HEAD}include = ['parts/*.toml']\n{}", card("One?", "1"));
    let home = committed(&[("d.toml", &main), ("parts/a.toml", &card("Two?", "2"))]);
    let told = |run: &Run, text: &str| assert!(run.out.contains(text), "{}{}", run.out, run.err);
    told(&check(&home, &["more", "--against", "HEAD"]), "2 questions keep their progress, 0 carried over");
    home.write("repository/more/parts/a.toml", card("Three?", "3"));
    told(&check(&home, &["more", "--against", "HEAD"]), "no card asks `d/two` any more");
    home.write("repository/more/d.toml", main.replace("id = 'd'", "id = 'other'"));
    told(
        &check(&home, &["more", "--against=HEAD"]),
        "the deck `d` is called `other` now, so all of its 2 questions",
    );
    home.write("repository/more/new.toml", HEAD.replace("'d'", "'new'") + &card("New?", "yes"));
    home.write("repository/more/d.toml", &main);
    assert!(!check(&home, &["more/new.toml", "--against", "HEAD"]).out.contains("progress rests"));
}

#[test]
fn a_deck_is_known_by_its_id_whatever_its_file_is_called_and_missed_when_it_is_gone() {
    let deck = |id: &str, cards: &str| HEAD.replace("'d'", &format!("'{id}'")) + cards;
    let osi = deck("osi", &(card("One?", "1") + &card("Which port does SSH use?", "22")));
    let home = committed(&[
        ("osi.toml", &osi),
        ("sub/tcp.toml", &deck("tcp", &card("Three?", "3"))),
        ("whole.toml", &deck("whole", "").replace("\ntitle", "\ninclude = ['parts/*.toml']\ntitle")),
        ("parts/a.toml", &card("Four?", "4")),
    ]);
    let more = home.folder.path().join("repository/more");
    fs::rename(more.join("osi.toml"), more.join("week3.toml")).unwrap();
    for arguments in [&["more", "--against", "HEAD"][..], &["more/week3.toml", "--against", "HEAD"]] {
        let run = check(&home, arguments);
        let kept = if arguments[0] == "more" { 4 } else { 2 };
        let told = format!("Against `HEAD`: {kept} questions keep their progress, 0 carried over");
        assert!(run.status == 0 && run.out.contains(&told), "{}{}", run.out, run.err);
    }
    home.write("repository/more/week3.toml", osi.replace("port", "TCP port"));
    let run = check(&home, &["more", "--against", "HEAD"]);
    assert!(
        run.out.contains("`osi/which-port-does-ssh-use` will go on in `osi/which-tcp-port-does-ssh-use`"),
        "{}{}",
        run.out,
        run.err
    );
    // A new deck in the place of one that moved is new.
    home.write("repository/more/osi.toml", deck("new", &card("New?", "yes")));
    let run = check(&home, &["more", "--against", "HEAD"]);
    assert!(!run.out.contains("renamed-deck") && !run.out.contains("missing-deck"), "{}", run.out);
    fs::remove_dir_all(more.join("sub")).unwrap();
    fs::remove_file(more.join("week3.toml")).unwrap();
    fs::remove_file(more.join("osi.toml")).unwrap();
    let run = check(&home, &["more", "--against", "HEAD"]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    for told in [
        "warning[missing-deck]: the deck `osi` of `HEAD` is in none of these files any more; the progress of its 2 questions rests",
        "more/osi.toml:1",
        "warning[missing-deck]: the deck `tcp` of",
        "Against `HEAD`: 1 question keeps its progress, 0 carried over, 0 in doubt, 3 reset.",
        "2 warnings",
    ] {
        assert!(run.out.contains(told), "{told} is not in\n{}", run.out);
    }
    // Who names files asks about these only.
    let run = check(&home, &["more/whole.toml", "--against", "HEAD"]);
    assert!(run.status == 0 && !run.out.contains("missing-deck"), "{}", run.out);
}

#[test]
fn before_the_first_commit_there_is_nothing_to_compare_with() {
    let home = Home::new();
    home.write("repository/more/d.toml", HEAD.to_owned() + &card("One?", "1"));
    git(&home.folder.path().join("repository"), &["init", "-q"]);
    let run = check(&home, &["more", "--against", "HEAD"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert_eq!(check(&home, &["more", "--against", "main~1"]).status, 2);
}

#[test]
fn what_git_cannot_answer_is_told_with_what_to_do() {
    let home = committed(&[("d.toml", HEAD)]);
    for (arguments, status, told) in [
        (&["more", "--against", "nonsense"][..], 2, "git knows no commit `nonsense`"),
        (&["more", "--against", "--output=x"], 2, "error: "),
        (&["--against", "more"], 2, "write the paths first: `examdrill check more --against`"),
        (&["more", "--against"], 0, "there is no log yet"),
    ] {
        let run = check(&home, arguments);
        assert_eq!(run.status, status, "{arguments:?} {}{}", run.out, run.err);
        assert!(run.err.contains(told), "{arguments:?} {}", run.err);
    }
    fs::remove_dir_all(home.folder.path().join("repository/.git")).unwrap();
    let run = check(&home, &["more", "--against", "HEAD"]);
    assert!(run.status == 3 && run.err.contains("is in no git repository"), "{}", run.err);
}

#[test]
fn against_the_log_a_lost_question_is_a_warning() {
    let home = committed(&[("d.toml", &(HEAD.to_owned() + &card("Which port does SSH use?", "22")))]);
    let deck = home.folder.path().join("repository/more/d.toml").display().to_string();
    assert_eq!(home.run_with(&["study", &deck], "22\n3\n").status, 0);
    home.write("repository/more/d.toml", HEAD.to_owned() + &card("Name the seven layers.", "many"));
    let (asked, plain) = (check(&home, &["more", "--against"]), check(&home, &["more"]));
    assert!(asked.status == 1 && asked.out.contains("warning[resting-progress]"), "{}", asked.out);
    assert!(asked.out.contains("Against your log: 0 questions keep their progress"), "{}", asked.out);
    assert!(plain.status == 0 && plain.out.contains("note[resting-progress]"), "{}", plain.out);
}

#[test]
fn no_fix_prints_what_commands_a_terminal() {
    let home = Home::new();
    let text = "[deck]\nid = 'd'\ntitel = \"a\u{202e}\u{9b}2J\"\n[[card]]\n\"\\u001bbakc\" = 1\nfront = \"\u{9b}\"\nbakc = \"b\"\n";
    let deck = home.write("d.toml", text);
    for arguments in [&["--fix", "--dry-run"][..], &["--format", "github"], &[], &["--fix"]] {
        let mut all = vec!["check", deck.as_str()];
        all.extend(arguments);
        let run = home.run(&all);
        let printed = run.out + &run.err;
        assert!(
            printed.contains("titel") && !printed.contains(['\u{1b}', '\u{9b}', '\u{202e}']),
            "{printed:?}"
        );
    }
    // The file keeps what stands in it: it is the author's.
    assert!(fs::read_to_string(&deck).unwrap().contains("title = \"a\u{202e}\u{9b}2J\""));
}

#[test]
fn fixing_writes_whole_files_and_nothing_where_it_may_not() {
    let home = Home::new();
    let text = "[deck]\r\ntitle = \"D\"\r\n[[card]]\r\nfrnt = \"f\"\r\nback = \"b\"\r\n";
    let deck = home.write("mine.toml", text);
    let patch = home.run(&["check", &deck, "--fix", "--dry-run"]);
    assert_eq!((patch.status, fs::read_to_string(&deck).unwrap().as_str()), (1, text));
    assert!(
        patch.out.contains("\n-frnt = \"f\"\r\n") && patch.out.contains("\n+front = \"f\"\r\n"),
        "{:?}",
        patch.out
    );
    assert!(patch.err.contains("`--fix` would mend 3"), "{}", patch.err);
    let json = home.run(&["check", &deck, "--fix", "--format", "json"]);
    assert_eq!((json.status, json.out.as_str()), (0, ""), "{}", json.err);
    assert!(json.err.contains("note: Fixed `"), "{}", json.err);
    let wanted = "[deck]\r\nid = \"mine\"\r\ntitle = \"D\"\r\n[[card]]\r\nid = \"f\"\r\nfront = \"f\"\r\nback = \"b\"\r\n";
    assert_eq!(fs::read_to_string(&deck).unwrap(), wanted);
    assert!(home.run(&["check", &deck, "--fix"]).out.ends_with("nothing to mend; 0 fixed\n"));
    // An exam is mended as well.
    let exam = home.write("exam.toml", "[exam]\nid = 'e'\ntitle = 'E'\npas = 50\n[[form]]\nid = 'f'\nquestions = 1\n[[topic]]\ntag = 'x'\nweight = 1\n");
    home.run(&["check", &exam, "--fix"]);
    assert!(fs::read_to_string(&exam).unwrap().contains("\npass = 50\n"));
    let locked = home.write("locked.toml", text);
    let mut permissions = fs::metadata(&locked).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&locked, permissions).unwrap();
    let run = home.run(&["check", &locked, "--fix"]);
    assert!(run.status == 3 && run.err.contains("nothing was changed"), "{}{}", run.out, run.err);
    assert_eq!(fs::read_to_string(&locked).unwrap(), text);
}
