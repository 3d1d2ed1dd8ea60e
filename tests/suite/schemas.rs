//! The JSON Schemas, checked by a validator that knows nothing of our reader.

use examdrill::config::{Config, SETTINGS};
use examdrill::library::{BUILT_IN, EXAMS};
use examdrill::source::{Severity, SourceFile};
use jsonschema::Validator;
use serde_json::Value;

use super::docs::{as_deck, examples};
use super::tree::{expect_page, read};

fn validator(schema: &Value) -> Validator {
    jsonschema::draft7::meta::validate(schema).unwrap();
    jsonschema::draft7::new(schema).unwrap()
}

fn settings() -> Value {
    examdrill::schema::config(SETTINGS.iter().map(|setting| &setting.key))
}

/// What the schema has against a file; nothing where it is fine.
fn against(validator: &Validator, text: &str) -> Vec<String> {
    let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
    let value = serde_json::to_value(table).unwrap();
    validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Whether the reader of decks finds an error.
fn is_refused(text: &str) -> bool {
    let (_, findings) = examdrill::deck::parse(&[SourceFile { name: "d.toml".into(), text: text.into() }]);
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

#[test]
fn the_schemas_in_the_repository_are_made_from_the_tables_of_the_readers() {
    for (path, schema) in [
        ("assets/deck.schema.json", examdrill::schema::deck()),
        ("assets/exam.schema.json", examdrill::schema::exam()),
        ("assets/config.schema.json", settings()),
        ("assets/sync.schema.json", examdrill::sync::schema()),
    ] {
        expect_page(path, &format!("{schema:#}\n"), "schemas");
    }
}

#[test]
fn every_built_in_deck_and_exam_and_every_example_is_valid() {
    let (deck, exam) = (validator(&examdrill::schema::deck()), validator(&examdrill::schema::exam()));
    for (name, text) in BUILT_IN {
        assert_eq!(against(&deck, text), [""; 0], "{name}");
    }
    for (name, text) in EXAMS {
        assert_eq!(against(&exam, text), [""; 0], "{name}");
    }
    assert_eq!(against(&deck, &read("tests/fixtures/kinds.toml")), [""; 0]);
    for path in ["docs/decks.md", "docs/computed.md", "docs/reference/cards.md", "README.md"] {
        for (line, example) in examples(&read(path)) {
            assert_eq!(against(&deck, &as_deck(&example)), [""; 0], "{path}:{line}");
        }
    }
    for rule in examdrill::lint::RULES {
        for (line, example) in examples(rule.page) {
            assert_eq!(against(&deck, &as_deck(&example)), [""; 0], "{}:{line}", rule.name);
        }
    }
}

#[test]
fn what_the_reader_refuses_the_schema_refuses_too() {
    let validator = validator(&examdrill::schema::deck());
    let table = "[[table]]\nid = 't'\ncolumns = ['a', 'b']\nrows = [['x', 1]]\n[[table.card]]\nquestion = '{a}?'\nanswer = '{b}'\n";
    let generator = "[[generate]]\nquestion = '{number}?'\nnumber = { from = 1, to = 9 }\nclasses = [{ to = 5, answer = 'a' }, { to = 9, answer = 'b' }]\n";
    let computed = "[[generate]]\nquestion = '{n}?'\nanswer = '{n + m}'\ndraw = { n = { from = 1, to = 'power(2, 3)', step = 2 }, m = [3, 4] }\nlet = { k = 'n * 2' }\nform = 'dec'\nmistakes = ['{n}', { text = '{k}', why = 'no' }]\n";
    for good in [table, generator, computed, "[[card]]\nid = 'größe-1.2_x'\nfront = 1\nback = 2.5\n", ""] {
        assert_eq!(against(&validator, good), [""; 0], "{good}");
        assert!(!is_refused(good), "{good}");
    }
    let card = |keys: &str| format!("[[card]]\n{keys}\n");
    for bad in [
        card("front = 'f'"),
        card("front = 'f'\nbakc = 'b'"),
        card("front = 'f'\nback = 'b'\nanswer = 'a'"),
        card("front = 'f'\nback = true"),
        card("explain = 'of nothing'"),
        card("question = 'q'"),
        card("question = 'q'\nanswer = 'a'\nreverse = true"),
        card("question = 'q'\nanswer = 'a'\nwrong = [{ txt = 'b' }]"),
        card("question = 'q'\nanswer = 'a'\nwrong = 'b'"),
        card("question = 'q'\nanswer = 'a'\ntolerance = 'much'"),
        card("question = 'q'\nanswer = true\naccept = ['yes']"),
        card("question = 'q'\norder = { a = 1 }"),
        card("question = 'q'\nmatch = [['a', 'b', 'c'], ['d', 'e']]"),
        card("question = 'q'\nclassify = ['a']"),
        card("question = 'q'\nclassify = { a = ['x', 'y'], b = ['z'] }\ndraw = 1"),
        card("cloze = '{{x}}'\nholes = 'some'"),
        card("id = 'no spaces'\nfront = 'f'\nback = 'b'"),
        card("id = ''\nfront = 'f'\nback = 'b'"),
        card("front = 'f'\nback = 'b'\ntags = { a = 1 }"),
        card("front = 'f'\nback = 'b'\nsuspended = 'no'"),
        card("front = 'f'\nback = 'b'\nwhen = 'a'"),
        "[[crad]]\nfront = 'f'\nback = 'b'\n".to_owned(),
        "[deck]\ntitel = 'D'\n".to_owned(),
        "[lint]\nlists = 'klingon'\n".to_owned(),
        "[lint]\nfamilies = [67, 68]\n".to_owned(),
        table.replace("id = 't'\n", ""),
        table.replace("rows = [['x', 1]]", "rows = ['x']"),
        table.replace("answer", "anser"),
        table.replace("[[table.card]]\nquestion = '{a}?'\nanswer = '{b}'\n", ""),
        generator.replace("from = 1, ", ""),
        format!("{generator}answer = 'a'\n"),
        computed.replace("answer", "anser"),
        computed.replace("draw = {", "number = {"),
        computed.replace("'dec'", "'decimals'"),
        computed.replace("text =", "txt ="),
        generator.replace("to = 5", "to = 'five'"),
        generator.replace("question", "qestion"),
    ] {
        assert!(is_refused(&bad), "the reader takes\n{bad}");
        assert!(!against(&validator, &bad).is_empty(), "the schema takes\n{bad}");
    }
}

#[test]
fn an_editor_names_the_key_that_is_missing_or_too_many() {
    let validator = validator(&examdrill::schema::deck());
    for (card, told) in [
        ("front = 'f'", "/card/0: \"back\" is a required property"),
        ("wrong = ['b']\nquestion = 'q'", "/card/0: \"answer\" is a required property"),
        ("front = 'f'\nback = 'b'\nanswer = 'a'", "/card/0/answer: False schema does not allow \"a\""),
        (
            "front = 'f'\nbakc = 'b'\nback = 'b'",
            "/card/0: Additional properties are not allowed ('bakc' was unexpected)",
        ),
    ] {
        assert_eq!(against(&validator, &format!("[[card]]\n{card}\n")), [told]);
    }
}

#[test]
fn settings_are_taken_or_refused_by_both() {
    let validator = validator(&settings());
    for setting in SETTINGS {
        for value in [setting.default, setting.example] {
            let text = format!("{} = {value}", setting.key.name);
            assert_eq!(against(&validator, &text), [""; 0], "{text}");
            assert!(Config::parse(&text).is_ok(), "{text}");
        }
        for value in ["\"nonsense\"", "-1", "[-1]", "{ a = true }"] {
            let text = format!("{} = {value}", setting.key.name);
            assert!(!against(&validator, &text).is_empty(), "the schema takes {text}");
            assert!(Config::parse(&text).is_err(), "the reader takes {text}");
        }
    }
    for bad in ["retention = 1.5", "buttons = 3", "longest_days = 0", "new_a_day = 5", "[keys]\na = true"] {
        assert!(!against(&validator, bad).is_empty(), "the schema takes {bad}");
        assert!(Config::parse(bad).is_err(), "the reader takes {bad}");
    }
}

#[test]
fn a_bad_exam_is_refused_by_both() {
    let validator = validator(&examdrill::schema::exam());
    let (_, good) = EXAMS[0];
    for (old, new) in [
        ("pass    = 675", "pass = 'most'"),
        ("pass    = 675", "pas = 675"),
        ("scale   = [100, 900]", "scale = [100]"),
        ("questions   = 90", "questions = 0"),
        ("minutes     = 90", "minutes = 2000"),
        ("weight = 5", "weight = 0"),
        ("tag    = \"encapsulation\"", ""),
        ("[[form]]", "[[from]]"),
    ] {
        let bad = good.replacen(old, new, 1);
        assert_ne!(bad, good, "{old}");
        let (exam, _) = examdrill::quiz::read(&SourceFile { name: "e.toml".into(), text: bad.clone() });
        assert!(exam.is_none(), "the reader takes {new}");
        assert!(!against(&validator, &bad).is_empty(), "the schema takes {new}");
    }
}
