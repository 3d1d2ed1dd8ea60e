//! Runs the program as scripts do: exit statuses, JSON, pipes, and files of all sorts.

use std::fs;
use std::io::{Read, Write};

use serde_json::Value;

use super::home::{Home, KINDS, finish};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

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
        (&["preview", &clean], 0),
        (&["preview", "--plain", &clean, &bad], 1),
        (&["preview", &latin], 3),
        (&["preview", &latin, &bad], 3),
        (&["preview", "nowhere.toml"], 3),
        (&["preview"], 2),
        (&["preview", "nonsense"], 2),
        (&["preview", "core-ports"], 2),
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
        (&["check", "--format", "xml"], 2),
    ] {
        let run = home.run(args);
        assert_eq!(run.status, status, "{args:?}\n{}{}", run.out, run.err);
        assert_eq!(run.err.contains("error: "), status >= 2, "{args:?}: {}", run.err);
    }
}

#[test]
fn a_preview_finds_a_deck_by_its_id_as_a_session_does() {
    let home = Home::new();
    home.write(
        "data/decks/a-file.toml",
        "[deck]\nid = 'law'\ntitle = 'D'\n[[card]]\nid = 'c'\nfront = 'a'\nback = 'b'\n",
    );
    for name in ["law", "a-file", "a-file.toml"] {
        let run = home.run(&["preview", "--plain", name]);
        assert!(run.out.contains("1 of 1: law/c, flip"), "{name}: {}{}", run.out, run.err);
    }
    let run = home.run(&["preview", "core-ports"]);
    assert!(run.err.contains("`examdrill decks copy core-ports`"), "{}", run.err);
}

#[test]
fn keys_that_clash_are_told_beside_all_else_that_is_wrong_with_the_settings() {
    let home = Home::new();
    home.write("config/config.toml", "new_a_day = 5\nkeys = { study = { undo = 's' } }\n");
    let run = home.run(&["config"]);
    for told in ["unknown key `new_a_day`", "`s` would do two things on the screen Study"] {
        assert!(run.err.contains(told), "{told}\n{}", run.err);
    }
}

#[test]
fn minutes_that_the_plan_has_are_told_beside_those_of_the_settings() {
    let home = Home::new();
    home.run(&["plan", "set", "--minutes", "20"]);
    assert!(home.run(&["config"]).out.contains("default; the plan of an exam has 20"));
}

#[test]
fn settings_and_environment_that_make_no_sense_are_told() {
    let home = Home::new();
    home.write("config/config.toml", "new_a_day = 5\nbuttons = 3\n");
    for command in ["decks", "config"] {
        let run = home.run(&[command]);
        assert_eq!((run.status, run.out.as_str()), (3, ""));
        for told in [
            "error[unknown-key]: unknown key `new_a_day` in this settings file",
            "config/config.toml:1:1",
            "help: did you mean `new_per_day`?",
            "error[out-of-range]: `buttons` is 3, but should be 2 or 4",
            "error: `",
            "line 1: unknown key `new_a_day` in this settings file, and 1 more mistake\nhelp: mend or remove these",
        ] {
            assert!(run.err.contains(told), "{told}\n{}", run.err);
        }
    }
    assert_eq!(home.run(&["doctor"]).status, 1);
    let mut command = home.command(&["decks"]);
    command.env("EXAMDRILL_NOW", "yesterday");
    assert_eq!(finish(command, "").status, 3);
}

#[test]
fn config_tells_what_is_in_force_and_where_it_is_from() {
    let home = Home::new();
    let from = |home: &Home, name: &str| {
        let shape = home.json(&["config", "--json"]);
        let all = shape["settings"].as_array().unwrap().clone();
        let line = all.into_iter().find(|line| line["setting"] == name).unwrap();
        (line["value"].clone(), line["from"].as_str().unwrap().to_owned(), line["line"].as_u64())
    };
    assert!(home.run(&["config"]).out.contains("config.toml`, which is not there"));
    for setting in examdrill::config::SETTINGS {
        home.write("config/config.toml", format!("# mine\n{} = {}\n", setting.key.name, setting.example));
        let (value, place, line) = from(&home, setting.key.name);
        let toml: toml::Table = format!("value = {}", setting.example).parse().unwrap();
        assert_eq!(value, serde_json::to_value(&toml["value"]).unwrap());
        assert_eq!((place.as_str(), line), ("file", Some(2)));
        let shown = home.run(&["config"]).out;
        let shown = shown.lines().find(|line| line.starts_with(&format!("{} ", setting.key.name))).unwrap();
        assert!(shown.contains(&format!(" {} ", setting.example)) && shown.ends_with("line 2"), "{shown}");
    }
    assert_eq!(from(&home, "retention"), (0.9.into(), "default".to_owned(), None));
    assert!(!home.data().exists(), "looking makes nothing");
}

