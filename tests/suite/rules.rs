//! The rules of writing as people meet them: in the reference, in `explain` and in `check`.

use std::process::Command;

use super::tree::expect_page;

#[test]
fn the_reference_of_the_rules_is_made_from_them() {
    expect_page("docs/reference/rules.md", &examdrill::lint::reference(), "rules");
}

fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_examdrill"));
    command.args(arguments).env("EXAMDRILL_DATA_DIR", home.path()).env("NO_COLOR", "1");
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn each_rule_is_listed_and_explained_in_plain_text_of_80_columns() {
    let (status, list, _) = run(&["explain"]);
    assert_eq!(status, Some(0));
    for rule in examdrill::lint::RULES {
        assert!(list.contains(&format!("\n{} ", rule.name)), "{}", rule.name);
        let (status, page, _) = run(&["explain", rule.name]);
        assert_eq!(status, Some(0));
        assert!(
            page.starts_with(rule.name) && page.contains("\nWhy. ") && page.contains("\nGood:\n"),
            "{page}"
        );
        // Examples are indented, and as wide as they are written.
        let wide = page.lines().find(|line| !line.starts_with("    ") && line.chars().count() > 80);
        assert_eq!(wide, None);
    }
}

#[test]
fn a_mistake_that_check_finds_is_told_to_be_no_rule() {
    for code in ["newer-toml", "no-id", "unknown-key", "carried-over"] {
        let (status, page, _) = run(&["explain", code]);
        assert_eq!(status, Some(0));
        assert!(page.starts_with(code) && page.contains("finds, not a rule of writing"), "{page}");
    }
}

#[test]
fn an_unknown_rule_is_a_usage_error_that_names_the_one_that_was_meant() {
    let (status, _, error) = run(&["explain", "stem-cleu"]);
    assert_eq!(status, Some(2));
    assert_eq!(error, "error: there is no rule `stem-cleu`\nhelp: did you mean `stem-clue`?\n");
}

#[test]
fn a_warning_on_writing_is_a_finding_and_a_note_alone_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let check = |name: &str, cards: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("[deck]\nid = 'x'\ntitle = 'x'\n{cards}")).unwrap();
        run(&["check", path.to_str().unwrap()])
    };
    let card =
        |nth| format!("[[card]]\nquestion = 'Which number comes after {nth}?'\nanswer = {}\n", nth + 1);
    let (status, found, _) = check("small.toml", &(1..4).map(card).collect::<String>());
    assert!(status == Some(0) && !found.contains("missing"), "a first deck is left in peace: {found}");
    let (status, found, _) = check("note.toml", &(1..8).map(card).collect::<String>());
    assert!(status == Some(0) && found.contains("note[missing-explanation]"), "{status:?} {found}");
    let (status, found, _) = check(
        "warning.toml",
        "[[card]]\nquestion = 'Is Paris in France?'\nanswer = 'Paris'\nhint = 'It is Paris.'",
    );
    assert!(status == Some(1) && found.contains("warning[hint-with-answer]"), "{status:?} {found}");
}
