//! What an exam file says, and what is wrong with it.

use proptest::prelude::*;

use super::*;

const GOOD: &str = r#"[exam]
id      = "x"
title   = "X"
pass    = 675
scale   = [100, 900]
tags    = ["a"]
without = ["b"]

[[form]]
id        = "full"
questions = 90
minutes   = 90

[[topic]]
tag    = "dhcp"
weight = 2

[[topic]]
tags   = ["dns", "names"]
title  = "Names"
weight = 1
"#;

fn parse(text: &str) -> (Option<Exam>, Vec<Diagnostic>) {
    read(&SourceFile { name: "x.toml".into(), text: text.into() })
}

fn codes(text: &str) -> Vec<&'static str> {
    parse(text).1.iter().map(|finding| finding.code.name()).collect()
}

#[test]
fn an_exam_is_read() {
    let (exam, findings) = parse(GOOD);
    assert_eq!(findings, []);
    let exam = exam.unwrap();
    assert_eq!((exam.id.as_str(), exam.pass, exam.scale), ("x", 675, (100, 900)));
    let form = &exam.forms[0];
    assert_eq!((form.questions, form.minutes, form.performance, form.many), (90, Some(90), 5, 11));
    assert_eq!(exam.shares(form), [60, 30]);
    assert_eq!(exam.topics[0].title, "dhcp");
}

#[test]
fn a_question_belongs_to_the_first_topic_of_its_tags_if_the_exam_asks_it() {
    let exam = parse(GOOD).0.unwrap();
    let topic = |tags: &str| exam.topic_for("d", &tags.split(' ').map(str::to_owned).collect::<Vec<_>>());
    assert_eq!(topic("a names"), Some(1));
    assert_eq!(topic("a dns dhcp"), Some(0));
    assert_eq!(topic("dhcp"), None, "not of this exam");
    assert_eq!(topic("a b dhcp"), None, "kept out");
    assert_eq!(topic("a"), None, "of no topic");
}

#[test]
fn every_mistake_is_found_where_it_stands() {
    for (old, new, code) in [
        ("id      = \"x\"\n", "", "missing-key"),
        ("title   = \"X\"\n", "", "missing-key"),
        ("pass    = 675\n", "", "missing-key"),
        ("pass    = 675", "pass = \"much\"", "wrong-type"),
        ("pass    = 675", "pass = 901", "pass-off-scale"),
        ("scale   = [100, 900]", "scale = [900, 100]", "bad-scale"),
        ("scale   = [100, 900]", "scale = 900", "wrong-type"),
        ("minutes   = 90", "minuets = 90", "unknown-key"),
        ("minutes   = 90", "minutes = 0", "out-of-range"),
        ("questions = 90", "questions = -1", "out-of-range"),
        ("questions = 90", "questions = 9223372036854775807", "out-of-range"),
        ("minutes   = 90", "many = 91", "out-of-range"),
        ("weight = 2", "weight = 0", "out-of-range"),
        ("weight = 2", "weight = 0.5", "wrong-type"),
        ("weight = 2\n", "", "missing-key"),
        ("tag    = \"dhcp\"\n", "", "missing-key"),
        ("tag    = \"dhcp\"", "tag = \"dns\"", "overlapping-topics"),
        ("[[form]]", "[[froms]]", "unknown-table"),
        ("title  = \"Names\"", "title = \"Names", "syntax"),
        ("[[topic]]\ntag ", "[[form]]\nid = \"full\"\nquestions = 1\n[[topic]]\ntag ", "duplicate-id"),
    ] {
        assert!(GOOD.contains(old), "{old}");
        let text = GOOD.replace(old, new);
        let codes = codes(&text);
        assert!(codes.contains(&code), "{new}: {codes:?}");
        let is_warning = code == "overlapping-topics";
        assert_eq!(parse(&text).0.is_some(), is_warning, "{new}");
    }
    let help = |text: &str| parse(text).1.iter().find_map(|f| f.help.clone()).unwrap();
    assert_eq!(help(&GOOD.replace("minutes ", "minuets ")), "did you mean `minutes`?");
    assert_eq!(codes("[exam]\nid = 'x'\ntitle = 'X'\npass = 50"), ["missing-table", "missing-table"]);
}

#[test]
fn an_exam_file_has_an_exam_and_no_deck() {
    assert!(is_exam(GOOD));
    assert!(is_exam("  [ exam ] # broken\nid = "));
    assert!(!is_exam("[deck]\nid = 'd'\n[exam]\n"));
    assert!(!is_exam("[[card]]\nquestion = 'the [exam]'"));
    assert!(!is_exam("[examiner]\n"));
}

proptest! {
    #[test]
    fn no_text_makes_reading_panic(text in "(\\[?\\[(exam|form|topic)\\]\\]?\n|(id|title|pass|scale|tag|tags|weight|questions|minutes|many) = ([-0-9]{0,20}|\"[a-zä ]{0,5}\"|\\[[0-9, ]{0,9}\\]|\\{\\})\n|\\PC{0,9}\n){0,12}") {
        let (exam, findings) = parse(&text);
        let failed = findings.iter().any(|finding| finding.severity == Severity::Error);
        prop_assert_eq!(exam.is_none(), failed);
    }

    #[test]
    fn a_cut_exam_file_is_reported_and_never_panics(cut in 0..GOOD.len()) {
        let (exam, findings) = parse(&GOOD[..cut]);
        prop_assert_eq!(exam.is_none(), !findings.is_empty());
    }
}
