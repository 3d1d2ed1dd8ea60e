//! Decks on their way to other programs and back.

use examdrill::deck::Deck;
use examdrill::exchange::{Card, FORMATS, Head, Reading, Report, merged};
use examdrill::library::BUILT_IN;
use examdrill::source::{Severity, SourceFile};

use super::home::{Home, KINDS};

#[test]
fn the_built_in_decks_come_back_from_every_format_as_clean_decks() {
    for (name, text) in BUILT_IN {
        let parse =
            |text: String| examdrill::deck::parse(&[SourceFile { name: format!("{name}.toml"), text }]);
        let (deck, _) = parse((*text).to_owned());
        let mut report = Report::default();
        let cards: Vec<Card> = deck.questions.iter().filter_map(|q| Card::of(q, &mut report)).collect();
        for format in FORMATS {
            let Some((written, carried)) = format.write(&cards, Report::default()) else { continue };
            if format.read.is_none() {
                continue;
            }
            let brought = format.read(&written, &Reading::default());
            assert!(brought.report.is_whole(), "{name}, {}: {:#?}", format.name, brought.report);
            // GIFT has one gap a question, so that a text with several holes becomes several.
            let expected = carried.cards..=carried.cards * if format.name == "gift" { 12 } else { 1 };
            assert!(
                expected.contains(&brought.cards.len()),
                "{name}, {}: {}",
                format.name,
                brought.cards.len()
            );
            let head = Head { id: "x".into(), title: "x".into(), origin: "x".into() };
            let again = merged(&head.toml(), &Deck::default(), &brought.cards, &mut Report::default());
            let (_, mut findings) = parse(again);
            findings.retain(|finding| finding.severity == Severity::Error);
            assert_eq!(findings, [], "{name}, {}", format.name);
        }
    }
}

#[test]
fn several_files_go_into_one_deck_and_a_missing_one_keeps_none_out() {
    let home = Home::new();
    let one = home.write("one.tsv", "a\tb\nc\td\n");
    let two = home.write("two.tsv", "c\td\ne\tf\n");
    let deck = home.folder.path().join("sub/all.toml").display().to_string();
    let run = home.run(&["import", &one, "nowhere.tsv", &two, "--to", &deck, "--title", "All"]);
    assert_eq!(run.status, 3, "{run:?}");
    assert!(run.out.contains("1 card is in the deck already: line 1."), "{}", run.out);
    let text = std::fs::read_to_string(&deck).unwrap();
    assert!(text.contains("title = \"All\"") && text.matches("[[card]]").count() == 3, "{text}");
    let again = home.run(&["import", &one, &two, "--to", &deck]);
    assert_eq!((again.status, std::fs::read_to_string(&deck).unwrap()), (0, text));
}

#[test]
fn a_deck_with_mistakes_gets_no_cards_and_stays_as_it_is() {
    let home = Home::new();
    let deck = home.write("broken.toml", "[[card]]\nfront = 'a'\n");
    let cards = home.write("cards.tsv", "a\tb\n");
    let run = home.run(&["import", &cards, "--to", &deck]);
    assert_eq!(run.status, 3, "{run:?}");
    assert!(run.err.contains("examdrill check"), "{}", run.err);
    assert_eq!(std::fs::read_to_string(&deck).unwrap(), "[[card]]\nfront = 'a'\n");
}

