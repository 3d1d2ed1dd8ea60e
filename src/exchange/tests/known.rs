//! A file that is imported again: what it says otherwise is told, and taken over when it is asked for.

use super::*;
use crate::source::SourceFile;

/// Imports `new` into the deck that `old` made, and gives its text and what is told.
fn again(format: &str, old: &str, new: &str, updates: bool) -> (String, Report) {
    let format = Format::named(format).unwrap();
    let (before, ..) = deck_of(&format.read(old.as_bytes(), &Reading::default()).cards);
    let (text, report) = taken_in(&before, format, new, updates);
    assert!(updates || text.starts_with(&before), "{text}");
    let (_, findings) = crate::deck::parse(&[SourceFile { name: "x.toml".into(), text: text.clone() }]);
    assert_eq!(findings, [], "{text}");
    (text, report)
}

/// Imports `new` into the deck `text`, and gives its text and what is told.
fn taken_in(text: &str, format: &Format, new: &str, updates: bool) -> (String, Report) {
    let mut files = [SourceFile { name: "x.toml".into(), text: text.into() }];
    let (deck, _) = crate::deck::parse(&files);
    let cards = format.read(new.as_bytes(), &Reading::default()).cards;
    let mut report = Report::default();
    merged_into(&mut files, &deck, &cards, Taking { updates, says: format.says() }, &mut report);
    let [file] = files;
    (file.text, report)
}

/// Old and new, and the keys that differ.
const CORRECTED: &[(&str, &str, &str, &[&str])] = &[
    ("csv", "front,back\nSSH port?,23\n", "front,back\nSSH port?,22\n", &["back"]),
    ("tsv", "#html:false\na\tb\tc\n", "#html:false\na\tb\td\n", &["explain"]),
    ("tsv", "#html:false\na\tb\n", "#html:false\na\tb\td\n", &["explain"]),
    ("tsv", "#html:false\na\tb\tc\nd\te\tf\n", "#html:false\na\tb\t\nd\te\tf\n", &["explain"]),
    ("tsv", "#tags column:3\na\tb\tx\n", "#tags column:3\na\tb\tx y\n", &["tags"]),
    ("tsv", "#notetype:Basic\na\tb\n", "#notetype:Basic (and reversed card)\na\tb\n", &["reverse"]),
    (
        "tsv",
        "#notetype:Basic\na\tb\n",
        "#notetype:Basic (type in the answer)\na\tb\n",
        &["front", "back", "question", "answer"],
    ),
    (
        "tsv",
        "#html:false\n{{c1::UDP}} is on {{c2::67}}\n",
        "#html:false\n{{c1::UDP}} is on {{c2::68}}\n",
        &["cloze"],
    ),
    ("csv", "question,a,b,correct\nq,x,y,A\n", "question,a,b,correct\nq,x,y,B\n", &["answer", "wrong"]),
    ("csv", "question,a,b,correct\nq,x,y,A\n", "question,a,b,correct\nq,x,z,A\n", &["wrong"]),
    ("aiken", "q?\nA. x\nB. y\nANSWER: A\n", "q?\nA. x\nB. y\nANSWER: B\n", &["answer", "wrong"]),
    ("aiken", "q?\nA. True\nB. False\nANSWER: A\n", "q?\nA. True\nB. False\nANSWER: B\n", &["answer"]),
    ("aiken", "q?\nA. x\nB. y\nANSWER: A\n", "q?\nA. x\nB. y\nANSWER: A\nExplanation: so\n", &["explain"]),
    ("markdown", "Q: q\nA: x\n", "Q: q\nA: y\n", &["back"]),
    ("markdown", "C: It is [67].\n", "C: It is [68].\n", &["cloze"]),
    ("gift", "q {=a ~b#no}\n", "q {=a ~b#not at all}\n", &["wrong"]),
    ("gift", "q {=a ~b#no}\n", "q {=a ~b}\n", &["wrong"]),
    ("gift", "q {#4:1}\n", "q {#4:2}\n", &["tolerance"]),
    ("gift", "q {#4:1}\n", "q {#4}\n", &["tolerance"]),
    ("gift", "q {=a =b}\n", "q {=a =c}\n", &["accept"]),
    ("gift", "q {=a -> b =c -> d}\n", "q {=a -> d =c -> b}\n", &["match"]),
    ("gift", "q {T}\n", "q {F}\n", &["answer"]),
];