#[test]
fn the_page_of_statistics_needs_nothing_else_and_shows_what_decks_say_as_text() {
    let home = Home::new();
    let text = "[deck]\nid = \"evil\"\ntitle = \"Evil\"\n[[card]]\nid = \"a\"\n\
                front = \"<script>alert('1')</script> & <b>\"\nback = \"x\"\n";
    let (deck, page) = (home.write("evil.toml", text), home.write("page/none", ""));
    let page = page.replace("none", "page.html");
    let run_on = |day: usize, args: &[&str], input: &str| {
        let mut command = home.command(args);
        command.env("EXAMDRILL_NOW", format!("2026-03-{day:02}T09:00:00Z"));
        finish(command, input)
    };
    for day in 2..9 {
        run_on(day, &["study", &deck], "\n1\n\n1\n\n3\n:q\n");
    }
    let run = run_on(10, &["stats", &deck, "--html", &page], "");
    assert_eq!(run.status, 0, "{}", run.err);
    let html = std::fs::read_to_string(&page).unwrap();
    assert!(html.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; "), "{html}");
    for foreign in ["<script", "<b>", " href=", " src=", "url(", "@import", "<link"] {
        assert!(!html.contains(foreign), "{foreign}");
    }
    let addresses = html.matches("http").count();
    assert_eq!(
        addresses,
        html.matches("http://www.w3.org/2000/svg").count() + html.matches("http-equiv").count()
    );
    // The colours that are drawn are those that the style sheet knows on a dark page.
    for fill in html.split(" fill=\"#").skip(1).map(|rest| &rest[..6]) {
        assert!(html.contains(&format!("[fill=\"#{fill}\"]")), "{fill}");
    }
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
        "asked",
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
    let shown: Vec<_> =
        cards.as_array().unwrap().iter().map(|card| card["state"].as_str().unwrap()).collect();
    assert_eq!(shown[..3], ["learning", "learning", "new"]);
    assert!(cards[2]["stability"].is_null() && cards[0]["stability"].is_f64());
    let stats = home.json(&["stats", "--json"]);
    assert_eq!((stats["streak"].as_i64(), stats["reviews"].as_i64()), (Some(1), Some(2)));
    assert_eq!(stats["forecast"].as_array().unwrap().len(), 7);
    assert_eq!(stats["series"]["load"].as_array().unwrap().len(), 30);
    for review in home.log() {
        let wanted = [
            "at",
            "device",
            "id",
            "key",
            "mode",
            "parameters",
            "predicted",
            "rating",
            "retracted",
            "took_ms",
        ];
        assert!(wanted.iter().all(|key| review.get(key).is_some()), "{review}");
    }
    let bad = home.write("bad.toml", "[deck]\nid = 'd'\ntitle = 'D'\n[[card]]\nfront = 'a'\nbakc = 'b'\n");
    let findings = home.run(&["check", &bad, "--format", "json"]).out;
    for line in findings.lines() {
        let finding: Value = serde_json::from_str(line).unwrap();
        let wanted = [
            "code",
            "column",
            "end_column",
            "end_line",
            "fix",
            "help",
            "line",
            "message",
            "path",
            "severity",
        ];
        assert_eq!(keys(&finding), wanted);
        for change in finding["fix"].as_array().unwrap() {
            assert_eq!(keys(change), ["column", "end_column", "end_line", "line", "text"]);
        }
    }
    assert_eq!(findings.lines().count(), 1);
    assert!(findings.contains(r#""fix":[{"line":6,"column":1,"end_line":6,"end_column":5,"text":"back"}]"#));
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
    let untidy = home.write("e.toml", format!("{text}# the end  \n\n\n"));
    let run = home.run(&["fmt", "--check", &untidy]);
    assert_eq!((run.status, run.out), (1, format!("`{untidy}` would change: needless blanks dropped.\n")));
    assert_eq!(home.run(&["fmt", &untidy]).out, format!("`{untidy}`: needless blanks dropped.\n"));
    assert!(fs::read_to_string(&untidy).unwrap().ends_with("# the end\n"));
}

#[test]
fn a_new_deck_brings_the_schema_that_its_first_line_names() {
    let home = Home::new();
    assert_eq!(home.run(&["new", "one"]).status, 0);
    let folder = home.data().join("decks");
    let schema = fs::read_to_string(folder.join("deck.schema.json")).unwrap();
    assert_eq!(schema, home.run(&["schema"]).out);
    assert!(
        fs::read_to_string(folder.join("one.toml")).unwrap().starts_with("#:schema ./deck.schema.json\n")
    );
    // One of an earlier version is renewed, and what is not ours stays.
    for (there, wanted) in [(schema.replace("front", "forehead"), schema.as_str()), ("{}".into(), "{}")] {
        fs::write(folder.join("deck.schema.json"), there).unwrap();
        fs::remove_file(folder.join("one.toml")).unwrap();
        assert_eq!(home.run(&["new", "one"]).status, 0);
        assert_eq!(fs::read_to_string(folder.join("deck.schema.json")).unwrap(), wanted);
    }
}

#[test]
fn a_new_exam_is_clean_can_be_sat_and_brings_its_schema() {
    let home = Home::new();
    assert_eq!(home.run(&["new", "exam", "finals", "--title", "The finals"]).status, 0);
    let folder = home.data().join("decks");
    let schema = fs::read_to_string(folder.join("exam.schema.json")).unwrap();
    assert_eq!(schema, home.run(&["schema", "exam"]).out);
    assert!(
        fs::read_to_string(folder.join("finals.toml")).unwrap().starts_with("#:schema ./exam.schema.json\n")
    );
    let run = home.run(&["check"]);
    assert_eq!(run.status, 0, "{}", run.out);
    let run = home.run_with(&["quiz", "--exam", "finals", "--plain"], ":q\n");
    assert!(run.out.contains("The finals"), "{}{}", run.out, run.err);
}

#[test]
fn the_built_in_decks_are_formatted_and_one_in_braces_can_be() {
    let home = Home::new();
    assert_eq!(home.run(&["fmt", "--check", "decks"]).out, "Every card has its id.\n");
    let deck =
        home.write("braces.toml", "card = [\n  { front = 'a', back = 'b' }, # one\n]\n[deck]\ntitle = 'D'\n");
    assert_eq!(home.run(&["fmt", &deck]).out, format!("`{deck}`: 2 ids written.\n"));
    let wanted = "card = [\n  { id = \"a\", front = 'a', back = 'b' }, # one\n]\n[deck]\nid = \"braces\"\ntitle = 'D'\n";
    assert_eq!(fs::read_to_string(&deck).unwrap(), wanted);
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