#[test]
fn an_id_that_is_none_is_refused_before_anything_is_written() {
    let home = Home::new();
    let cards = home.write("cards.tsv", "a\tb\n");
    let run = home.run(&["import", &cards, "--deck-id", "no/id"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(!home.data().join("decks/cards.toml").exists());
}

#[test]
fn a_file_that_is_hidden_becomes_a_deck_that_is_not() {
    let home = Home::new();
    let cards = home.write(".net.tsv", "CLR\tCommon Language Runtime\n");
    let run = home.run(&["import", &cards]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(home.data().join("decks/net.toml").is_file());
    assert_eq!(home.run(&["new", ".c"]).status, 0);
    let listed = home.run(&["decks", "list"]);
    assert!(listed.out.contains("net.toml") && listed.out.contains("c.toml"), "{}", listed.out);
}

#[test]
fn a_dry_run_writes_nothing() {
    let home = Home::new();
    let cards = home.write("cards.tsv", "a\tb\n");
    let run = home.run(&["import", &cards, "--dry-run"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(!home.data().exists());
}

#[test]
fn what_is_said_after_an_import_can_be_done() {
    let home = Home::new();
    let cards = home.write("cards.tsv", "a\tb\n");
    let deck = home.folder.path().join("elsewhere/s.toml").display().to_string();
    let run = home.run(&["import", &cards, "--to", &deck]);
    assert!(run.out.contains(&format!("examdrill study {deck}`")), "{}", run.out);
    assert_eq!(home.run_with(&["study", &deck, "--limit", "1"], "").status, 0);
    let run = home.run(&["import", &cards, "--to", "mine"]);
    assert!(run.out.contains("examdrill study mine`"), "{}", run.out);
}

#[test]
fn a_file_without_questions_is_told_from_one_that_brings_nothing_new() {
    let home = Home::new();
    let told = "has no question that can be drilled";
    for (name, text, status) in [
        ("essays.gift", "Why?{}\n", 1),
        ("empty.gift", "", 1),
        ("empty.txt", "\n", 1),
        ("notes.md", "Just notes.\n", 1),
    ] {
        let file = home.write(name, text);
        let run = home.run(&["import", &file]);
        assert!(format!("{}{}", run.out, run.err).contains(told), "{name}: {run:?}");
        assert_eq!(run.status, status, "{name}: {run:?}");
    }
    let cards = home.write("cards.tsv", "a\tb\n");
    home.run(&["import", &cards, "--to", "mine"]);
    let run = home.run(&["import", &cards, "--to", "mine"]);
    assert!(run.out.contains("brings nothing new"), "{run:?}");
}

#[test]
fn an_export_never_replaces_a_file() {
    let home = Home::new();
    let target = home.write("out.gift", "mine");
    let run = home.run(&["export", KINDS, "--format", "gift", "-o", &target]);
    assert_eq!(run.status, 2, "{run:?}");
    assert_eq!(std::fs::read_to_string(&target).unwrap(), "mine");
    let target = home.folder.path().join("new.gift").display().to_string();
    let report = home.run(&["export", KINDS, "--format", "gift", "-o", &target, "--json"]);
    let report: serde_json::Value = serde_json::from_str(&report.out).unwrap();
    assert!(report["cards"].as_u64().unwrap() >= 7, "{report}");
    assert!(
        report["losses"].as_array().unwrap().iter().any(|loss| loss["kind"] == "changed-kind"),
        "{report}"
    );
}

#[test]
fn a_corrected_file_shows_both_versions_and_the_new_one_is_taken_over_with_its_progress() {
    let home = Home::new();
    let deck = home.write("ports.toml", "# mine\n[deck]\nid = \"ports\"\ntitle = \"Ports\"\n\n[[card]]\nid = \"ssh\"\nfront = \"SSH port?\"\nback = \"23\" # told\n");
    assert_eq!(home.run_with(&["study", &deck, "--limit", "1"], "\n3\n").status, 0);
    let sheet = home.write("ports.csv", "front,back\nSSH port?,22\nHTTP port?,80\n");
    let run = home.run(&["import", &sheet, "--to", &deck]);
    assert_eq!(run.status, 1, "{run:?}");
    for told in ["other content: line 2 (back)", "- back = \"23\"", "+ back = \"22\"", "--update"] {
        assert!(run.out.contains(told), "{told}: {}", run.out);
    }
    let text = std::fs::read_to_string(&deck).unwrap();
    assert!(text.contains("\"23\" # told") && text.contains("HTTP port?"), "{text}");
    let run = home.run(&["import", &sheet, "--to", &deck, "--update"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.out.contains("changed 1 card"), "{}", run.out);
    let text = std::fs::read_to_string(&deck).unwrap();
    assert!(text.starts_with("# mine\n") && text.contains("back = \"22\" # told"), "{text}");
    let cards = home.run(&["cards", &deck, "--json"]);
    let log = home.run(&["log", "--json"]);
    assert!(cards.out.contains("ports/ssh") && log.out.contains("ports/ssh"), "{}\n{}", cards.out, log.out);
    let run = home.run(&["import", &sheet, "--to", &deck, "--update"]);
    assert!(run.status == 0 && run.out.contains("brings nothing new"), "{run:?}");
}

#[test]
fn a_sheet_that_does_not_say_what_it_holds_is_refused_and_columns_say_it() {
    let home = Home::new();
    let sheet = home.write("quiz.csv", "Which port is SSH?,21,22,23,B,it is so,9\n");
    let run = home.run(&["import", &sheet]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.err.contains("has 7 columns") && run.err.contains("--columns"), "{}", run.err);
    let columns = "question,option,option,option,answer,explain,-";
    assert_eq!(home.run(&["import", &sheet, "--columns", columns]).status, 0);
    let text = std::fs::read_to_string(home.data().join("decks/quiz.toml")).unwrap();
    for line in ["answer   = \"22\"", "wrong    = [\"21\", \"23\"]", "explain  = \"it is so\""] {
        assert!(text.contains(line), "{line}: {text}");
    }
    for columns in ["question,foo", "question,answer", "answer,option,option,option,explain,-,-"] {
        let run = home.run(&["import", &sheet, "--columns", columns, "--deck-id", "other"]);
        assert_eq!(run.status, 2, "{columns}: {run:?}");
    }
    let unknown = home.write("page.csv", "question,answer,Seite\na,b,3\n");
    let run = home.run(&["import", &unknown]);
    assert!(
        run.status == 2 && run.err.contains("`Seite`") && run.err.contains("question,answer,-"),
        "{run:?}"
    );
}

#[test]
fn a_file_of_another_program_is_told_the_way_here() {
    let home = Home::new();
    for (name, text, way) in [
        ("quiz.xml", "<?xml version=\"1.0\"?><quiz></quiz>", "GIFT"),
        ("sheet.xlsx", "PK\u{3}\u{4}xl/", "CSV"),
        ("sheet.ods", "PK\u{3}\u{4}", "CSV"),
        ("notes.docx", "PK\u{3}\u{4}word/", "plain text"),
        ("book.pdf", "%PDF-1.7", "plain text"),
        ("cards.json", "[]", "CSV"),
        ("collection.anki2", "SQLite format 3", "Anki Deck Package"),
        ("named.txt", "<?xml version=\"1.0\"?><quiz></quiz>", "GIFT"),
    ] {
        let file = home.write(name, text);
        let run = home.run(&["import", &file]);
        assert!(run.status == 2 && run.err.contains(way), "{name}: {run:?}");
        for command in [
            &["study"][..],
            &["check"],
            &["decks", "add"],
            &["preview"],
            &["fmt"],
            &["export", "--format", "tsv"],
        ] {
            let run = home.run(&[command, &[file.as_str()]].concat());
            assert!(run.status == 2 && run.err.contains("examdrill import"), "{command:?} {name}: {run:?}");
        }
    }
    let sheet = home.write("cards.csv", "a,b\n");
    assert!(home.run(&["study", &sheet]).err.contains("examdrill import"));
}