#[test]
fn what_is_corrected_is_told_with_both_versions_and_nothing_changes() {
    for (format, old, new, keys) in CORRECTED {
        let (text, report) = again(format, old, new, false);
        assert!(!report.is_whole() && report.count(Lost::Differs) == 1 && report.cards == 0, "{new}: {text}");
        let changed: Vec<_> = report.changes[0].keys.iter().map(|change| change.key).collect();
        assert_eq!(changed, *keys, "{new}: {text}");
    }
}

#[test]
fn what_is_taken_over_keeps_its_id_and_then_nothing_differs() {
    for (format, old, new, _) in CORRECTED {
        let (text, report) = again(format, old, new, true);
        assert_eq!((report.updated, report.cards, report.is_whole()), (1, 0, true), "{new}: {text}");
        let id = |text: &str| {
            text.lines().find(|line| line.starts_with("id ") && !line.contains("\"x\"")).map(str::to_owned)
        };
        let (before, _) = again(format, old, old, false);
        assert_eq!(id(&text), id(&before), "{text}");
        let format = Format::named(format).unwrap();
        let cards = format.read(new.as_bytes(), &Reading::default()).cards.len();
        let (same, report) = taken_in(&text, format, new, false);
        assert_eq!((report.count(Lost::Known), same), (cards, text), "{:?}", report.changes);
    }
}

#[test]
fn what_the_learner_added_is_no_difference_and_stays() {
    let text = "# mine\n[deck]\nid = 'x'\ntitle = 'x'\n\n[[card]] # ssh\nid = 'a'\nfront = 'SSH?' # asked\nback = '23' # told\n\
explain = 'because'\nhint = 'h'\nmnemonic = 'm'\ntags = ['t']\nreverse = true\n\n[[card]]\nid = 'b'\nfront = 'DNS?'\nback = '53'\nexplain = 'so'\n";
    let csv = Format::named("csv").unwrap();
    let (same, report) = taken_in(text, csv, "SSH?,23\nDNS?,53\n", true);
    assert_eq!((report.count(Lost::Known), same.as_str()), (2, text));
    let (changed, report) = taken_in(text, csv, "SSH?,22\nDNS?,53\n", true);
    assert_eq!((report.updated, changed), (1, text.replace("'23'", "\"22\"")));
}

#[test]
fn a_card_that_cannot_be_told_from_another_or_stands_in_a_table_is_left_as_it_is() {
    let text = "[deck]\nid = 'x'\ntitle = 'x'\n[[card]]\nid = 'a'\nfront = 'Bank?'\nback = 'river'\n\
[[card]]\nid = 'b'\nfront = 'Bank?'\nback = 'money'\n[[table]]\nid = 't'\ncolumns = ['n', 'p']\nrows = [['SSH', '22'], ['DNS', '53']]\n\
[[table.card]]\nid = 'q'\nquestion = 'Port of {n}?'\nanswer = '{p}'\n";
    for (csv, updated, stuck) in
        [("Bank?,cash\n", 0, 1), ("Bank?,river\nBank?,cash\n", 1, 0), ("Port of SSH?,23\n", 0, 1)]
    {
        let (now, report) = taken_in(text, Format::named("csv").unwrap(), csv, true);
        assert_eq!((report.updated, report.count(Lost::Stuck)), (updated, stuck), "{csv}: {now}");
    }
}

#[test]
fn a_second_answer_to_a_known_prompt_is_a_new_card_where_the_first_is_there_too() {
    let (text, report) =
        again("csv", "front,back\nBank?,river\n", "front,back\nBank?,river\nBank?,money\n", false);
    assert_eq!((report.cards, report.count(Lost::Known)), (1, 1), "{text}");
}
